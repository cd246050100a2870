"""History: what was done, by whom and when, and how any of it is taken back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.change import Batch, Change
from fupin_desk.model.error import NotFoundError, UndoRefusedError
from fupin_desk.model.value import Value
from fupin_desk.store.file.file import File
from fupin_desk.store.journal import journal, seal
from fupin_desk.store.journal.edits import Wish
from fupin_desk.store.journal.journal import BIRTH
from fupin_desk.store.records import schema

_BATCH = (
    "SELECT b.device, b.number, b.at, b.author, b.what, b.undoes, b.hash,"
    # n counts from 0 without gaps: the last one is found at once, counting would read the whole import.
    " (SELECT max(c.n) + 1 FROM change c WHERE c.device = b.device AND c.number = b.number) FROM batch b"
)
_CHANGE = "SELECT c.device, c.number, c.n, c.kind, c.record, c.field, c.old, c.new, c.parent FROM change c"


def batches(file: File, limit: int = 200, before: tuple[str, str, int] | None = None) -> list[Batch]:
    """Return batches, the latest that this file took up first.

    Args:
        file: The open file.
        limit: At most so many.
        before: (at, device, number) of the last batch that was already shown.
    """
    place = (
        "(SELECT sequence FROM batch WHERE device = ? AND number = ?)" if before else "9223372036854775807"
    )
    rows = file.connection.execute(
        f"{_BATCH} WHERE b.sequence < {place} ORDER BY b.sequence DESC LIMIT ?", (*(before or ())[1:], limit)
    )
    return _batches(file.connection, rows)


def batch(file: File, name: str) -> Batch:
    """Return a batch by its id: the first eight or more characters of the device, a hyphen, the number.

    Raises:
        NotFoundError: If there is none.
    """
    device, _, number = name.rpartition("-")
    row = None
    if device and number.isdecimal():
        row = file.connection.execute(
            f"{_BATCH} WHERE substr(b.device, 1, ?) = ? AND b.number = ?", (len(device), device, int(number))
        ).fetchone()
    if row is None:
        raise NotFoundError(f"没有“{name}”这一步操作。没有改动。请在“历史”页查看每一步的编号。")
    return _batches(file.connection, [row])[0]


def changes_of(file: File, name: str) -> list[Change]:
    """Return what a batch changed, in order.

    Raises:
        NotFoundError: If there is no such batch.
    """
    one = batch(file, name)
    rows = file.connection.execute(
        f"{_CHANGE} WHERE c.device = ? AND c.number = ? ORDER BY c.n", (one.device, one.number)
    )
    return [Change(*row) for row in rows]


def of_record(file: File, record: str) -> list[tuple[Batch, list[Change]]]:
    """Return the batches that touched a record with what they changed in it, the latest first."""
    found: dict[tuple[str, int], list[Change]] = {}
    for row in file.connection.execute(
        f"{_CHANGE} WHERE c.record = ? ORDER BY c.device, c.number, c.n", (record,)
    ):
        found.setdefault((row[0], row[1]), []).append(Change(*row))
    rows = file.connection.execute(
        f"{_BATCH} WHERE (b.device, b.number) IN (SELECT device, number FROM change WHERE record = ?)"
        " ORDER BY b.sequence DESC",
        (record,),
    )
    return [(one, found[one.device, one.number]) for one in _batches(file.connection, rows)]


def _batches(connection: Connection, rows: Iterable[tuple[Any, ...]]) -> list[Batch]:
    undone = _undone(connection)
    return [replace(one, undone_by=undone.get(one.id, "")) for one in (Batch(*row) for row in rows)]


def _undone(connection: Connection) -> dict[str, str]:
    """Return by which batch each batch stands undone; an undo that was itself taken back undoes nothing."""
    undone: dict[str, str] = {}
    for name, undoes in connection.execute(
        "SELECT substr(device, 1, 8) || '-' || number, undoes FROM batch WHERE undoes <> '' ORDER BY sequence DESC"
    ):
        if name not in undone:
            undone[undoes] = name
    return undone


# --- undo


def undo(file: File, name: str, *, author: str, at: str | None = None, what: str = "") -> Batch:
    """Take a batch of any day back by a new one that writes the old values; a birth becomes a removal.

    Raises:
        NotFoundError: If there is no such batch.
        UndoRefusedError: If it was taken back already, or its values were written again since.
    """
    one = batch(file, name)
    if one.undone_by:
        raise UndoRefusedError(f"这一步已经撤回过（{one.undone_by}）。没有改动。要恢复它，请撤回那一次撤回。")
    changes = changes_of(file, one.id)
    conflicts = written_since(file, one, changes)
    if conflicts:
        records = len({change.record for change in conflicts})
        raise UndoRefusedError(
            f"这一步不能撤回：它写下的内容后来又改过（{records} 条记录、{len(conflicts)} 处）。没有改动。"
            "请先撤回后来的那几步，或在录入页里直接改。",
            conflicts,
        )
    made = journal.write(file, _wishes(changes), author=author, what=what or _what(one), at=at, undoes=one.id)
    if made is None:
        raise UndoRefusedError("这一步没有留下可撤回的内容：现在的值与它之前一样。没有改动。")
    return made


def _what(one: Batch) -> str:
    # Taking an undo back is bringing the work back, and reads so.
    return f"恢复：{one.what.removeprefix('撤回：')}" if one.undoes else f"撤回：{one.what}"


def _wishes(changes: Sequence[Change]) -> list[Wish]:
    wishes: dict[str, Wish] = {}
    for change in reversed(changes):
        wish = wishes.setdefault(change.record, Wish(change.kind, change.record, {}))
        if change.field == BIRTH:
            wish.fields.update({"removed": 1, "remove_reason": "撤回"})
        else:
            wish.fields[change.field] = change.old
    return list(wishes.values())


def written_since(file: File, one: Batch, changes: Sequence[Change]) -> list[Change]:
    """Return the changes after a batch that wrote its values again, or hang new records on those it bore.

    A step that was itself taken back does not count, nor does the step that took it back.
    """
    born = {change.record for change in changes if change.field == BIRTH}
    wrote = {(change.record, change.field) for change in changes}
    later = [
        (sequence, undoes, change)
        for sequence, undoes, change in _later(file.connection, one, {change.record for change in changes})
        if change.record in born or (change.record, change.field) in wrote
    ]
    later += _hanging(file.connection, one, changes)
    return _standing(later)


def _later(connection: Connection, one: Batch, records: set[str]) -> Iterator[tuple[int, str, Change]]:
    rows = connection.execute(
        "SELECT b.sequence, b.undoes, c.device, c.number, c.n, c.kind, c.record, c.field, c.old, c.new, c.parent"
        " FROM json_each(?) j JOIN change c ON c.record = j.value"
        " JOIN batch b ON b.device = c.device AND b.number = c.number"
        " WHERE b.sequence > (SELECT sequence FROM batch WHERE device = ? AND number = ?)",
        (seal.encode(sorted(records)), one.device, one.number),
    )
    for sequence, undoes, *change in rows:
        yield sequence, undoes, Change(*change)


def _hanging(connection: Connection, one: Batch, changes: Sequence[Change]) -> list[tuple[int, str, Change]]:
    """Return the births after a batch of records, not removed since, that refer to a record it bore."""
    born: dict[str, list[Value]] = {}
    for change in changes:
        if change.field == BIRTH:
            born.setdefault(change.kind, []).append(change.record)
    found: dict[str, tuple[int, str, Change]] = {}
    for kind, ids in born.items():
        for table, field in schema.references(connection, kind):
            held = connection.execute(
                f"SELECT t.id FROM json_each(?) j JOIN {table} t ON t.{field} = j.value WHERE t.removed = 0",
                (seal.encode(ids),),
            )
            for later in _later(connection, one, {row[0] for row in held}):
                if later[2].field in {BIRTH, field}:
                    found[later[2].record] = later
    return list(found.values())


def _standing(later: list[tuple[int, str, Change]]) -> list[Change]:
    names = {_name(change) for _, _, change in later}
    cancelled: set[str] = set()
    standing = []
    for _, undoes, change in sorted(later, key=lambda each: (each[0], each[2].n), reverse=True):
        if _name(change) in cancelled:
            continue
        # An undo of something older than our batch is a value written again like any other.
        if undoes in names:
            cancelled.add(undoes)
        else:
            standing.append(change)
    return standing[::-1]


def _name(change: Change) -> str:
    return f"{change.device[:8]}-{change.number}"
