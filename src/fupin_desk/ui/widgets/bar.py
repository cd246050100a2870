"""A share drawn as a bar with its target as a mark; before and after in one bar."""

from fractions import Fraction

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fupin_desk.ui.theme import style

_NO_PEN = Qt.PenStyle.NoPen
_ANTIALIASING = QPainter.RenderHint.Antialiasing


class Bar(QWidget):
    """A share of a whole: what was there solid, what is won paler, what is lost red, the target a mark."""

    def __init__(self, parent: QWidget | None = None, *, thickness: int = 8) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._before, self._after = 0.0, 0.0
        self._target: float | None = None
        self._thickness = thickness
        self._tone = "accent"

    def show_share(
        self,
        after: Fraction | None,
        *,
        before: Fraction | None = None,
        target: Fraction | None = None,
        tone: str = "",
    ) -> None:
        """Draw a share; the tone is good when the target is reached, unless one is given.

        A share above 1 (a mean above its target) is drawn as a full bar.
        """
        self._after = float(after or 0)
        self._before = self._after if before is None else float(before)
        self._target = None if target is None else float(target)
        reached = target is not None and (after or 0) >= target
        self._tone = tone or ("good" if reached else "accent")
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the bar and for the mark that stands above and below it."""
        return QSize(120, self._thickness + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track, parts and mark."""
        with QPainter(self) as painter:
            painter.setRenderHint(_ANTIALIASING)
            painter.setPen(_NO_PEN)
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        tokens = style.tokens()
        top, high = (self.height() - self._thickness) / 2, self._thickness
        wide = self.width() - 2
        ink = tokens.accent_ink if self._tone == "accent" else getattr(tokens, f"{self._tone}_ink")
        low, top_share = sorted((min(self._before, 1.0), min(self._after, 1.0)))
        self._piece(painter, QRectF(0, top, wide, high), tokens.track)
        changed = tokens.bad_ink if self._after < self._before else ink
        if top_share > low:
            self._piece(painter, QRectF(0, top, wide * top_share, high), changed, 0.45)
        if low:
            self._piece(painter, QRectF(0, top, wide * low, high), ink)
        if self._target is not None:
            at = wide * min(self._target, 1.0)
            painter.fillRect(QRectF(min(at, wide - 1), top - 3, 2, high + 6), QColor(tokens.mark))

    @staticmethod
    def _piece(painter: QPainter, area: QRectF, value: str, opacity: float = 1.0) -> None:
        fill = QColor(value)
        fill.setAlphaF(opacity)
        painter.setBrush(fill)
        radius = min(area.height(), area.width()) / 2
        painter.drawRoundedRect(area, radius, radius)
