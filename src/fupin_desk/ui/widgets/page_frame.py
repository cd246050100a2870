"""The frame that the pages made by hand share: a title, room beside it, a body below."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desk.ui.widgets.card import Cut, label
from fupin_desk.ui.widgets.flow import Flow


class PageFrame(QWidget):
    """A page with its title at the upper left; `head` takes what stands beside it, `column` the rest."""

    def __init__(self, title: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.title = title
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 14, 10)
        self.column.setSpacing(10)
        self.head = Flow(spacing=10)
        self.head.addWidget(label(title, "title"))
        self.words = Cut(words, "muted", asks=True)
        self.head.addWidget(self.words)
        self.head.addStretch()
        self.column.addLayout(self.head)
