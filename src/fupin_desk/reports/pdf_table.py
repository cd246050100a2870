"""A table on the pages of a PDF: merged heads on every page, rows as high as their text, thin lines."""

from collections.abc import Callable
from dataclasses import replace

from fupin_desk.model.document import Row, Table
from fupin_desk.reports import fonts, pdf_chart
from fupin_desk.reports.cell import align_of, texts_of
from fupin_desk.reports.heads import Head, depth, merged
from fupin_desk.reports.ink import Block, Style, shown
from fupin_desk.reports.pdf_fit import PAD, Fit, fitted, forced, parted, styled
from fupin_desk.reports.pdf_page import LINE, SMALL, Pages

_CAPTION = Style(fonts.HEADING, 10.5, 18)
_ROW = 17.0
_NUMBERS = 13.0
_THIN, _THICK = 0.4, 0.9
# How many last lines of small print are not parted by a page's end.
_TOGETHER = 3


def draw(pages: Pages, table: Table, ticked: Callable[[], None]) -> None:
    """Draw a table from the current height on, over as many pages as it takes.

    Args:
        pages: The pages to draw on.
        table: The table; one too wide for the paper is parted, the frozen columns repeated.
        ticked: Called once a row drawn, and once a row for every further part.
    """
    if table.lead or table.chart:
        table = _led(pages, table)
    parts = parted(table, pages.room)
    for number, part in enumerate(parts, start=1):
        caption = table.caption if len(parts) == 1 else f"{table.caption}（{number}/{len(parts)}）".strip()
        drawing = Grid(pages, replace(part, caption=caption))
        drawing.draw(ticked if number == 1 else lambda: None)
    notes(pages, [*table.notes])


def _led(pages: Pages, table: Table) -> Table:
    """Draw caption, paragraph and chart of a table; return what is left to draw."""
    lead = pages.ink.setter(LINE, pages.room).set(table.lead)
    # A chart stays together with the first rows of its table, as far as one page holds both.
    below = min((pdf_chart.height(table.chart) if table.chart else 0) + 5 * _ROW, 0.6 * pages.height)
    if pages.y - _CAPTION.lead - lead.height - below < pages.bottom:
        pages.next_page()
    if table.caption:
        pages.y -= pages.words(table.caption, _CAPTION)
    pages.block(lead, pages.left, pages.y, LINE)
    pages.y -= lead.height + 2
    if table.chart:
        pdf_chart.draw(pages, table.chart)
    return replace(table, caption="", lead="", chart=None)


def notes(pages: Pages, lines: list[str]) -> None:
    """Put small print, line by line, over a page's end if it must be; its last lines stay together."""
    setter = pages.ink.setter(SMALL, pages.room)
    printed = [one for line in lines for one in setter.set(line).lines]
    for nth, one in enumerate(printed):
        left = len(printed) - nth
        together = left if left <= _TOGETHER else 1
        if pages.y - together * SMALL.lead < pages.bottom:
            pages.next_page()
        pages.block(Block((one,), SMALL.lead), pages.left, pages.y, SMALL)
        pages.y -= SMALL.lead


class Grid:
    """One table (or one part of a wide one) with its measures."""

    def __init__(self, pages: Pages, table: Table, *, left: float | None = None, room: float = 0) -> None:
        self._pages, self._table = pages, table
        fit: Fit = fitted(table, room or pages.room) or forced(table, room or pages.room)
        self._style = fit.style
        self._bold = replace(fit.style, face=fonts.TITLE)
        self._head_style = replace(fit.style, face=fonts.HEADING)
        edges = [pages.left if left is None else left]
        for width in fit.widths:
            edges.append(edges[-1] + width)
        self._edges = edges
        self._texts = [texts_of(column) for column in table.columns]
        self._setters = {style: self._made(style) for style in (self._style, self._bold)}
        self._lines: list[str] = []
        self._heads = self._head_blocks()
        self._top = self._run_top = pages.y

    def _made(self, style: Style) -> list[Callable[[str], Block]]:
        ink, edges = self._pages.ink, self._edges
        return [
            ink.setter(style, edges[index + 1] - edges[index] - 2 * PAD, align_of(column)).set
            for index, column in enumerate(self._table.columns)
        ]

    def draw(self, ticked: Callable[[], None]) -> None:
        """Draw caption, heads and all rows."""
        pages = self._pages
        if pages.y - self._head_height() - 3 * _ROW - _CAPTION.lead < pages.bottom:
            pages.next_page()
        if self._table.caption:
            pages.y -= pages.words(self._table.caption, _CAPTION)
        self._begin()
        for row in self._table.rows:
            self._row(row)
            ticked()
        self._end()
        pages.y -= 4

    # The head -------------------------------------------------------------------------------------------

    def _head_blocks(self) -> list[tuple[Head, Block]]:
        return [
            (
                head,
                self._pages.ink.setter(self._head_style, self._span(head) - 2 * PAD, "center").set(head.text),
            )
            for head in merged(self._table.columns)
        ]

    def _span(self, head: Head) -> float:
        return self._edges[head.column + head.columns] - self._edges[head.column]

    def _head_heights(self) -> list[float]:
        """Return how high each header row is: a cell over several rows stretches the last of them."""
        heights = [_ROW] * depth(self._table.columns)
        for head, block in sorted(self._heads, key=lambda one: one[0].rows):
            short = block.height + 2 * PAD - sum(heights[head.row : head.row + head.rows])
            if short > 0:
                heights[head.row + head.rows - 1] += short
        return heights

    def _numbered(self) -> bool:
        return any(column.number for column in self._table.columns)

    def _head_height(self) -> float:
        return sum(self._head_heights()) + (_NUMBERS if self._numbered() else 0)

    def _begin(self) -> None:
        """Draw the heads at the current height and start counting lines."""
        pages, heights = self._pages, self._head_heights()
        self._top = pages.y
        tops = [pages.y - sum(heights[:row]) for row in range(len(heights) + 1)]
        boxes = []
        for head, block in self._heads:
            x, top, bottom = self._edges[head.column], tops[head.row], tops[head.row + head.rows]
            boxes.append(f"{x:.2f} {bottom:.2f} {self._span(head):.2f} {top - bottom:.2f} re")
            pages.block(block, x + PAD, (top + bottom + block.height) / 2, self._head_style)
        pages.put(f"{_THIN} w {' '.join(boxes)} S")
        pages.y = tops[-1]
        self._run_top = pages.y
        if self._numbered():
            self._column_numbers()

    def _column_numbers(self) -> None:
        pages, edges = self._pages, self._edges
        small = styled(7.5)
        for index, column in enumerate(self._table.columns):
            block = pages.ink.setter(small, edges[index + 1] - edges[index], "center").set(column.number)
            pages.block(block, edges[index], pages.y - (_NUMBERS - block.height) / 2, small)
        pages.y -= _NUMBERS
        self._line()

    # The rows -------------------------------------------------------------------------------------------

    def _row(self, row: Row) -> None:
        if row.style == "group":
            self._group(row)
            return
        style = self._style if row.style == "body" else self._bold
        blocks = [
            setter(written(cell))
            for setter, written, cell in zip(self._setters[style], self._texts, row.cells, strict=False)
        ]
        lines = max((len(block.lines) for block in blocks), default=1)
        height = max(_ROW, lines * style.lead + 2 * PAD)
        if height > self._pages.y - self._pages.bottom:
            self._turn()
            if height > self._pages.y - self._pages.bottom:
                self._pieces(blocks, lines, style)
                return
        self._cells(blocks, height, style)

    def _cells(self, blocks: list[Block], height: float, style: Style) -> None:
        pages = self._pages
        middle = pages.y - height / 2
        parts = [
            shown(block, edge + PAD, middle + block.height / 2, style)
            for edge, block in zip(self._edges, blocks, strict=False)
            if block.lines
        ]
        pages.put(f"BT {' '.join(parts)} ET")
        pages.y -= height
        self._line()

    def _pieces(self, blocks: list[Block], lines: int, style: Style) -> None:
        """Draw a row higher than a page as several, each as many lines as fit."""
        done = 0
        while done < lines:
            fits = max(1, int((self._pages.y - self._pages.bottom - 2 * PAD) / style.lead))
            cut = [block.lines[done : done + fits] for block in blocks]
            rows = max(len(one) for one in cut)
            self._cells(
                [Block(one, len(one) * style.lead) for one in cut], rows * style.lead + 2 * PAD, style
            )
            done += rows
            if done < lines:
                self._turn()

    def _group(self, row: Row) -> None:
        pages, edges = self._pages, self._edges
        words = next((str(cell) for cell in row.cells if cell not in (None, "")), "")
        block = pages.ink.setter(self._head_style, edges[-1] - edges[0] - 2 * PAD).set(words)
        height = max(_ROW, block.height + 2 * PAD)
        if height + _ROW > pages.y - pages.bottom:
            self._turn()
        self._verticals()
        pages.block(block, edges[0] + PAD, pages.y - (height - block.height) / 2, self._head_style)
        pages.y -= height
        self._line()
        self._run_top = pages.y

    # Lines and pages ------------------------------------------------------------------------------------

    def _line(self) -> None:
        y = self._pages.y
        self._lines.append(f"{self._edges[0]:.2f} {y:.2f} m {self._edges[-1]:.2f} {y:.2f} l")

    def _verticals(self) -> None:
        top, bottom = self._run_top, self._pages.y
        if top > bottom:
            self._lines += [f"{x:.2f} {top:.2f} m {x:.2f} {bottom:.2f} l" for x in self._edges[1:-1]]

    def _turn(self) -> None:
        self._end()
        self._pages.next_page()
        self._begin()

    def _end(self) -> None:
        """Draw the lines of this page, the frame of the table heavier than the rest."""
        self._verticals()
        pages, edges = self._pages, self._edges
        pages.put(f"{_THIN} w {' '.join(self._lines)} S" if self._lines else "")
        frame = f"{edges[0]:.2f} {pages.y:.2f} {edges[-1] - edges[0]:.2f} {self._top - pages.y:.2f} re"
        pages.put(f"{_THICK} w {frame} S")
        self._lines.clear()
