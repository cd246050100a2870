"""Households that join an existing project: the project chosen once, the households ticked from the gaps of a rule."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desk.model.page import Page
from fupin_desk.model.rule import Judged, Outcome, Rule
from fupin_desk.ui.batch.batch_box import BatchBox, places_of
from fupin_desk.ui.coverage import close_gap
from fupin_desk.ui.forms.few_fields import FewFields
from fupin_desk.ui.widgets.card import button, label
from fupin_desk.ui.widgets.tick_list import TickList
from fupin_desk.ui.widgets.tick_model import TickRow

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_ROW = "project_household"
_FIELDS = ("project", "started_on", "link_mechanism", "expected_fen")
_LACKING = "还缺项目"
_ORDER: tuple[Outcome, ...] = ("gap", "unknown", "covered")
_FIELDS_PX = 380


class JoinBox(BatchBox):
    """Asks for a project and the households that it is to benefit as well."""

    def __init__(
        self, navigator: "Navigator", rule: Rule, gaps: Sequence[Judged], parent: QWidget | None = None
    ) -> None:
        super().__init__(navigator, "加入已有项目", "", parent)
        self._rule = rule
        self._in_project: set[str] = set()
        self._project = ""
        self.wants_new_project = False
        self.fields = FewFields(self._desk, _ROW, _FIELDS)
        self.ticks = TickList(
            ("户主", "村", "情况", "本项目"), "户", self._load,
            places=places_of(navigator), filters=(_LACKING,), widths=(150, 110, 200),
        )  # fmt: skip
        self.row.addWidget(self._left())
        self.row.addWidget(self.ticks, 1)
        places = {one.place for one in gaps}
        self.ticks.place.setCurrentIndex(
            max(self.ticks.place.findData(places.pop() if len(places) == 1 else None), 0)
        )
        self.ticks.filters[_LACKING].setChecked(True)
        self.ticks.reload()
        self.ticks.tick([*dict.fromkeys(map(close_gap.household_of, gaps))])
        self.offer_save("加入项目")
        self.fields.changed.connect(self._edited)
        self.ticks.changed.connect(self.touch)
        self.judge()
        self.fields.boxes["project"].editor.setFocus()

    def _left(self) -> QWidget:
        made = QWidget()
        made.setFixedWidth(_FIELDS_PX)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fields)
        words = "已在项目里的户不会重复登记。起始日期空着的，从项目开工起算受益。"
        column.addWidget(label(words, "small", wrap=True))
        new = button("新建项目，带上勾选的户…", "plus", kind="flat", ink="accent_ink")
        new.clicked.connect(self._leave_for_new)
        column.addWidget(new, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return made

    def _leave_for_new(self) -> None:
        self.wants_new_project = True
        self.reject()

    def _load(self, place: str | None) -> list[TickRow]:
        found = [one for one in self._desk.judged(self._rule.id, place=place) if one.outcome in _ORDER]
        found.sort(key=lambda one: _ORDER.index(one.outcome))
        rows: dict[str, TickRow] = {}
        names = self._desk.names("household", {close_gap.household_of(one) for one in found})
        for one in found:
            household = close_gap.household_of(one)
            here = "已在" if household in self._in_project else ""
            passes = frozenset({_LACKING} if one.outcome == "gap" and not here else ())
            rows.setdefault(
                household,
                TickRow(household, (names.get(household, ""), one.place_name, one.detail, here), passes),
            )
        return [*rows.values()]

    def _edited(self) -> None:
        chosen = str(self.fields.values().get("project") or "")
        if chosen != self._project:
            self._project = chosen
            held = self._desk.records(_ROW, project=chosen) if chosen else []
            self._in_project = {str(one.values.get("household")) for one in held}
            self.ticks.model.tick(self._in_project, on=False)
            self.ticks.reload()
        self.touch()

    def joining(self) -> list[str]:
        """Return the ticked households that are not in the project yet."""
        return [one for one in self.ticks.ticked if one not in self._in_project]

    def pages(self) -> list[Page]:
        """Return the project with the households that join it."""
        page, values = self._desk.page("project", self._project), self.fields.values()
        rows = [self._desk.blank(_ROW, **{**values, "household": one}).record for one in self.joining()]
        children = {**page.children, _ROW: (*page.children.get(_ROW, ()), *rows)}
        return [Page(page.record, children, frozenset(one.id for one in rows))]

    def obstacle(self) -> str:
        """Return what is still to be chosen."""
        unread, missing = self.fields.unread(), self.fields.missing()
        if unread:
            return f"没读懂：{'、'.join(unread)}，请重新填。"
        if missing:
            return f"还要选：{'、'.join(missing)}。"
        return "" if self.joining() else "请在右边勾选要加入的户；空格键勾选选中的行。"


def run(navigator: "Navigator", parent: QWidget, rule: Rule, gaps: Sequence[Judged]) -> None:
    """Show the dialog and save what it says as one batch.

    Args:
        navigator: The window.
        parent: The page that asks.
        rule: The rule whose gaps are to be closed.
        gaps: The units that are ticked from the start.
    """
    box = JoinBox(navigator, rule, gaps, parent)
    if navigator.door.show_box(box):
        if box.confirm():
            joining = box.joining()
            values = box.fields.values()
            navigator.desk.join_project(joining, values)
            navigator.say(f"已加入 {len(joining)} 户")
    elif box.wants_new_project:
        ticked = {*box.ticks.ticked}
        close_gap.begin(
            navigator, rule, [one for one in gaps if close_gap.household_of(one) in ticked] or gaps
        )
    box.leave()
