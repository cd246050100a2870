"""The rows of a grid as a Qt model: records of one child kind, and one empty row to type the next one into."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor

from fupin_desk.desk import offers
from fupin_desk.model.finding import Finding
from fupin_desk.model.form import Field
from fupin_desk.model.show import shown
from fupin_desk.model.value import Record, Value, Values
from fupin_desk.ui.forms.editors import lookup
from fupin_desk.ui.forms.editors.editor import Answer, Typed
from fupin_desk.ui.forms.filling import Filling
from fupin_desk.ui.theme import style

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_DISPLAY, _EDIT, _TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole
_INK, _GROUND = Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.BackgroundRole
_ALIGN = Qt.ItemDataRole.TextAlignmentRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ACROSS = Qt.Orientation.Horizontal
_EDITABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
_HEADINGS_ALIKE, _NAME_LENGTH = 2, 5
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Act = TypeVar("_Act", bound=Callable[..., Any])
_Rows = tuple[list[Record], set[str], dict[str, tuple[Record, str]]]


def _one_step(act: _Act) -> _Act:
    """Make one step, which `undo` takes back, of all that a method does."""

    @wraps(act)
    def stepping(model: "GridModel", *given: Any, **named: Any) -> Any:
        with model.step():
            return act(model, *given, **named)

    return cast("_Act", stepping)


class GridModel(QAbstractTableModel):
    """Rows being edited. Nothing is written to the file before the page is saved.

    Signals:
        edited: The rows changed by the person.
    """

    edited = Signal()

    def __init__(self, desk: "Desk", kind: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.form = desk.catalog.forms[kind]
        self.columns: list[Field] = [
            self.form.fields[name]
            for name in self.form.columns
            if name in self.form.fields and name != self.form.parent_field
        ]
        self.parent_id = ""
        self.shows_names = False
        self.rows: list[Record] = []
        self.born: set[str] = set()
        self.gone: dict[str, tuple[Record, str]] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._marks: dict[tuple[str, str], Finding] = {}
        self._filling = Filling(desk)
        self._past: list[_Rows] = []
        self._in_step = False

    @contextmanager
    def step(self) -> Iterator[None]:
        """Take what is done inside for one step that `undo` takes back."""
        if self._in_step:
            yield
            return
        before, self._in_step = self._state(), True
        try:
            yield
        finally:
            self._in_step = False
            if before != self._state():
                self._past.append(before)

    def _state(self) -> "_Rows":
        return list(self.rows), set(self.born), dict(self.gone)

    def can_undo(self) -> bool:
        """Whether a step since the page was shown can be taken back."""
        return bool(self._past)

    def undo(self) -> None:
        """Take the last step back."""
        self.beginResetModel()
        self.rows, self.born, self.gone = self._past.pop()
        self._marks = {}
        self.endResetModel()
        self.edited.emit()

    def show_rows(self, parent: str, rows: Sequence[Record], born: frozenset[str]) -> None:
        """Show the rows of a page."""
        self.beginResetModel()
        self.parent_id = parent
        self.rows = [one for one in rows if not one.removed]
        self.born = {one.id for one in rows if one.id in born}
        self.gone = {one.id: (one, "") for one in rows if one.removed}
        self._marks = {}
        self._filling.forget()
        self._past.clear()
        self.endResetModel()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Mark the cells that findings are about; errors win over warnings."""
        marks: dict[tuple[str, str], Finding] = {}
        for one in sorted(findings, key=lambda found: found.severity == "E"):
            marks[one.record, one.field] = one
        if marks != self._marks:
            self._marks = marks
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last, [_INK, _GROUND, _TIP])

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the rows and the empty one."""
        return 0 if parent.isValid() else len(self.rows) + 1

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be edited."""
        return _EDITABLE if index.isValid() else Qt.ItemFlag.NoItemFlags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return a column's label, with a star when it must be filled; rows are counted from 1."""
        if role == _DISPLAY and orientation == _ACROSS and 0 <= section < len(self.columns):
            field = self.columns[section]
            unit = f"（{field.unit}）" if field.unit else ""
            return f"{field.label}{unit}{' *' if field.required else ''}"
        if role == _ALIGN and orientation == _ACROSS and 0 <= section < len(self.columns):
            return _RIGHT if self.columns[section].type == "number" else None
        if role == _DISPLAY and orientation != _ACROSS:
            return self._row_name(section) if section < len(self.rows) else "＋"
        if role == _TIP and orientation != _ACROSS and section < len(self.rows):
            return self.index(section, 0).data()
        return None

    def _row_name(self, row: int) -> str:
        name = str(self.index(row, 0).data() or "") if self.shows_names else ""
        return f"{row + 1} {name[:_NAME_LENGTH]}".rstrip()

    def show_names(self, *, shown: bool) -> None:
        """Show in the heads of the rows what the first column says, or only their numbers."""
        self.shows_names = shown
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.rows))

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Return what a cell shows."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        record, field = self.rows[index.row()], self.columns[index.column()]
        if role in (_DISPLAY, _EDIT):
            return record.unread.get(field.name) or self._text(field, record.values.get(field.name))
        if role == _ALIGN:
            return _RIGHT if field.type == "number" else None
        mark = self._marks.get((record.id, field.name))
        if mark is None:
            return self._text(field, record.values.get(field.name)) if role == _TIP else None
        if role == _TIP:
            return f"{mark.text}\n{mark.mend}"
        if role == _INK:
            return QBrush(QColor(style.tokens().bad_ink if mark.severity == "E" else style.tokens().warn_ink))
        if role == _GROUND:
            return QBrush(
                QColor(style.tokens().bad_soft if mark.severity == "E" else style.tokens().warn_soft)
            )
        return None

    def _text(self, field: Field, value: Value) -> str:
        if field.type == "record" and value is not None:
            key = (field.of, str(value))
            if key not in self._names:
                self._names[key] = self._desk.name_of(field.of, str(value))
            return self._names[key]
        return shown(field, value, self._desk.catalog.codes)

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        """Read a text into a cell."""
        if role != _EDIT or not index.isValid():
            return False
        self.write(index.row(), self.columns[index.column()].name, Typed(str(value)) if value else None)
        return True

    @_one_step
    def write(self, row: int, name: str, answer: Answer) -> None:
        """Put an answer into a cell; an answer into the empty row begins a new record."""
        if row >= len(self.rows):
            if answer is None:
                return
            self.add()
        record = self._with(self.rows[row], name, answer)
        if record == self.rows[row]:
            return
        self.rows[row] = record
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
        self.edited.emit()

    def repeated(self, row: int, column: int) -> Values:
        """Return what a cell takes over: what stands above it; without rows all that a new row is offered."""
        name = self.columns[column].name
        if 0 < row <= len(self.rows):
            return {name: self.rows[row - 1].values.get(name)}
        if not self.rows:
            return offers.offered_row(self._desk, self.form.kind)
        value = offers.offer(self._desk, self.rows[0], name)
        return {} if value is None else {name: value}

    def offer_text(self, index: Index) -> str:
        """Return what the first cell of a grid without rows says of the row that is offered."""
        field = self.columns[0]
        offered = {} if self.rows or index.column() else offers.offered_row(self._desk, self.form.kind)
        text = shown(field, offered.get(field.name), self._desk.catalog.codes)
        return offers.short_hint(text) if text else ""

    def is_filled(self, row: int, column: int) -> bool:
        """Whether a cell holds what the desk fills in by itself, and nothing is objected to it."""
        record, name = self.rows[row], self.columns[column].name
        mark = self._marks.get((record.id, name))
        return (mark is None or mark.severity == "A") and self._filling.tells(record, name)

    @_one_step
    def replace_row(self, row: int, record: Record) -> None:
        """Put a whole record in the place of a row."""
        self.rows[row] = record
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
        self.edited.emit()

    def _with(self, record: Record, name: str, answer: Answer) -> Record:
        field = self.form.fields[name]
        values, unread = (
            dict(record.values),
            {key: text for key, text in record.unread.items() if key != name},
        )
        if isinstance(answer, Typed) and field.type == "record":
            values[name] = lookup.resolve(self._desk, field.of, answer.text)
            unread |= {} if values[name] else {name: answer.text}
        elif isinstance(answer, Typed):
            parsed = self._desk.parse(self.form.kind, {name: answer.text})
            values |= parsed.values
            unread |= parsed.unread
            values[name] = parsed.values.get(name)
        else:
            values[name] = answer
        return self._filling.follow(replace(record, values=values, unread=unread), name)

    @_one_step
    def add(self, **values: Value) -> int:
        """Add a row with the form's defaults and these values; return its number."""
        at = len(self.rows)
        record = self._desk.blank(self.form.kind, **{self.form.parent_field: self.parent_id}, **values).record
        # The empty row becomes the record and another one follows, so that the cursor stays where it is typing.
        self.beginInsertRows(_NOWHERE, at + 1, at + 1)
        self.rows.append(record)
        self.born.add(record.id)
        self.endInsertRows()
        self.dataChanged.emit(self.index(at, 0), self.index(at, self.columnCount() - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, at, at + 1)
        self.edited.emit()
        return at

    @_one_step
    def remove(self, row: int, reason: str) -> None:
        """Take a row off: one that was never saved just goes, a saved one is removed with its reason."""
        record = self.rows[row]
        self.beginRemoveRows(_NOWHERE, row, row)
        del self.rows[row]
        if record.id in self.born:
            self.born.discard(record.id)
        else:
            self.gone[record.id] = (replace(record, removed=True), reason)
        self.endRemoveRows()
        self.edited.emit()

    def records(self) -> tuple[Record, ...]:
        """Return the rows in their order, the removed ones last."""
        return (*self.rows, *(record for record, _ in self.gone.values()))

    def reasons(self) -> dict[str, str]:
        """Return why rows were removed, by record."""
        return {record: reason for record, (_, reason) in self.gone.items() if reason}

    @_one_step
    def paste(self, text: str, row: int, column: int) -> int:
        """Paste cells as Excel and WPS copy them, from a cell on; return how many rows were taken.

        A first row of headings is matched to the columns by their labels.
        """
        table = [
            line
            for line in csv.reader(io.StringIO(text), delimiter="\t")
            if any(cell.strip() for cell in line)
        ]
        if not table:
            return 0
        names = self._headings(table[0])
        if names:
            table = table[1:]
        else:
            names = dict(enumerate(one.name for one in self.columns[column:]))
        for offset, line in enumerate(table):
            for at, cell in enumerate(line):
                if at in names:
                    self.write(row + offset, names[at], Typed(cell.strip()) if cell.strip() else None)
        return len(table)

    def _headings(self, line: Sequence[str]) -> Mapping[int, str]:
        known = {label: one.name for one in self.form.fields.values() for label in (one.label, *one.aliases)}
        found = {at: known[cell.strip(" *　")] for at, cell in enumerate(line) if cell.strip(" *　") in known}
        return found if len(found) >= _HEADINGS_ALIKE else {}
