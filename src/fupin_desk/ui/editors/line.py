"""Editors of one line: text, numbers with their unit, ID numbers, phones, years."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from fupin_desk.model.code import CodeList
from fupin_desk.model.form import Field
from fupin_desk.model.show import shown
from fupin_desk.model.value import Value
from fupin_desk.ui.card import label
from fupin_desk.ui.editors.editor import Answer, Editor, Typed

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# Generous: a longer text is told as a finding, never cut in silence.
_LONGEST = 500
_NARROW = {"year": 110, "id_number": 0, "phone": 0}


class LineEditor(Editor):
    """One line of text. Full-width digits are taken as typed; the desk reads them."""

    def __init__(self, field: Field, codes: Mapping[str, CodeList], parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._codes = codes
        self.line = QLineEdit()
        self.line.setMaxLength(_LONGEST)
        self.line.setReadOnly(field.read_only)
        self.row.addWidget(self.line, 1)
        self.take_focus_by(self.line)
        if field.type == "year":
            self.line.setMaximumWidth(_NARROW["year"])
            self.row.addStretch(1)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self.left)
        self.line.returnPressed.connect(self.finished)

    def show_value(self, value: Value, unread: str = "") -> None:
        """Show the value in its usual form."""
        text = unread or shown(self.field, value, self._codes)
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def answer(self) -> Answer:
        """Return the text, None for nothing."""
        text = self.line.text().strip()
        return Typed(text) if text else None


class NumberEditor(LineEditor):
    """A number, right-aligned, with its unit behind it."""

    def __init__(self, field: Field, codes: Mapping[str, CodeList], parent: QWidget | None = None) -> None:
        super().__init__(field, codes, parent)
        self.line.setAlignment(_RIGHT)
        if field.unit:
            self.row.addWidget(label(field.unit, "muted"))

    def show_value(self, value: Value, unread: str = "") -> None:
        """Show the number with thousands separators; the end of it is what people look at."""
        super().show_value(value, unread)
        if not self.line.hasFocus():
            self.line.end(False)
