"""The rows of a list: an array of ids and a few pages of texts; sorting and filtering happen in the store."""

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fupin_desk.model.query import Query

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_DISPLAY, _ALIGN = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole
_TIP = Qt.ItemDataRole.ToolTipRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ACROSS = Qt.Orientation.Horizontal
_NOWHERE = QModelIndex()
_PAGE_ROWS, _PAGES = 100, 20
# Computed columns that are counts or amounts, and stand at the right like numbers.
_COUNTS = {
    "@members", "@records", "@households", "@attendances", "@completed", "@visits", "@paid", "@balance",
    "@beneficiaries", "@driven", "@findings", "@open", "@team",
}  # fmt: skip
Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractTableModel):
    """One kind's rows. Memory holds the ids and at most some pages of a hundred rows."""

    def __init__(
        self, desk: "Desk", kind: str, columns: tuple[str, ...], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.query = Query(kind)
        self.columns = columns
        self.headings = desk.headings(kind)
        self.reveal = False
        self.ids: list[str] = []
        self._pages: OrderedDict[int, dict[str, dict[str, str]]] = OrderedDict()
        self._right = [self._is_number(name) for name in columns]

    def _is_number(self, name: str) -> bool:
        field = self._desk.catalog.forms[self.query.kind].fields.get(name)
        return name in _COUNTS or (field is not None and field.type == "number")

    def show(self, query: Query) -> None:
        """Ask the desk for other rows, or the same ones again."""
        self.beginResetModel()
        self.query = query
        self.ids = self._desk.ids(query)
        self._pages.clear()
        self.endResetModel()

    def show_columns(self, columns: tuple[str, ...]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self.columns = columns
        self._right = [self._is_number(name) for name in columns]
        self.endResetModel()

    def set_reveal(self, reveal: bool) -> None:  # noqa: FBT001 - a switch
        """Show ID numbers, phones and accounts in full, or masked again."""
        self.reveal = reveal
        self._pages.clear()
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many records the list has."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns are shown."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return the heading of a column."""
        if orientation != _ACROSS or not 0 <= section < len(self.columns):
            return None
        if role == _DISPLAY:
            return self.headings[self.columns[section]]
        if role == _ALIGN:
            return _RIGHT if self._right[section] else _LEFT
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Return the text of a cell."""
        if role == _ALIGN:
            return _RIGHT if self._right[index.column()] else _LEFT
        if role not in (_DISPLAY, _TIP) or not index.isValid():
            return None
        return self.row_texts(index.row()).get(self.columns[index.column()], "")

    def row_texts(self, row: int) -> dict[str, str]:
        """Return the texts of a row by column; a page of rows is fetched when one of them is looked at."""
        number = row // _PAGE_ROWS
        page = self._pages.get(number)
        if page is None:
            ids = self.ids[number * _PAGE_ROWS : (number + 1) * _PAGE_ROWS]
            page = self._desk.rows(self.query.kind, ids, reveal=self.reveal)
            self._pages[number] = page
            if len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page.get(self.ids[row], {})

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, in the store."""
        if 0 <= column < len(self.columns):
            sign = "-" if order == Qt.SortOrder.DescendingOrder else ""
            form = self._desk.catalog.forms[self.query.kind]
            name = self.columns[column]
            rest = tuple(one for one in form.sort if one.removeprefix("-") != name)
            self.show(replace(self.query, sort=(sign + name, *rest)))
