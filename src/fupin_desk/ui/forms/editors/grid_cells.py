"""Editing in the cells of a grid with the same editors as the form; Enter and Tab go to the next cell."""

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from fupin_desk.ui.forms.editors.editor import Editor, LineBased, gone
from fupin_desk.ui.forms.editors.grid_model import GridModel
from fupin_desk.ui.forms.editors.make import cell_editor
from fupin_desk.ui.theme import style
from fupin_desk.ui.theme.style import DENSE_ROW_PX
from fupin_desk.ui.widgets.card import restyle

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_PASTE = QKeySequence.StandardKey.Paste
_KEY = QEvent.Type.KeyPress
_TAB, _BACKTAB, _ESCAPE = Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NEXT = QStyledItemDelegate.EndEditHint.EditNextItem
_BEFORE = QStyledItemDelegate.EndEditHint.EditPreviousItem
_STAY = QStyledItemDelegate.EndEditHint.NoHint
_BACK = QStyledItemDelegate.EndEditHint.RevertModelCache
_RING_PX = 2
Index = QModelIndex | QPersistentModelIndex


def _is_table(text: str) -> bool:
    """Whether a copied text is more than one cell: Excel ends even a single one with a line break."""
    return any(sign in text.rstrip("\r\n") for sign in "\t\n")


class GridCells(QStyledItemDelegate):
    """Makes the editor of a cell and carries its answer back.

    Signals:
        stepped: (row, column, by, entered): the person goes on from a cell, by Enter if `entered`, or back.
        pasted: Several cells are to be pasted from the open one on.
    """

    stepped = Signal(int, int, int, bool)
    pasted = Signal()

    def __init__(self, desk: "Desk", model: GridModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = model
        self._editors: dict[QObject, Editor] = {}
        self._places: dict[QObject, QPersistentModelIndex] = {}

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the editor of the field's type, dressed for a cell."""
        editor = cell_editor(self._model.columns[index.column()], self._desk)
        editor.setParent(parent)
        editor.setAutoFillBackground(True)
        # Qt gives the keys to a cell that opened with a composed word only then.
        editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inner = editor.inner()
        restyle(inner, "role", "cell")
        inner.installEventFilter(self)
        offered = self._model.offer_text(index)
        if offered and isinstance(inner, QLineEdit):
            inner.setPlaceholderText(offered)
        self._editors[inner] = editor
        self._places[editor] = QPersistentModelIndex(index)
        # At once: the letters that wait meanwhile must find the next cell, not a composition in this one.
        editor.finished.connect(lambda: self._close(editor, _NEXT, entered=True))
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget an editor that the view has put away, also by itself."""
        if isinstance(editor, Editor):
            self._editors.pop(editor.inner(), None)
            self._places.pop(editor, None)
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's value in the editor when it opens, and never again: a person is typing in it."""
        if not isinstance(editor, Editor) or editor.is_filled:
            return
        editor.is_filled = True
        if index.row() >= len(self._model.rows):
            return
        record = self._model.rows[index.row()]
        name = editor.field.name
        editor.show_value(record.values.get(name), record.unread.get(name, ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write the answer into the cell."""
        if isinstance(editor, Editor):
            editor.settle()
            self._model.write(index.row(), editor.field.name, editor.answer())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Give the editor the room of its cell, and a little more where the cell is narrow."""
        area = option.rect
        area.setWidth(max(area.width(), 110))
        editor.setGeometry(area)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, with a ring round the one that has the keys."""
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(style.colour("accent_ink"), _RING_PX))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a dense row."""
        return QSize(80, DENSE_ROW_PX)

    def is_open(self) -> bool:
        """Whether a cell is being edited."""
        return bool(self._editors)

    def finish(self) -> None:
        """Take over what is being typed in a cell, now."""
        for editor in tuple(self._editors.values()):
            self._close(editor, _STAY)

    def give_up(self) -> None:
        """Close the cell being edited without taking over what is typed in it."""
        for editor in tuple(self._editors.values()):
            self._close(editor, _BACK)

    def take_keys(self) -> None:
        """Give the keys to the cell being edited, if one is."""
        for editor in self._editors.values():
            if editor.isVisible():
                editor.setFocus()

    def open_editor(self) -> Editor | None:
        """Return the editor of the cell being edited."""
        return next(iter(self._editors.values()), None)

    def step(self, *, forward: bool) -> bool:
        """Go to the cell beside the one being edited; False if none is, so that the focus leaves the table."""
        editor = self.open_editor()
        if editor is None:
            return False
        self._close_soon(editor, _NEXT if forward else _BEFORE)
        return True

    def _close_soon(
        self, editor: Editor, hint: QStyledItemDelegate.EndEditHint, *, entered: bool = False
    ) -> None:
        QTimer.singleShot(0, editor, lambda: self._close(editor, hint, entered=entered))

    def _close(self, editor: Editor, hint: QStyledItemDelegate.EndEditHint, *, entered: bool = False) -> None:
        # Closing takes the focus away, and losing the focus closes: once is enough.
        if self._editors.pop(editor.inner(), None) is None:
            return
        place = self._places.pop(editor)
        if hint != _BACK:
            self.commitData.emit(editor)
        # Qt would go round for ever, from the last cell to the first: the grid knows where to go on.
        by = {_NEXT: 1, _BEFORE: -1}.get(hint, 0)
        self.closeEditor.emit(editor, _STAY if by else hint)
        if by and place.isValid():
            self.stepped.emit(place.row(), place.column(), by, entered)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab, Escape and losing the focus inside a composed editor end the editing of the cell."""
        editor = self._editors.get(watched)
        if editor is None:
            # Qt's own filter takes every watched widget for the whole editor, and would close the cell once more.
            return False
        if isinstance(event, QKeyEvent) and event.type() == _KEY:
            if event.matches(_PASTE) and _is_table(QApplication.clipboard().text()):
                self.pasted.emit()
                return True
            if event.key() in _RETURNS and isinstance(editor, LineBased):
                if not editor.enter_list():
                    editor.enter()
                return True
            hint = {_TAB: _NEXT, _BACKTAB: _BEFORE, _ESCAPE: _BACK}.get(Qt.Key(event.key()))
            if hint is not None and not (hint == _BACK and editor.is_listing()):
                self._close(editor, hint)
                return True
        elif isinstance(event, QFocusEvent) and gone(event) and editor.isVisible():
            # A view that goes away takes the focus too; its editors are gone before this is called.
            self._close_soon(editor, _STAY)
        return False
