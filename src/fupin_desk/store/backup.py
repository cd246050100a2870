"""Backups: copied by the database, opened again, compared, and only then given their name."""

import contextlib
import datetime
import hashlib
import os
import re
import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2
from sqlcipher3.dbapi2 import Connection

from fupin_desk.model import clock
from fupin_desk.model.error import (
    CancelledError,
    DamagedFileError,
    DeskError,
    DiskError,
    NotFoundError,
)
from fupin_desk.store import chain, copying, disk, engine, file, migrate, moment, trouble
from fupin_desk.store.file import File
from fupin_desk.store.lock import Lock
from fupin_desk.store.vault import Key

Progress = Callable[[int, int], bool]

SUFFIX = ".fupin-backup"
_STEP_PAGES = 2_000
_DAYS = 14
_WEEKS = 8


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup that was opened again and compared when it was made. `at` is China's clock, `size` bytes."""

    path: Path
    at: datetime.datetime
    size: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds, in the words of the list: how many records, the head of its journal, its last batch."""

    households: int
    members: int
    visits: int
    batches: int
    last_at: str
    head: str


def back_up(
    opened: File, folder: Path, now: datetime.datetime, *, progress: Progress | None = None
) -> Backup:
    """Make a backup, open it again, compare it, and only then thin the older ones.

    Args:
        opened: The open file, or a snapshot of it.
        folder: Where backups lie; it is made if need be.
        now: The moment that its name tells.
        progress: Called with pages done and all pages; False cancels.

    Raises:
        DiskError: If the disk refuses; older backups are untouched then.
        DamagedFileError: If the copy does not agree with the file.
        CancelledError: If it was cancelled.
    """
    stem = opened.path.stem
    begun = folder / f".{stem}-{os.getpid()}.tmp"
    with trouble.told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _copy(opened, begun, progress)
            _compare(opened, begun)
            path = _free_name(folder, stem, moment.stamp(now))
            disk.place(begun, path)
        except BaseException:
            begun.unlink(missing_ok=True)
            raise
        thin(folder, stem, now)
        return Backup(path, now.astimezone(clock.HERE).replace(microsecond=0), path.stat().st_size)


def backups(folder: Path, stem: str) -> list[Backup]:
    """Return the backups of a file, the newest first."""
    found = []
    for path in folder.glob(f"*{SUFFIX}") if folder.is_dir() else ():
        at = _moment(path.name, stem)
        if at:
            with contextlib.suppress(FileNotFoundError):
                found.append(Backup(path, at, path.stat().st_size))
    return sorted(found, key=lambda one: (one.at, one.path.name), reverse=True)


def contents(path: Path, key: Key) -> Contents:
    """Open a backup and count what it holds.

    Raises:
        CannotUnlockError: If it has another key: the passphrase was changed since.
        DamagedFileError: If it cannot be read.
    """
    with _reading(path, key) as connection:
        households, members, visits = (
            int(connection.execute(f"SELECT count(*) FROM {kind} WHERE removed = 0").fetchone()[0])
            for kind in ("household", "member", "visit")
        )
        batches, last = connection.execute(
            "SELECT count(*), coalesce(max(taken_at), '') FROM batch"
        ).fetchone()
        return Contents(households, members, visits, batches, last, chain.head(connection))


def copy_to(path: Path, folder: Path) -> Path:
    """Put a second copy of a backup into another folder, a stick; read back and compared.

    Raises:
        DiskError: If the disk refuses, or gives back something else than was written.
    """
    target = folder / path.name
    begun = folder / f".{path.name}.tmp"
    with trouble.told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(path, begun)
            disk.sync(begun)
            _demand_equal(begun, path)
            begun.replace(target)
        except BaseException:
            begun.unlink(missing_ok=True)
            raise
    return target


def _demand_equal(copy: Path, path: Path) -> None:
    if _digest(copy) != _digest(path):
        raise DiskError(f"“{copy.parent}”写进去和读出来不一样，这一份没有留下；原备份是好的。请换一个 U 盘。")


def restore(backup: Path, target: Path, secret: str | Key) -> Path | None:
    """Put a backup in the place of a file. The file there is moved aside, never deleted.

    The restored file writes under a new device: what the older one wrote after the backup may be in other
    hands already, and two different batches must never have one number.

    Args:
        backup: The backup.
        target: Where the file shall lie; nobody may have it open.
        secret: The passphrase of the time of the backup, or the key of the sheet of that time.

    Returns:
        Where the older file lies now, None if there was none.

    Raises:
        FileLockedError: If the target is open.
        CannotUnlockError: If the backup does not open with the secret.
        DamagedFileError: If the backup is damaged; nothing was changed then.
        NotFoundError: If there is no such backup.
        RequestError: If either is a folder.
    """
    for one in (backup, target):
        if one.is_dir():
            raise trouble.not_a_file(one)
    if not backup.is_file():
        raise NotFoundError(f"找不到备份“{backup.name}”。没有改动任何文件。请在“备份与体检”页重新选择。")
    key = file.key_of(backup, secret)
    lock = Lock.take(target)
    begun = target.with_name(f".{target.name}.{os.getpid()}.restore")
    try:
        with trouble.told(target):
            shutil.copyfile(backup, begun)
            begun.chmod(0o600)
            _demand_sound(begun, key, backup.name)
            _new_device(begun, key)
            disk.sync(begun)
            aside = _set_aside(target)
            disk.place(begun, target)
            return aside
    finally:
        begun.unlink(missing_ok=True)
        lock.release()


# --- making one


def _copy(opened: File, begun: Path, progress: Progress | None) -> None:
    def tell(_status: int, left: int, pages: int) -> None:
        if progress and not progress(pages - left, pages):
            raise CancelledError("已取消备份。文件没有改动，原有的备份都在。")

    copying.write(opened.connection, begun, opened.key, tell, _STEP_PAGES if progress else -1)


def _compare(opened: File, begun: Path) -> None:
    if not copying.agrees(opened.connection, begun, opened.key):
        raise DamagedFileError(
            "备份写好后重新打开核对，与原文件不一致，这一份没有留下；原文件和以前的备份都在。"
            "请做一次数据体检，并换一个磁盘再备份。"
        )


@contextlib.contextmanager
def _reading(path: Path, key: Key) -> Iterator[Connection]:
    connection = engine.connect(path, key, readonly=True, prepared=False)
    try:
        with trouble.told(path):
            yield connection
    finally:
        connection.close()


def _free_name(folder: Path, stem: str, stamp: str) -> Path:
    path = folder / f"{stem}-{stamp}{SUFFIX}"
    again = 2
    while path.exists():
        path = folder / f"{stem}-{stamp}-{again}{SUFFIX}"
        again += 1
    return path


def _moment(name: str, stem: str) -> datetime.datetime | None:
    found = re.fullmatch(rf"{re.escape(stem)}-(\d{{8}}-\d{{6}})(?:-\d+)?{re.escape(SUFFIX)}", name)
    try:
        return moment.read_stamp(found[1]) if found else None
    except ValueError:
        return None


# --- thinning


def thin(folder: Path, stem: str, now: datetime.datetime) -> list[Path]:
    """Delete backups that newer ones make needless, and return them.

    All of today stay, the last one of each day for 14 days, of each week for 8 weeks, of each month for ever.
    """
    today = now.astimezone(clock.HERE).date()
    kept: set[str] = set()
    gone = []
    for one in backups(folder, stem):
        name = _place_in_time(one.at.date(), today, one.path.name)
        if name in kept:
            one.path.unlink(missing_ok=True)
            gone.append(one.path)
        kept.add(name)
    return gone


def _place_in_time(day: datetime.date, today: datetime.date, name: str) -> str:
    age = (today - day).days
    if age <= 0:
        return name
    if age <= _DAYS:
        return f"day {day}"
    if age <= _WEEKS * 7:
        year, week, _ = day.isocalendar()
        return f"week {year}-{week}"
    return f"month {day:%Y-%m}"


# --- restoring


def _demand_sound(path: Path, key: Key, name: str) -> None:
    try:
        with _reading(path, key) as connection:
            migrate.refuse_newer(connection, name)
            sound = (
                not connection.execute("PRAGMA cipher_integrity_check").fetchone()
                and connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
                and not chain.broken(connection)
            )
    except (DamagedFileError, dbapi2.DatabaseError):
        sound = False
    except DeskError:
        raise
    if not sound:
        raise DamagedFileError(f"备份“{name}”已损坏，没有用它恢复，现在的文件没有改动。请选另一份备份。")


def _new_device(path: Path, key: Key) -> None:
    connection = engine.connect(path, key, prepared=False)
    try:
        connection.execute("UPDATE about SET value = ? WHERE name = 'device'", (uuid.uuid4().hex,))
    finally:
        connection.close()


def _set_aside(target: Path) -> Path | None:
    if not target.exists():
        return None
    stamp = moment.stamp(datetime.datetime.now(tz=datetime.UTC))
    aside = target.with_name(f"{target.stem}-恢复前-{stamp}{target.suffix}")
    again = 2
    while aside.exists():
        aside = target.with_name(f"{target.stem}-恢复前-{stamp}-{again}{target.suffix}")
        again += 1
    target.replace(aside)
    return aside


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
