"""Where the keys go: out of a part of the window, and what of it is shown while they are in it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget

from fupin_desk.ui.forms.field_box import FieldBox

_MARGIN_PX = 12


def leave(part: QWidget, *, forward: bool) -> bool:
    """Put the focus on what follows a part in the window, or goes before it; False if nothing can take it."""
    start = QApplication.focusWidget() or part
    widget: QWidget = start
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    while True:
        beside = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
        if beside is None or beside is start:
            return False
        widget = beside
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
        if takes and widget.focusProxy() is None and not part.isAncestorOf(widget):
            widget.setFocus(reason)
            return True


class Follow(QObject):
    """Keeps the widget that has the keys inside its scrolled page, until a person scrolls elsewhere.

    `followed` is called whenever they have come to another widget of the page.
    """

    def __init__(self, area: QScrollArea, page: QWidget, followed: Callable[[], None]) -> None:
        super().__init__(area)
        self._area, self._page, self._followed = area, page, followed
        self._scrolled_away = False
        # Later: a widget that has just come gets its place first.
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.reveal)
        area.verticalScrollBar().actionTriggered.connect(self._scroll_away)
        area.viewport().installEventFilter(self)
        page.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._moved)  # type: ignore[union-attr]

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._page.isAncestorOf(now):
            self._followed()
        # Under a pressed mouse the page must not move: what is clicked is in sight.
        if now is not None and not QApplication.mouseButtons():
            self._scrolled_away = False
            self._timer.start()

    def _scroll_away(self, _action: int) -> None:
        self._scrolled_away = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow when a note, a field or a grid that grows pushes the focus away."""
        if event.type() == QEvent.Type.Resize and not self._scrolled_away and not QApplication.mouseButtons():
            self._timer.start()
        return super().eventFilter(watched, event)

    def reveal(self) -> None:
        """Scroll to the focus: a field with its label and note, of a grid the cell."""
        page, widget = self._page, QApplication.focusWidget()
        if widget is None or not page.isAncestorOf(widget):
            return
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        if isinstance(widget, QAbstractItemView):
            cell = widget.visualRect(widget.currentIndex())
            spot = widget.viewport().mapTo(page, cell.center())
            self._area.ensureVisible(0, spot.y(), 0, cell.height() // 2 + _MARGIN_PX // 2)
            return
        box = next((box for box in self._area.findChildren(FieldBox) if box.isAncestorOf(widget)), None)
        self._area.ensureWidgetVisible(box or widget, 0, _MARGIN_PX)
