"""E-commerce: the county's centre, service stations and online shops of villages."""

import datetime
from collections.abc import Sequence
from itertools import count

from fupin_desk.demo import people
from fupin_desk.demo.book import Book, born
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.households import Household, Village
from fupin_desk.demo.stock import Stock
from fupin_desk.model.value import Draft, Values

TITLE = "登记电商台账"
_BUILDING, _RUNNING = "1", "2"
_OPEN, _CLOSED = "1", "2"
# How many shops run in one poor village after the other.
_SHOPS = (5, 4, 6, 7, 5, 8)
_PLATFORMS = (("01", 40), ("05", 25), ("04", 18), ("03", 5), ("08", 8), ("06", 4))
_GOODS = (
    ("小龙虾", "虾"), ("土鸡蛋", "蛋"), ("江陵大米", "米"), ("莲藕、藕带", "藕"), ("菜籽油", "油"), ("黄鳝、甲鱼", "水产"),
    ("腌菜、豆腐乳", "土货"), ("西瓜、甜瓜", "瓜果"),
)  # fmt: skip
_GIVEN_UP: Values = {
    "opened_on": "2017-05-08", "closed_on": "2018-06-30", "state": _CLOSED, "note": "店主外出务工",
}  # fmt: skip
_SERVICES = "代买代卖、快递收发、话费水电代缴"


def open_all(
    dice: Dice, stock: Stock, book: Book, villages: Sequence[Village], households: Sequence[Household]
) -> None:  # fmt: skip
    """Note centre, stations and shops; one poor village lacks a station, one of six lacks a shop."""
    book.add(datetime.date(2018, 3, 5), TITLE, _centre(dice, stock))
    poor = [one for one in villages if one.is_poor]
    numbers = count(1)
    for village in villages:
        own = [one for one in households if one.village is village]
        if village.is_poor:
            nth = poor.index(village)
            _station(dice, stock, book, village, is_late=nth % 6 == 3)
            running, stopped = _SHOPS[nth % len(_SHOPS)], int(nth % 3 == 1)
        else:
            if dice.chance(0.35):
                _station(dice, stock, book, village, is_late=False)
            running, stopped = dice.choice((0, 0, 1, 2, 3)), 0
        for one in range(running + stopped):
            made = _shop(dice, stock, village, own, next(numbers))
            made.values.update(_GIVEN_UP if one >= running else {})
            opened = datetime.date.fromisoformat(str(made.values["opened_on"]))
            book.add(opened, TITLE, made)
    _mistakes(dice, book, villages)


def _centre(dice: Dice, stock: Stock) -> Draft:
    values: Values = {
        "name": "江陵县农村电子商务公共服务中心", "opened_on": "2017-09-28", "address": "郝穴镇江陵大道", "phone": people.phone(stock),
        "responsible": people.adult(dice, stock),
    }  # fmt: skip
    return born(dice, "ecommerce_centre", **values)


def _station(dice: Dice, stock: Stock, book: Book, village: Village, *, is_late: bool) -> None:
    """Note a station: built before the policy or in its year, accepted some weeks later, or late with it."""
    built = dice.workday(datetime.date(2017, 6, 1), datetime.date(2018, 7, 20))
    accepted = min(built + datetime.timedelta(days=dice.randint(12, 45)), datetime.date(2018, 8, 31))
    values: Values = {
        "name": f"{village.name}电商服务站", "village": village.id, "built_on": built.isoformat(),
        "accepted_on": accepted.isoformat(), "state": _RUNNING, "address": f"{village.name}党员群众服务中心一楼",
        "area_m2": dice.randint(28, 60), "responsible": people.adult(dice, stock), "phone": people.phone(stock),
        "services": _SERVICES,
    }  # fmt: skip
    if is_late:
        values |= {
            "built_on": None,
            "accepted_on": None,
            "state": _BUILDING,
            "note": "房屋已选定，设备待采购",
        }
        accepted = datetime.date(2018, 8, 14)
    book.add(accepted, TITLE, born(dice, "ecommerce_station", **values))


def _shop(
    dice: Dice, stock: Stock, village: Village, own: Sequence[Household], number: int
) -> Draft:  # fmt: skip
    """Return a shop that runs, of a poor household or of somebody else in the village."""
    opened = dice.day(datetime.date(2016, 11, 1), datetime.date(2018, 9, 12))
    goods, word = dice.choice(_GOODS)
    household = dice.choice(own) if own and dice.chance(0.4) else None
    platform = dice.weighted(_PLATFORMS)
    values: Values = {
        "name": f"{village.name.removesuffix('村')}{dice.choice('优鲜香土')}{word}铺", "village": village.id, "platform": platform,
        "shop_no": f"JL{platform}{61000 + number * 37}", "owner": household.head.name if household else people.adult(dice, stock),
        "household": household.id if household else None, "opened_on": opened.isoformat(), "state": _OPEN, "goods": goods,
        "sales_fen": dice.randint(20, 1800) * 100_00 if opened.year < 2018 else None,
    }  # fmt: skip
    return born(dice, "online_shop", **values)


def _mistakes(dice: Dice, book: Book, villages: Sequence[Village]) -> None:
    """Note a shop of one village again in another, one shop twice, and a station that runs without acceptance."""
    day = datetime.date(2018, 9, 17)
    shops = [one for _, one in book.of_kind("online_shop") if one.values["state"] == _OPEN]
    elsewhere = next((one for one in villages if not one.is_poor), None)
    moved = next((one for one in shops if elsewhere and one.values["village"] != elsewhere.id), None)
    if elsewhere and moved:
        again = {**moved.values, "village": elsewhere.id}
        book.add(day, TITLE, born(dice, "online_shop", **again))
    if len(shops) > 1:
        book.add(day, TITLE, born(dice, "online_shop", **{**shops[-1].values, "sales_fen": None}))
    if elsewhere:
        values: Values = {
            "name": f"{elsewhere.name}便民电商点", "village": elsewhere.id, "built_on": "2018-05-21", "state": _RUNNING,
        }  # fmt: skip
        book.add(day, TITLE, born(dice, "ecommerce_station", **values))
