"""Coverage and findings of the whole file, and the memory that keeps the live panel quick."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fupin_desk.desk import entry, remembered, waivers
from fupin_desk.model.error import CancelledError, NotFoundError
from fupin_desk.model.finding import Finding
from fupin_desk.model.page import Page
from fupin_desk.model.rule import Effect, Judged, Outcome, Rule, Tally
from fupin_desk.model.value import Draft, Record
from fupin_desk.store import coverage as counting
from fupin_desk.store import journal
from fupin_desk.store.held import HeldAll

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk, Progress

# The kinds that rules judge; their fields are what a unit may lack.
_JUDGED = ("village", "member", "household")


class Judgements:
    """What was counted and foreseen since the last batch, and the file as known on a day."""

    def __init__(self) -> None:
        self._tallies: dict[str, list[Tally]] = {}
        self._known: dict[str, Desk] = {}
        self._foreseen: tuple[tuple[Draft, ...], tuple[Effect, ...]] = ((), ())

    def tallies(self, desk: "Desk", as_of: str) -> list[Tally]:
        """Return the tallies of the whole file on an ISO day; those of today and of one other day are kept."""
        if as_of not in self._tallies:
            kept = {day: held for day, held in self._tallies.items() if day == desk.today()}
            counted = remembered.tallies(desk, as_of) or counting.tallies(
                desk.file.connection, desk.pack(as_of), as_of
            )
            self._tallies = {**kept, as_of: counted}
        return self._tallies[as_of]

    def keep(self, desk: "Desk") -> None:
        """Let the file remember today's tallies, if they are at hand."""
        if self._tallies and desk.today() in self._tallies:
            remembered.keep(desk, desk.today(), self._tallies[desk.today()])

    def has(self, as_of: str) -> bool:
        """Say whether the tallies of a day are at hand."""
        return as_of in self._tallies

    def foresee(self, desk: "Desk", drafts: Sequence[Draft]) -> tuple[Effect, ...]:
        """Return what writing drafts would do to today's coverage, and keep it for the moment they are saved."""
        today = desk.today()
        found = counting.effects(
            desk.file.connection, drafts, desk.pack(today), today,
            write=journal.write_rows, before=self.tallies(desk, today),
        )  # fmt: skip
        self._foreseen = (tuple(drafts), found)
        return found

    def after(self, desk: "Desk", drafts: Sequence[Draft]) -> dict[str, list[Tally]]:
        """Return today's tallies as they stand once the drafts are saved, if just these drafts were foreseen.

        A save that was judged on the screen need not count a whole county again.
        """
        today = desk.today()
        foreseen, changes = self._foreseen
        if today not in self._tallies or not drafts or foreseen != tuple(drafts):
            return {}
        if any(one.kind == "village" for one in drafts):
            return {}
        return {today: counting.moved(self._tallies[today], changes)}

    def known(self, desk: "Desk", day: str) -> "Desk":
        """Return the desk as known on an ISO day; the last one is kept."""
        if day not in self._known:
            self._known = {day: desk.known(day)}
        return self._known[day]

    def forget(self, tallies: dict[str, list[Tally]] | None = None) -> None:
        """Forget everything: the file has changed; `tallies` are what is known of it as it now stands."""
        self._tallies = tallies or {}
        self._known = {}
        self._foreseen = ((), ())


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
    day = as_of or desk.today()
    if place and not seen.judgements.has(day):
        return counting.tallies(seen.file.connection, seen.pack(day), day, place=place)
    tallies = seen.judgements.tallies(seen, day)
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
    return counting.judged(
        seen.file.connection, desk.pack(day), rule_id, day, outcome=outcome, place=place, labels=labels(desk)
    )


def labels(desk: "Desk") -> dict[str, str]:
    """Return what the fields are called that a judged unit may lack."""
    return {name: text for kind in _JUDGED for name, text in desk.catalog.forms[kind].labels().items()}


def foresee(desk: "Desk", drafts: Sequence[Draft]) -> tuple[Effect, ...]:
    """Return what writing drafts would do to coverage; nothing is written."""
    return desk.judgements.foresee(desk, drafts)


def findings(desk: "Desk", progress: "Progress | None", place: str | None) -> list[Finding]:
    """Check every record of the file; errors first, then warnings.

    Raises:
        CancelledError: If `progress` says so.
    """
    held = HeldAll(desk.file.connection, desk.catalog.forms)
    reasons = waivers.reasons(held.all("waiver"))
    found: list[Finding] = []
    pages = list(_pages(desk, held, place))
    for done, one in enumerate(pages):
        if progress and done % 50 == 0 and not progress(done, len(pages)):
            raise CancelledError("检查已取消，数据没有改动。")
        found += entry.objections(desk, entry.filled(desk, one), held)
    return sorted(
        (waivers.explain(one, reasons) for one in found),
        key=lambda one: (one.severity != "E", bool(one.waived)),
    )


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
