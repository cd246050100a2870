"""村: the list of villages, and beside it the chosen village on one screen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from fupin_desk.model.change import Batch
from fupin_desk.ui.lists.filters import Where
from fupin_desk.ui.lists.list_page import ListPage
from fupin_desk.ui.lists.village_card import VillageCard
from fupin_desk.ui.widgets.sides import Sides

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

# The panel waits until the arrow keys rest.
_SHOW_MS = 80
_CARD_PX, _ROOM_PX = 290, 760


class VillagesPage(ListPage):
    """The list with its panel."""

    def __init__(self, navigator: "Navigator", parent: QWidget | None = None) -> None:
        super().__init__(navigator, "村", ("village",), parent)
        self.card = VillageCard(navigator)
        self.column.removeWidget(self.stack)
        self.column.addWidget(Sides(self.stack, self.card, side_px=_CARD_PX, room_px=_ROOM_PX), 1)
        table = self.current().table
        self._timer = QTimer(self, singleShot=True, interval=_SHOW_MS)
        self._timer.timeout.connect(self._show_card)
        table.selectionModel().currentRowChanged.connect(lambda *_: self._timer.start())
        self.offer("这个村的农户", "household", self.show_households)

    def refresh(self, batch: Batch | None) -> None:
        """Show the villages and the chosen one as they are now."""
        super().refresh(batch)
        self._show_card()

    def look_at(self, kind: str, where: Where, text: str = "") -> None:
        """Show the list, filtered."""
        super().look_at(kind, where, text)
        self._show_card()

    def _show_card(self) -> None:
        self._timer.stop()
        self.card.show_village(self.current().current_id())

    def show_households(self) -> None:
        """List the households of the chosen village."""
        village = self.current().current_id()
        if village:
            self._navigator.open_list("household", {"village": (village,)})
