"""Interest that the government pays: all of it for a household's loan, half of it for an entity's."""

import datetime
from collections.abc import Callable, Sequence
from itertools import count

from fupin_desk.demo.book import Book, born
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.loans import OVERDUE, TITLE, Loan
from fupin_desk.model.value import Values

_CAP_FEN, _LONGEST = 50_000_00, 36
# First and last day of a period, from when the subsidy is paid, and how likely it is paid by now.
_PERIODS = (
    (datetime.date(2017, 12, 21), datetime.date(2018, 6, 20), datetime.date(2018, 7, 9), 0.97),
    (datetime.date(2018, 6, 21), datetime.date(2018, 9, 20), datetime.date(2018, 9, 21), 0.8),
)


def pay(dice: Dice, book: Book, loans: Sequence[Loan], driving: set[str]) -> set[str]:
    """Note the interest of two periods of 2018 and what was paid of it; return the households that got something.

    Args:
        dice: Chance.
        book: Where it is noted.
        loans: The loans.
        driving: The entities that drive poor households.
    """
    turns, paid = count(), set()
    for loan in loans:
        for first, last, from_day, likely in _PERIODS:
            begins, ends = max(loan.lent, first), min(loan.due, last)
            if (ends - begins).days < 5 or loan.balance(begins) <= 0:
                continue
            values = _values(loan, begins, ends, driving)
            day = dice.workday(from_day, from_day + datetime.timedelta(days=7))
            if values["is_eligible"] and dice.chance(likely):
                values["paid_on"] = day.isoformat()
                paid.add(str(loan.values.get("household")))
            if values["is_eligible"] and not loan.is_of_entity:
                _spoil(values, next(turns))
            book.add(max(day, loan.typed_on), TITLE, born(dice, "interest_subsidy", **values))
    return paid


def _values(loan: Loan, begins: datetime.date, ends: datetime.date, driving: set[str]) -> Values:
    days = (ends - begins).days + 1
    # Yearly rate in hundredths of a percent, 360 days a year; half a fen is rounded up.
    interest = (loan.balance(begins) * int(loan.values["rate_bp"] or 0) * days + 1_800_000) // 3_600_000
    eligible = _is_eligible(loan, driving)
    due = (interest + 1) // 2 if loan.is_of_entity else interest
    return {
        "loan": loan.id, "from_day": begins.isoformat(), "to_day": ends.isoformat(), "interest_fen": interest,
        "subsidy_fen": due if eligible else 0, "is_eligible": int(eligible),
    }  # fmt: skip


def _is_eligible(loan: Loan, driving: set[str]) -> bool:
    if loan.is_of_entity:
        return loan.values["entity"] in driving
    return (
        loan.fate != OVERDUE
        and bool(loan.values["is_productive"])
        and int(loan.values["principal_fen"] or 0) <= _CAP_FEN
        and int(loan.values["months"] or 0) <= _LONGEST
    )


# --- mistakes


def _more_than_interest(values: Values) -> None:
    values["subsidy_fen"] = int(values["interest_fen"] or 0) + 10_00


def _less_than_promised(values: Values) -> None:
    values["subsidy_fen"] = int(values["interest_fen"] or 0) * 9 // 10


def _not_looked_into(values: Values) -> None:
    values["is_eligible"] = None


def _day_missing(values: Values) -> None:
    values |= {"to_day": None, "paid_on": None}


_MISTAKES: dict[int, Callable[[Values], None]] = {
    11: _more_than_interest, 17: _not_looked_into, 29: _less_than_promised, 71: _day_missing,
}  # fmt: skip


def _spoil(values: Values, turn: int) -> None:
    """Make a mistake in four of ninety rows."""
    spoil = _MISTAKES.get(turn % 90)
    if spoil:
        spoil(values)
