"""The matrix of the workbench: a row a village, a column a rule, the whole place below; each cell opens its list."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from fupin_desk.model import tally_text
from fupin_desk.model.rule import Rule, Tally
from fupin_desk.ui.tallies import figures
from fupin_desk.ui.theme import style
from fupin_desk.ui.widgets import keys
from fupin_desk.ui.widgets.table_model import ACROSS, DISPLAY, LEFT, RIGHT, TIP, Index, TableModel

TALLY = Qt.ItemDataRole.UserRole
_FOCUSED, _HOVERED = QStyle.StateFlag.State_HasFocus, QStyle.StateFlag.State_MouseOver
_NO_PEN, _ANTIALIASING = Qt.PenStyle.NoPen, QPainter.RenderHint.Antialiasing
_NO_SCROLL = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_ROW_PX, _HIGHEST_ROW_PX, _HEADER_PX, _VILLAGE_PX, _PAD = 24, 34, 28, 118, 8


class MatrixModel(TableModel):
    """Tallies by place and rule. A row is a place; a rule that has no tally there is a dash."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rules: tuple[Rule, ...] = ()
        self.places: list[tuple[str | None, str]] = []
        self._held: dict[tuple[str, str | None], Tally] = {}
        self._order: list[tuple[str | None, str]] = []

    def show(
        self, rules: tuple[Rule, ...], places: Sequence[tuple[str | None, str]], tallies: Sequence[Tally]
    ) -> None:
        """Show other tallies; places are (id, name) in the order of the list."""
        self.beginResetModel()
        self.rules = rules
        self.places = self._order = [*places]
        self._held = {(one.rule, one.place): one for one in tallies}
        self.endResetModel()

    def tally(self, row: int, column: int) -> Tally | None:
        """Return the tally of a cell; None for a place's name."""
        return self._held.get((self.rules[column - 1].id, self.places[row][0])) if column else None

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.places)

    def titles(self) -> Sequence[str]:
        """Return the headings of the columns: the rules' short titles."""
        return ["村", *(rule.short for rule in self.rules)]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """Return a rule's short title, and what it stands for."""
        if role != TIP or orientation != ACROSS or not 0 < section <= len(self.rules):
            return super().headerData(section, orientation, role)
        rule = self.rules[section - 1]
        return f"{rule.title}\n点标题按缺多少排列"

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return the words of a cell, what it counts, or the tally itself."""
        tally = self.tally(index.row(), index.column())
        if tally is None:
            return self.places[index.row()][1] if role in (DISPLAY, TIP) else None
        rule = self.rules[index.column() - 1]
        if role == DISPLAY:
            return " ".join(one for one in (*words(tally, rule),) if one)
        if role == TALLY:
            return tally
        if role == TIP:
            return told(tally, rule, self.places[index.row()][1])
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the places with the most missing under a rule first; by the name's column, back to the list's order."""
        self.layoutAboutToBeChanged.emit()
        before, followed = self.places, self.persistentIndexList()
        self.places = [*self._order]
        if column:
            held = {place: self._held.get((self.rules[column - 1].id, place)) for place, _ in self.places}
            self.places.sort(key=lambda one: -_weight(held[one[0]]))
        # What is chosen goes with its village, not with its row.
        rows = {place: row for row, place in enumerate(self.places)}
        moved = [self.index(rows[before[index.row()]], index.column()) for index in followed]
        self.changePersistentIndexList(followed, moved)
        self.layoutChanged.emit()


def _weight(tally: Tally | None) -> float:
    return tally.gap + tally.unknown / 1000 if tally else 0


def words(tally: Tally, rule: Rule) -> tuple[str, str]:
    """Return what a cell says at its left and at its right: `✗ 90.5%` and `缺4`."""
    if not tally.whole:
        return figures.NOTHING, f"待核{tally.unknown}" if tally.unknown else ""
    sign = {True: "✓ ", False: "✗ ", None: ""}[tally.met]
    if rule.part:
        return sign + figures.ratio(
            tally, rule
        ), f"缺{tally.gap}" if sign and rule.unit != "village" and tally.gap else ""
    if rule.unit == "village":
        if not tally.place:
            return f"{sign}{tally.part}/{tally.whole}", ""
        return (f"{sign}{tally_text.verdict(rule, tally)}" if sign else "有" if tally.covered else "无"), ""
    if not sign:
        return f"{tally.part}/{tally.whole}", ""
    return f"{sign}{figures.ratio(tally, rule)}", f"缺{tally.gap}" if tally.gap else ""


def told(tally: Tally, rule: Rule, place: str) -> str:
    """Return what a cell means in full."""
    lines = [f"{place} · {rule.short}：{figures.ratio(tally, rule)} {tally_text.verdict(rule, tally)}"]
    lines.append(
        f"达到 {tally.covered}，缺 {tally.gap}，待核 {tally.unknown}，不适用 {tally.exempt}（{tally_text.UNIT_NOUNS[rule.unit]}）"
    )
    return "\n".join(lines)


class MatrixCells(QStyledItemDelegate):
    """Draws a cell: sign and figure in the colour of the verdict, what is missing at the right."""

    place: str | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        tally = index.data(TALLY)
        model = index.model()
        with _Saved(painter):
            painter.setRenderHint(_ANTIALIASING)
            tokens = style.tokens()
            if isinstance(model, MatrixModel) and model.places[index.row()][0] == self.place is not None:
                painter.fillRect(option.rect, QColor(tokens.panel_alt))
            if option.state & (_HOVERED | _FOCUSED):
                painter.fillRect(option.rect, QColor(tokens.accent_soft))
            if isinstance(tally, Tally) and isinstance(model, MatrixModel):
                self._paint(painter, option, tally, model.rules[index.column() - 1])
            else:
                painter.setPen(QColor(tokens.text))
                name = painter.fontMetrics().elidedText(
                    str(index.data(DISPLAY)), Qt.TextElideMode.ElideRight, option.rect.width() - _PAD
                )
                painter.drawText(option.rect.adjusted(_PAD, 0, 0, 0), LEFT, name)

    @staticmethod
    def _paint(painter: QPainter, option: QStyleOptionViewItem, tally: Tally, rule: Rule) -> None:
        tokens = style.tokens()
        first, second = words(tally, rule)
        near = figures.is_near(tally, rule)
        if tally.met is False and not option.state & (_HOVERED | _FOCUSED):
            painter.setPen(_NO_PEN)
            painter.setBrush(QColor(tokens.warn_soft if near else tokens.bad_soft))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(2, 2, -2, -2), 4, 4)
        missed = tokens.warn_ink if near else tokens.bad_ink
        plain = tokens.text if tally.whole else tokens.muted
        ink = {True: tokens.good_ink, False: missed, None: plain}[tally.met]
        painter.setPen(QColor(ink))
        area = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        painter.drawText(area, LEFT, first)
        if second:
            painter.setPen(QColor(ink if tally.whole else tokens.warn_ink))
            painter.drawText(area, RIGHT, second)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(80, _ROW_PX)


class _Saved:
    """Saves a painter's state and restores it even when drawing fails."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter

    def __enter__(self) -> None:
        self._painter.save()

    def __exit__(self, *_: object) -> None:
        self._painter.restore()


class Matrix(QWidget):
    """The villages in a table that scrolls, and the whole place in a row that stays.

    Signals:
        opened: (rule id, place id or None) of a cell.
        village_opened: The id of a village whose name was chosen.
    """

    opened = Signal(object, object)
    village_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model, self.whole_model = MatrixModel(self), MatrixModel(self)
        self._cells = MatrixCells(self)
        self.table, self.whole = self._view(self.model), self._view(self.whole_model)
        self.whole.horizontalHeader().hide()
        self.whole.setFixedHeight(_ROW_PX + 5)
        self.whole.setProperty("role", "whole")
        self.table.horizontalHeader().sectionClicked.connect(self.model.sort)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 100)
        self._below = QHBoxLayout()
        self._below.addWidget(self.whole)
        column.addLayout(self._below)
        column.addStretch(1)
        self.whole.setHorizontalScrollBarPolicy(_NO_SCROLL)
        self.table.horizontalScrollBar().valueChanged.connect(self.whole.horizontalScrollBar().setValue)
        self.table.verticalScrollBar().rangeChanged.connect(self._align)

    def _view(self, model: MatrixModel) -> QTableView:
        made = QTableView()
        made.setModel(model)
        made.setItemDelegate(self._cells)
        made.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        made.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        made.setShowGrid(False)
        made.setMouseTracking(True)
        made.setTabKeyNavigation(False)
        made.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        made.verticalHeader().hide()
        made.verticalHeader().setMinimumSectionSize(20)
        made.verticalHeader().setDefaultSectionSize(_ROW_PX)
        made.horizontalHeader().setFixedHeight(_HEADER_PX)
        made.horizontalHeader().setHighlightSections(False)
        made.horizontalHeader().setSectionsClickable(True)
        made.clicked.connect(self._open)
        for one in ("Return", "Enter"):
            keys.bind(made, one, lambda: self._open(made.currentIndex()))
        return made

    def show_tallies(
        self, rules: tuple[Rule, ...], tallies: Sequence[Tally], name: str, place: str | None
    ) -> None:
        """Show all tallies of the file; the row of the village that is looked at is lit."""
        first = [one for one in tallies if rules and one.rule == rules[0].id]
        villages = [(one.place, one.place_name) for one in first if one.place is not None]
        self.model.show(rules, villages, tallies)
        self.whole_model.show(rules, [(None, name)], tallies)
        self._cells.place = place
        self._fit()

    def _fit(self) -> None:
        asked = self._asked()
        free = max(self.table.viewport().width() - _VILLAGE_PX - sum(asked), 0)
        for view in (self.table, self.whole):
            header = view.horizontalHeader()
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            for at, wide in enumerate([_VILLAGE_PX, *(one + free // len(asked) for one in asked)]):
                header.resizeSection(at, wide)
        rows = max(self.model.rowCount(), 1)
        room = (self.height() - _HEADER_PX - self.whole.height() - 2) // rows
        high = min(max(room, _ROW_PX - 1), _HIGHEST_ROW_PX)
        self.table.verticalHeader().setDefaultSectionSize(high)
        # Few villages leave their room below the whole, not above it.
        bar = self.table.horizontalScrollBar()
        across = bar.sizeHint().height() if bar.maximum() > 0 else 0
        self.table.setMaximumHeight(_HEADER_PX + rows * high + 2 + across)

    def _asked(self) -> list[int]:
        """Return the width that each rule's heading and cells need; where there is less, the villages scroll across."""
        metrics, font = self.table.fontMetrics(), self.table.font()
        font.setBold(True)
        bold = QFontMetrics(font)
        asked = []
        for at, heading in enumerate(self.model.titles()[1:], start=1):
            texts = [
                str(model.index(row, at).data() or "")
                for model in (self.model, self.whole_model)
                for row in range(model.rowCount())
            ]
            widest = max((metrics.horizontalAdvance(one) for one in texts), default=0)
            asked.append(max(widest + 3 * _PAD, bold.horizontalAdvance(heading) + 3 * _PAD))
        return asked

    def _align(self, _least: int, most: int) -> None:
        """Leave at the right of the whole what the scroll bar takes of the table, so that the columns stay in line."""
        taken = self.table.verticalScrollBar().sizeHint().width() if most else 0
        self._below.setContentsMargins(0, 0, taken, 0)

    def resizeEvent(self, event: object) -> None:
        """Give the rows what room there is."""
        self._fit()

    def _open(self, index: Index) -> None:
        model = index.model()
        if not index.isValid() or not isinstance(model, MatrixModel):
            return
        place = model.places[index.row()][0]
        if index.column():
            self.opened.emit(model.rules[index.column() - 1].id, place)
        elif place is not None:
            self.village_opened.emit(place)
