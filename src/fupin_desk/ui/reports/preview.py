"""The pages of a report as sheets of paper, one below the other, painted when they come into sight."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from fupin_desk.model.leaf import Leaf
from fupin_desk.ui.reports import paper
from fupin_desk.ui.theme import style

_GAP = 14
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0)
_KEPT_PAGES = 12
_CONTROL = Qt.KeyboardModifier.ControlModifier
_PLUS, _MINUS, _FIT = (Qt.Key.Key_Plus, Qt.Key.Key_Equal), Qt.Key.Key_Minus, Qt.Key.Key_0
_WHITE = "#ffffff"


class Preview(QAbstractScrollArea):
    """Shows pages as wide as the window, or larger by Ctrl and plus.

    Signals:
        page_changed: Number of the page in sight, from 1, and how many there are.
    """

    page_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("报表预览")
        self._leaves: tuple[Leaf, ...] = ()
        self._tops: list[float] = []
        self._zoom = 0.0
        self._drawn: dict[tuple[int, float, float], QPixmap] = {}
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._tell())

    def show_leaves(self, leaves: Sequence[Leaf]) -> None:
        """Show the pages of a report, from the first one on."""
        self._leaves = tuple(leaves)
        self._drawn.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._tell()

    @property
    def page(self) -> int:
        """The number of the page in the middle of the window, from 1; 0 if there is none."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        return max(1, sum(top <= middle for top in self._tops)) if self._tops else 0

    def zoom(self, steps: int) -> None:
        """Make the pages larger or smaller by steps; 0 fits them to the window."""
        present = self._scale()
        if not steps:
            self._zoom = 0.0
        elif steps > 0:
            self._zoom = next((one for one in _ZOOMS if one > present + 0.01), _ZOOMS[-1])
        else:
            self._zoom = next((one for one in reversed(_ZOOMS) if one < present - 0.01), _ZOOMS[0])
        self._lay_out()

    def _scale(self) -> float:
        widest = max((one.width for one in self._leaves), default=595.0)
        return self._zoom or max(0.3, (self.viewport().width() - 2 * _GAP) / widest)

    def _lay_out(self) -> None:
        scale, top = self._scale(), float(_GAP)
        self._tops = []
        for leaf in self._leaves:
            self._tops.append(top)
            top += leaf.height * scale + _GAP
        widest = max((one.width for one in self._leaves), default=0.0) * scale + 2 * _GAP
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        down.setRange(0, max(0, round(top - self.viewport().height())))
        down.setPageStep(self.viewport().height())
        down.setSingleStep(48)
        across.setRange(0, max(0, round(widest - self.viewport().width())))
        across.setPageStep(self.viewport().width())
        self.viewport().update()

    def _tell(self) -> None:
        self.page_changed.emit((self.page, len(self._leaves)))

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight."""
        tokens, scale = style.tokens(), self._scale()
        down, across = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        with QPainter(self.viewport()) as painter:
            painter.fillRect(self.viewport().rect(), QColor(tokens.track))
            for number, leaf in enumerate(self._leaves):
                top, high = self._tops[number] - down, leaf.height * scale
                if top + high < 0 or top > self.viewport().height():
                    continue
                wide = leaf.width * scale
                left = max(float(_GAP), (self.viewport().width() - wide) / 2) - across
                area = QRectF(left, top, wide, high)
                painter.drawPixmap(area.topLeft(), self._picture(number, scale))
                painter.setPen(QColor(tokens.line_strong))
                painter.drawRect(area)

    def _picture(self, number: int, scale: float) -> QPixmap:
        ratio = self.devicePixelRatioF()
        found = self._drawn.get((number, scale, ratio))
        if found is None:
            leaf = self._leaves[number]
            found = QPixmap(round(leaf.width * scale * ratio), round(leaf.height * scale * ratio))
            found.setDevicePixelRatio(ratio)
            found.fill(QColor(_WHITE))
            with QPainter(found) as painter:
                paper.paint(painter, leaf, scale)
            if len(self._drawn) >= _KEPT_PAGES:
                del self._drawn[next(iter(self._drawn))]
            self._drawn[number, scale, ratio] = found
        return found

    # --- moving

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the window again."""
        super().resizeEvent(event)
        self._drawn.clear()
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom with Ctrl."""
        if event.modifiers() & _CONTROL:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with Ctrl and plus, minus, 0; scroll with the other keys."""
        if event.modifiers() & _CONTROL and event.key() in (*_PLUS, _MINUS, _FIT):
            self.zoom(0 if event.key() == _FIT else -1 if event.key() == _MINUS else 1)
        else:
            super().keyPressEvent(event)
