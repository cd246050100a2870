"""Plans of industry assistance: their years, and lines that come down to a village or a household (R-2.1.1)."""

from collections.abc import Iterator

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error, warning


def check(_: Case, plan: Record) -> Iterator[Finding]:
    """Yield whether a plan ends before it begins."""
    first, last = plan.values.get("from_year"), plan.values.get("to_year")
    if first is not None and last is not None and int(last) < int(first):
        yield error(plan, "R-2.1.1-years", "to_year", value=str(last), start=str(first))


def check_line(case: Case, line: Record) -> Iterator[Finding]:
    """Yield what is wrong with a line: for nobody, for a village and a household at once, in another year."""
    village, household = line.values.get("village"), line.values.get("household")
    unread = line.unread.get("village") or line.unread.get("household")
    if village is None and household is None and not unread:
        yield error(line, "R-2.1.1-nobody", "village")
    if village is not None and household is not None:
        yield warning(
            line,
            "R-2.1.1-both",
            "village",
            village=case.called("village", village),
            head=case.head(household),
        )
    plan, year = case.record("plan", line.values.get("plan")), line.values.get("year")
    if plan is None or year is None:
        return
    first, last = plan.values.get("from_year"), plan.values.get("to_year")
    if (first is not None and int(year) < int(first)) or (last is not None and int(year) > int(last)):
        span = {"first": str(first or "（未填）"), "last": str(last or "（未填）")}
        yield warning(line, "R-2.1.1-year", "year", value=str(year), **span)
