"""A card as a stack of bands: a band is a row of boxes, as high as the highest text in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fupin_desk.model.document import Align, CardField, Column, Row, Table
from fupin_desk.reports import fonts, text
from fupin_desk.reports.cell import align_of, texts_of
from fupin_desk.reports.ink import Block, Ink, Style, shown
from fupin_desk.reports.pdf_fit import PAD, Fit, styled

COLUMNS = 12
BODY = styled(9)
LABEL = styled(9, fonts.HEADING)
_LOW = 16.0
_SIGNING = 46.0


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a band: where it begins, how wide it is, what stands in it."""

    x: float
    width: float
    block: Block
    style: Style
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A row of boxes over the whole width. `top` puts the text under the upper edge instead of in the middle."""

    height: float
    boxes: tuple[Box, ...]
    top: bool = False


def least(fields: Iterable[CardField], tables: Iterable[Table]) -> float:
    """Return a height that fields and tables need whatever stands in them."""
    rows = sum(bool(one.caption) + 1 + len(one.rows) for one in tables)
    return _LOW * (sum(1 for _ in packed(fields)) + rows)


def banded(boxes: Sequence[Box], low: float = _LOW) -> Band:
    """Return boxes as a band as high as they need."""
    return Band(max(low, max(box.block.height for box in boxes) + 2 * PAD), tuple(boxes))


def boxed(
    ink: Ink, place: tuple[float, float], words: str, style: Style, align: Align, *, lines: int = 0
) -> Box:
    """Return a text in a box that begins at and is as wide as `place` says; with `lines` it is cut to so many."""
    x, width = place
    setter = ink.setter(style, width - 2 * PAD, align)
    block = setter.clipped(words, lines, "……（见台账）") if lines else setter.set(words)
    return Box(x, width, block, style, shaded=style is LABEL)


def of_fields(ink: Ink, fields: Iterable[CardField], room: float, *, lines: int = 0) -> list[Band]:
    """Return labelled values in rows of twelve columns; the last of a row is drawn out to the edge."""
    unit = room / COLUMNS
    bands = []
    for row in packed(fields):
        x, boxes = 0.0, []
        for number, field in enumerate(row):
            width = room - x if number == len(row) - 1 else field.span * unit
            label = _label_width(field, min(2.0, field.span / 2) * unit, width)
            boxes.append(boxed(ink, (x, label), field.label, LABEL, "center"))
            boxes.append(boxed(ink, (x + label, width - label), field.text, BODY, "left", lines=lines))
            x += width
        bands.append(banded(boxes))
    return bands


def _label_width(field: CardField, wished: float, width: float) -> float:
    """Return the width of a label: it gives way to a number that must stay on one line."""
    if not field.text.isascii() or " " in field.text:
        return wished
    needed = text.width(fonts.cleaned(field.text), fonts.pick(BODY.face)) * BODY.size + 2 * PAD + 0.5
    least = 2.2 * LABEL.size + 2 * PAD
    return max(least, min(wished, width - needed))


def packed(fields: Iterable[CardField]) -> Iterator[list[CardField]]:
    """Give the fields row by row, twelve columns a row."""
    row: list[CardField] = []
    for field in fields:
        if row and sum(one.span for one in row) + field.span > COLUMNS:
            yield row
            row = []
        row.append(field)
    if row:
        yield row


class Grid:
    """Sets tables of the same columns into the same widths; what no row changes is made once."""

    def __init__(self, ink: Ink, columns: Sequence[Column], fit: Fit, room: float) -> None:
        self._ink, self._room = ink, room
        self._plain, self._title = (
            Style(face, fit.style.size, fit.style.lead) for face in (fit.style.face, fonts.TITLE)
        )
        edges = [sum(fit.widths[:index]) for index in range(len(fit.widths))]
        places = [*zip(edges, fit.widths, columns, strict=True)]
        style = Style(fonts.HEADING, fit.style.size, fit.style.lead)
        names, self._cells = [], []
        for x, width, column in places:
            room = width - 2 * PAD
            block = ink.setter(style, room, "center").set(_heading(column))
            names.append(Box(x, width, block, style, shaded=True))
            plain, title = (ink.setter(one, room, align_of(column)) for one in (self._plain, self._title))
            self._cells.append((x, width, texts_of(column), plain, title))
        self._names = banded(names)

    def head(self, caption: str) -> list[Band]:
        """Return the bands of a table's head."""
        said = [banded([boxed(self._ink, (0, self._room), caption, LABEL, "left")])] if caption else []
        return [*said, self._names]

    def rows(self, rows: Iterable[Row]) -> list[Band]:
        """Return the bands of rows; one that is not of the body stands in the face of titles."""
        return [self._row(row) for row in rows]

    def _row(self, row: Row) -> Band:
        is_plain = row.style == "body"
        style = self._plain if is_plain else self._title
        return banded([
            Box(x, width, (plain if is_plain else title).set(written(cell)), style)
            for (x, width, written, plain, title), cell in zip(self._cells, row.cells, strict=False)
        ])  # fmt: skip


def _heading(column: Column) -> str:
    return "·".join(dict.fromkeys(column.heads))


def more(ink: Ink, count: int, room: float) -> Band:
    """Return the line that says how many rows did not find room on the page."""
    return banded([boxed(ink, (0, room), f"另有 {count} 条见台账", BODY, "center")])


def signatures(ink: Ink, names: Sequence[str], room: float) -> list[Band]:
    """Return boxes to sign in, side by side, with room for the pen and a date line."""
    if not names:
        return []
    width = room / len(names)
    boxes = [
        boxed(ink, (index * width, width), f"{name}：\n\n　　　年　　月　　日", BODY, "left")
        for index, name in enumerate(names)
    ]
    return [Band(_SIGNING, tuple(boxes), top=True)]


def drawn(bands: Iterable[Band], top: float) -> str:
    """Return the operators of a stack of bands whose upper edge is at `top`: shades, lines, texts."""
    shades, lines, texts = [], [], []
    y = top
    for band in bands:
        bottom = y - band.height
        for box in band.boxes:
            rectangle = f"{box.x:.2f} {bottom:.2f} {box.width:.2f} {band.height:.2f} re"
            lines.append(rectangle)
            if box.shaded:
                shades.append(rectangle)
            if box.block.lines:
                start = y - 4 if band.top else (y + bottom + box.block.height) / 2
                texts.append(shown(box.block, box.x + PAD, start, box.style))
        y = bottom
    shade = f"0.94 g {' '.join(shades)} f 0 g " if shades else ""
    return f"{shade}0.4 w {' '.join(lines)} S BT {' '.join(texts)} ET" if lines else ""
