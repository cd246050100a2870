"""Training courses and who attended them."""

import datetime
from collections.abc import Sequence

from fupin_desk.demo import people
from fupin_desk.demo.book import Book
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.households import Village
from fupin_desk.demo.people import Person
from fupin_desk.demo.stock import Stock
from fupin_desk.model.value import Draft, Values

SIGNED_UP, DONE, BROKEN_OFF = "1", "2", "3"
TITLE = "登记培训"
_AWAY = {"03", "04"}
_FIRST, _LAST = datetime.date(2018, 4, 9), datetime.date(2018, 9, 19)
_COURSES = (
    ("稻虾共作技术", "1", "江陵县农业局"),
    ("蔬菜高产栽培", "1", "江陵县农业局"),
    ("家禽养殖与防疫", "1", "江陵县畜牧兽医局"),
    ("水产养殖技术", "1", "江陵县水产局"),
    ("家政服务技能", "2", "江陵县人社局"),
    ("电焊工初级技能", "2", "江陵县人社局"),
    ("创业致富带头人", "3", "江陵县扶贫办"),
)


def train(dice: Dice, stock: Stock, book: Book, village: Village, able: Sequence[Person]) -> None:
    """Note a village's courses: most of those who can work attend one, some break off, some never come."""
    trained = [one for one in able if dice.chance(village.training)]
    there = {one.id for one in trained}
    missed = [one for one in able if one.id not in there]
    nth = 0
    while trained:
        size = dice.randint(18, 40)
        group, trained = trained[:size], trained[size:]
        nth += 1
        day = dice.workday(_FIRST, _LAST)
        made = course(dice, stock, village, day, nth)
        rows = [_attended(dice, made.id, one.id, {"status": DONE}) for one in group]
        for one in group[:3]:
            if dice.chance(0.3):
                rows[group.index(one)].values["certificate_no"] = f"JL2018{stock.phones:05d}"
        rows += [
            _broken_off(dice, made.id, missed.pop()) for _ in range(min(len(missed), dice.randint(0, 2)))
        ]
        book.add(day + datetime.timedelta(days=3), TITLE, made, *rows)
    if missed and dice.chance(0.5):
        made = course(dice, stock, village, datetime.date(2018, 9, 26), nth + 1, days=16)
        signed_up = [_attended(dice, made.id, one.id, {"status": SIGNED_UP}) for one in missed[:6]]
        book.add(datetime.date(2018, 9, 21), TITLE, made, *signed_up)


def course(
    dice: Dice, stock: Stock, village: Village, day: datetime.date, nth: int, *, days: int = 0
) -> Draft:
    """Return a course that begins on a day and lasts one to three days, or the days that are given."""
    name, kind, organiser = dice.choice(_COURSES)
    ended = day + datetime.timedelta(days=days or dice.randint(0, 2))
    values: Values = {
        "name": f"{name}培训班（{village.name}第{nth}期）", "course_kind": kind, "organiser": organiser,
        "started_on": day.isoformat(), "ended_on": ended.isoformat(), "village": village.id,
        "location": f"{village.name}党员群众服务中心", "phone": people.phone(stock), "content": f"{name}，课堂与田间结合",
    }  # fmt: skip
    return Draft("course", dice.id(), values, is_new=True)


def _attended(dice: Dice, of: str, member: str, values: Values) -> Draft:
    return Draft("attendance", dice.id(), {"course": of, "member": member, **values}, is_new=True)


def _broken_off(dice: Dice, of: str, one: Person) -> Draft:
    reason = "1" if one.values.get("work_region") in _AWAY else dice.choice("34")
    return _attended(dice, of, one.id, {"status": BROKEN_OFF, "reason": reason})
