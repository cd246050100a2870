"""Losses shared 3 to 7, the risk fund that pays for them, and insurance."""

from collections.abc import Iterator
from typing import Final

from fupin_desk.model.amount import scaled
from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record, Value
from fupin_desk.validation import loans, serials, spans
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error, warning

_PAYOUT, _OUT, _IN = "2", "4", "5"
# What a transaction does to the fund at its bank: 注入, 代偿, 追回, 调出, 调入.
_SIGNS: Final = {"1": 1, _PAYOUT: -1, "3": 1, _OUT: -1, _IN: 1}


def shares(loss: int, bank_percent: int) -> tuple[int, int]:
    """Return what bank and government bear of a loss, in fen: the bank's share rounded half up, the rest.

    Source:
        R-2.8.3: 36000.01 yuan are 10800.00 and 25200.01.
    """
    bank = (loss * bank_percent + 50) // 100
    return bank, loss - bank


def check_claim(case: Case, claim: Record) -> Iterator[Finding]:
    """Yield what is wrong with a recognised loss: its shares, the fund that is to pay for it, its loan (R-2.8.3)."""
    loss, bank, government = (
        claim.values.get(one) for one in ("loss_fen", "bank_share_fen", "government_share_fen")
    )
    if loss is not None and bank is not None and government is not None:
        due = shares(int(loss), case.limits.bank_share_percent)
        if (int(bank), int(government)) != due:
            percent = case.limits.bank_share_percent
            yield error(
                claim, "R-2.8.3", "bank_share_fen" if int(bank) != due[0] else "government_share_fen",
                loss=scaled(int(loss), 2), value=scaled(int(bank), 2), other=scaled(int(government), 2),
                bank=scaled(due[0], 2), government=scaled(due[1], 2), shares=f"{percent}% 和 {100 - percent}%",
            )  # fmt: skip
    loan, day = case.record("loan", claim.values.get("loan")), claim.values.get("recognised_on")
    if loan is None or day is None:
        return
    lent = loan.values.get("lent_on")
    if lent is not None and str(day) < str(lent):
        yield error(claim, "R-2.8.3-before", "recognised_on", value=str(day), lent=str(lent))
    left = loans.balance(case, loan, str(day))
    if loss is not None and loan.values.get("principal_fen") is not None and int(loss) > left:
        yield warning(claim, "R-2.8.3-loss", "loss_fen", value=scaled(int(loss), 2), left=scaled(left, 2))
    yield from _covered(case, claim, loan)


def check_transaction(case: Case, transaction: Record) -> Iterator[Finding]:
    """Yield what is wrong with a transaction: a move that does not balance (R-2.8.4), a payout without a claim."""
    kind, reference = transaction.values.get("transaction_kind"), transaction.values.get("reference")
    if kind in {_OUT, _IN}:
        if not reference:
            told = case.told(transaction, "transaction_kind")
            yield error(transaction, "R-2.8.4-reference", "reference", kind=told)
            return
        rows = case.having("risk_fund", "reference", reference)
        out, into = (
            sum(
                int(one.values.get("amount_fen") or 0)
                for one in rows
                if one.values.get("transaction_kind") == way
            )
            for way in (_OUT, _IN)
        )
        if out != into:
            yield error(
                transaction, "R-2.8.4", "amount_fen",
                reference=str(reference), out=scaled(out, 2), into=scaled(into, 2), difference=scaled(abs(out - into), 2),
            )  # fmt: skip
    if kind == _PAYOUT:
        yield from _payout(case, transaction)


def check_insurance(case: Case, policy: Record) -> Iterator[Finding]:
    """Yield what is wrong with an insurance policy: its number, its days, nobody insured, more subsidy than premium."""
    yield from serials.once(case, policy, "policy_no")
    yield from spans.order(case, policy, "from_day", "to_day")
    unread = policy.unread.get("household") or policy.unread.get("entity")
    if policy.values.get("household") is None and policy.values.get("entity") is None and not unread:
        yield error(policy, "R-2.8.8-nobody", "household")
    premium, subsidy = policy.values.get("premium_fen"), policy.values.get("subsidy_fen")
    if premium is not None and subsidy is not None and int(subsidy) > int(premium):
        yield error(
            policy, "R-2.8.8", "subsidy_fen", value=scaled(int(subsidy), 2), premium=scaled(int(premium), 2)
        )


def _payout(case: Case, transaction: Record) -> Iterator[Finding]:
    claim = case.record("loss_claim", transaction.values.get("loss_claim"))
    if claim is None:
        if transaction.values.get("loss_claim") is None and not transaction.unread.get("loss_claim"):
            yield warning(transaction, "R-2.8.3-payout", "loss_claim")
        return
    paid, share = transaction.values.get("amount_fen"), claim.values.get("government_share_fen")
    if paid is not None and share is not None and paid != share:
        yield warning(
            transaction, "R-2.8.3-paid", "amount_fen", value=scaled(int(paid), 2), share=scaled(int(share), 2)
        )


def _covered(case: Case, claim: Record, loan: Record) -> Iterator[Finding]:
    """Yield whether the fund at the loan's bank is less than the government's share.

    The day is that of the payout if it was paid, else today.
    """
    share, bank = claim.values.get("government_share_fen"), loan.values.get("bank")
    if share is None or bank is None:
        return
    payouts = case.having("risk_fund", "loss_claim", claim.id)
    days = [str(one.values["happened_on"]) for one in payouts if one.values.get("happened_on")]
    own = {one.id for one in payouts}
    there = _fund(case, bank, min(days, default=case.today), own)
    if int(share) > there:
        yield error(
            claim, "R-2.8.3-fund", "government_share_fen",
            bank=case.codes["bank"].label(bank), share=scaled(int(share), 2), fund=scaled(there, 2),
            difference=scaled(int(share) - there, 2),
        )  # fmt: skip


def _fund(case: Case, bank: Value, day: str, without: set[str]) -> int:
    return sum(
        _SIGNS.get(str(one.values.get("transaction_kind")), 0) * int(one.values.get("amount_fen") or 0)
        for one in case.having("risk_fund", "bank", bank)
        if one.id not in without and str(one.values.get("happened_on") or "9999") <= day
    )
