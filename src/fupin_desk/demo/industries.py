"""Industries of villages and townships, bases, tourism, and the works that serve them."""

import datetime
from collections.abc import Sequence

from fupin_desk.demo.book import Book, born
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.entities import E_COMMERCE, Entity
from fupin_desk.demo.places import Place
from fupin_desk.model.value import Draft, Values

RUNNING, STOPPED = "1", "2"
_FEATURE, _PROCESSING, _SERVICE = "1", "2", "3"
_TITLE = "登记产业和基地"
_LAST_YEAR, _THIS_YEAR = datetime.date(2018, 3, 2), datetime.date(2018, 6, 15)
_WEEKS = 4
_MU = 100
_FEN = 100
# Name of the base, what it does, industry.
_PROCESSING_BASES = (
    ("稻米加工基地", "JG01"), ("小龙虾初加工基地", "JG05"), ("蔬菜分拣冷藏基地", "JG06"), ("农产品烘干清选基地", "JG07"),
)  # fmt: skip
_SERVICE_BASES = (("农机服务基地", "FW01"), ("统防统治服务基地", "FW02"), ("虾苗繁育服务基地", "SC08"))
_TOURISM = (
    ("荷花观赏采摘园", "1"), ("稻虾休闲垂钓园", "2"), ("乡村民宿示范点", "1"), ("桃园采摘基地", "9"), ("水乡渔家乐", "2"),
)  # fmt: skip
# Kind, name, least and most investment in 10,000 yuan, department.
_WORKS = (
    ("1", "泵站改造", 18, 60, "D09"), ("3", "产业路硬化", 25, 90, "D10"), ("2", "产业园区电力增容", 12, 45, "D99"),
    ("1", "沟渠疏挖", 10, 40, "D09"), ("3", "通组公路", 20, 80, "D10"),
)  # fmt: skip


def grow(dice: Dice, book: Book, place: Place) -> None:
    """Note a village's industries of 2017 and of 2018, and here and there one that was given up."""
    village = place.village
    for nth, product in enumerate(place.products):
        area = dice.randint(30, 160) * 10 * _MU
        joined = 0 if "contiguous" in place.lacks else dice.randint(25, 62)
        new, begun = dice.randint(12, 28), dice.randint(2013, 2016)
        poor = len(place.targets) * dice.randint(62, 80) // 100 if nth == 0 else len(place.targets) // 5
        is_first = nth == 0
        for year, day in ((2017, _LAST_YEAR), (2018, _THIS_YEAR)):
            if year == 2018:
                area = area * dice.randint(102, 115) // 100
                new += -3 if "new varieties" in place.lacks else dice.randint(4, 9)
            variety = area * new // 100
            values: Values = {
                "village": village.id, "year": year, "industry": product.code, "name": product.name,
                "is_feature": int(is_first and "feature industry" not in place.lacks),
                "is_one_village_one_product": int(
                    is_first and "village product" not in place.lacks and (village.is_poor or place.nth % 2 == 0)
                ),
                "state": RUNNING, "started_on": f"{begun}-03-01", "area_cmu": area,
                "contiguous_cmu": area * joined // 100, "new_variety_cmu": variety,
                "new_technology_cmu": variety * dice.randint(50, 90) // 100,
                "output_fen": area * product.yield_yuan // _MU * _FEN, "households": poor + dice.randint(30, 150),
                "poor_households": poor,
            }  # fmt: skip
            book.add(day, _TITLE, born(dice, "village_industry", **values), weeks=_WEEKS)
    if place.nth % 5 == 3:
        gone: Values = {
            "village": village.id, "year": 2017, "industry": "ZZ08", "name": "棉花种植", "is_feature": 0,
            "is_one_village_one_product": 0, "state": STOPPED, "started_on": "2010-04-01", "ended_on": "2017-12-10",
            "area_cmu": dice.randint(10, 60) * 10 * _MU,
        }  # fmt: skip
        book.add(_LAST_YEAR, _TITLE, born(dice, "village_industry", **gone), weeks=_WEEKS)


def lead(dice: Dice, book: Book, townships: Sequence[tuple[str, str]]) -> None:
    """Note the leading industry of each township; the last of several has not named one."""
    for nth, (code, name) in enumerate(townships):
        old: Values = {
            "township": code, "industry": "ZZ08", "name": "优质棉", "named_on": "2009-03-20", "ended_on": "2016-12-31",
        }  # fmt: skip
        drafts = [born(dice, "township_industry", **old)]
        if nth == 0 or nth < len(townships) - 1:
            led: Values = {
                "township": code, "industry": "ZZ02", "name": "稻虾共作", "named_on": "2018-04-10",
                "doc_no": f"{name[0]}政发〔2018〕{9 + nth}号", "output_fen": dice.randint(9000, 26_000) * 10_000 * _FEN,
            }  # fmt: skip
            drafts.append(born(dice, "township_industry", **led))
        book.add(datetime.date(2018, 4, 12), _TITLE, *drafts, weeks=_WEEKS)


def build_bases(dice: Dice, book: Book, settled: Sequence[tuple[Place, list[Entity]]]) -> None:
    """Note feature, processing and service bases; the first of each kind stands still or is being built."""
    drafts: list[Draft] = []
    seen: set[str] = set()
    for place, entities in settled:
        for kind, name, industry in _bases(place):
            built = datetime.date(2016, 1, 4) + datetime.timedelta(days=dice.randint(0, 880))
            workers = dice.randint(18, 75)
            values: Values = {
                "name": f"{place.village.name}{name}", "base_kind": kind, "village": place.village.id,
                "industry": industry, "built_on": built.isoformat(), "state": RUNNING,
                "operator_name": dice.choice([one.name for one in entities if one.industry != E_COMMERCE]),
                "scale": f"{dice.randint(8, 60) * 10}亩" if kind == _FEATURE else f"{dice.randint(4, 30) * 100}平方米",
                "workers": workers, "poor_workers": workers * dice.randint(35, 70) // 100,
                "poor_households": min(len(place.poor), workers * dice.randint(30, 50) // 100),
            }  # fmt: skip
            if kind not in seen:
                seen.add(kind)
                values |= (
                    {"state": STOPPED, "note": "承租人退出，待重新招租"}
                    if kind == _FEATURE
                    else {"built_on": None}
                )
            drafts.append(born(dice, "base", **values))
    book.add(datetime.date(2018, 6, 20), _TITLE, *drafts, weeks=_WEEKS)


def _bases(place: Place) -> list[tuple[str, str, str]]:
    """Return kind, name and industry of a village's bases."""
    product = place.products[0]
    found = (
        [(_FEATURE, f"{product.name}基地", product.code)]
        if place.village.is_poor or place.nth % 5 == 1
        else []
    )
    if place.nth % 4 == 0:
        found.append((_PROCESSING, *_PROCESSING_BASES[place.nth // 4 % len(_PROCESSING_BASES)]))
    if place.nth % 5 == 1:
        found.append((_SERVICE, *_SERVICE_BASES[place.nth // 5 % len(_SERVICE_BASES)]))
    return found


def invite(dice: Dice, book: Book, places: Sequence[Place]) -> None:
    """Note tourism bases; the first of several is still being built."""
    chosen = places[2::4] or places[:1]
    for nth, place in enumerate(chosen):
        name, programme = _TOURISM[nth % len(_TOURISM)]
        guests = dice.randint(20, 160) * 100
        values: Values = {
            "name": f"{place.village.name}{name}", "village": place.village.id, "programme": programme,
            "state": RUNNING,
        }  # fmt: skip
        if nth or len(chosen) == 1:
            values |= {
                "built_on": f"201{dice.randint(6, 7)}-{dice.randint(3, 10):02d}-18", "visitors": guests,
                "poor_households": min(len(place.poor), dice.randint(4, 14)), "poor_workers": dice.randint(5, 20),
                "income_fen": guests * dice.randint(30, 70) * _FEN,
            }  # fmt: skip
        book.add(datetime.date(2018, 7, 20), _TITLE, born(dice, "tourism_base", **values), weeks=_WEEKS)


def lay_out(dice: Dice, book: Book, place: Place) -> None:
    """Note water, power and roads of a village; most of them serve an industry, some are not finished."""
    for nth in range(1 + place.village.is_poor):
        kind, name, least, most, department = dice.choice(_WORKS)
        finished = dice.day(datetime.date(2017, 6, 1), datetime.date(2018, 9, 14))
        works: Values = {
            "name": f"{place.village.name}{name}", "infrastructure_kind": kind, "village": place.village.id,
            "department": department, "serves_industry_area": int(dice.chance(0.62)),
            "serves_entity": int(dice.chance(0.38)), "invested_fen": dice.randint(least, most) * 10_000 * _FEN,
            "finished_on": None if (place.nth + nth) % 6 == 5 else finished.isoformat(),
        }  # fmt: skip
        book.add(finished, _TITLE, born(dice, "infrastructure", **works), weeks=_WEEKS)
