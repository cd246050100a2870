"""The page that keeps the data sound: backups, examination, passphrase."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desk.model.change import Batch
from fupin_desk.ui.safety.backups_card import BackupsCard
from fupin_desk.ui.safety.examine_card import ExamineCard
from fupin_desk.ui.safety.safety_card import SafetyCard
from fupin_desk.ui.widgets.page_frame import PageFrame
from fupin_desk.ui.widgets.sides import Sides

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_SIDE_PX, _ROOM_PX = 540, 1040


class HealthPage(PageFrame):
    """Backups at the left, the rest in cards at the right."""

    def __init__(self, navigator: "Navigator") -> None:
        super().__init__("备份与体检")
        self.backups = BackupsCard(navigator, navigator.show_backup)
        self.examine, self.safety = ExamineCard(navigator), SafetyCard(navigator)
        inside = QWidget()
        right = QVBoxLayout(inside)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(10)
        for card in (self.examine, self.safety):
            right.addWidget(card)
        right.addStretch(1)
        inside.setProperty("role", "plain")
        # No scrolling of its own: the page around scrolls, and one bar is enough.
        self.column.addWidget(Sides(self.backups, inside, side_px=_SIDE_PX, room_px=_ROOM_PX), 1)

    def refresh(self, batch: Batch | None) -> None:
        """List the backups again."""
        self.backups.refresh()
        self.safety.refresh()
