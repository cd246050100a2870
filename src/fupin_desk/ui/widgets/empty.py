"""What a list says when there is nothing in it: why, and what to do next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fupin_desk.ui.theme import icons, style
from fupin_desk.ui.widgets.card import button, label

_CENTRE = Qt.AlignmentFlag.AlignCenter


class Empty(QWidget):
    """An icon, a sentence and at most one button, in the middle of an empty area."""

    def __init__(self, icon: str, text: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._picture = QLabel()
        self._text = label(text, "heading")
        self._hint = label(hint, "muted", wrap=True)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(8)
        self.column.addStretch(2)
        for one in (self._picture, self._text, self._hint):
            one.setAlignment(_CENTRE)
            self.column.addWidget(one)
        self.column.addStretch(3)
        self.redraw()

    def redraw(self) -> None:
        """Draw the icon in the colours of the present theme."""
        scale = self.devicePixelRatioF()
        self._picture.setPixmap(icons.pixmap(self._icon, style.tokens().line_strong, 44, scale))

    def say(self, text: str, hint: str = "") -> None:
        """Say something else."""
        self._text.setText(text)
        self._hint.setText(hint)

    def offer(self, text: str, act: Callable[[], object]) -> None:
        """Offer one thing to do."""
        offered = button(text)
        offered.clicked.connect(act)
        self.column.insertWidget(self.column.count() - 1, offered, 0, _CENTRE)
