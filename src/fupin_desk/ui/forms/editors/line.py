"""Editors of one line: text, numbers with their unit, ID numbers, phones, years."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fupin_desk.model.code import CodeList
from fupin_desk.model.form import Field
from fupin_desk.model.show import shown
from fupin_desk.model.value import Value
from fupin_desk.ui.forms.editors.editor import Answer, LineBased, Typed
from fupin_desk.ui.widgets.card import label

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# Generous: a longer text is told as a finding, never cut in silence.
_LONGEST = 500
_YEAR_PX = 110


class LineEditor(LineBased):
    """One line of text. Full-width digits are taken as typed; the desk reads them."""

    def __init__(self, field: Field, codes: Mapping[str, CodeList], parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._codes = codes
        self.line.setMaxLength(_LONGEST)
        if field.type == "year":
            self.line.setMaximumWidth(_YEAR_PX)
            self.row.addStretch(1)

    def show_value(self, value: Value, unread: str = "") -> None:
        """Show the value in its usual form."""
        self.show_text(unread or shown(self.field, value, self._codes))

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
