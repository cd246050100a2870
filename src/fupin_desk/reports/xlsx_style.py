"""The few cell styles of a workbook: made once, then every cell names one by its number."""

from collections.abc import Callable
from functools import cache
from typing import Any

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from fupin_desk.model.document import Align

TEXT = "@"
INTEGER = "0"
DATE = "yyyy-mm-dd"
_LINE = Side(style="thin", color="FF000000")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def decimal_format(decimals: int) -> str:
    """Return the number format with separators and this many decimals."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def percent_format(decimals: int) -> str:
    """Return the number format of a share with this many decimals."""
    return "0" + ("." + "0" * decimals if decimals else "") + "%"


def body(sheet: Worksheet) -> Callable[[str, Align, bool], int]:
    """Return what gives the number of a body style by number format, alignment and boldness."""

    @cache
    def numbered(number_format: str, align: Align, bold: bool) -> int:  # noqa: FBT001
        scratch: Any = SheetCell(sheet, row=1, column=1)
        scratch.font = Font(name="宋体", size=10, bold=bold)
        scratch.border = _FRAME
        scratch.alignment = Alignment(horizontal=align, vertical="center", wrap_text=number_format == TEXT)
        scratch.number_format = number_format
        return int(scratch.style_id)

    return numbered


def shell(sheet: Worksheet) -> Callable[[str], StyleArray]:
    """Return what gives the style of a part of the shell by its name."""
    parts: dict[str, tuple[Font, Alignment, Border | None]] = {
        "number": (Font(name="宋体", size=10), Alignment(horizontal="right", vertical="center"), None),
        "title": (Font(name="宋体", size=18, bold=True), Alignment("center", "center", wrap_text=True), None),
        "subtitle": (Font(name="楷体", size=12), Alignment("center", "center"), None),
        "line_left": (Font(name="宋体", size=10), Alignment("left", "center"), None),
        "line_center": (Font(name="宋体", size=10), Alignment("center", "center"), None),
        "line_right": (Font(name="宋体", size=10), Alignment("right", "center"), None),
        "caption": (Font(name="黑体", size=11), Alignment("left", "center"), None),
        "head": (Font(name="黑体", size=10), Alignment("center", "center", wrap_text=True), _FRAME),
        "column_number": (Font(name="宋体", size=8), Alignment("center", "center"), _FRAME),
        "group": (Font(name="黑体", size=10), Alignment("left", "center"), Border(top=_LINE, bottom=_LINE)),
        "note": (Font(name="宋体", size=9), Alignment("left", "center", wrap_text=True), None),
    }

    @cache
    def style(name: str) -> StyleArray:
        scratch: Any = SheetCell(sheet, row=1, column=1)
        scratch.font, scratch.alignment = parts[name][:2]
        scratch.border = parts[name][2] or Border()
        scratch.number_format = TEXT
        return scratch._style  # noqa: SLF001

    return style


def number(sheet: Worksheet, style: StyleArray) -> int:
    """Return the number by which a cell names a style."""
    return int(sheet.parent._cell_styles.add(style))  # noqa: SLF001
