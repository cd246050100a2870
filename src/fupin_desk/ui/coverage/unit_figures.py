"""Figures that stand for the whole unit: name, ratio, verdict, and what the county told, each a way to its list."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.model import tally_text
from fupin_desk.model.rule import Rule, Tally
from fupin_desk.model.value import Values
from fupin_desk.ui.tallies import figures, tally_scale
from fupin_desk.ui.widgets.bar import Bar
from fupin_desk.ui.widgets.card import button, clear, label
from fupin_desk.ui.widgets.chip import Chip
from fupin_desk.ui.widgets.flow import Flow

_LEAST_PX = 280


class UnitFigure(QWidget):
    """One rule: its name opens the list behind it."""

    def __init__(self, rule: Rule, tally: Tally, county: str, owner: "UnitFigures") -> None:
        super().__init__()
        self.setMinimumWidth(_LEAST_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 2)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(6)
        name = button(rule.short, kind="row", tip=f"{rule.title}\n口径：{rule.reading}")
        name.clicked.connect(lambda: owner.opened.emit(rule.id, None))
        head.addWidget(name)
        head.addStretch(1)
        head.addWidget(label(words(tally, rule), "heading"))
        if tally.whole and rule.bound is not None:
            head.addWidget(Chip(tally_text.verdict(rule, tally)))
        column.addLayout(head)
        length = tally_scale.share(tally, rule)
        if length is not None and rule.bound is not None:
            bar = Bar(thickness=6)
            bar.show_share(length, target=tally_scale.mark(rule), tone=figures.tone(tally))
            column.addWidget(bar)
        notes = [f"目标 {figures.target(rule)}" if rule.target is not None else figures.target(rule)]
        notes += ["本单位数"] if rule.is_of_county else []
        notes += [county] if county else []
        small = label(" · ".join(notes), "small", wrap=True)
        small.setContentsMargins(5, 0, 0, 0)
        column.addWidget(small)


def words(tally: Tally, rule: Rule) -> str:
    """Return the figure of a rule: a ratio where there is a target or parts, else how many there are."""
    if rule.unit == "file" and not rule.part:
        return "有" if tally.covered else "没有"
    if rule.bound is None and not rule.part:
        return f"{tally.covered}/{tally.whole}" if tally.whole else figures.NOTHING
    return figures.ratio(tally, rule)


class UnitFigures(QWidget):
    """The figures of one clause in a grid.

    Signals:
        opened: (rule id, None) of a figure.
    """

    opened = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = Flow(self, spacing=8, fill=True)
        self._flow.setContentsMargins(6, 0, 6, 4)

    def show_tallies(
        self, rules: Sequence[Rule], tallies: Sequence[Tally], county: Mapping[str, Values]
    ) -> None:
        """Show the figures of these rules in the whole unit."""
        clear(self._flow)
        held = {one.rule: one for one in tallies if one.place is None}
        shown = [one for one in rules if one.id in held]
        for rule in shown:
            told = figures.of_county(rule, county.get(rule.id.upper()))
            self._flow.addWidget(UnitFigure(rule, held[rule.id], told, self))
