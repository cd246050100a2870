"""An assistance record: its round, its household, its date and what it brought."""

from collections.abc import Iterator

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation.case import Case, folded
from fupin_desk.validation.objections import error, warning

_INDUSTRY = "01"
_CLOSED = "2"
_UNUSUAL_INCREASE_FEN = 30000_00


def check(case: Case, assistance: Record) -> Iterator[Finding]:
    """Yield what is wrong with an assistance record beyond its single values.

    Source:
        domain.md 3.12; R-1.2 (what counts as done), R-1.4 (sanity of the increase).
    """
    values = assistance.values
    done = case.implied("assistance_status", values.get("status"), "done") == "1"
    if done and values.get("done_on") is None and not assistance.unread.get("done_on"):
        yield error(assistance, "AS-date", "done_on", status=case.told(assistance, "status"))
    yield from _round(case, assistance)
    yield from _duplicate(case, assistance)
    yield from _beneficiary(case, assistance)
    yield from _increase(case, assistance, done=done)


def _round(case: Case, assistance: Record) -> Iterator[Finding]:
    found = case.record("round", assistance.values.get("round"))
    if found is None:
        return
    name, day = str(found.values.get("name") or ""), assistance.values.get("done_on")
    started, ended = found.values.get("started_on"), found.values.get("ended_on")
    outside = day and ((started and str(day) < str(started)) or (ended and str(day) > str(ended)))
    if outside:
        span = {"started": str(started or "（未填）"), "ended": str(ended or "（未填）")}
        yield error(assistance, "AS-outside", "done_on", value=str(day), round=name, **span)
    before = case.before(assistance)
    moved = before is None or any(
        before.values.get(one) != assistance.values.get(one) for one in ("round", "done_on")
    )
    if found.values.get("state") == _CLOSED and moved:
        yield error(assistance, "AS-closed", "round", round=name)


def _duplicate(case: Case, assistance: Record) -> Iterator[Finding]:
    values = assistance.values
    measure = folded(values.get("measure"))
    if not measure or values.get("round") is None:
        return
    for other in case.having("assistance", "household", values.get("household")):
        if other.id == assistance.id or other.values.get("round") != values["round"]:
            continue
        if folded(other.values.get("measure")) == measure:
            head = case.head(values.get("household"))
            date = str(other.values.get("done_on") or "未填日期")
            yield warning(
                assistance, "AS-twice", "measure", value=str(values["measure"]), head=head, date=date
            )
            return


def _beneficiary(case: Case, assistance: Record) -> Iterator[Finding]:
    household = case.record("household", assistance.values.get("household"))
    if household is None:
        return
    if not case.is_poor(household):
        told = case.told(household, "poverty_status") or "未填"
        yield warning(assistance, "AS-not-poor", "household", head=case.head(household.id), status=told)


def _increase(case: Case, assistance: Record, *, done: bool) -> Iterator[Finding]:
    increase = assistance.values.get("income_increase_fen")
    if increase is None:
        industry = assistance.values.get("assistance_kind") == _INDUSTRY
        if done and industry and not assistance.unread.get("income_increase_fen"):
            yield warning(assistance, "R-1.4-empty", "income_increase_fen")
    elif int(increase) < 0:
        value = case.told(assistance, "income_increase_fen")
        yield warning(assistance, "R-1.4-negative", "income_increase_fen", value=value)
    elif int(increase) > _UNUSUAL_INCREASE_FEN:
        value = case.told(assistance, "income_increase_fen")
        yield warning(assistance, "R-1.4-high", "income_increase_fen", value=value)
