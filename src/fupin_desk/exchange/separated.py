"""CSV and TSV in the encodings that offices write: UTF-8 with or without a mark, UTF-16 with one, GB18030."""

import contextlib
import csv
import io
import re

from fupin_desk.model.error import RequestError
from fupin_desk.model.importing import Cell, Sheet

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BAD_CELL = "这一格里有读不出的字（文件在保存或传送时坏了）。请照原件重新填写这一格，再导入。"
# ="0012" keeps Excel from eating zeros; a leading apostrophe does the same.
_GUARDED = re.compile(r'="(.*)"', re.DOTALL)
# What stands for bytes that are no text.
BAD = "\ufffd"
# Of so many cells one may be bad.
_PARTS, _BAD_SHARE = re.compile(r"[,\t;，\r\n]+"), 5
_NO_TABLE = (
    "看不出这个文件里的表格。可以导入的是 Excel 工作簿（.xlsx、.xls）和 CSV。请用 Excel 或 WPS 打开它，"
    "另存为“Excel 工作簿（.xlsx）”后再导入。"
)


def read(content: bytes) -> Sheet:
    """Return the one sheet of a text file; its cells are texts.

    Raises:
        RequestError: If the bytes are no text, or the text is no table.
    """
    written = decode(content)
    if "\0" in written:
        raise RequestError(_NO_TABLE)
    csv.field_size_limit(1_000_000)
    try:
        lines = csv.reader(io.StringIO(written, newline=""), delimiter=_delimiter(written))
        rows: list[list[Cell]] = [[_unguarded(one) for one in line] for line in lines]
    except csv.Error as error:
        raise RequestError(_NO_TABLE) from error
    faults: dict[int, dict[int, str]] = {}
    for number, row in enumerate(rows) if BAD in written else ():
        for column, cell in enumerate(row):
            if BAD in str(cell):
                faults.setdefault(number, {})[column] = _BAD_CELL
    return Sheet("CSV", rows, faults=faults)


def decode(content: bytes) -> str:
    """Return the text of a file.

    Raises:
        RequestError: If it is in none of the encodings.
    """
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    encoding = marked or ("utf-8" if _is_utf8(content) else "gb18030")
    with contextlib.suppress(UnicodeDecodeError):
        return content.decode(encoding)
    # A few bytes that went bad on the way do not spoil a table: their cells are marked and refused.
    replaced = content.decode(encoding, errors="replace")
    cells = _PARTS.split(replaced)
    bad = sum(BAD in cell for cell in cells)
    if "\0" not in replaced and bad <= max(1, len(cells) // _BAD_SHARE) < len(cells):
        return replaced
    raise RequestError(_NO_TABLE)


def _is_utf8(content: bytes) -> bool:
    """Return whether bytes are UTF-8, but for a few: what is GB18030 has hardly a character that is good UTF-8."""
    replaced = content.decode("utf-8", errors="replace")
    bad = replaced.count(BAD)
    return not bad or sum(not one.isascii() for one in replaced) - bad > bad * 4


def _delimiter(written: str) -> str:
    head = "\n".join(written.splitlines()[:10])
    # A full-width comma parts cells only where nothing else does: it is common inside texts.
    return max("\t", ",", ";", key=head.count) if any(one in head for one in "\t,;") else "，"


def _unguarded(cell: str) -> str:
    found = _GUARDED.fullmatch(cell.strip())
    return found[1].replace('""', '"') if found else cell.removeprefix("'")
