"""What banks lend against their risk fund, before and after a loan or a transaction of the fund is saved."""

from typing import TYPE_CHECKING, Final

from fupin_desk.model.amount import rounded, scaled, times, yuan
from fupin_desk.model.finding import Finding
from fupin_desk.model.money import Money
from fupin_desk.model.page import Page
from fupin_desk.model.rule import Rule, UnitAmount
from fupin_desk.store.journal import journal
from fupin_desk.store.rules import coverage, unit_facts

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

# The finding that a loan brings its bank over what the risk fund allows.
_OVER_CAP: Final = "R-2.8.2"
_NOTHING: Final = UnitAmount("exempt", 0, 0)


def of_loan(desk: "Desk", page: Page) -> list[Money]:
    """Return what a loan does to the use of its bank's risk fund."""
    bank = page.record.values.get("bank")
    rule = desk.pack().find_rule("bank_lending")
    return (
        _used(desk, rule, bank, *_amounts(desk, page, rule, bank)) if rule and isinstance(bank, str) else []
    )


def objections(desk: "Desk", page: Page) -> list[Finding]:
    """Return the warning that the loan on a page brings its bank over what the fund in this file allows.

    It is said while the loan is entered; what banks have lent is judged bank by bank from then on.
    """
    loan, rule = page.record, desk.pack().find_rule("bank_lending")
    bank = loan.values.get("bank")
    if loan.kind != "loan" or not isinstance(bank, str) or rule is None or rule.at_most is None:
        return []
    before, after = _amounts(desk, page, rule, bank)
    excess = after.part - int(rule.at_most * after.whole)
    if after.whole <= 0 or after.part <= before.part or excess <= 0:
        return []
    values = {
        "bank": desk.catalog.codes["bank"].label(bank), "value": scaled(after.part, 2), "fund": scaled(after.whole, 2),
        "times": str(rounded(rule.at_most, 0)), "difference": scaled(excess, 2),
    }  # fmt: skip
    return [desk.catalog.texts.worded(Finding(_OVER_CAP, "W", "loan", loan.id, "principal_fen", values))]


def _amounts(desk: "Desk", page: Page, rule: Rule, bank: str) -> tuple[UnitAmount, UnitAmount]:
    """Return what lies in a bank's risk fund and what is owed to it, fen, before and after a page is saved."""
    connection, pack, today = desk.file.connection, desk.pack(), desk.today()
    before = unit_facts.amounts(connection, pack, rule, today, only=bank)
    with coverage.as_if_written(connection, page.drafts(), write=journal.write_rows):
        after = unit_facts.amounts(connection, pack, rule, today, only=bank)
    return before.get(bank, _NOTHING), after.get(bank, _NOTHING)


def of_move(desk: "Desk", page: Page) -> list[Money]:
    """Return what a transaction does to the fund at its bank, and to what the bank may lend."""
    bank = page.record.values.get("bank")
    rule = desk.pack().find_rule("bank_lending")
    if not isinstance(bank, str) or rule is None:
        return []
    before, after = _amounts(desk, page, rule, bank)
    name = desk.catalog.codes["bank"].label(bank)
    fund = after.whole
    text = f"{name}的风险补偿金余额" + (f" {yuan(fund)}。" if fund >= 0 else f"成了负数，差 {yuan(-fund)}。")
    balance = Money("风险补偿金余额", yuan(before.whole), yuan(fund), "不低于 0", text, fund >= 0)
    return [balance, *_used(desk, rule, bank, before, after)]


def _used(desk: "Desk", rule: Rule, bank: str, before: UnitAmount, after: UnitAmount) -> list[Money]:
    """Return how much of what its risk fund allows a bank has lent.

    The fund is the county's: in a township's file the figures are its own share, and nobody is told to have missed.
    """
    if rule.at_most is None:
        return []
    lent, fund = after.part, after.whole
    rest = int(rule.at_most * fund) - lent
    cap = rounded(rule.at_most, 0)
    name, most = desk.catalog.codes["bank"].label(bank), f"{cap} 倍"
    text = f"{name}贷款余额 {yuan(lent)}，"
    if fund > 0:
        text += f"风险补偿金 {yuan(fund)}，按 {most}"
        text += f"还可放 {yuan(rest)}。" if rest >= 0 else f"超出 {yuan(-rest)}。"
    else:
        text += "没有登记这家银行的风险补偿金，算不出还可放多少。"
    judged = not rule.is_of_county or desk.place == desk.catalog.regions.county
    shown = [times(max(one.part, 0), max(one.whole, 0), cap=rule.at_most) for one in (before, after)]
    label = f"放贷比例（1:{cap}）" if judged else f"放贷比例（1:{cap}，本单位数）"
    return [Money(label, shown[0], shown[1], f"不超过 {most}", text, rest >= 0 if judged else None)]
