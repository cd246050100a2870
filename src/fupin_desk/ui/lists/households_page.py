"""农户: the list, with what is done to whole households: measures, splitting, the ledger of who came and went."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fupin_desk.ui.lists.list_page import ListPage

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator


class HouseholdsPage(ListPage):
    """The list with its actions."""

    def __init__(self, navigator: "Navigator", parent: QWidget | None = None) -> None:
        super().__init__(navigator, "农户", ("household",), parent)
        self.offer("增减台账", "person", self.show_movements, tip="出生、死亡、婚嫁、迁移、分户，按日期统计")
        self.offer(
            "成员增减", "leave", self.move_member, tip="到选中户的成员表里登记增加或减少，写明日期和原因"
        )
        self.offer("分户", "split", self.split, tip="从选中的户里分出几个人另立一户")
        self.offer("批量登记帮扶", "tick_list", self.give_measure, tip="给选中的多户登记同一项措施")

    def _household(self) -> str:
        household = self.current().current_id()
        if not household:
            self._navigator.door.tell(self, "先选一户", "请先在表格里选中一户。")
        return household

    def show_movements(self) -> None:
        """Show who joined and left."""
        from fupin_desk.ui.lists import movements_box

        movements_box.run(self._navigator, self)

    def move_member(self) -> None:
        """Go to the members of the chosen household."""
        household = self._household()
        members = self._navigator.desk.page("household", household).children["member"] if household else ()
        if members:
            self._navigator.open_record("member", members[0].id, "name")
        elif household:
            self._navigator.open_record("household", household)

    def split(self) -> None:
        """Split the chosen household."""
        from fupin_desk.ui.entry import split

        household = self._household()
        if household:
            split.run(self._navigator, self, household)

    def give_measure(self) -> None:
        """Register one measure for the chosen households."""
        from fupin_desk.ui.batch import measure_box

        chosen = self.current().chosen_ids()
        measure_box.run(self._navigator, self, chosen if len(chosen) > 1 else ())
