"""A program in which every call to the disk fails once in its turn; see test_failing_calls.py.

For a number n it lays out the files of a way anew, lets the nth call fail, and looks at what is left once the disk
works again. It prints one line for each loss, and at the end how many calls there were.
"""

import ctypes
import datetime
import errno
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from sqlcipher3 import dbapi2

from fupin_desk.model import clock
from fupin_desk.model.error import CannotUnlockError, DeskError, UnconfirmedError
from fupin_desk.store.file import backup, driver_errors, engine, file_key, journal_files
from fupin_desk.store.file.file import File
from fupin_desk.store.file.file_key import Key
from tests import sample_file
from tests.sample_file import commit, household

REASONS = (errno.EIO, errno.ENOSPC, errno.EACCES)
NEW = "another passphrase"
NOW = datetime.datetime(2018, 9, 30, 15, 30, tzinfo=clock.HERE)
CHANGE_MUCH = "UPDATE household SET address = hex(randomblob(400)), seal = 'x'"

Seals = dict[tuple[str, str], str]


class Disk:
    """The shim: which call fails next, and how many there were; and the key of the files."""

    def __init__(self, key: Key) -> None:
        self.key = key
        self._shim = ctypes.CDLL(os.environ["LD_PRELOAD"])
        self.calls = 0

    def failing(self, act: Callable[[], object], number: int, reason: int) -> Exception | None:
        """Do something while its nth call fails; return what it raised."""
        self._shim.fail_at(ctypes.c_long(number), reason)
        try:
            act()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is looked at
            return error
        finally:
            self.calls = self._shim.calls()
            self._shim.fail_at(ctypes.c_long(0), 0)
        return None


def say(text: str) -> None:
    """Write a line to whoever watches, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def content(path: Path, secret: Key | str) -> Seals:
    """Open a file, demand that everything in it agrees, and return what it holds."""
    with File.open(path, secret) as file:
        sample_file.assert_sound(file)
        return sample_file.seals(file)


def worded(error: BaseException | None) -> str:
    """Return a complaint about an error that is no sentence."""
    return "" if error is None or isinstance(error, DeskError) else f"raw {type(error).__name__}: {error}"


# --- the ways: each lays out its files, fails, and returns what was lost


def rekey(
    disk: Disk, folder: Path, number: int, reason: int, change: Callable[[File], object] | None = None
) -> str:
    """Change the passphrase: the older or the newer one opens the file, as it was said, and saves go on."""
    file = File.open(folder / "desk.fupin", disk.key)
    old = file.key
    error = disk.failing(lambda: change(file) if change else file.rekey(NEW), number, reason)
    commit(file, *household(2))
    held = sample_file.seals(file)
    file.close()
    new = file_key.derive(NEW, bytes.fromhex(old.salt))
    changed = error is None or isinstance(error, UnconfirmedError)
    if content(file.path, new if changed else old) != held:
        return "a save is missing"
    try:
        File.open(file.path, old if changed else new).close()
    except CannotUnlockError:
        said = "口令已经改成新的" if changed else "口令没有改"
        return worded(error) or ("" if error is None or said in str(error) else f"said {error}")
    return "both passphrases open it"


def opening(disk: Disk, folder: Path, number: int, reason: int) -> str:
    """Open a file with half a batch in it: it opens as it was before, or it is refused and opens later."""
    before = content_before(disk, folder)
    held: list[Seals] = []

    def look() -> None:
        with File.open(folder / "desk.fupin", disk.key) as file, driver_errors.told(file.path):
            held.append(sample_file.seals(file))

    error = disk.failing(look, number, reason)
    if held and held[0] != before:
        return "half a batch was shown"
    if content(folder / "desk.fupin", disk.key) != before:
        return "half a batch stays"
    return worded(error)


def content_before(disk: Disk, folder: Path) -> Seals:
    """Return what the file held before the batch that was cut."""
    (folder / "before").mkdir()
    return content(Path(shutil.copy(folder / "whole.fupin", folder / "before" / "desk.fupin")), disk.key)


def saving(disk: Disk, folder: Path, number: int, reason: int) -> str:
    """Save a household: it is there by whole or not at all, as it was said, and the next save succeeds."""
    with File.open(folder / "desk.fupin", disk.key) as file:
        before = sample_file.seals(file)
        error = disk.failing(lambda: commit(file, *household(2)), number, reason)
        written = error is None or isinstance(error, UnconfirmedError)
        if (sample_file.seals(file) != before) != written:
            return f"said {error}"
        commit(file, *household(3))
        held = sample_file.seals(file)
    return "a save is missing" if content(file.path, disk.key) != held else worded(error)


def backing_up(disk: Disk, folder: Path, number: int, reason: int) -> str:
    """Make a backup where older ones wait to be thinned: one of each day stays, and what has the name is whole."""
    kept = folder / "backups"
    with File.open(folder / "desk.fupin", disk.key) as file:
        older = [
            backup.back_up(file, kept, NOW - datetime.timedelta(hours=hours)).path for hours in (27, 26, 25)
        ]
        made: list[Path] = []
        error = disk.failing(lambda: made.append(backup.back_up(file, kept, NOW).path), number, reason)
        held = sample_file.seals(file)
    if not any(path.exists() for path in older):
        return "no backup of yesterday is left"
    if isinstance(error, UnconfirmedError) or made:
        newest = backup.backups(kept, "desk")[0].path
        if newest in older:
            return "the backup is missing"
    for one in backup.backups(kept, "desk"):
        copy = kept / "looked_at" / "desk.fupin"
        copy.parent.mkdir(exist_ok=True)
        shutil.copy(one.path, copy)
        if content(copy, disk.key) != held:
            return "a backup is not whole"
    return worded(error)


def restoring(disk: Disk, folder: Path, number: int, reason: int) -> str:
    """Restore over a file with half a batch in it: it is whole under its name or where it was said."""
    before = content_before(disk, folder)
    path = folder / "desk.fupin"
    copy = folder / "older.fupin-backup"
    asides: list[Path | None] = []
    error = disk.failing(lambda: asides.append(backup.restore(copy, path, disk.key)), number, reason)
    restored = error is None or isinstance(error, UnconfirmedError)
    said = re.search("现在叫“(.+?)”", str(error or ""))
    where = asides[0] if asides else folder / said[1] if said else path
    if where is None or content(where, disk.key) != before:
        return f"the older file is not whole at {where}: {error}"
    if restored and content(path, disk.key) == before:
        return "nothing was restored"
    return worded(error)


WAYS: dict[str, Callable[[Disk, Path, int, int], str]] = {
    "rekey": rekey, "opening": opening, "saving": saving, "backing_up": backing_up, "restoring": restoring,
}  # fmt: skip


# --- what the program did before: the controls


def rekey_in_place(file: File) -> None:
    """Change the key of the open file page by page, as `PRAGMA rekey` does."""
    key = file_key.derive(NEW, bytes.fromhex(file.key.salt))
    file.connection.execute(f"PRAGMA rekey = \"x'{key.hex}{key.salt}'\"")
    file.key = key


def settle_by_any_error(path: Path, key: Key) -> bool:
    """Take whatever goes wrong for the proof that a journal is foreign."""
    journal = path.with_name(path.name + "-journal")
    copy = path.with_name("tried.fupin")
    if journal.exists():
        shutil.copyfile(path, copy)
        shutil.copyfile(journal, copy.with_name(copy.name + "-journal"))
        try:
            connection = engine.connect(copy, key, prepared=False)
            connection.execute("PRAGMA integrity_check(1)").fetchone()
            connection.close()
        except (DeskError, dbapi2.Error):
            journal_files._set_aside(journal)
    return True


def control_rekey(disk: Disk, folder: Path, number: int, reason: int) -> str:
    """Change the passphrase in place."""
    return rekey(disk, folder, number, reason, rekey_in_place)


def control_opening(disk: Disk, folder: Path, number: int, reason: int) -> str:
    """Set a journal aside for any error."""
    journal_files.settle = settle_by_any_error
    return opening(disk, folder, number, reason)


WAYS |= {"control_rekey": control_rekey, "control_opening": control_opening}


def main(way: str, files: Path, folder: Path, cases: int, key: Key) -> None:
    """Fail some calls spread over a way, and each of the last ones, where files take each other's place."""
    # The derivation of keys is not what fails here.
    file_key._ROUNDS = 1
    # Imported once, before the forks.
    sample_file.load_writer()
    calls = case(way, files, folder, 0, key)
    spread = range(1, calls, max(1, calls // cases))
    for number in sorted({*spread, *range(max(1, calls - cases // 2), calls + 1)}):
        case(way, files, folder, number, key)
    say(f"calls {calls}")


def case(way: str, files: Path, folder: Path, number: int, key: Key) -> int:
    """Let one call fail, in a process of its own; return how many calls there were."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(files, folder)
    reader, writer = os.pipe()
    if pid := os.fork():
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            counted = int(pipe.read() or b"0")
        os.waitpid(pid, 0)
        return counted
    disk, reason = Disk(key), REASONS[number % len(REASONS)]
    try:
        lost = WAYS[way](disk, folder, number, reason)
    except (DeskError, AssertionError, dbapi2.Error) as error:
        lost = f"{type(error).__name__} {error}"
    if lost:
        say(f"call {number} {errno.errorcode[reason]}: {lost}")
    os.write(writer, str(disk.calls).encode())
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]), Key(*sys.argv[5:]))
