"""What the reports are made of, collected by name: each material one or two linear queries."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fupin_desk.desk import workforce
from fupin_desk.desk.collector import held_back
from fupin_desk.model.error import NotFoundError
from fupin_desk.model.finding import Finding
from fupin_desk.model.roster import Place, Waiver, Whereabouts
from fupin_desk.model.rule import Judged, Outcome, Pack, Rule, Tally
from fupin_desk.model.value import Values
from fupin_desk.reports.contents import bulletin, drive, markets, services, training
from fupin_desk.store import coverage as counting
from fupin_desk.store import judging, short_code
from fupin_desk.store.rosters import (
    deeds,
    entities,
    funds,
    homes,
    industries,
    lending,
    oversight,
    projects,
    records,
    trainings,
    villages,
)
from fupin_desk.store.rosters import markets as selling
from fupin_desk.store.rosters import services as visiting
from fupin_desk.store.rosters.scope import Scope

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk, Progress


# The kinds that rules judge; their fields are what a unit may lack.
_JUDGED = ("village", "member", "household")
_LACKING: tuple[Outcome, ...] = ("gap", "unknown")


@dataclass(frozen=True)
class Source:
    """Where the materials of one report come from: the file, the policy, the day, perhaps one village."""

    desk: "Desk"
    pack: Pack
    day: str
    place: str | None = None
    progress: "Progress | None" = None

    @cached_property
    def scope(self) -> Scope:
        """What the roster queries are asked for."""
        served = [rule.deadline for rule in self.pack.rules if rule.id == services.SERVED and rule.deadline]
        return Scope(
            self.desk.file.connection,
            self.day,
            self.place,
            able=workforce.able(self.desk.catalog.codes["labour_capability"], self.pack),
            start=self.pack.start,
            deadline=served[0] if served else "9999-12-31",
            levels=("1", "2", "3") if self.pack.readings.get("home_visit_serves_village") else ("1", "3"),
        )

    @cached_property
    def places(self) -> dict[str, Place]:
        """The villages of the file."""
        return homes.places(self.scope)

    @cached_property
    def findings(self) -> list[Finding]:
        """The findings of every record, or of one village's."""
        return self.desk.findings(self.progress, self.place)

    @cached_property
    def waivers(self) -> list[Waiver]:
        """The explained warnings."""
        return records.waivers(self.scope)

    def tallies(self) -> list[Tally]:
        """Return what each rule of the pack counts: the same numbers as on the screen."""
        if self.desk.pack(self.day) == self.pack:
            return self.desk.coverage(self.place, self.day)
        found = counting.tallies(self.desk.file.connection, self.pack, self.day)
        return [one for one in found if self.place in {None, one.place}]

    def judged(self) -> dict[str, list[Judged]]:
        """Return the units of every rule with their outcomes."""
        return self._lists(self.pack.rules, judging.OUTCOMES)

    def lacking(self) -> dict[str, list[Judged]]:
        """Return the units of every rule that are missing or unclear."""
        return self._lists(self.pack.rules, _LACKING)

    def lagging(self) -> dict[str, list[Judged]]:
        """Return the units of the rules that a bulletin names one by one, those that are missing or unclear."""
        return self._lists([one for one in self.pack.rules if bulletin.names_units(one)], _LACKING)

    def _lists(self, rules: Sequence[Rule], outcomes: Sequence[Outcome]) -> dict[str, list[Judged]]:
        forms = self.desk.catalog.forms
        labels = {name: text for kind in _JUDGED for name, text in forms[kind].labels().items()}
        connection = self.desk.file.connection
        with held_back():
            return counting.lists(
                connection, self.pack, rules, self.day, outcomes=outcomes, place=self.place, labels=labels
            )

    def facts(self, rule: str) -> dict[str, Values]:
        """Return the facts of villages up to the last day that counts for a rule: the figures that it judges."""
        last = next((judging.until(one, self.day) for one in self.pack.rules if one.id == rule), self.day)
        return villages.facts(self.desk.file.connection, self.pack, self.day, last, self.place)

    def short_codes(self) -> dict[str, str]:
        """Return the codes that printed sheets carry, by household."""
        return short_code.codes(self.desk.file.connection)

    def untrained(self) -> list[Judged]:
        """Return the people who were to be trained and were not."""
        rules = [one for one in self.pack.rules if one.id == training.TRAINED]
        return [one for some in self._lists(rules, ("gap",)).values() for one in some]

    def whereabouts(self) -> dict[str, Whereabouts]:
        """Return where the records belong that findings and waivers speak of."""
        kinds = {one.kind for one in self.waivers}
        if "findings" in self.__dict__:
            kinds |= {one.kind for one in self.findings}
        return records.whereabouts(self.scope, sorted(kinds & set(self.desk.catalog.forms)))

    def faulty(self) -> dict[str, Values]:
        """Return the values of the records that have findings."""
        by_kind: dict[str, list[str]] = {}
        for one in self.findings:
            by_kind.setdefault(one.kind, []).append(one.record)
        found: dict[str, Values] = {}
        for kind, some in by_kind.items():
            found.update(records.values_of(self.scope, kind, some))
        return found

    def names(self) -> dict[str, str]:
        """Return what the records are called that faulty fields refer to."""
        faulty = self.faulty()
        wanted: dict[str, set[str]] = {}
        for one in self.findings:
            field = self.desk.catalog.forms[one.kind].fields.get(one.field)
            value = faulty.get(one.record, {}).get(one.field)
            if field and field.of and value:
                wanted.setdefault(field.of, set()).add(str(value))
        found: dict[str, str] = {}
        for kind, some in wanted.items():
            found.update(self.desk.names(kind, sorted(some)))
        return found


_COLLECTORS: Mapping[str, Callable[[Source], Any]] = {
    "aids": lambda one: deeds.aids(one.scope),
    "attendees": lambda one: trainings.attendees(one.scope),
    "aways": lambda one: industries.aways(one.scope),
    "bases": lambda one: industries.bases(one.scope),
    "centres": lambda one: selling.centres(one.scope),
    "county_figures": lambda one: oversight.county_figures(one.scope),
    "courses": lambda one: trainings.courses(one.scope),
    "drive_facts": lambda one: one.facts(drive.DRIVEN),
    "drive_links": lambda one: entities.drive_links(one.scope),
    "engaged": lambda one: industries.engaged(one.scope),
    "entities": lambda one: entities.entities(one.scope),
    "faulty": Source.faulty,
    "findings": lambda one: one.findings,
    "folder": lambda one: records.folder(one.scope),
    "fund_lines": lambda one: funds.fund_lines(one.scope),
    "guidances": lambda one: visiting.guidances(one.scope),
    "helpings": lambda one: homes.helpings(one.scope),
    "homes": lambda one: homes.homes(one.scope),
    "industries": lambda one: industries.industries(one.scope),
    "inspected": lambda one: oversight.objections(one.scope),
    "judged": Source.judged,
    "lacking": Source.lacking,
    "lagging": Source.lagging,
    "loans": lambda one: lending.loans(one.scope),
    "losses": lambda one: lending.losses(one.scope),
    "market_facts": lambda one: one.facts(markets.SHOPS),
    "names": Source.names,
    "pairings": lambda one: visiting.pairings(one.scope),
    "projects": lambda one: projects.projects(one.scope),
    "reasons": lambda one: trainings.reasons(one.scope),
    "risk_moves": lambda one: lending.risk_moves(one.scope),
    "rounds": lambda one: deeds.rounds(one.scope),
    "short_codes": Source.short_codes,
    "shops": lambda one: selling.shops(one.scope),
    "special_funds": lambda one: funds.special_funds(one.scope),
    "stations": lambda one: selling.stations(one.scope),
    "tallies": Source.tallies,
    "teams": lambda one: oversight.teams(one.scope),
    "tourism_bases": lambda one: industries.tourism_bases(one.scope),
    "transfers": lambda one: entities.transfers(one.scope),
    "unlent": lambda one: lending.unlent(one.scope),
    "untrained": Source.untrained,
    "visits": lambda one: visiting.visits(one.scope),
    "waivers": lambda one: one.waivers,
    "whereabouts": Source.whereabouts,
    "works": lambda one: industries.works(one.scope),
}


def collect(source: Source, needs: Sequence[str]) -> dict[str, Any]:
    """Return the materials of these names; findings come first, others speak of them."""
    ordered = sorted(needs, key=lambda one: one != "findings")
    return {one: _COLLECTORS[one](source) for one in ordered}


def village(source: Source, place: str | None) -> Place | None:
    """Return the village that a person named by record id, area code or name.

    Raises:
        NotFoundError: If the file has no such village.
    """
    if place is None:
        return None
    found = source.places.get(place)
    named = [one for one in source.places.values() if place in {one.code, one.name}]
    if not found and len(named) != 1:
        raise NotFoundError(f"这个文件里没有“{place}”这个村。请写村名或 12 位区划代码。")
    return found or named[0]
