"""The help page: the manual, and the policy's clauses with their readings."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QTextBrowser

from fupin_desk.model.change import Batch
from fupin_desk.ui.help import help_text
from fupin_desk.ui.help.help_text import Chapter
from fupin_desk.ui.theme import style
from fupin_desk.ui.widgets import keys
from fupin_desk.ui.widgets.card import Card, button
from fupin_desk.ui.widgets.page_frame import PageFrame

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_NAME = Qt.ItemDataRole.UserRole
_WIDTH, _ROW_HIGH, _FIND_WIDE = 216, 34, 240
_POLICY = "readings"
_PALETTE = QEvent.Type.PaletteChange
# Which chapter explains a page of the rail.
_ABOUT = {
    "workbench": "07-rules", "behind": "07-rules", "villages": "02-pages", "households": "02-pages",
    "rounds": "02-pages", "visits": "02-pages", "courses": "02-pages", "findings": "02-pages",
    "projects": "02-pages", "entities": "02-pages", "shops": "02-pages", "loans": "02-pages", "funds": "02-pages",
    "plans": "02-pages", "safeguards": "02-pages", "village_view": "02-pages", "household_view": "02-pages",
    "reports": "06-reports", "exchange": "05-import", "history": "04-saving", "health": "04-saving",
    "help": "01-first-day",
}  # fmt: skip


class HelpPage(PageFrame):
    """Chapters at the left, the text at the right."""

    def __init__(self, navigator: "Navigator") -> None:
        super().__init__("帮助")
        self._navigator = navigator
        pack = navigator.desk.pack()
        self._chapters = {
            one.name: one
            for one in (
                *help_text.chapters(),
                Chapter(_POLICY, "政策条款和口径", help_text.policy(pack)),
            )
        }
        self.seek = QLineEdit()
        self.seek.setProperty("role", "search")
        self.seek.setPlaceholderText(f"在帮助里找（{keys.FILTER}）")
        self.seek.setMinimumWidth(_FIND_WIDE)
        self.seek.setToolTip(f"在帮助里找（{keys.FILTER}），回车看下一处")
        self.seek.setClearButtonEnabled(True)
        self.seek.returnPressed.connect(self.find_next)
        printing = button("打印这一章", "print", tip="打印（Ctrl+P）")
        printing.clicked.connect(self.print)
        self.head.addWidget(self.seek)
        self.head.addWidget(printing)
        self.list, self.text = QListWidget(), QTextBrowser()
        self._lay_out()
        keys.bind(self, keys.FILTER, self.seek.setFocus)
        keys.bind(self, "Ctrl+P", self.print)
        self.list.currentItemChanged.connect(lambda *_: self._show())
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        self.list.setProperty("role", "sections")
        self.list.setAccessibleName("章节")
        self.list.setFixedWidth(_WIDTH)
        for one in self._chapters.values():
            item = QListWidgetItem(one.title)
            item.setData(_NAME, one.name)
            item.setSizeHint(QSize(0, _ROW_HIGH))
            self.list.addItem(item)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setAccessibleName("帮助")
        self.text.document().setDocumentMargin(18)
        left, right = Card(margin=8), Card(margin=1)
        left.column.addWidget(self.list)
        right.column.setContentsMargins(2, 2, 2, 2)
        right.column.addWidget(self.text)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(left)
        row.addWidget(right, 1)
        self.column.addLayout(row, 1)

    def look_at(self, topic: str = "", **_about: str) -> None:
        """Show the chapter that explains a page, or a chapter by its name."""
        name = _ABOUT.get(topic, topic)
        for row in range(self.list.count()):
            if self.list.item(row).data(_NAME) == name:
                self.list.setCurrentRow(row)

    def refresh(self, batch: Batch | None) -> None:
        """Draw the text again in the colours of the present theme."""
        if batch is None:
            self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the text again when the theme changes."""
        super().changeEvent(event)
        if event.type() == _PALETTE and hasattr(self, "text"):
            self._show()

    def _show(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            chapter = self._chapters[item.data(_NAME)]
            self.text.setHtml(help_text.rich(chapter.text, style.tokens()))

    def print(self) -> None:
        """Print the chapter that is shown, in dark ink whatever the theme is."""
        from fupin_desk.ui.widgets import printing

        chapter = self._chapters[self.list.currentItem().data(_NAME)]
        printer = self._navigator.door.pick_printer(self, f"打印{chapter.title}")
        if printer is not None:
            pages = QTextDocument()
            pages.setDefaultFont(self.text.font())
            pages.setHtml(help_text.rich(chapter.text, style.THEMES["light"]))
            pages.print_(printer)
            self._navigator.say(printing.told(printer))

    def find_next(self) -> None:
        """Find the typed words below the cursor, or in the next chapter that has them."""
        words = self.seek.text().strip()
        if not words or self.text.find(words, QTextDocument.FindFlag(0)):
            return
        rows = [*range(self.list.currentRow() + 1, self.list.count()), *range(self.list.currentRow() + 1)]
        for row in rows:
            if words in self._chapters[self.list.item(row).data(_NAME)].text:
                self.list.setCurrentRow(row)
                self._show()
                self.text.find(words)
                return
