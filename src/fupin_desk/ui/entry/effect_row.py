"""What saving a page does to one rule: numbers before and after, whether the target is reached, who is touched."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.model.rule import Effect, Judged, Rule, Tally
from fupin_desk.ui.coverage import close_gap
from fupin_desk.ui.tallies import figures, tally_scale
from fupin_desk.ui.widgets.bar import Bar
from fupin_desk.ui.widgets.card import button, label
from fupin_desk.ui.widgets.chip import Chip

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_COUNTED = {"covered": "计入", "gap": "不计入", "unknown": "待核", "exempt": "不适用"}
_SHOWN = 3


class EffectRow(QWidget):
    """One rule: its name, the place and the whole file with bars, and the touched units as chips."""

    def __init__(self, effect: Effect, navigator: "Navigator", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rule = navigator.desk.rule(effect.rule)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(3)
        head = QHBoxLayout()
        name = label(rule.short, "heading")
        name.setToolTip(f"{rule.title}\n口径：{rule.reading}")
        head.addWidget(name)
        head.addStretch(1)
        column.addLayout(head)
        if effect.after.place is not None:
            self._add(column, effect.after.place_name, effect.before, effect.after, rule)
        whole = navigator.desk.place_name
        self._add(
            column, f"全{whole[-1]}" if whole else "全部", effect.whole_before, effect.whole_after, rule
        )
        for before, after in effect.touched[:_SHOWN]:
            touch(column, before, after, rule)
        if len(effect.touched) > _SHOWN:
            column.addWidget(label(f"还有 {len(effect.touched) - _SHOWN} 个", "small"))

    @staticmethod
    def _add(column: QVBoxLayout, place: str, before: Tally, after: Tally, rule: Rule) -> None:
        role = (
            "muted"
            if tally_scale.figure(before, rule) == tally_scale.figure(after, rule)
            else "good"
            if after.met
            else "heading"
        )
        row = QHBoxLayout()
        row.addWidget(label(place))
        row.addStretch(1)
        row.addWidget(label(tally_scale.moved(before, after, rule), role))
        column.addLayout(row)
        if tally_scale.share(after, rule) is not None:
            bar = Bar()
            tone = figures.tone(after) if rule.at_most is not None else ""
            bar.show_share(
                tally_scale.share(after, rule),
                before=tally_scale.share(before, rule),
                target=tally_scale.mark(rule),
                tone=tone,
            )
            column.addWidget(bar)


class StillRow(QWidget):
    """A rule that saving leaves as it is: one line, and a way to close the gap where there is one."""

    def __init__(self, effect: Effect, navigator: "Navigator", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._navigator = navigator
        rule = navigator.desk.rule(effect.rule)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        name = label(rule.short)
        name.setToolTip(f"{rule.title}\n口径：{rule.reading}")
        row.addWidget(name)
        row.addStretch(1)
        shown = effect.after if effect.after.place is not None else effect.whole_after
        row.addWidget(label(tally_scale.moved(shown, shown, rule), "muted"))
        column.addLayout(row)
        for before, after in effect.touched[:_SHOWN]:
            touch(column, before, after, rule)
            if before and after and after.outcome == "gap" and close_gap.can_begin(rule):
                self._offer(column, after, rule)

    def _offer(self, column: QVBoxLayout, gap: Judged, rule: Rule) -> None:
        mend = button(
            f"登记{self._navigator.desk.catalog.forms[rule.mend_kind].label}",
            "plus",
            kind="flat",
            ink="accent_ink",
        )
        mend.clicked.connect(lambda: close_gap.begin(self._navigator, rule, (gap,)))
        column.addWidget(mend, 0, Qt.AlignmentFlag.AlignRight)


def touch(column: QVBoxLayout, before: Judged | None, after: Judged | None, rule: Rule) -> None:
    """Add a line for one touched unit: its name, and its outcome before and after as chips."""
    one = after or before
    if one is None:
        return
    row = QHBoxLayout()
    row.setSpacing(5)
    name = label(one.name, "muted")
    name.setToolTip(one.detail)
    row.addWidget(name)
    row.addStretch(1)
    words = _COUNTED if tally_scale.adds_up(rule) else tally_scale.OUTCOMES
    first, second = (words[each.outcome] if each else "" for each in (before, after))
    if first and second and first != second:
        row.addWidget(Chip(first))
        row.addWidget(label("→", "muted"))
    row.addWidget(Chip(second or "不再计入"))
    column.addLayout(row)
