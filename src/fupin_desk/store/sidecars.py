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


def settle(path: Path, key: Key) -> None:
    """Move aside what does not belong to a file that nobody has open; a journal that does is left to SQLite.

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
    if _is_hot(journal) and not _belongs(path, journal, key):
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
        return (
            not connection.execute("PRAGMA cipher_integrity_check").fetchone()
            and connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
            and not chain.broken(connection)
        )
    except dbapi2.DatabaseError:
        return False
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
