"""What the reports say: one module a report, from plain values to a Document; this list names them all."""

from collections.abc import Callable
from dataclasses import dataclass

from fupin_desk.model.document import Document
from fupin_desk.model.roster import ReportInfo
from fupin_desk.reports.contents import (
    gaps,
    home_cards,
    ledger,
    objections,
    register,
    services,
    targets,
    training,
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
    Report(services.INFO, services.NEEDS, services.build),
    Report(training.INFO, training.NEEDS, training.build),
    Report(targets.INFO, targets.NEEDS, targets.build),
    Report(home_cards.INFO, home_cards.NEEDS, home_cards.build),
    Report(objections.INFO, objections.NEEDS, objections.build),
    Report(gaps.INFO, gaps.NEEDS, gaps.build),
)
