"""Work teams in villages and the people in them."""

import datetime
from collections.abc import Sequence

from fupin_desk.demo import people
from fupin_desk.demo.book import Book, born
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.households import Village
from fupin_desk.demo.safeguards import TITLE
from fupin_desk.demo.stock import Stock
from fupin_desk.model.value import Draft, Values

# Unit and its affiliation.
_UNITS = (
    ("江陵县农业局", "04"), ("江陵县财政局", "04"), ("江陵县教育局", "04"), ("江陵县水利局", "04"), ("江陵县经信局", "04"),
    ("江陵县人社局", "04"), ("荆州市统计局", "03"), ("江陵县卫计局", "04"), ("江陵县审计局", "04"), ("江陵县住建局", "04"),
)  # fmt: skip
_POSTS = ("科员", "股长", "副科长", "主任科员")


def move_in(dice: Dice, stock: Stock, book: Book, villages: Sequence[Village]) -> None:
    """Note a team in every poor village and in some others; one of six poor villages has none any more."""
    poor = [one for one in villages if one.is_poor]
    others = [one for one in villages if not one.is_poor and dice.chance(0.3)]
    for nth, village in enumerate((*poor, *others)):
        unit, affiliation = _UNITS[nth % len(_UNITS)]
        started = dice.choice(("2015-10-12", "2017-03-01", "2018-02-26"))
        values: Values = {
            "name": f"{unit}驻{village.name}工作队", "village": village.id, "unit": unit, "affiliation": affiliation,
            "started_on": started, "phone": people.phone(stock),
        }  # fmt: skip
        team = born(dice, "work_team", **values)
        members = _members(dice, stock, team, nth)
        book.add(datetime.date(2018, 2, 27), TITLE, team, *members)
        if village.is_poor and nth % 6 == 4:
            gone: Values = {"ended_on": "2018-08-31"}
            left = [Draft("team_member", one.id, gone) for one in members if "ended_on" not in one.values]
            ending = Draft("work_team", team.id, {**gone, "note": "原单位撤并，新工作队未派"})
            book.add(datetime.date(2018, 9, 3), TITLE, ending, *left)


def _members(dice: Dice, stock: Stock, team: Draft, nth: int) -> list[Draft]:
    """Return leader, first secretary and others; some teams lack a leader, some have two secretaries, one changed."""
    number = dice.randint(2, 4)
    drafts = []
    for one in range(number):
        values: Values = {
            "work_team": team.id, "name": people.adult(dice, stock), "unit": team.values["unit"],
            "post": "副局长" if one == 0 else dice.choice(_POSTS), "is_leader": int(one == 0 and nth % 7 != 2),
            "is_first_secretary": int(one == 0 or (one == 1 and nth % 9 == 5)),
            "political_status": "01" if one == 0 or dice.chance(0.7) else "13", "phone": people.phone(stock),
            "started_on": team.values["started_on"],
        }  # fmt: skip
        if one == number - 1 and number > 2 and nth % 4 == 1:
            values["ended_on"] = "2018-06-29"
        drafts.append(born(dice, "team_member", **values))
    return drafts
