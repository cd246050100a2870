"""Plans of industry assistance that come down to villages and households."""

import datetime
from collections.abc import Sequence

from fupin_desk.demo import campaign
from fupin_desk.demo.book import Book, born
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.places import Place
from fupin_desk.model.value import Draft, Value, Values

_TITLE = "登记产业规划"
_WEEKS = 4
# Adopted in March, added to in May, and the next one that nobody has adopted yet.
_ADOPTED, _ADDED, _DRAFTED = (
    datetime.date(2018, 3, 16),
    datetime.date(2018, 5, 25),
    datetime.date(2018, 9, 10),
)
_MENDED = 0.55
_PLANS: tuple[Values, ...] = (
    {
        "title": "产业精准扶贫规划（2018—2020年）", "from_year": 2018, "to_year": 2020, "adopted_on": _ADOPTED.isoformat(),
        "number": 6, "coordination": "与高标准农田、农村公路、小型农田水利年度计划衔接，资金捆绑使用",
    },
    {
        "title": "2018年产业扶贫年度计划（补充）", "from_year": 2018, "to_year": 2018, "adopted_on": _ADDED.isoformat(),
        "number": 15,
    },
    {"title": "2019年产业扶贫年度计划（征求意见稿）", "from_year": 2019, "to_year": 2019, "number": None},
)  # fmt: skip


def draw_up(dice: Dice, book: Book, places: Sequence[Place], townships: Sequence[tuple[str, str]]) -> None:
    """Note each township's plans with their lines for villages and households."""
    for code, name in townships:
        mine = [one for one in places if one.village.township == code]
        first, added, draft = (_plan(dice, code, name, **one) for one in _PLANS)
        lines, later, open_lines = [first], [added], [draft]
        for place in mine:
            if "plan" not in place.lacks and (place.village.is_poor or dice.chance(0.5)):
                lines += [_of_village(dice, first.id, place, year) for year in (2018, 2019)]
            open_lines.append(_of_village(dice, draft.id, place, 2019))
            for one in place.targets:
                if not one.asked_late and dice.chance(0.86):
                    lines.append(_of_household(dice, first.id, str(one.values["industry_direction"]), one.id))
                elif dice.chance(_MENDED):
                    later.append(_of_household(dice, added.id, str(one.values["industry_direction"]), one.id))
        book.add(_ADOPTED, _TITLE, *lines, weeks=_WEEKS)
        book.add(_ADDED, _TITLE, *later, weeks=_WEEKS)
        book.add(_DRAFTED, _TITLE, *open_lines, weeks=_WEEKS)


def _plan(dice: Dice, township: str, name: str, **given: Value) -> Draft:
    """Return a plan of a township; its name stands in the title and its first character in the number."""
    number = given.pop("number")
    values: Values = {**given, "title": f"{name}{given['title']}", "township": township}
    if number:
        values["doc_no"] = f"{name[0]}政发〔2018〕{number}号"
    return born(dice, "plan", **values)


def _of_village(dice: Dice, plan: str, place: Place, year: int) -> Draft:
    product = place.products[0]
    scale = dice.randint(20, 120) * 10 * 100
    return born(
        dice, "plan_line", plan=plan, village=place.village.id, industry=product.code, scale_hundredths=scale,
        scale_unit=product.unit, year=year,
    )  # fmt: skip


def _of_household(dice: Dice, plan: str, industry: str, household: str) -> Draft:
    _, unit, least, most, _ = campaign.GIVEN[industry]
    return born(
        dice, "plan_line", plan=plan, household=household, industry=industry,
        scale_hundredths=dice.randint(least, most) * 100, scale_unit=unit, year=2018,
    )  # fmt: skip
