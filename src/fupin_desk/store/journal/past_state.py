"""The time machine: a file, or one record, as it stood at the end of a day."""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.value import Record, Value
from fupin_desk.store.file import engine
from fupin_desk.store.journal import journal, record_state, seal, timestamps
from fupin_desk.store.journal.record_state import State
from fupin_desk.store.records import schema, search
from fupin_desk.store.rules import facts

if TYPE_CHECKING:
    from fupin_desk.store.file.file import File

_Step = tuple[str, str, str, Value, Value]


def as_known(file: "File", day: str) -> "File":
    """Return a copy in memory of the file as it stood at the end of an ISO day.

    What no later batch touched stands today as it stood then; every other record is put together again
    from its own changes up to that day. The copy's journal ends there too.
    """
    return _without(file, "taken_at > ?", timestamps.end_of(day))


def as_of_batch(file: "File", last: int) -> "File":
    """Return a copy in memory of the file as it stood when it had taken up so many batches."""
    return _without(file, "sequence > ?", last)


def _without(file: "File", later: str, limit: Value) -> "File":
    """Return a copy in memory without the batches that a condition names."""
    copy = engine.snapshot(file.connection, prepared=False)
    copy.execute("BEGIN")
    touched = _touched_by(copy, later, limit)
    copy.execute(
        f"DELETE FROM change WHERE (device, number) IN (SELECT device, number FROM batch WHERE {later})",
        (limit,),
    )
    copy.execute(f"DELETE FROM batch WHERE {later}", (limit,))
    for kind, records in touched.items():
        _unmake(copy, kind, [record for record, fields in records.items() if "*" in fields])
        _put_back(copy, kind, {record: fields for record, fields in records.items() if "*" not in fields})
    _reindex(copy, touched)
    copy.execute("COMMIT")
    facts.prepare(copy)
    return file.over(copy)


def days(connection: Connection) -> tuple[str, str] | None:
    """Return the first and the last ISO day on which something was written; None if nothing was."""
    first, last = connection.execute("SELECT min(taken_at), max(taken_at) FROM batch").fetchone()
    return (timestamps.day_of(first), timestamps.day_of(last)) if first else None


def _touched_by(connection: Connection, later: str, limit: Value) -> dict[str, dict[str, set[str]]]:
    """Return by kind and record the fields that these batches wrote."""
    touched: dict[str, dict[str, set[str]]] = {}
    for kind, record, field in connection.execute(
        "SELECT c.kind, c.record, c.field FROM batch b"
        f" CROSS JOIN change c ON c.device = b.device AND c.number = b.number WHERE b.{later}",
        (limit,),
    ):
        touched.setdefault(kind, {}).setdefault(record, set()).add(field)
    return touched


def _unmake(connection: Connection, kind: str, ids: Collection[str]) -> None:
    wanted = seal.encode(list(ids))
    connection.execute(f"DELETE FROM {kind} WHERE id IN (SELECT value FROM json_each(?))", (wanted,))
    connection.execute("DELETE FROM unread WHERE record IN (SELECT value FROM json_each(?))", (wanted,))


def _put_back(connection: Connection, kind: str, records: dict[str, set[str]]) -> None:
    states = {record: held for (_, record), held in replay(steps_of(connection, records)).items()}
    alike: dict[tuple[str, ...], list[str]] = {}
    for record, fields in records.items():
        written = tuple(sorted(name for name in fields if not record_state.is_unread(name)))
        alike.setdefault(written, []).append(record)
    for names, group in alike.items():
        settings = "".join(f"{name} = ?, " for name in names)
        connection.executemany(
            f"UPDATE {kind} SET {settings}seal = ? WHERE id = ?",
            [(*_values(states[one], names), seal.seal(kind, one, states[one]), one) for one in group],
        )
    unread = {
        record: states[record]
        for record, fields in records.items()
        if any(map(record_state.is_unread, fields))
    }
    record_state.put_unread(connection, kind, unread, born=False)


def _values(held: State, names: tuple[str, ...]) -> list[Value]:
    return [held.get(name, 0 if name == "removed" else None) for name in names]


def _reindex(connection: Connection, touched: dict[str, dict[str, set[str]]]) -> None:
    stale = {}
    for kind, records in touched.items():
        searched = journal.searched(kind)
        stale[kind] = [record for record, fields in records.items() if fields & searched]
    search.refresh(connection, stale)


# --- from the journal alone


def steps_of(connection: Connection, ids: Collection[str], until: str = "9") -> Iterator[_Step]:
    """Yield (kind, record, field, new, parent) of every change of these records, in the order taken up."""
    yield from connection.execute(
        "SELECT c.kind, c.record, c.field, c.new, c.device || ':' || c.number || ':' || c.n || ' ' || c.parent"
        " FROM json_each(?) j JOIN change c ON c.record = j.value"
        " JOIN batch b ON b.device = c.device AND b.number = c.number"
        " WHERE b.taken_at <= ? ORDER BY b.sequence, c.n",
        (seal.encode(sorted(ids)), until),
    )


def all_steps(connection: Connection, until: str = "9") -> Iterator[_Step]:
    """Yield the steps of every record, like `steps_of`."""
    yield from connection.execute(
        "SELECT c.kind, c.record, c.field, c.new, c.device || ':' || c.number || ':' || c.n || ' ' || c.parent"
        " FROM batch b JOIN change c ON c.device = b.device AND c.number = b.number"
        " WHERE b.taken_at <= ? ORDER BY b.sequence, c.n",
        (until,),
    )


def replay(steps: Iterable[_Step]) -> dict[tuple[str, str], State]:
    """Return the states that the steps lead to, by kind and id.

    A change counts when it was made upon the change that wrote the value we hold: what a merge brought and a
    person has not yet decided is in the journal, but not in the record.
    """
    states: dict[tuple[str, str], State] = {}
    tips: dict[tuple[str, str], str] = {}
    for kind, record, field, new, names in steps:
        name, _, parent = str(names).partition(" ")
        if field == "*":
            states[kind, record] = json.loads(str(new))
            tips[record, "*"] = name
            continue
        tip = tips.get((record, field)) or tips.get((record, "*"))
        held = states.get((kind, record))
        if held is None or parent != tip:
            continue
        tips[record, field] = name
        if new is None or (field == "removed" and not new):
            held.pop(field, None)
        else:
            held[field] = new
    return states


def record(connection: Connection, kind: str, one: str, day: str) -> Record | None:
    """Return a record as it stood at the end of an ISO day, without rebuilding the file."""
    held = replay(steps_of(connection, [one], timestamps.end_of(day))).get((kind, one))
    return (
        record_state.as_record(kind, one, held, schema.fields(connection, kind)) if held is not None else None
    )


def children(connection: Connection, kind: str, field: str, parent: str, day: str) -> list[Record]:
    """Return the rows that hung on a record at the end of an ISO day, removed ones left out, in order of birth.

    Args:
        connection: The file's connection.
        kind: The kind of the rows.
        field: The field of theirs that names the record.
        parent: The record's id.
        day: ISO day.
    """
    ids = {row[0] for row in connection.execute(f"SELECT id FROM {kind} WHERE {field} = ?", (parent,))}
    ids |= {
        row[0]
        for row in connection.execute(
            "SELECT record FROM change WHERE old = ? AND length(old) = 32 AND field = ? AND kind = ?",
            (parent, field, kind),
        )
    }
    columns = schema.fields(connection, kind)
    found = replay(steps_of(connection, ids, timestamps.end_of(day)))
    return [
        record_state.as_record(kind, row, held, columns)
        for (_, row), held in found.items()
        if held.get(field) == parent and not held.get("removed")
    ]
