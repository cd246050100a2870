"""What saving drafts would do to coverage: write, ask, roll back, and judge nothing but what they touch."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.rule import Effect, Judged, Pack, Rule, Tally
from fupin_desk.model.value import Draft
from fupin_desk.store.rules import affected_units, rule_sql, unit_names
from fupin_desk.store.rules.affected_units import Touched
from fupin_desk.store.rules.tally_builder import WHOLE, Count

Write = Callable[[Connection, Sequence[Draft]], None]
_Place = str | None

_ITSELF: Final = "WHERE id IN (SELECT value FROM json_each(?))"
_OF_HOUSEHOLD: Final = "WHERE household IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class _Unit:
    """One unit under one rule, as people see it and as it counts."""

    judged: Judged
    outcome: int
    sums: tuple[int, int]


_Units = dict[tuple[str, str], _Unit]


def effects(
    connection: Connection,
    drafts: Sequence[Draft],
    pack: Pack,
    as_of: str,
    *,
    write: Write,
    before: Sequence[Tally],
) -> tuple[Effect, ...]:
    """Return what saving drafts would do, a row a rule and village whose units they touch; nothing stays written.

    Args:
        connection: The window's connection.
        drafts: What is to be saved.
        pack: The policy.
        as_of: The ISO day asked for.
        write: Puts drafts into the rows, without journal.
        before: The tallies of the whole file on that day, as it stands.

    Raises:
        DefinitionError: If a rule's SQL is wrong.
    """
    weights = affected_units.weigh(connection, drafts, pack)
    scope = affected_units.touched(connection, weights)
    with as_if_written(connection, drafts, write=write):
        scope = affected_units.together(scope, affected_units.touched(connection, weights))
        now = _judge(connection, pack, as_of, scope)
    then = _judge(connection, pack, as_of, scope)
    return _compare(pack, then, now, before, in_county=rule_sql.is_county(connection))


def standing(connection: Connection, pack: Pack, as_of: str, scope: Touched) -> list[Judged]:
    """Return how units stand under every rule that means them, in the order of the rules.

    Args:
        connection: The open file.
        pack: The policy.
        as_of: The ISO day asked for.
        scope: The ids of the units by kind; members are named by their household.
    """
    found = [
        one.judged
        for one in _judge(connection, pack, as_of, scope).values()
        if one.outcome != rule_sql.EXEMPT
    ]
    order = {rule.id: at for at, rule in enumerate(pack.rules)}
    return sorted(found, key=lambda one: order[one.rule])


def moved(before: Sequence[Tally], changes: Sequence[Effect]) -> list[Tally]:
    """Return the tallies of the file after drafts were saved whose effects are known: no need to count again.

    Only for drafts that neither make, rename nor remove a village.
    """
    after: dict[tuple[str, _Place], Tally] = {}
    for one in changes:
        after[one.rule, None] = one.whole_after
        after[one.rule, one.after.place] = one.after
    return [after.get((one.rule, one.place), one) for one in before]


@contextmanager
def as_if_written(connection: Connection, drafts: Sequence[Draft], *, write: Write) -> Iterator[None]:
    """Let what is asked inside see drafts as if they were saved; nothing stays written."""
    with _undone(connection):
        write(connection, drafts)
        yield


@contextmanager
def _undone(connection: Connection) -> Iterator[None]:
    """Take back what is written inside. A plain ROLLBACK wherever possible: releasing a savepoint would fsync."""
    nested = connection.in_transaction
    connection.execute("SAVEPOINT draft" if nested else "BEGIN")
    try:
        yield
    finally:
        # A full disk has rolled back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK TO draft" if nested else "ROLLBACK")
        if nested and connection.in_transaction:
            connection.execute("RELEASE draft")


def _judge(connection: Connection, pack: Pack, as_of: str, scope: Touched) -> _Units:
    found: _Units = {}
    for (last, unit), rules in rule_sql.groups(pack.rules, as_of).items():
        if not scope.get(unit):
            continue
        rule_sql.ask(connection, pack, as_of, last)
        sql = rule_sql.judging(unit, rules, _OF_HOUSEHOLD if unit == "member" else _ITSELF)
        rows = [*rule_sql.run(connection, sql, (rule_sql.ids(scope[unit]),), pack, rules)]
        called = unit_names.called(connection, unit, [row[0] for row in rows])
        places = _names(connection, {row[2] for row in rows})
        for one, household, village, *numbers in rows:
            at = 0
            for rule in rules:
                outcome, width = numbers[at], rule_sql.width(rule)
                shown = Judged(
                    rule.id, unit, one, called[one].name, village if village in places else None,
                    places.get(village, ""), rule_sql.OUTCOMES[outcome], household=household,
                )  # fmt: skip
                found[rule.id, one] = _Unit(shown, outcome, rule_sql.sums(pack, numbers[at + 1 : at + width]))
                at += width
    return found


def _names(connection: Connection, villages: Iterable[str | None]) -> dict[str, str]:
    """Return the names of those of the villages that are held."""
    found = connection.execute(
        "SELECT v.id, coalesce(v.name, '') FROM json_each(?) j CROSS JOIN village v ON v.id = j.value WHERE v.removed = 0",
        (rule_sql.ids(one for one in villages if one),),
    )
    return dict(found)


def _compare(
    pack: Pack, then: _Units, now: _Units, before: Sequence[Tally], *, in_county: bool
) -> tuple[Effect, ...]:
    names = {one.judged.place: one.judged.place_name for one in (*then.values(), *now.values())}
    held = {(one.rule, one.place): one for one in before if one.place is None or one.place in names}
    by_rule: dict[str, list[tuple[_Unit | None, _Unit | None]]] = {}
    for key in dict.fromkeys((*now, *then)):
        pair = then.get(key), now.get(key)
        if not _stays_exempt(*pair):
            by_rule.setdefault(key[0], []).append(pair)
    found: list[Effect] = []
    for rule in (one for one in pack.rules if one.id in by_rule):
        pairs = by_rule[rule.id]
        whole = held.get((rule.id, None)) or Count(rule).tally(None, WHOLE, in_county=in_county)
        whole_after = _after(rule, whole, pairs)
        for place in dict.fromkeys(one.judged.place for pair in pairs for one in pair if one):
            here = [pair for pair in pairs if any(one and one.judged.place == place for one in pair)]
            tally = held.get((rule.id, place)) or Count(rule).tally(
                place, names.get(place, ""), in_county=in_county
            )
            shown = tuple((a.judged if a else None, b.judged if b else None) for a, b in here)
            after = whole_after if place is None else _after(rule, tally, here)
            found.append(Effect(rule.id, shown, tally, after, whole, whole_after))
    return tuple(found)


def _stays_exempt(then: _Unit | None, now: _Unit | None) -> bool:
    """Say whether a rule has nothing to do with a unit, neither before nor after."""
    if then is None or now is None or then.judged.place != now.judged.place:
        return False
    return then.outcome == now.outcome == rule_sql.EXEMPT


def _after(rule: Rule, tally: Tally, pairs: Sequence[tuple[_Unit | None, _Unit | None]]) -> Tally:
    count = Count.of(rule, tally)
    for pair in pairs:
        for one, sign in zip(pair, (-1, 1), strict=True):
            if one and tally.place in {None, one.judged.place}:
                whole, part = one.sums
                count.add(one.outcome, sign, sign * whole, sign * part)
    return replace(count.tally(tally.place, tally.place_name, in_county=True), is_judged=tally.is_judged)
