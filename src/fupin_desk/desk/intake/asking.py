"""What every way of planning needs at hand, and the rows that it fills in."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fupin_desk.desk.intake.ground import Ground
from fupin_desk.desk.intake.places import Places
from fupin_desk.desk.intake.reading import Reader, Reading, differences
from fupin_desk.desk.intake.references import References
from fupin_desk.exchange.layout import Layout
from fupin_desk.model.error import CancelledError
from fupin_desk.model.finding import Finding
from fupin_desk.model.importing import CellIssue, Outcome, PlannedRow, RawRow, SkippedRow
from fupin_desk.model.page import Page
from fupin_desk.model.value import Draft, Record, Values
from fupin_desk.validation import check as checking
from fupin_desk.validation import fill

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_EVERY = 50


@dataclass(frozen=True, slots=True)
class Source:
    """A sheet with its layout, the rows that hold data and those that hold none."""

    number: int
    layout: Layout
    rows: list[RawRow]
    skipped: tuple[SkippedRow, ...] = ()


@dataclass(slots=True)
class Line:
    """A row on its way to its outcome. `touched` are the records that this row is about, as they will stand."""

    raw: RawRow
    name: str = ""
    issues: list[CellIssue] = field(default_factory=list)
    touched: list[Record] = field(default_factory=list)
    readings: dict[str, Reading] = field(default_factory=dict)
    anchor: int | None = None

    @property
    def is_refused(self) -> bool:
        """Whether something keeps the row out."""
        return any(one.refuses for one in self.issues)

    def refuse(self, column: int, reason: str) -> None:
        """Keep the row out, with the reason."""
        self.issues.append(CellIssue(column, reason, refuses=True))


@dataclass(slots=True)
class Sitting:
    """One planning: the desk, its records in memory, and what was noted on the way."""

    desk: "Desk"
    kind: str
    blanks: bool
    progress: Callable[[int, int], bool] | None
    total: int
    ground: Ground
    places: Places
    references: References
    reader: Reader
    notes: dict[str, None] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    # Where a sheet has what: column (from 1) by what it means.
    columns: tuple[Mapping[str, int], ...] = ()
    done: int = 0

    def column(self, raw: RawRow, target: str) -> int:
        """Return the column of a row that means this, though the cell be empty; 0 if the sheet has none."""
        return self.columns[raw.sheet].get(target, 0) if raw.sheet < len(self.columns) else 0

    def note(self, text: str) -> None:
        """Note something that concerns the import as a whole; twice the same counts once."""
        self.notes[text] = None

    def step(self, rows: int = 1) -> None:
        """Tell how far the work is.

        Raises:
            CancelledError: If the person cancels.
        """
        before, self.done = self.done, min(self.done + rows, self.total)
        if (
            self.progress
            and before // _EVERY != self.done // _EVERY
            and not self.progress(self.done, self.total)
        ):
            raise CancelledError("导入已取消，什么也没有写入。")

    def defaults(self, kind: str, targets: Collection[str]) -> Values:
        """Return what columns that a sheet lacks stand for; a person reads it in the notes before anything is written.

        Args:
            kind: The record kind.
            targets: What the columns of the sheet mean.
        """
        form = self.desk.catalog.forms[kind]
        missing = {
            name: default
            for name, default in fill.defaults(form).items()
            if f"{kind}.{name}" not in targets and not form.fields[name].of
        }
        for name, default in missing.items():
            asked = form.fields[name]
            if asked.required and asked.choices:
                label = self.desk.catalog.codes[asked.choices].label(default)
                self.note(f"表里没有“{asked.label}”列，新增的记录一律按“{label}”登记。")
        return missing

    def where(self, raw: RawRow) -> str:
        """Return how a reason names another row."""
        sheet = f"工作表“{self.sheets[raw.sheet]}”" if len(self.sheets) > 1 else ""
        return f"{sheet}第 {raw.number} 行"

    def held(self, record: Record) -> Record | None:
        """Return how the file holds a record that is planned; None if it is new. Ask before `lay`."""
        return self.ground.record(record.kind, record.id)


def planned(sitting: Sitting, pages: list[Page], lines: list[Line]) -> list[PlannedRow]:
    """Fill in what follows, check every page beside all others, and return the rows with their outcomes."""
    forms = sitting.desk.catalog.forms
    filled = [fill.fill(page, forms) for page in pages]
    became = {record.id: record for page in filled for record in page.records()}
    before = {one.id: sitting.held(one) for line in lines for one in line.touched}
    sitting.ground.put(became.values())
    findings = _checked(sitting, filled)
    return [_row(sitting, line, became, before, findings) for line in lines]


def _checked(sitting: Sitting, pages: list[Page]) -> dict[str, list[Finding]]:
    catalog, today, limits = sitting.desk.catalog, sitting.desk.today(), sitting.desk.pack().limits
    found: dict[str, list[Finding]] = {}
    for page in pages:
        for one in checking.check(page, catalog.forms, catalog.codes, sitting.ground, today, limits=limits):
            found.setdefault(one.record, []).append(catalog.texts.worded(one))
        sitting.step(1 + sum(map(len, page.children.values())))
    return found


def _row(
    sitting: Sitting,
    line: Line,
    became: dict[str, Record],
    before: dict[str, Record | None],
    findings: dict[str, list[Finding]],
) -> PlannedRow:
    if line.is_refused:
        return PlannedRow(line.raw, "refused", line.name, tuple(line.issues), anchor=line.anchor)
    drafts, own = [], []
    outcome: Outcome = "same"
    for touched in line.touched:
        record, held = became[touched.id], before[touched.id]
        values, unread = differences(held, record)
        if held is None or values or unread:
            drafts.append(Draft(record.kind, record.id, values, unread, is_new=held is None))
            outcome = "new" if held is None else ("changed" if outcome == "same" else outcome)
        own += [_at_row(one, line.raw.number) for one in findings.get(record.id, ())]
    issues = [*line.issues, *(_issue(sitting, one, line) for one in own if one.severity == "E")]
    return PlannedRow(line.raw, outcome, line.name, tuple(issues), tuple(drafts), tuple(own), line.anchor)


def _at_row(finding: Finding, row: int) -> Finding:
    return Finding(
        finding.code, finding.severity, finding.kind, finding.record, finding.field, finding.given, row,
        finding.text, finding.mend,
    )  # fmt: skip


def _issue(sitting: Sitting, finding: Finding, line: Line) -> CellIssue:
    reading = line.readings.get(finding.record)
    column = reading.column(finding.field) if reading else 0
    column = column or sitting.column(line.raw, f"{finding.kind}.{finding.field}")
    return CellIssue(column, finding.text + finding.mend)
