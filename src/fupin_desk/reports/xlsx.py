"""A Document as a workbook: openpyxl makes the shell, the rows are streamed into its sheets."""

import io
import itertools
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from fupin_desk import atomic
from fupin_desk.model.document import Card, Column, Document, Row, Table
from fupin_desk.reports import xlsx_sheet, xlsx_style
from fupin_desk.reports.cell import texts_of
from fupin_desk.reports.count import Count, Progress
from fupin_desk.reports.sheet_text import plain, sheet_names
from fupin_desk.reports.xlsx_rows import RowWriter

_CHUNK = 500
_SHEET_PART = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_CARD_COLUMNS = (
    Column("label", ("栏目",), 22, align="center"),
    Column("text", ("内容",), 68),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What fills one sheet of the shell."""

    plan: xlsx_sheet.Plan
    writer: RowWriter
    columns: int


def write(
    document: Document, path: Path, progress: Progress | None = None,
    inspect: Callable[[Path], None] | None = None,
) -> None:  # fmt: skip
    """Write a document as a workbook, a sheet a table.

    Args:
        document: The report; one with cards and no tables becomes one sheet of labels and values.
        path: The file to write; it is replaced only by a finished workbook.
        progress: Told how many rows of how many are done; False cancels.
        inspect: Looks at the finished workbook before it takes its place, and raises where it must not.

    Raises:
        CancelledError: If the person cancelled; nothing is written.
        DiskError: If the disk is full, read-only or gone.
        RequestError: If another program holds the file.
    """
    atomic.probe(path)
    if not document.tables:
        document = replace(document, tables=(_card_table(document.cards),), landscape=False)
    count = Count(sum(len(table.rows) for table in document.tables), progress)
    count.ask()
    workbook, sheets = _shell(document)
    held = io.BytesIO()
    workbook.save(held)
    with atomic.writing(path, _reads_back) as made:
        _fill(held, made, sheets, count)
        if inspect:
            inspect(made)


def _reads_back(path: Path) -> bool:
    """Say whether every part of a finished workbook unpacks to what its checksum promises."""
    with zipfile.ZipFile(path) as book:
        return book.testzip() is None and "xl/workbook.xml" in book.namelist()


def _shell(document: Document) -> tuple[Workbook, list[Sheet]]:
    """Return the workbook without its rows, and for each sheet what gives them."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = "扶贫工作台"
    workbook.properties.title = plain(document.title)
    names = sheet_names([table.sheet or table.caption or document.title for table in document.tables])
    sheets = []
    for name, table in zip(names, document.tables, strict=True):
        sheet = workbook.create_sheet(name)
        plan = xlsx_sheet.lay_out(sheet, document, table)
        group = xlsx_style.number(sheet, xlsx_style.shell(sheet)("group"))
        sheets.append(Sheet(plan, RowWriter(table, xlsx_style.body(sheet), group), len(table.columns)))
    return workbook, sheets


def _fill(shell: io.BytesIO, made: Path, sheets: list[Sheet], count: Count) -> None:
    """Copy the shell part by part, with the rows put into the sheets."""
    with zipfile.ZipFile(shell) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            number = _SHEET_PART.fullmatch(part.filename)
            if number is None:
                target.writestr(part, source.read(part))
            else:
                with target.open(part.filename, "w", force_zip64=True) as file:
                    _sheet(source.read(part).decode("utf-8"), sheets[int(number[1]) - 1], file, count)


def _sheet(xml: str, sheet: Sheet, file: IO[bytes], count: Count) -> None:
    """Write one sheet: the shell's head rows, the body, the foot, the shell's rest."""
    last = get_column_letter(sheet.columns)
    xml = re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="A1:{last}{sheet.plan.last}"', xml, count=1)
    before, after = xml.split("</sheetData>")
    file.write(before.encode())
    rows = sheet.writer.rows(sheet.plan.first)
    while chunk := list(itertools.islice(rows, _CHUNK)):
        file.write("".join(chunk).encode())
        for _ in chunk:
            count()
    file.write("".join(sheet.plan.foot).encode())
    # Without this Excel marks every ID number with a green corner.
    marks = f'<ignoredErrors><ignoredError sqref="A1:{last}{sheet.plan.last}" numberStoredAsText="1"/></ignoredErrors>'
    file.write(f"</sheetData>{after.replace('</worksheet>', marks + '</worksheet>')}".encode())


def _card_table(cards: tuple[Card, ...]) -> Table:
    """Return cards as labels and values, one below the other."""
    return Table(
        _CARD_COLUMNS, tuple(row for card in cards for row in _card_rows(card)), sheet="户卡", freeze=1
    )


def _card_rows(card: Card) -> Iterator[Row]:
    yield Row(("　".join(filter(None, (card.title, card.subtitle))),), "group")
    for field in card.fields:
        yield Row((field.label, field.text))
    for table in card.tables:
        written = [(column.heads[-1] if column.heads else "", texts_of(column)) for column in table.columns]
        for number, row in enumerate(table.rows, start=1):
            said = ((head, text(cell)) for (head, text), cell in zip(written, row.cells, strict=False))
            words = "；".join(f"{head}：{text}" for head, text in said if text)
            yield Row((f"{table.caption}{number}" if row.style == "body" else table.caption, words))
    for text in (*card.notes, *card.signatures):
        yield Row(("", text))
