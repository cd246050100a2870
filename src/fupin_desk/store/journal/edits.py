"""From drafts to differences: what fields are to become, set against what is held."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.error import NotFoundError
from fupin_desk.model.value import Draft, Value
from fupin_desk.store.journal import record_state
from fupin_desk.store.journal.record_state import State

if TYPE_CHECKING:
    from fupin_desk.store.journal.sqlmodel_writer import Writer


@dataclass(frozen=True, slots=True)
class Wish:
    """What fields of a record are to become, under the names of its state; None empties a field."""

    kind: str
    record: str
    fields: dict[str, Value]
    born: bool = False


@dataclass(slots=True)
class Touched:
    """A record on its way: `held` is what it is, None before its birth; `changed` maps a field to (old, new)."""

    kind: str
    record: str
    held: State | None
    became: State
    changed: dict[str, tuple[Value, Value]] = field(default_factory=dict)


def of_draft(draft: Draft) -> Wish:
    """Return what a draft wishes: an empty text is nothing, and a text that cannot be read empties its field."""
    fields = {name: None if value == "" else value for name, value in draft.values.items()}
    for name, value in draft.values.items():
        # A value that could be read takes the place of a text that could not.
        if value is not None and value != "":
            fields.setdefault(record_state.unread_key(name), None)
    for name, text in draft.unread.items():
        fields[record_state.unread_key(name)] = text or None
        if text:
            fields[name] = None
    fields["removed"] = int(draft.removed)
    if draft.remove_reason or not draft.removed:
        fields["remove_reason"] = draft.remove_reason if draft.removed else None
    return Wish(draft.kind, draft.id, fields, draft.is_new)


def became(held: Mapping[str, Value], fields: Mapping[str, Value]) -> State:
    """Return the state that a held one becomes by a wish's fields."""
    return {
        name: value
        for name, value in {**held, **fields}.items()
        if value is not None and (value or name != "removed")
    }


def differences(connection: Connection, writer: "Writer", wishes: Sequence[Wish]) -> list[Touched]:
    """Return the records that the wishes change, in the order in which they were first named.

    Raises:
        NotFoundError: If a wish names an unknown kind, or a record that is neither held nor born.
        ValueError: If a value has the wrong type.
    """
    held = _held(connection, writer.kinds, wishes)
    touched: dict[str, Touched] = {}
    for wish in wishes:
        one = touched.get(wish.record)
        if one is None:
            before = held[wish.kind].get(wish.record)
            if before is None and not wish.born:
                raise NotFoundError("要修改的记录已不在文件里。没有写入。请刷新后再试。")
            one = touched[wish.record] = Touched(wish.kind, wish.record, before, before or {})
        one.became = became(one.became, _valid(writer, wish))
    return [one for one in touched.values() if _differs(one)]


def _held(
    connection: Connection, kinds: Collection[str], wishes: Iterable[Wish]
) -> dict[str, dict[str, State]]:
    by_kind: dict[str, list[str]] = {}
    for wish in wishes:
        by_kind.setdefault(wish.kind, []).append(wish.record)
    for kind in by_kind:
        if kind not in kinds:
            raise NotFoundError(f"没有“{kind}”这一类记录。没有写入。请升级程序后再试。")
    return {kind: record_state.read(connection, kind, ids) for kind, ids in by_kind.items()}


def _valid(writer: "Writer", wish: Wish) -> dict[str, Value]:
    texts = {name: value for name, value in wish.fields.items() if name[0] == record_state.UNREAD}
    values = (
        {name: value for name, value in wish.fields.items() if name not in texts} if texts else wish.fields
    )
    return writer.valid(wish.kind, values) | texts


def _differs(one: Touched) -> bool:
    if one.held is None:
        return True
    for name in sorted(one.held.keys() | one.became.keys()):
        old, new = one.held.get(name), one.became.get(name)
        if old != new or type(old) is not type(new):
            one.changed[name] = (old or 0, new or 0) if name == "removed" else (old, new)
    return bool(one.changed)
