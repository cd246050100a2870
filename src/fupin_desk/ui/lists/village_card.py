"""A village on one screen: every rule there, and how many households, visits and courses it has."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.model.query import Query
from fupin_desk.ui.tallies import clauses, figures, tally_scale
from fupin_desk.ui.widgets.bar import Bar
from fupin_desk.ui.widgets.card import Card, button, clear, label, line
from fupin_desk.ui.widgets.chip import Chip

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_WIDE = 300
_COUNTED = ("household", "member", "assistance", "visit", "pairing")


class VillageCard(Card):
    """The panel beside the list of villages."""

    def __init__(self, navigator: "Navigator") -> None:
        super().__init__()
        self._navigator, self._desk = navigator, navigator.desk
        self._village = ""
        self._name, self._poor = label("", "heading"), Chip()
        head = QHBoxLayout()
        head.addWidget(self._name)
        head.addWidget(self._poor)
        head.addStretch(1)
        self._rules, self._counts = QVBoxLayout(), QVBoxLayout()
        whole = button("一村一页", "card", kind="flat", ink="accent_ink", tip="这个村的全部情况，在一页上看")
        whole.clicked.connect(lambda: navigator.open_page("village_view", village=self._village))
        head.addWidget(whole)
        self.column.addLayout(head)
        self.column.addLayout(self._rules)
        self.column.addWidget(line())
        self.column.addLayout(self._counts)
        self.column.addStretch(1)

    def show_village(self, village: str) -> None:
        """Show another village, or the same one as it is now."""
        self._village = village
        record = self._desk.record("village", village) if village else None
        self.setVisible(record is not None)
        if record is None:
            return
        self._name.setText(str(record.values.get("name") or ""))
        self._poor.say("贫困村" if record.values.get("is_poor_village") else "", "accent")
        clear(self._rules)
        day = self._navigator.as_of
        held = {one.rule: one for one in self._desk.coverage(village, as_of=day)}
        for rule in clauses.headlines(self._desk.pack(day)):
            tally = held.get(rule.id)
            if tally is None or not tally.whole + tally.unknown:
                continue
            row = QWidget()
            column = QVBoxLayout(row)
            column.setContentsMargins(0, 0, 0, 2)
            column.setSpacing(0)
            top = QHBoxLayout()
            name = button(rule.short, kind="row", tip="看名单")
            name.clicked.connect(lambda _=False, one=rule.id: self._open(one))
            top.addWidget(name)
            top.addStretch(1)
            missing = f" · 缺 {tally.gap}" if tally.gap else ""
            top.addWidget(label(f"{figures.ratio(tally, rule)}{missing}", "good" if tally.met else "bad"))
            column.addLayout(top)
            if tally.whole:
                bar = Bar(thickness=6)
                tone = "good" if tally.met else "bad"
                bar.show_share(tally_scale.share(tally, rule), target=tally_scale.mark(rule), tone=tone)
                column.addWidget(bar)
            self._rules.addWidget(row)
        self._show_counts()

    def _show_counts(self) -> None:
        clear(self._counts)
        for kind in _COUNTED:
            form = self._desk.catalog.forms[kind]
            count = len(self._desk.ids(Query(kind, self._village)))
            text = f"{form.label}　{count:,} {form.measure}"
            if "village" not in form.fields:
                plain = label(text)
                plain.setContentsMargins(5, 3, 0, 3)
                self._counts.addWidget(plain)
                continue
            made = button(text, kind="row", tip="看列表")
            made.clicked.connect(lambda _=False, one=kind: self._list(one))
            self._counts.addWidget(made)
        new = button("登记一次服务", "plus", kind="flat", ink="accent_ink")
        new.clicked.connect(lambda: self._navigator.new_record("visit", village=self._village))
        self._counts.addWidget(new)

    def _open(self, rule: str) -> None:
        self._navigator.open_page("behind", rule=rule, outcome="gap", place=self._village)

    def _list(self, kind: str) -> None:
        self._navigator.open_list(kind, {"village": (self._village,)})
