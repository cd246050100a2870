"""The two 60 % of the poverty funds, and the list of a to-household line, before and after a line is saved."""

from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from fupin_desk.model.amount import percent, rounded, yuan
from fupin_desk.model.money import Money, fen
from fupin_desk.model.page import Page
from fupin_desk.model.rule import Rule
from fupin_desk.model.value import Record
from fupin_desk.store import money as sums

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_INDUSTRY, _TO_HOUSEHOLDS = "1", "1"


def of_line(desk: "Desk", page: Page) -> list[Money]:
    """Return what a line of funds does to both shares of its year in this unit (R-2.3.1, R-2.3.2)."""
    line, today = page.record, desk.today()
    year = line.values.get("year")
    found = [_beneficiaries(desk, page)] if line.values.get("target_level") == _TO_HOUSEHOLDS else []
    if year is None:
        return found
    by_payment = bool(desk.pack().readings.get("funds_by_payment"))
    connection = desk.file.connection
    before = sums.funds(connection, int(year), today, by_payment=by_payment)
    others = sums.funds(connection, int(year), today, without=line.id, by_payment=by_payment)
    amount = sums.paid_of_line(connection, line.id, today) if by_payment else fen(line, "amount_fen")
    after = _with(others, line, amount, today)
    for rule in desk.pack().rules:
        if rule.id == "R-2.3.1":
            found.append(
                _share(rule, int(year), (before.industry, before.poverty), (after.industry, after.poverty))
            )
        if rule.id == "R-2.3.2":
            was, becomes = (before.households, before.industry), (after.households, after.industry)
            found.append(_share(rule, int(year), was, becomes))
    return found


def _with(others: sums.Funds, line: Record, amount: int, today: str) -> sums.Funds:
    """Return the funds of a year with a line as the page has it; what is not known of its use is not counted."""
    values = line.values
    day = values.get("allocated_on")
    if not values.get("is_poverty_fund") or values.get("use_class") is None or not day or str(day) > today:
        return others
    industry = amount if values["use_class"] == _INDUSTRY else 0
    households = industry if values.get("target_level") == _TO_HOUSEHOLDS else 0
    return replace(
        others,
        poverty=others.poverty + amount,
        industry=others.industry + industry,
        households=others.households + households,
    )


def _share(rule: Rule, year: int, before: tuple[int, int], after: tuple[int, int]) -> Money:
    target = rule.target or Fraction(0)
    part, whole = after
    gap = ceil(target * whole) - part
    least = f"{rounded(target * 100, 0)}%"
    if not whole:
        text = f"{year} 年还没有这项资金。"
    elif gap > 0:
        text = f"{yuan(part)} ÷ {yuan(whole)}，按现有总额还差 {yuan(gap)}才到 {least}。"
    else:
        text = f"{yuan(part)} ÷ {yuan(whole)}，达到 {least}，多 {yuan(-gap)}。"
    return Money(
        f"{year} 年 {rule.short}",
        percent(*before, target=target),
        percent(*after, target=target),
        f"不低于 {least}",
        text,
        gap <= 0 if whole else None,
    )


def _beneficiaries(desk: "Desk", page: Page) -> Money:
    line = page.record.id
    held = desk.page("fund_line", line).children["fund_household"] if desk.record("fund_line", line) else ()
    before = sum(fen(one, "amount_fen") for one in held)
    rows = [one for one in page.children.get("fund_household", ()) if not one.removed]
    reached, amount = sum(fen(one, "amount_fen") for one in rows), fen(page.record, "amount_fen")
    told = f"名单 {len(rows)} 户共 {yuan(reached)}，"
    difference = amount - reached
    if difference:
        told += f"比下达金额{'少' if difference > 0 else '多'} {yuan(abs(difference))}。"
    else:
        told += "与下达金额相等。"
    return Money("到户名单合计", yuan(before), yuan(reached), yuan(amount), told, reached == amount)
