"""The rows of a list: an array of ids and a few pages of texts; sorting and filtering happen in the store."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPixmap

from fupin_desk.model.query import Query
from fupin_desk.ui.theme import icons
from fupin_desk.ui.widgets.table_model import ALIGN, DISPLAY, LEFT, RIGHT, TIP, Index, TableModel

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_PAGE_ROWS, _PAGES = 100, 20
MARK_PX = 16
_PICTURE, _SPOKEN_NAME = Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.AccessibleTextRole
# Computed columns that are counts or amounts, and stand at the right like numbers.
_COUNTS = {
    "@members", "@records", "@households", "@attendances", "@completed", "@visits", "@paid", "@balance",
    "@beneficiaries", "@driven", "@findings", "@open", "@team",
}  # fmt: skip


@cache
def _no_mark() -> QPixmap:
    """Return the room that a mark takes, empty, so that marked and unmarked names stand under each other."""
    room = QPixmap(MARK_PX, MARK_PX)
    room.fill(Qt.GlobalColor.transparent)
    return room


@dataclass(frozen=True, slots=True)
class Mark:
    """What a row is marked with: whether it stops submission, and what is wrong in words."""

    is_error: bool
    words: str


class RowsModel(TableModel):
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
        # The rows that were judged since the list was asked; None where nothing is wrong.
        self.marks: dict[str, Mark | None] = {}
        self._pages: OrderedDict[int, dict[str, dict[str, str]]] = OrderedDict()
        self._titles = [self.headings[name] for name in columns]
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
        self.marks.clear()
        self.endResetModel()

    def show_columns(self, columns: tuple[str, ...]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self.columns = columns
        self._titles = [self.headings[name] for name in columns]
        self._right = [self._is_number(name) for name in columns]
        self.endResetModel()

    def set_reveal(self, reveal: bool) -> None:  # noqa: FBT001 - a switch
        """Show ID numbers, phones and accounts in full, or masked again."""
        self.reveal = reveal
        self._pages.clear()
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.columns) - 1))

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.ids)

    def titles(self) -> Sequence[str]:
        """Return the headings of the columns."""
        return self._titles

    def is_number(self, column: int) -> bool:
        """Say whether a column stands at the right."""
        return self._right[column]

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return the text of a cell."""
        if role == ALIGN:
            return RIGHT if self._right[index.column()] else LEFT
        if role in (_PICTURE, TIP, _SPOKEN_NAME) and index.isValid() and not index.column():
            mark = self.marks.get(self.ids[index.row()])
            if mark is not None:
                return self._marked(mark, role, index)
            if role == _PICTURE:
                return _no_mark()
        if role not in (DISPLAY, TIP) or not index.isValid():
            return None
        return self.row_texts(index.row()).get(self.columns[index.column()], "")

    def _marked(self, mark: Mark, role: int, index: Index) -> Any:
        if role == _PICTURE:
            return icons.icon(
                "error" if mark.is_error else "warn", "bad_ink" if mark.is_error else "warn_ink", 16
            )
        word = "有差错" if mark.is_error else "有提醒"
        text = self.row_texts(index.row()).get(self.columns[0], "")
        return f"{text}　{word}" if role == _SPOKEN_NAME else f"{word}：\n{mark.words}\n{text}"

    def mark(self, row: int, mark: Mark | None) -> None:
        """Mark a row, or keep that nothing is wrong with it."""
        self.marks[self.ids[row]] = mark
        if mark is not None:
            cell = self.index(row, 0)
            self.dataChanged.emit(cell, cell, [_PICTURE, TIP, _SPOKEN_NAME])

    def row_texts(self, row: int) -> dict[str, str]:
        """Return the texts of a row by column; a page of rows is fetched when one of them is looked at."""
        number = row // _PAGE_ROWS
        page = self._pages.get(number)
        if page is None:
            ids = self.ids[number * _PAGE_ROWS : (number + 1) * _PAGE_ROWS]
            page = self._desk.rows(self.query.kind, ids, reveal=self.reveal, day=self.query.day)
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
