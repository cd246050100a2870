"""The risk fund at the banks, and the losses that it pays for, three to seven."""

import datetime
from collections.abc import Sequence
from typing import Final

from fupin_desk.demo.book import Book, born
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.loans import OVERDUE, TITLE, YUAN, Loan
from fupin_desk.model.value import Draft, Values

PAID_IN, PAID_OUT, RECOVERED, MOVED_OUT, MOVED_IN = "12345"
_TIMES: Final = 8
# How much of eight times its fund each bank has lent, in hundredths: just under the limit, over it, well under it.
_USE: Final = {"01": 98, "02": 107, "03": 62, "04": 80}
_ROUND_FEN: Final = 1000 * YUAN


def insure(dice: Dice, book: Book, loans: Sequence[Loan]) -> None:
    """Note the fund at every bank, the losses of the oldest overdue loans, and what moved between the banks."""
    overdue = sorted(
        (one for one in loans if one.fate == OVERDUE and not one.unread), key=lambda one: one.due
    )
    exact = [one for one in overdue if one.balance() == 36_000_01]
    others = [one for one in overdue if one not in exact]
    chosen = exact + others[: max(2, len(overdue) // 4 - len(exact))]
    gains: dict[str, int] = {}
    moves: list[Draft] = []
    for nth, loan in enumerate(chosen):
        claim, payouts = _claim(dice, loan, nth)
        book.add(datetime.date.fromisoformat(str(claim.values["recognised_on"])), TITLE, claim)
        moves += payouts
    balances: dict[str, int] = {}
    for one in loans:
        bank = str(one.values["bank"])
        balances[bank] = balances.get(bank, 0) + one.balance()
    held = {bank: _fund(bank, balance) for bank, balance in sorted(balances.items()) if balance > 0}
    moves += _transfers(dice, held)
    for move in moves:
        bank = str(move.values["bank"])
        gains[bank] = gains.get(bank, 0) + _gain(move)
    for bank in sorted(held.keys() | gains):
        needed = -(-(held.get(bank, 0) - gains.get(bank, 0)) // (100 * YUAN)) * 100 * YUAN
        first = needed * 6 // 10 // _ROUND_FEN * _ROUND_FEN
        for paid_in_on, fen in (("2016-06-20", first), ("2018-03-20", needed - first)):
            if fen > 0:
                moves.append(_move(dice, bank, PAID_IN, fen, paid_in_on))
    for move in sorted(moves, key=lambda move: str(move.values["happened_on"])):
        book.add(datetime.date.fromisoformat(str(move.values["happened_on"])), TITLE, move)


def _fund(bank: str, balance: int) -> int:
    """Return what lies at a bank so that its loans use as much of it as is planned."""
    exact = balance * 100 // (_TIMES * _USE[bank])
    down = exact // _ROUND_FEN * _ROUND_FEN
    return max(_ROUND_FEN, down if _USE[bank] > 100 else down + _ROUND_FEN)


def _claim(dice: Dice, loan: Loan, nth: int) -> tuple[Draft, list[Draft]]:
    """Return a recognised loss and what the fund paid for it; of eight one is not shared to the fen and one not known."""
    day = max(loan.due + datetime.timedelta(days=60), datetime.date(2018, 4, 10)) + datetime.timedelta(
        days=7 * (nth % 5)
    )
    day = min(day, datetime.date(2018, 9, 18))
    loss = loan.balance(day)
    bank_share = (3 * loss + 5) // 10
    values: Values = {
        "loan": loan.id, "recognised_on": day.isoformat(), "loss_fen": loss, "bank_share_fen": bank_share,
        "government_share_fen": loss - bank_share,
    }  # fmt: skip
    if nth % 8 == 1:
        values["government_share_fen"] = loss - bank_share - 1
    if nth % 8 == 4:
        unread: Values = {"loss_fen": None, "bank_share_fen": None, "government_share_fen": None}
        return Draft("loss_claim", dice.id(), values | unread, {"loss_fen": "约两万，待核"}, is_new=True), []
    claim = born(dice, "loss_claim", **values)
    if nth % 4 == 3:
        return claim, []
    bank, paid = str(loan.values["bank"]), int(values["government_share_fen"] or 0)
    paid_on = min(day + datetime.timedelta(days=9), datetime.date(2018, 9, 27)).isoformat()
    moves = [_move(dice, bank, PAID_OUT, paid - 100 * YUAN * (nth % 8 == 2), paid_on, loss_claim=claim.id)]
    if nth % 5 == 0:
        moves.append(_move(dice, bank, RECOVERED, 2000 * YUAN, "2018-09-19", loss_claim=claim.id))
    return claim, moves


def _transfers(dice: Dice, held: dict[str, int]) -> list[Draft]:
    """Return two moves from the third bank to the first: one that balances, one of which a part got lost."""
    fen = held.get("03", 0) // 5 // _ROUND_FEN * _ROUND_FEN
    if "01" not in held or not fen:
        return []
    return [
        _move(dice, "03", MOVED_OUT, fen, "2018-05-15", reference="调配2018-1"),
        _move(dice, "01", MOVED_IN, fen, "2018-05-15", reference="调配2018-1"),
        _move(dice, "03", MOVED_OUT, fen, "2018-08-20", reference="调配2018-2"),
        _move(dice, "01", MOVED_IN, fen - fen // 10, "2018-08-21", reference="调配2018-2"),
    ]


def _move(dice: Dice, bank: str, kind: str, fen: int, day: str, **more: str) -> Draft:
    values: Values = {"bank": bank, "transaction_kind": kind, "amount_fen": fen, "happened_on": day, **more}
    return born(dice, "risk_fund", **values)


def _gain(one: Draft) -> int:
    fen = int(one.values["amount_fen"] or 0)
    return fen if one.values["transaction_kind"] in {PAID_IN, RECOVERED, MOVED_IN} else -fen
