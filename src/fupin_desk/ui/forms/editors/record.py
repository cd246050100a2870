"""A reference to another record: type a name, pinyin, number or the tail of an ID number, and choose."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QAction, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QWidget

from fupin_desk.model.form import Field
from fupin_desk.model.value import Value
from fupin_desk.ui.forms.editors import lookup
from fupin_desk.ui.forms.editors.editor import Answer, LineBased, Typed
from fupin_desk.ui.forms.editors.proposals import Proposals
from fupin_desk.ui.theme import icons

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_DISPLAY = Qt.ItemDataRole.DisplayRole
_ID = Qt.ItemDataRole.UserRole + 1
_WAIT_MS, _LIST_PX = 120, 430


class RecordEditor(LineBased):
    """A line that finds records of one kind as one types, with what tells namesakes apart."""

    def __init__(self, field: Field, desk: "Desk", parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._desk = desk
        self._record: str | None = None
        self._name = ""
        self.line.setPlaceholderText("输入名称查找")
        self.open = QAction(self.line)
        self.open.setToolTip("列出可选的（↓）")
        icons.dress(self.open, "search", "muted")
        self.line.addAction(self.open, QLineEdit.ActionPosition.TrailingPosition)
        self.found = QStandardItemModel(self)
        self.proposals = Proposals(self.line, self.found, least_px=_LIST_PX)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self.look)
        self.proposals.chosen.connect(self._choose)
        self.proposals.wanted.connect(self._list)
        self.line.textEdited.connect(self._edited)
        self.open.triggered.connect(self.open_list)

    def show_value(self, value: Value, unread: str = "") -> None:
        """Show the name of the record that is referred to."""
        self._record = None if value is None else str(value)
        self._name = self._desk.name_of(self.field.of, self._record) if self._record else unread
        self.show_text(self._name)

    def answer(self) -> Answer:
        """Return the id of the chosen record, or the text that names none."""
        if self._record:
            return self._record
        text = self.line.text().strip()
        return Typed(text) if text else None

    def look(self) -> None:
        """Find what is typed and show it under the line."""
        self._fill(self.line.text())
        if self.line.hasFocus():
            self.proposals.drop_down()

    def open_list(self) -> None:
        """Show the first records of the kind."""
        self.line.setFocus()
        self._fill("")
        self.proposals.drop_down()

    def _list(self) -> None:
        """Show what can be meant by what is typed; beside a chosen record, the first ones of the kind."""
        self._fill("" if self._record else self.line.text())
        self.proposals.drop_down()

    def _fill(self, text: str) -> None:
        self.found.clear()
        for one in lookup.find(self._desk, self.field.of, text):
            item = QStandardItem()
            item.setData(f"{one.name}　{one.detail}" if one.detail else one.name, _DISPLAY)
            item.setData(one.id, _ID)
            self.found.appendRow(item)

    def choose(self, record: str) -> None:
        """Take a record as the answer."""
        self.show_value(record)
        self.changed.emit()
        self.left.emit()

    def _choose(self, index: QModelIndex) -> None:
        self.choose(str(index.data(_ID)))

    def _edited(self, text: str) -> None:
        self._record = None
        if text.strip():
            self._timer.start()
        else:
            self._timer.stop()
            self.proposals.hide()

    def enter_list(self) -> bool:
        """Take what is chosen in the list; whether Enter ends with that."""
        return self.proposals.enter()

    def is_listing(self) -> bool:
        """Whether the list is open."""
        return self.proposals.isVisible()

    def settle(self) -> None:
        """Take the chosen row of the list, or the only record that the text can mean."""
        self._timer.stop()
        if self.proposals.take_chosen():
            return
        self.proposals.hide()
        text = self.line.text().strip()
        if self._record or not text:
            return
        record = lookup.resolve(self._desk, self.field.of, text)
        if record:
            self.choose(record)
