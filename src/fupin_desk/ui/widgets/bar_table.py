"""A table whose cells may hold a share as a bar with its target, a word as a chip, or plain text."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from PySide6.QtCore import (
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fupin_desk.ui.theme import style
from fupin_desk.ui.widgets import chip, keys, plain_table
from fupin_desk.ui.widgets.table_model import DISPLAY, LEFT, RIGHT, TIP, Index, TableModel

CELL = Qt.ItemDataRole.UserRole
_CHOSEN, _HOVERED = QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_MouseOver
_PAD, _BAR_PX, _TEXT_PX, _FIRST_PX, _LEAST_PX = 8, 8, 84, 120, 72


@dataclass(frozen=True, slots=True)
class BarCell:
    """One cell. With a share a bar stands behind the text; with a tone alone the text is a chip."""

    text: str
    share: Fraction | None = None
    target: Fraction | None = None
    tone: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class BarRow:
    """One row: the record that it opens, and its cells."""

    id: str
    cells: tuple[BarCell, ...]


class BarModel(TableModel):
    """Rows of cells under headings."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headings = tuple(headings)
        self.rows: list[BarRow] = []

    def show(self, rows: Sequence[BarRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = [*rows]
        self.endResetModel()

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def titles(self) -> Sequence[str]:
        """Return the headings of the columns."""
        return self.headings

    def is_number(self, column: int) -> bool:
        """Say whether a column stands at the right."""
        return bool(self.rows) and self.rows[0].cells[column].is_number

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return a cell, or its text."""
        if not index.isValid():
            return None
        cell = self.rows[index.row()].cells[index.column()]
        return cell if role == CELL else cell.text if role in (DISPLAY, TIP) else None


class BarCells(QStyledItemDelegate):
    """Draws text, chips and bars."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        cell = index.data(CELL)
        tokens = style.tokens()
        painter.save()
        try:
            if option.state & (_CHOSEN | _HOVERED):
                painter.fillRect(option.rect, QColor(tokens.accent_soft))
            elif index.row() % 2:
                painter.fillRect(option.rect, QColor(tokens.panel_alt))
            if isinstance(cell, BarCell):
                self._paint(painter, QRectF(option.rect).adjusted(_PAD, 0, -_PAD, 0), cell)
        finally:
            painter.restore()

    @staticmethod
    def _paint(painter: QPainter, area: QRectF, cell: BarCell) -> None:
        tokens = style.tokens()
        if cell.tone and cell.share is None and cell.text:
            chip.paint(painter, area.left(), area.center().y(), cell.text, cell.tone)
            return
        painter.setPen(QColor(tokens.text))
        if cell.share is None:
            text = painter.fontMetrics().elidedText(cell.text, Qt.TextElideMode.ElideRight, int(area.width()))
            painter.drawText(area, RIGHT if cell.is_number else LEFT, text)
            return
        ink = QColor(chip.colours(cell.tone or "accent")[0])
        painter.setPen(ink)
        painter.drawText(area, LEFT, cell.text)
        track = QRectF(
            area.left() + _TEXT_PX, area.center().y() - _BAR_PX / 2, area.width() - _TEXT_PX, _BAR_PX
        )
        painter.fillRect(track, QColor(tokens.track))
        done = QRectF(track)
        done.setWidth(track.width() * float(min(cell.share, Fraction(1))))
        painter.fillRect(done, ink)
        if cell.target is not None:
            at = track.left() + track.width() * float(min(cell.target, Fraction(1)))
            mark = QRectF(min(at, track.right() - 2), track.top() - 3, 2, _BAR_PX + 6)
            painter.fillRect(mark, QColor(tokens.mark))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return room for a cell."""
        return QSize(90, style.DENSE_ROW_PX)


class BarTable(QWidget):
    """The table as a widget.

    Signals:
        opened: The id of the row that was opened.
    """

    opened = Signal(object)

    def __init__(
        self, headings: Sequence[str], wide: frozenset[int] = frozenset(), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model = BarModel(headings, self)
        self.table = plain_table.make(self.model, row_px=style.DENSE_ROW_PX)
        self._cells = BarCells(self.table)
        self.table.setItemDelegate(self._cells)
        self.table.setMouseTracking(True)
        self.table.doubleClicked.connect(self._open)
        for one in ("Return", "Enter"):
            keys.bind(self.table, one, lambda: self._open(self.table.currentIndex()))
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(_LEAST_PX)
        for at in range(len(self.model.headings)):
            stretched = not wide or at in wide
            header.setSectionResizeMode(
                at, QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.ResizeToContents
            )
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, _FIRST_PX)

    def show_rows(self, rows: Sequence[BarRow]) -> None:
        """Show other rows."""
        self.model.show(rows)

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(self.model.rows[index.row()].id)
