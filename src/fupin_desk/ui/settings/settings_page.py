"""设置: how the window looks, what the program is, and the way to passphrase and backups."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desk.model.change import Batch
from fupin_desk.ui.settings.appearance_card import AboutCard, TasteCard
from fupin_desk.ui.widgets.card import Card, button, label
from fupin_desk.ui.widgets.page_frame import PageFrame
from fupin_desk.ui.widgets.stack import Scroll

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_MOST_PX = 720


class SettingsPage(PageFrame):
    """Cards below each other."""

    def __init__(self, navigator: "Navigator") -> None:
        super().__init__("设置")
        self.taste, self.about = TasteCard(navigator), AboutCard(navigator)
        health = Card("口令、恢复单和备份")
        health.column.addWidget(
            label("改口令、重印恢复单、备份和恢复，都在“备份与体检”一页。", "muted", wrap=True)
        )
        self.health = button("去备份与体检", "health", kind="flat", ink="accent_ink")
        self.health.clicked.connect(lambda: navigator.open_page("health"))
        health.head.addWidget(self.health)
        inside = QWidget()
        inside.setProperty("role", "plain")
        inside.setMaximumWidth(_MOST_PX)
        self.cards = QVBoxLayout(inside)
        self.cards.setContentsMargins(0, 0, 6, 0)
        self.cards.setSpacing(10)
        for card in (self.taste, health, self.about):
            self.cards.addWidget(card)
        self.cards.addStretch(1)
        area = Scroll()
        area.setWidget(inside)
        self.column.addWidget(area, 1)

    def refresh(self, batch: Batch | None) -> None:
        """Light what is chosen, and show the newest end of the chain."""
        self.taste.refresh()
        self.about.refresh()
