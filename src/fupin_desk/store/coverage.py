"""Coverage: what each rule counts in each village, the lists behind the numbers, and what a draft would change."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.error import NotFoundError
from fupin_desk.model.rule import Judged, Outcome, Pack, Rule, Tally
from fupin_desk.store import columns, hints, judging, units
from fupin_desk.store.count import WHOLE, Count
from fupin_desk.store.effects import effects, moved

__all__ = ["effects", "judged", "moved", "prepare", "tallies"]

_FACTS: Final = Path(__file__).with_name("facts.sql")


def prepare(connection: Connection) -> None:
    """Make what a connection needs for judging and sorting: the views of facts, the order of names."""
    connection.create_function("spoken_order", 1, columns.spoken_order, deterministic=True)
    connection.executescript(_FACTS.read_text(encoding="utf-8"))


def tallies(connection: Connection, pack: Pack, as_of: str, *, place: str | None = None) -> list[Tally]:
    """Return what every rule of a pack counts, a row a village and one for the whole file.

    Args:
        connection: The open file.
        pack: The policy.
        as_of: The ISO day asked for.
        place: A village's record id: its rows alone.

    Returns:
        Rule by rule: the villages in the order of their codes, then the whole file (place None). Units that belong
        to no village count in the whole alone.

    Raises:
        DefinitionError: If a rule's SQL is wrong.
    """
    counts = _counted(connection, pack, as_of, place)
    found: list[Tally] = []
    villages = _villages(connection, place)
    for rule in pack.rules:
        counted = counts[rule.id]
        found += [counted.get(one, Count()).tally(rule, one, name) for one, name in villages]
        if place is None:
            found.append(counted.get(None, Count()).tally(rule, None, WHOLE))
    return found


def _villages(connection: Connection, place: str | None) -> list[tuple[str, str]]:
    found = connection.execute(
        "SELECT id, coalesce(name, '') FROM village WHERE removed = 0 AND id = coalesce(?, id)"
        " ORDER BY code_2018 IS NULL, code_2018, name, id",
        (place,),
    )
    return [*found]


def _counted(
    connection: Connection, pack: Pack, as_of: str, place: str | None
) -> dict[str, dict[str | None, Count]]:
    """Return the counts of each rule by village; None stands for the whole file, not for "no village"."""
    found: dict[str, dict[str | None, Count]] = {rule.id: {} for rule in pack.rules}
    where, values = ("WHERE village = ?", [place]) if place else ("", [])
    for (last, unit), rules in judging.groups(pack, as_of).items():
        judging.ask(connection, pack, as_of, last)
        sql = judging.counting(unit, rules, where)
        for village, *row in judging.run(connection, sql, values, pack, rules):
            _add(found, rules, village, judging.integers(row, pack))
    return found


def _add(
    found: dict[str, dict[str | None, Count]], rules: Sequence[Rule], village: str | None, numbers: list[int]
) -> None:
    units, sums = numbers[len(rules)], iter(numbers[len(rules) + 1 :])
    for rule, outcome in zip(rules, numbers, strict=False):
        whole, part = (next(sums), next(sums)) if judging.measured(rule) else (0, 0)
        for place in {village, None}:
            found[rule.id].setdefault(place, Count()).add(rule, outcome, units, whole, part)


def judged(
    connection: Connection,
    pack: Pack,
    rule_id: str,
    as_of: str,
    *,
    outcome: Outcome | None = None,
    place: str | None = None,
    labels: Mapping[str, str] | None = None,
) -> list[Judged]:
    """Return the list behind a number: the units of a rule, in the order of villages, groups and names.

    Args:
        connection: The open file.
        pack: The policy.
        rule_id: The rule.
        as_of: The ISO day asked for.
        outcome: Units of this outcome alone.
        place: A village's record id: its units alone.
        labels: What the fields are called that a rule asks; they tell why a unit is not known.

    Raises:
        NotFoundError: If the pack has no such rule.
    """
    rule = _rule(pack, rule_id)
    found = [
        one
        for one in _facts(connection, pack, rule, as_of, place)
        if outcome in {None, judging.OUTCOMES[one["outcome"]]}
    ]
    called = units.called(connection, rule.unit, [one["id"] for one in found])
    villages = {one: n for n, (one, _) in enumerate(_villages(connection, None))}
    found.sort(
        key=lambda one: (villages.get(one["village"], len(villages)), called[one["id"]].order, one["id"])
    )
    return [_listed(rule, one, called[one["id"]].name, labels or {}) for one in found]


def _facts(
    connection: Connection, pack: Pack, rule: Rule, as_of: str, place: str | None
) -> Iterator[dict[str, Any]]:
    where, values = ("WHERE village = ?", [place]) if place else ("", [])
    judging.ask(connection, pack, as_of, judging.until(rule, as_of))
    names = [*judging.columns(connection, rule.unit), "outcome"]
    for row in judging.run(connection, judging.listing(rule, where), values, pack, (rule,)):
        yield dict(zip(names, row, strict=True))


def _listed(rule: Rule, facts: dict[str, Any], name: str, labels: Mapping[str, str]) -> Judged:
    outcome = judging.OUTCOMES[facts["outcome"]]
    return Judged(
        rule.id, rule.unit, facts["id"], name, facts["village"], facts["village_name"] or "", outcome,
        hints.hint(rule, facts, outcome, labels), facts["household"],
    )  # fmt: skip


def _rule(pack: Pack, rule_id: str) -> Rule:
    for rule in pack.rules:
        if rule.id == rule_id:
            return rule
    raise NotFoundError(f"政策里没有 {rule_id} 这条规则。")
