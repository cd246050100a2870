"""Half-typed pages, kept outside the journal so that a crash loses at most a second of typing."""

from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from fupin_desk.store.file import driver_errors


def keep(connection: Connection, record: str, kind: str, at: str, page: str) -> None:
    """Keep the page of a record as JSON text, in the place of the one kept before.

    Raises:
        DiskError: If the disk refuses.
    """
    with driver_errors.told(_path(connection)):
        connection.execute(
            "INSERT OR REPLACE INTO sketch (record, kind, at, page) VALUES (?, ?, ?, ?)",
            (record, kind, at, page),
        )


def texts(connection: Connection) -> list[str]:
    """Return the kept pages, the newest first."""
    return [row[0] for row in connection.execute("SELECT page FROM sketch ORDER BY at DESC, record")]


def drop(connection: Connection, record: str) -> None:
    """Forget the page of a record.

    Raises:
        DiskError: If the disk refuses.
    """
    with driver_errors.told(_path(connection)):
        connection.execute("DELETE FROM sketch WHERE record = ?", (record,))


def _path(connection: Connection) -> Path:
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])
