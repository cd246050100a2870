"""Finding a record by what a person types: its name, pinyin, number, or the tail of an ID number."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fupin_desk.model.query import Query

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_MANY = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """One record that may be meant."""

    id: str
    name: str
    detail: str


def find(desk: "Desk", kind: str, text: str, limit: int = _MANY) -> list[Choice]:
    """Return the records of a kind that a text may mean; without a text, the first ones of the list."""
    wanted = text.strip()
    if wanted:
        hits = [one for one in desk.search(wanted, limit * 3) if one.kind == kind][:limit]
        ids = [one.id for one in hits] or desk.ids(Query(kind, text=wanted))[:limit]
    else:
        ids = desk.ids(Query(kind, sort=desk.catalog.forms[kind].sort))[:limit]
    names = desk.names(kind, ids)
    rows = desk.rows(kind, ids)
    found = [Choice(one, names.get(one, "?"), _detail(desk, kind, rows.get(one, {}))) for one in ids]
    # A household is also found by its members: those that are called so themselves come first.
    return sorted(found, key=lambda one: wanted not in one.name)


def _detail(desk: "Desk", kind: str, row: dict[str, str]) -> str:
    words = {"是": "贫困村", "否": ""} if kind == "village" else {}
    texts = (row.get(name, "") for name in desk.catalog.forms[kind].detail)
    return " · ".join(text for one in texts if (text := words.get(one, one)))


def resolve(desk: "Desk", kind: str, text: str) -> str | None:
    """Return the one record that a pasted or typed text means; None if there is none, or more than one."""
    found = find(desk, kind, text)
    named = [one for one in found if one.name == text.strip()]
    if len(named) == 1:
        return named[0].id
    return found[0].id if len(found) == 1 else None
