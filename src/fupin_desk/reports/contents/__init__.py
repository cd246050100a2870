"""What the reports say: one module a report, from plain values to a Document; this list names them all."""

from collections.abc import Callable
from dataclasses import dataclass

from fupin_desk.model.document import Document
from fupin_desk.model.roster import ReportInfo
from fupin_desk.reports.contents import (
    bases,
    bulletin,
    drive,
    funding,
    gaps,
    home_cards,
    industries,
    inspections,
    ledger,
    lending,
    library,
    markets,
    objections,
    register,
    services,
    targets,
    teams,
    training,
    visit_sheets,
)


@dataclass(frozen=True, slots=True)
class Report:
    """A report: what it is called, what must be collected for it, and what builds its document.

    `build` takes a Setting and each of `needs` by name.
    """

    info: ReportInfo
    needs: tuple[str, ...]
    build: Callable[..., Document]


REPORTS = (
    Report(register.INFO, register.NEEDS, register.build),
    Report(ledger.INFO, ledger.NEEDS, ledger.build),
    Report(industries.INFO, industries.NEEDS, industries.build),
    Report(services.INFO, services.NEEDS, services.build),
    Report(training.INFO, training.NEEDS, training.build),
    Report(drive.INFO, drive.NEEDS, drive.build),
    Report(markets.INFO, markets.NEEDS, markets.build),
    Report(lending.INFO, lending.NEEDS, lending.build),
    Report(funding.INFO, funding.NEEDS, funding.build),
    Report(targets.INFO, targets.NEEDS, targets.build),
    Report(bulletin.INFO, bulletin.NEEDS, bulletin.build),
    Report(library.LIBRARY, library.LIBRARY_NEEDS, library.library),
    Report(library.PROGRESS, library.NEEDS, library.progress),
    Report(bases.INFO, bases.NEEDS, bases.build),
    Report(teams.INFO, teams.NEEDS, teams.build),
    Report(inspections.INFO, inspections.NEEDS, inspections.build),
    Report(home_cards.INFO, home_cards.NEEDS, home_cards.build),
    Report(visit_sheets.INFO, visit_sheets.NEEDS, visit_sheets.build),
    Report(objections.INFO, objections.NEEDS, objections.build),
    Report(gaps.INFO, gaps.NEEDS, gaps.build),
)
