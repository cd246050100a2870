"""Files that SQLite would take for part of a desk file: looked at before it may apply them.

A rollback journal or a write-ahead log holds pages and no word about whose they are. Beside a file to which it
does not belong (copied, swapped, restored by hand) it would be written over good pages.
"""

import contextlib
import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlcipher3 import dbapi2

from fupin_desk.model.error import CannotUnlockError, DamagedFileError, DeskError, UnconfirmedError
from fupin_desk.store.file import copying, disk, driver_errors, engine
from fupin_desk.store.file.file_key import Key

_MAGIC = bytes.fromhex("d9d505f920a163d7")
# Bytes that more than fill what a page of a table has room for, so that they take pages of their own.
_FILLING = 4000


def settle(path: Path, key: Key) -> bool:
    """Mend what a crash left of a file that nobody has open, and move aside what does not belong to it.

    Nothing is mended in place. The journal is rolled back in a copy; if everything in it agrees, the copy takes the
    place of the file. The journal is set aside only where the file agrees without it, and not with it. Whatever else
    happens (another key, an error that may pass) leaves everything as it was.

    Args:
        path: The desk file.
        key: What opens it.

    Returns:
        Whether everything in the file was found to agree; False if there was nothing to look at.

    Raises:
        CannotUnlockError: If the key is not the file's.
        DamagedFileError: If the file agrees neither with its journal nor without.
        DiskError: If it could not be done this time.
    """
    # We never write ahead: such a log was made for another file, or by another program.
    strays = [stray for suffix in ("-wal", "-shm") if (stray := path.with_name(path.name + suffix)).exists()]
    journal = path.with_name(path.name + "-journal")
    try:
        hot = _is_hot(journal)
        if hot and not _roll_back(path, journal, key):
            _set_aside(journal)
        elif strays:
            engine.connect(path, key, alone=True, prepared=False).close()
        for stray in strays:
            _set_aside(stray)
    except (CannotUnlockError, DamagedFileError, UnconfirmedError):
        raise
    except (DeskError, dbapi2.Error, OSError) as error:
        known = driver_errors.unsettled(error, path.name)
        if known is None:
            raise
        raise known from error
    return hot


def clear(path: Path) -> None:
    """Set aside whatever lies beside the name of a file that is yet to come: SQLite would apply it to that."""
    for suffix in ("-journal", "-wal", "-shm"):
        stray = path.with_name(path.name + suffix)
        if stray.exists():
            _set_aside(stray)


def _is_hot(journal: Path) -> bool:
    try:
        with journal.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except FileNotFoundError:
        return False


def _roll_back(path: Path, journal: Path, key: Key) -> bool:
    """Put the file with its journal rolled back in its place; False if the journal is proven not to belong to it."""
    from fupin_desk.store.file import integrity

    mended: DeskError | None = None
    # Twice: SQLite says of a page that could not be read this time that it is damaged.
    for _ in range(2):
        with _copied(path, journal) as copy:
            # Opened to be written, so that SQLite rolls back.
            mended = _opens(copy, key) or integrity.refusal(copy, key)
            if mended is None:
                _renew_free_pages(copy, key)
                disk.replace(copy, path)
                # First the file, then the journal: rolled back twice it says the same, or it is proven foreign.
                journal.unlink()
                disk.sync_folder(path.parent)
                return True
    as_it_lies = integrity.refusal(path, key, alone=True)
    if as_it_lies is None:
        return False
    if isinstance(mended, CannotUnlockError) and isinstance(as_it_lies, CannotUnlockError):
        raise as_it_lies
    raise driver_errors.mixed(path.name)


@contextlib.contextmanager
def _copied(path: Path, journal: Path) -> Iterator[Path]:
    copy = copying.begun_at(path, "settle")
    try:
        copying.begin(copy)
        shutil.copyfile(path, copy)
        beside = copy.with_name(copy.name + "-journal")
        copying.begin(beside)
        shutil.copyfile(journal, beside)
        yield copy
    finally:
        copying.drop(copy)


def _opens(copy: Path, key: Key) -> DeskError | None:
    try:
        engine.connect(copy, key, prepared=False).close()
    except CannotUnlockError as error:
        return error
    return None


def _renew_free_pages(path: Path, key: Key) -> None:
    """Write the free pages of a file anew.

    No journal holds what was on a page before it was taken from the free ones, so a cut of the power leaves some of
    them torn. SQLite never reads them, but a copy of the whole file does, and SQLCipher refuses a torn page.
    """
    connection = engine.connect(path, key, prepared=False)
    try:
        connection.execute("DROP TABLE IF EXISTS free_pages")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE free_pages (filling BLOB)")
        while free := connection.execute("PRAGMA freelist_count").fetchone()[0]:
            connection.execute("INSERT INTO free_pages VALUES (zeroblob(?))", (free * _FILLING,))
        connection.execute("COMMIT")
        # A transaction of its own: pages that one transaction takes and frees are never written.
        connection.execute("DROP TABLE free_pages")
    finally:
        connection.close()


def _set_aside(stray: Path) -> None:
    stray.replace(disk.stamped(stray.with_name(f"{stray.name}-移开"), datetime.datetime.now(tz=datetime.UTC)))
