"""What one village or one household is about, on one screen: cards of short lines, each a way to its record."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fupin_desk.model.change import Batch
from fupin_desk.model.query import Query
from fupin_desk.model.value import Value
from fupin_desk.ui.tallies import figures
from fupin_desk.ui.widgets import keys
from fupin_desk.ui.widgets.card import Card, Cut, button, clear, label
from fupin_desk.ui.widgets.chip import Chip
from fupin_desk.ui.widgets.flow import Flow
from fupin_desk.ui.widgets.stack import Scroll

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk
    from fupin_desk.ui.navigation.pages import Navigator

_SHOWN, _ACROSS = 4, 3
_PLAIN = {"", "否"}
_MONEY_COLUMNS = frozenset({"@balance", "@paid"})


@dataclass(frozen=True, slots=True)
class Section:
    """A card that lists the records of a kind: which columns make a line, and how the newest come first."""

    kind: str
    columns: tuple[str, ...]
    heading: str = ""
    sort: tuple[str, ...] = ()
    field: str = ""


class Overview(QWidget):
    """The frame of such a page: a head with the name, and cards in columns below, which scroll together."""

    def __init__(self, navigator: "Navigator", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._navigator, self._desk = navigator, navigator.desk
        self.title = ""
        self.record = ""
        self.name, self.detail = Cut("", "title", asks=True), Cut("", "muted", asks=True)
        self.chips, self.head = QHBoxLayout(), Flow()
        self._columns = [QVBoxLayout() for _ in range(_ACROSS)]
        self._lay_out()

    def _lay_out(self) -> None:
        back = button("", "back", kind="flat", tip=f"返回（{keys.BACK}）")
        back.clicked.connect(self._navigator.go_back)
        chips = QWidget()
        chips.setLayout(self.chips)
        self.chips.setContentsMargins(0, 0, 0, 0)
        self.chips.setSpacing(6)
        for one in (back, self.name):
            self.head.addWidget(one)
        self.head.addWidget(chips)
        self.head.addWidget(self.detail)
        self.head.addStretch()
        inside = QWidget()
        inside.setProperty("role", "plain")
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(10)
        for column in self._columns:
            column.setSpacing(10)
            row.addLayout(column, 1)
        area = Scroll()
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 10, 8, 8)
        whole.setSpacing(10)
        whole.addLayout(self.head)
        whole.addWidget(area, 1)

    def refresh(self, batch: Batch | None) -> None:
        """Show the record as it is now."""
        for column in self._columns:
            clear(column)
        clear(self.chips)
        held = self._desk.record(self.kind(), self.record) if self.record else None
        if held is None or held.removed:
            self.name.say("没有选中")
            self.detail.say("")
            return
        self.show_now()
        for column in self._columns:
            column.addStretch(1)

    def kind(self) -> str:
        """Return the kind of what is shown."""
        raise NotImplementedError

    def show_now(self) -> None:
        """Fill the head and the columns."""
        raise NotImplementedError

    def put(self, at: int, card: QWidget) -> None:
        """Put a card at the end of a column."""
        self._columns[at].addWidget(card)

    def say_chip(self, text: str, tone: str = "") -> None:
        """Put a chip behind the name."""
        if text:
            self.chips.addWidget(Chip(text, tone))

    def listing(self, section: Section, where: dict[str, tuple[Value, ...]], **given: Value) -> Card:
        """Return a card that lists the records of a kind under a condition.

        Args:
            section: What is listed.
            where: The condition.
            given: What a new record takes over.
        """
        desk, form = self._desk, self._desk.catalog.forms[section.kind]
        ids = desk.ids(Query(section.kind, where=where, sort=section.sort or form.sort))
        lines = [
            (one, said(desk, section.kind, section.columns, texts))
            for one, texts in desk.rows(section.kind, ids[:_SHOWN]).items()
        ]
        return self.lines(section, lines, len(ids), where, given)

    def lines(
        self, section: Section, lines: Sequence[tuple[str, tuple[str, str]]], total: int,
        where: dict[str, tuple[Value, ...]], given: dict[str, Value],
    ) -> Card:  # fmt: skip
        """Return a card of lines that open their records."""
        form = self._desk.catalog.forms[section.kind]
        card = Card(section.heading or form.label, margin=10)
        card.column.setSpacing(1)
        if total:
            count = button(f"{total:,} {form.measure}", kind="number", tip="看列表")
            count.clicked.connect(lambda: self._navigator.open_list(section.kind, dict(where)))
            count.setEnabled(not form.parent_kind)
            card.head.addWidget(count)
        new = button("", "plus", kind="flat", ink="accent_ink", tip=f"新建{form.label}")
        new.clicked.connect(lambda: self._navigator.new_record(section.kind, **given))
        if not form.parent_kind:
            card.head.addWidget(new)
        for record, (first, rest) in lines:
            card.column.addWidget(self.line(section.kind, record, first, rest))
        if not lines:
            card.column.addWidget(label("还没有", "muted"))
        return card

    def line(self, kind: str, record: str, first: str, rest: str) -> QWidget:
        """Return one line: the name at the left opens the record, the rest stands beside it, cut to the room."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        name = button(first or "（未填）", kind="row", tip=f"{first}　{rest}", yields=True)
        name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        name.clicked.connect(lambda: self._navigator.open_record(kind, record))
        row.addWidget(name)
        row.addWidget(Cut(rest, "small"), 1)
        return made


def said(desk: "Desk", kind: str, columns: Sequence[str], texts: dict[str, str]) -> tuple[str, str]:
    """Return a row in words: its first column, and the rest with units; what is empty or 否 is left out."""
    fields = desk.catalog.forms[kind].fields
    words = []
    for name in columns:
        text, field = texts.get(name, ""), fields.get(name)
        if name in _MONEY_COLUMNS and text:
            text += "元"
        elif field is not None and field.type == "yesno":
            text = field.label if text == "是" else ""
        elif field is not None and field.type == "number" and text:
            text = f"{text.removesuffix('.00')}{field.unit}"
        words.append(text)
    return words[0], " · ".join(one for one in words[1:] if one not in _PLAIN)


def pairs(heading: str, found: Sequence[tuple[str, str]], across: int = 2) -> Card:
    """Return a card of names and values in columns."""
    card = Card(heading, margin=10)
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(2)
    for at, (name, value) in enumerate(found):
        row, column = divmod(at, across)
        grid.addWidget(label(name, "small"), row, 2 * column)
        grid.addWidget(Cut(value or figures.NOTHING, "dense"), row, 2 * column + 1)
        grid.setColumnStretch(2 * column + 1, 1)
    card.column.addLayout(grid)
    return card
