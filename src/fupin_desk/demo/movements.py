"""What changes in households over the year: births, deaths, marriages, moves, late answers, a split, removals."""

import datetime

from fupin_desk.demo import people
from fupin_desk.demo.book import Book
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.households import Household
from fupin_desk.demo.people import FEMALE, MALE, Person
from fupin_desk.demo.stock import Stock
from fupin_desk.model.value import Draft, Values

DIED, MARRIED_OUT, MOVED_OUT, SPLIT_OUT = "01", "02", "08", "11"
MARRIED_IN, BORN, SPLIT_IN = "05", "06", "10"
_FIRST, _LAST = datetime.date(2018, 3, 5), datetime.date(2018, 9, 20)
_TITLE = "更新农户和成员"
# What a household that splits off starts with.
_CARRIED = (
    "village", "group_name", "identification_standard", "poverty_category", "main_cause", "identified_year",
    "poverty_status", "exit_year", "industry_willingness", "willingness_on", "development_mode", "industry_direction",
)  # fmt: skip
# Who goes with the grown son, and what they become to him.
_FAMILY = {"03": "01", "05": "02", "07": "03", "08": "04"}


def happen(dice: Dice, stock: Stock, book: Book, household: Household) -> None:
    """Note what happens to a household; members who leave are taken off its list of those to be trained."""
    if household.asked_late:
        day = dice.workday(datetime.date(2018, 5, 14), datetime.date(2018, 6, 8))
        answer: Values = {"industry_willingness": household.willing, "willingness_on": day.isoformat()}
        book.add(day, "补充产业意愿调查", Draft("household", household.id, answer))
    if dice.chance(0.01):
        day = dice.workday(_FIRST, _LAST)
        book.add(day, _TITLE, Draft("household", household.id, {"phone": people.phone(stock)}))
    if dice.chance(0.005):
        day = dice.workday(_FIRST, _LAST)
        closing: Values = {
            "poverty_status": "9", "exit_year": None, "closed_on": day.isoformat(), "close_reason": dice.choice("13"),
        }  # fmt: skip
        household.values |= closing
        book.add(day, _TITLE, Draft("household", household.id, closing))
    for one in tuple(household.members[1:]):
        reason = _leaves(dice, one)
        if reason:
            _leave(dice, book, household, one, reason)
    newcomer = _newcomer(dice, stock, household)
    if newcomer:
        household.members.append(newcomer)
        day = datetime.date.fromisoformat(str(newcomer.values["joined_on"]))
        book.add(day, _TITLE, _joining(newcomer, household.id))


def _leaves(dice: Dice, one: Person) -> str:
    relation = one.values.get("relation")
    if one.age >= 68 and dice.chance(0.025):
        return DIED
    if relation == "04" and 20 <= one.age <= 30 and dice.chance(0.06):
        return MARRIED_OUT
    if relation in {"03", "04"} and one.age >= 19 and dice.chance(0.004):
        return MOVED_OUT
    return ""


def _leave(dice: Dice, book: Book, household: Household, one: Person, reason: str) -> None:
    day = dice.workday(_FIRST, _LAST)
    household.members.remove(one)
    book.add(day, _TITLE, Draft("member", one.id, {"left_on": day.isoformat(), "leave_reason": reason}))


def _newcomer(dice: Dice, stock: Stock, household: Household) -> Person | None:
    """Return a child that was born or a wife who married in; mostly nobody."""
    relations = {one.values.get("relation") for one in household.members}
    mothers = [
        one for one in household.members
        if 20 <= one.age <= 38 and one.values["sex"] == FEMALE and one.values.get("relation") in {"02", "05"}
    ]  # fmt: skip
    if mothers and dice.chance(0.06):
        sex = dice.choice((MALE, FEMALE))
        by_wife = mothers[0].values.get("relation") == "02"
        relation = ("03" if sex == MALE else "04") if by_wife else ("07" if sex == MALE else "08")
        child = people.make(
            dice, stock, relation=relation, sex=sex, age=0, family=_surname(stock, household.head.name)
        )
        born = str(child.values["birth_date"])
        if not _FIRST.isoformat() <= born <= _LAST.isoformat():
            return None
        child.values |= {"joined_on": born, "join_reason": BORN, "health_status": "01"}
        return child if child.values["id_kind"] == "01" else None
    sons = [one for one in household.members if one.values.get("relation") == "03" and 22 <= one.age <= 34]
    if sons and "05" not in relations and dice.chance(0.05):
        wife = people.make(
            dice, stock, relation="05", sex=FEMALE, age=max(20, sons[0].age - 2), family=people.surname(dice, stock),
            far=dice.chance(0.2),
        )  # fmt: skip
        wife.values |= {"joined_on": dice.workday(_FIRST, _LAST).isoformat(), "join_reason": MARRIED_IN}
        return wife
    return None


def _surname(stock: Stock, name: str) -> str:
    return name[:2] if name[:2] in stock.compound_surnames else name[:1]


def _joining(one: Person, household: str) -> Draft:
    return Draft("member", one.id, {**one.values, "household": household}, is_new=True)


def can_split(household: Household) -> bool:
    """Tell whether a grown son with his wife lives in a household, so that they can set up their own."""
    return len(_going(household)) >= 3


def _going(household: Household) -> list[Person]:
    going = [one for one in household.members if one.values.get("relation") in _FAMILY]
    return going if {"03", "05"} <= {one.values.get("relation") for one in going} else []


def split(dice: Dice, book: Book, household: Household) -> None:
    """Note that the grown son of a household sets up his own with wife and children.

    The rows in the new household name the old ones in `person`, so that one person is counted once.
    """
    day = datetime.date(2018, 7, 16)
    new = dice.id()
    values = {name: household.values.get(name) for name in _CARRIED}
    drafts = [Draft("household", new, {**values, "note": "2018 年 7 月从父母户分出"}, is_new=True)]
    for one in _going(household):
        drafts.append(Draft("member", one.id, {"left_on": day.isoformat(), "leave_reason": SPLIT_OUT}))
        moved = {
            **one.values, "household": new, "person": one.id, "relation": _FAMILY[str(one.values["relation"])],
            "joined_on": day.isoformat(), "join_reason": SPLIT_IN,
        }  # fmt: skip
        drafts.append(Draft("member", dice.id(), moved, is_new=True))
        household.members.remove(one)
    book.add(day, "分户", *drafts)
