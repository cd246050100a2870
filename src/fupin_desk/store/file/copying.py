"""A complete copy of an open file under any key, and whether two hold the same."""

import contextlib
import hashlib
import os
from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.error import CannotUnlockError, DamagedFileError
from fupin_desk.store.file import about, disk, driver_errors, engine, migrate
from fupin_desk.store.file.file_key import Key
from fupin_desk.store.journal import chain
from fupin_desk.store.records import schema


def begun_at(path: Path, purpose: str) -> Path:
    """Return where a file is written that shall take the place of another, or lie beside it."""
    return path.with_name(f".{path.name}.{os.getpid()}.{purpose}")


def begin(path: Path) -> None:
    """Make an empty file that nobody else can ever read, in the place of what a killed process left there."""
    path.unlink(missing_ok=True)
    path.with_name(path.name + "-journal").unlink(missing_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def drop(path: Path) -> None:
    """Remove a copy that is not needed, and its journal; what cannot be removed now is swept later."""
    for left in (path, path.with_name(path.name + "-journal")):
        with contextlib.suppress(OSError):
            left.unlink(missing_ok=True)


def write(
    connection: Connection, path: Path, key: Key, progress: "disk.Copied | None" = None, pages: int = -1
) -> None:
    """Write a copy of an open file, page by page, and make the disk hold it.

    Args:
        connection: The open file.
        path: Where; what lies there is removed.
        key: What shall open the copy.
        progress: As sqlite3 calls it: status, pages left, all pages.
        pages: How many pages a step.
    """
    begin(path)
    target = engine.connect(path, key, prepared=False)
    try:
        connection.backup(target, pages=pages, progress=progress)
    finally:
        target.close()
    disk.sync(path)


def agrees(connection: Connection, path: Path, key: Key) -> bool:
    """Open a copy again and tell whether its pages are whole and it holds what the open file holds."""
    held = fingerprint(connection)
    try:
        copy = engine.connect(path, key, readonly=True, prepared=False)
        try:
            with driver_errors.told(path):
                broken = copy.execute("PRAGMA cipher_integrity_check").fetchone()
                return not broken and fingerprint(copy) == held
        finally:
            copy.close()
    except (DamagedFileError, CannotUnlockError):
        # A page that is read on opening is damaged.
        return False


def fingerprint(connection: Connection) -> tuple[object, ...]:
    """Return what must be equal in a file and its copy: rows, seals, journal, and what it says of itself."""
    parts: list[object] = [migrate.version(connection), chain.head(connection)]
    for kind in schema.kinds(connection):
        digest = hashlib.blake2b()
        for record, kept in connection.execute(f"SELECT id, seal FROM {kind} ORDER BY rowid"):
            digest.update(f"{record}{kept}".encode())
        parts.append((kind, digest.hexdigest()))
    parts.extend(
        (table, connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in (*schema.kinds(connection), "batch", "change", "unread", "sketch")
    )
    # The seal is made with the key, which a copy may not share.
    parts += connection.execute(
        "SELECT name, value FROM about WHERE name <> ? ORDER BY name", (about.SEAL,)
    ).fetchall()
    return tuple(parts)
