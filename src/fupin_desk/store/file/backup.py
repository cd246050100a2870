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

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model import clock
from fupin_desk.model.error import (
    CancelledError,
    CannotUnlockError,
    DamagedFileError,
    DeskError,
    DiskError,
    NotFoundError,
    UnconfirmedError,
)
from fupin_desk.store.file import (
    about,
    copying,
    disk,
    driver_errors,
    engine,
    file,
    integrity,
    journal_files,
    migrate,
    stale_files,
)
from fupin_desk.store.file.file import File
from fupin_desk.store.file.file_key import SALT_BYTES, Key
from fupin_desk.store.file.lock import Lock
from fupin_desk.store.journal import chain, timestamps

Progress = Callable[[int, int], bool]

SUFFIX = file.BACKUP_SUFFIX
_STEP_PAGES = 2_000
_DAYS = 14
_WEEKS = 8
# A clock that is this far from every other backup has jumped.
_JUMP = datetime.timedelta(days=92)


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
    with driver_errors.told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _copy(opened, begun, progress)
            _compare(opened, begun)
            if not opened.examined.is_set():
                _demand_agreeing(opened, begun)
            path = disk.stamped(folder / stem, now, SUFFIX)
            disk.place(begun, path)
            size = path.stat().st_size
        finally:
            copying.drop(begun)
    # The backup is made: what goes wrong with older ones is no reason to say that it is not.
    with contextlib.suppress(DeskError, OSError):
        thin(folder, stem, opened.key, now)
    return Backup(path, now.astimezone(clock.HERE).replace(microsecond=0), size)


def backups(folder: Path, stem: str, salt: str = "") -> list[Backup]:
    """Return the backups that bear the name of a file, the newest first.

    Args:
        folder: Where they lie.
        stem: The name of the file without its suffix.
        salt: Only those of the file with this salt, which a file keeps for life: another may have had the name.
    """
    found = []
    for path in folder.glob(f"*{SUFFIX}") if folder.is_dir() else ():
        at = _moment(path.name, stem)
        if at:
            with contextlib.suppress(OSError):
                if not salt or _salt(path) == salt:
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
    with driver_errors.told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        stale_files.sweep_copies(path, folder)
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
    with driver_errors.told(backup):
        for one in (backup, target):
            if one.is_dir():
                raise driver_errors.not_a_file(one)
        if not backup.is_file():
            raise NotFoundError(f"找不到备份“{backup.name}”。没有改动任何文件。请在“备份与体检”页重新选择。")
    target = target.resolve()
    key = file.key_of(backup, secret)
    # Proven here, so that a wrong passphrase names the backup; damage is looked for below.
    with contextlib.suppress(DamagedFileError):
        engine.connect(backup, key, alone=True, prepared=False).close()
    lock = Lock.take(target)
    mark = lock.mark
    begun = copying.begun_at(target, "restore")
    try:
        with driver_errors.told(target):
            file.demand_single(target)
            copying.begin(begun)
            shutil.copyfile(backup, begun)
            _demand_sound(begun, key, backup.name)
            _new_device(begun, key)
            # Before anything moves: what follows is renames, so that the place is empty for no longer than that.
            disk.sync(begun)
            aside = _exchange(begun, target)
        # Restored it is; where its state cannot be read now, it is examined when it is opened.
        mark = ""
        with contextlib.suppress(OSError):
            mark = engine.mark(target)
        return aside
    finally:
        copying.drop(begun)
        lock.release(mark)


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


def _demand_agreeing(opened: File, begun: Path) -> None:
    """Refuse to call a copy of a file sound whose records do not agree with their seals, or its batches with the chain.

    Once for each opening: what is written after that comes through the journal, sealed, and agrees with the copy.
    """
    if integrity.refusal(begun, opened.key, alone=True, replayed=False) is None:
        opened.examined.set()
        return
    doubtful = begun.with_name(f"{opened.path.stem}-存疑{SUFFIX}")
    disk.replace(begun, doubtful)
    raise DamagedFileError(
        f"“{opened.path.name}”里有内容与封印或历史对不上，这一份不算核对过的备份，另存为“{doubtful.name}”；"
        "以前的备份一份也没有删。请做一次数据体检，看是哪些记录，再决定是否从以前的备份恢复。"
    )


def _salt(path: Path) -> str:
    with path.open("rb") as opened:
        return opened.read(SALT_BYTES).hex()


@contextlib.contextmanager
def _reading(path: Path, key: Key) -> Iterator[Connection]:
    connection = engine.connect(path, key, readonly=True, prepared=False)
    try:
        with driver_errors.told(path):
            yield connection
    finally:
        connection.close()


def _moment(name: str, stem: str) -> datetime.datetime | None:
    found = re.fullmatch(rf"{re.escape(stem)}-(\d{{8}}-\d{{6}})(?:-\d+)?{re.escape(SUFFIX)}", name)
    try:
        return timestamps.read_stamp(found[1]) if found else None
    except ValueError:
        return None


# --- thinning


def thin(folder: Path, stem: str, key: Key, now: datetime.datetime) -> list[Path]:
    """Delete backups that newer ones make needless, and return them.

    All of today stay, the last one of each of 14 days, of each of 8 weeks, of each month for ever. Days and weeks
    count that have backups, whatever the clock says: a day in 2036 takes the place of one day. A backup only goes if
    it is of the same file and a newer one of its day, week or month was opened and agrees.

    Args:
        folder: Where they lie.
        stem: The name of the file without its suffix.
        key: What opens the file; its salt tells whose a backup is.
        now: The moment of the newest backup.
    """
    held = backups(folder, stem, key.salt)
    others = [abs(one.at - now) for one in held if one.at != now.replace(microsecond=0)]
    if others and min(others) > _JUMP:
        return []
    gone = []
    for places in _places(held, now.astimezone(clock.HERE).date()):
        stays = next((at for at, one in enumerate(places[:-1]) if _agrees(one.path, key)), None)
        for one in places[stays + 1 :] if stays is not None else ():
            with contextlib.suppress(OSError):
                one.path.unlink(missing_ok=True)
                gone.append(one.path)
    return gone


def _places(held: list[Backup], today: datetime.date) -> list[list[Backup]]:
    """Return which backups stand in one another's place, the newest first."""
    days: dict[datetime.date, list[Backup]] = {}
    for one in held:
        if one.at.date() != today:
            days.setdefault(one.at.date(), []).append(one)
    weeks: dict[tuple[int, int], list[Backup]] = {}
    months: dict[tuple[int, int], list[Backup]] = {}
    for day in [*days][_DAYS:]:
        week = day.isocalendar()[:2]
        if week in weeks or len(weeks) < _WEEKS:
            weeks.setdefault(week, []).extend(days.pop(day))
        else:
            months.setdefault((day.year, day.month), []).extend(days.pop(day))
    return [*days.values(), *weeks.values(), *months.values()]


def _agrees(path: Path, key: Key) -> bool:
    """Whether a backup opens and is sound; one that cannot be read now, or has an older key, is not known to be."""
    try:
        return integrity.refusal(path, key, alone=True) is None
    except DeskError:
        return False


# --- restoring


def _demand_sound(path: Path, key: Key, name: str) -> None:
    try:
        with _reading(path, key) as connection:
            migrate.refuse_newer(connection, name)
            torn = connection.execute("PRAGMA cipher_integrity_check").fetchone()
        sound = not torn and integrity.refusal(path, key) is None
    except (DamagedFileError, CannotUnlockError):
        sound = False
    if not sound:
        raise DamagedFileError(f"备份“{name}”已损坏，没有用它恢复，现在的文件没有改动。请选另一份备份。")


def _new_device(path: Path, key: Key) -> None:
    connection = engine.connect(path, key, prepared=False)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE about SET value = ? WHERE name = 'device'", (uuid.uuid4().hex,))
        # An older format gets its seal when it is brought up to date.
        about.renew_seal(connection, key)
        connection.execute("COMMIT")
    finally:
        connection.close()


def _exchange(begun: Path, target: Path) -> Path | None:
    """Set a file aside together with its journal, and put the restored one in its place."""
    aside = None
    if target.exists():
        now = datetime.datetime.now(tz=datetime.UTC)
        aside = disk.stamped(target.with_name(f"{target.stem}-恢复前"), now, target.suffix)
    journal = target.with_name(target.name + "-journal")
    if aside:
        beside = aside.with_name(aside.name + "-journal")
        # Copied before anything moves: at no moment is there a file whose journal is elsewhere.
        if journal.exists():
            copying.begin(beside)
            shutil.copyfile(journal, beside)
            disk.sync(beside)
        _keep(target, aside)
    try:
        if aside:
            journal.unlink(missing_ok=True)
        journal_files.clear(target)
        disk.replace(begun, target)
    except UnconfirmedError as error:
        raise UnconfirmedError(f"{error}{_lies_at(aside)}") from error
    except (DeskError, OSError) as error:
        reason = driver_errors.worded(error, target.name) or error
        raise DiskError(f"没有恢复成。{_taken_back(target, aside)}原因：{reason}") from error
    return aside


def _keep(target: Path, aside: Path) -> None:
    """Copy a file aside, so that one lies under its name at every moment; where there is no room for that, move it."""
    part = copying.begun_at(target, "aside")
    try:
        copying.begin(part)
        shutil.copyfile(target, part)
        disk.sync(part)
        disk.move(part, aside)
    except OSError:
        copying.drop(part)
        disk.move(target, aside)


def _lies_at(aside: Path | None) -> str:
    return f"原来的文件没有删除，现在叫“{aside.name}”，在同一个文件夹里。" if aside else ""


def _taken_back(target: Path, aside: Path | None) -> str:
    """Give a file that was set aside its name again, its journal first; say where it lies."""
    if not aside:
        return "没有改动任何文件。"
    beside = aside.with_name(aside.name + "-journal")
    try:
        if beside.exists():
            shutil.copyfile(beside, target.with_name(target.name + "-journal"))
        disk.move(aside, target)
    except OSError:
        return f"{_lies_at(aside)}把它改回“{target.name}”（旁边有“-journal”的一起改）就能照旧打开。"
    with contextlib.suppress(OSError):
        beside.unlink(missing_ok=True)
    return f"原来的“{target.name}”已放回原处，没有改动。"


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
