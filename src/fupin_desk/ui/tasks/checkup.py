"""The findings of the whole file: looked for on the worker, kept until the next check, mended as records are saved."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fupin_desk.model import clock
from fupin_desk.model.change import Batch, Change
from fupin_desk.model.error import CancelledError, NotFoundError
from fupin_desk.model.finding import Finding
from fupin_desk.ui.tasks.waiting import Waiting
from fupin_desk.ui.tasks.work import Progress, Task, Worker

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk
    from fupin_desk.model.roster import Whereabouts

_MOST_CHANGES = 400
_BIRTH = "*"


class Checkup(QObject):
    """What the last check of all records found. After a batch the records that it touched are checked again.

    Signals:
        changed: There are other findings, or work on them has begun or ended.
    """

    changed = Signal()

    def __init__(self, desk: "Desk", worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._waiting = desk, Waiting(worker, self)
        self.found: list[Finding] | None = None
        self.where: dict[str, Whereabouts] = {}
        self.at = ""
        self.is_stale = False
        self.running = False
        self._next = 0
        self._touched_meanwhile = False

    @property
    def errors(self) -> int:
        """How many findings stop submission."""
        return sum(one.stops for one in self.found or ())

    @property
    def warnings(self) -> int:
        """How many warnings nobody has explained."""
        return sum(one.severity == "W" and not one.waived for one in self.found or ())

    def run(self) -> bool:
        """Check every record as soon as the worker is free; False if a check is under way already."""
        if self.running:
            return False
        self.running = True
        self._waiting.preview("正在检查全部记录", self._checking, self._take, self._fail)
        self.changed.emit()
        return True

    def _checking(self) -> Task:
        snapshot = self._desk.snapshot()
        self._touched_meanwhile = False

        def check(progress: Progress) -> "tuple[list[Finding], dict[str, Whereabouts]]":
            with snapshot:
                findings = snapshot.findings(progress)
                return findings, snapshot.whereabouts({finding.kind for finding in findings})

        return check

    def _take(self, result: "tuple[list[Finding], dict[str, Whereabouts]]") -> None:
        self.found, self.where = result
        self.running = False
        self.is_stale = self._touched_meanwhile
        self.at = f"{clock.now():%H:%M}"
        self._next = 0
        self.changed.emit()

    def _fail(self, error: BaseException) -> None:
        self.running = False
        self.changed.emit()
        if not isinstance(error, CancelledError):
            raise error

    def next(self) -> Finding | None:
        """Return the next finding that is to be mended or explained, from the top again after the last."""
        left = [one for one in self.found or () if not one.waived and one.severity != "A"]
        if not left:
            return None
        found = left[self._next % len(left)]
        self._next = (self._next + 1) % len(left)
        return found

    def follow(self, finding: Finding) -> None:
        """Let `next` go on behind a finding that a person opened."""
        left = [one for one in self.found or () if not one.waived and one.severity != "A"]
        if finding in left:
            self._next = left.index(finding) + 1

    def note(self, batch: Batch) -> None:
        """Check what a batch touched again; after a large one the whole file must be checked anew."""
        self._touched_meanwhile = True
        if self.found is None or self.running:
            return
        if batch.size > _MOST_CHANGES:
            self.is_stale = True
        else:
            self._check_again(self._desk.changes(batch.id))
        self.changed.emit()

    def _check_again(self, changes: list[Change]) -> None:
        touched = {one.record for one in changes}
        pages = dict.fromkeys(self._page_of(one) for one in changes)
        fresh: list[Finding] = []
        for page in pages:
            if page is not None:
                fresh += self._findings_of(*page)
        checked = touched | {one.record for one in fresh} | {page[1] for page in pages if page}
        strange = {one.kind for one in fresh if one.record not in self.where}
        if strange:
            self.where |= self._desk.whereabouts(strange)
        kept = [one for one in self.found or () if one.record not in checked]
        self.found = sorted([*fresh, *kept], key=lambda one: (one.severity != "E", bool(one.waived)))

    def _page_of(self, change: Change) -> tuple[str, str] | None:
        """Return the kind and id of the record on whose page a change stands."""
        forms = self._desk.catalog.forms
        kind, record = change.kind, change.record
        if kind == "waiver":
            held = self._desk.record(kind, record)
            about = (held.values.get("about_kind"), held.values.get("about")) if held else (None, None)
            kind, record = str(about[0]), str(about[1])
        if kind not in forms:
            return None
        form = forms[kind]
        if not form.parent_kind:
            return kind, record
        held = self._desk.record(kind, record)
        parent = held.values.get(form.parent_field) if held else None
        return (form.parent_kind, str(parent)) if parent else None

    def _findings_of(self, kind: str, record: str) -> list[Finding]:
        try:
            page = self._desk.page(kind, record)
        except NotFoundError:
            return []
        if page.record.removed:
            return []
        return [*self._desk.check(page, effects=False).findings]
