"""The tiles of the workbench: one a rule, with its number, its bar and ways to the lists behind them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from fupin_desk.model import tally_text
from fupin_desk.model.rule import Outcome, Rule, Tally
from fupin_desk.ui.tallies import clauses, figures, tally_scale
from fupin_desk.ui.widgets.bar import Bar
from fupin_desk.ui.widgets.card import button, label, restyle
from fupin_desk.ui.widgets.chip import Chip, tone
from fupin_desk.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_HIGH, _NARROW = 142, 152
_PARTS: tuple[tuple[Outcome, str], ...] = (("covered", "达到"), ("gap", "缺"), ("unknown", "待核"))
_SUMMED: tuple[tuple[Outcome, str], ...] = (("covered", "计入"), ("gap", "不计入"), ("unknown", "待核"))


class Tile(QFrame):
    """One rule at a glance. The tile opens its gaps, each number its own list.

    Signals:
        opened: The rule's id and the outcome whose list is wanted.
    """

    opened = Signal(object, object)

    def __init__(self, rule: Rule, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rule = rule
        self.setProperty("role", "tile")
        self.setMinimumHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(f"{rule.title}\n口径：{rule.reading}")
        self.figure = label("", "figure")
        self.chip = Chip()
        self.range = label("", "small")
        self.bar = Bar()
        self.numbers: dict[Outcome, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 9, 5, 7)
        column.setSpacing(1)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(label(rule.short, "heading"))
        head.addStretch(1)
        head.addWidget(self.chip)
        column.addLayout(head)
        column.addWidget(self.figure)
        column.addWidget(self.range)
        column.addWidget(self.bar)
        column.addStretch(1)
        column.addLayout(self._numbers())

    def _numbers(self) -> Flow:
        row = Flow(spacing=0)
        for outcome, _ in _PARTS:
            made = button("", kind="number")
            made.clicked.connect(lambda _=False, one=outcome: self.opened.emit(self.rule.id, one))
            self.numbers[outcome] = made
            row.addWidget(made)
        return row

    def show_tally(self, tally: Tally) -> None:
        """Show what the rule counts."""
        rule = self.rule
        self.figure.setText(figures.ratio(tally, rule))
        verdict = tally_text.verdict(rule, tally) if tally.whole else ""
        # A tile is narrow: what is unclear stands below, with its number.
        self.chip.say(verdict.partition("（")[0], tone(verdict))
        self.chip.setToolTip(verdict)
        self.range.setText(self._beside(tally))
        length = tally_scale.share(tally, rule)
        if length is not None:
            self.bar.show_share(length, target=tally_scale.mark(rule), tone=figures.tone(tally))
        self.bar.setVisible(length is not None)
        counts: dict[Outcome, int] = {"covered": tally.covered, "gap": tally.gap, "unknown": tally.unknown}
        for outcome, text in _SUMMED if tally_scale.adds_up(rule) else _PARTS:
            made = self.numbers[outcome]
            made.setText(f"{text} {counts[outcome]:,}")
            made.setVisible(bool(tally.unknown if outcome == "unknown" else tally.covered + tally.gap))
            restyle(made, "tone", self._tone(outcome, counts[outcome]))
        self.setAccessibleName(
            f"{rule.short} {self.figure.text()} {tally_text.verdict(rule, tally)}，缺 {tally.gap}，待核 {tally.unknown}"
        )

    def _beside(self, tally: Tally) -> str:
        """Return what stands under the figure: the range while something is unclear, or what is asked for."""
        unit = tally_text.UNIT_NOUNS[self.rule.unit]
        if not tally.whole:
            return "本年度还没有资金" if self.rule.unit == "fund_line" else f"这里没有应达的{unit}"
        if self.rule.unit == "fund_line":
            return f"{tally_text.short_amount(tally.part)} / {tally_text.short_amount(tally.whole)}"
        spread = figures.span(tally, self.rule)
        if spread:
            return f"核清后 {spread}"
        return f"应达 {tally.covered + tally.gap:,} · 目标 {figures.target(self.rule)}"

    @staticmethod
    def _tone(outcome: Outcome, count: int) -> str:
        return {"gap": "bad", "unknown": "warn"}.get(outcome, "") if count else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the list of what is missing."""
        self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list with the keys of a button."""
        if event.key() in _RETURNS:
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        self.opened.emit(self.rule.id, "gap")


class Tiles(QWidget):
    """The headline rules of the pack beside each other.

    Signals:
        opened: The rule's id and the outcome whose list is wanted.
    """

    opened = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: dict[str, Tile] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._across = 0

    def show_tallies(self, desk: "Desk", tallies: list[Tally], as_of: str) -> None:
        """Show the tallies of one place, a tile a rule; tiles are made anew only for another policy."""
        rules = clauses.headlines(desk.pack(as_of))
        if [one.id for one in rules] != [*self.tiles]:
            self._build(rules)
        for tally in tallies:
            if tally.rule in self.tiles:
                self.tiles[tally.rule].show_tally(tally)

    def _build(self, rules: tuple[Rule, ...]) -> None:
        for tile in self.tiles.values():
            self._grid.removeWidget(tile)
            tile.deleteLater()
        self.tiles = {}
        for rule in rules:
            made = Tile(rule)
            made.opened.connect(self.opened)
            self.tiles[rule.id] = made
        self._place()

    def minimumSizeHint(self) -> QSize:
        """Return room for one tile across, and for all lines of the present width."""
        return QSize(_NARROW, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many tiles beside each other as fit."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Share the tiles out evenly over as many lines as the width asks for."""
        count = len(self.tiles)
        lines = -(-count // max(self.width() // _NARROW, 1))
        across = -(-count // max(lines, 1))
        if across == self._across and self._grid.count() == count:
            return
        self._across = across
        for at, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, at // across, at % across)
        for at in range(max(self._grid.columnCount(), across)):
            self._grid.setColumnStretch(at, 1 if at < across else 0)
