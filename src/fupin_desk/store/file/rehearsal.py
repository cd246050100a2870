"""The rehearsal of a restore: a backup is opened as it would be in need, and compared with the file as it stood then."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.error import DamagedFileError
from fupin_desk.store.file import driver_errors, engine, integrity, migrate
from fupin_desk.store.file.file import File
from fupin_desk.store.journal import past_state
from fupin_desk.store.records import schema

Progress = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the rehearsal found: the living records of each kind in the backup, its batches, what differs."""

    counts: dict[str, int]
    batches: int
    problems: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether the backup is what the file was."""
        return not self.problems


def rehearse(opened: File, backup: Path, progress: Progress | None = None) -> Rehearsal:
    """Restore a backup into a copy, examine that, and compare every record with the file of that moment.

    Args:
        opened: The file, or better a snapshot of it.
        backup: One of its backups.
        progress: Called with what is done and the total; False cancels.

    Raises:
        CannotUnlockError: If the backup has another key: the passphrase was changed since.
        CancelledError: If it was cancelled.
        DiskError: If there is no room for the copy.
    """
    begun = backup.with_name(f".{opened.path.stem}-{os.getpid()}.rehearsal")
    try:
        with driver_errors.told(backup):
            shutil.copyfile(backup, begun)
            begun.chmod(0o600)
        try:
            with File(begun, _opened(begun, opened), opened.key) as restored:
                return _compared(opened, restored, progress)
        except DamagedFileError as damage:
            return Rehearsal({}, 0, (str(damage),))
    finally:
        for left in (begun, begun.with_name(begun.name + "-journal")):
            left.unlink(missing_ok=True)


def _opened(begun: Path, opened: File) -> Connection:
    connection = engine.connect(begun, opened.key, prepared=False)
    try:
        # A backup from before an update of the program is brought up to date, as its restoring would do.
        migrate.upgrade(connection, opened.key)
    except BaseException:
        connection.close()
        raise
    return connection


def _compared(opened: File, restored: File, progress: Progress | None) -> Rehearsal:
    found = integrity.examine(restored, progress)
    problems = [f"备份里：{one.what}" for one in found.problems]
    with driver_errors.told(restored.path):
        last = restored.connection.execute("SELECT coalesce(max(sequence), 0) FROM batch").fetchone()[0]
        if _journal(restored, last) != _journal(opened, last):
            problems.append("备份里的历史不是正本历史的开头一段。")
        else:
            problems += _differences(opened, restored, last)
    return Rehearsal(found.counts, found.batches, tuple(problems))


def _journal(file: File, last: int) -> list[tuple[object, ...]]:
    rows = file.connection.execute(
        "SELECT sequence, device, number, hash FROM batch WHERE sequence <= ? ORDER BY sequence", (last,)
    )
    return [*rows]


def _differences(opened: File, restored: File, last: int) -> list[str]:
    with past_state.as_of_batch(opened, last) as then:
        return [
            f"备份里的 {kind} 与正本当时的不一致。"
            for kind in schema.kinds(then.connection)
            if _seals(then, kind) != _seals(restored, kind)
        ]


def _seals(file: File, kind: str) -> list[tuple[str, str]]:
    return [*file.connection.execute(f"SELECT id, seal FROM {kind} ORDER BY id")]
