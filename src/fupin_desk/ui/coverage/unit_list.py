"""The list behind a number: the units of a rule that are missing, unclear, reached or not meant."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fupin_desk.desk import ledgers
from fupin_desk.model.change import Batch
from fupin_desk.model.query import Query
from fupin_desk.model.rule import Judged, Outcome, Rule, Tally
from fupin_desk.ui.batch import close_many
from fupin_desk.ui.coverage import close_gap
from fupin_desk.ui.coverage.rule_card import RuleCard
from fupin_desk.ui.coverage.unit_list_model import BehindModel
from fupin_desk.ui.reports import files
from fupin_desk.ui.tallies import figures, tally_scale
from fupin_desk.ui.theme import icons
from fupin_desk.ui.widgets import clipboard, keys, plain_table
from fupin_desk.ui.widgets.card import Card, button, label, restyle
from fupin_desk.ui.widgets.empty import Empty
from fupin_desk.ui.widgets.flow import Flow
from fupin_desk.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_TABS: tuple[tuple[Outcome, str], ...] = (
    ("gap", "缺"), ("unknown", "待核"), ("covered", "达到"), ("exempt", "不适用"),
)  # fmt: skip
# Where a rule adds up amounts, what does not count towards it is no gap.
_SUMMED: tuple[tuple[Outcome, str], ...] = (
    ("gap", "不计入"), ("unknown", "待核"), ("covered", "计入"), ("exempt", "不适用"),
)  # fmt: skip
_NONE = {
    "gap": ("没有缺的", "这里应达的都达到了。"), "unknown": ("没有待核的", "该问的都问清了。"),
    "covered": ("还没有达到的", "从“缺”开始登记。"), "exempt": ("没有不适用的", ""),
}  # fmt: skip
_FILTER_MS = 150
_WIDTHS = {"行政村": 120, "情况": 220}


class BehindPage(QWidget):
    """One rule in one place. `look_at` says which; the tabs are its four outcomes."""

    def __init__(self, navigator: "Navigator", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._navigator, self._desk = navigator, navigator.desk
        self.title = "名单"
        self.rule_id, self.outcome, self.place = "", "gap", navigator.place
        self._seen_place = navigator.place
        self._listed: list[Judged] = []
        self.model = BehindModel(self._desk, self)
        self.heading, self.where = label("", "title"), label("", "muted")
        self.card = RuleCard()
        self.tabs: dict[str, QPushButton] = {}
        self.text = QLineEdit()
        self.table = plain_table.make(self.model)
        self.empty = Empty("check", "")
        self.stack = Stack()
        self._timer = QTimer(self, singleShot=True, interval=_FILTER_MS)
        self._timer.timeout.connect(self._filter)
        self._lay_out()
        self._bind()

    # --- building

    def _lay_out(self) -> None:
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        rows = Card(margin=1)
        rows.column.addWidget(self.stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self.card)
        column.addLayout(self._bar())
        column.addWidget(rows, 1)

    def _head(self) -> Flow:
        row = Flow()
        back = button("", "back", kind="flat", tip=f"返回（{keys.BACK}）")
        back.clicked.connect(self._navigator.go_back)
        self.whole = button("看全部村", kind="flat", ink="accent_ink")
        self.whole.clicked.connect(lambda: self.look_at(self.rule_id, self.outcome, ""))
        self.whole.clicked.connect(lambda: self.refresh(None))
        self.export = button("导出未覆盖名单", "download", tip="PDF 和 Excel，内部督办用")
        self.export.clicked.connect(self._export)
        self.one = button("", "plus")
        self.one.clicked.connect(self.begin_one)
        self.many = button("", "tick_list", kind="primary")
        self.many.clicked.connect(self.begin_many)
        row.addWidget(back)
        for widget in (self.heading, self.where, self.whole):
            row.addWidget(widget)
        row.addStretch()
        for widget in (self.export, self.one, self.many):
            row.addWidget(widget)
        return row

    def _bar(self) -> Flow:
        row = Flow(spacing=12)
        for outcome, _ in _TABS:
            tab = button("", kind="tab")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _=False, one=outcome: self._choose(one))
            self.tabs[outcome] = tab
            row.addWidget(tab)
        row.addStretch()
        self.text.setProperty("role", "search")
        self.text.setPlaceholderText(f"筛选姓名、村（{keys.FILTER}）")
        self.text.setClearButtonEnabled(True)
        self.text.setFixedWidth(220)
        row.addWidget(self.text)
        self.eye = button("", "eye", kind="flat", tip=f"显示电话（{keys.REVEAL}）")
        self.eye.clicked.connect(self.toggle_reveal)
        copied = button("", "copy", kind="flat", tip=f"复制选中的行（{keys.COPY}）")
        copied.clicked.connect(self.copy)
        row.addWidget(self.eye)
        row.addWidget(copied)
        return row

    def _bind(self) -> None:
        self.text.textChanged.connect(lambda _text: self._timer.start())
        self.table.doubleClicked.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._name_buttons())
        for one in ("Return", "Enter"):
            keys.bind(self.table, one, lambda: self._open(self.table.currentIndex()))
        keys.bind(self.table, keys.COPY, self.copy)
        keys.bind(self, keys.FILTER, self.text.setFocus)
        keys.bind(self, keys.REVEAL, self.toggle_reveal)
        keys.bind(self, keys.NEW, self.begin_one)

    # --- showing

    def showEvent(self, event: QShowEvent) -> None:
        """Let the keys begin in the rows."""
        super().showEvent(event)
        self.table.setFocus()

    @property
    def rule(self) -> Rule:
        """The rule whose units are listed."""
        rules = self._desk.pack(self._navigator.as_of).rules
        return next((one for one in rules if one.id == self.rule_id), rules[0])

    def look_at(self, rule: str, outcome: str = "gap", place: str = "") -> None:
        """Say which list is wanted: a rule, an outcome, a village or the whole file."""
        self.rule_id, self.outcome, self.place = rule, outcome, place or None
        self._seen_place = self._navigator.place
        self.text.clear()

    def refresh(self, batch: Batch | None) -> None:
        """Show the list as it is now; another village in the top bar is followed."""
        if self._navigator.place != self._seen_place:
            self._seen_place = self.place = self._navigator.place
        rule, tally = self.rule, self._tally()
        self.rule_id = rule.id
        self.title = f"{rule.short}名单"
        self.heading.setText(rule.short)
        self.where.setText(tally.place_name if self.place else self._desk.place_name)
        self.whole.setVisible(self.place is not None)
        county = figures.of_county(
            rule, ledgers.county_figures(self._desk, self._navigator.as_of).get(rule.id)
        )
        self.card.show_rule(rule, tally, self._desk.pack(self._navigator.as_of).document, county)
        counts = {
            "gap": tally.gap, "unknown": tally.unknown, "covered": tally.covered, "exempt": tally.exempt,
        }  # fmt: skip
        for outcome, text in _SUMMED if tally_scale.adds_up(rule) else _TABS:
            self.tabs[outcome].setText(f"{text} {counts[outcome]:,}")
            self.tabs[outcome].setChecked(outcome == self.outcome)
        self._ask()

    def _tally(self) -> Tally:
        held = self._desk.coverage(as_of=self._navigator.as_of)
        own = [one for one in held if one.rule == self.rule.id]
        found = [one for one in own if one.place == self.place]
        return found[0] if found else next(one for one in own if one.place is None)

    def _choose(self, outcome: str) -> None:
        self.outcome = outcome
        self.refresh(None)

    def _ask(self) -> None:
        wanted: Outcome = next(one for one, _ in _TABS if one == self.outcome)
        self._listed = self._desk.judged(
            self.rule.id, outcome=wanted, place=self.place, as_of=self._navigator.as_of
        )
        self._filter()

    def _filter(self) -> None:
        self._timer.stop()
        text, units = self.text.text().strip(), self._listed
        if text:
            is_kind = self.rule.unit in self._desk.catalog.forms
            hits = set(self._desk.ids(Query(self.rule.unit, text=text))) if is_kind else set()
            units = [one for one in units if one.id in hits or text in one.name or text in one.place_name]
        kept = self._current()
        self.model.show(self.rule.unit, units)
        for at, heading in enumerate(self.model.titles()):
            self.table.setColumnWidth(at, _WIDTHS.get(heading, 190 if not at else 110))
        self.empty.say(*(("没有符合条件的", "换个写法再看。") if text else _NONE[self.outcome]))
        self.stack.setCurrentWidget(self.table if units else self.empty)
        if units:
            ids = [one.id for one in units]
            self.table.selectRow(ids.index(kept.id) if kept and kept.id in ids else 0)
        self._name_buttons()

    def _name_buttons(self) -> None:
        """Name the buttons by what they would do now."""
        rule, chosen = self.rule, self.chosen()
        form = self._desk.catalog.forms[rule.mend_kind]
        acting = self.outcome == "gap" and bool(self.model.units) and close_gap.can_begin(rule)
        self.one.setVisible(acting)
        self.one.setText(f"新建{form.label}…")
        self.one.setToolTip(f"带上选中的{'村' if rule.unit == 'village' else '户、人'}（{keys.NEW}）")
        self.many.setVisible(acting and close_gap.is_at_once(rule))
        word = {"assistance": "批量登记", "attendance": "登记参训", "project": "加入已有项目"}.get(
            rule.mend_kind, ""
        )
        if rule.mend_kind == "visit":
            word = "登记签到" if rule.unit == "household" else "登记专家下乡"
        count = f"（选中 {len(chosen)}）" if len(chosen) > 1 else ""
        self.many.setText(f"{word}{count}")

    # --- acting

    def _current(self) -> Judged | None:
        row = self.table.currentIndex().row()
        return self.model.units[row] if 0 <= row < len(self.model.units) else None

    def chosen(self) -> list[Judged]:
        """Return the chosen units in the order of the list."""
        return [self.model.units[row] for row in plain_table.chosen(self.table)]

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            close_gap.open_unit(self._navigator, self.rule, self.model.units[index.row()])

    def begin_one(self) -> None:
        """Open a new record that closes the gap under the keys."""
        one = self._current()
        if one and self.outcome == "gap" and close_gap.can_begin(self.rule):
            close_gap.begin(self._navigator, self.rule, [one])

    def begin_many(self) -> None:
        """Close the chosen gaps at once; all listed ones if only one row is chosen."""
        chosen = self.chosen()
        gaps = chosen if len(chosen) > 1 else self.model.units
        if gaps and self.outcome == "gap":
            close_many.begin(self._navigator, self, self.rule, gaps)

    def copy(self) -> None:
        """Copy the chosen rows as a table with headings, as they are shown."""
        rows = plain_table.chosen(self.table)
        clipboard.copy(self._navigator, self.model.titles(), [self.model.texts(row) for row in rows])

    def toggle_reveal(self) -> None:
        """Show phones in full, or masked again."""
        self.model.set_reveal(not self.model.reveal)
        icons.dress(self.eye, "eye_off" if self.model.reveal else "eye", "text", 16)
        restyle(self.eye, "on", "true" if self.model.reveal else "false")

    def _export(self) -> None:
        """Write the list of all that is missing, of this village or of all."""
        files.write_report(self._navigator, self, "未覆盖名单", self.place)
