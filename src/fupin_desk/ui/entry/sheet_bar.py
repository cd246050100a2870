"""The line above a page that is filled from a printed sheet: which sheet it is, how many are left, which comes next."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fupin_desk.ui.widgets import keys
from fupin_desk.ui.widgets.card import Banner, button


class SheetBar(Banner):
    """Knows the pile of sheets and where in it the page is.

    Signals:
        asked: The id of the household whose sheet comes next.
        left: The page is no longer filled from paper.
    """

    asked, left = Signal(object), Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setProperty("tone", "calm")
        self._codes: dict[str, str] = {}
        self._at = 0
        self.next = button("下一张", "right", tip=f"保存这一张，打开下一张（{keys.SAVE_NEW}）")
        self.next.clicked.connect(self.go_on)
        away = button("", "close", kind="flat", tip="不按入户单录了")
        away.clicked.connect(self.left)
        self.row.addWidget(self.next)
        self.row.addWidget(away)
        self.hide()

    @property
    def on(self) -> bool:
        """Whether the page is filled from a sheet."""
        return bool(self._codes)

    def show_pile(self, codes: Mapping[str, str], household: str) -> None:
        """Show where in a pile of sheets a household is; an empty pile ends it.

        Args:
            codes: The codes of the sheets by household, in the order of the paper.
            household: The household of the page.
        """
        self._codes = dict(codes) if household in codes else {}
        self.setVisible(self.on)
        if not self.on:
            return
        order = [*self._codes]
        self._at = order.index(household)
        rest = self._codes[order[self._at + 1]] if self._at + 1 < len(order) else ""
        after = f"下一张 {rest}" if rest else "这是这个村的最后一张"
        self.text.setText(
            f"入户单 {self._codes[household]}　本村第 {self._at + 1} / {len(order)} 张　{after}"
        )
        self.next.setEnabled(bool(rest))

    def go_on(self) -> None:
        """Ask for the next sheet; on the last one there is none."""
        order = [*self._codes]
        if self._at + 1 < len(order):
            self.asked.emit(order[self._at + 1])
