"""Mistakes as registers have them, a few in every hundred records, so that the list of findings is not empty."""

import datetime
from collections.abc import Callable
from itertools import count

from fupin_desk.demo import advice
from fupin_desk.demo.advice import Roster
from fupin_desk.demo.book import Book
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.households import Household, Village
from fupin_desk.demo.people import FEMALE, MALE, Person
from fupin_desk.model.value import Draft, Values

_OTHER_SEX = {MALE: FEMALE, FEMALE: MALE}
_CHECKS = "0123456789X"


class Mistakes:
    """Puts mistakes of every sort into registered households, one sort after the other."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._turns = count(), count()
        self._previous: Household | None = None
        # Households whose warning has an explanation that a cadre can write down.
        self.explicable: list[Household] = []

    def spoil(self, household: Household) -> None:
        """Make a mistake in one of fifteen households, and in one of fifteen another with a member."""
        adults = [one for one in household.members if one.age >= 18 and one.values.get("id_kind") == "01"]
        if self._dice.chance(0.065) and adults:
            sorts = _OF_MEMBERS
            sorts[next(self._turns[0]) % len(sorts)](self._dice.choice(adults))
        if self._dice.chance(0.07):
            turn = next(self._turns[1]) % (len(_OF_HOUSEHOLDS) + len(_OF_PAIRS))
            if turn < len(_OF_HOUSEHOLDS):
                spoil = _OF_HOUSEHOLDS[turn]
                spoil(household)
                self.explicable += [household] if spoil is _card_off else []
            elif self._previous is not None:
                spoil_both = _OF_PAIRS[turn - len(_OF_HOUSEHOLDS)]
                spoil_both(household, self._previous)
                self.explicable += [household] if spoil_both is _same_phone else []
        self._previous = household


# --- members


def _wrong_check_digit(one: Person) -> None:
    number = str(one.values["id_number"])
    wrong = _CHECKS[(_CHECKS.index(number[17]) + 3) % len(_CHECKS)]
    one.values["id_number"] = number[:17] + wrong


def _other_sex(one: Person) -> None:
    one.values["sex"] = _OTHER_SEX[str(one.values["sex"])]


def _no_number(one: Person) -> None:
    one.values["id_number"] = None


def _no_papers(one: Person) -> None:
    one.values |= {"id_number": None, "id_kind": "90"}


def _unreadable_birth(one: Person) -> None:
    one.values["birth_date"] = None
    one.unread["birth_date"] = f"{1950 + one.age % 40}年2月30日"


def _work_without_months(one: Person) -> None:
    one.values |= {"work_region": "04", "work_months": None, "labour_capability": "01", "health_status": "01"}


def _school_and_education(one: Person) -> None:
    one.values |= {"school_status": "08", "education": "03"}


def _healthy_and_ill(one: Person) -> None:
    one.values["health_status"] = "01,02"


def _disabled_without_card(one: Person) -> None:
    one.values["health_status"] = "04"


def _no_labour_answer(one: Person) -> None:
    one.values["labour_capability"] = None


def _wrong_birth(one: Person) -> None:
    born = datetime.date.fromisoformat(str(one.values["birth_date"]))
    one.values["birth_date"] = (born + datetime.timedelta(days=30)).isoformat()


def _works_but_cannot(one: Person) -> None:
    one.values |= {"labour_capability": "03", "work_region": "03", "work_months": 6, "health_status": "02"}


def _bracket_in_name(one: Person) -> None:
    one.values["name"] = f"{one.name}（曾用名）"


def _short_number(one: Person) -> None:
    one.values["id_number"] = str(one.values["id_number"])[:17]


def _digit_in_name(one: Person) -> None:
    one.values["name"] = f"{one.name}1"


def _left_without_date(one: Person) -> None:
    one.values |= {"leave_reason": "08", "left_on": None}


# --- households


def _two_heads(one: Household) -> None:
    one.members[-1].values["relation"] = "01"


def _no_head(one: Household) -> None:
    one.head.values["relation"] = "99"


def _cause_twice(one: Household) -> None:
    one.values["other_causes"] = ",".join(sorted({str(one.values["main_cause"]), "09"}))


def _no_exit_year(one: Household) -> None:
    one.values |= {"poverty_status": "1", "exit_year": None}


def _exit_before_identified(one: Household) -> None:
    one.values |= {"poverty_status": "1", "exit_year": 2014, "identified_year": 2016}


def _total_off(one: Household) -> None:
    one.incomes[-1]["income_total_fen"] = int(one.incomes[-1]["income_total_fen"] or 0) + 100_00


def _too_much_irrigated(one: Household) -> None:
    one.condition["irrigated_cmu"] = int(one.condition["farmland_cmu"] or 0) + 120


def _no_phone(one: Household) -> None:
    one.values["phone"] = None


def _short_phone(one: Household) -> None:
    one.values["phone"] = "1540000"


def _card_off(one: Household) -> None:
    one.values |= {"bank_account": "6228480000000000019", "account_kind": "1"}


def _poor_but_left(one: Household) -> None:
    income = one.incomes[-1]
    one.values |= {"poverty_status": "1", "exit_year": 2017}
    expense = int(income["income_total_fen"] or 0) - 900_00 * len(one.members)
    income |= {"business_expense_fen": expense, "income_net_fen": 900_00 * len(one.members)}


def _child_can_work(one: Household) -> None:
    for member in one.members:
        if member.age < 16:
            member.values["labour_capability"] = "01"


def _child_not_at_school(one: Household) -> None:
    for member in one.members:
        if 7 <= member.age <= 14:
            member.values |= {"school_status": "01", "education": "02"}


def _no_village(one: Household) -> None:
    one.values["village"] = None


def _nobody(one: Household) -> None:
    del one.members[1:]
    one.head.values |= {"left_on": "2018-02-10", "leave_reason": "01"}


def _danger_open(one: Household) -> None:
    one.condition |= {"is_dangerous_house": 1, "danger_grade": None}


def _unasked_status(one: Household) -> None:
    one.values["poverty_status"] = None


def _unreadable_year(one: Household) -> None:
    one.values["identified_year"] = None
    one.unread["identified_year"] = "前年"


def _helper_backwards(one: Household) -> None:
    one.helpers[-1] |= {"started_on": "2017-09-01", "ended_on": "2017-03-01"}


# --- two households


def _same_person(one: Household, other: Household) -> None:
    head = other.head.values
    one.members[-1].values |= {
        name: head[name] for name in ("id_number", "id_kind", "sex", "birth_date", "name")
    }


def _same_phone(one: Household, other: Household) -> None:
    one.values["phone"] = other.values["phone"]


def _same_number(one: Household, other: Household) -> None:
    one.values["household_no"] = other.values["household_no"]


_OF_MEMBERS: tuple[Callable[[Person], None], ...] = (
    _wrong_check_digit, _other_sex, _no_number, _work_without_months, _healthy_and_ill, _no_labour_answer,
    _unreadable_birth, _school_and_education, _disabled_without_card, _wrong_birth, _works_but_cannot, _no_papers,
    _bracket_in_name, _left_without_date, _short_number, _digit_in_name,
)  # fmt: skip
_OF_HOUSEHOLDS: tuple[Callable[[Household], None], ...] = (
    _two_heads, _cause_twice, _no_exit_year, _total_off, _no_phone, _no_head, _too_much_irrigated, _card_off,
    _exit_before_identified, _poor_but_left, _short_phone, _danger_open, _no_village, _unasked_status, _nobody,
    _unreadable_year, _helper_backwards, _child_can_work, _child_not_at_school,
)  # fmt: skip
_OF_PAIRS: tuple[Callable[[Household, Household], None], ...] = (_same_person, _same_phone, _same_number)


# --- deeds


def of_deeds(
    dice: Dice, book: Book, both: tuple[Draft, Draft], households: list[Household]
) -> None:  # fmt: skip
    """Note assistance records that are wrong: outside their round, without a date, twice, unlikely amounts."""
    first, second = both
    base: Values = {
        "assistance_kind": "01", "industry": "ZZ02", "scale_hundredths": 500, "scale_unit": "亩", "amount_fen": 900_00,
        "status": advice.DONE, "income_increase_fen": 3600_00,
    }  # fmt: skip
    wrong: tuple[Values, ...] = (
        {"round": first.id, "measure": "发放虾种（补录）", "done_on": "2018-07-20"},
        {"round": second.id, "measure": "发放虾种（日期不明）", "done_on": None},
        {
            "round": second.id,
            "measure": "发放鱼苗和饲料",
            "done_on": "2018-08-14",
            "income_increase_fen": 46000_00,
        },
        {
            "round": second.id,
            "measure": "稻虾基地务工带动",
            "done_on": "2018-08-21",
            "income_increase_fen": -500_00,
        },
        {
            "round": second.id,
            "measure": "莲藕种苗",
            "done_on": "2018-09-04",
            "industry": None,
            "assistance_kind": None,
        },
    )
    for nth, household in enumerate(
        dice.sample(households, min(len(households), max(1, len(households) // 90)))
    ):
        values = {**base, **wrong[nth % len(wrong)], "household": household.id}
        book.add(
            datetime.date(2018, 9, 11), "补录帮扶记录", Draft("assistance", dice.id(), values, is_new=True)
        )
        if nth % 4 == 0:
            again = {**base, "household": household.id, "round": second.id, "measure": "蔬菜种苗"}
            for day in ("2018-08-06", "2018-08-27"):
                one = Draft("assistance", dice.id(), {**again, "done_on": day}, is_new=True)
                book.add(datetime.date(2018, 9, 12), "补录帮扶记录", one)
                taken_back = Draft("assistance", one.id, {}, removed=True, remove_reason="重复登记")
                if day.endswith("27") and nth % 8 == 0:
                    book.add(datetime.date(2018, 9, 19), "删除重复的帮扶记录", taken_back)


def of_visits(
    dice: Dice, book: Book, roster: Roster, villages: list[Village], households: list[Household]
) -> None:  # fmt: skip
    """Note visits that are wrong: a household of elsewhere, nobody named, too early, done in the future."""
    village = villages[-1]
    strangers = [one for one in households if one.village is not village][:2]
    technician = roster.technicians[:1]
    day = datetime.date(2018, 8, 8)
    wrong = (
        advice.visit(dice, village, day, advice.HOME, technician, households=strangers),
        advice.visit(dice, village, datetime.date(2018, 8, 9), advice.VILLAGE, ()),
        advice.visit(dice, village, datetime.date(2018, 1, 9), advice.VILLAGE, roster.team[:1]),
        advice.visit(dice, village, datetime.date(2018, 10, 20), advice.VILLAGE, roster.team[:1]),
        advice.visit(dice, village, datetime.date(2018, 8, 10), advice.VILLAGE, technician),
        advice.visit(dice, village, datetime.date(2018, 8, 13), advice.HOME, technician),
    )
    for drafts in wrong:
        book.add(day, "补录专家服务", *drafts)
    twice: Values = {"expert": roster.team[0], "village": villages[0].id, "started_on": "2018-03-08"}
    for _ in range(2):
        book.add(day, "登记专家结对", Draft("pairing", dice.id(), dict(twice), is_new=True))


def of_courses(
    dice: Dice, book: Book, village: Village, able: list[Person], stranger: Person | None
) -> None:  # fmt: skip
    """Note a course that ends before it begins, with somebody on its list twice and somebody who had left."""
    values: Values = {
        "name": f"蔬菜保鲜培训班（{village.name}补录）", "course_kind": "1", "organiser": "江陵县农业局",
        "started_on": "2018-08-16", "ended_on": "2018-08-15", "village": village.id, "location": "村委会",
    }  # fmt: skip
    made = Draft("course", dice.id(), values, is_new=True)
    listed = [*able[:3], *able[:1], *([stranger] if stranger else [])]
    rows = [
        Draft("attendance", dice.id(), {"course": made.id, "member": one.id, "status": "2"}, is_new=True)
        for one in listed
    ]
    unreasoned = [
        Draft("attendance", dice.id(), {"course": made.id, "member": one.id, "status": "3"}, is_new=True)
        for one in able[3:5]
    ]
    book.add(datetime.date(2018, 8, 20), "补录培训", made, *rows, *unreasoned)
