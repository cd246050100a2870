"""The rows that were kept out, as the user's own workbook: mended there, it imports as it is."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desk import atomic
from fupin_desk.exchange import cells, drawn
from fupin_desk.exchange.vocabulary import REASON
from fupin_desk.model.importing import Cell, Plan, PlannedRow, PlannedSheet, RawRow

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WRONG, _HEAD = "FDE2E1", "E8EEF7"
_ANCHOR = "这一行已经收下，留在这里是为了认出下面的人属于哪一户，不用改。"
_WIDTH, _REASON_WIDTH = 14, 60
# Whether the digits of an ID number show by themselves that the last ones are lost.
_IsDamaged = Callable[[str], bool]


def write(plan: Plan, path: Path, is_damaged: _IsDamaged) -> None:
    """Write the refused rows of a plan: header rows as they were, cells coloured, the reasons in a last column.

    A refused member comes with the row of its head, so that the household is found again.

    Args:
        plan: What was planned.
        path: Where to write.
        is_damaged: Whether digits are seen to be damaged as a text; other numbers that lost digits stay 6.2E+18,
            so that nobody takes them for whole when they come back.

    Raises:
        DeskError: If the file cannot be written.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for number, sheet in enumerate(plan.sheets):
        kept = _kept([row for row in plan.rows if row.raw.sheet == number])
        if kept:
            _write_sheet(
                book.create_sheet(drawn.sheet_name(sheet.name, book.sheetnames)), sheet, kept, is_damaged
            )
    if not book.worksheets:
        book.create_sheet("没有退回的行")
    atomic.put(path, drawn.saved(book))


def _kept(rows: Sequence[PlannedRow]) -> list[tuple[PlannedRow, bool]]:
    """Return the refused rows and the heads of their households, in the order of the workbook; True if refused."""
    refused = {row.raw.number for row in rows if row.outcome == "refused"}
    anchors = {row.anchor for row in rows if row.outcome == "refused" and row.anchor is not None} - refused
    return [(row, row.raw.number in refused) for row in rows if row.raw.number in refused | anchors]


def _write_sheet(
    target: "Worksheet", sheet: PlannedSheet, kept: Sequence[tuple[PlannedRow, bool]], is_damaged: _IsDamaged
) -> None:
    width = max([len(one.cells) for one in sheet.header] + [len(row.raw.cells) for row, _ in kept])
    width = max([width, *(one.column for one in sheet.headings if one.text)])
    reason = next((one.column for one in sheet.headings if one.text.endswith(REASON)), width + 1)
    _write_header(target, sheet, reason)
    for index, (row, is_refused) in enumerate(kept, len(sheet.header) + 1):
        for column, value in enumerate(_without(row.raw, reason), 1):
            drawn.put(target, index, column, _with_digits(value, is_damaged))
        # A heading of a column that says nothing yet may lie beyond the row.
        wrong = {one.column for one in row.issues if one.refuses} if is_refused else set()
        for column in wrong:
            target.cell(index, column or reason).fill = drawn.fill(_WRONG)
        text = "".join(_said(sheet, row)) if is_refused else _ANCHOR
        drawn.put(target, index, reason, text).alignment = drawn.wrapped()
    target.freeze_panes = target.cell(len(sheet.header) + 1, 1).coordinate


def _write_header(target: "Worksheet", sheet: PlannedSheet, reason: int) -> None:
    from openpyxl.utils import get_column_letter

    for index, row in enumerate(sheet.header, 1):
        for column, value in enumerate(_without(row, reason), 1):
            cell = drawn.put(target, index, column, value)
            cell.alignment, cell.font = drawn.middle(), drawn.font(bold=True)
            cell.fill = drawn.fill(_HEAD)
    head = drawn.put(target, len(sheet.header), reason, REASON)
    head.font, head.fill, head.alignment = drawn.font(bold=True), drawn.fill(_WRONG), drawn.middle()
    for top, left, bottom, right in sheet.merged:
        if bottom < len(sheet.header) and left < reason - 1:
            target.merge_cells(
                start_row=top + 1,
                start_column=left + 1,
                end_row=bottom + 1,
                end_column=min(right + 1, reason - 1),
            )
    for column in range(1, reason):
        target.column_dimensions[get_column_letter(column)].width = _WIDTH
    target.column_dimensions[get_column_letter(reason)].width = _REASON_WIDTH


def _without(row: RawRow, reason: int) -> list[Cell]:
    """Return the cells of a row without the reasons of an earlier round."""
    return ["" if column == reason else cell for column, cell in enumerate(row.cells, 1)]


def _with_digits(cell: Cell, is_damaged: _IsDamaged) -> Cell:
    """Return an ID number that was stored as a number as the text of the digits that are left."""
    return text if cells.has_lost_digits(cell) and is_damaged(text := cells.text(cell)) else cell


def _said(sheet: PlannedSheet, row: PlannedRow) -> list[str]:
    names = {one.column: one.text.rsplit("·", 1)[-1] for one in sheet.headings}
    return [
        (f"【{names[one.column]}】" if names.get(one.column) else "") + one.text
        for one in row.issues
        if one.refuses
    ]
