"""Tallies of the desk against the count over its export: outcomes, sums, and whether a rule is kept."""

from fractions import Fraction

from fupin_desk.model.rule import Pack, Tally
from tests.e2e.independent import count
from tests.e2e.ledger_rules import RULES
from tests.e2e.ledgers import Ledgers, Unit
from tests.e2e.market_rules import MARKET_RULES

ALL = RULES | MARKET_RULES
# The rules about people have their own count.
OF_PEOPLE = {"R-1.2", "R-1.4", "R-2.4.2", "R-2.4.6", "R-2.4.7", "R-2.4.8"}


def compare(tallies: list[Tally], ledgers: Ledgers, pack: Pack, *, in_county: bool) -> None:
    """Hold every tally against what the export counts to."""
    rules = {one.id: one for one in pack.rules}
    units = {name: function(ledgers) for name, function in ALL.items()}
    for one in tallies:
        if one.rule in OF_PEOPLE:
            counts, part, whole = _of_people(ledgers, one)
        else:
            here = [unit for unit in units[one.rule] if one.place is None or unit.place == one.place]
            counts, (part, whole) = outcomes(here), sums(here)
        assert (one.covered, one.gap, one.unknown, one.exempt) == counts, one
        assert (one.part, one.whole) == (part, whole), one
        rule = rules[one.rule]
        judged = in_county or rule.levels != ("county",)
        each = one.covered > 0 and not one.gap
        assert one.met is (met(part, whole, rule.target, rule.at_most, each=each) if judged else None), one


def _of_people(ledgers: Ledgers, one: Tally) -> tuple[tuple[int, ...], int, int]:
    counts = count(ledgers, one.rule, one.place)
    part = ledgers.increase(one.place) if one.rule == "R-1.4" else counts["covered"]
    return tuple(counts.values()), part, counts["covered"] + counts["gap"]


def outcomes(units: list[Unit]) -> tuple[int, int, int, int]:
    """Count units: reached, missing, not known, not meant."""
    meant = [one.reached for one in units if one.meant]
    unknown = sum(one.meant is None for one in units)
    return sum(meant), len(meant) - sum(meant), unknown, len(units) - len(meant) - unknown


def sums(units: list[Unit]) -> tuple[int, int]:
    """Return numerator and denominator of the units that are meant."""
    meant = [one for one in units if one.meant]
    parts = [int(one.reached) if one.part is None else one.part for one in meant]
    return sum(parts), sum(1 if one.whole is None else one.whole for one in meant)


def met(
    part: int, whole: int, least: Fraction | None, most: Fraction | None, *, each: bool = False
) -> bool | None:
    """Say whether a ratio keeps to its bounds, or each unit to its own; nothing is said of 0 of 0 and without bounds."""
    if (least is None and most is None) or (whole == 0 and (part == 0 or most is None)):
        return None
    return (least is None or part >= least * whole) and (most is None or part <= most * whole or each)
