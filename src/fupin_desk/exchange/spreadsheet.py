"""Workbooks of Excel, WPS and LibreOffice -> sheets whose cells are as they are shown."""

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from fupin_desk.exchange.package import Package, SheetNotes
from fupin_desk.model.error import RequestError
from fupin_desk.model.importing import Cell, Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGED = "这个文件打不开：它可能已损坏，或没有复制完整。请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”后再导入。文件没有被改动。"
_ENCRYPTED = "这个工作簿设了打开密码。请用 Excel 或 WPS 打开它，去掉密码另存一份，再导入那一份。"
_HIDDEN = "它是隐藏的工作表。如果要导入它，请在 Excel 或 WPS 里取消隐藏，保存后再导入。"


def is_one(content: bytes) -> bool:
    """Return whether the bytes begin like a workbook."""
    return content.startswith((_ZIP, _COMPOUND))


def read(content: bytes) -> list[Sheet]:
    """Return the sheets of a workbook; a hidden one and one that is too large carry the reason.

    Raises:
        RequestError: If the book is encrypted, damaged or too large.
    """
    import python_calamine as calamine

    try:
        notes = _notes(content) if content.startswith(_ZIP) else {}
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            found = []
            for one in book.sheets_metadata:
                if one.typ != calamine.SheetTypeEnum.WorkSheet:
                    continue
                noted = notes.get(one.name, SheetNotes(knows_formats=False))
                if noted.reason:
                    found.append(Sheet(one.name, [], reason=noted.reason))
                    continue
                is_hidden = one.visible != calamine.SheetVisibleEnum.Visible
                found.append(_sheet(book.get_sheet_by_name(one.name), noted, _HIDDEN if is_hidden else ""))
            return found
    except calamine.PasswordError as error:
        raise RequestError(_ENCRYPTED) from error
    except (
        calamine.CalamineError,
        zipfile.BadZipFile,
        ET.ParseError,
        KeyError,
        OSError,
        ValueError,
    ) as error:
        if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e" in content:
            raise RequestError(_ENCRYPTED) from error
        raise RequestError(DAMAGED) from error


def _notes(content: bytes) -> dict[str, SheetNotes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return Package(archive).notes()


def _sheet(source: "CalamineSheet", noted: SheetNotes, reason: str) -> Sheet:
    # Without this the rows above the first filled one are dropped and every row number is wrong.
    rows: list[list[Cell]] = source.to_python(skip_empty_area=False)
    for (row, column), show in noted.shows.items():
        cell = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            rows[row][column] = show(cell)
    # A row of nothing but faulty cells ends the sheet all the same.
    while rows and noted.faults and max(noted.faults) >= len(rows):
        rows.append([])
    found = source.merged_cell_ranges or ()
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in found)
    return Sheet(
        source.name,
        rows,
        merged,
        noted.faults,
        reason,
        noted.hidden_rows,
        noted.hidden_columns,
        noted.knows_formats,
    )
