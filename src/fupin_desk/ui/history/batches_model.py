"""The batches of the journal as rows: newest first, fetched as one scrolls, filtered as one types."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from fupin_desk.model.change import Batch
from fupin_desk.model.moments import local_moment
from fupin_desk.ui.theme import style
from fupin_desk.ui.widgets.table_model import ALIGN, DISPLAY, NOWHERE, RIGHT, TIP, Index, TableModel

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_INK = Qt.ItemDataRole.ForegroundRole
_HEADINGS = ("时间", "操作员", "做了什么", "改动", "状态")
_PAGE, _SIZE = 200, 3


class BatchesModel(TableModel):
    """The history, a page of batches at a time."""

    def __init__(self, desk: "Desk", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._text = ""
        self._all: list[Batch] = []
        self._shown: list[Batch] = []
        self._complete = False

    def ask(self, text: str = "") -> None:
        """Ask the desk again, for batches whose words or author hold a text."""
        self.beginResetModel()
        self._text, self._all, self._shown, self._complete = text.strip(), [], [], False
        self._fetch()
        self.endResetModel()

    def _fetch(self) -> list[Batch]:
        """Read pages until one of them brings something to show; return what it brought."""
        found: list[Batch] = []
        while not found and not self._complete:
            last = self._all[-1] if self._all else None
            page = self._desk.batches(_PAGE, (last.at, last.device, last.number) if last else None)
            self._all += page
            self._complete = len(page) < _PAGE
            found = [one for one in page if self._text in f"{one.what} {one.author} {one.id}"]
        self._shown += found
        return found

    def canFetchMore(self, parent: Index = NOWHERE) -> bool:
        """Return whether older batches are left."""
        return not parent.isValid() and not self._complete

    def fetchMore(self, parent: Index = NOWHERE) -> None:
        """Fetch older batches; the view asks when one scrolls to the end."""
        before = len(self._shown)
        found = self._fetch()
        if found:
            del self._shown[before:]
            self.beginInsertRows(NOWHERE, before, before + len(found) - 1)
            self._shown += found
            self.endInsertRows()

    def batch(self, row: int) -> Batch | None:
        """Return the batch of a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def row_of(self, batch: str) -> int:
        """Return the row of a batch by its id, -1 if it is not fetched."""
        return next((at for at, one in enumerate(self._shown) if one.id == batch), -1)

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self._shown)

    def titles(self) -> Sequence[str]:
        """Return the headings of the columns."""
        return _HEADINGS

    def is_number(self, column: int) -> bool:
        """Say whether a column stands at the right."""
        return column == _SIZE

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return the text of a cell; what was taken back is pale."""
        if not index.isValid():
            return None
        batch = self._shown[index.row()]
        if role == DISPLAY:
            state = "已撤回" if batch.undone_by else "撤回" if batch.undoes else ""
            return (local_moment(batch.at), batch.author, batch.what, f"{batch.size:,} 处", state)[
                index.column()
            ]
        if role == TIP:
            return f"{batch.what}\n编号 {batch.id}"
        if role == ALIGN and index.column() == _SIZE:
            return RIGHT
        if role == _INK and batch.undone_by:
            return QColor(style.tokens().muted)
        return None
