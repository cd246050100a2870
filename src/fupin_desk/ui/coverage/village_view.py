"""一村一页: everything about one village: every rule, households by status, industries, visits, shops, projects, money."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from fupin_desk.desk import ledgers
from fupin_desk.model import tally_text
from fupin_desk.model.query import Query
from fupin_desk.model.rule import Rule, Tally
from fupin_desk.model.value import Value
from fupin_desk.ui.coverage import matrix
from fupin_desk.ui.coverage.overview import Overview, Section, pairs, said
from fupin_desk.ui.ledgers.summary_bars import number
from fupin_desk.ui.tallies import clauses
from fupin_desk.ui.widgets.card import Card, button, label, restyle
from fupin_desk.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_INDUSTRY = Section(
    "village_industry", ("name", "industry", "is_feature", "is_one_village_one_product", "area_cmu"), "产业"
)
_BASE = Section("base", ("name", "base_kind", "poor_households"))
_ENTITY = Section("entity", ("name", "entity_kind", "@driven"), "经营主体（带动户数）")
_VISIT = Section("visit", ("visited_on", "level", "@experts", "status"), "专家服务", ("-visited_on",))
_PROJECT = Section("project", ("name", "@stage", "budget_fen"), "项目")
_STATION = Section("ecommerce_station", ("name", "state", "accepted_on"))
_SHOP = Section("online_shop", ("name", "platform", "state", "sales_fen"))
_TEAM = Section("work_team", ("name", "unit", "@leader", "@team"), "驻村工作队（队长、人数）")
_INSPECTION = Section(
    "inspection", ("inspected_on", "inspection_kind", "@findings", "@open"), "督查（问题、未整改）"
)
_MOST = 4


class VillageView(Overview):
    """One village. `look_at` says which; without one, the village of the top bar, or the first."""

    def __init__(self, navigator: "Navigator", parent: QWidget | None = None) -> None:
        super().__init__(navigator, parent)
        self.title = "一村一页"
        households = button("农户名单", "household")
        households.clicked.connect(lambda: navigator.open_list("household", {"village": (self.record,)}))
        visit = button("登记服务", "visit")
        visit.clicked.connect(lambda: navigator.new_record("visit", village=self.record))
        edit = button("打开村档", "village", kind="primary", tip="改村的名称、代码、承包耕地")
        edit.clicked.connect(lambda: navigator.open_record("village", self.record))
        for one in (households, visit, edit):
            self.head.addWidget(one)

    def kind(self) -> str:
        """Return the kind of what is shown."""
        return "village"

    def look_at(self, village: str = "", **_about: str) -> None:
        """Say which village is wanted."""
        self.record = village or self.record

    def show_now(self) -> None:
        """Show the village as it is held now."""
        desk, village = self._desk, self.record
        held = desk.record("village", village)
        values = held.values if held else {}
        self.name.say(str(values.get("name") or ""))
        self.say_chip("贫困村" if values.get("is_poor_village") else "", "accent")
        contact = [str(values[one]) for one in ("contact_name", "code_2018") if values.get(one)]
        self.detail.say(" · ".join(contact))
        self.put(0, self._rules())
        for at, section in (
            (0, _TEAM), (0, _INSPECTION), (1, _INDUSTRY), (1, _BASE), (1, _ENTITY), (1, _PROJECT),
            (2, _VISIT), (2, _STATION), (2, _SHOP),
        ):  # fmt: skip
            if at == 1 and section is _INDUSTRY:
                self.put(1, self._households())
            if at == 2 and section is _VISIT:
                self.put(2, self._money())
            self.put(at, self._card(section))

    def _card(self, section: Section) -> Card:
        where: dict[str, tuple[Value, ...]] = {"village": (self.record,)}
        if section.kind != "project":
            card = self.listing(section, where, village=self.record)
        else:
            ids = self._desk.ids(Query("project", self.record))
            texts = self._desk.rows("project", ids[:_MOST])
            lines = [(one, said(self._desk, "project", section.columns, texts[one])) for one in texts]
            card = self.lines(section, lines, len(ids), where, {"village": self.record})
        if section is _SHOP:
            shops = number(ledgers.village_facts(self._desk, self._navigator.as_of)[self.record].get("shops"))
            rule = self._desk.pack(self._navigator.as_of).find_rule("online_shops")
            least = f"/{rule.threshold}" if rule and rule.threshold else ""
            card.heading.setText(f"网店　计入 {shops}{least}")
        return card

    # --- rules

    def _rules(self) -> Card:
        card = Card("各项要求", margin=10)
        day = self._navigator.as_of
        held = {one.rule: one for one in self._desk.coverage(self.record, as_of=day)}
        rules = clauses.by_village(self._desk.pack(day).rules)
        missed = sum(held[one.id].met is False for one in rules if one.id in held)
        card.head.addWidget(
            label(f"{missed} 项未达标" if missed else "没有未达标的", "bad" if missed else "good")
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        half = (len(rules) + 1) // 2
        for at, rule in enumerate(rules):
            if rule.id in held:
                grid.addWidget(self._rule(rule, held[rule.id]), at % half, at // half)
        for at in range(2):
            grid.setColumnStretch(at, 1)
        card.column.addLayout(grid)
        return card

    def _rule(self, rule: Rule, tally: Tally) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        name = button(rule.short, kind="row", tip=matrix.told(tally, rule, tally.place_name))
        name.clicked.connect(lambda: self._open(rule, tally))
        row.addWidget(name)
        row.addStretch(1)
        first, second = matrix.words(tally, rule)
        role = {True: "good", False: "bad", None: "muted"}[tally.met]
        words = label(f"{first} {second}".strip(), role)
        restyle(words, "dense", "true")
        row.addWidget(words)
        return made

    def _open(self, rule: Rule, tally: Tally) -> None:
        outcome = next((one for one in ("gap", "unknown", "covered") if getattr(tally, one)), "exempt")
        self._navigator.open_page("behind", rule=rule.id, outcome=outcome, place=self.record)

    # --- households and money

    def _households(self) -> Card:
        desk = self._desk
        whole = len(desk.ids(Query("household", self.record)))
        persons = len(desk.ids(Query("member", self.record)))
        card = Card("农户", margin=10)
        card.head.addWidget(label(f"{whole:,} 户 {persons:,} 人", "muted"))
        row = Flow(spacing=6)
        for code in desk.catalog.codes["poverty_status"].codes.values():
            where = {"village": (self.record,), "poverty_status": (code.code,)}
            count = len(desk.ids(Query("household", self.record, where={"poverty_status": (code.code,)})))
            if count:
                made = button(f"{code.label} {count:,}", kind="number", tip="看名单")
                made.clicked.connect(lambda _=False, it=where: self._navigator.open_list("household", {**it}))
                row.addWidget(made)
        card.column.addLayout(row)
        return card

    def _money(self) -> Card:
        day = self._navigator.as_of
        funds = self._desk.ledger("funds", self.record, day)
        loans = self._desk.ledger("loans", self.record, day)
        late = sum(number(one.get("_balance_fen")) for one in loans if one.get("_is_overdue"))
        found = [
            ("下达资金", sum(number(one.get("amount_fen")) for one in funds)),
            ("已拨付", sum(number(one.get("_paid_fen")) for one in funds)),
            ("到户登记", sum(number(one.get("_named_fen")) for one in funds)),
            ("贷款余额", sum(number(one.get("_balance_fen")) for one in loans)),
            ("其中逾期", late),
        ]
        told = [(name, tally_text.short_amount(fen)) for name, fen in found]
        unlent = len(self._desk.ledger("unlent", self.record, day))
        return pairs("资金与信贷", [*told, ("应贷未贷", f"{unlent} 户")])
