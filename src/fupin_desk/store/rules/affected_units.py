"""Which units a draft can change the judgement of: by what the facts read, and how records refer to each other."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.rule import Pack, Unit
from fupin_desk.model.value import Draft
from fupin_desk.store.rules import rule_sql
from fupin_desk.store.rules.fact_dependencies import SPEAKS_FOR, Roads, found

# The ids to judge again, by unit; members are judged with their household.
Touched = dict[Unit, set[str]]

# Units that are not a record kind of their own: the kinds whose records stand for them, and the field that names them.
_STAND_FOR: Final[dict[Unit, tuple[str, ...]]] = {
    "member": ("member", "household"),
    "planned": ("village", "household"),
    "township": ("village", "township_industry", "self_check"),
    "bank": ("loan", "risk_fund"),
    "file": (),
}
_NAMED_BY: Final[dict[Unit, str]] = {"township": "township", "bank": "bank"}
# An entity moves the village where it stands, and those of the households that it drives.
_BOTH_WAYS: Final = frozenset({("entity", "village")})
# Kinds that the facts of a unit look at under some readings alone.
_ONLY_UNDER: Final[dict[tuple[Unit, str], tuple[str, ...]]] = {
    ("village", "member"): ("driven_among_capable", "strict_feature_industry"),
    ("village", "base"): ("strict_feature_industry",),
}
# Every row of the same person carries what any of them learnt.
_SAME_PERSONS: Final = (
    "WITH them(id) AS (SELECT coalesce(person, id) FROM member WHERE id IN (SELECT value FROM json_each(?)))"
    " SELECT household FROM member WHERE id IN them UNION SELECT household FROM member WHERE person IN them"
)


@dataclass(frozen=True, slots=True)
class Weight:
    """Records of a kind, and the units whose facts read what the drafts change in them."""

    kind: str
    ids: tuple[str, ...]
    units: tuple[Unit, ...]
    # Nothing hangs yet on a record that is born, but drafts of their own.
    is_new: bool


def weigh(connection: Connection, drafts: Iterable[Draft], pack: Pack) -> list[Weight]:
    """Return what the drafts change that facts read; to be asked before they are written."""
    roads = found()
    by_kind: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_kind.setdefault(draft.kind, []).append(draft)
    groups: dict[tuple[str, tuple[Unit, ...], bool], list[str]] = {}
    for kind, some in by_kind.items():
        readers = {
            unit: kinds[kind]
            for unit, kinds in roads.read.items()
            if kind in kinds and _is_read(unit, kind, pack)
        }
        changes = _changes(connection, kind, some, sorted(set().union(*readers.values())))
        for draft in some:
            changed = changes.get(draft.id)
            units = tuple(one for one, fields in readers.items() if changed is None or changed & fields)
            if units:
                groups.setdefault((kind, units, changed is None), []).append(draft.id)
    return [Weight(kind, tuple(ids), units, is_new) for (kind, units, is_new), ids in groups.items()]


def _is_read(unit: Unit, kind: str, pack: Pack) -> bool:
    names = _ONLY_UNDER.get((unit, kind))
    return names is None or any(pack.readings.get(name) for name in names)


def _changes(
    connection: Connection, kind: str, drafts: Sequence[Draft], fields: Sequence[str]
) -> dict[str, set[str]]:
    """Return which of these fields the drafts change, by record; those that are not held yet are left out."""
    if not fields:
        return {}
    rows = connection.execute(
        f"SELECT id, {', '.join(fields)} FROM {kind} WHERE id IN (SELECT value FROM json_each(?))",
        (rule_sql.ids(one.id for one in drafts),),
    )
    held = {row[0]: dict(zip(fields, row[1:], strict=True)) for row in rows}
    found = {}
    for draft in drafts:
        if draft.id in held:
            wished = {**draft.values, "removed": int(draft.removed)}
            old = held[draft.id]
            found[draft.id] = {one for one in fields if one in wished and wished[one] != old[one]}
    return found


def touched(connection: Connection, weights: Sequence[Weight]) -> Touched:
    """Return what the weighed drafts touch as the rows stand now; ask once before they are written and once after."""
    ids_of: Touched = {}
    for weight in weights:
        for unit in weight.units:
            targets = _STAND_FOR.get(unit, (unit,))
            if not targets:
                ids_of.setdefault(unit, set()).add(unit)
                continue
            way = _Way(connection, found(), unit, targets)
            for kind, ids in way.find(weight.kind, set(weight.ids), is_new=weight.is_new):
                ids_of.setdefault(unit, set()).update(_of_unit(connection, unit, kind, ids))
    return ids_of


def together(one: Touched, other: Touched) -> Touched:
    """Return what either touches."""
    return {unit: one.get(unit, set()) | other.get(unit, set()) for unit in (*one, *other)}


def _of_unit(connection: Connection, unit: Unit, kind: str, ids: set[str]) -> Iterable[str]:
    if unit in _NAMED_BY:
        return _ids(
            connection,
            f"SELECT {_NAMED_BY[unit]} FROM {kind} WHERE id IN (SELECT value FROM json_each(?))",
            ids,
        )
    if unit == "member" and kind == "member":
        return _ids(connection, _SAME_PERSONS, ids)
    if unit == "special_fund":
        # A year's closing is the next year's opening.
        return {row[0] for row in connection.execute("SELECT id FROM special_fund WHERE removed = 0")} | ids
    return ids


@dataclass(frozen=True, slots=True)
class _Way:
    """The search for the records that stand for one unit."""

    connection: Connection
    roads: Roads
    unit: Unit
    targets: tuple[str, ...]

    def find(
        self, kind: str, ids: set[str], *, is_new: bool = False, since: str = ""
    ) -> Iterator[tuple[str, set[str]]]:
        """Yield the records of target kinds that these lead to: themselves, those they refer to, those that hang on them.

        Args:
            kind: The kind of the records.
            ids: Their ids.
            is_new: Nothing hangs on them yet.
            since: The kind that the search comes down from; it does not go back there.
        """
        if kind in self.targets or not ids:
            yield kind, ids
            return
        up = [
            (field, of)
            for field, of in self.roads.above(kind)
            if of != since and self.roads.leads(of, self.targets)
        ]
        for field, of in up:
            yield from self.find(of, self._up(kind, field, ids))
        if up and (kind, self.unit) not in _BOTH_WAYS:
            return
        if kind in SPEAKS_FOR:
            whole = SPEAKS_FOR[kind]
            yield from self._down(whole, self._up(kind, whole, ids))
        elif not is_new:
            yield from self._down(kind, ids)

    def _up(self, kind: str, field: str, ids: set[str]) -> set[str]:
        sql = f"SELECT {field} FROM {kind} WHERE id IN (SELECT value FROM json_each(?))"
        return _ids(self.connection, sql, ids)

    def _down(self, kind: str, ids: set[str]) -> Iterator[tuple[str, set[str]]]:
        for below, field in self.roads.below(kind, self.unit):
            sql = f"SELECT id FROM {below} WHERE {field} IN (SELECT value FROM json_each(?)) AND removed = 0"
            yield from self.find(below, _ids(self.connection, sql, ids), since=kind)


def _ids(connection: Connection, sql: str, ids: Collection[str]) -> set[str]:
    return {row[0] for row in connection.execute(sql, (rule_sql.ids(ids),)) if row[0] is not None}
