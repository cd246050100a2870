"""The list that drops down below a line. The line keeps the keys, and so the input method keeps its place."""

from typing import ClassVar

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

_KEY, _OVERRIDE = QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride
_AWAY = (QEvent.Type.FocusOut, QEvent.Type.Hide)
_MOVED, _PRESSED = (QEvent.Type.Move, QEvent.Type.Resize), QEvent.Type.MouseButtonPress
# Never the window with the keys: an input method begins anew whenever that changes.
_FLAGS = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
_OPENING = (
    (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
    (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier),
)
_SHOWN_AT_ONCE, _EDGE_PX = 14, 2


def opens(event: QKeyEvent) -> bool:
    """Whether a key asks for the list: Down, Alt+Down or F4."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return (Qt.Key(event.key()), plain) in _OPENING


class Proposals(QListView):
    """Proposals below a line: arrow keys choose, Enter takes, Escape and leaving the line put the list away.

    Signals:
        chosen: The index of the row that was taken.
        wanted: The person asks for the list, which is not shown.
    """

    chosen = Signal(QModelIndex)
    wanted = Signal()
    _STEPS: ClassVar = {
        Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _SHOWN_AT_ONCE - 1, Qt.Key.Key_PageUp: 1 - _SHOWN_AT_ONCE,
    }  # fmt: skip

    def __init__(
        self, line: QLineEdit, model: QAbstractItemModel, *, least_px: int = 0, enter_stays: bool = False
    ) -> None:
        """Make the list of a line, hidden.

        Args:
            line: What it belongs to, and what keeps the keys.
            model: The proposals; whoever fills it calls `drop_down`.
            least_px: How wide the list is at least.
            enter_stays: Whether Enter only takes the row, and does not go on in the line as well.
        """
        super().__init__(line)
        self._line, self._least, self._enter_stays = line, least_px, enter_stays
        self._around: list[QWidget] = []
        self.setWindowFlags(_FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("role", "popup")
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setModel(model)
        self.clicked.connect(self._take)
        line.installEventFilter(self)

    def drop_down(self) -> None:
        """Show the proposals below the line, none of them chosen yet; without any the list goes."""
        self.setCurrentIndex(QModelIndex())
        if not self.model().rowCount():
            self.hide()
            return
        self._place()
        self.show()

    def take_chosen(self) -> bool:
        """Take the row that the arrow keys chose; False if the list is away or none is chosen."""
        index = self.currentIndex()
        if not self.isVisible() or not index.isValid():
            return False
        self._take(index)
        return True

    def enter(self) -> bool:
        """Take the row that was chosen, and go; whether Enter ends with that."""
        taken = self.take_chosen()
        self.hide()
        return taken and self._enter_stays

    def _take(self, index: QModelIndex) -> None:
        self.hide()
        if index.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.chosen.emit(index)

    def _place(self) -> None:
        rows = min(self.model().rowCount(), _SHOWN_AT_ONCE)
        wide = max(self._line.width(), self._least, self.sizeHintForColumn(0) + 3 * _EDGE_PX)
        size = QSize(wide, rows * self.sizeHintForRow(0) + 2 * _EDGE_PX)
        area = self._line.screen().availableGeometry()
        at = self._line.mapToGlobal(QPoint(0, self._line.height()))
        if at.y() + size.height() > area.bottom():
            above = self._line.mapToGlobal(QPoint(0, -size.height()))
            at = above if above.y() >= area.top() else at
        at.setX(max(area.left(), min(at.x(), area.right() - size.width())))
        self.resize(size)
        self.move(at)

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the line while it moves, and notice clicks beside it."""
        super().showEvent(event)
        widget: QWidget | None = self._line.parentWidget()
        while widget is not None:
            widget.installEventFilter(self)
            self._around.append(widget)
            widget = None if widget.isWindow() else widget.parentWidget()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the surroundings alone again."""
        super().hideEvent(event)
        for widget in self._around:
            widget.removeEventFilter(self)
        self._around.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the few keys that are the list's from the line; go when the line is left, follow when it moves."""
        if watched is self._line and isinstance(event, QKeyEvent):
            return self._key(event)
        if watched is self._line and event.type() in _AWAY:
            self.hide()
        elif watched is not self._line and self.isVisible():
            if event.type() == _PRESSED:
                self.hide()
            elif event.type() in _MOVED:
                self._place()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.type() == _OVERRIDE and self.isVisible() and key == Qt.Key.Key_Escape:
            # Escape is meant for the list and not for the page or the dialog.
            event.accept()
            return True
        if event.type() != _KEY:
            return False
        if not self.isVisible():
            if opens(event) and not self._line.isReadOnly():
                self.wanted.emit()
                return True
            return False
        if key in self._STEPS and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.hide()
        elif key in self._STEPS:
            self._step(self._STEPS[key])
        elif key in {Qt.Key.Key_Escape, Qt.Key.Key_F4}:
            self.hide()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return self.enter()
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        row, last = self.currentIndex().row(), self.model().rowCount() - 1
        at = row + by if row >= 0 else 0 if by > 0 else last
        self.setCurrentIndex(self.model().index(max(0, min(at, last)), 0))
