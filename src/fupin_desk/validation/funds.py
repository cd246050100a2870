"""Funds: to-household lines and whom they reach, what counts as poverty funds, the special fund from year to year."""

from collections.abc import Iterator

from fupin_desk.model.amount import scaled
from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation import payments, sums
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error, warning

_TO_HOUSEHOLDS = "1"
_DISPATCH = "08"


def check_line(case: Case, line: Record) -> Iterator[Finding]:
    """Yield what is wrong with a line of funds.

    Source:
        R-2.2.1 (what is not part of the poverty funds), R-2.3.1 (what is), R-2.3.2 (到户).
    """
    yield from _flag(case, line)
    yield from payments.check_line(case, line)
    if line.values.get("target_level") != _TO_HOUSEHOLDS:
        return
    rows = case.rows("fund_household")
    if not rows:
        yield error(line, "R-2.3.2-nobody", "target_level")
        return
    if line.values.get("amount_fen") is None or any(one.unread.get("amount_fen") for one in rows):
        return
    amount = int(line.values["amount_fen"] or 0)
    reached = sum(int(one.values.get("amount_fen") or 0) for one in rows)
    if reached != amount:
        yield error(
            line, "R-2.3.2", "amount_fen",
            value=scaled(amount, 2), reached=scaled(reached, 2), count=str(len(rows)), **sums.difference(reached, amount),
        )  # fmt: skip


def check_household(case: Case, row: Record) -> Iterator[Finding]:
    """Yield whether a household stands twice in a line, or is none of those that the policy is for."""
    household = case.record("household", row.values.get("household"))
    if household is None:
        return
    if any(one.id < row.id for one in case.twins(row, "household", "fund_line")):
        yield error(row, "R-2.3.2-twice", "household", head=case.head(household.id))
    if not case.is_poor(household):
        told = case.told(household, "poverty_status") or "未填"
        yield error(row, "R-3.4.1", "household", head=case.head(household.id), status=told)


def check_special(case: Case, fund: Record) -> Iterator[Finding]:
    """Yield what is wrong with a year of the special fund.

    Source:
        R-2.3.6 (what is short is topped up), R-2.3.7 (what is left goes on to the next year).
    """
    form = case.forms["special_fund"]
    for name, given in sums.broken(form, fund):
        yield error(fund, "R-2.3.7-sum", name, **given)
    year = fund.values.get("year")
    if year is not None and case.twins(fund, "year"):
        yield error(fund, "R-2.3.7-year", "year", value=str(year))
    yield from _carried(case, fund)
    closing = fund.values.get("closing_fen")
    if closing is not None and int(closing) < 0:
        yield error(fund, "R-2.3.7-negative", "closing_fen", value=scaled(int(closing), 2))
    opening, payable = fund.values.get("opening_fen"), fund.values.get("payable_fen")
    inflow = fund.values.get("inflow_fen")
    if inflow is None:
        inflow = sums.added(fund.values, form.fields["inflow_fen"])
    if payable is not None and opening is not None and inflow is not None:
        short = int(payable) - int(opening) - int(inflow)
        if short > 0:
            yield warning(
                fund, "R-2.3.6", "top_up_fen",
                payable=scaled(int(payable), 2), there=scaled(int(opening) + int(inflow), 2), short=scaled(short, 2),
            )  # fmt: skip


def _carried(case: Case, fund: Record) -> Iterator[Finding]:
    """Compare with the year before and the year after: either of the two may be the one to mend."""
    year = fund.values.get("year")
    if year is None:
        return
    opening, closing = fund.values.get("opening_fen"), fund.values.get("closing_fen")
    for before in case.having("special_fund", "year", int(year) - 1)[:1]:
        held = before.values.get("closing_fen")
        if opening is not None and held is not None and held != opening:
            yield error(
                fund, "R-2.3.7", "opening_fen",
                year=str(year), value=scaled(int(opening), 2), before=str(int(year) - 1), closing=scaled(int(held), 2),
                **sums.difference(int(opening), int(held)),
            )  # fmt: skip
    for after in case.having("special_fund", "year", int(year) + 1)[:1]:
        held = after.values.get("opening_fen")
        if closing is not None and held is not None and held != closing:
            yield error(
                fund, "R-2.3.7-next", "closing_fen",
                year=str(year), value=scaled(int(closing), 2), after=str(int(year) + 1), opening=scaled(int(held), 2),
                **sums.difference(int(held), int(closing)),
            )  # fmt: skip


def _flag(case: Case, line: Record) -> Iterator[Finding]:
    source, flag = line.values.get("source"), line.values.get("is_poverty_fund")
    poverty = case.implied("funding_source", source, "poverty")
    if source == _DISPATCH and flag:
        yield warning(line, "R-2.2.1", "is_poverty_fund", source=case.told(line, "source"))
    elif flag and poverty == "0":
        yield warning(line, "R-2.3.1-flag", "is_poverty_fund", source=case.told(line, "source"))
    elif flag == 0 and poverty == "1":
        use = "、".join(told for one in ("use_class", "target_level") if (told := case.told(line, one)))
        yield warning(
            line, "R-2.3.1-missed", "is_poverty_fund", source=case.told(line, "source"), use=use or "未填"
        )
