"""The time machine: how the file stood at the end of a day, chosen on a slider of the days with work."""

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSlider, QVBoxLayout, QWidget

from fupin_desk.model.error import CancelledError
from fupin_desk.model.query import Query
from fupin_desk.model.rule import Rule, Tally
from fupin_desk.ui.forms.day_box import DayBox
from fupin_desk.ui.tallies import figures, tally_scale
from fupin_desk.ui.tasks.waiting import Waiting
from fupin_desk.ui.widgets.bar import Bar
from fupin_desk.ui.widgets.card import Card, clear, label

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator
    from fupin_desk.ui.tasks.work import Progress, Task

_WAIT_MS, _ACROSS = 350, 3
_KINDS = ("household", "member", "assistance", "visit", "attendance")


class TimeMachine(QWidget):
    """A slider over the days of the file, and coverage then beside coverage now."""

    def __init__(self, navigator: "Navigator") -> None:
        super().__init__()
        self._navigator, self._desk = navigator, navigator.desk
        self._waiting = Waiting(navigator.worker, self)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self.look)
        self._first = datetime.date.fromisoformat(self._desk.today())
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("哪一天")
        self.slider.setTickPosition(QSlider.TickPosition.NoTicks)
        self.day = DayBox(self._desk, "哪一天")
        self.said = label("", "muted", wrap=True)
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        self._lay_out()
        self.slider.valueChanged.connect(self._slid)
        self.day.changed.connect(self._typed)

    def _lay_out(self) -> None:
        card = Card("时光机")
        card.column.addWidget(
            label("拖到哪一天，就按那一天结束时文件里的记录重新统计；不改动任何内容。", "muted", wrap=True)
        )
        row = QHBoxLayout()
        row.addWidget(self.slider, 1)
        row.addWidget(self.day)
        card.column.addLayout(row)
        card.column.addWidget(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(card)
        inside = QWidget()
        inside.setProperty("role", "plain")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.addLayout(self._grid)
        rows.addStretch(1)
        area = QScrollArea()
        area.setProperty("role", "plain")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        column.addWidget(area, 1)

    def refresh(self) -> None:
        """Let the slider reach from the first batch to the last."""
        days = self._desk.journal_days()
        if not days:
            self.said.setText("还没有历史。")
            return
        self._first, last = (datetime.date.fromisoformat(one) for one in days)
        self.slider.blockSignals(True)
        self.slider.setRange(0, (last - self._first).days)
        if not self.day.day:
            self.slider.setValue(self.slider.maximum())
            self.day.show_day(last.isoformat())
        self.slider.blockSignals(False)
        self._timer.start()

    def _slid(self, days: int) -> None:
        self.day.show_day((self._first + datetime.timedelta(days=days)).isoformat())
        self._timer.start()

    def _typed(self) -> None:
        if self.day.day:
            days = (datetime.date.fromisoformat(self.day.day) - self._first).days
            self.slider.setValue(min(max(days, 0), self.slider.maximum()))
        self._timer.start()

    def look(self) -> None:
        """Judge the file as it stood on the chosen day, on the worker."""
        day, place, as_of = self.day.day, self._navigator.place, self._navigator.as_of
        if day:
            self._waiting.preview(
                "正在回到那一天", lambda: self._looking(day, place, as_of), self._seen, _quietly
            )

    def _looking(self, day: str, place: str | None, as_of: str) -> "Task":
        snapshot = self._desk.snapshot()

        def look(_progress: "Progress") -> tuple[str, dict[str, int], list[Tally], list[Tally]]:
            with snapshot:
                now = snapshot.coverage(place, min(day, as_of))
                with snapshot.known(day) as then:
                    counts = {kind: len(then.ids(Query(kind))) for kind in _KINDS}
                    return day, counts, then.coverage(place, min(day, as_of)), now

        return look

    def _seen(self, outcome: tuple[str, dict[str, int], list[Tally], list[Tally]]) -> None:
        day, counts, then, now = outcome
        if day != self.day.day:
            return
        forms = self._desk.catalog.forms
        held = "、".join(f"{forms[kind].label} {count:,}" for kind, count in counts.items())
        self.said.setText(f"{day} 结束时：{held}。下面每项左边是那一天，右边是现在的记录按同一天统计。")
        clear(self._grid)
        place = self._navigator.place
        rules = {one.id: one for one in self._desk.pack(day).rules}
        present = {one.rule: one for one in now if one.place == place}
        for at, tally in enumerate(one for one in then if one.place == place and one.rule in rules):
            tile = _tile(rules[tally.rule], tally, present.get(tally.rule, tally))
            self._grid.addWidget(tile, at // _ACROSS, at % _ACROSS)


def _quietly(error: BaseException) -> None:
    if not isinstance(error, CancelledError):
        raise error


def _tile(rule: Rule, then: Tally, now: Tally) -> Card:
    card = Card(margin=12)
    card.column.addWidget(label(rule.short, "heading"))
    row = QHBoxLayout()
    row.addWidget(label(figures.ratio(then, rule), "figure"))
    row.addWidget(label(f"达到 {then.covered}　缺 {then.gap}　待核 {then.unknown}", "small"))
    row.addStretch(1)
    row.addWidget(label(f"现在 {figures.ratio(now, rule)}", "muted"))
    card.column.addLayout(row)
    bar = Bar(thickness=6)
    bar.show_share(tally_scale.share(then, rule), target=tally_scale.mark(rule))
    card.column.addWidget(bar)
    return card
