"""Coverage rules as values: whom a promise means, what fulfils it, and how many it reaches."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from fupin_desk.model.value import Value

Unit = Literal["household", "member", "village"]
Outcome = Literal["exempt", "unknown", "gap", "covered"]
Level = Literal["village", "township", "county"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One demand of the policy. `applies`, `covered`, `whole` and `part` are SQL over `<unit>_facts`.

    `whole` and `part` are empty for a count of units. `target` is exact: a share, or a mean in stored units.
    `figure` says how the ratio is shown: "share" (percent) or "fen" (a mean in yuan).
    """

    id: str
    title: str
    short: str
    clause: str
    reading: str
    unit: Unit
    applies: str
    covered: str
    target: Fraction
    levels: tuple[Level, ...]
    lead: str
    cooperating: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    whole: str = ""
    part: str = ""
    figure: Literal["share", "fen"] = "share"
    deadline: str = ""
    mend_kind: str = ""
    mend_values: dict[str, Value] = field(default_factory=dict)
    examples: tuple[dict[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """A policy with its rules, valid from a day to a day (ISO dates, both ends included)."""

    id: str
    version: str
    title: str
    document: str
    valid_from: str
    valid_to: str
    start: str
    target_date: str
    rules: tuple[Rule, ...]
    readings: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a rule counts in one place. `place` is a village's record id, None for the whole file.

    `part` and `whole` are exact integers: units for a count, fen or persons where the rule says so.
    """

    rule: str
    place: str | None
    place_name: str
    covered: int
    gap: int
    unknown: int
    exempt: int
    part: int
    whole: int
    target: Fraction

    @property
    def ratio(self) -> Fraction | None:
        """The exact ratio; None where nobody is meant."""
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def met(self) -> bool | None:
        """Whether the exact ratio reaches the target; None where nobody is meant."""
        return None if not self.whole else self.part >= self.target * self.whole


@dataclass(frozen=True, slots=True)
class Judged:
    """One unit under one rule: a row of the list behind a number."""

    rule: str
    unit: Unit
    id: str
    name: str
    place: str | None
    place_name: str
    outcome: Outcome
    detail: str = ""
    household: str | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a draft does to one rule: outcomes of the touched units, and tallies of place and file."""

    rule: str
    touched: tuple[tuple[Judged | None, Judged | None], ...]
    before: Tally
    after: Tally
    whole_before: Tally
    whole_after: Tally
