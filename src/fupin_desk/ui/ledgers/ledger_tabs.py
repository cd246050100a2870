"""The ledgers of the policy as pages: which tabs a page has, what each lists, what stands above it."""

from dataclasses import dataclass, field

from fupin_desk.model.value import Value


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: the list of a kind, or a view of its own.

    `label` is the form's own unless one is given. `view` names a view that stands in the place of a list, `strip`
    what stands above the list, `act` what can be done with the chosen row; `ledger_parts` makes them. `fixed` is what
    the list is always filtered by, `begin` the kind of a new record where it is another one than the list's.
    """

    kind: str
    label: str = ""
    view: str = ""
    strip: str = ""
    act: str = ""
    fixed: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    begin: str = ""

    @property
    def key(self) -> str:
        """What tells the tab from the others of its page."""
        return self.view or self.begin or self.kind


@dataclass(frozen=True, slots=True)
class Shape:
    """One page: its title, its tabs, and the strip that stays in view above them all."""

    title: str
    tabs: tuple[Tab, ...]
    strip: str = ""


SHAPES: dict[str, Shape] = {
    "projects": Shape(
        "项目库",
        (Tab("project", "看板", view="board"), Tab("project", "表格", act="advance")),
    ),
    "entities": Shape(
        "经营主体",
        (
            Tab("entity"), Tab("drive_link", "带动"), Tab("share_agreement", "股份合作"),
            Tab("land_transfer"), Tab("entity", "各村带动与流转", view="driving"),
        ),
    ),
    "shops": Shape(
        "电商",
        (
            Tab("online_shop", "各村情况", view="market"), Tab("ecommerce_station"), Tab("online_shop"),
            Tab("ecommerce_centre"),
        ),
    ),
    "loans": Shape(
        "信贷",
        (
            Tab("loan"),
            Tab("household", "应贷未贷", fixed={"@unlent": (1,)}, begin="loan_of_household"),
            Tab("interest_subsidy"), Tab("risk_fund", strip="banks"), Tab("loss_claim"), Tab("insurance"),
        ),
        strip="lending",
    ),
    "funds": Shape(
        "资金",
        (Tab("fund_line", "资金"), Tab("payment"), Tab("acceptance"), Tab("special_fund")),
        strip="ratios",
    ),
    "plans": Shape(
        "规划产业",
        (
            Tab("plan"), Tab("plan_line"), Tab("village_industry"), Tab("base"), Tab("township_industry"),
            Tab("tourism_base"), Tab("infrastructure"),
        ),
    ),
    "safeguards": Shape(
        "督查保障",
        (
            Tab("policy_document"), Tab("policy_benefit"), Tab("bulletin"), Tab("inspection"),
            Tab("inspection_finding"), Tab("publicity"), Tab("self_check"), Tab("work_team", act="team_village"),
            Tab("county_figure"),
        ),
    ),
}  # fmt: skip


def kinds_of(name: str) -> tuple[str, ...]:
    """Return the kinds whose lists a page has."""
    listed = [one.kind for one in SHAPES[name].tabs if not one.view and not one.fixed]
    return tuple(dict.fromkeys(listed))
