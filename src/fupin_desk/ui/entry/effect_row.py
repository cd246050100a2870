"""What saving a page does to one rule: numbers before and after, whether the target is reached, who is touched."""

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.model.rule import Effect, Judged, Rule, Tally
from fupin_desk.ui.coverage import close_gap
from fupin_desk.ui.tallies import figures
from fupin_desk.ui.widgets.bar import Bar
from fupin_desk.ui.widgets.card import button, label
from fupin_desk.ui.widgets.chip import Chip

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_COUNTED = {"covered": "计入", "gap": "不计入", "unknown": "待核", "exempt": "不适用"}
OUTCOMES = {"covered": "达到", "gap": "缺", "unknown": "待核", "exempt": "不适用"}
_SHOWN = 3


def figure(tally: Tally, rule: Rule) -> str:
    """Return a tally in the words of its rule: `11/17`, a ratio of amounts, a mean in yuan."""
    if not tally.whole:
        return "—"
    if rule.figure == "fen" and tally.whole > 1:
        # Rounded down: a mean below its target must not print as the target.
        return f"{tally.part // (tally.whole * 100)}元"
    return figures.ratio(tally, rule) if rule.part else f"{tally.part}/{tally.whole}"


def share(tally: Tally, rule: Rule) -> Fraction | None:
    """Return how far a tally is on its scale: a share of 1, or of one and a quarter times a mean's or multiple's bound."""
    if tally.ratio is None or rule.figure == "share":
        return tally.ratio
    return tally.ratio / (rule.bound * Fraction(5, 4)) if rule.bound else None


def mark(rule: Rule) -> Fraction | None:
    """Return where the target or the cap stands on the scale of `share`; None where there is none."""
    return rule.bound if rule.figure == "share" or rule.bound is None else Fraction(4, 5)


def moved(before: Tally, after: Tally, rule: Rule) -> str:
    """Return `0/1 → 1/1，达标`, or the figure alone when nothing moves."""
    first, second = figure(before, rule), figure(after, rule)
    if not after.whole:
        return f"{first} → 不再计入" if before.whole else "不计入"
    words = second if first == second else f"{first} → {second}"
    if after.met is None:
        return words
    return f"{words}，{'达标' if after.met else short_of(after, rule)}"


def short_of(tally: Tally, rule: Rule) -> str:
    """Return what is missing to the target: units, or yuan of a mean, rounded up so that it never reads 0."""
    if rule.target is None:
        return "超出"
    if rule.figure == "fen":
        return f"差 {ceil((rule.target - (tally.ratio or 0)) / 100)}元"
    return f"差 {tally.gap}" if not rule.part and rule.target == 1 else "未达标"


def figure_moves(effect: Effect) -> bool:
    """Whether saving changes what a rule counts."""
    return (effect.before.part, effect.before.whole, effect.before.unknown) != (
        effect.after.part, effect.after.whole, effect.after.unknown,
    )  # fmt: skip


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
        role = "muted" if figure(before, rule) == figure(after, rule) else "good" if after.met else "heading"
        row = QHBoxLayout()
        row.addWidget(label(place))
        row.addStretch(1)
        row.addWidget(label(moved(before, after, rule), role))
        column.addLayout(row)
        if share(after, rule) is not None:
            bar = Bar()
            tone = figures.tone(after) if rule.at_most is not None else ""
            bar.show_share(share(after, rule), before=share(before, rule), target=mark(rule), tone=tone)
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
        row.addWidget(label(moved(shown, shown, rule), "muted"))
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


def adds_up(rule: Rule) -> bool:
    """Whether a rule adds up amounts over records that are no defect by themselves, such as lines of funds."""
    return bool(rule.part) and rule.unit not in {"household", "village", "member"}


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
    words = _COUNTED if adds_up(rule) else OUTCOMES
    first, second = (words[each.outcome] if each else "" for each in (before, after))
    if first and second and first != second:
        row.addWidget(Chip(first))
        row.addWidget(label("→", "muted"))
    row.addWidget(Chip(second or "不再计入"))
    column.addLayout(row)
