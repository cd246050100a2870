"""One measure for many households: chosen once, ticked from the village's list."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fupin_desk.model.finding import Finding
from fupin_desk.model.page import Page
from fupin_desk.model.query import Query
from fupin_desk.model.rule import Outcome
from fupin_desk.ui.batch.batch_box import BatchBox, places_of
from fupin_desk.ui.forms.few_fields import FewFields
from fupin_desk.ui.widgets.tick_list import TickList
from fupin_desk.ui.widgets.tick_model import TickRow

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_FIELDS = (
    "round", "assistance_kind", "measure", "industry", "amount_fen", "status", "done_on", "income_increase_fen",
    "responsible",
)  # fmt: skip
_MEANT, _NONE_YET = "对象户", "还没有本轮帮扶"
_WORDS: dict[Outcome, str] = {
    "gap": "对象户，缺", "covered": "对象户", "unknown": "待核", "exempt": "不是对象",
}  # fmt: skip
_OPEN = "1"


class MeasureBox(BatchBox):
    """Asks for a measure and the households that get it."""

    def __init__(
        self, navigator: "Navigator", households: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(navigator, "批量登记帮扶", "", parent)
        self.fields = FewFields(self._desk, "assistance", _FIELDS)
        self.fields.setFixedWidth(400)
        self._helped: dict[str, list[str]] = {}
        self.ticks = TickList(
            ("户主", "村", "是否对象", "本轮已有"), "户", self._load,
            places=places_of(navigator), filters=(_MEANT, _NONE_YET), widths=(140, 110, 100),
        )  # fmt: skip
        self.row.addWidget(self.fields)
        self.row.addWidget(self.ticks, 1)
        self._prefill()
        self._choose_place(navigator.place, households)
        self.offer_save("登记")
        self.fields.changed.connect(self._edited)
        self.ticks.changed.connect(self.touch)
        self.judge()
        self.fields.boxes["measure"].editor.setFocus()

    def _prefill(self) -> None:
        """Fill in the open round, the usual kind and state, and what was chosen the last time."""
        rounds = self._desk.ids(Query("round", where={"state": (_OPEN,)}))
        held = self._navigator.last_saved.get("assistance", {})
        form = self._desk.catalog.forms["assistance"]
        given = {name: form.fields[name].default for name in _FIELDS if form.fields[name].default is not None}
        kept = {name: held[name] for name in ("round", "done_on", "responsible") if held.get(name)}
        first = {"round": rounds[0]} if rounds else {}
        self.fields.show_values({"done_on": self._desk.today(), **given, **first, **kept})
        self._round = ""
        self._count_helped()

    def _choose_place(self, place: str | None, households: Sequence[str]) -> None:
        """Show the village that is looked at, or the one of the households given, and tick those."""
        villages = {
            str(record.values.get("village"))
            for one in households
            if (record := self._desk.record("household", one)) is not None
        }
        shown = place or (villages.pop() if len(villages) == 1 else None)
        if not shown and not households and self.ticks.place.count() > 1:
            shown = self.ticks.place.itemData(1)
        self.ticks.place.setCurrentIndex(max(self.ticks.place.findData(shown), 0))
        for name in (_MEANT, _NONE_YET):
            self.ticks.filters[name].setChecked(not households)
        self.ticks.reload()
        self.ticks.tick(households)

    def _count_helped(self) -> bool:
        """Read who has something in the chosen round already; say whether the round is another one."""
        chosen = str(self.fields.values().get("round") or "")
        if chosen == self._round:
            return False
        self._round, self._helped = chosen, {}
        for one in self._desk.records("assistance", round=chosen) if chosen else ():
            self._helped.setdefault(str(one.values.get("household")), []).append(
                str(one.values.get("measure") or "")
            )
        return True

    def _load(self, place: str | None) -> list[TickRow]:
        rule = self._desk.pack().rule_for("household_assistance")
        found = self._desk.judged(rule.id, place=place)
        found.sort(key=lambda one: one.outcome != "gap")
        rows = []
        for one in found:
            helped = self._helped.get(one.id, [])
            passes = {_MEANT} if one.outcome in {"gap", "covered"} else set()
            passes |= set() if helped else {_NONE_YET}
            rows.append(
                TickRow(
                    one.id,
                    (one.name, one.place_name, _WORDS[one.outcome], "、".join(helped)),
                    frozenset(passes),
                )
            )
        return rows

    def _edited(self) -> None:
        if self._count_helped():
            self.ticks.reload()
        self.touch()

    def pages(self) -> list[Page]:
        """Return a new record of the measure for each ticked household."""
        values = self.fields.values()
        return [self._desk.blank("assistance", **values, household=one) for one in self.ticks.ticked]

    def obstacle(self) -> str:
        """Return what is still to be chosen."""
        unread, missing = self.fields.unread(), self.fields.missing()
        if unread:
            return f"没读懂：{'、'.join(unread)}，请重新填。"
        if missing:
            return f"还要填：{'、'.join(missing)}。"
        return "" if self.ticks.ticked else "请在右边勾选农户；空格键勾选选中的行。"

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show at the fields what is wrong with the measure itself; what concerns single households stands below."""
        each = len(self.ticks.ticked)
        common = [
            one
            for one in findings
            if sum(it.code == one.code and it.field == one.field for it in findings) == each
        ]
        self.fields.show_findings(common[: 10 * len(self.fields.boxes)])


def run(navigator: "Navigator", parent: QWidget, households: Sequence[str] = ()) -> None:
    """Show the dialog and save what it says as one batch.

    Args:
        navigator: The window.
        parent: The page that asks.
        households: Ids that are ticked from the start.
    """
    box = MeasureBox(navigator, households, parent)
    if navigator.door.show_box(box) and box.confirm():
        values, ticked = box.fields.values(), box.ticks.ticked
        batch = navigator.desk.give_measure(ticked, values)
        navigator.last_saved["assistance"] = dict(values)
        if batch:
            navigator.say(f"已登记 {len(ticked)} 户")
    box.leave()
