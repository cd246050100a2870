"""What every editor is: it shows a stored value and answers with a value, or with text that is to be read."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fupin_desk.model.form import Field
from fupin_desk.model.value import Value
from fupin_desk.ui.card import restyle


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as a person typed it; `desk.parse` says what it means."""

    text: str


_FOCUS_OUT = QEvent.Type.FocusOut
# A list that drops down and another window borrow the keys and give them back: nobody has come or gone.
_BORROWED = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


def come(event: QFocusEvent) -> bool:
    """Whether the person comes to an editor with the keys."""
    return event.gotFocus() and event.reason() not in _BORROWED


def gone(event: QFocusEvent) -> bool:
    """Whether the person leaves an editor with the keys."""
    return event.lostFocus() and event.reason() not in _BORROWED


Answer = str | int | float | None | Typed


class Editor(QWidget):
    """Base of the editors. A subclass sets `_focus` to the widget that takes the keys.

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
        self.is_composing = False

    def take_focus_by(self, widget: QWidget) -> None:
        """Let a widget inside take the keys for the whole editor."""
        self._focus = widget
        self.setFocusProxy(widget)
        widget.installEventFilter(self)
        widget.setAccessibleName(self.field.label)
        if self.field.help or self.field.hint:
            widget.setAccessibleDescription(self.field.help or self.field.hint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice whether an input method composes a word, which nothing may disturb."""
        if isinstance(event, QInputMethodEvent):
            self.is_composing = bool(event.preeditString())
        elif event.type() == _FOCUS_OUT:
            self.is_composing = False
        return super().eventFilter(watched, event)

    def inner(self) -> QWidget:
        """Return the widget that takes the keys."""
        return self._focus or self

    def show_value(self, value: Value, unread: str = "") -> None:
        """Show a stored value, or the text that could not be read, without saying `changed`."""
        raise NotImplementedError

    def answer(self) -> Answer:
        """Return what stands in the editor."""
        raise NotImplementedError

    def mark(self, severity: str) -> None:
        """Draw the frame for an error (`E`), a warning (`W`) or nothing."""
        restyle(self.inner(), "state", severity)
