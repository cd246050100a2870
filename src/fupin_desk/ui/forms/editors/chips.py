"""Answers as a row of chips: one of a few, yes or no, or several of a list."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from fupin_desk.desk.spelling import spelled
from fupin_desk.model.form import Field
from fupin_desk.model.value import Value
from fupin_desk.ui.forms.editors.editor import Answer, Editor, Typed
from fupin_desk.ui.theme import style

_CENTRE = Qt.AlignmentFlag.AlignCenter
_ANTIALIASING = QPainter.RenderHint.Antialiasing
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_CLEAR = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SPACE = Qt.Key.Key_Space
_HIGH, _GAP, _PAD, _RING = 28, 5, 10, 2.0
_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class ChipRow(QWidget):
    """A row of chips that wraps. Arrow keys and first letters move, Space or a digit ticks, Delete clears.

    Signals:
        ticked: The set of ticks changed by the person.
        entered: Enter was pressed.
        gone: The focus went away.
    """

    ticked = Signal()
    entered = Signal()
    gone = Signal()

    def __init__(self, labels: Sequence[str], *, several: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._labels = tuple(labels)
        self._several = several
        self.on: frozenset[int] = frozenset()
        # The chip that 0 ticks: 否 is 2 on the screen and 0 in many registers.
        self.zero = -1
        self._at = 0

    def tick(self, chosen: frozenset[int]) -> None:
        """Show which chips are ticked, without saying so."""
        self.on = chosen
        self._at = min(chosen, default=0)
        self.update()

    def _places(self, wide: int) -> list[QRectF]:
        places, left, top = [], 0.0, 0.0
        metrics = self.fontMetrics()
        for text in self._labels:
            width = metrics.horizontalAdvance(text) + 2 * _PAD
            if left and left + width > wide:
                left, top = 0.0, top + _HIGH + _GAP
            places.append(QRectF(left + 0.5, top + 0.5, width - 1, _HIGH - 1))
            left += width + _GAP
        return places

    def heightForWidth(self, wide: int) -> int:
        """Return the height that the wrapped chips need."""
        places = self._places(wide)
        return round(places[-1].bottom() + 1) if places else _HIGH

    def sizeHint(self) -> QSize:
        """Return room for the chips as they wrap now."""
        return QSize(160, self.heightForWidth(max(self.width(), 160)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the height that the width asks for."""
        self.setFixedHeight(self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chips; the one under the keys gets a ring while the row has the focus."""
        with QPainter(self) as painter:
            painter.setRenderHint(_ANTIALIASING)
            for number, area in enumerate(self._places(self.width())):
                self._paint_chip(painter, area, number)

    def _paint_chip(self, painter: QPainter, area: QRectF, number: int) -> None:
        tokens = style.tokens()
        on = number in self.on
        severity = {"E": tokens.bad_ink, "W": tokens.warn_ink}.get(str(self.property("state") or ""), "")
        edge = tokens.accent_ink if on else severity or tokens.line_strong
        body = area.adjusted(0.5, 0.5, -0.5, -0.5)
        if self.hasFocus() and number == self._at:
            painter.setPen(QPen(QColor(tokens.accent_ink), _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = area.adjusted(_RING / 2, _RING / 2, -_RING / 2, -_RING / 2)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
            body = area.adjusted(_RING + 1.5, _RING + 1.5, -_RING - 1.5, -_RING - 1.5)
        painter.setPen(QPen(QColor(edge), 1.0))
        painter.setBrush(QColor(tokens.accent_soft if on else tokens.field))
        painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
        painter.setPen(QColor(tokens.accent_ink if on else tokens.text if self.isEnabled() else tokens.muted))
        painter.drawText(area, _CENTRE, self._labels[number])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick the chip under the mouse; a second click takes the tick back."""
        self._hit(event.position())

    def _hit(self, point: QPointF) -> None:
        for number, area in enumerate(self._places(self.width())):
            if area.contains(point):
                self.toggle(number)

    def toggle(self, number: int) -> None:
        """Tick a chip, or take its tick back."""
        self._at = number
        kept = self.on if self._several else self.on & {number}
        self._set(kept ^ {number})

    def _set(self, chosen: frozenset[int]) -> None:
        if chosen != self.on:
            self.on = chosen
            self.ticked.emit()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, tick, clear or go on."""
        key, count = event.key(), len(self._labels)
        digit = int(event.text()) if event.text().isdecimal() and event.text().isascii() else 0
        if key in _RETURNS:
            self.entered.emit()
        elif key in _BACK or key in _ON:
            self._at = (self._at + (1 if key in _ON else -1)) % count
            self.update()
        elif key == _SPACE:
            self.toggle(self._at)
        elif key in _CLEAR:
            self._set(frozenset())
        elif 1 <= digit <= count:
            self.toggle(digit - 1)
        elif event.text() == "0" and self.zero >= 0:
            self.toggle(self.zero)
        elif event.text().isalpha() and not event.modifiers() & _CHORD:
            self._seek(event.text().lower())
        else:
            super().keyPressEvent(event)

    def _seek(self, letter: str) -> None:
        """Move to the next chip whose label begins with a letter of its pinyin."""
        count = len(self._labels)
        for number in ((self._at + step) % count for step in range(1, count + 1)):
            if any(spelling.startswith(letter) for spelling in spelled(self._labels[number])):
                self._at = number
                self.update()
                return

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        self.update()
        self.gone.emit()


class RadioEditor(Editor):
    """One of a few (value, label), as chips; none ticked is no answer."""

    def __init__(
        self, field: Field, choices: Sequence[tuple[Value, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(field, parent)
        self._values = [value for value, _ in choices]
        self._unread = ""
        self.chips = ChipRow([text for _, text in choices], several=False)
        self.chips.zero = self._values.index(0) if 0 in self._values else -1
        self.chips.setEnabled(not field.read_only)
        self.row.addWidget(self.chips, 1)
        self.take_focus_by(self.chips)
        self.chips.ticked.connect(self._ticked)
        self.chips.entered.connect(self.finished)
        self.chips.gone.connect(self.left)

    def _ticked(self) -> None:
        self._unread = ""
        self.changed.emit()

    def show_value(self, value: Value, unread: str = "") -> None:
        """Tick the chip of a value."""
        self._unread = unread
        self.chips.tick(
            frozenset(at for at, one in enumerate(self._values) if value is not None and one == value)
        )

    def answer(self) -> Answer:
        """Return the ticked value, or what an import left unread."""
        if self._unread:
            return Typed(self._unread)
        return next((self._values[at] for at in self.chips.on), None)


class ChipsEditor(Editor):
    """Several of a code list, as chips over both columns; held as sorted codes with commas between."""

    wide = True

    def __init__(
        self, field: Field, choices: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(field, parent)
        self._values = [value for value, _ in choices]
        self._unread = ""
        self.chips = ChipRow([text for _, text in choices], several=True)
        self.row.addWidget(self.chips, 1)
        self.take_focus_by(self.chips)
        self.chips.ticked.connect(self._ticked)
        self.chips.entered.connect(self.finished)
        self.chips.gone.connect(self.left)

    def _ticked(self) -> None:
        self._unread = ""
        self.changed.emit()

    def show_value(self, value: Value, unread: str = "") -> None:
        """Tick the chips of the held codes."""
        self._unread = unread
        held = set(str(value or "").split(","))
        self.chips.tick(frozenset(at for at, one in enumerate(self._values) if one in held))

    def answer(self) -> Answer:
        """Return the ticked codes, sorted and joined."""
        if self._unread:
            return Typed(self._unread)
        return ",".join(sorted(self._values[at] for at in self.chips.on)) or None
