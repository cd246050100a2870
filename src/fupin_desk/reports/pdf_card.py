"""A household's card on one page: it is set smaller, then shortened, but never runs over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fupin_desk.model.document import Card, Column, Document, Row, Table
from fupin_desk.reports import bands, fonts
from fupin_desk.reports.bands import Band, Grid
from fupin_desk.reports.ink import Style, shown
from fupin_desk.reports.pdf_fit import fitted, forced
from fupin_desk.reports.pdf_page import Pages, numbered

# How small a card may be set before rows are left out; 9 pt type comes to 7 pt.
_SCALES = (1.0, 0.94, 0.88, 0.83, 0.78)
_TITLE = Style(fonts.TITLE, 17, 26)
_PLACE = Style(fonts.SECOND, 11, 17)
_SMALL = Style(fonts.BODY, 7, 9.5)
_FIELD_LINES = (0, 6, 3, 1)

Columns = tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A card set at a scale: what stands above the frame, the bands, the small print below."""

    scale: float
    bands: list[Band]
    height: float


class Cards:
    """Draws the cards of a document, one page each."""

    def __init__(self, pages: Pages, document: Document) -> None:
        self._pages, self._ink = pages, pages.ink
        self._number = numbered(document.number) if document.number else ""
        self._small = (*document.notes, *document.stamp)
        self._room = pages.room
        self._tall = pages.top - pages.bottom - 6
        self._rows = _rows_by_columns(document.cards)
        self._grids: dict[tuple[Columns, float], Grid] = {}

    def draw(self, cards: Sequence[Card], ticked: Callable[[], None]) -> None:
        """Draw every card on a page of its own."""
        for index, card in enumerate(cards):
            if index:
                self._pages.fresh_page()
            self._card(card)
            self._pages.close_page()
            ticked()

    def _card(self, card: Card) -> None:
        sheet = self._set(card)
        pages = self._pages
        pages.put(f"q {sheet.scale:.4f} 0 0 {sheet.scale:.4f} {pages.left:.2f} {pages.top:.2f} cm")
        room = self._room / sheet.scale
        y = self._head(card, room)
        pages.put(bands.drawn(sheet.bands, y))
        y -= sum(band.height for band in sheet.bands) + 3
        for text in (*card.notes, *self._small):
            block = self._ink.setter(_SMALL, room).set(text)
            pages.block(block, 0, y, _SMALL)
            y -= block.height
        pages.put("Q")

    def _head(self, card: Card, room: float) -> float:
        """Put number, title and place; return the height at which the frame begins."""
        words = (
            (self._number, _SMALL, "right", 0.0),
            (card.title, _TITLE, "center", 0.0),
            (card.subtitle, _PLACE, "center", -_TITLE.lead),
        )
        texts = [
            shown(self._ink.setter(style, room, align).set(text), 0, top, style)  # type: ignore[arg-type]
            for text, style, align, top in words
            if text
        ]
        self._pages.put(f"BT {' '.join(texts)} ET")
        return -self._head_height(card)

    @staticmethod
    def _head_height(card: Card) -> float:
        return _TITLE.lead + (_PLACE.lead if card.subtitle else 0) + 3

    # Setting ----------------------------------------------------------------------------------------------

    def _set(self, card: Card) -> Sheet:
        """Return the card at the largest scale at which it fits; rows are cut only at the smallest."""
        least = self._head_height(card) + bands.least(card.fields, card.tables)
        for scale in _SCALES:
            if least * scale > self._tall:
                continue
            sheet = self._tried(card, scale, lines=0, cut=False)
            if sheet.height * scale <= self._tall:
                return sheet
        for lines in _FIELD_LINES:
            sheet = self._tried(card, _SCALES[-1], lines=lines, cut=True)
            if sheet.height * sheet.scale <= self._tall:
                return sheet
        # A card of fields alone higher than a page: all of it, smaller.
        smaller = self._tall / sheet.height
        return Sheet(smaller, self._widened(sheet, smaller), sheet.height)

    def _widened(self, sheet: Sheet, scale: float) -> list[Band]:
        """Return the bands with their boxes drawn out to the width of a smaller scale."""
        ratio = sheet.scale / scale
        return [
            Band(
                band.height,
                tuple(
                    bands.Box(box.x * ratio, box.width * ratio, box.block, box.style, box.shaded)
                    for box in band.boxes
                ),
                band.top,
            )
            for band in sheet.bands
        ]

    def _tried(self, card: Card, scale: float, *, lines: int, cut: bool) -> Sheet:
        room = self._room / scale
        fields = bands.of_fields(self._ink, card.fields, room, lines=lines)
        tables = []
        for table in card.tables:
            grid = self._grid(table.columns, scale)
            tables.append((grid.head(table.caption), grid.rows(table.rows)))
        end = bands.signatures(self._ink, card.signatures, room)
        setter = self._ink.setter(_SMALL, room)
        small = sum(setter.set(text).height for text in (*card.notes, *self._small)) + 3
        fixed = self._head_height(card) + small + _height([*fields, *end])
        kept = [rows for _, rows in tables]
        if cut:
            kept = _cut(tables, self._tall / scale - fixed)
        stack = list(fields)
        for (head, rows), held in zip(tables, kept, strict=True):
            left = len(rows) - len(held)
            stack += [*head, *held, *([bands.more(self._ink, left, room)] if left else [])]
        return Sheet(scale, [*stack, *end], fixed + _height(stack) - _height(fields))

    def _grid(self, columns: Columns, scale: float) -> Grid:
        found = self._grids.get((columns, scale))
        if found is None:
            room = self._room / scale
            every = Table(columns, tuple(self._rows[columns]))
            fit = fitted(every, room) or forced(every, room)
            found = self._grids[columns, scale] = Grid(self._ink, columns, fit, room)
        return found


def _height(stack: Sequence[Band]) -> float:
    return sum(band.height for band in stack)


def _cut(tables: Sequence[tuple[list[Band], list[Band]]], room: float) -> list[list[Band]]:
    """Return the rows that find room: the longest table gives up its last row first."""
    kept = [list(rows) for _, rows in tables]
    room -= sum(_height(head) for head, _ in tables)
    line = 16.0
    while any(kept):
        needed = sum(
            _height(held) + (line if len(held) < len(rows) else 0)
            for held, (_, rows) in zip(kept, tables, strict=True)
        )
        if needed <= room:
            break
        max(kept, key=len).pop()
    return kept


def _rows_by_columns(cards: Sequence[Card]) -> dict[Columns, list[Row]]:
    """Return the rows of all cards by their columns: equal tables stand in equal columns on every card."""
    found: dict[Columns, list[Row]] = {}
    for card in cards:
        for table in card.tables:
            found.setdefault(table.columns, []).extend(table.rows)
    return found
