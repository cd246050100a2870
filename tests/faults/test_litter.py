"""A program that is killed while it writes leaves nothing behind for longer than until the next start."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fupin_desk import atomic
from fupin_desk.desk.desk import Desk
from fupin_desk.store.file import backup, stale_files
from fupin_desk.store.file.file_key import Key
from tests.faults import killed_writers
from tests.faults.test_plaintext import leaks

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Key]:
    """A desk file with one backup, in a folder of its own, and the home of the program in another."""
    monkeypatch.setenv("FUPIN_HOME", str(tmp_path / "home"))
    folder = tmp_path / "files"
    folder.mkdir()
    path = folder / "d.fupin"
    with Desk.create(path, "demo", "421024103", "李静", about={"as_of": "2018-09-30"}) as desk:
        desk.add_villages()
        backup.back_up(desk.file, folder / "d-备份", killed_writers._NOW)
        return path, desk.file.key


def _killed(way: str, path: Path, key: Key) -> set[str]:
    """Kill a program at a way of writing, and return the names that it left."""
    before = _names(path.parent)
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.killed_writers", way, path, key.hex, key.salt],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    return _names(path.parent) - before


def _names(folder: Path) -> set[str]:
    return {str(one.relative_to(folder)) for one in folder.rglob("*") if not one.name.endswith(".lock")}


@POSIX
@pytest.mark.parametrize("way", ["backup", "restore", "rehearsal"])
def test_the_next_start_removes_the_half_made_copies_of_a_file(way: str, place: tuple[Path, Key]) -> None:
    path, key = place
    before = _names(path.parent)
    for _ in range(2):
        assert _killed(way, path, key)
    with Desk.open(path, key):
        assert _names(path.parent) == before


@POSIX
def test_a_file_that_was_begun_and_never_finished_is_removed_when_one_of_its_name_is_opened(
    place: tuple[Path, Key],
) -> None:
    path, key = place
    assert any(name.endswith(".new") for name in _killed("create", path, key))
    Desk.create(path.with_name("new.fupin"), "犁地 鲫鱼 灯笼 雨", "421024103", "李静").close()
    Desk.open(path.with_name("new.fupin"), "犁地 鲫鱼 灯笼 雨").close()
    assert not [name for name in _names(path.parent) if name.endswith(".new")]


def test_nothing_of_another_file_or_of_a_person_is_swept(place: tuple[Path, Key]) -> None:
    path, key = place
    kept = [
        ".other.fupin.12.new", ".d.fupin.lock", ".d.fupin.x.new", "d.fupin.12.new", ".d.fupin.12.NEW",
        "d-备份/.other-12.tmp", "d-备份/d-20180101-000000.fupin-backup", "d-备份/.d-12.txt",
        "d-v2.fupin-backup", ".d-v.fupin-backup.12.new", "d-备份/.d-other-20180101-000000.fupin-backup.tmp",
    ]  # fmt: skip
    for name in kept:
        (path.parent / name).write_bytes(b"")
    swept = (
        ".d.fupin.12.new",
        ".d.fupin.12.rekey-journal",
        ".d-v2.fupin-backup.4242.new",
        ".d-v2.fupin-backup.4242.new-journal",
        "d-备份/.d-12.tmp",
        "d-备份/.d-20181001-101010-2.fupin-backup.tmp",
        "d-备份/.d-9.rehearsal-journal",
    )
    for name in swept:
        (path.parent / name).write_bytes(b"")
    gone = stale_files.sweep(path, path.parent / "d-备份")
    assert {str(one.relative_to(path.parent)) for one in gone} == set(swept)
    assert all((path.parent / name).exists() for name in kept)
    with Desk.open(path, key, readonly=True):
        pass


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="the system knows no files without a name")
def test_the_plain_text_of_an_export_dies_with_the_program_that_writes_it(place: tuple[Path, Key]) -> None:
    path, key = place
    assert _killed("csv", path, key) == set()
    assert list(leaks(path.parent.parent)) == []


@POSIX
def test_where_a_draft_must_have_a_name_the_next_start_finds_and_removes_it(place: tuple[Path, Key]) -> None:
    path, key = place
    (left,) = _killed("named csv", path, key)
    assert list(leaks(path.parent))
    other = path.parent / f".~fd_{os.getpid()}_alive.tmp"
    note = path.parent.parent / "home" / "drafts" / other.name
    for one in (other, note):
        one.write_text(str(other))
    with Desk.open(path, key):
        assert not (path.parent / left).exists()
        assert list(leaks(path.parent.parent)) == []
        assert other.exists()
        assert [one.name for one in note.parent.iterdir()] == [note.name]


@POSIX
def test_every_half_made_file_beside_an_upgrade_or_on_a_stick_goes_with_the_next_one(
    place: tuple[Path, Key],
) -> None:
    path, key = place
    before = _names(path.parent)
    assert {name.rpartition(".")[2] for name in _killed("upgrade", path, key)} >= {"new"}
    with Desk.open(path, key):
        assert _names(path.parent) == before
        stick = path.parent / "stick"
        stick.mkdir()
        kept, left = (
            stick / ".other-20180101-000000.fupin-backup.tmp",
            stick / ".d-20180101-000000.fupin-backup.tmp",
        )
        for one in (kept, left):
            one.write_bytes(b"")
        (made,) = (path.parent / "d-备份").iterdir()
        copy = backup.copy_to(made, stick)
        assert {*stick.iterdir()} == {kept, copy}


@pytest.mark.parametrize("age", [0, 7200])
def test_on_windows_a_second_start_leaves_the_draft_of_a_running_export(
    age: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUPIN_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "platform", "win32")
    draft = tmp_path / f".~fd_{os.getppid()}_x.tmp"
    note = tmp_path / "home" / "drafts" / draft.name
    note.parent.mkdir(parents=True)
    for one in (draft, note):
        one.write_text(str(draft), "utf-8")
    os.utime(draft, (time.time() - age,) * 2)
    atomic.sweep_noted()
    assert draft.exists() == note.exists() == (age == 0)
    draft.unlink(missing_ok=True)
    atomic.sweep_noted()
    assert not note.exists()


@pytest.mark.parametrize("named", [False, True])
def test_both_ways_of_writing_put_the_whole_file_in_its_place_and_leave_nothing(
    named: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUPIN_HOME", str(tmp_path / "home"))
    if named:
        monkeypatch.setattr(atomic, "_nameless", lambda _folder: None)
    target = tmp_path / "out" / "x.csv"
    for content in (b"one", b"two" * 100_000):
        atomic.put(target, content)
        assert target.read_bytes() == content
    assert [one.name for one in target.parent.iterdir()] == ["x.csv"]
    assert target.stat().st_mode & 0o077 == 0
    assert not [*(tmp_path / "home").rglob("*.tmp")]
