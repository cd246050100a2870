"""分户: who of a household goes, who heads the new one, from which day."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from fupin_desk.model.error import RequestError
from fupin_desk.model.form import Field
from fupin_desk.ui.ask import Box
from fupin_desk.ui.card import label
from fupin_desk.ui.editors.date import DateEditor
from fupin_desk.ui.editors.editor import Typed
from fupin_desk.ui.tick_list import TickList
from fupin_desk.ui.tick_model import TickRow

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk
    from fupin_desk.ui.pages import Navigator

_DAY = Field("left_on", "分户日期", "date", not_future=True)
_TEXT = "勾选分出去的人，选定新户主。从分户这一天起，他们计入新户；原户里留有减少登记，培训和帮扶的历史不变。"


class SplitBox(Box):
    """Asks for the members who go, their head, and the day."""

    def __init__(self, desk: "Desk", household: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, f"分户：{desk.name_of('household', household)}", _TEXT)
        self._desk = desk
        page = desk.page("household", household)
        self._present = [
            one
            for one in page.children.get("member", ())
            if not one.values.get("left_on") and not one.removed
        ]
        self.members = TickList(("姓名", "与户主关系", "出生日期"), "人", self._load, widths=(140, 140))
        self.members.setMinimumSize(520, 300)
        self.head = QComboBox()
        self.day = DateEditor(_DAY, desk.today())
        self.day.show_value(desk.today())
        self.problem = label("", "error", wrap=True)
        self.body.addWidget(self.members, 1)
        for text, widget in (("新户主", self.head), ("分户日期", self.day)):
            self.body.addWidget(label(text, "muted"))
            self.body.addWidget(widget)
        self.body.addWidget(self.problem)
        self.offer("分户", "取消")
        self.members.reload()
        self.members.changed.connect(self._fill_heads)
        self.day.changed.connect(self._judge)
        self._fill_heads()

    def _load(self, place: str | None) -> list[TickRow]:
        texts = self._desk.rows("member", [one.id for one in self._present])
        return [
            TickRow(one.id, tuple(texts[one.id].get(name, "") for name in ("name", "relation", "birth_date")))
            for one in self._present
        ]

    def _fill_heads(self) -> None:
        kept = self.head.currentData()
        names = {one.id: str(one.values.get("name") or "") for one in self._present}
        self.head.clear()
        for one in self.members.ticked:
            self.head.addItem(names[one], one)
        self.head.setCurrentIndex(max(self.head.findData(kept), 0))
        self._judge()

    def chosen_day(self) -> str:
        """Return the ISO day, empty if it cannot be read."""
        answer = self.day.answer()
        if isinstance(answer, Typed):
            return str(self._desk.parse("member", {"left_on": answer.text}).values.get("left_on") or "")
        return str(answer or "")

    def _judge(self) -> None:
        going, day = len(self.members.ticked), self.chosen_day()
        problem = (
            "请勾选分出去的人。" if not going
            else "至少要有一人留在原户。" if going == len(self._present)
            else "请填分户日期，如 2018-09-30。" if not day
            else "分户日期不能晚于今天。" if day > self._desk.today() else ""
        )  # fmt: skip
        self.problem.setText(problem)
        self.yes.setEnabled(not problem)


def run(navigator: "Navigator", parent: QWidget, household: str) -> None:
    """Show the dialog, split the household as one batch, and open the new one."""
    desk = navigator.desk
    box = SplitBox(desk, household, parent)
    accepted = navigator.door.show_box(box)
    going, head, day = box.members.ticked, str(box.head.currentData() or ""), box.chosen_day()
    box.deleteLater()
    if not accepted:
        return
    try:
        batch, new = desk.split_household(household, going, head, day)
    except RequestError as error:
        navigator.door.tell(parent, "没有分成", str(error))
        return
    navigator.open_record("household", new)
    navigator.say(f"已分户：{len(going)} 人另立一户，请补填与新户主的关系", batch.id if batch else "")
