"""Lines in which the input method can be switched off: what is asked for there is typed as it is."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

_ENABLED, _METHOD = Qt.InputMethodQuery.ImEnabled, Qt.WidgetAttribute.WA_InputMethodEnabled


def allow(widget: QWidget, *, composes: bool) -> None:
    """Switch the input method of a widget on or off; `setReadOnly` and `setEchoMode` switch it on again."""
    widget.setAttribute(_METHOD, composes)
    QGuiApplication.inputMethod().update(_ENABLED)


def answered(widget: QWidget, query: Qt.InputMethodQuery, answer: Any) -> Any:
    """Return what a widget answers an input method: Qt sets the attribute, but does not look at it."""
    return widget.testAttribute(_METHOD) and answer is not False if query == _ENABLED else answer


class Line(QLineEdit):
    """A line that an input method serves only where it is allowed."""

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: Any = None, /) -> Any:
        """Answer an input method."""
        return answered(self, query, super().inputMethodQuery(query))


class Text(QPlainTextEdit):
    """Lines that an input method serves only where it is allowed."""

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: Any = None, /) -> Any:
        """Answer an input method."""
        return answered(self, query, super().inputMethodQuery(query))
