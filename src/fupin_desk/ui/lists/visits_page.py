"""专家服务: visits, experts and pairings, with trips over several villages and lists of signatures."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fupin_desk.ui.lists.list_page import ListPage

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator


class VisitsPage(ListPage):
    """The lists, and what is done with many villages or households at once."""

    def __init__(self, navigator: "Navigator", parent: QWidget | None = None) -> None:
        super().__init__(navigator, "专家服务", ("visit", "expert", "pairing"), parent)
        self.offer("登记专家下乡", "visit", self.plan_trip, ("visit",), "一趟跑几个村：每村记一条服务")
        self.offer("签到", "tick_list", self.sign, ("visit",), "给选中的这次服务勾选签字的户")
        self.offer("结对的村", "pairing", self.show_pairings, ("expert",), "选中的专家和哪些村结了对")

    def plan_trip(self) -> None:
        """Register one trip over several villages."""
        from fupin_desk.ui.batch import trip_box

        trip_box.run(self._navigator, self)

    def sign(self) -> None:
        """Tick who signed in the chosen visit."""
        from fupin_desk.ui.batch import signatures_box

        visit = self.current().current_id()
        if not visit:
            self._navigator.door.tell(self, "先选一次服务", "请先在表格里选中要签到的那次服务。")
            return
        signatures_box.run(self._navigator, self, visit)

    def show_pairings(self) -> None:
        """List the pairings of the chosen expert."""
        expert = self.current().current_id()
        if expert:
            self.look_at("pairing", {"expert": (expert,)})
