"""Rows with a box to tick: who may be chosen, and what is known that helps to choose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from fupin_desk.ui.widgets.table_model import DISPLAY, TIP, Index, TableModel

_TICK = Qt.ItemDataRole.CheckStateRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@dataclass(frozen=True, slots=True)
class TickRow:
    """One choice: its texts by column, and the names of the quick filters that it passes."""

    id: str
    texts: tuple[str, ...]
    passes: frozenset[str] = frozenset()


class TickModel(TableModel):
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

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def titles(self) -> Sequence[str]:
        """Return the headings of the columns."""
        return self._headings

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return the text of a cell, or its tick."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (DISPLAY, TIP):
            return row.texts[index.column()]
        if role == _TICK and index.column() == 0:
            return _ON if row.id in self.ticked else _OFF
        return None

    def setData(self, index: Index, value: object, role: int = DISPLAY) -> bool:
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
