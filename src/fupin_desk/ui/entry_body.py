"""What stands below the head of an entry page: its parts at the left, the fields, the live panel, as far as there is room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from fupin_desk.ui.live import LivePanel
from fupin_desk.ui.section_list import SectionList
from fupin_desk.ui.stack import Scroll

# How wide a page must be for the live panel, and for the list of its parts, to stand beside the fields.
_FOR_PANEL, _FOR_PARTS = 1060, 660


class EntryBody(QWidget):
    """On a narrow page the live panel is a drawer behind a button; on a very narrow one the list of parts goes too."""

    def __init__(
        self, sections: SectionList, area: Scroll, live: LivePanel, drawer: QPushButton, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._sections, self._live, self._drawer = sections, live, drawer
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(sections)
        row.addWidget(area, 1)
        row.addWidget(live)
        drawer.toggled.connect(live.setVisible)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a narrow page to the fields."""
        super().resizeEvent(event)
        narrow = self.width() < _FOR_PANEL
        self._drawer.setVisible(narrow)
        self._live.setVisible(not narrow or self._drawer.isChecked())
        self._sections.setVisible(self.width() >= _FOR_PARTS)
