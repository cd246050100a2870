"""What a file knows about itself (place, operator, device), sealed with the file's key."""

import hashlib
import hmac

from sqlcipher3.dbapi2 import Connection

from fupin_desk.store.file.file_key import Key
from fupin_desk.store.journal import seal

SEAL = "seal"
# The format from which on a file has the seal.
_SINCE = 3


def value(connection: Connection, name: str) -> str | None:
    """Return what the file knows about itself under a name."""
    row = connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def put(connection: Connection, key: Key, name: str, text: str) -> None:
    """Note something about the file, inside the caller's transaction."""
    connection.execute("INSERT OR REPLACE INTO about (name, value) VALUES (?, ?)", (name, text))
    renew_seal(connection, key)


def renew_seal(connection: Connection, key: Key) -> None:
    """Seal what the file knows about itself."""
    connection.execute(
        "INSERT OR REPLACE INTO about (name, value) VALUES (?, ?)", (SEAL, _seal(connection, key))
    )


def is_sealed(connection: Connection, key: Key, version: int) -> bool:
    """Whether what the file knows about itself is as it was written; formats without a seal are taken as they are."""
    return version < _SINCE or hmac.compare_digest(value(connection, SEAL) or "", _seal(connection, key))


def _seal(connection: Connection, key: Key) -> str:
    rows = connection.execute("SELECT name, value FROM about WHERE name <> ? ORDER BY name", (SEAL,))
    return hmac.new(bytes.fromhex(key.hex), seal.encode(rows.fetchall()).encode(), hashlib.sha256).hexdigest()
