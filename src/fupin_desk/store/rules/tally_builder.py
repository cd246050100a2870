"""A tally in the making."""

from collections.abc import Iterable, Sequence
from typing import Final

from fupin_desk.model.rule import Rule, Tally
from fupin_desk.store.rules import rule_sql

# The whole file's row is called so; whoever knows the reporting unit names it.
WHOLE: Final = "合计"


class Count:
    """What a rule counts in one place: units by outcome, and the sums of a rule that has amounts."""

    __slots__ = ("outcomes", "part", "rule", "whole")

    def __init__(
        self, rule: Rule, outcomes: Sequence[int] = (0, 0, 0, 0), whole: int = 0, part: int = 0
    ) -> None:
        self.rule = rule
        self.outcomes = [*outcomes]
        self.whole = whole
        self.part = part

    @classmethod
    def of(cls, rule: Rule, tally: Tally) -> "Count":
        """Return the count behind a tally."""
        return cls(rule, (tally.exempt, tally.unknown, tally.gap, tally.covered), tally.whole, tally.part)

    def add(self, outcome: int, units: int, whole: int, part: int) -> None:
        """Count units of one outcome and what they add to the sums; negative numbers take them away."""
        self.outcomes[outcome] += units
        self.whole += whole
        self.part += part

    def take(self, other: "Count") -> None:
        """Take in the count of another place: ratios of a whole are sum over sum."""
        self.outcomes = [one + more for one, more in zip(self.outcomes, other.outcomes, strict=True)]
        self.whole += other.whole
        self.part += other.part

    def tally(self, place: str | None, name: str, *, in_county: bool) -> Tally:
        """Return the finished tally of a place; a rule without amounts counts its units.

        A rule of the county is judged in the county's file alone.
        """
        exempt, unknown, gap, covered = self.outcomes
        part, whole = (self.part, self.whole) if rule_sql.measured(self.rule) else (covered, covered + gap)
        return Tally(
            self.rule.id, place, name, covered, gap, unknown, exempt, part, whole, self.rule.target,
            self.rule.at_most, is_judged=in_county or not self.rule.is_of_county,
        )  # fmt: skip


def together(rule: Rule, counts: Iterable[Count]) -> Count:
    """Return the count of several places together."""
    total = Count(rule)
    for one in counts:
        total.take(one)
    return total
