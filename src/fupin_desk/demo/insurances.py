"""Insurance of crops, animals and loans, most of its premium paid by the government."""

import datetime
from collections.abc import Callable, Sequence
from itertools import count

from fupin_desk.demo.book import Book, born
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.households import Household
from fupin_desk.demo.loans import TITLE, YUAN, Loan
from fupin_desk.model.value import Draft, Values

_CROP, _ANIMAL, _PRICE, _LOAN = "1", "2", "3", "5"
# By kind: premium from and to in yuan, what is insured by the yuan of premium, percent that the government pays.
_TERMS = {
    _CROP: (60, 360, 30, 80),
    _ANIMAL: (120, 600, 20, 80),
    _PRICE: (200, 800, 12, 50),
    _LOAN: (300, 750, 66, 100),
}
_INSURERS = ("人保财险江陵支公司", "人保财险江陵支公司", "中华联合财险江陵支公司")
_PRICED = {"ZZ02", "ZZ10"}


def insure(
    dice: Dice, book: Book, households: Sequence[Household], entities: Sequence[tuple[datetime.date, Draft]],
    loans: Sequence[Loan],
) -> set[str]:  # fmt: skip
    """Note the policies of households, borrowers and entities; return the households that are insured."""
    numbers, insured = count(1), set()
    for one in households:
        direction = str(one.values.get("industry_direction") or "")
        if one.is_target and dice.chance(0.24):
            kind = _ANIMAL if direction[:2] in {"XM", "SC"} else _CROP
            kind = _PRICE if direction in _PRICED and dice.chance(0.4) else kind
            _note(dice, book, {"household": one.id}, kind, next(numbers))
            insured.add(one.id)
    for loan in loans:
        if loan.values.get("household") and dice.chance(0.15):
            _note(dice, book, {"household": loan.values["household"]}, _LOAN, next(numbers))
    for typed_on, entity in entities:
        if dice.chance(0.6):
            kind = dice.choice((_CROP, _ANIMAL, _PRICE))
            _note(dice, book, {"entity": entity.id}, kind, next(numbers), since=typed_on)
    return insured


def _note(
    dice: Dice, book: Book, insured: Values, kind: str, number: int, *, since: datetime.date = datetime.date.min
) -> None:  # fmt: skip
    """Note a policy of a year, an entity's over eight times as much; one of nine began the year before and is over."""
    least, most, cover, percent = _TERMS[kind]
    premium = dice.randint(least, most) * YUAN * (8 if "entity" in insured else 1)
    year = 2017 if dice.chance(0.11) else 2018
    first = dice.day(datetime.date(year, 3, 16), datetime.date(year, 8, 31))
    values: Values = {
        "policy_no": f"BX{year}{number:06d}", "insurance_kind": kind, "insurer": dice.choice(_INSURERS), **insured,
        "insured_fen": premium * cover, "premium_fen": premium, "subsidy_fen": premium * percent // 100,
        "from_day": first.isoformat(), "to_day": (first.replace(year=year + 1) - datetime.timedelta(days=1)).isoformat(),
    }  # fmt: skip
    spoil = _MISTAKES.get(number % 110)
    if spoil:
        spoil(values)
    book.add(max(first, since), TITLE, born(dice, "insurance", **values))


# --- mistakes


def _subsidy_over_premium(values: Values) -> None:
    values["subsidy_fen"] = int(values["premium_fen"] or 0) + 20 * YUAN


def _nobody(values: Values) -> None:
    values |= {"household": None, "entity": None}


def _backwards(values: Values) -> None:
    values["from_day"], values["to_day"] = values["to_day"], values["from_day"]


_MISTAKES: dict[int, Callable[[Values], None]] = {13: _subsidy_over_premium, 47: _nobody, 93: _backwards}
