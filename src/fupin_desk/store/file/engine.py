"""Connections to a desk file: the key, the settings that keep a save through a power cut, and snapshots."""

import hashlib
import os
import secrets
from pathlib import Path, PurePath

from sqlcipher3 import dbapi2
from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.error import EmptyFileError, RequestError
from fupin_desk.store.file import driver_errors, file_key
from fupin_desk.store.file.file_key import Key
from fupin_desk.store.rules import facts

APPLICATION_ID = 0x4650444B  # "FPDK"
# Below a sixth of the file every heavy scan decrypts its pages again; a county file shall not eat a small laptop.
_LEAST_CACHE_KIB, _MOST_CACHE_KIB, _CACHED_SHARE = 65_536, 262_144, 6
_WAIT_SECONDS = 10.0
# SQLite takes 512 bytes, the name of the journal among them.
_LONGEST_PATH = 512 - len("-journal")
_PAGE_BYTES = 4096


def connect(
    path: Path, key: Key, *, readonly: bool = False, prepared: bool = True, alone: bool = False
) -> Connection:
    """Open a connection with all its settings and, unless told otherwise, its temporary views.

    DELETE and not WAL: people copy the one file to a stick, and under WAL the copy lacks the last saves.

    Args:
        path: The file.
        key: What opens it.
        readonly: Write nothing.
        prepared: Make the temporary views.
        alone: Read the file as it lies there, and nothing beside it: no journal is rolled back, no log is read.

    Raises:
        CannotUnlockError: If the key does not open the file.
        DiskError: If the disk refuses.
        RequestError: If the path is longer than SQLite can take.
    """
    readonly = readonly or alone
    demand_short(path)
    with driver_errors.told(path):
        # Never created here: a file that was moved away would be made anew, and empty.
        mode = "ro&immutable=1" if alone else "ro" if readonly else "rw"
        connection = _open(f"{address(path.resolve())}?mode={mode}", key)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            connection.execute(f"PRAGMA cache_size = -{cache_kib(path.stat().st_size)}")
            if not readonly:
                connection.execute("PRAGMA journal_mode = DELETE")
            if prepared:
                facts.prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def address(path: PurePath) -> str:
    """Return an absolute path as SQLite takes it in a URI; a mapped drive resolves to the share that it stands for."""
    uri = path.as_uri()
    # SQLite refuses a host: a share is a path that begins with two slashes.
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


def _open(uri: str, key: Key) -> Connection:
    connection = dbapi2.connect(
        uri,
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=_WAIT_SECONDS,
        cached_statements=256,
    )
    try:
        # The log level comes first: SQLCipher would write its complaint about a wrong key to stderr.
        connection.execute("PRAGMA cipher_log_level = NONE")
        pragma = key.pragma
        connection.execute(pragma)
        file_key.wipe(pragma)
        connection.execute("PRAGMA cipher_memory_security = OFF")
        # What somebody planted into a file (triggers, views) may not call what can do harm.
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"PRAGMA cache_size = -{_LEAST_CACHE_KIB}")
    except BaseException:
        connection.close()
        raise
    return connection


def demand_short(path: Path) -> None:
    """Refuse a path that SQLite cannot take.

    Raises:
        RequestError: If it is too long.
    """
    if len(os.fsencode(path.absolute())) > _LONGEST_PATH:
        raise RequestError(
            f"“{path.name}”所在的位置太深，或名字太长（整个路径超过 {_LONGEST_PATH} 个字节，一个汉字算 3 个），没有改动它。"
            "请换一个浅一些的文件夹，或改短名字再试。"
        )


def mark(path: Path) -> str:
    """Return what tells this state of a file from every other: each write changes the first page as it lies there.

    Must not be called while this process has the file open: closing any handle drops POSIX locks.
    """
    with path.open("rb") as file:
        digest = hashlib.blake2b(file.read(_PAGE_BYTES), digest_size=16)
    return f"{digest.hexdigest()}-{path.stat().st_size}"


def cache_kib(size: int) -> int:
    """Return how many KiB of pages to keep decrypted of a file of so many bytes; they are taken as they are read."""
    return min(max(size // 1024 // _CACHED_SHARE, _LEAST_CACHE_KIB), _MOST_CACHE_KIB)


def wipe_on_close(connection: Connection) -> None:
    """Let what a connection has decrypted, and its key, be overwritten when it is closed; the next one opened ends that."""
    connection.execute("PRAGMA cipher_memory_security = ON")


def versions() -> dict[str, str]:
    """Return the versions of what every database of ours is opened with."""
    connection = in_memory()
    try:
        (sqlite,) = connection.execute("SELECT sqlite_version()").fetchone()
        (cipher,) = connection.execute("PRAGMA cipher_version").fetchone()
        (provider,) = connection.execute("PRAGMA cipher_provider_version").fetchone()
        return {"SQLite": sqlite, "SQLCipher": cipher, "OpenSSL": provider.removeprefix("OpenSSL ")}
    finally:
        connection.close()


def salt_of(path: Path) -> bytes:
    """Return the salt of a file: its first 16 bytes.

    Must not be called while this process has the file open: closing any handle drops POSIX locks.

    Raises:
        EmptyFileError: If the file has fewer bytes; SQLite would open it as a new one.
        DiskError: If it cannot be read.
    """
    with driver_errors.told(path):
        with path.open("rb") as file:
            salt = file.read(file_key.SALT_BYTES)
        if len(salt) < file_key.SALT_BYTES:
            what = f"只有 {len(salt)} 个字节，不是完整的工作台文件" if salt else "是空文件"
            raise EmptyFileError(
                f"“{path.name}”{what}，多半是复制时没有复制完。没有改动它。请重新复制一次，或打开最近的备份。"
            )
        return salt


def in_memory() -> Connection:
    """Return an empty database in memory; keyed, because a copy of an encrypted file needs a keyed target."""
    return _open("file::memory:", Key(secrets.token_hex(32), secrets.token_hex(file_key.SALT_BYTES)))


def snapshot(connection: Connection, *, prepared: bool = True) -> Connection:
    """Return a copy in memory that a worker reads while the window's connection goes on writing."""
    copy = in_memory()
    connection.backup(copy)
    if prepared:
        facts.prepare(copy)
    return copy
