"""Damage for tests: one page of a desk file whose bytes were turned."""

from pathlib import Path

from fupin_desk.store.file import engine
from fupin_desk.store.file.file_key import Key

PAGE = 4096
_WIDE = 64


def spoil(path: Path, page: int) -> None:
    """Turn 64 bytes in the middle of a page; pages count from 1, as in SQLite."""
    content = bytearray(path.read_bytes())
    at = (page - 1) * PAGE + PAGE // 2
    content[at : at + _WIDE] = bytes(one ^ 0x5A for one in content[at : at + _WIDE])
    path.write_bytes(content)


def page_of(path: Path, key: Key, table: str) -> int:
    """Return the first page of a table."""
    connection = engine.connect(path, key, readonly=True, prepared=False)
    try:
        found = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        return int(found[0])
    finally:
        connection.close()


def write_beside(path: Path, key: Key) -> None:
    """Write to a file as a program does that does not ask for its lock."""
    connection = engine.connect(path, key, prepared=False)
    try:
        # A half-typed page is no part of what is sealed.
        connection.execute(
            "INSERT OR REPLACE INTO sketch (record, kind, at, page) VALUES ('beside', 'household', '', '{}')"
        )
    finally:
        connection.close()
