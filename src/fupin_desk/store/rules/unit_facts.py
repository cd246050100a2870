"""The facts of units, and what each unit adds to the sums of a rule: the figures that the tallies are made of."""

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.rule import Pack, Rule, Unit, UnitAmount
from fupin_desk.model.value import Values
from fupin_desk.store.rules import rule_sql


def facts(
    connection: Connection, pack: Pack, unit: Unit, day: str, last: str, *, place: str | None = None
) -> dict[str, Values]:
    """Return the facts of every unit of a kind by its id.

    Args:
        connection: The open file.
        pack: The policy, for its readings.
        unit: What is judged, such as villages or lines of funds.
        day: The ISO day asked for.
        last: The last day of deeds: the day asked for, or the deadline before it.
        place: A village's record id: its units alone.
    """
    rule_sql.ask(connection, pack, day, last)
    names = rule_sql.columns(connection, unit)
    rows = connection.execute(f"SELECT * FROM temp.{unit}_facts WHERE ?1 IS NULL OR village = ?1", (place,))
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def amounts(
    connection: Connection, pack: Pack, rule: Rule, day: str, *, only: str | None = None
) -> dict[str, UnitAmount]:
    """Return for every unit of a rule its outcome and what it adds to denominator and numerator, by its id.

    Args:
        connection: The open file.
        pack: The policy.
        rule: One of its rules.
        day: The ISO day asked for.
        only: The id of the one unit that is wanted.

    Raises:
        DefinitionError: If the rule's SQL is wrong.
    """
    rule_sql.ask(connection, pack, day, rule_sql.until(rule, day))
    units = {}
    for key, _household, _village, outcome, *sums in rule_sql.run(
        connection,
        rule_sql.judging(rule.unit, (rule,), "WHERE ?1 IS NULL OR id = ?1"),
        (only,),
        pack,
        (rule,),
    ):
        whole, part = rule_sql.sums(pack, sums) if sums else (1, int(outcome == rule_sql.COVERED))
        if outcome not in {rule_sql.COVERED, rule_sql.GAP}:
            whole = part = 0
        units[key] = UnitAmount(rule_sql.OUTCOMES[outcome], whole, part)
    return units
