"""What every editor is: it shows a stored value and answers with a value, or with text that is to be read."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fupin_desk.model.form import Field
from fupin_desk.model.value import Value
from fupin_desk.ui.widgets.card import restyle
from fupin_desk.ui.widgets.composing import Line


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as a person typed it; `desk.parse` says what it means."""

    text: str


# A list that drops down and another window borrow the keys and give them back: nobody has come or gone.
_DIGITS = Qt.InputMethodHint.ImhPreferNumbers
_BY_MOUSE = Qt.FocusReason.MouseFocusReason
_BORROWED = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


def come(event: QFocusEvent) -> bool:
    """Whether the person comes to an editor with the keys."""
    return event.gotFocus() and event.reason() not in _BORROWED


def gone(event: QFocusEvent) -> bool:
    """Whether the person leaves an editor with the keys."""
    return event.lostFocus() and event.reason() not in _BORROWED


Answer = str | int | float | None | Typed


def is_composed(field: Field) -> bool:
    """Whether an input method serves a field: not where only digits belong. Amounts and dates take 万 and 月."""
    return field.type not in {"id_number", "phone", "year"} and field.appearance != "digits"


class Editor(QWidget):
    """Base of the editors. A subclass names the widget that takes the keys by `take_focus_by`.

    Signals:
        changed: The person changed the answer.
        left: The person is done with this editor; a read text may now be shown in its usual form.
        finished: The person pressed Enter.
    """

    changed = Signal()
    left = Signal()
    finished = Signal()
    wide = False

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)
        self._focus: QWidget | None = None
        self.is_composing = self.is_filled = False

    def take_focus_by(self, widget: QWidget) -> None:
        """Let a widget inside take the keys for the whole editor."""
        self._focus = widget
        self.setFocusProxy(widget)
        widget.installEventFilter(self)
        widget.setAccessibleName(self.field.label)
        if self.field.help or self.field.hint:
            widget.setAccessibleDescription(self.field.help or self.field.hint)

    def inner(self) -> QWidget:
        """Return the widget that takes the keys."""
        return self._focus or self

    def show_value(self, value: Value, unread: str = "") -> None:
        """Show a stored value, or the text that could not be read, without saying `changed`."""
        raise NotImplementedError

    def answer(self) -> Answer:
        """Return what stands in the editor."""
        raise NotImplementedError

    def settle(self) -> None:
        """Take what is typed for what it can only mean; plain text means itself."""

    def open_list(self) -> None:
        """Open what the editor has to choose from, if it has that."""

    def enter_list(self) -> bool:
        """Take what is chosen in the list; whether Enter ends with that."""
        return False

    def is_listing(self) -> bool:
        """Whether a list is open, which Escape puts away first."""
        return False

    def mark(self, severity: str) -> None:
        """Draw the frame for an error (`E`), a warning (`W`) or nothing."""
        restyle(self.inner(), "state", severity)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice whether an input method composes a word, which nothing may disturb, and when the person leaves."""
        if isinstance(event, QInputMethodEvent):
            self.is_composing = bool(event.preeditString())
        elif isinstance(event, QFocusEvent) and event.lostFocus():
            self.is_composing = False
            if gone(event):
                self.settle()
                self.left.emit()
        return super().eventFilter(watched, event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Hand on the first word that is composed on a closed cell: Qt keeps the keys on the table until it ends."""
        if self._focus is None:
            super().inputMethodEvent(event)
            return
        QCoreApplication.sendEvent(self._focus, event)
        if not event.preeditString() and not event.commitString():
            # Given up: the view may show once more what the cell holds.
            self.is_filled = False

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Answer for the widget inside: where the cursor is."""
        return super().inputMethodQuery(query) if self._focus is None else self._focus.inputMethodQuery(query)


class LineBased(Editor):
    """Base of the editors that are one line."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = Line()
        self.line.setReadOnly(field.read_only)
        if not is_composed(field):
            self.line.setInputMethodHints(_DIGITS | Qt.InputMethodHint.ImhNoPredictiveText)
            # After setReadOnly, which sets it anew.
            self.line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        elif field.type in {"number", "date"}:
            self.line.setInputMethodHints(_DIGITS)
        self.row.addWidget(self.line, 1)
        self.take_focus_by(self.line)
        self.line.textEdited.connect(self.changed)
        self.line.returnPressed.connect(self.enter)

    def show_text(self, text: str) -> None:
        """Show a text from its beginning, if it does not stand there."""
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def enter(self) -> None:
        """Settle and go on, as Enter does."""
        self.settle()
        self.left.emit()
        self.finished.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let typing replace what stands in the line when the person comes by the keys."""
        if isinstance(event, QFocusEvent):
            if gone(event):
                self.line.setModified(False)
            elif come(event) and event.reason() != _BY_MOUSE and not self.line.isModified():
                self.line.selectAll()
        return super().eventFilter(watched, event)
