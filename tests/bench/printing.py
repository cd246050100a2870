"""Registers, cards and workbooks, against the same text put down by hand."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from fupin_desk import paths
from fupin_desk.model.document import Cell, Column, Document, Row, Table
from fupin_desk.model.leaf import Patch, Stroke, Words
from fupin_desk.reports import leaves, pdf, xlsx
from tests.bench.ground import Ground
from tests.bench.measure import Row as Measured
from tests.bench.measure import alternate, demand_equal

_PDF_BUDGET, _XLSX_BUDGET = 1.6, 1.2
_REGISTER_ROWS, _CARDS, _SHEET_ROWS, _SHEET_COLUMNS = 20_000, 1_200, 20_000, 40
_IN_A_HURRY = 20
_FONT = "ByHand"
_A_NAME, _A_NUMBER = "王建国", "42109919700101001X"
T = TypeVar("T")
# Size, place and text of what stands on a page, measured from below; and its lines.
_Said = tuple[float, float, float, str]
_Page = tuple[list[_Said], list[tuple[float, float, float, float]]]


def register_pdf(ground: Ground) -> list[Measured]:
    """Return the row of `register_pdf`: the county's register of 20,000 households."""
    document = ground.desk.report("产扶1")
    (table, *_) = document.tables
    rows = tuple(_repeated(table.rows, _fewer(ground, _REGISTER_ROWS)))
    return _pdf(ground, "register_pdf", replace(document, tables=(replace(table, rows=rows),)))


def cards_pdf(ground: Ground) -> list[Measured]:
    """Return the row of `cards_pdf`: a page each for 1,200 households."""
    document = ground.desk.report("户卡")
    cards = tuple(_repeated(document.cards, _fewer(ground, _CARDS)))
    return _pdf(ground, "cards_pdf", replace(document, cards=cards))


def _fewer(ground: Ground, number: int) -> int:
    return number // _IN_A_HURRY if ground.quick else number


def _repeated(some: Sequence[T], wanted: int) -> Iterator[T]:
    return (some[number % len(some)] for number in range(wanted))


def _pdf(ground: Ground, name: str, document: Document) -> list[Measured]:
    ours, by_hand = ground.folder / f"{name}.pdf", ground.folder / f"{name}_by_hand.pdf"
    size, pages = _laid_out(document)
    pdfmetrics.registerFont(TTFont(_FONT, str(paths.resources("fonts", "FDSong.ttf")), asciiReadable=1))
    best = alternate(lambda: pdf.write(document, ours), lambda: _draw(by_hand, size, pages), rounds=2)
    demand_equal(name, _pages_of(ours), _pages_of(by_hand))
    return [Measured(name, *best, _PDF_BUDGET)]


def _laid_out(document: Document) -> tuple[tuple[float, float], list[_Page]]:
    """Return the size of the paper, and what stands where on each page."""
    found = leaves.leaves(document)
    size = (found[0].width, found[0].height)
    pages: list[_Page] = []
    for one in found:
        said: list[_Said] = []
        lines: list[tuple[float, float, float, float]] = []
        for mark in one.marks():
            match mark:
                case Words():
                    said.append((mark.size, mark.x, size[1] - mark.y, mark.text))
                case Stroke():
                    lines.append((mark.x, size[1] - mark.y, mark.to_x, size[1] - mark.to_y))
                case Patch():
                    right, low = mark.x + mark.width, size[1] - mark.y - mark.height
                    lines += [(mark.x, low, right, low), (mark.x, size[1] - mark.y, right, size[1] - mark.y)]
        pages.append((said, lines))
    return size, pages


def _draw(path: Path, size: tuple[float, float], pages: list[_Page]) -> None:
    canvas = Canvas(str(path), pagesize=size, initialFontName=_FONT, pageCompression=1)
    for said, lines in pages:
        held = 0.0
        for points, x, y, text in said:
            if points != held:
                canvas.setFont(_FONT, points)
                held = points
            canvas.drawString(x, y, text)
        canvas.lines(lines)
        canvas.showPage()
    canvas.save()
    _reach_disk(path)


def _reach_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    os.fsync(handle)
    os.close(handle)


def _pages_of(path: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


# --- a workbook


def sheet(ground: Ground) -> list[Measured]:
    """Return the row of `xlsx`: 20,000 rows of forty columns."""
    document = _wide(ground.desk.report("产扶1"), _fewer(ground, _SHEET_ROWS))
    ours, by_hand = ground.folder / "ours.xlsx", ground.folder / "by_hand.xlsx"
    rows = [row.cells for row in document.tables[0].rows]
    best = alternate(lambda: xlsx.write(document, ours), lambda: _fill(by_hand, rows), rounds=2)
    return [Measured("xlsx", *best, _XLSX_BUDGET)]


def _wide(document: Document, wanted: int) -> Document:
    sorts = (("姓名", "text"), ("证件号码", "text"), ("人口", "integer"), ("金额", "money"), ("日期", "date"))
    columns = tuple(
        Column(f"c{n}", (f"{sorts[n % 5][0]}{n}",), 12, sorts[n % 5][1])  # type: ignore[arg-type]
        for n in range(_SHEET_COLUMNS)
    )
    rows = []
    for number in range(wanted):
        five: tuple[Cell, ...] = (f"{_A_NAME}{number}", _A_NUMBER, number % 7, number * 100, "2018-09-30")
        rows.append(Row(five * (_SHEET_COLUMNS // 5)))
    return replace(document, tables=(Table(columns, tuple(rows), sheet="宽表"),))


def _fill(path: Path, rows: list[tuple[Cell, ...]]) -> None:
    book = Workbook(write_only=True)
    made: Any = book.create_sheet("宽表")
    styles = [_style(made, form) for form in ("@", "@", "0", "#,##0.00", "yyyy-mm-dd")]
    for row in rows:
        cells = []
        for number, value in enumerate(row):
            cell = WriteOnlyCell(made, value)
            cell._style = styles[number % 5]
            cells.append(cell)
        made.append(cells)
    book.save(path)
    _reach_disk(path)


def _style(made: Any, number_format: str) -> Any:
    line = Side(style="thin", color="FF000000")
    cell = WriteOnlyCell(made, "")
    cell.font = Font(name="宋体", size=10)
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    cell.alignment = Alignment(vertical="center")
    cell.number_format = number_format
    return cell._style
