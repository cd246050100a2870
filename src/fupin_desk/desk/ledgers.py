"""The ledgers of the policy for the screen: projects, funds, loans, entities, shops, with what they add up to.

Each row holds the record's stored values and, with a leading underscore, what is computed for it; the queries are
those of the reports, so that both show the same figures.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from fupin_desk.model.error import NotFoundError
from fupin_desk.model.rule import Purpose, UnitAmount
from fupin_desk.model.value import Values
from fupin_desk.store.report_queries import entities, funds, lending, markets, oversight, projects
from fupin_desk.store.report_queries.scope import Scope
from fupin_desk.store.rules import unit_facts

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk


def _unlent(scope: Scope) -> list[Values]:
    return [{"id": one} for one in lending.unlent(scope)]


def _risk(scope: Scope) -> list[Values]:
    return [*lending.risk_moves(scope).values()]


LEDGERS: dict[str, Callable[[Scope], list[Values]]] = {
    "projects": projects.projects,
    "funds": funds.fund_lines,
    "special_funds": funds.special_funds,
    "loans": lending.loans,
    "losses": lending.losses,
    "risk": _risk,
    "unlent": _unlent,
    "entities": entities.entities,
    "centres": markets.centres,
    "stations": markets.stations,
    "shops": markets.shops,
    "teams": oversight.teams,
}


def rows(desk: "Desk", name: str, place: str | None, as_of: str | None) -> list[Values]:
    """Return the rows of a ledger on an ISO day, of one village or of the whole file.

    Raises:
        NotFoundError: If there is no such ledger.
    """
    if name not in LEDGERS:
        raise NotFoundError(f"没有“{name}”这本台账。")
    return LEDGERS[name](_scope(desk, as_of, place))


def village_facts(desk: "Desk", as_of: str | None) -> dict[str, Values]:
    """Return the facts of every village on an ISO day; deeds count up to the policy's target date."""
    day = as_of or desk.today()
    pack = desk.pack(day)
    return unit_facts.facts(desk.file.connection, pack, "village", day, min(day, pack.target_date))


def unit_amounts(desk: "Desk", purpose: Purpose, as_of: str | None) -> dict[str, UnitAmount]:
    """Return what each unit adds to the sums of the rule of a purpose on an ISO day; nothing without such a rule."""
    day = as_of or desk.today()
    pack = desk.pack(day)
    rule = pack.find_rule(purpose)
    return unit_facts.amounts(desk.file.connection, pack, rule, day) if rule else {}


def county_figures(desk: "Desk", as_of: str | None) -> dict[str, Values]:
    """Return the last figure that the county told about each rule up to an ISO day."""
    return oversight.county_figures(_scope(desk, as_of, None))


def _scope(desk: "Desk", as_of: str | None, place: str | None) -> Scope:
    day = as_of or desk.today()
    return Scope(desk.file.connection, day, place, pack=desk.pack(day))
