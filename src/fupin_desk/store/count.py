"""A tally in the making."""

from collections.abc import Sequence
from typing import Final

from fupin_desk.model.rule import Rule, Tally
from fupin_desk.store import judging

# The whole file's row is called so; whoever knows the reporting unit names it.
WHOLE: Final = "合计"


class Count:
    """A tally in the making: units by outcome, and the two sums."""

    __slots__ = ("outcomes", "part", "whole")

    def __init__(self, outcomes: Sequence[int] = (0, 0, 0, 0), part: int = 0, whole: int = 0) -> None:
        self.outcomes = [*outcomes]
        self.part = part
        self.whole = whole

    def add(self, rule: Rule, outcome: int, units: int, whole: int, part: int) -> None:
        """Count units of one outcome, and what they add to denominator and numerator."""
        self.outcomes[outcome] += units
        if judging.measured(rule):
            self.whole += whole
            self.part += part
        elif outcome >= judging.GAP:
            self.whole += units
            self.part += units if outcome == judging.COVERED else 0

    def tally(self, rule: Rule, place: str | None, name: str) -> Tally:
        """Return the finished tally of a place."""
        exempt, unknown, gap, covered = self.outcomes
        return Tally(rule.id, place, name, covered, gap, unknown, exempt, self.part, self.whole, rule.target)
