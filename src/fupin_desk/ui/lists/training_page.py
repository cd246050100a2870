"""培训: courses and who attended, with a course's list ticked at once."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fupin_desk.ui.lists.list_page import ListPage

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator


class TrainingPage(ListPage):
    """The lists, and the people of one course."""

    def __init__(self, navigator: "Navigator", parent: QWidget | None = None) -> None:
        super().__init__(navigator, "培训", ("course", "attendance"), parent)
        self.offer("登记参训", "tick_list", self.attend, tip="给选中的培训班勾选参训的人，没培训过的排在前面")
        self.offer("参训名单", "person", self.show_people, ("course",), "列出选中的培训班的人")

    def attend(self) -> None:
        """Tick who attended the chosen course."""
        from fupin_desk.ui.batch import attendance_box

        attendance_box.run(self._navigator, self, self._course())

    def show_people(self) -> None:
        """List who is on the chosen course."""
        if self._course():
            self.look_at("attendance", {"course": (self._course(),)})

    def _course(self) -> str:
        """Return the course under the keys, or the one of the person under the keys."""
        current = self.current()
        if current.kind == "course":
            return current.current_id()
        record = self._navigator.desk.record("attendance", current.current_id())
        return str(record.values.get("course") or "") if record else ""
