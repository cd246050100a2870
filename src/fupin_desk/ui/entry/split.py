"""A household splits: who goes, who heads the new household, from which day on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from fupin_desk.model.value import Record
from fupin_desk.ui.forms.editors.date import DateEditor
from fupin_desk.ui.forms.editors.editor import Typed
from fupin_desk.ui.widgets.ask import Box
from fupin_desk.ui.widgets.card import label

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk
    from fupin_desk.ui.navigation.pages import Navigator

_EXPLAINED = "勾选分出去的人，选定新户主。原户从分户之日起不再计入这些人，新户沿用原户的村组和建档情况；一次撤回可以全部还原。"


class SplitBox(Box):
    """Asks what a split needs; `members`, `head` and `day` hold the answer."""

    def __init__(self, desk: "Desk", rows: Sequence[Record], parent: QWidget | None = None) -> None:
        super().__init__(parent, "分户", _EXPLAINED)
        self._desk = desk
        relations = desk.catalog.codes["relation"]
        self._names = {one.id: str(one.values.get("name") or "未填姓名") for one in rows}
        self.ticks: dict[str, QCheckBox] = {}
        for one in rows:
            tick = QCheckBox(f"{self._names[one.id]}　{relations.label(one.values.get('relation'))}")
            tick.toggled.connect(self._judge)
            self.ticks[one.id] = tick
            self.body.addWidget(tick)
        self.body.addWidget(label("新户主", "muted"))
        self.heads = QComboBox()
        self.body.addWidget(self.heads)
        self.body.addWidget(label("分户日期", "muted"))
        self.date = DateEditor(desk.catalog.forms["member"].fields["left_on"], desk.today())
        self.date.show_value(desk.today())
        self.date.changed.connect(self._judge)
        self.body.addWidget(self.date)
        self.problem = label("", "error", wrap=True)
        self.body.addWidget(self.problem)
        self.offer("分户", "取消")
        self._judge()

    @property
    def members(self) -> list[str]:
        """The ids of those who go."""
        return [one for one, tick in self.ticks.items() if tick.isChecked()]

    @property
    def head(self) -> str:
        """The id of the new head."""
        return str(self.heads.currentData() or "")

    @property
    def day(self) -> str:
        """The ISO day of the split, empty if it cannot be read."""
        answer = self.date.answer()
        text = answer.text if isinstance(answer, Typed) else ""
        return str(self._desk.parse("member", {"left_on": text}).values.get("left_on") or "") if text else ""

    def _judge(self) -> None:
        going, chosen = self.members, self.heads.currentData()
        self.heads.clear()
        for one in going:
            self.heads.addItem(self._names[one], one)
        self.heads.setCurrentIndex(max(self.heads.findData(chosen), 0) if going else -1)
        said = ""
        if not going:
            said = "还没有勾选分出去的人。"
        elif len(going) == len(self.ticks):
            said = "至少要有一人留在原户。"
        elif not self.day:
            said = "分户日期没有填，或者读不懂。"
        self.problem.setText(said)
        self.yes.setEnabled(not said)


def run(navigator: "Navigator", parent: QWidget, household: str) -> None:
    """Ask who of a household goes, split it as one batch, and open the new household."""
    desk = navigator.desk
    rows = [
        one for one in desk.page("household", household).children["member"] if not one.values.get("left_on")
    ]
    box = SplitBox(desk, rows, parent)
    box.guard(navigator.door, lambda: (box.members, box.head, box.day))
    if navigator.door.show_box(box):
        _, new = desk.split_household(household, box.members, box.head, box.day)
        navigator.open_record("household", new)
        navigator.say("已分户：请补填新户各人与新户主的关系")
    box.deleteLater()
