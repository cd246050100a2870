"""One trip of experts over several villages: asked once, kept as one visit a village."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desk.model.finding import Finding
from fupin_desk.model.page import Page
from fupin_desk.model.query import Query
from fupin_desk.model.rule import Outcome
from fupin_desk.model.value import Values
from fupin_desk.ui.batch.batch_box import BatchBox
from fupin_desk.ui.forms.few_fields import FewFields
from fupin_desk.ui.widgets.tick_list import TickList
from fupin_desk.ui.widgets.tick_model import TickRow

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_FIELDS = ("visited_on", "level", "status", "topics", "problem", "advice", "follow_up_on")
_POOR, _UNSERVED, _TEAM = "贫困村", "还没有服务", "县专家服务团"
_WORDS: dict[Outcome, str] = {
    "gap": "贫困村，缺服务", "covered": "贫困村，已服务", "unknown": "没填是否贫困村", "exempt": "",
}  # fmt: skip
_WIDE_TRIP = 1180


class TripBox(BatchBox):
    """Asks for the day, the villages and the experts."""

    least = QSize(_WIDE_TRIP, 640)

    def __init__(
        self,
        navigator: "Navigator",
        villages: Sequence[str] = (),
        parent: QWidget | None = None,
        *,
        values: Values | None = None,
    ) -> None:
        super().__init__(
            navigator, "登记专家下乡", "专家一趟跑几个村：每村记一条服务，在各村的名单里再补签到。", parent
        )
        preset = {} if values is None else values
        self.fields = FewFields(self._desk, "visit", tuple(dict.fromkeys((*_FIELDS, *preset))))
        self.fields.setFixedWidth(400)
        self.villages = TickList(
            ("村", "服务情况"), "个村", self._load_villages, filters=(_POOR, _UNSERVED), widths=(130,)
        )
        self.experts = TickList(
            ("专家", "单位", "特长"), "位专家", self._load_experts, filters=(_TEAM,), widths=(92, 112)
        )
        lists = QVBoxLayout()
        lists.setSpacing(10)
        lists.addWidget(self.villages, 1)
        lists.addWidget(self.experts, 1)
        self.row.addWidget(self.fields)
        self.row.addLayout(lists, 1)
        self._prefill(villages, preset)
        self.offer_save("登记专家下乡")
        for one in (self.fields, self.villages, self.experts):
            one.changed.connect(self.touch)
        self.judge()

    def _prefill(self, villages: Sequence[str], preset: Values) -> None:
        form = self._desk.catalog.forms["visit"]
        given = {name: form.fields[name].default for name in _FIELDS if form.fields[name].default is not None}
        self.fields.show_values({"visited_on": self._desk.today(), **given, **preset})
        self.villages.reload()
        self.experts.reload()
        self.villages.tick(villages)

    def _load_villages(self, place: str | None) -> list[TickRow]:
        rule = self._desk.pack().rule_for("village_service")
        rows = []
        for one in self._desk.judged(rule.id):
            passes = {_POOR} if one.outcome in {"gap", "covered"} else set()
            passes |= {_UNSERVED} if one.outcome == "gap" else set()
            rows.append(TickRow(one.id, (one.name, _WORDS[one.outcome]), frozenset(passes)))
        return rows

    def _load_experts(self, place: str | None) -> list[TickRow]:
        ids = self._desk.ids(Query("expert"))
        rows = self._desk.rows("expert", ids)
        return [
            TickRow(
                one,
                (rows[one]["name"], rows[one]["unit"], rows[one]["specialty"]),
                frozenset({_TEAM} if rows[one]["is_team_member"] == "是" else ()),
            )
            for one in ids
        ]

    def pages(self) -> list[Page]:
        """Return one new visit a village, with its experts."""
        made = []
        for village in self.villages.ticked:
            page = self._desk.blank("visit", **self.fields.values(), village=village)
            rows = tuple(
                self._desk.blank("visit_expert", visit=page.record.id, expert=one).record
                for one in self.experts.ticked
            )
            born = page.is_new | {one.id for one in rows}
            made.append(Page(page.record, {**page.children, "visit_expert": rows}, born))
        return made

    def values(self) -> Values:
        """Return what all visits of the trip have in common, the form's defaults among it."""
        return {**self._desk.blank("visit").record.values, **self.fields.values()}

    def obstacle(self) -> str:
        """Return what is still to be chosen."""
        unread, missing = self.fields.unread(), self.fields.missing()
        if unread:
            return f"没读懂：{'、'.join(unread)}，请重新填。"
        if missing:
            return f"还要填：{'、'.join(missing)}。"
        if not self.villages.ticked or not self.experts.ticked:
            return "请至少勾选一个村和一位专家。"
        return ""

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show at the fields what is wrong with the trip itself."""
        self.fields.show_findings(findings)


def run(
    navigator: "Navigator", parent: QWidget, villages: Sequence[str] = (), *, values: Values | None = None
) -> None:
    """Show the dialog and save what it says as one batch; `values` are what closes the gap that led here."""
    box = TripBox(
        navigator, villages or ([navigator.place] if navigator.place else []), parent, values=values
    )
    if navigator.door.show_box(box) and box.confirm():
        chosen = box.villages.ticked
        batch = navigator.desk.visit_villages(chosen, box.experts.ticked, box.values())
        if batch:
            navigator.say(f"已登记 {len(chosen)} 个村的服务")
    box.leave()
