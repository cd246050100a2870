"""Two rounds of assistance: what was given to whom, and what it brought."""

import datetime

from fupin_desk.demo.book import Book
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.households import Household
from fupin_desk.model.value import Draft, Values

_INDUSTRY, _JOBS, _POSTS, _SCHOOL, _HEALTH, _SECURITY = "01", "02", "04", "05", "06", "10"
PLANNED, DONE, ACCEPTED = "1", "2", "3"
FIRST_DAYS = (datetime.date(2018, 3, 1), datetime.date(2018, 7, 2))
LAST_DAYS = (datetime.date(2018, 6, 29), datetime.date(2018, 9, 28))
TITLE = "登记帮扶记录"
# By industry: what was given, the unit, how much of it (from, to), yuan a unit.
GIVEN: dict[str, tuple[str, str, int, int, int]] = {
    "ZZ02": ("发放稻虾共作虾种", "亩", 3, 15, 180),
    "XM04": ("发放鸡苗", "只", 30, 150, 12),
    "ZZ10": ("露地蔬菜种苗和肥料补助", "亩", 1, 6, 300),
    "ZZ12": ("莲藕种植补助", "亩", 2, 8, 260),
    "XM01": ("发放仔猪", "头", 2, 8, 420),
    "SC03": ("黄鳝网箱养殖补助", "箱", 4, 20, 150),
    "XM05": ("发放鸭苗", "只", 40, 200, 9),
    "ZZ14": ("西瓜大棚育苗补助", "亩", 1, 5, 400),
    "ZZ06": ("双低油菜种子补助", "亩", 3, 12, 60),
    "SC01": ("发放鱼苗", "亩", 2, 10, 160),
    "XM02": ("能繁母牛养殖补助", "头", 1, 3, 2000),
}
_OTHER = (
    (_HEALTH, "大病医疗救助", 800, 6000),
    (_SECURITY, "临时救助", 300, 2000),
    (_HEALTH, "慢性病签约服务", 100, 300),
)


def rounds(dice: Dice) -> tuple[Draft, Draft]:
    """Return the two rounds of 2018; the first is closed in July by `closing`."""
    made = []
    for number, (name, first, last) in enumerate(
        (
            ("2018年第一轮产业帮扶", "2018-03-01", "2018-06-30"),
            ("2018年第二轮产业帮扶", "2018-07-01", "2018-12-31"),
        ),
        1,
    ):
        values: Values = {
            "number": number, "year": 2018, "name": name, "started_on": first, "ended_on": last, "state": "1",
        }  # fmt: skip
        made.append(Draft("round", dice.id(), values, is_new=True))
    return made[0], made[1]


def closing(first: Draft) -> Draft:
    """Return the first round's closing."""
    return Draft("round", first.id, {"state": "2", "note": "上半年任务完成，7 月 5 日关闭"})


def assist(dice: Dice, book: Book, household: Household, both: tuple[Draft, Draft]) -> None:
    """Note what a household was given over the year."""
    if household.is_target:
        _industry(dice, book, household, both)
    if any(one.values.get("work_region") for one in household.members) and dice.chance(0.25):
        _other(dice, book, household, both, (_JOBS, "外出务工交通补贴", 300, 800))
    if any(one.values.get("school_status") in {"10", "11", "12"} for one in household.members):
        _other(dice, book, household, both, (_SCHOOL, "雨露计划助学补助", 1500, 1500))
    if household.is_target and dice.chance(0.03):
        _other(dice, book, household, both, (_POSTS, "村级保洁员公益性岗位", 3000, 6000))
    elif not household.is_target and dice.chance(0.45):
        _other(dice, book, household, both, dice.choice(_OTHER))


def _industry(dice: Dice, book: Book, household: Household, both: tuple[Draft, Draft]) -> None:
    code = str(household.values.get("industry_direction") or "ZZ02")
    if not dice.chance(household.village.helping):
        if dice.chance(0.45):
            values = _values(dice, household, both[1], code)
            book.add(
                datetime.date(2018, 7, 3), "登记第二轮帮扶计划", _draft(dice, {**values, "status": PLANNED})
            )
        return
    first = 0 if dice.chance(0.62) else 1
    for nth in (0, 1):
        if nth != first and not (first == 0 and dice.chance(0.22)):
            continue
        day = dice.workday(FIRST_DAYS[nth], LAST_DAYS[nth])
        values = _values(dice, household, both[nth], code)
        values |= {"status": ACCEPTED if nth == 0 and dice.chance(0.7) else DONE, "done_on": day.isoformat()}
        if dice.chance(0.95):
            values["income_increase_fen"] = max(300, round(dice.gauss(3150, 1100) / 10) * 10) * 100
        book.add(day, TITLE, _draft(dice, values))


def _values(dice: Dice, household: Household, of: Draft, code: str) -> Values:
    measure, unit, least, most, yuan = GIVEN[code]
    scale = dice.randint(least, most)
    return {
        "household": household.id, "round": of.id, "assistance_kind": _INDUSTRY, "measure": measure, "industry": code,
        "scale_hundredths": scale * 100, "scale_unit": unit, "amount_fen": scale * yuan * 100,
        "responsible": household.helpers[-1]["name"],
    }  # fmt: skip


def _other(
    dice: Dice, book: Book, household: Household, both: tuple[Draft, Draft], given: tuple[str, str, int, int]
) -> None:
    kind, measure, least, most = given
    nth = int(dice.chance(0.5))
    day = dice.workday(FIRST_DAYS[nth], LAST_DAYS[nth])
    values: Values = {
        "household": household.id, "round": both[nth].id, "assistance_kind": kind, "measure": measure,
        "amount_fen": dice.randint(least // 100, most // 100) * 10_000, "status": DONE, "done_on": day.isoformat(),
        "responsible": household.helpers[-1]["name"],
    }  # fmt: skip
    book.add(day, TITLE, _draft(dice, values))


def _draft(dice: Dice, values: Values) -> Draft:
    return Draft("assistance", dice.id(), values, is_new=True)
