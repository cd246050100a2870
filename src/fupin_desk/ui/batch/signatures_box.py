"""The signatures of one visit, ticked from the village's list: those who develop by themselves come first."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desk.model.page import Page
from fupin_desk.model.rule import Judged, Outcome
from fupin_desk.ui.batch.batch_box import BatchBox
from fupin_desk.ui.widgets.card import label
from fupin_desk.ui.widgets.tick_list import TickList
from fupin_desk.ui.widgets.tick_model import TickRow

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_SELF, _NOT_YET = "自主发展户", "还没有指导"
_ORDER: tuple[Outcome, ...] = ("gap", "unknown", "covered", "exempt")
_WORDS: dict[Outcome, str] = {
    "gap": "自主发展", "covered": "自主发展", "unknown": "没填发展方式", "exempt": "不是自主发展",
}  # fmt: skip
_INFO_PX = 240


class SignaturesBox(BatchBox):
    """Asks which households were advised in a visit and signed."""

    def __init__(self, navigator: "Navigator", visit: str, parent: QWidget | None = None) -> None:
        super().__init__(navigator, "服务签到", "勾选受指导并签了字的户；取消勾选的从名单里去掉。", parent)
        self._page = self._desk.page("visit", visit)
        self._held = {
            str(one.values.get("household")): one for one in self._page.children.get("visit_household", ())
        }
        self.ticks = TickList(
            ("户主", "发展方式", "指导情况"), "户", self._load, filters=(_SELF, _NOT_YET), widths=(200, 150),
        )  # fmt: skip
        self.row.addWidget(self._about())
        self.row.addWidget(self.ticks, 1)
        self.ticks.reload()
        self.ticks.tick([one for one, row in self._held.items() if row.values.get("is_signed")])
        self.offer_save("登记签到")
        self.ticks.changed.connect(self.touch)
        self.judge()

    def _about(self) -> QWidget:
        """Return a column that says which visit it is."""
        row = self._desk.rows("visit", [self._page.record.id])[self._page.record.id]
        labels = self._desk.headings("visit")
        made = QWidget()
        made.setFixedWidth(_INFO_PX)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        for name in ("visited_on", "village", "level", "status", "@experts", "topics"):
            column.addWidget(label(labels[name], "small"))
            column.addWidget(label(row.get(name) or "没有填", wrap=True))
            column.addSpacing(6)
        column.addStretch(1)
        return made

    def _load(self, place: str | None) -> list[TickRow]:
        village = self._page.record.values.get("village")
        if not village:
            return []
        found = self._desk.judged(self._rule(), place=str(village))
        found.sort(key=lambda one: _ORDER.index(one.outcome))
        return [self._row(one) for one in found]

    def _rule(self) -> str:
        return next(
            one.id for one in self._desk.pack().rules if one.mend_kind == "visit" and one.unit == "household"
        )

    @staticmethod
    def _row(one: Judged) -> TickRow:
        passes = {_SELF} if one.outcome in {"gap", "covered"} else set()
        passes |= {_NOT_YET} if one.outcome == "gap" else set()
        told = {"gap": "还没有指导", "covered": one.detail}.get(one.outcome, "")
        return TickRow(one.id, (one.name, _WORDS[one.outcome], told), frozenset(passes))

    def pages(self) -> list[Page]:
        """Return the visit with the list as it is ticked."""
        ticked, rows, born = set(self.ticks.ticked), [], set(self._page.is_new)
        for household, held in self._held.items():
            on = household in ticked
            rows.append(
                replace(held, values={**held.values, "is_signed": 1}) if on else replace(held, removed=True)
            )
        for household in self.ticks.ticked:
            if household not in self._held:
                new = self._desk.blank(
                    "visit_household", visit=self._page.record.id, household=household, is_signed=1
                ).record
                rows.append(new)
                born.add(new.id)
        children = {**self._page.children, "visit_household": tuple(rows)}
        return [Page(self._page.record, children, frozenset(born))]


def run(navigator: "Navigator", parent: QWidget, visit: str) -> None:
    """Show the dialog for a visit and save what it says as one batch."""
    box = SignaturesBox(navigator, visit, parent)
    if navigator.door.show_box(box) and box.confirm():
        signed = box.ticks.ticked
        batch = navigator.desk.sign_visit(visit, signed)
        navigator.say(f"已登记签到 {len(signed)} 户" if batch else "名单没有变")
    box.leave()
