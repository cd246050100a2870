"""The moment after a window was first painted: when what need not stand on it yet may begin."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_PAINT = QEvent.Type.Paint


class AfterFirstPaint(QObject):
    """Calls back once, when all that the first paint draws is drawn."""

    def __init__(self, widget: QWidget, act: Callable[[], None]) -> None:
        super().__init__(widget)
        self._widget, self._act = widget, act
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint."""
        if event.type() == _PAINT:
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self._widget, self._act)
        return False
