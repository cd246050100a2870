"""A member joins or leaves: the day and the reason, asked together."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fupin_desk.model.value import Values
from fupin_desk.ui.forms.editors.editor import Editor, Typed
from fupin_desk.ui.forms.editors.make import form_editor
from fupin_desk.ui.widgets.ask import Box
from fupin_desk.ui.widgets.card import label

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

JOIN, LEAVE = ("joined_on", "join_reason"), ("left_on", "leave_reason")
_EXPLAINED = {
    JOIN: "从这一天起计入人口；建档时就在的人不用登记。",
    LEAVE: "从这一天起不再计入人口；历史上的统计不变，人还查得到。",
}


class MovementBox(Box):
    """Asks the two fields of a movement and answers with their values."""

    def __init__(
        self, desk: "Desk", fields: tuple[str, str], title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, title, _EXPLAINED[fields])
        self._desk = desk
        form = desk.catalog.forms["member"]
        self.editors: list[Editor] = [form_editor(form.fields[name], desk) for name in fields]
        for editor in self.editors:
            self.body.addWidget(label(editor.field.label, "muted"))
            self.body.addWidget(editor)
            editor.changed.connect(self._judge)
        self.editors[0].show_value(desk.today())
        self.problem = label("", "error", wrap=True)
        self.body.addWidget(self.problem)
        self.offer("登记", "取消")
        self._judge()

    def values(self) -> Values:
        """Return what is answered; what cannot be read is left out."""
        held: Values = {}
        for editor in self.editors:
            answer = editor.answer()
            if isinstance(answer, Typed):
                held |= self._desk.parse("member", {editor.field.name: answer.text}).values
            elif answer is not None:
                held[editor.field.name] = answer
        return held

    def _judge(self) -> None:
        held = self.values()
        missing = [one.field.label for one in self.editors if held.get(one.field.name) is None]
        self.problem.setText(f"还要填：{'、'.join(missing)}" if missing else "")
        self.yes.setEnabled(not missing)
