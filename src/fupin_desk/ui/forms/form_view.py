"""A form on the screen: sections as cards, fields in two columns, each with its note below."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from fupin_desk.desk import offers
from fupin_desk.model.finding import Finding
from fupin_desk.model.form import Field, Form, Section
from fupin_desk.model.show import shown
from fupin_desk.model.value import Record, Value, Values
from fupin_desk.ui.forms.editors.editor import Typed
from fupin_desk.ui.forms.editors.make import form_editor
from fupin_desk.ui.forms.field_box import FieldBox
from fupin_desk.ui.forms.filling import Filling
from fupin_desk.ui.forms.focus_order import leave
from fupin_desk.ui.widgets.card import Card

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk
    from fupin_desk.ui.forms.editors.grid import GridEditor

_TOP = Qt.AlignmentFlag.AlignTop
_COLUMNS = 2
# Below this width a form has one column.
_FOR_COLUMNS = 700
_BY_MOUSE = Qt.FocusPolicy.ClickFocus
_ORDER = "EWA"


class FormView(QWidget):
    """All fields of a record. It holds no rules: relevance comes from the form, findings from the desk.

    Signals:
        changed: The person changed something.
    """

    changed = Signal()

    def __init__(self, form: Form, desk: "Desk", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form, self._desk = form, desk
        self._record = Record(form.kind, "", {})
        self._touched: set[str] = set()
        self._filling = Filling(desk)
        self.boxes: dict[str, FieldBox] = {}
        self._hints: dict[str, str] = {}
        self.cards: dict[str, Card] = {}
        self._rows: dict[str, GridEditor] = {}
        self.parts = [section.name for section in form.sections]
        # Where Enter goes on to behind the last field.
        self.after: QWidget | None = None
        self._grids: dict[str, QGridLayout] = {}
        self._columns = _COLUMNS
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        for section in form.sections:
            self._build(section)

    def _build(self, section: Section) -> None:
        fields = [one for one in section.fields if one.appearance != "hidden"]
        if not fields:
            return
        card = Card(section.label, self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        card.column.addLayout(grid)
        for field in fields:
            editor = form_editor(field, self._desk)
            if field.read_only:
                editor.inner().setFocusPolicy(_BY_MOUSE)
            box = FieldBox(field, editor, card)
            self.boxes[field.name] = box
            editor.changed.connect(lambda name=field.name: self._edited(name))
            editor.left.connect(lambda name=field.name: self._normalise(name))
            editor.finished.connect(lambda name=field.name: self.go_on(name))
        self.cards[section.name], self._grids[section.name] = card, grid
        self.column.addWidget(card)
        self._flow(section)

    def _flow(self, section: Section) -> None:
        """Lay the relevant fields of a section out, left to right, wide ones over both columns."""
        grid = self._grids[section.name]
        row = column = 0
        for field in section.fields:
            box = self.boxes.get(field.name)
            if box is None:
                continue
            grid.removeWidget(box)
            relevant = self._relevant(field)
            box.setVisible(relevant)
            if not relevant:
                continue
            span = self._columns if box.editor.wide else 1
            if column + span > self._columns:
                row, column = row + 1, 0
            grid.addWidget(box, row, column, 1, span, _TOP)
            column += span
        grid.setColumnStretch(1, 1 if self._columns > 1 else 0)

    def minimumSizeHint(self) -> QSize:
        """Return no width: fields give way, and a narrow form has one column."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the fields out in as many columns as there is room for."""
        super().resizeEvent(event)
        columns = _COLUMNS if self.width() >= _FOR_COLUMNS else 1
        if columns != self._columns:
            self._columns = columns
            for section in self._form.sections:
                if section.name in self._grids:
                    self._flow(section)

    def _relevant(self, field: Field) -> bool:
        if field.relevant is None:
            return True
        box = self.boxes.get(field.relevant.field)
        answer = box.editor.answer() if box else self._record.values.get(field.relevant.field)
        if isinstance(answer, Typed):
            answer = self._desk.parse(self._form.kind, {field.relevant.field: answer.text}).values.get(
                field.relevant.field
            )
        return answer in field.relevant.among

    def show_record(self, record: Record) -> None:
        """Show a record's values and what could not be read."""
        self._record = record
        self._touched = set()
        self._filling.forget()
        for name, box in self.boxes.items():
            box.editor.show_value(record.values.get(name), record.unread.get(name, ""))
            box.show_finding(None)
            self._tell_amount(name)
        self._reflow()
        self._show_offers()

    def _show_offers(self) -> None:
        """Say in empty fields what the newest record holds and by which key it is taken."""
        record = self.record()
        for name, box in self.boxes.items():
            line = box.editor.inner()
            if box.field.offer and isinstance(line, QLineEdit):
                plain = self._hints.setdefault(name, line.placeholderText())
                text = shown(box.field, offers.offer(self._desk, record, name), self._desk.catalog.codes)
                line.setPlaceholderText(offers.hint(text) if text else plain)

    def _reflow(self) -> None:
        for section in self._form.sections:
            if section.name in self._grids and any(one.relevant for one in section.fields):
                self._flow(section)

    def record(self) -> Record:
        """Return the record as it stands on the screen."""
        values: Values = dict(self._record.values)
        texts: dict[str, str] = {}
        unread: dict[str, str] = {}
        for name, box in self.boxes.items():
            answer = box.editor.answer() if self._relevant(box.field) else None
            if isinstance(answer, Typed) and box.field.type == "record":
                values[name], unread[name] = None, answer.text
            elif isinstance(answer, Typed):
                values[name], texts[name] = None, answer.text
            else:
                values[name] = answer
        if texts:
            parsed = self._desk.parse(self._form.kind, texts)
            values |= parsed.values
            unread |= parsed.unread
        held = {
            name: value for name, value in values.items() if value is not None or name in self._record.values
        }
        return replace(self._record, values=held, unread=unread)

    def _tell_amount(self, name: str) -> None:
        """Say below a field of money what is typed in it."""
        box = self.boxes[name]
        if box.field.unit == "元" and box.field.type == "number":
            answer = box.editor.answer()
            if isinstance(answer, Typed):
                answer = self._desk.parse(self._form.kind, {name: answer.text}).values.get(name)
            box.tell_amount(answer if isinstance(answer, int) else None)

    def _edited(self, name: str) -> None:
        self._reflow()
        self._fill(name)
        self._tell_amount(name)
        if name in offers.NEAR:
            self._show_offers()
        self.changed.emit()

    def _fill(self, edited: str) -> None:
        """Show what follows from the values, such as sums: only in fields that nobody has written into."""
        held = self.record()
        filled = self._filling.follow(held, edited)
        for name, box in self.boxes.items():
            if (
                name != edited
                and filled.values.get(name) != held.values.get(name)
                and name not in held.unread
            ):
                box.editor.show_value(filled.values.get(name))
                self._tell_amount(name)

    def _normalise(self, name: str) -> None:
        """Show what was read in its usual form: 2018.9.3 becomes 2018-09-03."""
        self._touched.add(name)
        editor = self.boxes[name].editor
        answer = editor.answer()
        if isinstance(answer, Typed) and editor.field.type != "record":
            parsed = self._desk.parse(self._form.kind, {name: answer.text})
            if name not in parsed.unread:
                editor.show_value(parsed.values.get(name))

    def show_findings(self, findings: Sequence[Finding], *, patient: bool = False) -> None:
        """Say at each field the worst that was found.

        Args:
            findings: What the desk objects to.
            patient: Whether an empty field is left in peace until the person has been there.
        """
        worst: dict[str, Finding] = {}
        for one in findings:
            if one.record != self._record.id or not one.field or (patient and self._unanswered(one.field)):
                continue
            held = worst.get(one.field)
            if held is None or _ORDER.index(one.severity) < _ORDER.index(held.severity):
                worst[one.field] = one
        for name, box in self.boxes.items():
            box.show_finding(worst.get(name))

    def _unanswered(self, name: str) -> bool:
        box = self.boxes.get(name)
        return box is not None and name not in self._touched and box.editor.answer() is None

    def visible_names(self) -> list[str]:
        """Return the names of the relevant fields in their order."""
        return [name for name, box in self.boxes.items() if self._relevant(box.field)]

    # --- the order of the keys

    def order(self, parts: Sequence[str], grids: "Mapping[str, GridEditor]") -> None:
        """Say in which order sections and grids stand on the screen: the keys follow it."""
        self.parts, self._rows = list(parts), dict(grids)

    def stops(self, part: str = "") -> list[str]:
        """Return the fields that can be filled and the grids, in the order of the screen; those of one part if it is named."""
        sections = {section.name: section.fields for section in self._form.sections}
        names = []
        for name in [part] if part else self.parts:
            if name in self._rows:
                names.append(name)
            else:
                boxes = [self.boxes[field.name] for field in sections[name] if field.name in self.boxes]
                names += [
                    box.field.name for box in boxes if not box.field.read_only and self._relevant(box.field)
                ]
        return names

    def go_to(self, name: str) -> bool:
        """Put the focus into a field or grid; False if the form does not show it."""
        if name in self._rows:
            self._rows[name].enter()
            return True
        if name not in self.visible_names():
            return False
        self.boxes[name].editor.setFocus()
        return True

    def go_first(self, *, empty: bool = True) -> None:
        """Put the focus into the first field that can be filled; into the first empty one if there is any."""
        names = [name for name in self.stops() if name in self.boxes]
        open_ones = [name for name in names if empty and self.boxes[name].editor.answer() is None]
        if names:
            self.go_to((open_ones or names)[0])

    def go_on(self, name: str) -> None:
        """Go on as Enter does: to the next stop that is not filled by the desk already, at the end to `after`."""
        names = self.stops()
        at = names.index(name) + 1 if name in names else 0
        following = next((one for one in names[at:] if not self._is_filled(one)), "")
        if following:
            self.go_to(following)
        elif self.after is not None and self.after.isVisible() and self.after.isEnabled():
            self.after.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            leave(self, forward=True)

    def leave_grid(self, kind: str, forward: bool, entered: bool) -> None:  # noqa: FBT001
        """Go on from a grid, or back."""
        if entered:
            self.go_on(kind)
        else:
            self.step(kind, forward=forward)

    def _is_filled(self, name: str) -> bool:
        """Whether a field holds what the desk would fill in by itself, and nothing is objected to it."""
        box = self.boxes.get(name)
        return box is not None and not box.doubtful and self._filling.tells(self.record(), name)

    def focusNextPrevChild(self, forward: bool, /) -> bool:  # noqa: FBT001
        """Go to the stop beside the one that has the keys, as Tab and Shift+Tab do; at the ends, out of the form."""
        here = self.focused()
        return (
            self.step(here, forward=forward) if here in self.stops() else super().focusNextPrevChild(forward)
        )

    def step(self, name: str, *, forward: bool) -> bool:
        """Go from a stop to the one beside it; at the ends, out of the form."""
        names = self.stops()
        at = names.index(name) + (1 if forward else -1)
        if 0 <= at < len(names):
            return self.go_to(names[at])
        return leave(self, forward=forward)

    def focused(self) -> str:
        """Return the name of the field or grid that has the focus, empty if none has."""
        widget = QApplication.focusWidget()
        for name, grid in self._rows.items():
            if widget is not None and grid.isAncestorOf(widget):
                return name
        for name, box in self.boxes.items():
            if widget is not None and (widget is box.editor.inner() or box.isAncestorOf(widget)):
                return name
        return ""

    def fill_in(self, name: str, value: Value) -> None:
        """Put a value into a field as if it had been typed."""
        self.boxes[name].editor.show_value(value)
        self._edited(name)
