"""What stands below the head of an entry page: its parts at the left, the fields, the live panel, as far as there is room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fupin_desk.ui.entry.check_panel import LivePanel
from fupin_desk.ui.entry.entry_header import EntryHeader
from fupin_desk.ui.entry.section_list import SectionList
from fupin_desk.ui.widgets.stack import Scroll

# How wide a page must be for the live panel and for the list of its parts to stand beside the fields, and for an open
# drawer to leave room for them.
_FOR_PANEL, _FOR_PARTS, _FOR_BOTH = 1060, 660, 620


class EntryBody(QWidget):
    """On a narrow page the live panel is a drawer behind a button; on a very narrow one the list of parts goes too."""

    def __init__(
        self, sections: SectionList, area: Scroll, live: LivePanel, header: EntryHeader, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._sections, self._area, self._live, self._header = sections, area, live, header
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(sections)
        row.addWidget(area, 1)
        row.addWidget(live)
        header.live_button.toggled.connect(lambda _on: self._share())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a narrow page to the fields."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        narrow, drawn = self.width() < _FOR_PANEL, self._header.live_button.isChecked()
        self._header.fold(narrow)
        self._live.setVisible(not narrow or drawn)
        self._area.setVisible(not drawn or self.width() >= _FOR_BOTH)
        self._sections.setVisible(self.width() >= (_FOR_PANEL if drawn else _FOR_PARTS))
