"""Coverage and findings of the whole file, and the memory that keeps the live panel quick."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast, get_args

from fupin_desk.desk import entry, remembered, waivers
from fupin_desk.model.error import CancelledError, NotFoundError
from fupin_desk.model.finding import Finding
from fupin_desk.model.page import Page
from fupin_desk.model.rule import Effect, Judged, Outcome, Rule, Tally, Unit
from fupin_desk.model.value import Draft, Record
from fupin_desk.store.journal import journal
from fupin_desk.store.records.record_lookup import HeldAll
from fupin_desk.store.rules import coverage as counting

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk, Progress

# What a unit may lack is a field of the people's kinds first, else of whatever kind has it.
_FIRST = ("household", "member", "village")
# The units as which a record of a kind is judged, where they are others than the kind alone.
_STANDS_AS: dict[str, tuple[Unit, ...]] = {
    "household": ("household", "member", "planned"),
    "village": ("village", "planned"),
}
# Units that are codes, and the lists that name them.
_CODED: dict[str, str] = {"township": "unit", "bank": "bank"}


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
        return tuple(_told(desk, one) for one in found)

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
            self._close_known()
            self._known = {day: desk.known(day)}
        return self._known[day]

    def _close_known(self) -> None:
        """Give the memory of a file as it was known back at once."""
        for earlier in self._known.values():
            earlier.file.close()
        self._known = {}

    def forget(self, tallies: dict[str, list[Tally]] | None = None) -> None:
        """Forget everything: the file has changed; `tallies` are what is known of it as it now stands."""
        self._tallies = tallies or {}
        self._close_known()
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
    found = counting.judged(
        seen.file.connection, desk.pack(day), rule_id, day, outcome=outcome, place=place, labels=labels(desk)
    )
    return [_named(desk, one) for one in found]


def _named(desk: "Desk", one: Judged) -> Judged:
    """Return a judged unit under a name that people know: a bank or a reporting unit is held by its code."""
    if one.unit == "file":
        return replace(one, name=desk.place_name)
    return (
        replace(one, name=desk.catalog.codes[_CODED[one.unit]].label(one.name)) if one.unit in _CODED else one
    )


def _told(desk: "Desk", one: Effect) -> Effect:
    """Return an effect with its units under names that people know."""
    touched = tuple((a and _named(desk, a), b and _named(desk, b)) for a, b in one.touched)
    return replace(one, touched=touched)


def standing(desk: "Desk", kind: str, record: str, as_of: str | None) -> tuple[Effect, ...]:
    """Return how a record stands under the rules that mean it, as effects that change nothing."""
    day = as_of or desk.today()
    pack = desk.pack(day)
    units = _STANDS_AS.get(kind) or ((cast("Unit", kind),) if kind in get_args(Unit) else ())
    found = counting.standing(desk.file.connection, pack, day, {one: {record} for one in units})
    held = {(one.rule, one.place): one for one in desk.coverage(as_of=day)}
    effects = []
    for rule_id in dict.fromkeys(one.rule for one in found):
        touched = [_named(desk, one) for one in found if one.rule == rule_id]
        here, whole = held.get((rule_id, touched[0].place)), held[rule_id, None]
        effects.append(
            Effect(rule_id, tuple((one, one) for one in touched), here or whole, here or whole, whole, whole)
        )
    return tuple(effects)


def labels(desk: "Desk") -> dict[str, str]:
    """Return what the fields are called that a judged unit may lack."""
    found: dict[str, str] = {}
    for kind in (*_FIRST, *desk.catalog.forms):
        found = desk.catalog.forms[kind].labels() | found
    return found


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
