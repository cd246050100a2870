"""What an import would do, as plain values: the preview, the rejects workbook and the commit read the same plan."""

import datetime
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Draft

# A cell as the workbook holds it; an empty cell is "". Numbers stay numbers, so that a damaged ID is seen.
Cell = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta
Outcome = Literal["new", "changed", "same", "refused"]
# Who says what a column means: the headings themselves, a person just now, or a person at an import before.
SetBy = Literal["heading", "hand", "memory"]
# Rows and columns of a merged area, counted from 0, both ends included: top, left, bottom, right.
Area = tuple[int, int, int, int]

OUTCOMES: dict[Outcome, str] = {"new": "新增", "changed": "更新", "same": "没有变化", "refused": "退回"}
# What a row is that holds no record, and how a person calls it. The last two hold something that nobody reads.
Furniture = Literal[
    "title",
    "heading",
    "unit",
    "repeated",
    "numbering",
    "total",
    "section",
    "note",
    "blank",
    "above",
    "beside",
]
FURNITURE: dict[Furniture, str] = {
    "title": "表题", "heading": "表头", "unit": "单位行", "repeated": "重复的表头", "numbering": "列号行",
    "total": "合计、小计", "section": "分段标题", "note": "说明和签名", "blank": "空行",
    "above": "表头以上没有读取的行", "beside": "只在没有读取的列里有内容的行",
}  # fmt: skip
# What becomes of a column: taken, known to the program itself, refused, left out by a person, unread, empty.
Disposition = Literal["taken", "known", "refused", "left_out", "unread", "empty"]
# A heading that is understood but not needed, because the program knows the figure itself.
NOT_NEEDED = "-"
# What differs between two sentences about the same thing; how many rows a line lists.
_VARYING, _LISTED = re.compile(r"“([^”]*)”|\d+"), 10


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: every row from the first one on, and the merged areas.

    `faults` says of cells, by row and column from 0, why what they hold cannot be known; `reason` says why the sheet
    as a whole is not read, `hidden_rows` and `hidden_columns` how many are not shown; `knows_formats` tells whether
    the cells are as they are shown: percents, leading zeros.
    """

    name: str
    rows: list[list[Cell]]
    merged: tuple[Area, ...] = ()
    faults: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    reason: str = ""
    hidden_rows: int = 0
    hidden_columns: int = 0
    knows_formats: bool = True


@dataclass(frozen=True, slots=True)
class CellIssue:
    """One objection to a cell, or to the whole row when `column` is 0. `refuses` keeps the row out."""

    column: int
    text: str
    refuses: bool = False


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as the person wrote it; `number` is what Excel shows at its left, `sheet` counts from 0.

    `read` is the same row with the units of its columns written into the cells, empty where there are none;
    `remarks` is what was seen while the row was read.
    """

    sheet: int
    number: int
    cells: tuple[Cell, ...]
    read: tuple[Cell, ...] = ()
    remarks: tuple[CellIssue, ...] = ()

    @property
    def meant(self) -> tuple[Cell, ...]:
        """The cells as they are to be understood: an amount with the unit of its column."""
        return self.read or self.cells


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column means. `column` counts from 1.

    `target` is `kind.field`, `kind.field@part` for a part of a reference, `-` for a column that is not needed,
    and empty for one that nobody could read or that is left out; `label` says the same to a person.
    `reading` says in which unit its numbers are read (万元 → 元), `refusal` why the column is not taken, `filled` how
    many of its data cells hold something, `is_twin` that a column at its left has the same heading.
    """

    column: int
    text: str
    target: str
    label: str
    set_by: SetBy = "heading"
    reading: str = ""
    refusal: str = ""
    filled: int = 0
    is_twin: bool = False

    @property
    def disposition(self) -> Disposition:
        """What becomes of the column."""
        if self.target:
            return "known" if self.target == NOT_NEEDED else "taken"
        if self.refusal:
            return "refused"
        if self.set_by != "heading":
            return "left_out"
        return "unread" if self.text or self.filled else "empty"

    @property
    def name(self) -> str:
        """How a sentence names the column."""
        return f"“{self.text}”" if self.text else f"第 {self.column} 列（没有列名）"


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that holds no record: what it is, and how what it says begins."""

    number: int
    kind: Furniture
    text: str = ""


@dataclass(frozen=True, slots=True)
class UnreadSheet:
    """A sheet that is not read: how many rows hold something, and the sentence that says why."""

    name: str
    rows: int
    reason: str


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """A sheet that was read: its header rows as they stand, their merged areas, and what the columns mean.

    `skipped` are the rows that hold no record, the header's own among them; `size` is how many rows there are.
    """

    name: str
    header: tuple[RawRow, ...]
    merged: tuple[Area, ...]
    headings: tuple[Heading, ...]
    skipped: tuple[SkippedRow, ...] = ()
    size: int = 0


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the workbook and what becomes of it. `anchor` is the row that says whose member this one is."""

    raw: RawRow
    outcome: Outcome
    name: str = ""
    issues: tuple[CellIssue, ...] = ()
    drafts: tuple[Draft, ...] = ()
    findings: tuple[Finding, ...] = ()
    anchor: int | None = None

    @property
    def is_faulty(self) -> bool:
        """Whether the row enters with errors that have to be mended before submission."""
        return self.outcome != "refused" and any(one.severity == "E" for one in self.findings)


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that is wrong in several rows: where, the sentence of the first, and the places of the rows.

    `sheets` are the names of the sheets where there are several.
    """

    column: str
    text: str
    refuses: bool
    rows: tuple[tuple[int, int], ...]
    sheets: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Return the cause with its rows, as a line of a list."""
        listed: dict[int, list[str]] = {}
        for sheet, number in self.rows[:_LISTED]:
            listed.setdefault(sheet, []).append(str(number))
        places = "，".join(
            f"{f'工作表“{self.sheets[sheet]}”' if self.sheets else ''}第 {'、'.join(numbers)} 行"
            for sheet, numbers in listed.items()
        )
        more = f"等 {len(self.rows)} 行" if len(self.rows) > _LISTED else ""
        column = f"“{self.column}”列" if self.column else ""
        outcome = "退回" if self.refuses else "收下，要看一看"
        return f"{outcome} {len(self.rows)} 行，{places}{more}{column}：{self.text}"


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that an import would do to the file.

    `source` is the workbook that was read, `head` the journal's head that the plan was made on.
    """

    kind: str
    label: str
    source: Path
    head: str
    sheets: tuple[PlannedSheet, ...]
    rows: tuple[PlannedRow, ...]
    notes: tuple[str, ...] = ()
    unread_sheets: tuple[UnreadSheet, ...] = ()

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many rows are new, changed, the same and refused."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in OUTCOMES}

    @property
    def refused(self) -> int:
        """How many rows are kept out."""
        return self.counts["refused"]

    @property
    def faulty(self) -> int:
        """How many accepted rows carry an error."""
        return sum(row.is_faulty for row in self.rows)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all accepted rows, in the order of the workbook."""
        return tuple(one for row in self.rows for one in row.findings)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """What is to be written, parents before their children."""
        return tuple(one for row in self.rows for one in row.drafts)

    @property
    def remembered(self) -> tuple[Heading, ...]:
        """The columns that mean what a person has said at an import before."""
        return tuple(one for sheet in self.sheets for one in sheet.headings if one.set_by == "memory")

    def summary(self) -> str:
        """Return one line for the person: how many rows of each outcome, and how many carry errors."""
        words = [f"{OUTCOMES[outcome]} {count} 行" for outcome, count in self.counts.items()]
        return f"{self.label}：共 {len(self.rows)} 行，{'，'.join(words)}；收下的行里有差错 {self.faulty} 行"

    def accounts(self) -> list[str]:
        """Return what became of every row and every column: a line a sheet for each, whose numbers add up."""
        lines = []
        for number, sheet in enumerate(self.sheets):
            outcomes = Counter(row.outcome for row in self.rows if row.raw.sheet == number)
            kinds = Counter(one.kind for one in sheet.skipped)
            rows = [f"{OUTCOMES[one]} {outcomes[one]} 行" for one in OUTCOMES if outcomes[one]]
            rows += [f"{FURNITURE[one]} {kinds[one]} 行" for one in FURNITURE if kinds[one]]
            lines.append(f"工作表“{sheet.name}”共 {sheet.size} 行：{'，'.join(rows)}。")
            lines.append(_columns_told(sheet))
        lines += [
            f"工作表“{one.name}”有内容的 {one.rows} 行没有读取：{one.reason}" for one in self.unread_sheets
        ]
        return lines

    def readings(self) -> list[str]:
        """Return in which unit the numbers of columns are read, a line a sheet."""
        lines = []
        for sheet in self.sheets:
            read = [f"{heading.name} {heading.reading}" for heading in sheet.headings if heading.reading]
            lines += [f"工作表“{sheet.name}”里读作：{'；'.join(read)}。"] if read else []
        return lines

    def causes(self) -> list[Cause]:
        """Return what is wrong, the same thing in several rows once: what keeps rows out first, then the most frequent."""
        rows: dict[tuple[bool, str, str], list[tuple[int, int]]] = {}
        texts: dict[tuple[bool, str, str], str] = {}
        for row in self.rows:
            headings = {heading.column: heading.text for heading in self.sheets[row.raw.sheet].headings}
            for issue in row.issues:
                refuses = row.outcome == "refused"
                if issue.refuses == refuses:
                    key = (refuses, headings.get(issue.column, ""), _alike(row, issue.text))
                    texts.setdefault(key, issue.text)
                    places = rows.setdefault(key, [])
                    if (row.raw.sheet, row.raw.number) not in places[-1:]:
                        places.append((row.raw.sheet, row.raw.number))
        names = tuple(sheet.name for sheet in self.sheets) if len(self.sheets) > 1 else ()
        causes = [Cause(key[1], texts[key], key[0], tuple(places), names) for key, places in rows.items()]
        return sorted(causes, key=lambda cause: (not cause.refuses, -len(cause.rows)))


def _alike(row: PlannedRow, text: str) -> str:
    """Return a sentence without what only this row says: its own cells, its name, figures."""
    cells = {str(cell).strip() for cell in row.raw.cells}
    text = text.replace(row.name, "…") if row.name else text
    return _VARYING.sub(lambda quoted: "…" if not quoted[1] or quoted[1] in cells else quoted[0], text)


def _columns_told(sheet: PlannedSheet) -> str:
    named: dict[Disposition, list[Heading]] = {}
    for one in sheet.headings:
        named.setdefault(one.disposition, []).append(one)
    parts = [f"读取 {len(named.get('taken', ()))} 列"]
    words: dict[Disposition, str] = {
        "known": "不用导入", "refused": "不能读", "left_out": "按设定不导入", "unread": "没有对应的项目",
    }  # fmt: skip
    for disposition, word in words.items():
        if disposition in named:
            parts.append(
                f"{word} {len(named[disposition])} 列（{'、'.join(one.name for one in named[disposition])}）"
            )
    if "empty" in named:
        parts.append(f"空列 {len(named['empty'])} 列")
    return f"工作表“{sheet.name}”共 {len(sheet.headings)} 列：{'，'.join(parts)}。"
