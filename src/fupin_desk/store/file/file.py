"""An open desk file: its connection, its key, its lock, and what the file says about itself."""

import contextlib
import secrets
import threading
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.error import (
    CannotUnlockError,
    DamagedFileError,
    DeskError,
    DiskError,
    FileLockedError,
    LockedWindowError,
    RequestError,
    UnconfirmedError,
)
from fupin_desk.store.file import (
    about,
    copying,
    disk,
    driver_errors,
    engine,
    file_key,
    journal_files,
    migrate,
)
from fupin_desk.store.file.file_key import Key
from fupin_desk.store.file.lock import Lock
from fupin_desk.store.rules import facts

if TYPE_CHECKING:
    from fupin_desk.store.journal.sqlmodel_writer import Writer

BACKUP_SUFFIX = ".fupin-backup"


class File:
    """One open desk file with its one connection.

    A file without a lock is a copy in memory: it can be read and even tried out, and nothing of it lasts.
    """

    def __init__(self, path: Path, connection: Connection, key: Key, lock: Lock | None = None) -> None:
        self.path = path
        self._connection: Connection | None = connection
        self._turn = threading.RLock()
        # Its own, so that it can be wiped.
        self.key = file_key.own(key)
        self._lock = lock
        # Whether seals and chain were checked since it was opened; a snapshot shares this with its file.
        self.examined = threading.Event()
        self._identity = _identity(path)
        self.is_locked = self.is_closed = False
        self.device = self.about("device") or ""

    # --- opening and closing

    @classmethod
    def create(
        cls, path: Path, passphrase: str, facts: Mapping[str, str], *, device: str | None = None
    ) -> Self:
        """Make a new desk file; it appears under its name only when it is complete.

        Args:
            path: Where; nothing may lie there.
            passphrase: What shall open it.
            facts: What the file knows about itself: place, operator, as_of of a demo.
            device: The id of the laptop in the journal, a new one by default; the demo seeds it.

        Raises:
            RequestError: If there is a file already.
            DiskError: If the disk refuses; nothing is left behind.
        """
        import uuid

        with driver_errors.told(path):
            if path.exists():
                raise RequestError(f"“{path.name}”已经存在，没有改动它。请换一个文件名，或直接打开它。")
            path = path.resolve()
            engine.demand_short(path)
            lock = Lock.take(path)
            try:
                journal_files.clear(path)
                key = file_key.derive(passphrase, secrets.token_bytes(file_key.SALT_BYTES))
                _write_new(path, key, {**facts, "device": device or uuid.uuid4().hex})
                return cls(path, engine.connect(path, key), key, lock)
            except BaseException:
                lock.release()
                raise

    @classmethod
    def open(cls, path: Path, secret: str | Key, *, readonly: bool = False, examined: bool = False) -> Self:
        """Open a desk file; an older format is brought up to date after a copy was made.

        Args:
            path: The file.
            secret: Its passphrase, or the key that a recovery sheet holds.
            readonly: Read a copy in memory, also while a window holds the file; no lock is kept.
            examined: Do not examine a file that may be half written when it is read: the examination itself will.

        Raises:
            DeskError: If it cannot be opened: missing, empty, locked, not unlocked, newer, damaged.
        """
        with driver_errors.told(path):
            if not path.is_file():
                raise driver_errors.not_a_file(path)
        # A link is another name of one file: the lock and the journal belong to the file.
        path = path.resolve()
        engine.demand_short(path)
        if readonly:
            return cls._read(path, secret, examined=examined)
        if path.suffix == BACKUP_SUFFIX:
            raise RequestError(
                f"“{path.name}”是备份，备份从不改写，没有改动它。请用“从备份恢复”把它恢复成新文件，再打开那一个。"
            )
        # The lock comes first: reading the salt of a file that we ourselves have open would drop its locks.
        lock = Lock.take(path)
        try:
            demand_single(path)
            key = key_of(path, secret)
            with driver_errors.told(path):
                settled = journal_files.settle(path, key)
                _make_ready(path, key, examined=settled or engine.mark(path) == lock.mark)
                return cls(path, engine.connect(path, key), key, lock)
        except BaseException:
            lock.release(lock.mark)
            raise

    @classmethod
    def _read(cls, path: Path, secret: str | Key, *, examined: bool) -> Self:
        from fupin_desk.store.file import integrity

        key = key_of(path, secret)
        with driver_errors.told(path):
            trusted = _settled(path, key) or examined
            with _opened(path, key, readonly=True) as connection:
                copy = engine.snapshot(connection, prepared=False)
            if not trusted and (found := integrity.flaws(copy, key)):
                copy.close()
                raise driver_errors.half_written(path.name, len(found))
            migrate.upgrade(copy, key)
            facts.prepare(copy)
            return cls(path, copy, key)

    @property
    def connection(self) -> Connection:
        """The one connection; who asks for it while another thread has it alone waits.

        Raises:
            LockedWindowError: If the key is forgotten, or the file closed: nobody is there whom it could be told.
        """
        with self._turn:
            if self.is_closed:
                raise LockedWindowError(f"“{self.path.name}”已经关闭。请重新打开它。")
            if self.is_locked:
                raise LockedWindowError(f"“{self.path.name}”已锁定。请先输入口令解锁。")
            if not self._connection:
                self._connection = engine.connect(self.path, self.key)
            return self._connection

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep the connection for this thread.

        SQLite would make another thread wait too, but with Python's own lock in its hand: for ever, when the statement
        under way calls back into Python, as the order of names does.
        """
        with self._turn:
            yield

    def snapshot(self) -> "File":
        """Return a copy in memory for a worker thread; close it after use."""
        with driver_errors.told(self.path):
            copy = File(self.path, engine.snapshot(self.connection), self.key)
        copy.examined, copy._identity = self.examined, self._identity
        return copy

    def over(self, copy: Connection) -> "File":
        """Return this file over a copy in memory."""
        return File(self.path, copy, self.key)

    def is_in_place(self) -> bool:
        """Whether the file that was opened still lies under its name."""
        return self._identity is not None and _identity(self.path) == self._identity

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """Turn what the driver and the system raise inside into a DeskError that knows whether the file is in its place."""
        try:
            with driver_errors.told(self.path):
                yield
        except DiskError as error:
            # SQLite calls a file that was moved away read-only.
            if self.is_in_place():
                raise
            raise driver_errors.moved(self.path.name) from error

    def renew(self) -> None:
        """Let the next who asks get a new connection: SQLCipher does not forgive one that a page could not be read."""
        if self._lock and self.is_in_place():
            self._disconnect()

    def close(self) -> None:
        """Close the file for good and give its lock back."""
        self._disconnect()
        self.is_closed = True
        if self._lock:
            # Read after the connection is closed: see engine.mark.
            mark = ""
            with contextlib.suppress(OSError):
                mark = engine.mark(self.path)
            self._lock.release(mark)
            self._lock = None

    def _disconnect(self) -> None:
        if "writer" in self.__dict__:
            self.writer.close()
            del self.writer
        with self._turn:
            if self._connection:
                self._connection.close()
                self._connection = None

    def lock_up(self) -> None:
        """Close the connection and forget the key, but stay the one that has the file open; see `unlock`."""
        engine.wipe_on_close(self.connection)
        self._disconnect()
        file_key.wipe(self.key.hex)
        self.key, self.is_locked = Key("", self.key.salt), True

    def unlock(self, secret: str | Key) -> None:
        """Connect to the file again.

        Raises:
            CannotUnlockError: If the secret is wrong.
            DamagedFileError: If another file lies in its place.
            DiskError: If the file is gone.
        """
        key = key_of(self.path, secret)
        with driver_errors.told(self.path):
            connection = engine.connect(self.path, key)
            held = connection.execute("SELECT value FROM about WHERE name = 'device'").fetchone()
        if held != (self.device,):
            connection.close()
            raise DamagedFileError(
                f"“{self.path.name}”在锁定期间被换成了另一个文件，没有打开它。请关闭程序，找回原来的文件再打开。"
            )
        self._connection, self.key, self.is_locked = connection, file_key.own(key), False
        if isinstance(secret, str):
            file_key.wipe(key.hex)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- what it is

    @property
    def in_memory(self) -> bool:
        """Whether this is a copy in memory."""
        return self._lock is None

    @cached_property
    def writer(self) -> "Writer":
        """SQLModel over the one raw connection; made at the first write, for its import takes half a second."""
        from fupin_desk.store.journal.sqlmodel_writer import Writer

        return Writer(self.connection)

    def others_version(self) -> int:
        """Return a number that changes when another program writes to the file."""
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def about(self, name: str) -> str | None:
        """Return what the file knows about itself under a name."""
        return about.value(self.connection, name)

    def set_about(self, name: str, value: str) -> None:
        """Note something about the file itself, outside the journal.

        Raises:
            DiskError: If the disk refuses.
        """
        with self.told():
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                about.put(connection, self.key, name, value)
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def rekey(self, passphrase: str) -> Key:
        """Change the passphrase; a new recovery sheet belongs to it. Older backups keep the older pair.

        The file is written anew under the new key, opened again, compared and examined; only then it takes the place
        of the older one. The salt stays: it tells which backups are this file's.

        Raises:
            DiskError: If the disk refuses; the older passphrase stays then.
            UnconfirmedError: If the new passphrase is the file's now, but the disk did not confirm that.
        """
        key = file_key.derive(passphrase, bytes.fromhex(self.key.salt))
        name = self.path.name
        with self.alone():
            begun = copying.begun_at(self.path, "rekey")
            try:
                with driver_errors.told(self.path):
                    self._write_keyed(begun, key)
            except DeskError as error:
                self.renew()
                raise driver_errors.not_rekeyed(error, name) from error
            else:
                self._exchange(begun, key)
            finally:
                copying.drop(begun)
        return key

    def _write_keyed(self, begun: Path, key: Key) -> None:
        from fupin_desk.store.file import integrity

        copying.write(self.connection, begun, key)
        copy = engine.connect(begun, key, prepared=False)
        try:
            about.renew_seal(copy, key)
        finally:
            copy.close()
        if not copying.agrees(self.connection, begun, key) or integrity.refusal(begun, key):
            raise DamagedFileError(f"“{self.path.name}”按新口令重写一遍后核对不上。请先做一次数据体检。")

    def _exchange(self, begun: Path, key: Key) -> None:
        """Put the newly keyed copy in the place of the file and go on with whichever lies there then."""
        self._disconnect()
        failed: DeskError | None = None
        try:
            with driver_errors.told(self.path):
                disk.replace(begun, self.path)
        except DeskError as error:
            failed = error
        changed = failed is None or isinstance(failed, UnconfirmedError)
        self._identity = _identity(self.path)
        self.key = key if changed else self.key
        # Where this fails too, the next who asks for the connection tries again.
        with contextlib.suppress(DeskError):
            self._connection = engine.connect(self.path, self.key)
        if failed:
            worded = driver_errors.rekeyed_unconfirmed if changed else driver_errors.not_rekeyed
            raise worded(failed, self.path.name) from failed


def _identity(path: Path) -> tuple[int, int] | None:
    with contextlib.suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None


def demand_single(path: Path) -> None:
    """Refuse a file that has two names on the disk: each has a lock and a journal of its own.

    Raises:
        RequestError: If there are hard links to it.
    """
    with driver_errors.told(path):
        names = path.stat().st_nlink if path.exists() else 1
    if names > 1:
        raise RequestError(
            f"“{path.name}”在磁盘上有 {names} 个名字（硬链接），从两个名字同时写会毁掉它，没有打开，也没有改动。"
            "请把它复制成一个新文件，以后只用新的那一个。"
        )


def key_of(path: Path, secret: str | Key) -> Key:
    """Return the key of a file that nobody has open: derived from a passphrase, or the one of a sheet.

    Raises:
        CannotUnlockError: If the sheet belongs to another file.
        EmptyFileError: If the file has no bytes.
    """
    salt = engine.salt_of(path)
    if isinstance(secret, str):
        return file_key.derive(secret, salt)
    if secret.salt != salt.hex():
        raise CannotUnlockError(
            f"这张恢复单不是“{path.name}”的，文件没有改动。请核对恢复单上的单位和日期，或改用口令打开。"
        )
    return secret


def _opened(path: Path, key: Key, *, readonly: bool) -> Connection:
    connection = engine.connect(path, key, readonly=readonly, prepared=False)
    try:
        _demand_ours(connection, path.name)
        migrate.refuse_newer(connection, path.name)
    except BaseException:
        connection.close()
        raise
    return connection


def _settled(path: Path, key: Key) -> bool:
    """Let a writer mend what a crash left, which a reader may not; return whether the content needs no look."""
    if path.suffix == BACKUP_SUFFIX:
        return False
    if not path.with_name(path.name + "-journal").exists() and Lock.mark_of(path) == engine.mark(path):
        return True
    try:
        lock = Lock.take(path)
    except FileLockedError:
        # A window is at work, and looked when it opened.
        return True
    except DiskError:
        return False
    mark = lock.mark
    try:
        settled = journal_files.settle(path, key)
        mark = engine.mark(path) if settled else mark
        return settled or mark == engine.mark(path)
    finally:
        lock.release(mark)


def _demand_ours(connection: Connection, name: str) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != engine.APPLICATION_ID:
        raise CannotUnlockError(f"“{name}”能解开，但不是扶贫工作台的文件，没有改动它。请选择 .fupin 文件。")


def _make_ready(path: Path, key: Key, *, examined: bool) -> None:
    """Examine a file that was not closed by us as it lies there, and bring an older format up to date."""
    connection = _opened(path, key, readonly=False)
    try:
        if not examined:
            from fupin_desk.store.file import integrity

            if found := integrity.flaws(connection, key):
                raise driver_errors.half_written(path.name, len(found))
        held = migrate.version(connection)
        if held < migrate.newest():
            _copy_beside(path, connection, key, held)
            migrate.upgrade(connection, key)
    finally:
        connection.close()


def _copy_beside(path: Path, connection: Connection, key: Key, version: int) -> None:
    copy = path.with_name(f"{path.stem}-v{version}{BACKUP_SUFFIX}")
    begun = copying.begun_at(copy, "new")
    try:
        copying.write(connection, begun, key)
        if not copying.agrees(connection, begun, key):
            raise DamagedFileError(
                f"升级“{path.name}”前留的一份，写好后核对不上，没有升级，文件没有改动。请换一个磁盘再打开。"
            )
        disk.replace(begun, copy)
    finally:
        copying.drop(begun)


def _write_new(path: Path, key: Key, facts: Mapping[str, str]) -> None:
    begun = copying.begun_at(path, "new")
    try:
        copying.begin(begun)
        connection = engine.connect(begun, key, prepared=False)
        try:
            migrate.upgrade(connection, key)
            connection.executemany("INSERT INTO about (name, value) VALUES (?, ?)", sorted(facts.items()))
            about.renew_seal(connection, key)
        finally:
            connection.close()
        disk.place(begun, path)
    finally:
        copying.drop(begun)
