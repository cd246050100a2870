"""Every text of a Document with its place, and what is told of characters that no font can draw."""

from collections.abc import Iterator
from typing import NamedTuple

from fupin_desk.model.document import Card, Document, Row, Table
from fupin_desk.reports import fonts

_NAMED = 10
# How many cells of a row say whose it is, from how many at its left.
_SAYS_WHOSE, _LEFT_CELLS = 3, 7


class Place(NamedTuple):
    """Where a text stands: the part of the report, the row counted from 1 (0: none), whose it is, the column's heading."""

    part: str
    row: int
    heading: str
    whose: str = ""

    def __str__(self) -> str:
        row = f"第 {self.row} 行" if self.row else ""
        whose = f"（{self.whose}）" if self.whose else ""
        return f"{self.part}{row}{whose}{f'“{self.heading}”' if self.heading else ''}"


def undrawable(document: Document) -> tuple[str, ...]:
    """Return a sentence about the characters that no font has, and whose records they stand in; empty if there are none.

    It names nothing that the report itself does not print.
    """
    used: set[str] = set()
    for _, text in texts(document):
        used.update(text)
    missing = fonts.undrawable("".join(sorted(used)))
    if not missing:
        return ()
    named = "、".join(f"“{character}”（U+{ord(character):04X}）" for character in missing[:_NAMED])
    places = [place for place, text in texts(document) if not set(missing).isdisjoint(text)]
    more = f"……共 {len(places)} 处" if len(places) > _NAMED else ""
    told = f"有字没有字体能画，PDF 和打印里印成“{fonts.MISSING}”：{named}。位置：{'；'.join(map(str, places[:_NAMED]))}{more}。"
    return (f"{told}请核对是否录错了字；没有录错时在纸上补写，或在装有该字字体的电脑上打印 Excel。",)


def texts(document: Document) -> Iterator[tuple[Place, str]]:
    """Return every text that the PDF of a document prints, with its place."""
    head, foot = Place("表头", 0, ""), Place("表尾", 0, "")
    for text in (document.number, document.title, document.subtitle, document.reporting_unit):
        yield head, text
    for text in (document.unit_of_measure, document.filled_by, *document.notes, *document.stamp):
        yield foot, text
    if document.cards:
        for number, card in enumerate(document.cards, start=1):
            yield from _card(card, f"第 {number} 张卡（{_owner(card)}）")
    else:
        for number, table in enumerate(document.tables, start=1):
            yield from _table(table, table.caption or table.sheet or (f"表 {number} " if number > 1 else ""))


def _table(table: Table, part: str) -> Iterator[tuple[Place, str]]:
    headings = [column.heads[-1] if column.heads else "" for column in table.columns]
    place = Place(f"{part}表头", 0, "")
    for column in table.columns:
        for text in (*column.heads, column.number):
            yield place, text
    for text in (table.caption, table.lead, *table.notes):
        yield place, text
    if table.chart:
        for text in (table.chart.target_text, *(bar.label + bar.text for bar in table.chart.bars)):
            yield Place(f"{part}图", 0, ""), text
    for number, row in enumerate(table.rows, start=1):
        whose = _whose(row)
        for heading, cell in zip(headings, row.cells, strict=False):
            if cell.__class__ is str:
                yield Place(part, number, heading, whose), cell


def _owner(card: Card) -> str:
    """Return whose card it is: the place, and the first thing that the card asks, the head."""
    return " ".join(part for part in (card.subtitle, *(field.text for field in card.fields[:1])) if part)


def _whose(row: Row) -> str:
    """Return the first words of a row, that say whose it is: village, group, head."""
    words = [
        cell for cell in row.cells[:_LEFT_CELLS] if isinstance(cell, str) and cell and not cell.isdecimal()
    ]
    return " ".join(words[:_SAYS_WHOSE])


def _card(card: Card, part: str) -> Iterator[tuple[Place, str]]:
    place = Place(part, 0, "")
    for text in (card.title, card.subtitle, *card.signatures, *card.notes):
        yield place, text
    for one in card.fields:
        yield place, one.label
        yield Place(part, 0, one.label), one.text
    for table in card.tables:
        yield from _table(table, f"{part}“{table.caption}”")
