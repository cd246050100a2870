"""Web pages and XML that web systems offer as `.xls`: their tables, read with the standard parsers."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from fupin_desk.exchange import separated
from fupin_desk.model.error import RequestError
from fupin_desk.model.importing import Area, Cell, Sheet

_HEAD_BYTES = 4096
_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_UNREADABLE = "这个文件是网页或 XML 改名成的表格，里面没有找到表格内容。请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”后再导入。"
_WIDEST, _LONGEST, _MOST_SPANNED = 1000, 1_000_000, 2_000_000


def looks_like(content: bytes) -> bool:
    """Return whether the bytes begin like a web page or XML."""
    head = content[:_HEAD_BYTES].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip().lower()
    return head.startswith(
        (b"<?xml", b"<html", b"<!doctype", b"<table", b"<meta", b"<head", b"<style", b"<!--")
    )


def read(content: bytes) -> list[Sheet]:
    """Return the tables of a web page or of SpreadsheetML as sheets.

    Raises:
        RequestError: If there is no table in it.
    """
    if (
        b"urn:schemas-microsoft-com:office:spreadsheet" in content
        and b"<Workbook" in content[: _HEAD_BYTES * 4]
    ):
        return _spreadsheet_ml(content)
    reader = _Tables()
    reader.feed(_decoded(content))
    reader.close()
    sheets = [
        Sheet(f"表{number}", table.rows, tuple(table.merged)) for number, table in enumerate(reader.tables, 1)
    ]
    sheets = [one for one in sheets if any(any(row) for row in one.rows)]
    if not sheets:
        raise RequestError(_UNREADABLE)
    return sheets


def _decoded(content: bytes) -> str:
    found = _CHARSET.search(content[:_HEAD_BYTES])
    named = found[1].decode("ascii").lower() if found else ""
    if named in {"gb2312", "gbk", "gb18030"}:
        return content.decode("gb18030", errors="replace")
    return separated.decode(content)


class _Table:
    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.merged: list[Area] = []
        self._taken: set[tuple[int, int]] = set()

    def place(self, written: str, down: int, right: int) -> None:
        row = len(self.rows) - 1
        column = 0
        while (row, column) in self._taken:
            column += 1
        if len(self._taken) + down * right > _MOST_SPANNED:
            raise RequestError(_UNREADABLE)
        for r in range(row, row + down):
            for c in range(column, column + right):
                self._taken.add((r, c))
        cells = self.rows[row]
        cells += [""] * (column + right - len(cells))
        cells[column] = written
        if down > 1 or right > 1:
            self.merged.append((row, column, row + down - 1, column + right - 1))


class _Tables(HTMLParser):
    """The cells of every table; a table within a cell counts as text of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._depth = 0
        self._text: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(_Table())
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.tables[-1].rows.append([])
        elif self._depth == 1 and tag in {"td", "th"}:
            self._end_cell()
            if not self.tables[-1].rows:
                self.tables[-1].rows.append([])
            given = dict(attrs)
            self._span = (_count(given.get("rowspan")), _count(given.get("colspan")))
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            if self._depth == 1:
                self._end_cell()
            self._depth -= 1
        elif self._depth == 1 and tag in {"td", "th", "tr"}:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is not None:
            self.tables[-1].place("".join(self._text).replace("\xa0", " ").strip(), *self._span)
            self._text = None


def _count(written: str | None) -> int:
    return max(1, min(int(written), _WIDEST)) if written and written.strip().isdigit() else 1


def _more(written: str | None, most: int = _WIDEST) -> int:
    return min(int(written), most) if written and written.strip().isdigit() else 0


def _spreadsheet_ml(content: bytes) -> list[Sheet]:
    # Entities are how XML blows up; a saved workbook declares none.
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise RequestError(_UNREADABLE)
    try:
        root = ET.fromstring(content)  # noqa: S314 - no DTD, checked above
    except (ET.ParseError, ValueError, LookupError) as error:
        raise RequestError(_UNREADABLE) from error
    return [_worksheet(one) for one in root.iter(f"{_SPREADSHEET}Worksheet")]


def _worksheet(source: ET.Element) -> Sheet:
    rows: list[list[Cell]] = []
    merged: list[Area] = []
    for row in source.iter(f"{_SPREADSHEET}Row"):
        rows += [[] for _ in range(_more(row.get(f"{_SPREADSHEET}Index"), _LONGEST) - 1 - len(rows))]
        cells: list[Cell] = []
        for cell in row.iter(f"{_SPREADSHEET}Cell"):
            cells += [""] * (_more(cell.get(f"{_SPREADSHEET}Index")) - 1 - len(cells))
            right = _more(cell.get(f"{_SPREADSHEET}MergeAcross"))
            down = _more(cell.get(f"{_SPREADSHEET}MergeDown"))
            if right or down:
                merged.append((len(rows), len(cells), len(rows) + down, len(cells) + right))
            cells += [_typed(cell), *[""] * right]
        rows.append(cells)
    return Sheet(source.get(f"{_SPREADSHEET}Name") or "表", rows, tuple(merged), knows_formats=False)


def _typed(cell: ET.Element) -> Cell:
    data = cell.find(f"{_SPREADSHEET}Data")
    if data is None:
        return ""
    written = "".join(data.itertext())
    kind = data.get(f"{_SPREADSHEET}Type")
    if kind == "Number":
        try:
            return float(written)
        except ValueError:
            return written
    if kind == "DateTime":
        return written[:10]
    return written if kind != "Boolean" else written == "1"
