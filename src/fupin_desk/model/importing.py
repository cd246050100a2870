"""What an import would do, as plain values: the preview, the rejects workbook and the commit read the same plan."""

import datetime
from collections import Counter
from dataclasses import dataclass
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
# A heading that is understood but not needed, because the program knows the figure itself.
NOT_NEEDED = "-"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: every row from the first one on, and the merged areas."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as the person wrote it; `number` is what Excel shows at its left, `sheet` counts from 0."""

    sheet: int
    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column means. `column` counts from 1.

    `target` is `kind.field`, `kind.field@part` for a part of a reference, `-` for a column that is not needed,
    and empty for one that nobody could read or that is left out; `label` says the same to a person.
    """

    column: int
    text: str
    target: str
    label: str
    set_by: SetBy = "heading"


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """A sheet that was read: its header rows as they stand, their merged areas, and what the columns mean."""

    name: str
    header: tuple[RawRow, ...]
    merged: tuple[Area, ...]
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class CellIssue:
    """One objection to a cell, or to the whole row when `column` is 0. `refuses` keeps the row out."""

    column: int
    text: str
    refuses: bool = False


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
    def unmapped(self) -> tuple[Heading, ...]:
        """The columns that nobody could read; their cells are not imported."""
        return tuple(one for sheet in self.sheets for one in sheet.headings if not one.target)

    @property
    def remembered(self) -> tuple[Heading, ...]:
        """The columns that mean what a person has said at an import before."""
        return tuple(one for sheet in self.sheets for one in sheet.headings if one.set_by == "memory")

    def summary(self) -> str:
        """Return one line for the person: how many rows of each outcome, and how many carry errors."""
        words = [f"{OUTCOMES[outcome]} {count} 行" for outcome, count in self.counts.items()]
        return f"{self.label}：共 {len(self.rows)} 行，{'，'.join(words)}；收下的行里有差错 {self.faulty} 行"

    def refusals(self) -> list[str]:
        """Return why rows are kept out, a line a reason, naming row and column."""
        return [
            self.place_of(row, issue) + issue.text
            for row in self.rows
            if row.outcome == "refused"
            for issue in row.issues
            if issue.refuses
        ]

    def place_of(self, row: PlannedRow, issue: CellIssue) -> str:
        """Return where an issue stands, such as 工作表“花名册” 第 12 行“证件号码”列."""
        sheet = self.sheets[row.raw.sheet]
        where = f"工作表“{sheet.name}” " if len(self.sheets) > 1 else ""
        column = next((f"“{one.text}”列" for one in sheet.headings if one.column == issue.column), "")
        return f"{where}第 {row.raw.number} 行{column}："
