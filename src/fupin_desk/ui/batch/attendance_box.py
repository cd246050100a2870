"""Who attended a course, ticked from the able members of its villages: the untrained come first."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desk.model.page import Page
from fupin_desk.model.rule import Judged, Outcome
from fupin_desk.model.value import Record
from fupin_desk.ui.batch.batch_box import BatchBox, places_of
from fupin_desk.ui.forms.few_fields import FewFields
from fupin_desk.ui.widgets.card import button, label
from fupin_desk.ui.widgets.tick_list import TickList
from fupin_desk.ui.widgets.tick_model import TickRow

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_UNTRAINED, _HERE = "还没有培训", "本班名单"
_ORDER: tuple[Outcome, ...] = ("gap", "unknown", "covered")
_FIELDS_PX = 380


class AttendanceBox(BatchBox):
    """Asks for a course, a status, and the people."""

    def __init__(
        self,
        navigator: "Navigator",
        course: str = "",
        members: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(navigator, "登记参训", "", parent)
        self.fields = FewFields(self._desk, "attendance", ("course", "status"))
        self._course = ""
        self._held: dict[str, Record] = {}
        self.wants_new_course = False
        self.ticks = TickList(
            ("姓名", "村", "培训情况", "本班"), "人", self._load, places=places_of(navigator),
            filters=(_UNTRAINED, _HERE), widths=(190, 110, 130),
        )  # fmt: skip
        self.row.addWidget(self._left())
        self.row.addWidget(self.ticks, 1)
        form = self._desk.catalog.forms["attendance"]
        self.fields.show_values({"course": course or None, "status": form.fields["status"].default})
        self._choose_place(members)
        self._read_course()
        self.ticks.tick(members)
        self.offer_save("登记参训")
        self.fields.changed.connect(self._edited)
        self.ticks.changed.connect(self.touch)
        self.judge()

    def _left(self) -> QWidget:
        made = QWidget()
        made.setFixedWidth(_FIELDS_PX)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fields)
        column.addWidget(
            label(
                "新勾选的人记成这个状态；已在名单里的人保留原来的状态，取消勾选的从名单里去掉。",
                "small",
                wrap=True,
            )
        )
        new = button("新建培训班…", "plus", kind="flat", ink="accent_ink")
        new.clicked.connect(self._leave_for_new)
        column.addWidget(new, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return made

    def _leave_for_new(self) -> None:
        self.wants_new_course = True
        self.reject()

    def _choose_place(self, members: Sequence[str]) -> None:
        place = self._navigator.place
        course = self._desk.record("course", str(self.fields.values().get("course") or ""))
        if not place and course is not None:
            place = str(course.values.get("village") or "") or None
        if not place and not members and self.ticks.place.count() > 1:
            place = self.ticks.place.itemData(1)
        self.ticks.place.setCurrentIndex(max(self.ticks.place.findData(place), 0))

    def _read_course(self) -> None:
        """Read who is on the list of the chosen course, and tick them."""
        self._course = str(self.fields.values().get("course") or "")
        rows = self._desk.records("attendance", course=self._course) if self._course else []
        gone = list(self._held)
        self._held = {str(one.values.get("member")): one for one in rows}
        self.ticks.model.tick(gone, on=False)
        self.ticks.reload()
        self.ticks.tick([*self._held])

    def _load(self, place: str | None) -> list[TickRow]:
        rule = self._desk.pack().rule_for("member_training")
        found = [one for one in self._desk.judged(rule.id, place=place) if one.outcome in _ORDER]
        found.sort(key=lambda one: _ORDER.index(one.outcome))
        return [self._row(one) for one in found]

    def _row(self, one: Judged) -> TickRow:
        held = self._held.get(one.id)
        codes = self._desk.catalog.codes["attendance_status"]
        here = codes.label(str(held.values.get("status"))) if held and held.values.get("status") else ""
        passes = {_UNTRAINED} if one.outcome == "gap" else set()
        passes |= {_HERE} if held else set()
        return TickRow(one.id, (one.name, one.place_name, one.detail, here), frozenset(passes))

    def _edited(self) -> None:
        if str(self.fields.values().get("course") or "") != self._course:
            self._read_course()
        self.touch()

    def statuses(self) -> dict[str, str]:
        """Return what is to be set: a status a member, an empty one for those who leave the list."""
        status, ticked = str(self.fields.values().get("status") or ""), self.ticks.ticked
        kept = {one: str(row.values.get("status") or status) for one, row in self._held.items()}
        return {one: kept.get(one, status) for one in ticked} | {
            one: "" for one in self._held if one not in set(ticked)
        }

    def pages(self) -> list[Page]:
        """Return the course with the list as it is ticked."""
        page, rows, born = self._desk.page("course", self._course), [], set()
        for member, status in self.statuses().items():
            held = self._held.get(member)
            if held is not None:
                rows.append(replace(held, removed=not status))
                continue
            new = self._desk.blank("attendance", course=self._course, member=member, status=status).record
            rows.append(new)
            born.add(new.id)
        return [Page(page.record, {**page.children, "attendance": tuple(rows)}, frozenset(born))]

    def obstacle(self) -> str:
        """Return what is still to be chosen."""
        missing = self.fields.missing() or self.fields.unread()
        if missing:
            return f"还要选：{'、'.join(missing)}。"
        return "" if self.ticks.ticked or self._held else "请在右边勾选参训的人；空格键勾选选中的行。"


def run(navigator: "Navigator", parent: QWidget, course: str = "", members: Sequence[str] = ()) -> None:
    """Show the dialog and save what it says as one batch.

    Args:
        navigator: The window.
        parent: The page that asks.
        course: The course, if it is known.
        members: Ids that are ticked from the start.
    """
    box = AttendanceBox(navigator, course, members, parent)
    if navigator.door.show_box(box):
        if box.confirm():
            chosen = str(box.fields.values().get("course"))
            batch = navigator.desk.attend(chosen, box.statuses())
            count = len(box.ticks.ticked)
            navigator.say(f"已登记 {count} 人" if batch else "名单没有变")
    elif box.wants_new_course:
        navigator.new_record("course", **({"village": navigator.place} if navigator.place else {}))
    box.leave()
