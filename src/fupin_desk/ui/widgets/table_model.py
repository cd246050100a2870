"""What every table has: rows that are numbered, columns with headings, words at the left and numbers at the right."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
DISPLAY, TIP, ALIGN = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.TextAlignmentRole,
)
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ACROSS = Qt.Orientation.Horizontal


class TableModel(QAbstractTableModel):
    """A table that is told only how many rows it has, what its columns are called, and (`data`) what a cell shows."""

    def count(self) -> int:
        """Return how many rows there are."""
        raise NotImplementedError

    def titles(self) -> Sequence[str]:
        """Return the headings of the columns."""
        raise NotImplementedError

    def is_number(self, column: int) -> bool:
        """Say whether a column stands at the right."""
        return False

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else self.count()

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.titles())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """Return the heading of a column, and at which side it stands."""
        if orientation != ACROSS or not 0 <= section < len(self.titles()):
            return None
        if role == ALIGN:
            return RIGHT if self.is_number(section) else LEFT
        return self.titles()[section] if role == DISPLAY else None
