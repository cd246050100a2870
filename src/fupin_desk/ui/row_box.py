"""All fields of one row of a grid, in a form of its own."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from fupin_desk.model.value import Record
from fupin_desk.ui.ask import Box
from fupin_desk.ui.form_view import FormView

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk


class RowBox(Box):
    """Shows the whole form of a child record; the grid takes `form.record()` when it is accepted."""

    def __init__(self, desk: "Desk", record: Record, parent: QWidget | None = None) -> None:
        form = desk.catalog.forms[record.kind]
        super().__init__(parent, form.label)
        self.form = FormView(form, desk)
        self.form.show_record(record)
        area = QScrollArea()
        area.setProperty("role", "plain")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self.form)
        self.form.setProperty("role", "plain")
        area.setMinimumSize(820, 470)
        self.body.addWidget(area)
        self.offer("放入表格", "取消")
        # Enter goes on from field to field, and only behind the last one to the button.
        self.yes.setDefault(False)
        self.form.after = self.yes
        self.form.go_first()
