"""What banks lend against their risk fund (1:8), before and after a loan or a transaction of the fund is saved."""

from typing import TYPE_CHECKING, Final

from fupin_desk.model.amount import rounded, scaled, times, yuan
from fupin_desk.model.finding import Finding
from fupin_desk.model.money import Money, fen
from fupin_desk.model.page import Page
from fupin_desk.model.rule import Rule
from fupin_desk.store import money as sums

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

RULE: Final = "R-2.8.2"
# What a transaction does to the fund at its bank: 注入, 代偿, 追回, 调出, 调入.
_SIGNS: Final = {"1": 1, "2": -1, "3": 1, "4": -1, "5": 1}


def of_loan(desk: "Desk", page: Page) -> list[Money]:
    """Return what a loan does to the use of its bank's risk fund (R-2.8.2)."""
    bank = page.record.values.get("bank")
    if not isinstance(bank, str):
        return []
    fund = sums.risk_fund(desk.file.connection, bank, desk.today())
    before, after = _lent(desk, page, bank)
    return _used(desk, bank, (before, fund), (after, fund))


def objections(desk: "Desk", page: Page) -> list[Finding]:
    """Return the warning that the loan on a page brings its bank over what the fund in this file allows (R-2.8.2).

    It is said while the loan is entered; what banks have lent is judged bank by bank from then on.
    """
    loan, rule = page.record, _rule(desk)
    bank = loan.values.get("bank")
    if loan.kind != "loan" or not isinstance(bank, str) or rule is None or rule.at_most is None:
        return []
    fund = sums.risk_fund(desk.file.connection, bank, desk.today())
    before, after = _lent(desk, page, bank)
    excess = after - int(rule.at_most * fund)
    if fund <= 0 or after <= before or excess <= 0:
        return []
    given = {
        "bank": desk.catalog.codes["bank"].label(bank), "value": scaled(after, 2), "fund": scaled(fund, 2),
        "times": str(rounded(rule.at_most, 0)), "difference": scaled(excess, 2),
    }  # fmt: skip
    return [desk.catalog.texts.worded(Finding(RULE, "W", "loan", loan.id, "principal_fen", given))]


def _lent(desk: "Desk", page: Page, bank: str) -> tuple[int, int]:
    """Return what is owed to a bank today, before and after the loan on a page is saved."""
    loan, today, connection = page.record, desk.today(), desk.file.connection
    lent_on = str(loan.values.get("lent_on") or "9999")
    repaid = sum(
        fen(one, "principal_fen")
        for one in page.children.get("repayment", ())
        if not one.removed and str(one.values.get("paid_on") or "9999") <= today
    )
    own = fen(loan, "principal_fen") - repaid if lent_on <= today else 0
    return sums.lent(connection, bank, today), sums.lent(connection, bank, today, without=loan.id) + own


def _rule(desk: "Desk") -> Rule | None:
    return next((one for one in desk.pack().rules if one.id == RULE), None)


def of_move(desk: "Desk", page: Page) -> list[Money]:
    """Return what a transaction does to the fund at its bank, and to what the bank may lend."""
    move, today, connection = page.record, desk.today(), desk.file.connection
    bank = move.values.get("bank")
    if not isinstance(bank, str):
        return []
    counts = str(move.values.get("happened_on") or "9999") <= today
    own = _SIGNS.get(str(move.values.get("transaction_kind")), 0) * fen(move, "amount_fen") if counts else 0
    before = sums.risk_fund(connection, bank, today)
    after = sums.risk_fund(connection, bank, today, without=move.id) + own
    name = desk.catalog.codes["bank"].label(bank)
    text = f"{name}的风险补偿金余额" + (
        f" {yuan(after)}。" if after >= 0 else f"成了负数，差 {yuan(-after)}。"
    )
    balance = Money("风险补偿金余额", yuan(before), yuan(after), "不低于 0", text, after >= 0)
    lent = sums.lent(connection, bank, today)
    return [balance, *_used(desk, bank, (lent, before), (lent, after))]


def _used(desk: "Desk", bank: str, before: tuple[int, int], after: tuple[int, int]) -> list[Money]:
    """Return how much of what its risk fund allows a bank has lent (1:8).

    The fund is the county's: in a township's file the figures are its own share, and nobody is told to have missed.
    """
    rule = _rule(desk)
    if rule is None or rule.at_most is None:
        return []
    lent, fund = after
    rest = int(rule.at_most * fund) - lent
    name, most = desk.catalog.codes["bank"].label(bank), f"{rounded(rule.at_most, 0)} 倍"
    text = f"{name}贷款余额 {yuan(lent)}，"
    if fund > 0:
        text += f"风险补偿金 {yuan(fund)}，按 {most}"
        text += f"还可放 {yuan(rest)}。" if rest >= 0 else f"超出 {yuan(-rest)}。"
    else:
        text += "没有登记这家银行的风险补偿金，算不出还可放多少。"
    judged = not rule.is_of_county or desk.place == desk.catalog.regions.county
    shown = [times(max(one, 0), max(base, 0), cap=rule.at_most) for one, base in (before, after)]
    label = "放贷比例（1:8）" if judged else "放贷比例（1:8，本单位数）"
    return [Money(label, shown[0], shown[1], f"不超过 {most}", text, rest >= 0 if judged else None)]
