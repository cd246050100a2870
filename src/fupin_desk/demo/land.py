"""Transfers of farmland that households contracted, village by village."""

import datetime
from collections.abc import Sequence

from fupin_desk.demo.book import Book, born
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.entities import E_COMMERCE, Entity
from fupin_desk.demo.places import Place
from fupin_desk.model.value import Draft, Values

_TITLE = "登记土地流转"
_FEN = 100
_WEEKS = 4
# How many in a hundred mu the villages transfer, one after the other.
_BORDER, _JUST_MISSED = 70, 69
_SHARES = (74, _BORDER, 81, _JUST_MISSED, 77, 72, 85, 52)


def transfer(dice: Dice, book: Book, place: Place, entities: Sequence[Entity], nth: int) -> None:
    """Note a village's land transfers; some reach exactly seventy in a hundred, or miss it by a hundredth of a mu."""
    share = _SHARES[nth % len(_SHARES)]
    # Without the contracts only one transfer has been written down.
    whole = place.village.contracted_cmu or 40_000
    total = whole * _BORDER // 100 - 1 if share == _JUST_MISSED else whole * share // 100
    parcels = dice.randint(3, 6)
    areas = [total * dice.randint(60, 115) // 100 // parcels // 50 * 50 for _ in range(parcels - 1)]
    takers = [one for one in entities if one.industry != E_COMMERCE]
    drafts = []
    for number, area in enumerate([*areas, total - sum(areas)]):
        entity = takers[number % len(takers)] if number % 3 != 2 else None
        started = dice.workday(datetime.date(2014, 1, 6), datetime.date(2017, 12, 20))
        if number == parcels - 1:
            started = dice.workday(datetime.date(2018, 3, 5), datetime.date(2018, 8, 10))
        drafts.append(_parcel(dice, place, entity, number=number, area=area, started=started))
    drafts.append(
        _parcel(
            dice,
            place,
            None,
            number=parcels,
            area=12_000,
            started=datetime.date(2013, 1, 7),
            ended="2017-12-31",
        )
    )
    book.add(datetime.date(2018, 4, 20), _TITLE, *drafts[:-2], drafts[-1], weeks=_WEEKS)
    book.add(
        datetime.date.fromisoformat(str(drafts[-2].values["started_on"])), _TITLE, drafts[-2], weeks=_WEEKS
    )


def _parcel(
    dice: Dice, place: Place, entity: Entity | None, *, number: int, area: int, started: datetime.date,
    ended: str | None = None,
) -> Draft:  # fmt: skip
    values: Values = {
        "contract_no": f"LZ{started.year}-{place.nth + 1:02d}-{number + 1:02d}", "village": place.village.id,
        "entity": entity.id if entity else None,
        "transferee": None if entity else dice.choice(("外地种植公司", "本村种粮大户", "邻村养殖户")),
        "area_cmu": area, "rent_fen": dice.randint(50, 90) * 10 * _FEN, "started_on": started.isoformat(),
        "ended_on": ended or f"{started.year + dice.randint(8, 12)}-12-31",
    }  # fmt: skip
    return born(dice, "land_transfer", **values)
