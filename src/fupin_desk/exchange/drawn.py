"""Cells for workbooks that people fill in: texts stay texts, whatever they look like, and styles are shared."""

import datetime
import io
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from fupin_desk.exchange import cells
from fupin_desk.model.importing import Cell

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

TEXT_FORMAT, DATE_FORMAT = "@", "yyyy-mm-dd"
# Excel reads _x0041_ in a text as the character A.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32767
_LONG_NUMBER = 1e10


def put(sheet: "Worksheet", row: int, column: int, value: Cell) -> "SheetCell":
    """Write a cell (row and column from 1) and return it: no text becomes a formula, no long number loses digits."""
    cell: Any = sheet.cell(row, column)
    if isinstance(value, str):
        _put_text(cell, value)
    elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= _LONG_NUMBER:
        # A number that has lost its digits is written so that everybody sees it, with those that it still has.
        _put_text(cell, f"{value:.14E}" if cells.has_lost_digits(value) else cells.text(value))
    elif isinstance(value, datetime.datetime | datetime.date):
        cell.value = value
        cell.number_format = DATE_FORMAT
    elif isinstance(value, datetime.time | datetime.timedelta):
        _put_text(cell, str(value))
    else:
        cell.value = value
    return cell


def _put_text(cell: Any, text: str) -> None:
    if not text:
        return
    cell.value = _ESCAPE.sub("_x005F_", _CONTROL.sub("", text))[:_LONGEST]
    cell.data_type = "s"
    cell.number_format = TEXT_FORMAT


@cache
def fill(colour: str) -> Any:
    """Return a plain fill of a colour (RRGGBB)."""
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=colour, end_color=colour)


@cache
def font(*, bold: bool = False, colour: str = "1F2937") -> Any:
    """Return the font of headings and notes."""
    from openpyxl.styles import Font

    return Font(bold=bold, color=colour)


@cache
def middle() -> Any:
    """Return the alignment of headings."""
    from openpyxl.styles import Alignment

    return Alignment(horizontal="center", vertical="center", wrap_text=True)


@cache
def wrapped() -> Any:
    """Return the alignment of notes."""
    from openpyxl.styles import Alignment

    return Alignment(vertical="top", wrap_text=True)


@cache
def thin() -> Any:
    """Return a thin line around a cell."""
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="C7CDD6")
    return Border(left=side, right=side, top=side, bottom=side)


def sheet_name(name: str, taken: list[str]) -> str:
    """Return a name that Excel takes for a sheet, different from those taken."""
    base = re.sub(r"[\[\]:*?/\\]", " ", name).strip(" '")[:28] or "表"
    chosen, number = base, 2
    while chosen in taken:
        chosen, number = f"{base}{number}", number + 1
    return chosen


def saved(book: "Workbook") -> bytes:
    """Return the bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
