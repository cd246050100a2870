"""Cards and the small labelled parts that pages are built from."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from fupin_desk.ui.theme import icons
from fupin_desk.ui.widgets.flow import Flow

_LEAST_PX = 60
# A text of Latin letters and digits that is longer than this is broken anywhere.
_UNBROKEN = re.compile(r"([!-~]{20})(?=[!-~]{4})")
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_PLAIN, _AT_END = Qt.TextFormat.PlainText, Qt.TextElideMode.ElideRight
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def breakable(text: str) -> str:
    """Return a text whose long runs of letters and digits may be broken, which Qt does at spaces only."""
    return _UNBROKEN.sub("\\1\u200b", text)


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label in one of the sheet's roles; its text is never read as markup."""
    made = QLabel(breakable(text) if wrap else text)
    made.setTextFormat(_PLAIN)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


class Cut(QLabel):
    """A label that takes the room there is: a text that is longer is drawn with dots and stands whole in its tip.

    With `asks` it asks for the room of its text, and yields.
    """

    def __init__(self, text: str, role: str = "", *, asks: bool = False) -> None:
        super().__init__()
        self.setTextFormat(_PLAIN)
        across = QSizePolicy.Policy.Preferred if asks else QSizePolicy.Policy.Ignored
        self.setSizePolicy(across, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)
        self.say(text)

    def say(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Return the room below which dots say nothing."""
        hint = super().minimumSizeHint()
        return QSize(min(_LEAST_PX, hint.width()), hint.height())

    def shown(self) -> str:
        """Return the text as it is drawn."""
        return self.fontMetrics().elidedText(self.text(), _AT_END, self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        with QPainter(self) as painter:
            painter.setPen(self.palette().windowText().color())
            painter.drawText(self.rect(), _MIDDLE, self.shown())


class _Button(QPushButton):
    """A button that Enter presses while it has the ring, whatever else a dialog would take Enter for."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter as on Space; a key that is held down presses once."""
        if event.key() not in _RETURNS or event.modifiers() & _CHORD:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


class _CutButton(_Button):
    """A button that yields: words that do not fit are drawn with dots."""

    def minimumSizeHint(self) -> QSize:
        """Return the room below which dots say nothing."""
        hint = super().minimumSizeHint()
        return QSize(min(_LEAST_PX, hint.width()), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        if self.sizeHint().width() > self.width():
            around = self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
            option.text = self.fontMetrics().elidedText(self.text(), _AT_END, self.width() - around)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.end()


def button(
    text: str, icon: str = "", *, kind: str = "", ink: str = "", tip: str = "", yields: bool = False
) -> QPushButton:
    """Return a push button; `kind` is primary, danger, flat, chip or tab; one that yields is cut where room lacks."""
    made = (_CutButton if yields else _Button)(text)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if icon:
        icons.dress(made, icon, ink or {"primary": "on_accent", "danger": "bad_ink"}.get(kind, "text"), 16)
    if tip:
        made.setToolTip(tip)
        if not text:
            made.setAccessibleName(tip)
    return made


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet reads, and let the sheet look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def line() -> QFrame:
    """Return a hairline."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class Card(QFrame):
    """A panel with a hairline around it, an optional heading, and a column to fill."""

    def __init__(self, heading: str = "", parent: QWidget | None = None, *, margin: int = 14) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.column = QVBoxLayout(self)
        # A hairline is as wide above and below as beside.
        self.column.setContentsMargins(
            margin, max(margin - 3, min(margin, 1)), margin, max(margin - 2, min(margin, 1))
        )
        self.column.setSpacing(8)
        self.head = Flow()
        self.heading = label(heading, "heading")
        if heading:
            self.head.addWidget(self.heading)
            self.head.addStretch()
            self.column.addLayout(self.head)


class Banner(QFrame):
    """A calm line across a page that says one thing and offers buttons."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 6, 8, 6)
        self.text = label(text, wrap=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.row.addWidget(self.text, 1)
