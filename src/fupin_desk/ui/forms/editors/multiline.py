"""An editor of several lines."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from fupin_desk.model.form import Field
from fupin_desk.model.value import Value
from fupin_desk.ui.forms.editors.editor import Answer, Editor, Typed

_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NO_KEYS = Qt.KeyboardModifier.NoModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class _Text(QPlainTextEdit):
    """Plain text in which Enter goes on and Shift+Enter breaks the line."""

    def __init__(self, owner: Editor) -> None:
        super().__init__()
        self._owner = owner
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter."""
        if event.key() in _RETURNS and event.modifiers() in (_NO_KEYS, _KEYPAD):
            self._owner.finished.emit()
        elif event.key() in _RETURNS and event.modifiers() == _SHIFT:
            self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)


class MultilineEditor(Editor):
    """A few lines of text, over both columns of the form."""

    wide = True

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.text = _Text(self)
        self.text.setFixedHeight(58)
        self.text.setReadOnly(field.read_only)
        self.text.setPlaceholderText("Shift+Enter 换行")
        self.row.addWidget(self.text, 1)
        self.take_focus_by(self.text)
        self.text.textChanged.connect(self.changed)

    def show_value(self, value: Value, unread: str = "") -> None:
        """Show the text."""
        text = unread or ("" if value is None else str(value))
        if text != self.text.toPlainText():
            self.text.blockSignals(True)
            self.text.setPlainText(text)
            self.text.blockSignals(False)

    def answer(self) -> Answer:
        """Return the text, None for nothing."""
        text = self.text.toPlainText().strip()
        return Typed(text) if text else None
