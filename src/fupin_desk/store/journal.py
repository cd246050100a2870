"""The journal: the one door for every write. Drafts go in, one batch with its changes comes out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.change import Batch
from fupin_desk.model.error import NotFoundError
from fupin_desk.model.value import Draft, Value
from fupin_desk.store import moment, seal, state, trouble
from fupin_desk.store.file import File
from fupin_desk.store.state import State

if TYPE_CHECKING:
    from sqlalchemy import Connection as AlchemyConnection

BIRTH: Final = "*"


@dataclass(frozen=True, slots=True)
class Wish:
    """What fields of a record are to become, under the names of its state; None empties a field."""

    kind: str
    record: str
    fields: dict[str, Value]
    born: bool = False


@dataclass(slots=True)
class _Touched:
    """A record on its way from what is held to what is wished."""

    wish: Wish
    held: State | None
    became: State
    changed: dict[str, tuple[Value, Value]]


def commit(
    file: File, drafts: Iterable[Draft], *, author: str, what: str, at: str | None = None, undoes: str = ""
) -> Batch | None:
    """Write drafts as one batch, all or nothing; it is on the disk when this returns.

    Args:
        file: The open file.
        drafts: What records are to become; fields left out stay as they are held.
        author: Who answers for it.
        what: What was done, without any name of a person.
        at: When, ISO text; now by default.
        undoes: The id of the batch that this one takes back.

    Returns:
        The batch, or None if nothing differs from what is held.

    Raises:
        NotFoundError: If a draft that is not new names a record that is not held.
        DiskError: If the disk refuses; nothing is written then.
        ValueError: If a value has the wrong type: a mistake of ours.
    """
    return write(file, [_wish(one) for one in drafts], author=author, what=what, at=at, undoes=undoes)


def write(
    file: File, wishes: Sequence[Wish], *, author: str, what: str, at: str | None = None, undoes: str = ""
) -> Batch | None:
    """Write wishes as one batch, like `commit`; undo and merge come in here."""
    now = moment.utc(at)
    # SQLAlchemy rolls back once when it first sees a connection: before our transaction, not in it.
    alchemy = file.alchemy
    with transaction(file) as connection:
        touched = _differences(file, wishes)
        if not touched:
            return None
        device, number, previous = _next(connection, file.device)
        batch = Batch(device, number, now, author, what, undoes, "")
        lines = _lines(connection, touched)
        header = (device, number, now, author, what, undoes)
        batch = replace(batch, hash=seal.link(previous, header, lines), size=len(lines))
        insert_batch(connection, batch, lines, taken_at=now)
        _write_states(file, alchemy, touched)
        _index(connection, touched)
        return batch


def write_rows(connection: Connection, drafts: Iterable[Draft]) -> None:
    """Put drafts into the rows alone, without journal or seals: for judging a draft that is rolled back."""
    by_kind: dict[str, list[Wish]] = {}
    for draft in drafts:
        by_kind.setdefault(draft.kind, []).append(_wish(draft))
    for kind, wishes in by_kind.items():
        states = state.read(connection, kind, [one.record for one in wishes])
        for wish in wishes:
            states[wish.record] = _became(states.get(wish.record, {}), wish.fields)
        state.put(connection, kind, states, {})


@contextmanager
def transaction(file: File) -> Iterator[Connection]:
    """Hold one write transaction: committed at the end, rolled back by any error, which speaks Chinese then."""
    connection = file.connection
    with trouble.told(file.path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            # A full disk has rolled back by itself.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


# --- what is wished against what is held


def _wish(draft: Draft) -> Wish:
    fields = {name: None if value == "" else value for name, value in draft.values.items()}
    for name, value in draft.values.items():
        # A value that could be read takes the place of a text that could not.
        if value not in {None, ""}:
            fields.setdefault(state.unread_key(name), None)
    for name, text in draft.unread.items():
        fields[state.unread_key(name)] = text or None
        if text:
            fields[name] = None
    fields["removed"] = int(draft.removed)
    if draft.removed and draft.remove_reason:
        fields["remove_reason"] = draft.remove_reason
    elif not draft.removed:
        fields["remove_reason"] = None
    return Wish(draft.kind, draft.id, fields, draft.is_new)


def _became(held: Mapping[str, Value], fields: Mapping[str, Value]) -> State:
    became = {**held, **fields}
    if not became.get("removed"):
        became["removed"] = None
    return {name: value for name, value in became.items() if value is not None}


def _differences(file: File, wishes: Sequence[Wish]) -> list[_Touched]:
    from fupin_desk.store import writing

    by_kind: dict[str, list[str]] = {}
    for wish in wishes:
        by_kind.setdefault(wish.kind, []).append(wish.record)
    for kind in by_kind:
        if kind not in file.columns:
            raise NotFoundError(f"没有“{kind}”这一类记录。没有写入。请升级程序后再试。")
    held = {kind: state.read(file.connection, kind, ids) for kind, ids in by_kind.items()}
    touched: dict[str, _Touched] = {}
    for wish in wishes:
        before = touched[wish.record].became if wish.record in touched else held[wish.kind].get(wish.record)
        if before is None and not wish.born:
            raise NotFoundError("要修改的记录已不在文件里。没有写入。请刷新后再试。")
        one = touched.setdefault(wish.record, _Touched(wish, before, {}, {}))
        texts = {name: value for name, value in wish.fields.items() if state.is_unread(name)}
        values = {name: value for name, value in wish.fields.items() if name not in texts}
        values["removed"] = values.get("removed") or 0 if "removed" in values else None
        if values["removed"] is None:
            del values["removed"]
        one.became = _became(before or {}, {**writing.valid(wish.kind, values), **texts})
    return [one for one in touched.values() if _compare(one)]


def _compare(one: _Touched) -> bool:
    if one.held is None:
        return True
    names = one.held.keys() | one.became.keys()
    for name in sorted(names):
        old, new = one.held.get(name), one.became.get(name)
        if old != new or type(old) is not type(new):
            one.changed[name] = (old, new)
    if "removed" in one.changed:
        one.changed["removed"] = (one.held.get("removed", 0), one.became.get("removed", 0))
    return bool(one.changed)


# --- lines, rows, search


def _next(connection: Connection, device: str) -> tuple[str, int, str]:
    row = connection.execute(
        "SELECT number, hash FROM batch WHERE device = ? ORDER BY number DESC LIMIT 1", (device,)
    ).fetchone()
    return (device, row[0] + 1, row[1]) if row else (device, 1, "")


def _lines(connection: Connection, touched: Sequence[_Touched]) -> list[seal.Line]:
    edited = [one.wish.record for one in touched if one.held is not None]
    tips = parents(connection, edited) if edited else {}
    lines: list[seal.Line] = []
    for one in touched:
        kind, record = one.wish.kind, one.wish.record
        if one.held is None:
            lines.append((len(lines), kind, record, BIRTH, None, seal.encode(one.became), ""))
            continue
        for name, (old, new) in one.changed.items():
            parent = tips.get((record, name)) or tips.get((record, BIRTH), "")
            lines.append((len(lines), kind, record, name, old, new, parent))
    return lines


def parents(connection: Connection, records: Sequence[str]) -> dict[tuple[str, str], str]:
    """Return for each (record, field) the name of the change that wrote it last in this file."""
    return {
        (record, field): f"{device}:{number}:{n}"
        for record, field, device, number, n in connection.execute(
            "SELECT c.record, c.field, c.device, c.number, c.n FROM json_each(?) j"
            " JOIN change c ON c.record = j.value JOIN batch b ON b.device = c.device AND b.number = c.number"
            " ORDER BY b.sequence, c.n",
            (seal.encode(list(records)),),
        )
    }


def insert_batch(connection: Connection, batch: Batch, lines: Iterable[seal.Line], *, taken_at: str) -> None:
    """Put a batch and its changes into the journal, as the latest that this file took up."""
    connection.execute(
        "INSERT INTO batch (device, number, at, author, what, undoes, hash, sequence, taken_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(sequence), 0) + 1 FROM batch), ?)",
        (batch.device, batch.number, batch.at, batch.author, batch.what, batch.undoes, batch.hash, taken_at),
    )
    connection.executemany(
        "INSERT INTO change (device, number, n, kind, record, field, old, new, parent)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(batch.device, batch.number, *line) for line in lines],
    )


def _write_states(file: File, alchemy: "AlchemyConnection", touched: Sequence[_Touched]) -> None:
    from fupin_desk.store import writing

    births: dict[str, dict[str, State]] = {}
    edits: dict[tuple[str, tuple[str, ...]], list[_Touched]] = {}
    for one in touched:
        if one.held is None:
            births.setdefault(one.wish.kind, {})[one.wish.record] = one.became
        else:
            fields = tuple(name for name in one.changed if not state.is_unread(name))
            edits.setdefault((one.wish.kind, fields), []).append(one)
    for kind, states in births.items():
        writing.insert(alchemy, kind, [_row(file, kind, record, held) for record, held in states.items()])
        state.put_unread(file.connection, kind, states, born=True)
    for (kind, fields), group in edits.items():
        rows = [_edited(one, fields) for one in group]
        writing.update(alchemy, kind, (*fields, "seal"), rows)
        unread = {one.wish.record: one.became for one in group if any(map(state.is_unread, one.changed))}
        state.put_unread(file.connection, kind, unread, born=False)


def _row(file: File, kind: str, record: str, became: State) -> dict[str, Value]:
    row: dict[str, Value] = {name: became.get(name) for name in file.columns[kind]}
    row["id"] = record
    row["removed"] = became.get("removed", 0)
    row["remove_reason"] = became.get("remove_reason")
    row["seal"] = seal.seal(kind, record, became)
    return row


def _edited(one: _Touched, fields: Sequence[str]) -> dict[str, Value]:
    row: dict[str, Value] = {name: one.changed[name][1] for name in fields}
    row["id"] = one.wish.record
    row["seal"] = seal.seal(one.wish.kind, one.wish.record, one.became)
    return row


def _index(connection: Connection, touched: Sequence[_Touched]) -> None:
    from fupin_desk.store import search

    by_kind: dict[str, set[str]] = {}
    for one in touched:
        by_kind.setdefault(one.wish.kind, set()).add(one.wish.record)
    search.refresh(connection, by_kind)


# --- the chain


def head(file: File) -> str:
    """Return the head of the journal: one hash over the last batch of every device; empty for a new file."""
    return head_of(file.connection)


def head_of(connection: Connection) -> str:
    """Return the head of the journal of a connection."""
    lasts = connection.execute(
        "SELECT b.device, b.number, b.hash FROM batch b"
        " JOIN (SELECT device, max(number) AS number FROM batch GROUP BY device) USING (device, number)"
        " ORDER BY b.device"
    ).fetchall()
    return seal.link("", (), [(n, *row, None, None, "") for n, row in enumerate(lasts)]) if lasts else ""


def verify_chain(connection: Connection) -> list[str]:
    """Return the batches (`device-number`) whose hash does not follow from the one before and their changes."""
    changes = iter(connection.execute(
        "SELECT device, number, n, kind, record, field, old, new, parent FROM change ORDER BY device, number, n"
    ))  # fmt: skip
    broken: list[str] = []
    previous: dict[str, tuple[int, str]] = {}
    line = next(changes, None)
    for device, number, at, author, what, undoes, kept in connection.execute(
        "SELECT device, number, at, author, what, undoes, hash FROM batch ORDER BY device, number"
    ):
        lines: list[seal.Line] = []
        while line is not None and line[:2] == (device, number):
            lines.append(line[2:])
            line = next(changes, None)
        last, before = previous.get(device, (0, ""))
        made = seal.link(before, (device, number, at, author, what, undoes), lines)
        if made != kept or number != last + 1 or not lines:
            broken.append(f"{device[:8]}-{number}")
        previous[device] = (number, kept)
    return broken
