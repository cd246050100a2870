"""A code from a closed list: type part of its label, or open the list."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QWidget

from fupin_desk.model.code import CodeList
from fupin_desk.model.form import Field
from fupin_desk.model.show import shown
from fupin_desk.model.value import Value
from fupin_desk.ui.editors.editor import Answer, Editor, Typed, come, gone

_CONTAINS = Qt.MatchFlag.MatchContains
_POPUP = QCompleter.CompletionMode.PopupCompletion
_NO_CASE = Qt.CaseSensitivity.CaseInsensitive
_SHOWN_AT_ONCE = 14


def popup_list() -> QListView:
    """Return the list that drops down under a line."""
    made = QListView()
    made.setProperty("role", "popup")
    return made


class _Combo(QComboBox):
    """A combo that the wheel changes only while it has the focus: scrolling a form must not change a record."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form scroll."""
        if self.hasFocus() and self.view().isVisible():
            super().wheelEvent(event)
        else:
            event.ignore()


class CodeEditor(Editor):
    """One of a list of (value, label). An empty line is no answer: 未调查 is not a code."""

    def __init__(
        self, field: Field, choices: Sequence[tuple[Value, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(field, parent)
        self._values = {text: value for value, text in choices}
        self._labels = dict(choices)
        self.combo = _Combo()
        self.combo.setView(popup_list())
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setMaxVisibleItems(_SHOWN_AT_ONCE)
        self.combo.setMinimumContentsLength(4)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.addItem("")
        self.combo.addItems([text for _, text in choices])
        self.combo.setEnabled(not field.read_only)
        self._filter()
        self.row.addWidget(self.combo, 1)
        self.take_focus_by(self.combo)
        line = self.line()
        line.textEdited.connect(lambda _text: self.changed.emit())
        line.returnPressed.connect(self._enter)
        self.combo.activated.connect(lambda _index: self.changed.emit())

    def line(self) -> QLineEdit:
        """Return the line of the combo; a held reference would go stale when the editor moves into a cell."""
        line = self.combo.lineEdit()
        if line is None:
            raise RuntimeError("the combo is not editable")
        return line

    def _filter(self) -> None:
        completer = QCompleter(self.combo.model(), self)
        completer.setFilterMode(_CONTAINS)
        completer.setCaseSensitivity(_NO_CASE)
        completer.setCompletionMode(_POPUP)
        completer.setMaxVisibleItems(_SHOWN_AT_ONCE)
        completer.setPopup(popup_list())
        completer.activated.connect(lambda _text: self.changed.emit())
        self.combo.setCompleter(completer)

    def show_value(self, value: Value, unread: str = "") -> None:
        """Show the label of a code."""
        text = unread or self._labels.get(value, "" if value is None else str(value))
        self.combo.setCurrentIndex(max(self.combo.findText(text), -1))
        self.combo.setEditText(text)
        self.line().setCursorPosition(0)

    def answer(self) -> Answer:
        """Return the code of a known label, else the text to be read."""
        text = self.combo.currentText().strip()
        if not text:
            return None
        return self._values[text] if text in self._values else Typed(text)

    def settle(self) -> None:
        """Take the only label that contains what is typed."""
        text = self.combo.currentText().strip()
        fitting = [one for one in self._values if text and text in one]
        if text not in self._values and len(fitting) == 1:
            self.combo.setEditText(fitting[0])
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Settle when the combo, which holds the focus for its line, loses it; select all when it gets it."""
        if isinstance(event, QFocusEvent) and come(event):
            self.line().selectAll()
        elif isinstance(event, QFocusEvent) and gone(event):
            self.settle()
            self.left.emit()
        return super().eventFilter(watched, event)

    def _enter(self) -> None:
        self.settle()
        self.finished.emit()


class CodesLine(Editor):
    """Several codes in one cell of a grid, typed with 、 between them; each one is completed."""

    def __init__(self, field: Field, codes: Mapping[str, CodeList], parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._codes = codes
        self.line = QLineEdit()
        self.row.addWidget(self.line, 1)
        self.take_focus_by(self.line)
        completer = _Segments([one.label for one in codes[field.choices].codes.values()], self.line)
        self.line.setCompleter(completer)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self.left)
        self.line.returnPressed.connect(self.finished)

    def show_value(self, value: Value, unread: str = "") -> None:
        """Show the labels."""
        self.line.setText(unread or shown(self.field, value, self._codes))

    def answer(self) -> Answer:
        """Return the text to be read."""
        text = self.line.text().strip(" 、,，")
        return Typed(text) if text else None


class _Segments(QCompleter):
    """Completes the last of several labels."""

    def __init__(self, labels: Sequence[str], parent: QObject) -> None:
        super().__init__(list(labels), parent)
        self.setFilterMode(_CONTAINS)
        self.setPopup(popup_list())

    def splitPath(self, path: str) -> list[str]:
        """Look for what stands behind the last separator."""
        return [path.replace("，", "、").replace(",", "、").rsplit("、", 1)[-1].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Put the found label in place of the last part."""
        widget = self.widget()
        held = widget.text() if isinstance(widget, QLineEdit) else ""
        head, found, _ = held.replace("，", "、").replace(",", "、").rpartition("、")
        return head + found + super().pathFromIndex(index)
