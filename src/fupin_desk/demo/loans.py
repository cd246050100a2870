"""Poverty micro-loans of households and loans of entities: who wants one, what was lent, what was paid back."""

import calendar
import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from fupin_desk.demo.book import Book, born
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.households import Household
from fupin_desk.demo.people import AS_OF, Person
from fupin_desk.model.value import Draft, Values

HOUSEHOLD, ENTITY = "1", "2"
TITLE = "登记金融台账"
YUAN: Final = 100
# What both claims over a loss of 36000.01 yuan are about: 50000 yuan less this.
PAID_BACK: Final = 13_999_99
_BANKS = (("01", 56), ("03", 24), ("02", 13), ("04", 7))
_ENTITY_BANKS = (("01", 60), ("03", 25), ("04", 15))
_PREFIX = {"01": "JLNS", "02": "JLNH", "03": "JLYC", "04": "JLJH"}
_FIRST_PAID = datetime.date(2018, 3, 5)
_LAST_LENT = datetime.date(2018, 9, 14)
RUNNING, SOON, OVERDUE, REPAID = range(4)
# What becomes of one loan after the other.
_FATES = (
    RUNNING, OVERDUE, RUNNING, SOON, RUNNING, REPAID, OVERDUE, RUNNING, RUNNING, RUNNING, REPAID, RUNNING, OVERDUE,
    RUNNING, SOON, RUNNING, RUNNING, REPAID, RUNNING, RUNNING, RUNNING, RUNNING, RUNNING, SOON, RUNNING, RUNNING,
)  # fmt: skip
# Days before the demo's own day between which a loan of each fate falls due.
_DUE: dict[int, tuple[int, int]] = {SOON: (-55, -2), OVERDUE: (25, 260), REPAID: (-200, 190)}
_PRINCIPALS = ((50000, 52), (30000, 22), (20000, 16), (10000, 10))
_PURPOSES = {
    "ZZ02": "稻虾养殖", "XM04": "土鸡养殖", "ZZ10": "蔬菜种植", "ZZ12": "莲藕种植", "XM01": "生猪养殖", "SC03": "黄鳝养殖",
    "XM05": "养鸭", "ZZ14": "西瓜种植", "ZZ06": "油菜种植", "SC01": "养鱼", "XM02": "养牛",
}  # fmt: skip


@dataclass(slots=True)
class Loan:
    """A loan to be: its record, what was paid back on which day, and what later chapters need to know."""

    id: str
    values: Values
    fate: int
    repaid: list[tuple[datetime.date, int]] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)
    typed_on: datetime.date = datetime.date.min

    @property
    def lent(self) -> datetime.date:
        """The day on which it was lent."""
        return datetime.date.fromisoformat(str(self.values["lent_on"]))

    @property
    def due(self) -> datetime.date:
        """The day on which it falls due."""
        return after_months(self.lent, int(self.values["months"] or 0))

    @property
    def is_of_entity(self) -> bool:
        """Whether an entity borrowed."""
        return self.values["borrower_kind"] == ENTITY

    def balance(self, day: datetime.date = AS_OF) -> int:
        """Return what is owed on a day, in fen."""
        paid = sum(fen for paid_on, fen in self.repaid if paid_on <= day)
        return int(self.values["principal_fen"] or 0) - paid


def after_months(day: datetime.date, months: int) -> datetime.date:
    """Return the day so many months after another, or before it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def lend(
    dice: Dice, households: Sequence[Household], entities: Sequence[tuple[datetime.date, Draft]]
) -> list[Loan]:
    """Return the loans of a township: most of who can and wants has one, and a few who should not.

    Args:
        dice: Chance.
        households: Who may borrow.
        entities: Who may borrow for a business, and when the file first knows of each.
    """
    fates, unasked, unfit = count(), count(), count()
    made: list[Loan] = []
    for household in households:
        borrower = _borrower(household)
        if borrower is None:
            continue
        answers = (household.values.get("business_ability"), household.values.get("loan_willingness"))
        if answers == (1, 1):
            borrows = dice.chance(0.74)
        elif None in answers:
            borrows = next(unasked) % 8 == 2
        else:
            borrows = next(unfit) % 24 == 5
        if borrows:
            made.append(_to_household(dice, household, borrower, _FATES[next(fates) % len(_FATES)]))
    overdue = [one for one in made if one.fate == OVERDUE]
    for one in overdue[:2]:
        one.values["principal_fen"] = 50_000 * YUAN
        one.repaid = [(one.due + datetime.timedelta(days=12), PAID_BACK)]
    sound = [one for one in made if one.fate != OVERDUE]
    for nth, one in enumerate(sound[4::13]):
        _MISTAKES[nth % len(_MISTAKES)](one, households)
    for typed_on, entity in entities:
        if entity.values["state"] == "1" and dice.chance(0.6):
            made.append(_to_entity(dice, entity, typed_on))
    _number(made)
    return made


def note(dice: Dice, book: Book, loans: Sequence[Loan]) -> None:
    """Note loans and repayments, each on its day; what is older than the policy comes in with the first stock-taking."""
    for one in loans:
        day = max(one.lent, one.typed_on)
        book.add(day, TITLE, Draft("loan", one.id, one.values, one.unread, is_new=True))
        for paid_on, fen in one.repaid:
            values: Values = {"loan": one.id, "paid_on": paid_on.isoformat(), "principal_fen": fen}
            if one.is_of_entity:
                values["interest_fen"] = fen * int(one.values["rate_bp"] or 0) // 20_000
            book.add(max(day, paid_on), TITLE, born(dice, "repayment", **values))


def _borrower(household: Household) -> Person | None:
    fit = [one for one in household.members if one.is_capable and 20 <= one.age <= 63]
    return fit[0] if fit and household.is_poor else None


def _to_household(dice: Dice, household: Household, borrower: Person, fate: int) -> Loan:
    months = dice.weighted(((12, 15), (24, 35), (36, 50)) if fate == RUNNING else ((12, 65), (24, 35)))
    if fate == RUNNING:
        lent = dice.workday(after_months(AS_OF, 4 - months), _LAST_LENT)
    else:
        early, late = _DUE[fate]
        lent = after_months(AS_OF - datetime.timedelta(days=dice.randint(early, late)), -months)
    direction = str(household.values.get("industry_direction"))
    values: Values = {
        "borrower_kind": HOUSEHOLD, "household": household.id, "member": borrower.id, "bank": dice.weighted(_BANKS),
        "principal_fen": dice.weighted(_PRINCIPALS) * YUAN, "months": months, "rate_bp": 435 if months == 12 else 475,
        "lent_on": lent.isoformat(), "purpose": _PURPOSES.get(direction, "种养业"), "is_productive": 1,
    }  # fmt: skip
    made = Loan(dice.id(), values, fate)
    if fate == REPAID:
        first = max(lent + datetime.timedelta(days=150), _FIRST_PAID)
        made.repaid = [
            (
                dice.workday(first, max(first, min(made.due, _LAST_LENT)) + datetime.timedelta(days=6)),
                made.balance(),
            )
        ]
    elif fate == OVERDUE and dice.chance(0.4):
        made.repaid = [
            (made.due - datetime.timedelta(days=dice.randint(3, 40)), dice.randint(2, 16) * 500 * YUAN)
        ]
    elif fate == RUNNING and lent.year < 2018 and dice.chance(0.2):
        made.repaid = [(dice.workday(_FIRST_PAID, _LAST_LENT), dice.randint(2, 10) * 1000 * YUAN)]
    return made


def _to_entity(dice: Dice, entity: Draft, typed_on: datetime.date) -> Loan:
    months = dice.choice((12, 12, 24))
    lent = dice.workday(datetime.date(2017, 11, 6), datetime.date(2018, 8, 24))
    values: Values = {
        "borrower_kind": ENTITY, "entity": entity.id, "bank": dice.weighted(_ENTITY_BANKS),
        "principal_fen": dice.choice((10, 15, 20, 30)) * 10_000 * YUAN, "months": months, "rate_bp": dice.choice((522, 565)),
        "lent_on": lent.isoformat(), "purpose": "扩大基地规模", "is_productive": 1,
    }  # fmt: skip
    made = Loan(dice.id(), values, RUNNING, typed_on=typed_on)
    if lent.year < 2018:
        made.repaid = [(dice.workday(_FIRST_PAID, _LAST_LENT), 20_000 * YUAN)]
    return made


def _number(loans: list[Loan]) -> None:
    """Set every loan's contract number, in the order in which they were lent, and its day of repayment."""
    numbers: dict[str, int] = {}
    for one in sorted(loans, key=lambda one: one.lent):
        series = f"{_PREFIX[str(one.values['bank'])]}-{one.lent.year}"
        numbers[series] = numbers.get(series, 0) + 1
        one.values.setdefault("contract_no", f"{series}-{numbers[series]:04d}")
        if "due_on" not in one.unread:
            one.values.setdefault("due_on", one.due.isoformat())


# --- mistakes


def _over_cap(one: Loan, _: Sequence[Household]) -> None:
    one.values["principal_fen"] = 80_000 * YUAN


def _too_long(one: Loan, _: Sequence[Household]) -> None:
    one.values["months"] = 48


def _for_a_house(one: Loan, _: Sequence[Household]) -> None:
    one.values |= {"purpose": "翻建住房", "is_productive": 0}


def _due_off(one: Loan, _: Sequence[Household]) -> None:
    one.values["due_on"] = after_months(one.due, 3).isoformat()


def _too_old(one: Loan, households: Sequence[Household]) -> None:
    """Let the oldest of the household borrow, if there is somebody too old for it; else of some household."""
    for household in (*(it for it in households if it.id == one.values["household"]), *households):
        old = [member for member in household.members if member.age >= 68]
        if old:
            one.values |= {"household": household.id, "member": old[0].id}
            return


def _paid_too_early(one: Loan, _: Sequence[Household]) -> None:
    one.repaid = [(one.lent - datetime.timedelta(days=31), 2000 * YUAN)]


def _paid_too_much(one: Loan, _: Sequence[Household]) -> None:
    one.repaid = [(min(one.lent + datetime.timedelta(days=90), _LAST_LENT), one.balance() + 500 * YUAN)]


def _somebody_else(one: Loan, households: Sequence[Household]) -> None:
    other = next((it for it in households if it.id != one.values["household"]), None)
    one.values["member"] = other.head.id if other else None


def _nobody(one: Loan, _: Sequence[Household]) -> None:
    one.values |= {"household": None, "member": None}


def _due_unread(one: Loan, _: Sequence[Household]) -> None:
    one.unread["due_on"] = "三年以后还"


_MISTAKES: tuple[Callable[[Loan, Sequence[Household]], None], ...] = (
    _over_cap, _too_old, _too_long, _paid_too_much, _for_a_house, _due_off, _somebody_else, _paid_too_early, _nobody,
    _due_unread,
)  # fmt: skip
