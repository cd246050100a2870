"""What lies beside or in the place of a desk file and is not it: never applied, never deleted."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from fupin_desk.model.error import (
    CannotUnlockError,
    DamagedFileError,
    DeskError,
    DiskError,
    EmptyFileError,
    FileLockedError,
    RequestError,
)
from fupin_desk.store.file.file import File
from fupin_desk.store.file.file_key import Key
from tests import sample_file
from tests.sample_file import commit, household

_CHANGE_EVERYTHING = "UPDATE household SET address = hex(randomblob(400)), seal = 'x'"


def filled(folder: Path, first: int) -> File:
    """Return an open file with some households."""
    folder.mkdir(exist_ok=True)
    file = sample_file.new_file(folder)
    commit(file, *(draft for number in range(first, first + 150) for draft in household(number)))
    return file


def hot_journal(file: File, target: Path) -> None:
    """Put the journal of an unfinished save of a file where a test wants it; the file stays as it was."""
    file.connection.execute("PRAGMA cache_size = 5")
    file.connection.execute("BEGIN IMMEDIATE")
    file.connection.execute(_CHANGE_EVERYTHING)
    shutil.copy(file.path.with_name(file.path.name + "-journal"), target)
    file.connection.execute("ROLLBACK")


def moved_aside(folder: Path) -> list[Path]:
    return sorted(folder.glob("*-移开-*"))


@pytest.mark.parametrize("readonly", [False, True])
def test_the_journal_of_another_file_is_not_applied(tmp_path: Path, *, readonly: bool) -> None:
    with filled(tmp_path, 1) as file:
        before = sample_file.seals(file)
    other = File.create(tmp_path / "other.fupin", "another passphrase", {})
    commit(other, *(draft for number in range(900, 1100) for draft in household(number)))
    stray = tmp_path / "desk.fupin-journal"
    hot_journal(other, stray)
    content = stray.read_bytes()
    other.close()
    with File.open(file.path, file.key, readonly=readonly) as again:
        assert sample_file.seals(again) == before
        sample_file.assert_sound(again)
    assert [one.read_bytes() for one in moved_aside(tmp_path)] == [content]


def test_an_old_journal_of_the_same_file_is_not_applied_to_a_newer_one(tmp_path: Path) -> None:
    with filled(tmp_path, 1) as file:
        hot_journal(file, tmp_path / "kept-journal")
        commit(file, *(draft for number in range(300, 500) for draft in household(number)))
        before = sample_file.seals(file)
    shutil.copy(tmp_path / "kept-journal", tmp_path / "desk.fupin-journal")
    with File.open(file.path, file.key) as again:
        assert sample_file.seals(again) == before
        sample_file.assert_sound(again)
    assert len(moved_aside(tmp_path)) == 1


def test_a_write_ahead_log_of_another_program_is_moved_aside(tmp_path: Path) -> None:
    with filled(tmp_path, 1) as file:
        before = sample_file.seals(file)
    foreign = sqlite3.connect(tmp_path / "foreign.db")
    foreign.execute("PRAGMA journal_mode = WAL")
    foreign.execute("CREATE TABLE t (x)")
    foreign.executemany("INSERT INTO t VALUES (?)", [("x" * 500,)] * 500)
    foreign.commit()
    for suffix in ("-wal", "-shm"):
        shutil.copy(tmp_path / f"foreign.db{suffix}", tmp_path / f"desk.fupin{suffix}")
    foreign.close()
    with File.open(file.path, file.key) as again:
        assert sample_file.seals(again) == before
    assert len(moved_aside(tmp_path)) == 2


def test_a_journal_that_was_lost_with_half_a_save_in_the_file_is_noticed(tmp_path: Path) -> None:
    with filled(tmp_path, 1) as file:
        file.connection.execute("PRAGMA cache_size = 5")
        file.connection.execute("BEGIN IMMEDIATE")
        file.connection.execute(_CHANGE_EVERYTHING)
        (tmp_path / "cut").mkdir()
        cut = Path(shutil.copy(file.path, tmp_path / "cut"))
        file.connection.execute("ROLLBACK")
    try:
        with File.open(cut, file.key) as again, pytest.raises(AssertionError):
            sample_file.assert_sound(again)
    except DeskError:
        return


def crashed(folder: Path) -> tuple[Path, dict[tuple[str, str], str]]:
    """Return a file as a crash in the middle of a save left it, with its journal, and what it held before."""
    with filled(folder, 1) as file:
        before = sample_file.seals(file)
        file.connection.execute("PRAGMA cache_size = 5")
        file.connection.execute("BEGIN IMMEDIATE")
        file.connection.execute(_CHANGE_EVERYTHING)
        (folder / "cut").mkdir()
        for name in ("desk.fupin", "desk.fupin-journal"):
            shutil.copy(folder / name, folder / "cut" / name)
        file.connection.execute("ROLLBACK")
    return folder / "cut" / "desk.fupin", before


def test_an_unfinished_save_of_ours_is_rolled_back_and_nothing_is_moved(tmp_path: Path) -> None:
    cut, before = crashed(tmp_path)
    with File.open(cut, sample_file.key()) as again:
        assert sample_file.seals(again) == before
        sample_file.assert_sound(again)
    assert moved_aside(tmp_path / "cut") == []
    assert [one.name for one in (tmp_path / "cut").glob("*.settle*")] == []


def test_a_read_only_file_can_be_read_and_says_why_it_cannot_be_written(tmp_path: Path) -> None:
    with filled(tmp_path, 1) as file:
        before = sample_file.seals(file)
    file.path.chmod(0o444)
    with File.open(file.path, file.key, readonly=True) as reader:
        assert sample_file.seals(reader) == before
    # Root may write to what is read-only: then there is nothing to refuse.
    refusals: list[DiskError] = []
    try:
        with File.open(file.path, file.key) as again:
            commit(again, *household(999))
    except DiskError as refusal:
        refusals.append(refusal)
    assert all("只读" in str(one) for one in refusals)
    file.path.chmod(0o600)
    with File.open(file.path, file.key) as again:
        sample_file.assert_sound(again)


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", EmptyFileError), (b"PK\x03\x04" + b"x" * 9000, CannotUnlockError), (b"x" * 10, EmptyFileError)],
)
def test_what_is_no_desk_file_is_refused_and_left_as_it_is(
    tmp_path: Path, content: bytes, error: type[DeskError]
) -> None:
    path = tmp_path / "desk.fupin"
    path.write_bytes(content)
    with pytest.raises(error, match="没有"):
        File.open(path, "four plain words here")
    assert path.read_bytes() == content
    with pytest.raises(DeskError):
        File.open(path, Key("0" * 64, content[:16].hex()))
    assert path.read_bytes() == content


@pytest.mark.parametrize("readonly", [False, True])
@pytest.mark.parametrize("torn", [False, True])
def test_a_mistyped_passphrase_after_a_crash_touches_nothing(
    tmp_path: Path, *, readonly: bool, torn: bool
) -> None:
    cut, before = crashed(tmp_path)
    if torn:
        # The first page was being written when the power went.
        content = cut.read_bytes()
        cut.write_bytes(content[:512] + bytes(512) + content[1024:])
    stray = cut.with_name(cut.name + "-wal")
    stray.write_bytes(b"log")
    beside = {path.name: path.read_bytes() for path in cut.parent.iterdir()}
    with pytest.raises(CannotUnlockError):
        File.open(cut, "mistyped", readonly=readonly)
    assert {
        path.name: path.read_bytes() for path in cut.parent.iterdir() if "lock" not in path.name
    } == beside
    with File.open(cut, sample_file.key(), readonly=readonly) as again:
        assert sample_file.seals(again) == before
        sample_file.assert_sound(again)
    assert [path.name.partition("-移开")[0] for path in moved_aside(cut.parent)] == [stray.name]


def test_a_file_that_agrees_neither_with_its_journal_nor_without_is_refused_and_left(tmp_path: Path) -> None:
    cut, _ = crashed(tmp_path)
    journal = cut.with_name(cut.name + "-journal")
    journal.write_bytes(journal.read_bytes()[: journal.stat().st_size // 2])
    beside = {path.name: path.read_bytes() for path in cut.parent.iterdir()}
    for _ in range(2):
        with pytest.raises(DamagedFileError, match="不要删除"):
            File.open(cut, sample_file.key())
    assert {
        path.name: path.read_bytes() for path in cut.parent.iterdir() if "lock" not in path.name
    } == beside


def test_a_symlink_and_a_hard_link_allow_no_second_writer(tmp_path: Path) -> None:
    """S3: the lock went by the name."""
    with filled(tmp_path, 1) as file:
        soft, hard = tmp_path / "soft.fupin", tmp_path / "hard.fupin"
        soft.symlink_to(file.path)
        with pytest.raises(FileLockedError):
            File.open(soft, file.key)
        hard.hardlink_to(file.path)
        with pytest.raises(RequestError, match="硬链接"):
            File.open(hard, file.key)
        commit(file, *household(900))
    with pytest.raises(RequestError, match="硬链接"):
        File.open(file.path, file.key)
    with File.open(hard, file.key, readonly=True) as reader:
        sample_file.assert_sound(reader)
    hard.unlink()
    with File.open(soft, file.key) as again:
        again.rekey("another passphrase")
        assert again.path == file.path
    assert soft.is_symlink()
    with File.open(file.path, "another passphrase") as again:
        sample_file.assert_sound(again)
