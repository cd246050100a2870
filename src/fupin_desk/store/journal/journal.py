"""The journal: the one door for every write. Drafts go in, one batch with its changes comes out."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.change import Batch
from fupin_desk.model.error import DamagedFileError, DeskError, DiskError
from fupin_desk.model.value import Draft, Value
from fupin_desk.store.file import driver_errors
from fupin_desk.store.journal import chain, edits, record_state, seal, timestamps
from fupin_desk.store.journal.edits import Touched, Wish
from fupin_desk.store.journal.record_state import State
from fupin_desk.store.records import search

if TYPE_CHECKING:
    from fupin_desk.store.file.file import File
    from fupin_desk.store.journal.sqlmodel_writer import Writer

BIRTH: Final = "*"
# What a batch does, in words that need what it changes.
Describe = Callable[[Sequence[Touched]], str]


def commit(
    file: "File", drafts: Iterable[Draft], *, author: str, what: str | Describe, at: str | None = None,
    undoes: str = "",
) -> Batch | None:  # fmt: skip
    """Write drafts as one batch, all or nothing; it is on the disk when this returns.

    Args:
        file: The open file.
        drafts: What records are to become; fields left out stay as they are held.
        author: Who answers for it.
        what: What was done, without any name of a person; or what words it from the records that change.
        at: When, ISO text; now by default.
        undoes: The id of the batch that this one takes back.

    Returns:
        The batch, or None if nothing differs from what is held.

    Raises:
        NotFoundError: If a draft that is not new names a record that is not held.
        DiskError: If the disk refuses; nothing is written then.
        UnconfirmedError: If it is written, but the disk did not confirm that.
        ValueError: If a value has the wrong type: a mistake of ours.
    """
    return write(
        file, [edits.of_draft(one) for one in drafts], author=author, what=what, at=at, undoes=undoes
    )


def write(
    file: "File", wanted: Sequence[Wish], *, author: str, what: str | Describe, at: str | None = None,
    undoes: str = "",
) -> Batch | None:  # fmt: skip
    """Write wishes as one batch, like `commit`; undo and merge come in here."""
    now = timestamps.utc(at)
    # SQLAlchemy rolls back once when it first sees a connection: before our transaction, not in it.
    writer = file.writer
    batch: Batch | None = None
    try:
        with transaction(file) as connection:
            touched = edits.differences(connection, writer, wanted)
            if not touched:
                return None
            device, number, previous = _next(connection, file.device)
            words = what if isinstance(what, str) else what(touched)
            lines = _lines(connection, touched)
            header = (device, number, now, author, words, undoes)
            digest = seal.link(previous, header, lines)
            batch = Batch(*header, hash=digest, size=len(lines))
            insert_batch(connection, batch, lines, taken_at=now)
            _write_states(connection, writer, touched)
            _index(connection, touched)
    except (DiskError, DamagedFileError) as error:
        file.renew()
        if batch and _is_held(file, batch):
            raise driver_errors.unconfirmed(file.path.name) from error
        raise
    return batch


def _is_held(file: "File", batch: Batch) -> bool:
    """Whether a batch was written although the disk failed: it did after all was done."""
    with contextlib.suppress(DeskError):
        found = file.connection.execute("SELECT 1 FROM batch WHERE hash = ?", (batch.hash,)).fetchone()
        return found is not None
    return False


def write_rows(connection: Connection, drafts: Iterable[Draft]) -> None:
    """Put drafts into the rows alone, without journal or seals: for judging a draft that is rolled back."""
    by_kind: dict[str, list[Wish]] = {}
    for draft in drafts:
        by_kind.setdefault(draft.kind, []).append(edits.of_draft(draft))
    for kind, group in by_kind.items():
        states = record_state.read(connection, kind, [one.record for one in group])
        for wish in group:
            states[wish.record] = edits.became(states.get(wish.record, {}), wish.fields)
        record_state.put(connection, kind, states, {})


@contextmanager
def transaction(file: "File") -> Iterator[Connection]:
    """Hold one write transaction: committed at the end, rolled back by any error, which speaks Chinese then."""
    connection = file.connection
    with file.told():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            # A full disk has rolled back by itself.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def head(file: "File") -> str:
    """Return the head of the journal's hash chain; empty for a new file."""
    return chain.head(file.connection)


# --- lines, rows, search


def _next(connection: Connection, device: str) -> tuple[str, int, str]:
    row = connection.execute(
        "SELECT number, hash FROM batch WHERE device = ? ORDER BY number DESC LIMIT 1", (device,)
    ).fetchone()
    return (device, row[0] + 1, row[1]) if row else (device, 1, "")


def _lines(connection: Connection, touched: Sequence[Touched]) -> list[seal.Line]:
    edited = [one.record for one in touched if one.held is not None]
    tips = parents(connection, edited) if edited else {}
    lines: list[seal.Line] = []
    for one in touched:
        kind, record = one.kind, one.record
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


def _write_states(connection: Connection, writer: "Writer", touched: Sequence[Touched]) -> None:
    births: dict[str, dict[str, State]] = {}
    edits: dict[tuple[str, tuple[str, ...]], list[Touched]] = {}
    for one in touched:
        if one.held is None:
            births.setdefault(one.kind, {})[one.record] = one.became
        else:
            fields = tuple(name for name in one.changed if not record_state.is_unread(name))
            edits.setdefault((one.kind, fields), []).append(one)
    for kind, states in births.items():
        rows = [
            {"removed": 0, **became, "id": record, "seal": seal.seal(kind, record, became)}
            for record, became in states.items()
        ]
        writer.insert(kind, rows)
        record_state.put_unread(connection, kind, states, born=True)
    for (kind, fields), group in edits.items():
        rows = [_edited(one, fields) for one in group]
        writer.update(kind, (*fields, "seal"), rows)
        unread = {one.record: one.became for one in group if any(map(record_state.is_unread, one.changed))}
        record_state.put_unread(connection, kind, unread, born=False)


def _edited(one: Touched, fields: Sequence[str]) -> dict[str, Value]:
    row: dict[str, Value] = {name: one.changed[name][1] for name in fields}
    row["id"] = one.record
    row["seal"] = seal.seal(one.kind, one.record, one.became)
    return row


def searched(kind: str) -> frozenset[str]:
    """Return the fields of a kind, births and removals among them, whose change the search index must follow."""
    return frozenset({BIRTH, "removed", *search.SPOKEN.get(kind, ()), *search.NUMBERS.get(kind, ())})


def _index(connection: Connection, touched: Sequence[Touched]) -> None:
    stale: dict[str, list[str]] = {}
    for one in touched:
        if one.held is None or not searched(one.kind).isdisjoint(one.changed):
            stale.setdefault(one.kind, []).append(one.record)
    search.refresh(connection, stale)
