"""人员增减台账: who joined and left between two days, counted by reason."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fupin_desk.desk import movements
from fupin_desk.desk.movements import JOINED, LEFT, Movement
from fupin_desk.model.form import Field
from fupin_desk.ui.forms.editors.date import DateEditor
from fupin_desk.ui.forms.editors.editor import Typed
from fupin_desk.ui.theme.style import DENSE_ROW_PX
from fupin_desk.ui.widgets import clipboard, keys, plain_table
from fupin_desk.ui.widgets.ask import Box
from fupin_desk.ui.widgets.card import Card, button, label
from fupin_desk.ui.widgets.table_model import DISPLAY, Index, TableModel

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_HEADINGS = ("日期", "增减", "原因", "姓名", "所在户")
_DAYS = (Field("joined_on", "从", "date"), Field("left_on", "到", "date"))
_OPENED = 2


class MovementsModel(TableModel):
    """Movements as rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Movement] = []

    def show(self, rows: list[Movement]) -> None:
        """Show other movements."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def titles(self) -> Sequence[str]:
        """Return the headings of the columns."""
        return _HEADINGS

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return the text of a cell."""
        return self.texts(index.row())[index.column()] if index.isValid() and role == DISPLAY else None

    def texts(self, row: int) -> tuple[str, ...]:
        """Return the texts of a row."""
        one = self.rows[row]
        return one.day, one.way, one.reason, one.name, one.household


class MovementsBox(Box):
    """The ledger between two days; a double click opens the household of a person."""

    least = QSize(760, 560)

    def __init__(self, navigator: "Navigator", parent: QWidget | None = None) -> None:
        super().__init__(parent, "人员增减台账")
        self._navigator, self._desk = navigator, navigator.desk
        self.model = MovementsModel(self)
        self.table = plain_table.make(self.model, frozenset({1}), DENSE_ROW_PX)
        self.days = [DateEditor(one, self._desk.today()) for one in _DAYS]
        self.summary = label("", wrap=True)
        self.opened: Movement | None = None
        row = QHBoxLayout()
        for editor, day in zip(self.days, (f"{navigator.as_of[:4]}-01-01", navigator.as_of), strict=True):
            editor.show_value(day)
            editor.setFixedWidth(140)
            editor.left.connect(self.ask)
            editor.finished.connect(self.ask)
            row.addWidget(label(editor.field.label, "muted"))
            row.addWidget(editor)
        row.addStretch(1)
        copied = button("复制", "copy", tip="复制全部行，可以粘贴到 Excel、WPS")
        copied.clicked.connect(self.copy)
        row.addWidget(copied)
        self.body.addLayout(row)
        self.body.addWidget(self.summary)
        card = Card(margin=1)
        card.column.addWidget(self.table)
        self.body.addWidget(card, 1)
        self.grow()
        self.offer("关闭")
        self.yes.setDefault(False)
        self.table.doubleClicked.connect(self._open)
        keys.bind(self.table, keys.COPY, self.copy)
        for at, width in enumerate((110, 80, 120, 120)):
            self.table.setColumnWidth(at, width)
        self.ask()

    def _day(self, editor: DateEditor) -> str:
        answer = editor.answer()
        if isinstance(answer, Typed):
            return str(self._desk.parse("member", {"left_on": answer.text}).values.get("left_on") or "")
        return str(answer or "")

    def ask(self) -> None:
        """Read the ledger between the two days again."""
        first, last = (self._day(one) for one in self.days)
        found = movements.between(self._desk, first or "0000", last or "9999", self._navigator.place)
        self.model.show(found)
        parts = []
        for way in (JOINED, LEFT):
            own = [(reason, count) for one, reason, count in movements.counts(found) if one == way]
            told = "、".join(f"{reason} {count}" for reason, count in own)
            parts.append(f"{way} {sum(count for _, count in own)} 人{f'（{told}）' if told else ''}")
        self.summary.setText("，".join(parts))

    def copy(self) -> None:
        """Copy all rows as a table with headings."""
        rows = [self.model.texts(row) for row in range(len(self.model.rows))]
        clipboard.copy(self._navigator, self.model.titles(), rows)

    def _open(self, index: QModelIndex) -> None:
        self.opened = self.model.rows[index.row()]
        self.done(_OPENED)


def run(navigator: "Navigator", parent: QWidget) -> None:
    """Show the ledger; open the member that was chosen in it."""
    box = MovementsBox(navigator, parent)
    navigator.door.show_box(box)
    opened = box.opened
    box.deleteLater()
    if opened is not None:
        navigator.open_record("member", opened.member, "left_on" if opened.way == LEFT else "joined_on")
