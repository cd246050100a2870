"""Coverage rules as values: whom a promise means, what fulfils it, and how many it reaches."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal

from fupin_desk.model.limits import Limits
from fupin_desk.model.value import Value

# What a rule judges one by one. Most are record kinds; `planned` are the villages and households that a plan must
# reach, `township` the reporting units, `bank` the banks, `file` is one row for all that the file holds.
Unit = Literal[
    "household", "member", "village", "planned", "township", "file", "project", "fund_line", "special_fund", "base",
    "tourism_base", "infrastructure", "loan", "interest_subsidy", "bank", "loss_claim", "insurance",
    "inspection_finding", "publicity",
]  # fmt: skip
Outcome = Literal["exempt", "unknown", "gap", "covered"]
Level = Literal["village", "township", "county"]
# What a dialog, a bar or a report needs one certain rule for; a policy says which of its rules that is.
Purpose = Literal[
    "household_assistance", "member_training", "village_service",
    "feature_industry", "village_product", "planned_households", "expert_pairing", "household_guidance", "work_team",
    "industry_funds", "household_funds", "special_fund_size", "special_fund_top_up", "special_fund_carry_over",
    "driven_households", "transferred_land", "village_reward",
    "ecommerce_centre", "service_station", "online_shops",
    "risk_fund_size", "bank_lending", "loss_sharing", "household_interest", "entity_interest", "borrowers",
    "project_library", "project_progress", "rectified_findings",
    "industry_bases", "service_bases", "tourism_bases", "infrastructure",
]  # fmt: skip
# Without these a dialog could not say whom it is for: every policy has them.
REQUIRED_PURPOSES: Final[tuple[Purpose, ...]] = ("household_assistance", "member_training", "village_service")


@dataclass(frozen=True, slots=True)
class Rule:
    """One demand of the policy. `applies`, `covered`, `whole` and `part` are SQL over `<unit>_facts`.

    `whole` and `part` are empty for a count of units. `target` is the least that the ratio must be, `at_most` the
    most that it may be, both exact: a share, or a mean in stored units. A rule with neither is information: it counts
    and lists, and nobody is told to have missed it. `figure` says how the ratio is shown: "share" (percent), "fen"
    (an amount in yuan, or a mean) or "times" (a multiple). `threshold` is the number that a unit must reach where
    `covered` holds a fact against one: it stands there as `{threshold}`.
    """

    id: str
    title: str
    short: str
    clause: str
    reading: str
    unit: Unit
    applies: str
    covered: str
    target: Fraction | None
    levels: tuple[Level, ...]
    lead: str
    at_most: Fraction | None = None
    cooperating: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    whole: str = ""
    part: str = ""
    figure: Literal["share", "fen", "times"] = "share"
    deadline: str = ""
    mend_kind: str = ""
    mend_values: dict[str, Value] = field(default_factory=dict)
    purpose: Purpose | None = None
    threshold: int | None = None
    examples: tuple[dict[str, Value], ...] = ()

    @property
    def bound(self) -> Fraction | None:
        """The number that the ratio is held against: the target or the cap; None for information."""
        return self.at_most if self.target is None else self.target

    @property
    def is_of_county(self) -> bool:
        """Whether the rule is about the county's own money and bodies: a township's file shows its share, unjudged."""
        return self.levels == ("county",)


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand of the document: the record kinds that hold it, and the reports that print it.

    The rules and the checks that serve it bear its number. `title` and `clause` are empty where a rule says them.
    """

    id: str
    kinds: tuple[str, ...]
    reports: tuple[str, ...]
    title: str = ""
    clause: str = ""

    def owns(self, number: str) -> bool:
        """Say whether a rule or a finding code is of this demand: R-2.4.6, R-2.4.6a and R-2.4.6-none are of R-2.4.6."""
        base = number.split("-", 2)
        of = "-".join(base[:2])
        return of == self.id or (of[:-1] == self.id and of[-1].isalpha())


@dataclass(frozen=True, slots=True)
class Pack:
    """A policy with its rules, valid from a day to a day (ISO dates, both ends included).

    `addressed` are the codes of the reporting units that it speaks to; a county's file judges them all.
    `leading` are the ids of the rules that lead the workbench, in their order.
    """

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
    limits: Limits = field(default_factory=Limits)
    demands: tuple[Demand, ...] = ()
    addressed: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()

    def rule_for(self, purpose: Purpose) -> Rule:
        """Return the rule of a purpose that every policy has."""
        return next(rule for rule in self.rules if rule.purpose == purpose)

    def find_rule(self, purpose: Purpose) -> Rule | None:
        """Return the rule of a purpose; None where the policy has none."""
        return next((rule for rule in self.rules if rule.purpose == purpose), None)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a rule counts in one place. `place` is a village's record id, None for the whole file.

    `part` and `whole` are exact integers: units for a count, fen or persons where the rule says so. `target` and
    `at_most` are the rule's own. `is_judged` is False where the rule is the county's and the file is a township's.
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
    target: Fraction | None
    at_most: Fraction | None = None
    is_judged: bool = True

    @property
    def bound(self) -> Fraction | None:
        """The number that the ratio is held against: the target or the cap; None for information."""
        return self.at_most if self.target is None else self.target

    @property
    def ratio(self) -> Fraction | None:
        """The exact ratio; None where nobody is meant."""
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def met(self) -> bool | None:
        """Whether the exact ratio keeps to the rule: `target * whole <= part <= at_most * whole`.

        A sum above the cap is the rounding of its units, and kept, where each of them keeps to its own to the fen.
        None for information, where the file is no place to judge the rule, and where nobody is meant (0 of 0).
        """
        if not self.is_judged or (self.target is None and self.at_most is None):
            return None
        if not self.whole and (self.at_most is None or not self.part):
            return None
        enough = (
            self.target is None or self.part * self.target.denominator >= self.whole * self.target.numerator
        )
        few = (
            self.at_most is None
            or self.part * self.at_most.denominator <= self.whole * self.at_most.numerator
            or (self.covered > 0 and self.gap == 0)
        )
        return enough and few


@dataclass(frozen=True, slots=True)
class UnitAmount:
    """One unit under one rule in numbers: its outcome, and what it adds to denominator and numerator."""

    outcome: Outcome
    whole: int
    part: int


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

    @property
    def record_kind(self) -> str:
        """The kind of the record that stands for the unit; empty for one that is no record: a bank, a township, the file."""
        if self.unit in {"township", "bank", "file"}:
            return ""
        if self.unit == "planned":
            return "household" if self.household else "village"
        return self.unit


@dataclass(frozen=True, slots=True)
class Effect:
    """What a draft does to one rule: outcomes of the touched units, and tallies of place and file."""

    rule: str
    touched: tuple[tuple[Judged | None, Judged | None], ...]
    before: Tally
    after: Tally
    whole_before: Tally
    whole_after: Tally
