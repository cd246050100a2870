"""What the reports are made of, collected by name: each material one or two linear queries."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fupin_desk.desk import workforce
from fupin_desk.desk.collector import held_back
from fupin_desk.model.error import NotFoundError
from fupin_desk.model.finding import Finding
from fupin_desk.model.roster import Place, Waiver, Whereabouts
from fupin_desk.model.rule import Judged, Outcome, Pack, Purpose, Rule, Tally, Unit, UnitAmount
from fupin_desk.model.value import Values
from fupin_desk.reports.contents import bulletin
from fupin_desk.reports.contents.funding import FUND_PURPOSES, FundShares
from fupin_desk.store.records import short_code
from fupin_desk.store.report_queries import (
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
)
from fupin_desk.store.report_queries import markets as selling
from fupin_desk.store.report_queries import services as visiting
from fupin_desk.store.report_queries.scope import Scope
from fupin_desk.store.rules import coverage as counting
from fupin_desk.store.rules import rule_sql, unit_facts

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
        able = workforce.able(self.desk.catalog.codes["labour_capability"], self.pack)
        return Scope(self.desk.file.connection, self.day, self.place, able=able, pack=self.pack)

    def last(self, purpose: Purpose) -> str:
        """Return the last day on which deeds count for the rule of a purpose."""
        rule = self.pack.find_rule(purpose)
        return rule_sql.until(rule, self.day) if rule else self.day

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
        return self._lists(self.pack.rules, rule_sql.OUTCOMES)

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

    def facts(self, unit: Unit, purpose: Purpose) -> dict[str, Values]:
        """Return the facts of units up to the last day that counts for the rule of a purpose: what it judges."""
        return unit_facts.facts(
            self.desk.file.connection, self.pack, unit, self.day, self.last(purpose), place=self.place
        )

    def amounts(self, purpose: Purpose, *, day: str = "", **readings: int) -> dict[str, UnitAmount]:
        """Return what each unit adds to the sums of the rule of a purpose; nothing without such a rule.

        Args:
            purpose: The purpose of the rule.
            day: The ISO day to judge on; by default that of the report.
            readings: Readings of the text that are to hold instead of the pack's.
        """
        rule = self.pack.find_rule(purpose)
        if rule is None:
            return {}
        pack = replace(self.pack, readings={**self.pack.readings, **readings})
        return unit_facts.amounts(self.desk.file.connection, pack, rule, day or self.day)

    def fund_shares(self) -> FundShares:
        """Return what each line of funds adds to both shares of its year, as allocated and as paid."""
        years = funds.years(self.scope)
        shares: FundShares = {}
        for paid in (0, 1):
            for purpose in FUND_PURPOSES:
                merged: dict[str, UnitAmount] = {}
                for year in years:
                    day = min(self.day, f"{year}-12-31")
                    amounts = self.amounts(purpose, day=day, funds_by_payment=paid)
                    merged |= {key: one for key, one in amounts.items() if one.outcome != "exempt"}
                shares[purpose, bool(paid)] = merged
        return shares

    def short_codes(self) -> dict[str, str]:
        """Return the codes that printed sheets carry, by household."""
        return short_code.codes(self.desk.file.connection)

    def untrained(self) -> list[Judged]:
        """Return the people who were to be trained and were not."""
        lists = self._lists([self.pack.rule_for("member_training")], ("gap",))
        return [one for some in lists.values() for one in some]

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
    "bank_amounts": lambda one: one.amounts("bank_lending"),
    "beneficiaries": lambda one: projects.beneficiaries(one.scope),
    "drive_facts": lambda one: one.facts("village", "driven_households"),
    "drive_links": lambda one: entities.drive_links(one.scope),
    "engaged": lambda one: industries.engaged(one.scope),
    "entities": lambda one: entities.entities(one.scope),
    "faulty": Source.faulty,
    "findings": lambda one: one.findings,
    "folder": lambda one: records.folder(one.scope),
    "fund_lines": lambda one: funds.fund_lines(one.scope),
    "fund_shares": Source.fund_shares,
    "guidances": lambda one: visiting.guidances(one.scope),
    "helpings": lambda one: homes.helpings(one.scope),
    "homes": lambda one: homes.homes(one.scope),
    "industries": lambda one: industries.industries(one.scope),
    "inspected": lambda one: oversight.objections(one.scope),
    "judged": Source.judged,
    "lacking": Source.lacking,
    "lagging": Source.lagging,
    "loans": lambda one: lending.loans(one.scope),
    "loss_amounts": lambda one: one.amounts("loss_sharing"),
    "losses": lambda one: lending.losses(one.scope),
    "market_facts": lambda one: one.facts("village", "online_shops"),
    "names": Source.names,
    "pairings": lambda one: visiting.pairings(one.scope),
    "projects": lambda one: projects.projects(one.scope),
    "reasons": lambda one: trainings.reasons(one.scope),
    "risk_moves": lambda one: lending.risk_moves(one.scope),
    "rounds": lambda one: deeds.rounds(one.scope),
    "short_codes": Source.short_codes,
    "shops": lambda one: selling.shops(one.scope),
    "special_facts": lambda one: one.facts("special_fund", "special_fund_carry_over"),
    "special_funds": lambda one: funds.special_funds(one.scope),
    "stations": lambda one: selling.stations(one.scope),
    "tallies": Source.tallies,
    "teams": lambda one: oversight.teams(one.scope),
    "tourism_bases": lambda one: industries.tourism_bases(one.scope),
    "transfers": lambda one: entities.transfers(one.scope),
    "unlent": lambda one: lending.unlent(one.scope),
    "untrained": Source.untrained,
    "visits": lambda one: visiting.visits(one.scope, one.last("village_service")),
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
