"""Bytes of somebody's file -> sheets of typed cells; the content decides, for names and endings lie."""

import io
import zipfile
from typing import TYPE_CHECKING

from fupin_desk.exchange import markup, separated
from fupin_desk.model.error import RequestError
from fupin_desk.model.importing import Cell, Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The register of a whole county stays below 50 MB.
_LARGEST, _LARGEST_UNPACKED = 200_000_000, 2_000_000_000
_DAMAGED = "这个文件打不开：它可能已损坏，或没有复制完整。请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”后再导入。文件没有被改动。"
_ENCRYPTED = "这个工作簿设了打开密码。请用 Excel 或 WPS 打开它，去掉密码另存一份，再导入那一份。"


def read(content: bytes) -> list[Sheet]:
    """Return the visible sheets of a workbook, of a CSV or TSV file, or of a web page saved as .xls.

    Raises:
        RequestError: If the file is empty, encrypted, damaged or no table; the message says what to do.
    """
    if not content.strip():
        raise RequestError("这个文件是空的，没有可以导入的内容。请确认复制完整，再试一次。")
    if len(content) > _LARGEST:
        raise RequestError("这个文件超过 200 MB，不像一本花名册。请去掉图片和空行，或分成几个文件再导入。")
    if content.startswith((_ZIP, _COMPOUND)):
        return _spreadsheet(content)
    return markup.read(content) if markup.looks_like(content) else [separated.read(content)]


def is_text(content: bytes) -> bool:
    """Return whether a file is plain text, whatever its ending says."""
    return not content.startswith((_ZIP, _COMPOUND)) and not markup.looks_like(content)


def _spreadsheet(content: bytes) -> list[Sheet]:
    import python_calamine as calamine

    _refuse_bomb(content)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            visible = [
                one.name
                for one in book.sheets_metadata
                if one.visible == calamine.SheetVisibleEnum.Visible
                and one.typ == calamine.SheetTypeEnum.WorkSheet
            ]
            return [_sheet(book.get_sheet_by_name(name)) for name in visible]
    except calamine.PasswordError as error:
        raise RequestError(_ENCRYPTED) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e" in content:
            raise RequestError(_ENCRYPTED) from error
        raise RequestError(_DAMAGED) from error


def _refuse_bomb(content: bytes) -> None:
    if not content.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(one.file_size for one in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise RequestError(_DAMAGED) from error
    if unpacked > _LARGEST_UNPACKED:
        raise RequestError(
            "这个工作簿解开后超过 2 GB，不像一本花名册，没有读取。请另存一份只含数据的工作簿。"
        )


def _sheet(source: "CalamineSheet") -> Sheet:
    # Without this the rows above the first filled one are dropped and every row number is wrong.
    rows: list[list[Cell]] = source.to_python(skip_empty_area=False)
    found = source.merged_cell_ranges or ()
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in found)
    return Sheet(source.name, rows, merged)
