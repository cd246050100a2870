"""A page of ledgers: tabs under one title, each a list or a view of its own, and what stays in view above them."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from fupin_desk.model.change import Batch
from fupin_desk.ui.ledgers import ledger_parts
from fupin_desk.ui.ledgers.ledger_tabs import Shape, Tab
from fupin_desk.ui.ledgers.summary_bars import Strip
from fupin_desk.ui.lists.filters import Where
from fupin_desk.ui.lists.list_page import RecordList
from fupin_desk.ui.widgets import keys
from fupin_desk.ui.widgets.card import button, label
from fupin_desk.ui.widgets.flow import Flow
from fupin_desk.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator


class View(Protocol):
    """What stands in the place of a list: it counts, asks again, begins a new record."""

    kind: str
    count: QLabel

    def ask(self) -> None:
        """Show what is held now."""

    def new(self) -> None:
        """Begin a new record."""


class LedgerPage(QWidget):
    """One page as `ledger_tabs` declares it. Lists and views are built when they are first shown."""

    def __init__(self, navigator: "Navigator", shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._navigator, self.shape, self.title = navigator, shape, shape.title
        self._tabs = {one.key: one for one in shape.tabs}
        self._parts: dict[str, tuple[View, QWidget]] = {}
        self._strips: dict[str, Strip] = {}
        self.shown = shape.tabs[0].key
        self.buttons: dict[str, QPushButton] = {}
        self._acts: dict[str, QPushButton] = {}
        self.stack, self._counts = Stack(), Stack()
        self.new_button = button("", "plus", kind="primary", tip=keys.NEW)
        self._lay_out()
        self._show(self.shown)

    def _lay_out(self) -> None:
        head = Flow(spacing=10)
        head.addWidget(label(self.title, "title"))
        forms = self._navigator.desk.catalog.forms
        for key, tab in self._tabs.items():
            made = button(tab.label or forms[tab.kind].label, kind="tab")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, one=key: self.show_tab(one))
            self.buttons[key] = made
            head.addWidget(made)
        head.addWidget(self._counts)
        head.addStretch()
        for act in dict.fromkeys(one.act for one in self._tabs.values() if one.act):
            text, icon, tip = ledger_parts.ACTS[act]
            offered = button(text, icon, tip=tip)
            offered.clicked.connect(lambda _=False, one=act: self._do(one))
            self._acts[act] = offered
            head.addWidget(offered)
        self.new_button.clicked.connect(self._new)
        head.addWidget(self.new_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 14, 10)
        column.setSpacing(8)
        column.addLayout(head)
        if self.shape.strip:
            self._strips[""] = ledger_parts.strip(self.shape.strip, self._navigator)
            column.addWidget(self._strips[""])
        column.addWidget(self.stack, 1)

    # --- showing

    def _part(self, key: str) -> tuple[View, QWidget]:
        if key not in self._parts:
            tab = self._tabs[key]
            made = ledger_parts.view(tab.view, self._navigator) if tab.view else self._list(tab)
            outside: QWidget = made
            if tab.strip:
                self._strips[key] = ledger_parts.strip(tab.strip, self._navigator)
                outside = QWidget()
                column = QVBoxLayout(outside)
                column.setContentsMargins(0, 0, 0, 0)
                column.setSpacing(8)
                column.addWidget(self._strips[key])
                column.addWidget(made, 1)
            self._parts[key] = (made, outside)
            self.stack.addWidget(outside)
            self._counts.addWidget(made.count)
        return self._parts[key]

    def _list(self, tab: Tab) -> RecordList:
        made = RecordList(self._navigator, tab.kind)
        made.fixed = dict(tab.fixed)
        if tab.begin:
            made.begin = lambda: ledger_parts.BEGINS[tab.begin](self._navigator, made.current_id())
        return made

    def _show(self, key: str) -> View:
        part, outside = self._part(key)
        self.shown = key
        self.stack.setCurrentWidget(outside)
        self._counts.setCurrentWidget(part.count)
        tab = self._tabs[key]
        for one, made in self.buttons.items():
            made.setChecked(one == key)
        for act, offered in self._acts.items():
            offered.setVisible(act == tab.act)
        kind = ledger_parts.BEGUN.get(tab.begin, tab.kind)
        self.new_button.setText(f"新建{self._navigator.desk.catalog.forms[kind].label}")
        return part

    def show_tab(self, key: str) -> View:
        """Show a tab by its key, with what is held now."""
        part = self._show(key)
        self.refresh(None)
        return part

    def current(self) -> View:
        """Return the list or the view that is shown."""
        return self._parts[self.shown][0]

    def look_at(self, kind: str, where: Where, text: str = "") -> None:
        """Show the list of a kind, filtered."""
        key = next(
            one.key for one in self._tabs.values() if one.kind == kind and not one.view and not one.fixed
        )
        part = self._show(key)
        if isinstance(part, RecordList):
            part.show_where(where, text)
        self._show_strips()

    def refresh(self, batch: Batch | None) -> None:
        """Show what is held now."""
        self.current().ask()
        self._show_strips()

    def _show_strips(self) -> None:
        for key in ("", self.shown):
            if key in self._strips:
                self._strips[key].show_now()

    def _new(self) -> None:
        self.current().new()

    def _do(self, act: str) -> None:
        part = self.current()
        if isinstance(part, RecordList):
            ledger_parts.act(act, self._navigator, self, part.current_id())
