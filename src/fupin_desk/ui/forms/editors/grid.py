"""A grid of child rows inside a page: type, paste from Excel or WPS, add, remove, join, leave."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from fupin_desk.model.finding import Finding
from fupin_desk.model.form import Field
from fupin_desk.model.page import Page
from fupin_desk.ui.forms.editors.editor import is_composed
from fupin_desk.ui.forms.editors.grid_cells import GridCells, Index
from fupin_desk.ui.forms.editors.grid_model import GridModel
from fupin_desk.ui.forms.editors.movement import JOIN, LEAVE, MovementBox
from fupin_desk.ui.forms.editors.proposals import opens
from fupin_desk.ui.theme.style import DENSE_ROW_PX
from fupin_desk.ui.widgets import keys
from fupin_desk.ui.widgets.ask import Door
from fupin_desk.ui.widgets.card import Card, button, label
from fupin_desk.ui.widgets.composing import allow, answered
from fupin_desk.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_PASTE, _UNDO = QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.Undo
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DELETE, _ALT = Qt.Key.Key_Delete, Qt.KeyboardModifier.AltModifier
_PX_PER_CHAR, _AROUND_PX, _LEAST_PX, _DATE_PX = 8, 20, 64, 126
_HEADER_PX, _SHOWN_ROWS = 32, 9
_NUMBER_PX, _NAME_PX = 30, 100
_REASONS = ("录错了", "重复登记", "不是本户的")


class _Table(QTableView):
    """A table that pastes, clears and edits by the keys that Excel users know."""

    pasted = Signal()
    cleared = Signal()
    undone = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Z from the window, which would take back what was saved, while a step of the grid is left."""
        model = self.model()
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(_UNDO)
            and isinstance(model, GridModel)
            and model.can_undo()
        ):
            event.accept()
            return True
        return super().event(event)

    def _cells(self) -> GridCells:
        cells = self.itemDelegate()
        if not isinstance(cells, GridCells):
            raise TypeError("the cells are not ours")
        return cells

    def focusNextPrevChild(self, forward: bool, /) -> bool:  # noqa: FBT001
        """Go from cell to cell; the grid knows where it ends."""
        place = self.currentIndex()
        if self._cells().step(forward=forward):
            return True
        if not place.isValid():
            return super().focusNextPrevChild(forward)
        self._cells().stepped.emit(place.row(), place.column(), 1 if forward else -1, False)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keys on to the open cell: a calendar that closes may give them to the table."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._cells().take_keys()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Open the cell for a word that arrives; one that was not composed here goes into the cell that opens."""
        closed = self._cells().open_editor() is None
        super().inputMethodEvent(event)
        editor = self._cells().open_editor()
        if closed and editor is not None and event.commitString() and not event.preeditString():
            QCoreApplication.sendEvent(editor.inner(), event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Switch the input method off on a closed cell that takes digits only."""
        super().currentChanged(current, previous)
        model = self.model()
        if current.isValid() and isinstance(model, GridModel):
            allow(self, composes=is_composed(model.columns[current.column()]))

    def inputMethodQuery(self, query: Qt.InputMethodQuery, /) -> Any:
        """Answer an input method: for the open cell its editor does."""
        answer = super().inputMethodQuery(query)
        return answer if self._cells().open_editor() else answered(self, query, answer)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let go of a composed word first: it would end up in the cell that is clicked."""
        QGuiApplication.inputMethod().reset()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste, clear the chosen cells, take the last step back, go on with Enter."""
        place = self.currentIndex()
        if event.matches(_PASTE):
            self.pasted.emit()
        elif opens(event) and (event.key() != Qt.Key.Key_Down or event.modifiers() & _ALT):
            self.edit(self.currentIndex())
            editor = self._cells().open_editor()
            if editor is not None:
                editor.open_list()
        elif event.key() == _DELETE and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.cleared.emit()
        elif event.matches(_UNDO):
            self.undone.emit()
        elif event.key() in _RETURNS and place.isValid() and self._cells().open_editor() is None:
            # As in a workbook: what was pasted stays, the next paste goes into the next cell.
            self._cells().stepped.emit(place.row(), place.column(), 1, True)
        else:
            super().keyPressEvent(event)


class GridEditor(Card):
    """The rows of one child kind, in a card with their count and their buttons.

    Signals:
        changed: The rows changed by the person.
        split_asked: Some members are to become a household of their own.
        left: (forward, entered): the keys go on to what follows the grid, by Enter if `entered`, or before it.
    """

    changed = Signal()
    left = Signal(bool, bool)
    split_asked = Signal()

    def __init__(self, desk: "Desk", kind: str, door: Door, parent: QWidget | None = None) -> None:
        form = desk.catalog.forms[kind]
        super().__init__(form.label, parent)
        self._desk, self._door, self.kind = desk, door, kind
        self.model = GridModel(desk, kind, self)
        self._count = label("", "muted")
        self.head.insertWidget(1, self._count)
        self._buttons(self.head)
        self.table = _Table(self)
        self._dress()
        self.column.addWidget(self.table)
        self.model.edited.connect(self._edited)
        self.model.modelReset.connect(self._resize)
        self.table.pasted.connect(self.paste)
        self._cells.pasted.connect(self.paste)
        self.table.cleared.connect(self._clear)
        self.table.undone.connect(self._undo)
        keys.bind(self, keys.ADD_ROW, self.add_row)
        self._resize()

    def _buttons(self, row: Flow) -> None:
        acts = [("加一行", "plus", self.add_row, f"加一行（{keys.ADD_ROW}）")]
        if self.kind == "member":
            acts += [
                ("增加登记", "join", self.join, "出生、嫁入、转入：记日期和原因"),
                ("减少登记", "leave", self.leave, "死亡、嫁出、转出：记日期和原因"),
                ("分户", "split", self.split_asked.emit, "一部分人另立一户"),
            ]
        acts += [
            ("", "paste", self.paste, "把 Excel、WPS 里复制的行贴进来（Ctrl+V）"),
            ("", "columns", self.open_row, "打开这一行的全部栏目（F3）"),
            ("", "delete", self.remove_row, "删去选中的行"),
        ]
        for text, icon, act, tip in acts:
            made = button(text, icon, kind="flat", tip=tip)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.clicked.connect(act)
            row.addWidget(made)
        keys.bind(self, "F3", self.open_row)

    def _dress(self) -> None:
        self.table.setModel(self.model)
        self._cells = GridCells(self._desk, self.model, self.table)
        self.table.setItemDelegate(self._cells)
        self._cells.stepped.connect(self._step)
        self.table.setEditTriggers(
            QTableView.EditTrigger.DoubleClicked
            | QTableView.EditTrigger.AnyKeyPressed
            | QTableView.EditTrigger.EditKeyPressed
            | QTableView.EditTrigger.SelectedClicked
        )
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().setDefaultSectionSize(DENSE_ROW_PX)
        self.table.verticalHeader().setFixedWidth(_NUMBER_PX)
        self.table.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.table.horizontalScrollBar().valueChanged.connect(self._keep_names)
        self.table.horizontalHeader().setFixedHeight(_HEADER_PX)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.horizontalHeader().setHighlightSections(False)
        font = self.table.font()
        font.setBold(True)
        bold = QFontMetrics(font)
        for at, field in enumerate(self.model.columns):
            heading = str(self.model.headerData(at, Qt.Orientation.Horizontal) or "")
            wide = bold.horizontalAdvance(heading) + _AROUND_PX
            least = _DATE_PX if field.type == "date" else _LEAST_PX
            self.table.setColumnWidth(at, max((field.width + 1) * _PX_PER_CHAR, wide, least))

    def _keep_names(self, scrolled: int) -> None:
        """Let the numbers of the rows carry the first column, the names, while it is scrolled away."""
        if (scrolled > 0) == self.model.shows_names:
            return
        self.model.show_names(shown=scrolled > 0)
        self.table.verticalHeader().setFixedWidth(_NAME_PX if scrolled > 0 else _NUMBER_PX)
        if scrolled > 0 and self.table.currentIndex().column() > 0:
            self.table.scrollTo(self.table.currentIndex())

    def show_page(self, page: Page) -> None:
        """Show the rows of a page; the cell that was chosen stays chosen."""
        same = page.record.id == self.model.parent_id
        with self._same_place() if same else nullcontext():
            self.model.show_rows(page.record.id, page.children.get(self.kind, ()), page.is_new)
        if not same:
            self.table.horizontalScrollBar().setValue(0)
        self._count_rows()

    @contextmanager
    def _same_place(self) -> Iterator[None]:
        place = self.table.currentIndex()
        row, column = place.row(), place.column()
        yield
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(min(row, len(self.model.rows)), column))

    def _undo(self) -> None:
        if self.model.can_undo():
            with self._same_place():
                self.model.undo()

    def _clear(self) -> None:
        with self.model.step():
            for index in self.table.selectionModel().selectedIndexes():
                self.model.setData(index, "")

    def current_field(self) -> Field | None:
        """Return the field of the cell that has the keys."""
        place = self.table.currentIndex()
        return self.model.columns[place.column()] if place.isValid() else None

    def show_findings(self, findings: list[Finding]) -> None:
        """Mark the cells of these rows."""
        own = {one.id for one in self.model.rows}
        self.model.show_findings([one for one in findings if one.record in own])

    def _edited(self) -> None:
        self._resize()
        self._count_rows()
        self.changed.emit()

    def _count_rows(self) -> None:
        self._count.setText(f"{len(self.model.rows)} {self.model.form.measure}")

    def _resize(self) -> None:
        rows = min(max(self.model.rowCount(), 2), _SHOWN_ROWS)
        self.table.setFixedHeight(_HEADER_PX + rows * DENSE_ROW_PX + 14)

    def settle(self) -> None:
        """Take over what is being typed in a cell, now."""
        self._cells.finish()

    def is_open(self) -> bool:
        """Whether a cell is being edited."""
        return self._cells.is_open()

    def current_row(self) -> int:
        """Return the row under the keys; -1 if it is none of the records."""
        row = self.table.currentIndex().row()
        return row if 0 <= row < len(self.model.rows) else -1

    def add_row(self) -> None:
        """Go to the empty row and begin to type."""
        self.settle()
        self.go_to(len(self.model.rows), 0)

    def enter(self) -> None:
        """Come to the grid by the keys: to its empty row, whose first cell leads out again."""
        self.go_to(len(self.model.rows), 0)

    def _step(self, row: int, column: int, by: int, entered: bool) -> None:  # noqa: FBT001
        """Go to the cell beside one, with Enter past what the desk fills in; from the empty row out of the grid."""
        columns, at_end = len(self.model.columns), row >= len(self.model.rows)
        at = row * columns + column + by
        if at < 0 or (at_end and (column == 0 or (by > 0 and column == columns - 1))):
            self.left.emit(by > 0, entered)
            return
        while entered and at // columns < len(self.model.rows) and self.model.is_filled(*divmod(at, columns)):
            at += by
        self.go_to(*divmod(at, columns))

    def go_to(self, row: int, column: int) -> None:
        """Edit a cell."""
        self.settle()
        self.choose(row, column)
        self.table.edit(self.table.currentIndex())

    def choose(self, row: int, column: int) -> None:
        """Put the keys on a cell without opening it."""
        index = self.model.index(row, column)
        self.table.setFocus()
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)

    def go_to_finding(self, finding: Finding) -> bool:
        """Go to the cell that a finding is about; a field without a column opens the whole row."""
        for row, record in enumerate(self.model.rows):
            if record.id == finding.record:
                names = [one.name for one in self.model.columns]
                self.go_to(row, names.index(finding.field) if finding.field in names else 0)
                return True
        return False

    def repeat_above(self) -> None:
        """Take the value of the cell above; in the first row what the newest record of the file offers."""
        index = self.table.currentIndex()
        row, is_first = index.row(), not self.model.rows
        offered = self.model.repeated(row, index.column())
        if not offered:
            return
        typing = self._cells.is_open()
        self._cells.give_up()
        for name, value in offered.items():
            self.model.write(row, name, value)
        if is_first:
            values = self.model.rows[row].values
            empty = (at for at, field in enumerate(self.model.columns) if values.get(field.name) is None)
            self.go_to(row, next(empty, len(self.model.columns) - 1))
        elif typing:
            self.table.edit(index)

    def paste(self) -> None:
        """Paste what was copied in Excel or WPS, from the current cell on."""
        self.settle()
        text = QApplication.clipboard().text()
        index = self.table.currentIndex()
        row = index.row() if index.isValid() else len(self.model.rows)
        self.model.paste(text, row, max(index.column(), 0))

    def remove_row(self) -> None:
        """Remove the chosen row; a saved one needs a reason."""
        self.settle()
        row = self.current_row()
        if row < 0:
            return
        record, reason = self.model.rows[row], ""
        if record.id not in self.model.born:
            text = "这一行保存后从名单里去掉，历史里查得到，也能撤回。"
            if self.kind == "member":
                text += "人去世、嫁出、转走的，请用“减少登记”，不要删。"
            reason = (
                self._door.ask_text(
                    self,
                    f"删去这一行{self.model.form.label}",
                    text,
                    yes="删去",
                    danger=True,
                    suggestions=_REASONS,
                )
                or ""
            )
            if not reason:
                return
        self.model.remove(row, reason)

    def join(self) -> None:
        """Add a member who came later, with the day and the reason."""
        self.settle()
        box = MovementBox(self._desk, JOIN, "登记增加的人", self)
        box.guard(self._door, box.values)
        if self._door.show_box(box):
            self.go_to(self.model.add(**box.values()), 0)
        box.deleteLater()

    def leave(self) -> None:
        """Note that the chosen member left, with the day and the reason."""
        self.settle()
        row = self.current_row()
        if row < 0:
            self._door.tell(self, "先选一个人", "请先在表格里点一下要登记减少的人。")
            return
        box = MovementBox(
            self._desk, LEAVE, f"登记减少：{self.model.rows[row].values.get('name') or ''}", self
        )
        box.guard(self._door, box.values)
        if self._door.show_box(box):
            with self.model.step():
                for name, value in box.values().items():
                    self.model.write(row, name, value)
        box.deleteLater()

    def open_row(self) -> None:
        """Open all fields of the chosen row in a form of its own."""
        from fupin_desk.ui.forms.row_box import RowBox

        self.settle()
        row, form = self.current_row(), self.model.form
        begun = row < 0
        blank = self._desk.blank(self.kind, **{form.parent_field: self.model.parent_id}).record
        box = RowBox(self._desk, blank if begun else self.model.rows[row], self)
        box.guard(self._door, box.form.record)
        if self._door.show_box(box):
            with self.model.step():
                row = self.model.add() if begun else row
                self.model.replace_row(row, replace(box.form.record(), id=self.model.rows[row].id))
        box.deleteLater()
