"""A day that a page asks for, typed in any usual spelling or picked from the calendar."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fupin_desk.model.form import Field
from fupin_desk.ui.forms.editors.date import DateEditor
from fupin_desk.ui.forms.editors.editor import Typed

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

# The desk reads the text as it reads this field of a form.
_READ_AS = ("round", "started_on")
_WIDTH = 134


class DayBox(QWidget):
    """A line for a day; `day` is ISO text, empty when nothing is typed.

    Signals:
        changed: Another day stands in the line.
    """

    changed = Signal()

    def __init__(
        self, desk: "Desk", name: str, day: str = "", hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self.day = desk, day
        self.editor = DateEditor(Field("day", name, "date", not_future=True), desk.today())
        self.editor.setFixedWidth(_WIDTH)
        self.editor.show_value(day or None)
        if hint:
            self.editor.line.setPlaceholderText(hint)
        self.editor.left.connect(self._read)
        self.editor.finished.connect(self._read)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.editor)
        self.setFocusProxy(self.editor)

    def show_day(self, day: str) -> None:
        """Show a day without saying `changed`."""
        self.day = day
        self.editor.show_value(day or None)

    def _read(self) -> None:
        answer, (kind, name) = self.editor.answer(), _READ_AS
        read = (
            self._desk.parse(kind, {name: answer.text}).values.get(name) if isinstance(answer, Typed) else ""
        )
        day = self.day if read is None else str(read)
        self.editor.show_value(day or None)
        if day != self.day:
            self.day = day
            self.changed.emit()
