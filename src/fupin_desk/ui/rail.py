"""The left rail: the pages of the program, icon and words, one lit."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from fupin_desk.ui import icons
from fupin_desk.ui.card import button, label, restyle
from fupin_desk.ui.pages import PageSpec

_WIDTH = 136


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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 10)
        column.setSpacing(1)
        column.addWidget(label("扶贫工作台", "rail_title"))
        column.addWidget(label(place, "rail_small"))
        column.addSpacing(10)
        self._buttons: dict[str, QPushButton] = {}
        for one in (page for page in pages if not page.under):
            if one.gap:
                column.addSpacing(10)
            made = button(one.label, one.icon, kind="rail", ink="rail_text")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.clicked.connect(lambda _=False, name=one.name: self.chosen.emit(name))
            icons.dress(made, one.icon, "rail_text", 18)
            self._buttons[one.name] = made
            column.addWidget(made)
        column.addStretch(1)

    def light(self, name: str) -> None:
        """Show which page is looked at."""
        for one, made in self._buttons.items():
            restyle(made, "on", "true" if one == name else "false")
