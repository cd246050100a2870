"""Coverage: what each rule counts in each village, the lists behind the numbers, and what a draft would change."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.error import NotFoundError
from fupin_desk.model.rule import Judged, Outcome, Pack, Rule, Tally, Unit
from fupin_desk.store.rules import outcome_reasons, rule_sql, unit_names
from fupin_desk.store.rules.coverage_preview import as_if_written, effects, moved, standing
from fupin_desk.store.rules.tally_builder import WHOLE, Count, together
from fupin_desk.store.rules.unit_names import Called

__all__ = ["as_if_written", "effects", "judged", "lists", "moved", "standing", "tallies"]


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
    places = _villages(connection, place)
    counts = _counted(connection, pack, as_of, place, places)
    in_county = rule_sql.is_county(connection)
    found: list[Tally] = []
    for rule in pack.rules:
        counted = counts[rule.id]
        found += [counted[one].tally(one, name, in_county=in_county) for one, name in places.items()]
        if place is None:
            found.append(together(rule, counted.values()).tally(None, WHOLE, in_county=in_county))
    return found


def _villages(connection: Connection, place: str | None = None) -> dict[str, str]:
    """Return the names of the villages by id, in the order of their codes."""
    found = connection.execute(
        "SELECT id, coalesce(name, '') FROM village WHERE removed = 0 AND id = coalesce(?, id)"
        " ORDER BY code_2018 IS NULL, code_2018, name, id",
        (place,),
    )
    return dict(found)


def _counted(
    connection: Connection, pack: Pack, as_of: str, place: str | None, places: Mapping[str, str]
) -> dict[str, dict[str | None, Count]]:
    """Return the counts of each rule by village; under None those of no village that is held."""
    found = {rule.id: {one: Count(rule) for one in (*places, None)} for rule in pack.rules}
    where, values = ("WHERE village = ?", [place]) if place else ("", [])
    for (last, unit), rules in rule_sql.groups(pack.rules, as_of).items():
        rule_sql.ask(connection, pack, as_of, last)
        sql = rule_sql.counting(unit, rules, where)
        for village, total, *numbers in rule_sql.run(connection, sql, values, pack, rules):
            here = village if village in places else None
            for n, rule in enumerate(rules):
                unknown, gap, covered, *sums = numbers[5 * n : 5 * n + 5]
                outcomes = (total - unknown - gap - covered, unknown, gap, covered)
                found[rule.id][here].take(Count(rule, outcomes, *rule_sql.sums(pack, sums)))
    return found


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
    outcomes = (outcome,) if outcome else rule_sql.OUTCOMES
    found = lists(connection, pack, (rule,), as_of, outcomes=outcomes, place=place, labels=labels)
    return found[rule_id]


def lists(
    connection: Connection,
    pack: Pack,
    rules: Sequence[Rule],
    as_of: str,
    *,
    outcomes: Collection[Outcome] = rule_sql.OUTCOMES,
    place: str | None = None,
    labels: Mapping[str, str] | None = None,
) -> dict[str, list[Judged]]:
    """Return the lists of several rules of a pack by their ids: facts are read and units are named once for all.

    See `judged`; `outcomes` are those of the units that are wanted.
    """
    places = _villages(connection)
    rank: dict[str | None, int] = {one: n for n, one in enumerate(places)}
    called: dict[Unit, dict[str, Called]] = {}
    found: dict[str, list[Judged]] = {rule.id: [] for rule in rules}
    for (last, unit), some in rule_sql.groups(rules, as_of).items():
        rule_sql.ask(connection, pack, as_of, last)
        rows = _facts(connection, pack, some, outcomes, place)
        known = called.setdefault(unit, {})
        known |= unit_names.called(connection, unit, [one["id"] for one, _ in rows if one["id"] not in known])
        place_of = {one["id"]: rank.get(one["village"], len(rank)) for one, _ in rows}
        rows.sort(key=lambda row: (place_of[row[0]["id"]], known[row[0]["id"]].order, row[0]["id"]))
        for n, rule in enumerate(some):
            tell = outcome_reasons.teller(rule, labels or {})
            for one, verdicts in rows:
                its = rule_sql.OUTCOMES[verdicts[n]]
                if its in outcomes:
                    village: str | None = one["village"] if one["village"] in places else None
                    found[rule.id].append(Judged(
                        rule.id, unit, one["id"], known[one["id"]].name, village, places.get(village or "", ""), its,
                        tell(one, its), one["household"],
                    ))  # fmt: skip
    return found


def _facts(
    connection: Connection,
    pack: Pack,
    rules: Sequence[Rule],
    outcomes: Collection[Outcome],
    place: str | None,
) -> list[tuple[dict[str, Any], Sequence[int]]]:
    """Return the facts of the units of rules, and their outcomes by rule as indices into `judging.OUTCOMES`."""
    unit = rules[0].unit
    sql = rule_sql.listing(unit, rules, outcomes, "WHERE village = ?1" if place else "")
    names = rule_sql.columns(connection, unit)
    rows = rule_sql.run(connection, sql, [place] if place else [], pack, rules)
    return [(dict(zip(names, row, strict=False)), row[len(names) :]) for row in rows]


def _rule(pack: Pack, rule_id: str) -> Rule:
    for rule in pack.rules:
        if rule.id == rule_id:
            return rule
    raise NotFoundError(f"政策里没有 {rule_id} 这条规则。")
