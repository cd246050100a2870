"""The rehearsal of a restore: the last backup equals the file of its moment, or it is said what differs."""

import datetime
import shutil
from pathlib import Path

import pytest

from fupin_desk.model.error import CancelledError, CannotUnlockError
from fupin_desk.model.value import Draft
from fupin_desk.store.file import backup
from fupin_desk.store.file.file import File
from fupin_desk.store.file.rehearsal import rehearse
from fupin_desk.store.journal import history, record_state, seal
from tests import sample_file
from tests.sample_file import commit, household, record_id

_THEN = datetime.datetime(2018, 9, 29, 12, tzinfo=datetime.UTC)


def _backed_up(folder: Path) -> tuple[File, Path]:
    """Return an open file with three households, and its backup."""
    file = sample_file.new_file(folder)
    commit(file, *household(1), *household(2), *household(3))
    return file, backup.back_up(file, folder / "backups", _THEN).path


def test_a_backup_equals_the_file_of_its_moment_whatever_was_written_since(tmp_path: Path) -> None:
    file, path = _backed_up(tmp_path)
    with file:
        commit(file, Draft("household", record_id(1), {"group_name": "三组", "phone": "13871990990"}))
        commit(file, *household(4))
        commit(file, Draft("household", record_id(2), {}, {"closed_on": "三口"}))
        commit(file, Draft("member", record_id(20, "b"), {}, removed=True, remove_reason="录错了"))
        history.undo(file, history.batches(file)[0].id, author="甲")
        with file.snapshot() as seen:
            found = rehearse(seen, path)
        assert found.equal, found.problems
        assert (found.counts["household"], found.counts["member"], found.batches) == (3, 6, 1)
        assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_the_backup_itself_is_never_written_to(tmp_path: Path) -> None:
    file, path = _backed_up(tmp_path)
    before = path.read_bytes(), path.stat().st_mtime_ns
    with file:
        rehearse(file, path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


@pytest.mark.parametrize("seed", range(8))
def test_a_backup_with_a_flipped_byte_is_no_equal(seed: int, tmp_path: Path) -> None:
    file, path = _backed_up(tmp_path)
    with file:
        content = bytearray(path.read_bytes())
        content[8192 + seed * len(content) // 10] ^= 0x10
        path.write_bytes(content)
        assert not rehearse(file, path).equal


def test_a_value_that_was_changed_behind_the_desk_in_either_is_found(tmp_path: Path) -> None:
    file, path = _backed_up(tmp_path)
    with file:
        held = record_state.read(file.connection, "household", [record_id(1)])[record_id(1)]
        held["group_name"] = "改"
        mark = seal.seal("household", record_id(1), held)
        # Value and seal agree: only the comparison with the other copy can tell.
        file.connection.execute(
            "UPDATE household SET group_name = '改', seal = ? WHERE id = ?", (mark, record_id(1))
        )
        assert "不一致" in "".join(rehearse(file, path).problems)


def test_a_backup_whose_history_went_another_way_is_found(tmp_path: Path) -> None:
    file, path = _backed_up(tmp_path)
    file.close()
    other = File.open(Path(shutil.copy(file.path, tmp_path / "other.fupin")), file.key)
    with other:
        commit(other, *household(8))
        strange = backup.back_up(other, tmp_path / "strange", _THEN).path
    with File.open(file.path, file.key) as again:
        commit(again, *household(9))
        assert "历史" in "".join(rehearse(again, strange).problems)
        assert rehearse(again, path).equal


def test_a_backup_of_an_older_passphrase_is_told_apart_from_a_damaged_one(tmp_path: Path) -> None:
    file, path = _backed_up(tmp_path)
    with file:
        file.rekey("犁地 鲫鱼 灯笼 雨")
        with pytest.raises(CannotUnlockError):
            rehearse(file, path)
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_rehearsal_may_be_cancelled_and_leaves_nothing(tmp_path: Path) -> None:
    file, path = _backed_up(tmp_path)
    with file, pytest.raises(CancelledError):
        rehearse(file, path, lambda _done, _total: False)
    assert [one.name for one in path.parent.iterdir()] == [path.name]
