"""The shares of the poverty funds, and the list of a to-household line, before and after a line is saved."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from fupin_desk.model import tally_text
from fupin_desk.model.amount import yuan
from fupin_desk.model.money import Money, fen
from fupin_desk.model.page import Page
from fupin_desk.model.rule import Effect, Purpose, Rule, Tally
from fupin_desk.store.journal import journal
from fupin_desk.store.rules import coverage

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_TO_HOUSEHOLDS = "1"
_PURPOSES: tuple[Purpose, ...] = ("industry_funds", "household_funds")


def of_line(desk: "Desk", page: Page, changes: Sequence[Effect]) -> list[Money]:
    """Return what a line of funds does to both shares of its year in this unit, as the rules count them.

    Args:
        desk: The open desk.
        page: The line with its households as it would be saved.
        changes: What saving it does to coverage today.
    """
    line, today = page.record, desk.today()
    amounts = [_beneficiaries(desk, page)] if line.values.get("target_level") == _TO_HOUSEHOLDS else []
    year = line.values.get("year")
    day = today if year is None else min(today, f"{year}-12-31")
    if year is None or int(day[:4]) != int(year):
        return amounts
    pack = desk.pack(day)
    before = {tally.rule: tally for tally in desk.judgements.tallies(desk, day) if tally.place is None}
    if day != today:
        changes = coverage.effects(
            desk.file.connection, page.drafts(), pack, day, write=journal.write_rows,
            before=desk.judgements.tallies(desk, day),
        )  # fmt: skip
    after = {change.rule: change.whole_after for change in changes}
    rules = [rule for purpose in _PURPOSES if (rule := pack.find_rule(purpose))]
    shares = (_share(rule, int(year), before[rule.id], after.get(rule.id, before[rule.id])) for rule in rules)
    return [*amounts, *shares]


def _share(rule: Rule, year: int, before: Tally, after: Tally) -> Money:
    aim = rule.target or Fraction(0)
    gap = ceil(aim * after.whole) - after.part
    least = tally_text.format_target(rule)
    if not after.whole:
        text = f"{year} 年还没有这项资金。"
    elif gap > 0:
        text = f"{yuan(after.part)} ÷ {yuan(after.whole)}，按现有总额还差 {yuan(gap)}才到 {least}。"
    else:
        text = f"{yuan(after.part)} ÷ {yuan(after.whole)}，达到 {least}，多 {yuan(-gap)}。"
    return Money(
        f"{year} 年 {rule.short}",
        tally_text.format_ratio(rule, before),
        tally_text.format_ratio(rule, after),
        f"不低于 {least}",
        text,
        gap <= 0 if after.whole else None,
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
