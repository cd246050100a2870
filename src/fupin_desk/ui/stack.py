"""Room for pages: a stack that asks only for what its shown page needs, and an area that scrolls what does not fit."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

_NO_FOCUS = Qt.FocusPolicy.NoFocus


def least_height(widget: QWidget, width: int) -> int:
    """Return how high a widget must be at a width for everything in it to have its room."""
    layout = widget.layout()
    if layout is None or not layout.hasHeightForWidth():
        return widget.minimumSizeHint().height()
    return max(layout.minimumHeightForWidth(width), widget.minimumSizeHint().height())


class Stack(QStackedWidget):
    """A stack in which a page that is not shown asks for nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _at: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """Return what the shown page needs at the present width."""
        shown = self.currentWidget()
        if shown is None:
            return QSize(0, 0)
        wide = max(shown.minimumSizeHint().width(), shown.minimumWidth())
        high = max(least_height(shown, max(self.width(), wide)), shown.minimumHeight())
        return QSize(wide, high)

    def sizeHint(self) -> QSize:
        """Return what the shown page would like."""
        shown = self.currentWidget()
        return shown.sizeHint() if shown else QSize(0, 0)

    def hasHeightForWidth(self) -> bool:
        """Say that the hints above already reckon with the width."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class Scroll(QScrollArea):
    """An area around one widget: as large as the room, and scrolled where the widget needs more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(_NO_FOCUS)

    def event(self, event: QEvent) -> bool:
        """Reckon again when something inside changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reckon again at another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the widget the height that its wrapped texts need at this width."""
        inside = self.widget()
        if inside is not None:
            wide = max(self.viewport().width(), inside.minimumSizeHint().width())
            inside.setMinimumHeight(least_height(inside, wide))
