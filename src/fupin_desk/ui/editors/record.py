"""A reference to another record: type a name, pinyin, number or the tail of an ID number, and choose."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QWidget

from fupin_desk.model.form import Field
from fupin_desk.model.value import Value
from fupin_desk.ui import icons
from fupin_desk.ui.editors import lookup
from fupin_desk.ui.editors.code import popup_list
from fupin_desk.ui.editors.editor import Answer, Editor, Typed

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_DISPLAY, _EDIT = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole
_ID = Qt.ItemDataRole.UserRole + 1
_UNFILTERED = QCompleter.CompletionMode.UnfilteredPopupCompletion
_KEY, _FOCUS_OUT = QEvent.Type.KeyPress, QEvent.Type.FocusOut
_DOWN = Qt.Key.Key_Down
_WAIT_MS, _LIST_PX = 120, 430


def _opens(event: QKeyEvent) -> bool:
    return event.type() == _KEY and event.key() == _DOWN


class RecordEditor(Editor):
    """A line that finds records of one kind as one types, with what tells namesakes apart."""

    def __init__(self, field: Field, desk: "Desk", parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._desk = desk
        self._record: str | None = None
        self._name = ""
        self.line = QLineEdit()
        self.line.setReadOnly(field.read_only)
        self.line.setPlaceholderText(f"输入{desk.catalog.forms[field.of].label}名称查找")
        self.row.addWidget(self.line, 1)
        self.open = QAction(self.line)
        self.open.setToolTip("列出可选的（↓）")
        icons.dress(self.open, "search", "muted")
        self.line.addAction(self.open, QLineEdit.ActionPosition.TrailingPosition)
        self.take_focus_by(self.line)
        self.found = QStandardItemModel(self)
        self._completer = QCompleter(self.found, self)
        self._completer.setCompletionMode(_UNFILTERED)
        self._completer.setCompletionRole(_EDIT)
        self._popup = popup_list()
        self._completer.setPopup(self._popup)
        self._completer.setWidget(self.line)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._connect()

    def _connect(self) -> None:
        self._timer.timeout.connect(self.look)
        self._completer.activated[QModelIndex].connect(self._choose)  # type: ignore[index]
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self._enter)
        self.open.triggered.connect(self.list_all)

    def show_value(self, value: Value, unread: str = "") -> None:
        """Show the name of the record that is referred to."""
        self._record = None if value is None else str(value)
        self._name = self._desk.name_of(self.field.of, self._record) if self._record else unread
        self.line.setText(self._name)
        self.line.setCursorPosition(0)

    def answer(self) -> Answer:
        """Return the id of the chosen record, or the text that names none."""
        if self._record:
            return self._record
        text = self.line.text().strip()
        return Typed(text) if text else None

    def look(self) -> None:
        """Find what is typed and show it under the line."""
        self._fill(self.line.text())
        if self.found.rowCount() and self.line.hasFocus():
            self._drop_down()

    def list_all(self) -> None:
        """Show the first records of the kind."""
        self.line.setFocus()
        self._fill("")
        self._drop_down()

    def _drop_down(self) -> None:
        area = self.line.rect()
        area.setWidth(max(area.width(), _LIST_PX))
        self._completer.complete(area)

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
        self._timer.start() if text.strip() else self._timer.stop()
        self.changed.emit()

    def settle(self) -> None:
        """Take the only record that the text can mean."""
        text = self.line.text().strip()
        if self._record or not text:
            return
        record = lookup.resolve(self._desk, self.field.of, text)
        if record:
            self.choose(record)

    def _enter(self) -> None:
        self._timer.stop()
        self.settle()
        self.finished.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the list with Down; settle when the focus goes."""
        if isinstance(event, QKeyEvent) and _opens(event) and not self._popup.isVisible():
            self._fill("" if self._record else self.line.text())
            self._drop_down()
            return True
        if event.type() == _FOCUS_OUT and QApplication.activePopupWidget() is None:
            self._timer.stop()
            self.settle()
            self.left.emit()
        return super().eventFilter(watched, event)
