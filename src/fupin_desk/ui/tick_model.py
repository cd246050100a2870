"""Rows with a box to tick: who may be chosen, and what is known that helps to choose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

_DISPLAY, _TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
_TICK, _ALIGN = Qt.ItemDataRole.CheckStateRole, Qt.ItemDataRole.TextAlignmentRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ACROSS = Qt.Orientation.Horizontal
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TickRow:
    """One choice: its texts by column, and the names of the quick filters that it passes."""

    id: str
    texts: tuple[str, ...]
    passes: frozenset[str] = frozenset()


class TickModel(QAbstractTableModel):
    """The rows that are listed now, and the ids that are ticked, whether they are listed or not.

    Signals:
        ticked_changed: Other ids are ticked.
    """

    ticked_changed = Signal()

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self.rows: list[TickRow] = []
        self.ticked: set[str] = set()

    def show(self, rows: list[TickRow]) -> None:
        """List other rows; ticks stay."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def tick(self, ids: Iterable[str], *, on: bool) -> None:
        """Tick ids, or take their ticks away."""
        before = set(self.ticked)
        self.ticked = before | set(ids) if on else before - set(ids)
        if self.ticked != before:
            if self.rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0), [_TICK])
            self.ticked_changed.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows are listed."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return the heading of a column."""
        if orientation != _ACROSS or not 0 <= section < len(self._headings):
            return None
        return self._headings[section] if role == _DISPLAY else _LEFT if role == _ALIGN else None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Return the text of a cell, or its tick."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (_DISPLAY, _TIP):
            return row.texts[index.column()]
        if role == _TICK and index.column() == 0:
            return _ON if row.id in self.ticked else _OFF
        return None

    def setData(self, index: Index, value: object, role: int = _DISPLAY) -> bool:
        """Take a tick from the view."""
        if role != _TICK or index.column() or not index.isValid():
            return False
        self.tick([self.rows[index.row()].id], on=Qt.CheckState(value) == _ON)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the first column be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return base | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else base
