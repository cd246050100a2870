"""The left rail: the pages of the program, icon and words, one lit."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from fupin_desk.ui.navigation.pages import PageSpec
from fupin_desk.ui.theme import icons, style
from fupin_desk.ui.widgets.card import button, label, restyle

_WIDTH, _FOLDED = 136, 52
_LINE_PX, _INSET, _FAINT = 9, 14, 0.25


class _Line(QWidget):
    """A faint hairline between groups of pages."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_LINE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        ink = style.colour("rail_text")
        ink.setAlphaF(_FAINT)
        with QPainter(self) as painter:
            painter.fillRect(_INSET, self.height() // 2, self.width() - 2 * _INSET, 1, ink)


class Rail(QFrame):
    """Buttons of the pages.

    Signals:
        chosen: The name of a page.
    """

    chosen = Signal(object)

    def __init__(self, pages: Sequence[PageSpec], place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setFixedWidth(_WIDTH)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 10, 0, 4)
        outside.setSpacing(1)
        self._names = (label("扶贫工作台", "rail_title"), label(place, "rail_small"))
        for name in self._names:
            outside.addWidget(name)
        outside.addSpacing(6)
        inside = QWidget()
        inside.setProperty("role", "rail_inside")
        self._area = self._scrolled(inside)
        outside.addWidget(self._area, 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        self._buttons: dict[str, QPushButton] = {}
        self.lit = ""
        for one in (page for page in pages if not page.under):
            if one.gap:
                column.addWidget(_Line())
            made = button(one.label, kind="rail")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.clicked.connect(lambda _=False, name=one.name: self.chosen.emit(name))
            icons.dress(made, one.icon, "rail_text", 18)
            made.setProperty("words", one.label)
            self._buttons[one.name] = made
            column.addWidget(made)
        column.addStretch(1)

    @staticmethod
    def _scrolled(inside: QWidget) -> QScrollArea:
        """Return the room of the buttons: on a low screen it scrolls, with a narrow bar."""
        area = QScrollArea()
        area.setProperty("role", "rail")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.verticalScrollBar().setProperty("role", "rail")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def fold(self, folded: bool) -> None:  # noqa: FBT001 - a switch
        """Show icons alone, their words as tips, or both."""
        if folded == (self.width() == _FOLDED):
            return
        self.setFixedWidth(_FOLDED if folded else _WIDTH)
        for name in self._names:
            name.setHidden(folded)
        for made in self._buttons.values():
            words = str(made.property("words"))
            made.setText("" if folded else words)
            made.setToolTip(words if folded else "")
            # Icons alone stand closer: all of them fit into a low window.
            restyle(made, "folded", "true" if folded else "false")
            made.setAccessibleName(words)

    def light(self, name: str) -> None:
        """Show which page is looked at."""
        self.lit = name
        for one, made in self._buttons.items():
            restyle(made, "on", "true" if one == name else "false")
            if one == name:
                self._area.ensureWidgetVisible(made, 0, 0)
