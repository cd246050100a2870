"""One search box for everything: people, households, villages, experts; by name, pinyin, numbers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QHideEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QWidget

from fupin_desk.desk import sheets
from fupin_desk.model.query import Hit
from fupin_desk.ui.forms.editors.editor import come
from fupin_desk.ui.forms.editors.proposals import Proposals
from fupin_desk.ui.theme import icons

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_DISPLAY, _PICTURE = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole
_HIT, _WAY = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
# What a line of the list opens: a record, its whole page, the keying in of its sheet, a page of the rail.
_RECORD, _CARD, _SHEET, _PAGE = range(4)
# Kinds with a page on which everything about a record stands: its word, and its name.
CARDS = {"household": ("户卡", "household_view"), "village": ("一村一页", "village_view")}
# With more hits than these the whole pages would crowd out what is looked for.
_FEW = 3
_WAIT_MS, _MOST, _WIDTH, _LEAST = 150, 14, 400, 140
_LIST_PX = 520


class SearchBox(QLineEdit):
    """A line with a list of what was found below it.

    Signals:
        chosen: The Hit to open.
        card_chosen: The Hit of a household or a village whose whole page is wanted.
        sheet_chosen: The Hit of a household whose printed sheet is to be keyed in.
        page_chosen: The name of a page.
    """

    chosen = Signal(object)
    card_chosen = Signal(object)
    sheet_chosen = Signal(object)
    page_chosen = Signal(object)

    def __init__(
        self, desk: "Desk", pages: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._pages = desk, pages or {}
        self._ways = {
            _RECORD: self.chosen, _CARD: self.card_chosen, _SHEET: self.sheet_chosen, _PAGE: self.page_chosen,
        }  # fmt: skip
        self.setProperty("role", "search")
        self.setPlaceholderText("搜人、户、村、电话、证件尾号、入户单号　Ctrl+K")
        self.setToolTip("搜人、户、村、电话、证件尾号、入户单号（Ctrl+K）")
        glass = QAction(self)
        icons.dress(glass, "search", "muted")
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self.setMaximumWidth(_WIDTH)
        self.setMinimumWidth(_LEAST)
        self.found = QStandardItemModel(self)
        self.proposals = Proposals(self, self.found, least_px=_LIST_PX)
        self.proposals.chosen.connect(self._choose)
        self.proposals.wanted.connect(lambda: self.look() if self.text().strip() else None)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self.look)
        self.textEdited.connect(self._edited)
        self.returnPressed.connect(self._enter)

    def _edited(self, text: str) -> None:
        if text.strip():
            self._timer.start()
        else:
            self._timer.stop()
            self.proposals.hide()

    def look(self) -> None:
        """Find what is typed and show it."""
        self._timer.stop()
        self.found.clear()
        forms = self._desk.catalog.forms
        text = self.text().strip()
        for name, label in self._pages.items():
            if text and text in label:
                self._add(f"页面：{label}", "right", name, _PAGE)
        hits = self._desk.search(text, _MOST)
        coded = set(sheets.of_code(self._desk, text))
        for hit in hits:
            if hit.kind == "household" and hit.id in coded:
                self._add(f"入户单 {text}：{hit.name}　{hit.detail}", "paste", hit, _SHEET)
            else:
                parts = dict.fromkeys((hit.name, forms[hit.kind].label, hit.detail))
                self._add("　".join(part for part in parts if part), icons.of_kind(hit.kind), hit, _RECORD)
        carded = [one for one in hits if one.kind in CARDS]
        for hit in carded if len(carded) <= _FEW else ():
            self._add(f"{CARDS[hit.kind][0]}：{hit.name}　{hit.detail}", "card", hit, _CARD)
        if not self.found.rowCount():
            item = QStandardItem("没有找到。换个写法，或只输姓名的一部分")
            item.setEnabled(False)
            self.found.appendRow(item)
        self.proposals.drop_down()

    def _add(self, text: str, icon: str, found: Hit | str, way: int) -> None:
        item = QStandardItem()
        item.setData(text, _DISPLAY)
        item.setData(icons.icon(icon, "muted", 16), _PICTURE)
        item.setData(found, _HIT)
        item.setData(way, _WAY)
        self.found.appendRow(item)

    def _choose(self, index: QModelIndex) -> None:
        found, way = index.data(_HIT), index.data(_WAY)
        if way is not None:
            self.clear()
            self._ways[way].emit(found)

    def _enter(self) -> None:
        if not self.text().strip():
            return
        if self._timer.isActive() or not self.found.rowCount():
            self.look()
        self.proposals.hide()
        self._choose(self.found.index(0, 0))

    def hideEvent(self, event: QHideEvent) -> None:
        """Look for nothing any more: the window is locked or goes."""
        super().hideEvent(event)
        self._timer.stop()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the whole text when the person comes to the box, once the click that came first is done."""
        super().focusInEvent(event)
        if come(event):
            self.setModified(False)
            QTimer.singleShot(0, self, lambda: None if self.isModified() else self.selectAll())
