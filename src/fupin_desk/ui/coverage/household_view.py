"""户卡: everything about one household on one screen, to be read; each line is a way to its record."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fupin_desk.model.query import Query
from fupin_desk.model.rule import Outcome
from fupin_desk.model.value import Value
from fupin_desk.ui.coverage.overview import Overview, Section, pairs
from fupin_desk.ui.tallies.tally_scale import OUTCOMES
from fupin_desk.ui.widgets.card import Card, button, label
from fupin_desk.ui.widgets.chip import Chip

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_FACTS = (
    "poverty_category", "main_cause", "identified_year", "exit_year", "industry_willingness", "development_mode",
    "industry_direction", "business_ability", "loan_willingness", "phone",
)  # fmt: skip
_MEMBER = ("relation", "labour_capability", "health_status", "school_status", "work_region")
_OF_HOUSEHOLD: tuple[tuple[int, Section], ...] = (
    (0, Section("helper", ("name", "unit", "started_on", "ended_on"))),
    (
        0,
        Section(
            "income",
            ("year", "income_net_fen", "income_business_fen"),
            "收入（纯收入、生产经营）",
            ("-year",),
        ),
    ),
    (
        1,
        Section(
            "assistance", ("measure", "status", "done_on", "income_increase_fen"), "产业帮扶", ("-done_on",)
        ),
    ),
    (1, Section("visit_household", ("visit", "is_signed"), "专家指导")),
    (1, Section("project_household", ("project", "link_mechanism", "expected_fen"), "项目受益")),
    (1, Section("drive_link", ("entity", "modes", "increase_fen"), "主体带动")),
    (1, Section("plan_line", ("plan", "industry", "year"), "规划到户")),
    (
        2,
        Section(
            "policy_benefit", ("benefit_kind", "amount_fen", "received_on"), "政策享受", ("-received_on",)
        ),
    ),
    (2, Section("loan", ("contract_no", "principal_fen", "due_on", "@overdue"), "贷款", ("-lent_on",))),
    (2, Section("fund_household", ("fund_line", "amount_fen"), "资金到户")),
    (2, Section("share_agreement", ("agreement_no", "entity", "shares_fen"), "股份合作")),
    (2, Section("insurance", ("policy_no", "insurance_kind", "to_day"), "保险")),
)
_TRAINED = Section("attendance", ("member", "course", "status"), "培训")
_ORDER: tuple[Outcome, ...] = ("gap", "unknown", "covered")
_GOOD = {"covered": "good", "gap": "bad", "unknown": "warn"}


class HouseholdView(Overview):
    """One household. `look_at` says which."""

    def __init__(self, navigator: "Navigator", parent: QWidget | None = None) -> None:
        super().__init__(navigator, parent)
        self.title = "户卡"
        edit = button("打开录入页", "household", kind="primary")
        edit.clicked.connect(lambda: navigator.open_record("household", self.record))
        self.head.addWidget(edit)

    def kind(self) -> str:
        """Return the kind of what is shown."""
        return "household"

    def look_at(self, household: str = "", **_about: str) -> None:
        """Say which household is wanted."""
        self.record = household or self.record

    def _village(self) -> str | None:
        held = self._desk.record("household", self.record)
        return str(held.values.get("village") or "") or None if held else None

    def show_now(self) -> None:
        """Show the household as it is held now."""
        desk = self._desk
        row = desk.rows("household", [self.record])[self.record]
        self.name.say(f"户卡 · {row.get('@head', '')}")
        self.say_chip(row.get("poverty_status", ""))
        place = [row.get(one, "") for one in ("village", "group_name", "household_no")]
        self.detail.say(" · ".join(one for one in place if one))
        labels = desk.headings("household")
        self.put(0, self._members())
        self.put(0, pairs("基本情况", [(labels[name], row.get(name, "")) for name in _FACTS]))
        self.put(1, self._standing())
        for at, section in _OF_HOUSEHOLD:
            self.put(at, self.listing(section, {"household": (self.record,)}, household=self.record))
        members = desk.ids(Query("member", where={"household": (self.record,)}))
        trained: dict[str, tuple[Value, ...]] = {"member": tuple(members)}
        self.put(2, self.listing(_TRAINED, trained))

    def _members(self) -> Card:
        desk = self._desk
        ids = desk.ids(Query("member", where={"household": (self.record,)}))
        rows = desk.rows("member", ids)
        present = [one for one in ids if not rows[one].get("left_on")]
        card = Card("家庭成员", margin=10)
        card.head.addWidget(label(f"{len(present)} 人", "muted"))
        card.column.setSpacing(1)
        for one in present:
            texts = rows[one]
            age = self._age(texts.get("birth_date", ""))
            words = [age, *(texts.get(name, "") for name in _MEMBER)]
            rest = " · ".join(text for text in words if text and text not in {"非在校生", "健康"})
            card.column.addWidget(self.line("member", one, texts.get("name", ""), rest))
        return card

    def _age(self, born: str) -> str:
        if len(born) < len("1970-01-01"):
            return ""
        day = self._navigator.as_of
        return f"{int(day[:4]) - int(born[:4]) - (day[5:] < born[5:])} 岁"

    def _standing(self) -> Card:
        """Return how the household and its members stand under each rule that means them."""
        card = Card("各项要求", margin=10)
        card.column.setSpacing(1)
        for effect in self._desk.standing("household", self.record, self._navigator.as_of):
            rule = self._desk.rule(effect.rule)
            outcomes = [one.outcome for _, one in effect.touched if one is not None]
            worst = next(one for one in _ORDER if one in outcomes)
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            name = button(rule.short, kind="row", tip=f"{rule.title}\n口径：{rule.reading}")
            name.clicked.connect(
                lambda _=False, it=rule.id, out=worst: self._navigator.open_page(
                    "behind", rule=it, outcome=out, place=self._village() or ""
                )
            )
            row.addWidget(name)
            row.addStretch(1)
            many = f" {outcomes.count(worst)}/{len(outcomes)} 人" if rule.unit == "member" else ""
            if rule.bound is None:
                row.addWidget(Chip("有" if worst == "covered" else "没有", "plain"))
            else:
                row.addWidget(Chip(OUTCOMES[worst] + many, _GOOD[worst]))
            card.column.addWidget(line)
        if not card.column.count():
            card.column.addWidget(label("没有要求涉及这一户。", "muted"))
        return card
