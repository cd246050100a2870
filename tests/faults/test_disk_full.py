"""A full or refusing disk: one sentence, nothing half written, and work goes on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fupin_desk.model.error import DiskError
from fupin_desk.model.value import Draft
from fupin_desk.store.file.file import File
from fupin_desk.store.journal import autosave, history, journal
from tests import sample_file
from tests.sample_file import commit, household

NO_LIMITS = pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")


def limited(way: str, file: File, limit: int) -> list[str]:
    """Close a file, work on it in a program with a limit, and return what that printed."""
    file.close()
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.limited", way, file.path, file.key.hex, file.key.salt, str(limit)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.splitlines()


def test_a_save_on_a_full_disk_is_refused_whole_and_the_next_one_succeeds(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        before, head = sample_file.seals(file), journal.head(file)
        pages = file.connection.execute("PRAGMA page_count").fetchone()[0]
        file.connection.execute(f"PRAGMA max_page_count = {pages + 4}")
        with pytest.raises(DiskError, match=r"磁盘已满.*都在.*再保存一次"):
            commit(file, *(draft for number in range(100, 400) for draft in household(number)))
        assert not file.connection.in_transaction
        assert (sample_file.seals(file), journal.head(file)) == (before, head)
        file.connection.execute("PRAGMA max_page_count = 1000000")
        commit(file, *household(2))
        sample_file.assert_sound(file)


def test_an_undo_on_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        batch = commit(file, *(draft for number in range(400) for draft in household(number)))
        before = sample_file.seals(file)
        pages = file.connection.execute("PRAGMA page_count").fetchone()[0]
        file.connection.execute(f"PRAGMA max_page_count = {pages + 4}")
        with pytest.raises(DiskError):
            history.undo(file, batch.id, author="甲")
        assert sample_file.seals(file) == before
        sample_file.assert_sound(file)


def test_a_half_typed_page_on_a_full_disk_is_told_and_the_page_kept_before_stays(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        autosave.keep(file.connection, "a", "household", "2018-09-30T00:00:00Z", "{}")
        pages = file.connection.execute("PRAGMA page_count").fetchone()[0]
        file.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskError, match="磁盘已满"):
            autosave.keep(file.connection, "a", "household", "2018-09-30T00:00:01Z", "x" * 100_000)
        assert autosave.texts(file.connection) == ["{}"]


@NO_LIMITS
def test_a_system_that_writes_no_more_bytes_loses_no_save(tmp_path: Path) -> None:
    file = sample_file.new_file(tmp_path)
    commit(file, *household(1))
    printed = limited("save", file, file.path.stat().st_size + 20_000)
    assert printed[0].startswith("DiskError ")
    assert "都在" in printed[0]
    assert printed[1] == "1 False"
    with File.open(file.path, file.key) as again:
        sample_file.assert_sound(again)
        commit(again, *household(2))


@NO_LIMITS
def test_a_backup_that_finds_no_room_leaves_nothing_and_older_ones_stay(tmp_path: Path) -> None:
    file = sample_file.new_file(tmp_path)
    commit(file, *household(1))
    older = tmp_path / "backups" / "desk-20180101-000000.fupin-backup"
    older.parent.mkdir()
    older.write_bytes(b"older")
    printed = limited("backup", file, file.path.stat().st_size // 2)
    assert printed[0].startswith("DiskError ")
    assert list(older.parent.iterdir()) == [older]


@NO_LIMITS
def test_a_new_file_that_finds_no_room_leaves_nothing(tmp_path: Path) -> None:
    printed = limited("create", sample_file.new_file(tmp_path), 40_000)
    assert printed[0].startswith("DiskError ")
    assert [path.name for path in tmp_path.iterdir() if "new" in path.name and "lock" not in path.name] == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    sample_file.new_file(tmp_path).close()
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(DiskError, match="只读"):
            File.open(tmp_path / "desk.fupin", sample_file.key())
    finally:
        tmp_path.chmod(0o700)


def test_a_read_only_database_is_told(tmp_path: Path) -> None:
    with sample_file.new_file(tmp_path) as file:
        commit(file, *household(1))
        file.connection.execute("PRAGMA query_only = ON")
        with pytest.raises(DiskError, match="只读"):
            journal.commit(file, [Draft("household", "h", {}, is_new=True)], author="甲", what="录入")
        file.connection.execute("PRAGMA query_only = OFF")
        sample_file.assert_sound(file)
