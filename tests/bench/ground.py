"""The file that everything is measured on: a demo township, its copies, and hand-written connections to them."""

import os
import shutil
from functools import cached_property
from pathlib import Path

from sqlcipher3 import dbapi2
from sqlcipher3.dbapi2 import Connection

from fupin_desk import demo
from fupin_desk.desk.desk import Desk
from fupin_desk.store.file import engine
from fupin_desk.store.file.file_key import Key, derive

PASSPHRASE = "demo"
# The settings under which the program itself holds a file; the hand-written way gets the same.
_SETTINGS = (
    "cipher_memory_security = OFF",
    "journal_mode = DELETE",
    "synchronous = EXTRA",
    "foreign_keys = ON",
    "temp_store = MEMORY",
)


class Ground:
    """A demo township of a size, made when first asked for."""

    def __init__(self, folder: Path, *, households: int, quick: bool, given: Path | None = None) -> None:
        self.folder = folder
        self.households = households
        self.quick = quick
        self._given = given

    def rounds(self, many: int) -> int:
        """Return how often to measure: fewer times on a large file, twice when in a hurry."""
        if self.quick:
            return 2
        return many if self.households <= 20_000 else max(2, many // 3)

    @cached_property
    def path(self) -> Path:
        """The township's file; nobody has it open."""
        path = self.folder / "township.fupin"
        if self._given:
            shutil.copyfile(self._given, path)
        else:
            demo.make(path, seed=1, households=self.households, passphrase=PASSPHRASE).close()
        return path

    @cached_property
    def key(self) -> Key:
        """The key of the file and of its copies."""
        with self.path.open("rb") as file:
            return derive(PASSPHRASE, file.read(16))

    @cached_property
    def desk(self) -> Desk:
        """The township, open: for what only reads."""
        return Desk.open(self.path, self.key)

    @cached_property
    def raw(self) -> Connection:
        """A hand-written connection to the same file."""
        return connect(self.path, self.key)

    def copy(self, name: str) -> Path:
        """Return a copy of the township that may be written to; its pages have reached the disk."""
        path = self.folder / name / "township.fupin"
        path.parent.mkdir(exist_ok=True)
        shutil.copyfile(self.path, path)
        handle = os.open(path, os.O_RDWR)
        os.fsync(handle)
        os.close(handle)
        return path

    def drop(self, path: Path) -> None:
        """Take a copy away again: the large ones are large."""
        shutil.rmtree(path.parent)


def connect(path: Path, key: Key) -> Connection:
    """Open a file by hand, with the settings that the program uses."""
    connection = dbapi2.connect(str(path), isolation_level=None, cached_statements=256)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex}{key.salt}'\"")
    for setting in (*_SETTINGS, f"cache_size = -{engine.cache_kib(path.stat().st_size)}"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return connection
