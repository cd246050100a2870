"""Room for pages: a stack that asks only for what its shown page needs, and an area that scrolls what does not fit."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

_NO_FOCUS = Qt.FocusPolicy.NoFocus


def least_height(widget: QWidget, width: int) -> int:
    """Return how high a widget must be at a width for everything in it to have its room."""
    layout = widget.layout()
    if layout is None or not widget.hasHeightForWidth():
        return widget.minimumSizeHint().height()
    if not isinstance(layout, QVBoxLayout):
        return max(layout.minimumHeightForWidth(width), widget.minimumSizeHint().height())
    # A column never gives a part whose height depends on the width less than that height.
    around = layout.contentsMargins()
    room = width - around.left() - around.right()
    items = [layout.itemAt(at) for at in range(layout.count())]
    highs = [
        one.heightForWidth(room) if one.hasHeightForWidth() else one.minimumSize().height()
        for one in items
        if one is not None and not one.isEmpty()
    ]
    return sum(highs) + layout.spacing() * max(len(highs) - 1, 0) + around.top() + around.bottom()


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

    def heightForWidth(self, width: int) -> int:
        """Return the same, for the areas that ask their widget's layout first."""
        return self.minimumSizeHint().height()

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
