"""Coverage and findings of the whole file, and the memory that keeps the live panel quick."""

from dataclasses import replace
from typing import TYPE_CHECKING

from fupin_desk.desk import entry
from fupin_desk.model.change import Batch
from fupin_desk.model.error import CancelledError, NotFoundError
from fupin_desk.model.finding import Finding
from fupin_desk.model.page import Page
from fupin_desk.model.rule import Judged, Outcome, Rule, Tally
from fupin_desk.model.value import Draft, Record
from fupin_desk.store import coverage as counting
from fupin_desk.store import rows
from fupin_desk.store.held import HeldAll
from fupin_desk.validation import fill

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk, Progress


class Judgements:
    """The tallies of the last day that was asked for, and the file as known on a day, until the next batch."""

    def __init__(self) -> None:
        self._tallies: dict[str, list[Tally]] = {}
        self._known: dict[str, Desk] = {}

    def tallies(self, desk: "Desk", as_of: str) -> list[Tally]:
        """Return the tallies of the whole file on an ISO day."""
        if as_of not in self._tallies:
            self._tallies = {as_of: counting.tallies(desk.file.connection, desk.pack(as_of), as_of)}
        return self._tallies[as_of]

    def known(self, desk: "Desk", day: str) -> "Desk":
        """Return the desk as known on an ISO day; the last one is kept."""
        if day not in self._known:
            self._known = {day: desk.known(day)}
        return self._known[day]

    def forget(self) -> None:
        """Forget everything: the file has changed."""
        self._tallies = {}
        self._known = {}


def rule(desk: "Desk", rule_id: str) -> Rule:
    """Return a rule of today's pack.

    Raises:
        NotFoundError: If the pack has no such rule.
    """
    for one in desk.pack().rules:
        if one.id == rule_id:
            return one
    raise NotFoundError(f"政策里没有 {rule_id} 这条规则。")


def coverage(desk: "Desk", place: str | None, as_of: str | None, known: str | None) -> list[Tally]:
    """Return what each rule counts; with a place, the rows of that village only."""
    seen = desk.judgements.known(desk, known) if known else desk
    tallies = seen.judgements.tallies(seen, as_of or desk.today())
    return [one for one in tallies if one.place == place] if place else list(tallies)


def judged(
    desk: "Desk",
    rule_id: str,
    *,
    outcome: Outcome | None,
    place: str | None,
    as_of: str | None,
    known: str | None,
) -> list[Judged]:
    """Return the units of a rule with their outcomes."""
    rule(desk, rule_id)
    seen = desk.judgements.known(desk, known) if known else desk
    day = as_of or desk.today()
    return counting.judged(seen.file.connection, desk.pack(day), rule_id, day, outcome=outcome, place=place)


def findings(desk: "Desk", progress: "Progress | None", place: str | None) -> list[Finding]:
    """Check every record of the file; errors first, then warnings.

    Raises:
        CancelledError: If `progress` says so.
    """
    held = HeldAll(desk.file.connection, desk.catalog.forms)
    waived = {
        (_text(one, "about"), _text(one, "about_field"), _text(one, "finding")): one
        for one in held.all("waiver")
    }
    found: list[Finding] = []
    pages = list(_pages(desk, held, place))
    for done, one in enumerate(pages):
        if progress and done % 50 == 0 and not progress(done, len(pages)):
            raise CancelledError("检查已取消，数据没有改动。")
        found += entry.objections(desk, fill.fill(one, desk.catalog.forms), held)
    return sorted(
        (_waived(one, waived) for one in found), key=lambda one: (one.severity != "E", bool(one.waived))
    )


def _waived(finding: Finding, waived: dict[tuple[str, str, str], Record]) -> Finding:
    reason = waived.get((finding.record, finding.field, finding.code))
    return (
        replace(finding, waived=str(reason.values["reason"]))
        if reason and finding.severity != "E"
        else finding
    )


def _text(record: Record, field: str) -> str:
    return str(record.values.get(field) or "")


def _pages(desk: "Desk", held: HeldAll, place: str | None) -> list[Page]:
    pages = []
    for form in desk.catalog.forms.values():
        if form.parent_kind or form.kind == "waiver":
            continue
        for one in held.all(form.kind):
            if place and _village_of(held, one) != place:
                continue
            children = {
                child: tuple(held.having(child, desk.catalog.forms[child].parent_field, one.id))
                for child in form.children
            }
            pages.append(Page(one, children))
    return pages


def _village_of(held: HeldAll, one: Record) -> str | None:
    if one.kind == "village":
        return one.id
    if one.values.get("village"):
        return str(one.values["village"])
    household = held.record("household", str(one.values.get("household") or ""))
    return str(household.values.get("village")) if household else None


def waive(desk: "Desk", finding: Finding, reason: str) -> Batch | None:
    """Explain a warning once; explaining it again replaces the reason."""
    values = {
        "about_kind": finding.kind, "about": finding.record, "about_field": finding.field or None,
        "finding": finding.code, "reason": reason.strip() or None,
    }  # fmt: skip
    held = [
        one
        for one in rows.records(desk.file.connection, desk.catalog.forms["waiver"], {"about": finding.record})
        if one.values.get("finding") == finding.code
        and (one.values.get("about_field") or "") == finding.field
    ]
    if not reason.strip():
        drafts = [Draft("waiver", one.id, {}, removed=True, remove_reason="取消说明") for one in held]
        return desk.save_drafts(drafts, "取消核实说明")
    draft = Draft("waiver", held[0].id if held else desk.new_id(), dict(values), is_new=not held)
    return desk.save_drafts([draft], "填写核实说明")
