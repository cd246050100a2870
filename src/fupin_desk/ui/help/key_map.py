"""The map of keys, shown on request."""

from PySide6.QtWidgets import QGridLayout, QWidget

from fupin_desk.ui.widgets import keys
from fupin_desk.ui.widgets.ask import Box
from fupin_desk.ui.widgets.card import label


class KeyMapBox(Box):
    """Every key and what it does, in groups beside each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "快捷键")
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(7)
        for group, (title, pairs) in enumerate(keys.MAP):
            grid.addWidget(label(title, "heading"), 0, group * 2, 1, 2)
            for row, (key, does) in enumerate(pairs, start=1):
                grid.addWidget(label(key, "link"), row, group * 2)
                grid.addWidget(label(does, wrap=True), row, group * 2 + 1)
            grid.setColumnStretch(group * 2 + 1, 1)
        self.body.addLayout(grid)
        self.offer("知道了")
