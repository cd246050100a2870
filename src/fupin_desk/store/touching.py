"""Which households and villages a draft can change the judgement of; members are judged with their household."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.value import Draft
from fupin_desk.store import judging

_VISITED: Final = "SELECT x.household FROM visit_household x WHERE x.visit IN ({ids}) AND x.removed = 0"
# Every row of the same person carries what any of them learnt.
_SAME_PERSONS: Final = (
    "SELECT m.household FROM member m WHERE m.id IN ({persons}) UNION"
    " SELECT m.household FROM member m WHERE m.person IN ({persons})"
)
_PERSONS: Final = "SELECT coalesce(person, id) FROM member WHERE id IN ({members})"


def _persons(members: str) -> str:
    return _SAME_PERSONS.replace("{persons}", _PERSONS.replace("{members}", members))


# By kind: the households and the villages of records whose ids are `{ids}`.
_HOUSEHOLDS: Final[dict[str, str]] = {
    "household": "{ids}",
    "member": "SELECT household FROM member WHERE id IN ({ids}) UNION " + _persons("{ids}"),
    "assistance": "SELECT household FROM assistance WHERE id IN ({ids})",
    "round": "SELECT household FROM assistance WHERE round IN ({ids}) AND removed = 0",
    "visit": _VISITED,
    "visit_household": "SELECT household FROM visit_household WHERE id IN ({ids})",
    "visit_expert": _VISITED.replace("{ids}", "SELECT visit FROM visit_expert WHERE id IN ({ids})"),
    "expert": _VISITED.replace(
        "{ids}", "SELECT visit FROM visit_expert WHERE expert IN ({ids}) AND removed = 0"
    ),
    "attendance": _persons("SELECT member FROM attendance WHERE id IN ({ids})"),
    "course": _persons("SELECT member FROM attendance WHERE course IN ({ids}) AND removed = 0"),
    "village": "SELECT id FROM household WHERE village IN ({ids}) AND removed = 0",
}
_VILLAGES: Final[dict[str, str]] = {
    "village": "{ids}",
    "pairing": "SELECT village FROM pairing WHERE id IN ({ids})",
    "visit": "SELECT village FROM visit WHERE id IN ({ids})",
    "visit_expert": "SELECT village FROM visit WHERE id IN (SELECT visit FROM visit_expert WHERE id IN ({ids}))",
    "expert": (
        "SELECT village FROM pairing WHERE expert IN ({ids}) UNION SELECT v.village FROM visit_expert x"
        " JOIN visit v ON v.id = x.visit WHERE x.expert IN ({ids})"
    ),
}
# Kinds on which much hangs: only these fields of theirs (and their removal) matter to what hangs on them. The
# households of a village move with its removal alone.
_MATTERS: Final[dict[str, tuple[str, ...]]] = {
    "round": (),
    "course": ("started_on", "ended_on"),
    "expert": ("is_team_member",),
    "village": (),
}


@dataclass(slots=True)
class Touched:
    """Ids of what is to be judged again."""

    households: set[str] = field(default_factory=set)
    villages: set[str] = field(default_factory=set)

    def add(self, other: "Touched") -> None:
        """Take in the ids of another."""
        self.households |= other.households
        self.villages |= other.villages


def weighty(connection: Connection, drafts: Iterable[Draft]) -> dict[str, list[str]]:
    """Return by kind the ids of the drafts whose households may be judged otherwise; asked before they are written."""
    found: dict[str, list[str]] = {}
    for draft in drafts:
        if draft.kind in _HOUSEHOLDS and (draft.kind not in _MATTERS or _matters(connection, draft)):
            found.setdefault(draft.kind, []).append(draft.id)
    return found


def _matters(connection: Connection, draft: Draft) -> bool:
    fields = _MATTERS[draft.kind]
    held = connection.execute(
        f"SELECT {', '.join(('removed', *fields))} FROM {draft.kind} WHERE id = ?", (draft.id,)
    ).fetchone()
    if held is None:
        return False
    wished = (
        int(draft.removed),
        *(draft.values.get(name, old) for name, old in zip(fields, held[1:], strict=True)),
    )
    return wished != tuple(held)


def touched(connection: Connection, drafts: Sequence[Draft], weighed: Mapping[str, Sequence[str]]) -> Touched:
    """Return what the drafts touch as the rows stand now; ask once before they are written and once after."""
    by_kind: dict[str, list[str]] = {}
    for draft in drafts:
        by_kind.setdefault(draft.kind, []).append(draft.id)
    found = Touched()
    for kind, ids in weighed.items():
        found.households |= _ids(connection, _HOUSEHOLDS[kind], ids)
    for kind, ids in by_kind.items():
        if kind in _VILLAGES:
            found.villages |= _ids(connection, _VILLAGES[kind], ids)
    return found


def _ids(connection: Connection, sql: str, ids: Sequence[str]) -> set[str]:
    if sql == "{ids}":
        return set(ids)
    rows = connection.execute(sql.replace("{ids}", "SELECT value FROM json_each(?1)"), (judging.ids(ids),))
    return {row[0] for row in rows if row[0] is not None}
