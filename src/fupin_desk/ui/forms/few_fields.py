"""Some fields of a form below each other, for a dialog that asks them once for many records."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Values
from fupin_desk.ui.forms.editors.editor import Typed
from fupin_desk.ui.forms.editors.make import form_editor
from fupin_desk.ui.forms.field_box import FieldBox

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk


class FewFields(QWidget):
    """Editors with their labels and the line that says what is wrong.

    Signals:
        changed: The person changed something.
    """

    changed = Signal()

    def __init__(self, desk: "Desk", kind: str, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind = desk, kind
        form = desk.catalog.forms[kind]
        self.boxes: dict[str, FieldBox] = {}
        # What Enter does behind the last field.
        self.after: Callable[[], object] = self.focusNextChild
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for name in names:
            editor = form_editor(form.fields[name], desk)
            box = FieldBox(form.fields[name], editor)
            editor.changed.connect(self.changed)
            editor.left.connect(lambda one=name: self._normalise(one))
            editor.finished.connect(lambda one=name: self._go_on(one))
            self.boxes[name] = box
            column.addWidget(box)
        column.addStretch(1)

    def show_values(self, values: Values) -> None:
        """Show values; fields that are not among them stay as they are."""
        for name, value in values.items():
            if name in self.boxes:
                self.boxes[name].editor.show_value(value)

    def values(self) -> Values:
        """Return what is answered; what cannot be read is left out."""
        held: Values = {}
        for name, box in self.boxes.items():
            answer = box.editor.answer()
            if isinstance(answer, Typed):
                if box.field.type != "record":
                    held |= self._desk.parse(self._kind, {name: answer.text}).values
            elif answer is not None:
                held[name] = answer
        return {name: value for name, value in held.items() if value is not None}

    def unread(self) -> list[str]:
        """Return the labels of the fields whose text could not be read."""
        found = []
        for name, box in self.boxes.items():
            answer = box.editor.answer()
            if isinstance(answer, Typed) and (
                box.field.type == "record" or name in self._desk.parse(self._kind, {name: answer.text}).unread
            ):
                found.append(box.field.label)
        return found

    def missing(self) -> list[str]:
        """Return the labels of the required fields that are empty."""
        held = self.values()
        return [
            box.field.label for name, box in self.boxes.items() if box.field.required and name not in held
        ]

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say at each field the worst that was found there."""
        worst: dict[str, Finding] = {}
        for one in sorted(findings, key=lambda it: "EWA".index(it.severity)):
            worst.setdefault(one.field, one)
        for name, box in self.boxes.items():
            box.show_finding(worst.get(name))

    def _normalise(self, name: str) -> None:
        answer = self.boxes[name].editor.answer()
        if isinstance(answer, Typed) and self.boxes[name].field.type != "record":
            parsed = self._desk.parse(self._kind, {name: answer.text})
            if name not in parsed.unread:
                self.boxes[name].editor.show_value(parsed.values.get(name))

    def _go_on(self, name: str) -> None:
        names = [*self.boxes]
        at = names.index(name) + 1
        if at < len(names):
            self.boxes[names[at]].editor.setFocus()
        else:
            self.after()
