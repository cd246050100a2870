"""What an .xlsx says of itself that the reader of its cells does not tell, and whether it is too large to be read.

The parts are unpacked in pieces and counted on the way: a book that unpacks to gigabytes is stopped at the bound.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from fupin_desk.exchange import number_format
from fupin_desk.exchange.number_format import Show
from fupin_desk.model.error import RequestError

# A register of fifty thousand persons stays below each of these by far.
MOST_CELLS, MOST_ROWS, MOST_PLACES = 1_500_000, 50_000, 6_000_000
_MOST_UNPACKED, _MOST_ABOUT, _MOST_CELL, _PIECE = 200_000_000, 20_000_000, 4_000_000, 1 << 20
_P = rb"(?:\w+:)?"
_CELL = re.compile(rb"<" + _P + rb'c\s[^>]*?\br="([A-Z]{1,9})(\d{1,12})"(?:[^>]*[^/>])?>')
_FAR = re.compile(rb'\br="([A-Z]{2,9}|[A-Z](?=\d{5}))(\d{1,12})"')
_ROW = re.compile(rb"<" + _P + rb'row\s[^>]*\bhidden="(?:1|true)"')
_COLUMN = re.compile(rb"<" + _P + rb'col\s[^>]*\bhidden="(?:1|true)"[^>]*>')
_SPAN = re.compile(rb'\b(min|max)="(\d+)"')
_ERROR = re.compile(
    rb"<" + _P + rb'c\s(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>.*?<' + _P + rb"v>([^<]*)<"
)
_FORMULA = re.compile(
    rb"<"
    + _P
    + rb"c\s([^>]*)>\s*<"
    + _P
    + rb"f(?:\s[^>]*)?(?:/>|>[^<]*</"
    + _P
    + rb"f>)\s*(?:<"
    + _P
    + rb"v>([^<]+)<)?"
)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_UNPLACED = re.compile(rb"<" + _P + rb"c(?=[\s>])(?![^>]*\br=)")
TOO_LARGE = "这个工作簿解开后太大，不像一本花名册，没有读取。请只留要导入的工作表和行，另存一份，再导入。"
MANY_ROWS = (
    f"这个工作簿的内容超过 {MOST_ROWS // 10_000} 万行，一次导不完。请按村或按年度分成几个文件，再导入。"
)
_UNCALCULATED = "这一格是公式，文件里没有存下算出的结果。请用 Excel 或 WPS 打开这个文件，保存一次，再导入。"
_BROKEN = "这一格的公式出错了（{}），没有结果。请在表里改正这一格，再导入。"


@dataclass(slots=True)
class SheetNotes:
    """What is known of one sheet: shown numbers and faulty cells by row and column (from 0), and what is hidden."""

    shows: dict[tuple[int, int], Show] = field(default_factory=dict)
    faults: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: int = 0
    hidden_columns: int = 0
    knows_formats: bool = True
    reason: str = ""


class Package:
    """An .xlsx that is looked through before it is read."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._unpacked = 0

    def notes(self) -> dict[str, SheetNotes]:
        """Return what is known of each sheet, by its name; nothing where the book is no .xlsx.

        Raises:
            RequestError: If it unpacks to more than a register ever holds.
            BadZipFile: If it is damaged.
        """
        names = set(self._archive.namelist())
        self._count("xl/sharedStrings.xml", names)
        if "xl/workbook.xml" not in names:
            for name in names:
                self._count(name, names)
            return {}
        interesting = self._formats() if "xl/styles.xml" in names else {}
        return {
            name: self._sheet(path, interesting) for name, path in self._sheets().items() if path in names
        }

    def _pieces(self, name: str) -> Iterator[bytes]:
        with self._archive.open(name) as part:
            while piece := part.read(_PIECE):
                self._unpacked += len(piece)
                if self._unpacked > _MOST_UNPACKED:
                    raise RequestError(TOO_LARGE)
                yield piece

    def _count(self, name: str, names: set[str]) -> None:
        if name in names and not name.startswith(("xl/media/", "Pictures/")):
            for _ in self._pieces(name):
                pass

    def _tree(self, name: str) -> ET.Element:
        content = b""
        for piece in self._pieces(name):
            content += piece
            # Entities are how XML blows up; a saved workbook declares none.
            if len(content) > _MOST_ABOUT or b"<!DOCTYPE" in content:
                raise RequestError(TOO_LARGE)
        return ET.fromstring(content)  # noqa: S314 - no DTD, checked above

    def _sheets(self) -> dict[str, str]:
        targets = {
            one.get("Id", ""): posixpath.normpath(posixpath.join("/xl", one.get("Target", ""))).lstrip("/")
            for one in self._tree("xl/_rels/workbook.xml.rels")
        }
        found = {}
        for one in self._tree("xl/workbook.xml").iter():
            if one.tag.endswith("}sheet"):
                number = next((value for key, value in one.items() if key.endswith("}id")), "")
                found[one.get("name", "")] = targets.get(number, "")
        return found

    def _formats(self) -> dict[bytes, Show]:
        """Return the styles whose format changes what a number says."""
        tree = self._tree("xl/styles.xml")
        codes = dict(number_format.BUILT_IN)
        styles: list[int] = []
        for one in tree.iter():
            if one.tag.endswith("}numFmt") and one.get("numFmtId", "").isdigit():
                codes[int(one.get("numFmtId", "0"))] = one.get("formatCode", "")
            elif one.tag.endswith("}cellXfs"):
                styles = [int(xf.get("numFmtId") or 0) for xf in one]
        shown = {
            index: number_format.reading(codes[number])
            for index, number in enumerate(styles)
            if number in codes
        }
        return {b"%d" % index: show for index, show in shown.items() if show}

    def _sheet(self, path: str, interesting: dict[bytes, Show], *, exact: bool = False) -> SheetNotes:
        """Look a sheet through; what seems to be too large by its cells is looked at again by those that are filled."""
        notes, extent = SheetNotes(), Extent()
        styled = None
        if interesting:
            listed = b"|".join(interesting)
            styled = re.compile(
                rb"<"
                + _P
                + rb'c\s(?=[^>]*\br="([A-Z]{1,3})(\d{1,7})")(?=[^>]*\bs="('
                + listed
                + rb')")[^>]*[^/]>'
            )
        rest = b""
        for piece in self._pieces(path):
            rest += piece
            end = max(rest.rfind(b"</c>"), rest.rfind(b":c>"), rest.rfind(b"</row>"))
            end = end if end >= 0 else rest.rfind(b"/>")
            if len(rest) > _MOST_CELL + _PIECE:
                raise RequestError(TOO_LARGE)
            if end < 0:
                continue
            whole, rest = rest[:end], rest[end:]
            extent.take(whole, exact=exact)
            if extent.reason and not exact:
                return self._sheet(path, interesting, exact=True)
            if extent.reason:
                break
            _look(whole, notes, styled, interesting)
        notes.reason, notes.knows_formats = extent.reason, not extent.unplaced
        return notes


@dataclass(slots=True)
class Extent:
    """How large a sheet is as far as it was looked through."""

    cells: int = 0
    rows: int = 0
    width: int = 26
    height: int = 9999
    farthest: bytes = b"Z"
    filled: set[bytes] = field(default_factory=set)
    # Cells that do not say where they stand: which format is whose cannot be known then.
    unplaced: int = 0

    def take(self, whole: bytes, *, exact: bool) -> None:
        """Take a piece in: its filled cells, or quickly all of its cells."""
        places = (_CELL if exact else _FAR).findall(whole)
        unplaced = len(_UNPLACED.findall(whole)) if _has_unplaced(whole) else 0
        self.unplaced += unplaced
        if exact:
            self.cells += len(places) + unplaced
            self.filled |= {row for _, row in places}
            self.rows = len(self.filled)
        else:
            self.cells += whole.count(b"<c ") + whole.count(b":c ") + unplaced
            self.rows += whole.count(b"<row") + whole.count(b":row")
        for letters in {letters for letters, _ in places}:
            if (column := _column(letters)) > self.width:
                self.width, self.farthest = column, letters
        self.height = max([self.height, *{int(row) for _, row in places}])

    @property
    def reason(self) -> str:
        """Why the sheet is too large, empty if it is not."""
        if self.cells > MOST_CELLS or self.rows > MOST_ROWS:
            return MANY_ROWS
        if self.width * self.height > MOST_PLACES:
            return (
                f"内容一直写到了 {self.farthest.decode()} 列、第 {self.height} 行，中间几乎都是空的。"
                "请删掉表格以外多余的行和列，另存一份，再导入。"
            )
        return ""


def _has_unplaced(whole: bytes) -> bool:
    return b"<c>" in whole or whole.count(b"<c ") != whole.count(b"<c r=") or b":c" in whole


def _look(
    whole: bytes, notes: SheetNotes, styled: "re.Pattern[bytes] | None", interesting: dict[bytes, Show]
) -> None:
    if styled is not None:
        for letters, row, style in styled.findall(whole):
            notes.shows[int(row) - 1, _column(letters) - 1] = interesting[style]
    _look_for_faults(whole, notes)
    if b"hidden=" in whole:
        notes.hidden_rows += len(_ROW.findall(whole))
        for column in _COLUMN.findall(whole):
            ends = {key: int(value) for key, value in _SPAN.findall(column)}
            notes.hidden_columns += max(0, min(ends.get(b"max", 0), 16384) - ends.get(b"min", 1) + 1)


def _look_for_faults(whole: bytes, notes: SheetNotes) -> None:
    if b't="e"' in whole:
        for letters, row, said in _ERROR.findall(whole):
            _fault(notes, letters, row, _BROKEN.format(said.decode(errors="replace")))
    if b"<f" in whole or b":f" in whole:
        for attributes, value in _FORMULA.findall(whole):
            place = None if value or b't="str"' in attributes else _PLACE.search(attributes)
            if place:
                _fault(notes, place[1], place[2], _UNCALCULATED)


def _fault(notes: SheetNotes, letters: bytes, row: bytes, reason: str) -> None:
    notes.faults.setdefault(int(row) - 1, {})[_column(letters) - 1] = reason


def _column(letters: bytes) -> int:
    """Return the number of a column, from 1, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
