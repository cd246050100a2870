"""A record as the journal sees it: one flat dictionary of what is not empty.

Fields stand under their names, `removed` is 1 while the record is removed, and a text that could not be read
stands under `~field`. What a birth holds as JSON, what a seal covers and what a row stores is this one thing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.value import Record, Value
from fupin_desk.store.journal.seal import encode
from fupin_desk.store.records import schema

State = dict[str, Value]
UNREAD = "~"


def unread_key(field: str) -> str:
    """Return the name under which a state keeps the text of a field that could not be read."""
    return UNREAD + field


def is_unread(name: str) -> bool:
    """Tell such a name from a field's."""
    return name.startswith(UNREAD)


def read(connection: Connection, kind: str, ids: Collection[str]) -> dict[str, State]:
    """Return the states of the records of a kind that are held among these ids."""
    wanted = encode(list(ids))
    rows = connection.execute(f"SELECT * FROM {kind} WHERE id IN (SELECT value FROM json_each(?))", (wanted,))
    states = dict(_states([column[0] for column in rows.description], rows))
    for record, field, text in connection.execute(
        "SELECT record, field, text FROM unread WHERE record IN (SELECT value FROM json_each(?)) AND kind = ?",
        (wanted, kind),
    ):
        if record in states:
            states[record][unread_key(field)] = text
    return states


def read_all(connection: Connection, kind: str) -> Iterator[tuple[str, State, str]]:
    """Yield the id, the state and the stored seal of every record of a kind, in the order of ids."""
    unread: dict[str, list[tuple[str, str]]] = {}
    for record, field, text in connection.execute(
        "SELECT record, field, text FROM unread WHERE kind = ?", (kind,)
    ):
        unread.setdefault(record, []).append((field, text))
    rows = connection.execute(f"SELECT * FROM {kind} ORDER BY id")
    names = [column[0] for column in rows.description]
    seal_at = names.index("seal")
    for row in rows:
        record, state = _state(names, row)
        for field, text in unread.get(record, ()):
            state[unread_key(field)] = text
        yield record, state, row[seal_at]


def _states(names: list[str], rows: Iterable[tuple[Value, ...]]) -> Iterator[tuple[str, State]]:
    for row in rows:
        yield _state(names, row)


def _state(names: list[str], row: tuple[Value, ...]) -> tuple[str, State]:
    state: State = {name: value for name, value in zip(names, row, strict=True) if value is not None}
    record = str(state.pop("id"))
    del state["seal"]
    if not state["removed"]:
        del state["removed"]
    return record, state


def as_record(kind: str, record: str, state: Mapping[str, Value], columns: Collection[str]) -> Record:
    """Return a state as the record that the other layers know: every column of its kind, None where empty."""
    return Record(
        kind,
        record,
        {name: state.get(name) for name in columns},
        {name[1:]: str(text) for name, text in state.items() if is_unread(name)},
        removed=bool(state.get("removed")),
    )


def put(connection: Connection, kind: str, states: Mapping[str, State], seals: Mapping[str, str]) -> None:
    """Insert or replace whole rows without the journal: for copies in memory and for judging a draft."""
    names = (*schema.OWN, *schema.fields(connection, kind))
    slots = ", ".join("?" * len(names))
    updates = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    connection.executemany(
        f"INSERT INTO {kind} ({', '.join(names)}) VALUES ({slots}) ON CONFLICT (id) DO UPDATE SET {updates}",
        [
            (
                record,
                state.get("removed", 0),
                state.get("remove_reason"),
                seals.get(record, ""),
                *(state.get(name) for name in names[len(schema.OWN) :]),
            )
            for record, state in states.items()
        ],
    )


def put_unread(connection: Connection, kind: str, states: Mapping[str, State], *, born: bool) -> None:
    """Write the texts of these states that could not be read, in the place of those held before."""
    if not born:
        connection.executemany("DELETE FROM unread WHERE record = ?", [(record,) for record in states])
    connection.executemany(
        "INSERT INTO unread (kind, record, field, text) VALUES (?, ?, ?, ?)",
        [
            (kind, record, name[1:], text)
            for record, state in states.items()
            for name, text in state.items()
            if is_unread(name)
        ],
    )
