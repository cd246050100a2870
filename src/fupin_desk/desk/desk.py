"""The desk: one open file with its definitions, its operator and those who want to hear of changes."""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from fupin_desk.catalog.catalog import Catalog, load
from fupin_desk.desk import entry, filing, judging, listing, opening, soundness, telling, waivers, workforce
from fupin_desk.model import clock
from fupin_desk.model.change import Batch, Change
from fupin_desk.model.finding import Finding
from fupin_desk.model.page import Page, Parsed, Verdict
from fupin_desk.model.query import Hit, Query
from fupin_desk.model.rule import Effect, Judged, Outcome, Pack, Rule, Tally
from fupin_desk.model.value import Draft, Record, Value, Values
from fupin_desk.model.workforce import Workforce
from fupin_desk.store.file import driver_errors, file_key
from fupin_desk.store.file.file import File
from fupin_desk.store.file.file_key import Key
from fupin_desk.store.journal import history, journal, past_state

# What these bring along is not needed before the first paint: a late import keeps the start quick.
if TYPE_CHECKING:
    from fupin_desk.model.document import Document, Face, Written
    from fupin_desk.model.health import Health
    from fupin_desk.model.importing import Plan
    from fupin_desk.model.roster import ReportInfo, Whereabouts
    from fupin_desk.store.file.backup import Backup, Contents

Progress = Callable[[int, int], bool]


class Desk:
    """One open desk file. Every write goes through `save_drafts`; listeners hear of each batch."""

    def __init__(self, file: File, catalog: Catalog, *, operator: str = "") -> None:
        self.file = file
        self.catalog = catalog
        self.operator = operator or file.about("operator") or ""
        self.judgements = judging.Judgements()
        self.soundness = soundness.Soundness()
        # Made by an older version, which let short ones pass.
        self.has_short_passphrase = False
        self._listeners: list[Callable[[Batch], None]] = []

    # --- opening and closing

    @classmethod
    def create(
        cls, path: Path, passphrase: str, place: str, operator: str, *, about: Mapping[str, str] | None = None,
        device: str | None = None,
    ) -> Self:  # fmt: skip
        """Make a new desk file for a reporting unit (code of nine digits, KFQ, or 421024 for the county).

        Raises:
            RequestError: If the place is unknown, the passphrase too weak, or the file exists.
        """
        catalog = load()
        facts = opening.facts_of_new(catalog, place, operator, about or {})
        # A file with a day of its own is a practice township: it protects nobody.
        if "as_of" not in facts:
            opening.demand_passphrase(passphrase, (opening.place_name(catalog, facts["place"]), operator))
        return cls(File.create(path, passphrase, facts, device=device), catalog)

    @classmethod
    def open(cls, path: Path, secret: str | Key, *, readonly: bool = False, examined: bool = False) -> Self:
        """Open a desk file with its passphrase, or with the text of its recovery sheet; see `File.open`.

        Raises:
            DeskError: If the file cannot be opened; the message says why and what to do.
        """
        opened = opening.secret(secret)
        desk = cls(File.open(path, opened, readonly=readonly, examined=examined), load())
        if not readonly:
            filing.sweep(desk.file.path)
        desk.has_short_passphrase = opening.is_short(opened) and not desk.file.about("as_of")
        return desk

    def snapshot(self) -> Self:
        """Return a read-only copy in memory: a worker thread reads it while the window goes on."""
        copy = type(self)(self.file.snapshot(), self.catalog, operator=self.operator)
        copy.soundness = soundness.of(self)
        return copy

    def known(self, day: str) -> Self:
        """Return the desk as the file stood at the end of an ISO day, from the journal alone."""
        return type(self)(past_state.as_known(self.file, day), self.catalog, operator=self.operator)

    def close(self) -> None:
        """Close the file and give the lock back."""
        if not (self.file.is_locked or self.file.is_closed):
            self.judgements.keep(self)
        self.judgements.forget()
        self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file; what its damage brought up inside leaves as a sentence."""
        self.close()
        told = driver_errors.of_driver(error, self.file.path.name)
        if told is not None:
            raise told from error

    # --- the file itself

    @property
    def place(self) -> str:
        """The code of the reporting unit that the file belongs to."""
        return self.file.about("place") or ""

    @property
    def place_name(self) -> str:
        """The name of the reporting unit that the file belongs to."""
        return opening.place_name(self.catalog, self.place)

    def today(self) -> str:
        """Return the day of work as ISO text; a demo file carries its own."""
        return self.file.about("as_of") or clock.today()

    def pack(self, as_of: str | None = None) -> Pack:
        """Return the policy pack of a day, today by default."""
        return self.catalog.pack_on(as_of or self.today())

    def add_villages(self) -> Batch | None:
        """Put the villages of the reporting unit into a new file, as one batch."""
        drafts = opening.village_drafts(self)
        return self.save_drafts(drafts, f"按 2018 年区划建立 {len(drafts)} 个村") if drafts else None

    def villages(self) -> list[Record]:
        """Return the villages of the file in the order of their codes."""
        return [one for one in (self.record("village", row) for row in self.ids(Query("village"))) if one]

    def recovery_sheet(self) -> str:
        """Return the recovery sheet: the text that opens this file and its backups without the passphrase."""
        return file_key.sheet(self.file.key)

    def opens_with(self, secret: str) -> bool:
        """Whether a passphrase, or the text of a recovery sheet, is that of this file."""
        return opening.is_secret(secret, self.file.key)

    def change_passphrase(self, passphrase: str) -> str:
        """Change the passphrase and return the new recovery sheet; older backups keep the older pair."""
        opening.demand_passphrase(passphrase, (self.place_name, self.operator))
        self.file.rekey(passphrase)
        self.has_short_passphrase = False
        return self.recovery_sheet()

    def rule(self, rule: str) -> Rule:
        """Return a rule of today's pack by its id."""
        return judging.rule(self, rule)

    def listen(self, listener: Callable[[Batch], None]) -> Callable[[], None]:
        """Call the listener after each batch; the returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # --- records

    def new_id(self) -> str:
        """Return an id for a record that is to be born."""
        import uuid

        return uuid.uuid4().hex

    def record(self, kind: str, record: str) -> Record | None:
        """Return a record by its id, None if there is none."""
        return entry.record(self, kind, record)

    def blank(self, kind: str, **values: Value) -> Page:
        """Return a page for a new record, with the form's defaults and the given values filled in."""
        return entry.blank(self, kind, values)

    def proposed(self, kind: str) -> Values:
        """Return what a person who begins a record of a kind usually means; to be given to `blank`."""
        return entry.proposed(self, kind)

    def page(self, kind: str, record: str) -> Page:
        """Return the page of a record with all its rows.

        Raises:
            NotFoundError: If there is no such record.
        """
        return entry.page(self, kind, record)

    def parse(self, kind: str, texts: Mapping[str, str]) -> Parsed:
        """Read typed texts as the values of a form's fields."""
        return entry.parse_texts(self, kind, texts)

    def filled(self, page: Page) -> Page:
        """Return the page with what follows from its own values: birth date and sex, sums of income."""
        return entry.filled(self, page)

    def check(self, page: Page, *, effects: bool = True) -> Verdict:
        """Say what is wrong with a page, and what saving it would do to coverage and to money."""
        return entry.check(self, page, effects=effects)

    def save(self, *pages: Page, what: str = "") -> Batch | None:
        """Save pages as one batch; None if nothing differs from what is held."""
        return entry.save(self, pages, what)

    def save_drafts(
        self, drafts: Sequence[Draft], what: str | journal.Describe, *, at: str | None = None, undoes: str = ""
    ) -> Batch | None:  # fmt: skip
        """Write drafts as one batch: the one door for every write of every path."""
        after = self.judgements.after(self, drafts)
        batch = journal.commit(self.file, drafts, author=self.operator, what=what, at=at, undoes=undoes)
        if batch:
            self._tell(batch, after)
        return batch

    def remove(self, kind: str, record: str, reason: str) -> Batch | None:
        """Remove a record and all that hangs on it, with a reason; undo brings it back.

        Raises:
            RequestError: If other records refer to it, or the reason is empty.
        """
        return entry.remove(self, kind, record, reason)

    def split_household(
        self, household: str, members: Sequence[str], head: str, day: str
    ) -> tuple[Batch | None, str]:
        """Move members into a household of their own from an ISO day on; return the batch and the new household."""
        from fupin_desk.desk import batches

        return batches.split_household(self, household, members, head, day)

    def _tell(self, batch: Batch, tallies: dict[str, list[Tally]] | None = None) -> None:
        self.judgements.forget(tallies)
        for listener in tuple(self._listeners):
            listener(batch)

    # --- lists

    def ids(self, query: Query) -> list[str]:
        """Return the ids that a list page asks for, in its order."""
        return listing.ids(self, query)

    def records(self, kind: str, **where: Value) -> list[Record]:
        """Return the records of a kind that hold all these values."""
        return listing.records(self, kind, where)

    def rows(
        self, kind: str, ids: Sequence[str], *, reveal: bool = False, day: str = ""
    ) -> dict[str, dict[str, str]]:
        """Return the texts of list rows by id and column as of a day; ID numbers, phones and accounts are masked."""
        return listing.rows(self, kind, ids, reveal=reveal, day=day)

    def headings(self, kind: str) -> dict[str, str]:
        """Return the heading of every column that a list of this kind can show."""
        return listing.headings(self, kind)

    def names(self, kind: str, ids: Collection[str]) -> dict[str, str]:
        """Return how records are called, by id."""
        return listing.names(self, kind, ids)

    def name_of(self, kind: str, record: str) -> str:
        """Return how one record is called."""
        return self.names(kind, [record]).get(record, "?")

    def whereabouts(self, kinds: Collection[str]) -> "dict[str, Whereabouts]":
        """Return where every record of these kinds belongs: village, group, head, its own name, by record id."""
        return listing.whereabouts(self, kinds)

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Find records by name, pinyin, initials, tail of the ID number, phone or number."""
        return listing.search(self, text, limit)

    # --- ledgers

    def ledger(self, name: str, place: str | None = None, as_of: str | None = None) -> list[Values]:
        """Return the rows of a ledger with what it adds up, as the reports print them; see `ledgers.LEDGERS`."""
        from fupin_desk.desk import ledgers

        return ledgers.rows(self, name, place, as_of)

    # --- batch entry

    def give_measure(self, households: Sequence[str], values: Values) -> Batch | None:
        """Record one measure for many households in one batch."""
        from fupin_desk.desk import batches

        return batches.give_measure(self, households, values)

    def sign_visit(self, visit: str, signed: Collection[str]) -> Batch | None:
        """Set which households were advised in a visit and signed, in one batch."""
        from fupin_desk.desk import batches

        return batches.sign_visit(self, visit, signed)

    def visit_villages(self, villages: Sequence[str], experts: Sequence[str], values: Values) -> Batch | None:
        """Record one trip over several villages as one visit a village, in one batch."""
        from fupin_desk.desk import batches

        return batches.visit_villages(self, villages, experts, values)

    def join_project(self, households: Sequence[str], values: Values) -> Batch | None:
        """Let households benefit from a project that is there, in one batch."""
        from fupin_desk.desk import batches

        return batches.join_project(self, households, values)

    def attend(self, course: str, members: Mapping[str, str]) -> Batch | None:
        """Set the status of many persons in one course, in one batch."""
        from fupin_desk.desk import batches

        return batches.attend(self, course, members)

    # --- judging

    def coverage(
        self, place: str | None = None, as_of: str | None = None, known: str | None = None
    ) -> list[Tally]:
        """Return what each rule counts, a row a village and one for the whole file."""
        return judging.coverage(self, place, as_of, known)

    def judged(
        self, rule: str, *, outcome: Outcome | None = None, place: str | None = None, as_of: str | None = None,
        known: str | None = None,
    ) -> list[Judged]:  # fmt: skip
        """Return the list behind a number: the units of a rule with their outcomes."""
        return judging.judged(self, rule, outcome=outcome, place=place, as_of=as_of, known=known)

    def workforce(self, page: Page) -> Workforce:
        """Return who of the household on a page can work, and who of them still has to be trained."""
        return workforce.of_page(self, page)

    def standing(self, kind: str, record: str, as_of: str | None = None) -> tuple[Effect, ...]:
        """Return how a saved record stands under every rule that means it, as effects that change nothing."""
        return judging.standing(self, kind, record, as_of)

    def foresee(self, drafts: Sequence[Draft]) -> tuple[Effect, ...]:
        """Return what writing drafts would do to coverage today; nothing is written."""
        return judging.foresee(self, drafts)

    def findings(self, progress: Progress | None = None, place: str | None = None) -> list[Finding]:
        """Check every record of the file, or of one village; waived findings carry their reason."""
        return judging.findings(self, progress, place)

    def waive(self, findings: Finding | Sequence[Finding], reason: str) -> Batch | None:
        """Explain a finding, or several in one batch; an error that has to be mended is refused with RequestError."""
        some = [findings] if isinstance(findings, Finding) else findings
        return waivers.waive(self, some, reason)

    # --- history

    def batches(self, limit: int = 200, before: tuple[str, str, int] | None = None) -> list[Batch]:
        """Return the newest batches; `before` is the (at, device, number) of the last one already shown."""
        return history.batches(self.file, limit=limit, before=before)

    def journal_days(self) -> tuple[str, str] | None:
        """Return the first and the last ISO day on which something was written."""
        return past_state.days(self.file.connection)

    def changes(self, batch: str) -> list[Change]:
        """Return what a batch changed.

        Raises:
            NotFoundError: If there is no such batch.
        """
        return history.changes_of(self.file, batch)

    def history(self, record: str) -> list[tuple[Batch, list[Change]]]:
        """Return the batches that touched a record, the newest first."""
        return history.of_record(self.file, record)

    def worded_changes(self, changes: Sequence[Change]) -> list[str]:
        """Return changes as sentences: 农户 · 联系电话：空 → 138****1234."""
        return telling.worded(self, changes)

    def find_record(self, record: str) -> Record:
        """Return the record of an id, of whatever kind.

        Raises:
            NotFoundError: If no kind has it.
        """
        return entry.find(self, record)

    def undo(self, batch: str) -> Batch:
        """Take a batch back by a new one.

        Raises:
            UndoRefusedError: If its values were written again since.
        """
        undone = history.undo(self.file, batch, author=self.operator)
        self._tell(undone)
        return undone

    def head(self) -> str:
        """Return the head of the journal's hash chain."""
        return journal.head(self.file)

    # --- files that come and go

    def read_workbook(
        self, path: Path, kind: str, *, mapping: Mapping[int, str] | None = None, progress: Progress | None = None
    ) -> "Plan":  # fmt: skip
        """Read a workbook and say what importing it would do, without writing anything."""
        from fupin_desk.desk import importing

        return importing.plan(self, path, kind, mapping=mapping, progress=progress)

    def import_plan(
        self, plan: "Plan", progress: Progress | None = None, *, backed_up: bool = False
    ) -> Batch | None:
        """Import what a plan accepts, as one batch, after a backup if none was made just now."""
        from fupin_desk.desk import importing

        return importing.commit(self, plan, progress=progress, backed_up=backed_up)

    def write_rejects(self, plan: "Plan", path: Path) -> Path:
        """Write the refused rows as the user's own workbook, cells coloured, with a reason column."""
        from fupin_desk.desk import importing

        return importing.write_rejects(plan, path)

    def write_template(self, kind: str, path: Path) -> Path:
        """Write an empty workbook of a kind, in the order of the screen."""
        return filing.write_template(kind, path)

    def write_blank(self, kind: str, path: Path) -> Path:
        """Write a printable blank of a kind as PDF."""
        return filing.write_blank(kind, path)

    def export(
        self, folder: Path, *, known: str | None = None, guarded: bool = False, progress: Progress | None = None
    ) -> list[Path]:  # fmt: skip
        """Write every kind as one CSV: with its stored values for programs, or guarded for people."""
        return filing.export(self, folder, known, progress, guarded=guarded)

    def reports(self) -> "tuple[ReportInfo, ...]":
        """Return the reports that can be written."""
        from fupin_desk.desk import reporting

        return reporting.reports()

    def report(
        self, name: str, *, face: "Face" = "official", place: str | None = None, period: str | None = None,
        as_of: str | None = None, known: str | None = None,
    ) -> "Document":  # fmt: skip
        """Return a report as a document, for preview or writing."""
        from fupin_desk.desk import reporting

        return reporting.document(self, name, face=face, place=place, period=period, as_of=as_of, known=known)

    def write_report(
        self, name: str, out: Path, *, face: "Face" = "official", place: str | None = None, period: str | None = None,
        as_of: str | None = None, known: str | None = None, formats: Sequence[str] = ("pdf", "xlsx"),
        progress: Progress | None = None,
    ) -> "Written":  # fmt: skip
        """Write a report as PDF and xlsx and return the paths, and what must be known of them."""
        from fupin_desk.desk import reporting

        return reporting.write_report(
            self, name, face=face, place=place, period=period, as_of=as_of, known=known, formats=formats, out=out,
            progress=progress,
        )  # fmt: skip

    # --- safety

    def back_up(self, folder: Path | None = None, progress: Progress | None = None) -> "Backup":
        """Make a backup, open it again and compare it before older ones are thinned."""
        return filing.back_up(self, folder, progress)

    def backups(self) -> "list[Backup]":
        """Return the backups of this file, the newest first."""
        return filing.backups(self.file.path, self.file.key.salt)

    def backup_contents(self, path: Path) -> "Contents":
        """Open a backup of this file and count what it holds."""
        return filing.contents(self, path)

    def examine(self, progress: Progress | None = None) -> "Health":
        """Check every row against its seal, the hash chain and the pages of the file (数据体检)."""
        return soundness.examine(self, progress)

    def keep_sketch(self, page: Page) -> None:
        """Keep a half-typed page so that a crash loses at most a second of typing."""
        filing.keep_sketch(self, page)

    def sketches(self) -> list[Page]:
        """Return the half-typed pages that were never saved."""
        return filing.sketched(self)

    def drop_sketch(self, record: str) -> None:
        """Forget a half-typed page."""
        filing.drop_sketch(self, record)
