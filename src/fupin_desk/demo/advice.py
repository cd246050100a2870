"""Experts, their pairings with villages, and their visits."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from fupin_desk.demo import people
from fupin_desk.demo.book import Book
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.households import Household, Village
from fupin_desk.demo.stock import Stock
from fupin_desk.model.value import Draft, Values

VILLAGE, HOME, GROUP = "1", "2", "3"
PLANNED, DONE, CANCELLED = "1", "2", "3"
TITLE = "登记专家服务"
_FIRST, _LAST = datetime.date(2018, 3, 12), datetime.date(2018, 9, 27)
# Bureau code, unit, title, specialty, member of the county's team or not.
_ROSTER = (
    ("1", "江陵县农业局", "高级农艺师", "稻虾共作", 1),
    ("1", "江陵县农业局", "农艺师", "蔬菜栽培", 1),
    ("1", "江陵县农业局", "高级畜牧师", "家禽养殖", 1),
    ("1", "江陵县农业局", "水产工程师", "小龙虾、黄鳝养殖", 1),
    ("1", "江陵县农业局", "兽医师", "生猪疫病防控", 1),
    ("2", "江陵县科技局", "科技特派员", "新品种推广", 1),
    ("2", "江陵县科技局", "科技特派员", "农产品加工营销", 1),
    ("2", "江陵县科技局", "工程师", "农村电商", 1),
    ("5", "长江大学农学院", "副教授", "水稻栽培", 1),
    ("4", "镇农业技术服务中心", "农技员", "粮油种植", 0),
    ("4", "镇农业技术服务中心", "农技员", "水产养殖", 0),
    ("4", "镇农业技术服务中心", "畜牧技术员", "畜禽养殖", 0),
    ("4", "镇农业技术服务中心", "农技员", "植保", 0),
)
_TALK = (
    ("02", "虾沟水质偏肥，虾苗成活率低", "换水三分之一，每亩补栽水草，投苗前三天解毒"),
    ("02,04", "种植品种老化，产量不高", "改用推荐品种，适期早播，配方施肥"),
    ("03", "鸡舍通风差，有呼吸道病", "加开通风口，按程序补免，隔离病鸡"),
    ("01", "想发展产业但没有方向", "地势低洼，适合莲藕套养，先试种两亩"),
    ("02,05", "蔬菜销路不稳", "与合作社签订单，错季种植两个品种"),
    ("01,07", "不了解奖补政策", "讲清申报条件和验收标准，帮助填写申报表"),
    ("03,02", "黄鳝发病", "降低密度，全池消毒，五天后复查"),
)


@dataclass(frozen=True, slots=True)
class Roster:
    """The experts of the demo: ids of the county's team and of the township's technicians."""

    team: tuple[str, ...]
    technicians: tuple[str, ...]


def experts(dice: Dice, stock: Stock, township: str) -> tuple[Roster, list[Draft]]:
    """Return the roster and its records."""
    drafts = []
    for bureau, unit, title, specialty, is_team in _ROSTER:
        values: Values = {
            "name": people.adult(dice, stock, 1988), "is_team_member": is_team,
            "bureau": bureau, "unit": unit.replace("镇", township, 1) if bureau == "4" else unit, "title": title,
            "specialty": specialty, "phone": people.phone(stock),
        }  # fmt: skip
        drafts.append(Draft("expert", dice.id(), values, is_new=True))
    team = tuple(one.id for one in drafts if one.values["is_team_member"])
    return Roster(team, tuple(one.id for one in drafts if one.id not in team)), drafts


def pairings(dice: Dice, roster: Roster, villages: Sequence[Village]) -> list[Draft]:
    """Return who is paired with which village; the last poor village has nobody any more."""
    drafts = []
    poor = [one for one in villages if one.is_poor]
    for nth, village in enumerate(villages):
        if not village.is_poor and not dice.chance(0.4):
            continue
        expert = roster.team[nth % len(roster.team)] if village.is_poor else dice.choice(roster.technicians)
        values: Values = {"expert": expert, "village": village.id, "started_on": "2018-03-08"}
        if len(poor) > 1 and village is poor[-1]:
            values |= {"ended_on": "2018-08-31", "note": "专家调离，待重新安排"}
        drafts.append(Draft("pairing", dice.id(), values, is_new=True))
    return drafts


def visit_villages(dice: Dice, book: Book, roster: Roster, villages: Sequence[Village]) -> None:
    """Note the county team's visits; the first poor village of several never saw the team."""
    poor = [one for one in villages if one.is_poor]
    for village in villages:
        if village.is_poor and len(poor) > 1 and village is poor[0]:
            continue
        for _ in range(dice.randint(1, 3) if village.is_poor else int(dice.chance(0.4))):
            level = VILLAGE if dice.chance(0.7) else GROUP
            team = dice.sample(roster.team, dice.choice((1, 1, 2)))
            day = dice.workday(_FIRST, _LAST)
            book.add(day, TITLE, *visit(dice, village, day, level, team))
    for nth, village in enumerate(poor[:3]):
        day, status = (
            (datetime.date(2018, 10, 16 + nth), PLANNED) if nth else (datetime.date(2018, 9, 18), CANCELLED)
        )
        book.add(_LAST, TITLE, *visit(dice, village, day, VILLAGE, [roster.team[nth]], status=status))


def advise(
    dice: Dice, book: Book, roster: Roster, village: Village, households: Sequence[Household]
) -> None:  # fmt: skip
    """Note the visits to a village's households that develop on their own; some are missed, some did not sign."""
    owed = [one for one in households if one.is_self_developing and dice.chance(village.advising)]
    while owed:
        size = dice.randint(4, 10)
        group, owed = owed[:size], owed[size:]
        day = dice.workday(_FIRST, _LAST)
        expert = dice.choice(roster.team) if dice.chance(0.35) else dice.choice(roster.technicians)
        book.add(day, TITLE, *visit(dice, village, day, HOME, [expert], households=group))


def visit(
    dice: Dice, village: Village, day: datetime.date, level: str, expert_ids: Sequence[str],
    *, status: str = DONE, households: Sequence[Household] = (),
) -> list[Draft]:  # fmt: skip
    """Return a visit with its experts and the households that were advised."""
    topics, problem, advice = dice.choice(_TALK)
    values: Values = {
        "visited_on": day.isoformat(), "village": village.id, "level": level, "status": status, "way": "1",
        "topics": ",".join(sorted(topics.split(","))), "is_pay_linked": int(dice.chance(0.3)),
    }  # fmt: skip
    if households:
        values["industry"] = households[0].values.get("industry_direction")
    if status == DONE:
        values |= {"problem": problem, "advice": advice, "village_signed": int(dice.chance(0.9))}
        if dice.chance(0.3):
            values["follow_up_on"] = (day + datetime.timedelta(days=dice.randint(10, 30))).isoformat()
    made = Draft("visit", dice.id(), values, is_new=True)
    drafts = [made]
    drafts += [
        Draft("visit_expert", dice.id(), {"visit": made.id, "expert": expert}, is_new=True)
        for expert in expert_ids
    ]
    for nth, one in enumerate(households):
        signed = int(nth == 0 or dice.chance(0.95))
        listed: Values = {"visit": made.id, "household": one.id, "is_signed": signed}
        drafts.append(Draft("visit_household", dice.id(), listed, is_new=True))
    return drafts
