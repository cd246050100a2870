"""How the cells of a list are drawn: a status as a chip, everything else as text with room around it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fupin_desk.ui.theme.style import ROW_PX
from fupin_desk.ui.widgets import chip

_DISPLAY = Qt.ItemDataRole.DisplayRole
_FOCUS = QStyle.StateFlag.State_HasFocus
Index = QModelIndex | QPersistentModelIndex


class ListCells(QStyledItemDelegate):
    """Draws the columns named as chips as chips. A word without a tone stays text."""

    def __init__(self, chips: frozenset[int] = frozenset()) -> None:
        super().__init__()
        self.chips = chips

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave out the dotted focus frame of one cell: whole rows are chosen."""
        super().initStyleOption(option, index)
        option.state = option.state & ~_FOCUS
        if index.column() in self.chips and option.text in chip.TONES:
            option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, and a chip on it where there is one."""
        super().paint(painter, option, index)
        if index.column() in self.chips:
            text = str(index.data(_DISPLAY) or "")
            if text in chip.TONES:
                chip.paint(
                    painter, option.rect.left() + 5, option.rect.center().y() + 1, text, chip.tone(text)
                )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(80, ROW_PX)
