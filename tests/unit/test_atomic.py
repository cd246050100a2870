"""Files for a person: the old one stands until the new one is whole."""

import errno
import os
from pathlib import Path

import pytest

from fupin_desk import atomic
from fupin_desk.model.error import DiskError, RequestError
from fupin_desk.reports import xlsx
from tests.unit import documents


def fine(path: Path) -> bool:
    return path.exists()


def test_a_finished_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "new" / "a.xlsx"
    for content in (b"one", b"two"):
        with atomic.writing(target, fine) as made:
            made.write_bytes(content)
        assert target.read_bytes() == content
    assert [one.name for one in target.parent.iterdir()] == ["a.xlsx"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), atomic.writing(target, fine) as made:
        made.write_bytes(bytes(7 // 0))
    assert target.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_file_that_does_not_read_back_is_not_put_in_place(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(DiskError, match="读回来不一致"), atomic.writing(target, lambda _: False) as made:
        made.write_bytes(b"new")
    assert target.read_bytes() == b"old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_is_told_and_the_old_file_stands(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    with (
        pytest.raises(DiskError, match="磁盘空间不足"),
        atomic.writing(target, fine),
        Path("/dev/full").open("wb") as full,
    ):
        full.write(b"x" * 10_000)
    assert target.read_bytes() == b"old"


def test_a_disk_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="换一个位置"), atomic.writing(tmp_path / "a.pdf", fine):
        raise OSError(errno.EIO, "gone")


@pytest.mark.parametrize("lock", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_a_workbook_that_excel_or_wps_holds_is_named_before_the_work_begins(
    tmp_path: Path, lock: str
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    (tmp_path / lock).write_bytes(b"")
    with pytest.raises(RequestError, match=r"a\.xlsx"):
        xlsx.write(documents.document(), target)
    assert target.read_bytes() == b"old"


def test_a_lock_without_its_file_does_not_stop_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "~$a.xlsx").write_bytes(b"")
    xlsx.write(documents.document(), tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").stat().st_size > 1000


def test_a_folder_or_an_impossible_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="文件夹"):
        atomic.probe(tmp_path)
    with pytest.raises(RequestError, match="不能作文件名"), atomic.writing(tmp_path / ("长" * 200), fine):
        pass


def test_what_a_killed_run_left_behind_is_swept_after_an_hour(tmp_path: Path) -> None:
    old, young = tmp_path / ".~fd_old.tmp", tmp_path / ".~fd_young.tmp"
    for one in (old, young):
        one.write_bytes(b"")
    os.utime(old, (1, 1))
    atomic.sweep(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == [young.name]
