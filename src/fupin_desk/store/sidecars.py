"""Files that SQLite would take for part of a desk file: looked at before it may apply them.

A rollback journal or a write-ahead log holds pages and no word about whose they are. Beside a file to which it
does not belong (copied, swapped, restored by hand) it would be written over good pages.
"""

import datetime
import os
import shutil
from pathlib import Path

from sqlcipher3 import dbapi2

from fupin_desk.model.error import DeskError
from fupin_desk.store import chain, engine, moment
from fupin_desk.store.vault import Key

_MAGIC = bytes.fromhex("d9d505f920a163d7")
# Bytes that more than fill what a page of a table has room for, so that they take pages of their own.
_FILLING = 4000


def settle(path: Path, key: Key) -> None:
    """Move aside what does not belong to a file that nobody has open; roll back what a journal that does undoes.

    Whether a journal belongs is tried on a copy: rolled back, the copy must be sound. Nothing is ever deleted.

    Args:
        path: The desk file.
        key: What opens it.
    """
    # We never write ahead: such a log was made for another file, or by another program.
    for suffix in ("-wal", "-shm"):
        stray = path.with_name(path.name + suffix)
        if stray.exists():
            _set_aside(stray)
    journal = path.with_name(path.name + "-journal")
    if not _is_hot(journal):
        return
    if _belongs(path, journal, key):
        _roll_back(path, key)
    else:
        _set_aside(journal)


def _is_hot(journal: Path) -> bool:
    try:
        with journal.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except FileNotFoundError:
        return False


def _belongs(path: Path, journal: Path, key: Key) -> bool:
    begun = path.with_name(f".{path.name}.{os.getpid()}.settle")
    copied = begun.with_name(begun.name + "-journal")
    try:
        shutil.copyfile(path, begun)
        shutil.copyfile(journal, copied)
        for one in (begun, copied):
            one.chmod(0o600)
        return _is_sound(begun, key)
    finally:
        for one in (begun, copied):
            one.unlink(missing_ok=True)


def _is_sound(path: Path, key: Key) -> bool:
    try:
        connection = engine.connect(path, key, prepared=False)
    except DeskError:
        return False
    try:
        # Reads every page that is in use, and SQLCipher checks what is read; free pages may be torn (_roll_back).
        return connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok" and not chain.broken(
            connection
        )
    except dbapi2.DatabaseError:
        return False
    finally:
        connection.close()


def _roll_back(path: Path, key: Key) -> None:
    """Let SQLite undo what was half done, and write the free pages anew.

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
    stamp = moment.stamp(datetime.datetime.now(tz=datetime.UTC))
    aside = stray.with_name(f"{stray.name}-移开-{stamp}")
    again = 2
    while aside.exists():
        aside = stray.with_name(f"{stray.name}-移开-{stamp}-{again}")
        again += 1
    stray.replace(aside)
