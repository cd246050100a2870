"""The rows of a sheet as XML, cell by cell: figures as values, everything else as text that stays text."""

import math
from collections.abc import Callable, Iterator

from openpyxl.utils import get_column_letter

from fupin_desk.model.document import Align, Cell, Column, Row, Share, Table
from fupin_desk.reports import xlsx_style
from fupin_desk.reports.cell import IMPOSSIBLE, align_of, decimals_shown, serial, share_text
from fupin_desk.reports.sheet_text import escaped

# Points: a line of 10 pt type, and the highest row that Excel knows.
_LINE, _TALLEST = 13, 409

Styles = Callable[[str, Align, bool], int]


def width_of(column: Column) -> float:
    """Return the width of a column in half characters, as Excel counts."""
    return max(column.width, 3) + 1


def line_count(text: str, width: float) -> int:
    """Return how many lines a text takes in a cell of this many half characters."""
    return sum(max(1, math.ceil(half_widths(part) / width)) for part in text.split("\n"))


def half_widths(text: str) -> int:
    """Return the width of a text in half characters."""
    return len(text) if text.isascii() else sum(1 if character.isascii() else 2 for character in text)


def text_cell(place: str, text: str, style: int) -> str:
    """Return a cell that holds a text and nothing but a text."""
    said = escaped(text)
    if not said:
        return f'<c r="{place}" s="{style}"/>'
    space = ' xml:space="preserve"' if said != said.strip() or "\n" in said else ""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t{space}>{said}</t></is></c>'


def exact(number: int, decimals: int) -> str:
    """Return a scaled integer as a decimal numeral, digit by digit."""
    if not decimals:
        return str(number)
    whole, rest = divmod(abs(number), 10**decimals)
    return f"{'-' if number < 0 else ''}{whole}.{rest:0{decimals}d}"


class CellWriter:
    """Writes the cells of one column in rows of one kind."""

    def __init__(self, column: Column, letter: str, styles: Styles, *, bold: bool) -> None:
        self._column, self._letter, self._styles, self._bold = column, letter, styles, bold
        self._align = align_of(column)
        self._decimals = {"money": 2, "number": column.decimals}.get(column.type, 0)
        formats = {"integer": xlsx_style.INTEGER, "text": xlsx_style.TEXT, "date": xlsx_style.DATE}
        number_format = formats.get(column.type, xlsx_style.decimal_format(self._decimals))
        self._figure = styles(number_format, self._align, bold)
        text_align: Align = self._align if column.type in ("text", "date") else "center"
        self._text = styles(xlsx_style.TEXT, text_align, bold)
        self._is_text, self._is_date = column.type == "text", column.type == "date"

    def xml(self, row: int, cell: Cell) -> str:
        """Return the XML of a cell."""
        kind = cell.__class__
        if kind is str:
            if self._is_date:
                day = serial(cell)  # type: ignore[arg-type]
                if day is not None:
                    return f'<c r="{self._letter}{row}" s="{self._figure}"><v>{day}</v></c>'
            return text_cell(f"{self._letter}{row}", cell, self._text)  # type: ignore[arg-type]
        if cell is None:
            return f'<c r="{self._letter}{row}" s="{self._text}"/>'
        if kind is Share:
            return self._share(row, cell)  # type: ignore[arg-type]
        if self._is_text or self._is_date:
            return text_cell(f"{self._letter}{row}", str(cell), self._text)
        if kind is float and not math.isfinite(cell):  # type: ignore[arg-type]
            return text_cell(f"{self._letter}{row}", "—", self._text)
        value = exact(cell, self._decimals) if kind is int else repr(cell)  # type: ignore[arg-type]
        return f'<c r="{self._letter}{row}" s="{self._figure}"><v>{value}</v></c>'

    def _share(self, row: int, share: Share) -> str:
        if not share.whole:
            return text_cell(f"{self._letter}{row}", share_text(share), self._text)
        return f'<c r="{self._letter}{row}" s="{self.share_style(share)}"><v>{share.part / share.whole!r}</v></c>'

    def share_style(self, share: Share) -> int:
        """Return the style that shows a share with as many decimals as its text has."""
        mark = f'"{IMPOSSIBLE}"' if share.impossible else ""
        return self._styles(xlsx_style.percent_format(decimals_shown(share)) + mark, self._align, self._bold)


class RowWriter:
    """Writes the rows of a table. It is made before the styles are saved and knows every style that it will need."""

    def __init__(self, table: Table, styles: Styles, group: int) -> None:
        self._rows, self._group = table.rows, group
        self._wrapping = [
            (index, width_of(column) - 0.5)
            for index, column in enumerate(table.columns)
            if column.type == "text"
        ]
        self._letters = [get_column_letter(index) for index in range(1, len(table.columns) + 1)]
        self._writers = {
            bold: [
                CellWriter(column, letter, styles, bold=bold)
                for column, letter in zip(table.columns, self._letters, strict=True)
            ]
            for bold in (False, True)
        }
        for row in table.rows:
            for cell, writer in zip(row.cells, self._writers[row.style != "body"], strict=False):
                if cell.__class__ is Share:
                    writer.share_style(cell)

    def rows(self, first: int) -> Iterator[str]:
        """Give each row as XML; `first` is the number of the first of them in the sheet."""
        xml = {bold: [writer.xml for writer in writers] for bold, writers in self._writers.items()}
        nothing = (None,) * len(self._letters)
        for number, row in enumerate(self._rows, start=first):
            if row.style == "group":
                yield self._group_row(number, row)
                continue
            cells = row.cells if len(row.cells) >= len(nothing) else (*row.cells, *nothing[len(row.cells) :])
            written = [
                write(number, cell) for write, cell in zip(xml[row.style != "body"], cells, strict=False)
            ]
            yield f'<row r="{number}"{self._height(cells)}>{"".join(written)}</row>'

    def _height(self, cells: tuple[Cell, ...]) -> str:
        """Return the height of a row whose text wraps: LibreOffice does not work it out by itself."""
        lines = 1
        for index, width in self._wrapping:
            cell = cells[index]
            if cell.__class__ is str and len(cell) * 2 > width:
                lines = max(lines, line_count(cell, width))
        return f' ht="{min(lines * _LINE + 5, _TALLEST)}" customHeight="1"' if lines > 1 else ""

    def _group_row(self, number: int, row: Row) -> str:
        said = next((str(cell) for cell in row.cells if cell not in (None, "")), "")
        empty = "".join(f'<c r="{letter}{number}" s="{self._group}"/>' for letter in self._letters[1:])
        return f'<row r="{number}">{text_cell(f"A{number}", said, self._group)}{empty}</row>'
