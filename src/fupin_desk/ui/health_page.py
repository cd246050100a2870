"""The page that keeps the data sound: backups, examination, passphrase, appearance, about."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fupin_desk.model.change import Batch
from fupin_desk.ui.backups_card import BackupsCard
from fupin_desk.ui.examine_card import ExamineCard
from fupin_desk.ui.page_frame import PageFrame
from fupin_desk.ui.safety_card import SafetyCard
from fupin_desk.ui.taste_card import AboutCard, TasteCard

if TYPE_CHECKING:
    from fupin_desk.ui.pages import Navigator


class HealthPage(PageFrame):
    """Backups at the left, the rest in cards at the right."""

    def __init__(self, navigator: "Navigator") -> None:
        super().__init__("备份与设置")
        self.backups = BackupsCard(navigator, navigator.show_backup)
        self.examine, self.safety = ExamineCard(navigator), SafetyCard(navigator)
        self.taste, self.about = TasteCard(navigator), AboutCard(navigator)
        inside = QWidget()
        right = QVBoxLayout(inside)
        right.setContentsMargins(0, 0, 6, 0)
        right.setSpacing(10)
        for card in (self.examine, self.safety, self.taste, self.about):
            right.addWidget(card)
        right.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.backups, 1)
        row.addWidget(area, 1)
        self.column.addLayout(row, 1)

    def refresh(self, batch: Batch | None) -> None:
        """List the backups again, and light what is chosen."""
        self.backups.refresh()
        self.taste.refresh()
        self.safety.refresh()
