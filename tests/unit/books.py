"""Workbooks that tests make: dirty on purpose, with synthetic people only (area 421099)."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

from fupin_desk.desk.desk import Desk
from fupin_desk.model.importing import Plan
from fupin_desk.model.query import Query
from fupin_desk.model.value import Record

DATA = Path(__file__).parents[1] / "data"
# Sound numbers of area 421099, which belongs to nobody.
HEAD, WIFE, SON, OTHER, LATE, THIRD = (
    "42109919700101001X",
    "421099198802290028",
    "421099200506150039",
    "421099195212310179",
    "421099201801140057",
    "421099196003141086",
)
DAMAGED = 421099197001010000


def xlsx(*sheets: Sequence[Sequence[object]], merged: Iterable[str] = (), names: Sequence[str] = ()) -> bytes:
    """Return a workbook of these sheets; texts are stored as texts, areas are merged on the first sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(names[number] if names else f"Sheet{number + 1}")
        for r, row in enumerate(rows, 1):
            for c, value in enumerate(row, 1):
                cell = sheet.cell(r, c)
                if value not in {None, ""}:
                    cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
    for area in merged:
        book.worksheets[0].merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refusals(plan: Plan) -> list[str]:
    """Return why rows are kept out, a sentence a reason."""
    refused = (row for row in plan.rows if row.outcome == "refused")
    return [issue.text for row in refused for issue in row.issues if issue.refuses]


def planned(desk: Desk, folder: Path, kind: str, *rows: Sequence[object]) -> Plan:
    """Write rows of one kind into a workbook and read it."""
    path = folder / f"{kind}.xlsx"
    path.write_bytes(xlsx(rows))
    return desk.read_workbook(path, kind)


def brought(desk: Desk, folder: Path, kind: str, *rows: Sequence[object]) -> Plan:
    """Import rows of one kind, none of which is refused."""
    plan = planned(desk, folder, kind, *rows)
    assert refusals(plan) == []
    desk.import_plan(plan)
    return plan


def all_of(desk: Desk, kind: str) -> list[Record]:
    """Return all records of a kind."""
    return [record for name in desk.ids(Query(kind)) if (record := desk.record(kind, name))]


def unread(plan: Plan) -> list[str]:
    """Return the headings of the columns that nothing is read from."""
    return [one.text for sheet in plan.sheets for one in sheet.headings if not one.target]


def layouts() -> dict[str, list[str]]:
    """Return the header rows of registers as they were seen in practice."""
    found: dict[str, list[str]] = {}
    with (DATA / "excel_header_layouts.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["layout"], []).append(row["header"])
    return found
