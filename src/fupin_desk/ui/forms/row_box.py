"""All fields of one row of a grid, in a form of its own."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from fupin_desk.model.value import Record
from fupin_desk.ui.forms.form_view import FormView
from fupin_desk.ui.widgets.ask import Box

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk


class RowBox(Box):
    """Shows the whole form of a child record; the grid takes `form.record()` when it is accepted."""

    least = QSize(860, 560)

    def __init__(self, desk: "Desk", record: Record, parent: QWidget | None = None) -> None:
        form = desk.catalog.forms[record.kind]
        super().__init__(parent, form.label)
        self.form = FormView(form, desk)
        self.form.show_record(record)
        self.form.setProperty("role", "plain")
        self.body.addWidget(self.form)
        self.offer("放入表格", "取消")
        # Enter goes on from field to field, and only behind the last one to the button.
        self.yes.setDefault(False)
        self.form.after = self.yes
        self.form.go_first()
