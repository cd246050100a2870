"""New-type entities, the households that they drive, and share agreements of three parties."""

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from fupin_desk.demo import people
from fupin_desk.demo.book import Book, born
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.households import Household
from fupin_desk.demo.places import Place
from fupin_desk.demo.products import Product
from fupin_desk.demo.stock import Stock
from fupin_desk.model.value import Values

COMPANY, COOPERATIVE, FARM, GROWER = "1", "2", "3", "4"
E_COMMERCE = "FW04"
TITLE = "登记经营主体和带动"
_RUNNING, _STOPPED = "1", "2"
_REGISTERED = datetime.date(2018, 3, 2)
# The ledger is brought up to date every so many weeks.
_WEEKS = 4
_FIRST, _LATER, _LAST = datetime.date(2018, 3, 12), datetime.date(2018, 5, 7), datetime.date(2018, 8, 24)
_FEN = 100
# GB 32100: characters in the order of their values; two digits by kind of entity before the area code.
_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_REGISTRIES = {COMPANY: "91", COOPERATIVE: "93", FARM: "92"}
_AREA = "421099"
# How many in a hundred poor households the villages drive, one after the other; the exact 70 is set where it can be.
_SHARES = (74, 82, 76, 79, 66, 88, 73, 54, 77)
_BORDER = 70
# How a household is driven, with the weights.
_MODES = (("4", 24), ("7,8", 26), ("3,4", 16), ("2,5", 22), ("6", 7), ("5", 5))
_SHARING = {"2", "5"}


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity that is running, with what later chapters need to know of it."""

    id: str
    name: str
    kind: str
    village: str
    industry: str
    is_willing: bool


def found(dice: Dice, stock: Stock, book: Book, place: Place) -> list[Entity]:
    """Note a village's entities and return those that run."""
    kinds = [(COOPERATIVE, place.products[0])]
    if place.nth % 2 == 0:
        kinds.append((FARM, place.products[1]))
    if place.nth % 3 == 0:
        kinds.append((COMPANY, place.products[0]))
    if place.nth % 4 == 3:
        kinds.append((GROWER, place.products[1]))
    entities = [_found(dice, stock, book, place, kind=kind, product=product) for kind, product in kinds]
    if place.village.is_poor and "e-commerce" not in place.lacks:
        entities.append(_found(dice, stock, book, place, kind=COMPANY, product=None))
    return [one for one in entities if one is not None]


def _found(
    dice: Dice, stock: Stock, book: Book, place: Place, *, kind: str, product: Product | None
) -> Entity | None:
    """Note one entity, of e-commerce where it has no product; None where it has stopped."""
    village = place.village
    is_willing, stopped = dice.chance(0.88), kind == GROWER and dice.chance(0.3)
    born_on = datetime.date(dice.randint(1962, 1988), 1, 1)
    person = people.name(dice, stock, stock.surnames.draw(dice), "1", born_on)
    founded = dice.workday(datetime.date(2012, 3, 1), datetime.date(2017, 11, 30))
    if product is None:
        founded = dice.workday(datetime.date(2017, 3, 1), datetime.date(2018, 7, 20))
    values: Values = {
        "name": _name(village.name, kind, product, person), "entity_kind": kind, "legal_person": person,
        "credit_code": _credit_code(dice, kind) if kind in _REGISTRIES else None, "phone": people.phone(stock),
        "village": village.id, "industry": product.code if product else E_COMMERCE,
        "founded_on": founded.isoformat(), "state": _STOPPED if stopped else _RUNNING,
        "drive_intent": 1 if is_willing else dice.choice((0, None)),
        "scale": f"{dice.randint(8, 90) * 10}{product.unit if product else '单/月'}",
        "assets_fen": dice.randint(20, 900) * 10_000 * _FEN, "output_fen": dice.randint(30, 1200) * 10_000 * _FEN,
    }  # fmt: skip
    draft = born(dice, "entity", **values)
    book.add(max(_REGISTERED, founded), TITLE, draft, weeks=_WEEKS)
    if stopped:
        return None
    return Entity(draft.id, str(values["name"]), kind, village.id, str(values["industry"]), is_willing)


def _name(village: str, kind: str, product: Product | None, person: str) -> str:
    place = village.removesuffix("村")
    if product is None:
        return f"江陵县{place}益农电子商务有限公司"
    return {
        COMPANY: f"江陵县{place}{product.short}农业有限公司",
        COOPERATIVE: f"江陵县{place}{product.short}专业合作社",
        FARM: f"江陵县{place}{product.short}家庭农场",
    }.get(kind) or f"{place}{product.short}大户（{person[:1]}姓）"


def _credit_code(dice: Dice, kind: str) -> str:
    """Return a code of nobody: the area is given to no county; the last character fits the others (GB 32100)."""
    code = f"{_REGISTRIES[kind]}{_AREA}MA{dice.randint(0, 9_999_999):07d}"
    total = sum(_CHARACTERS.index(char) * (3**place % 31) for place, char in enumerate(code))
    return code + _CHARACTERS[-total % 31]


# --- driven households


def drive(
    dice: Dice, book: Book, places: Sequence[tuple[Place, list[Entity]]], *, splitting: str | None
) -> set[str]:
    """Note which poor households of each village are driven; one village drives exactly seventy in a hundred.

    Args:
        dice: Where chance comes from.
        book: The diary.
        places: The villages with their entities.
        splitting: The village where a household splits: its households are one more in the end.

    Returns:
        The entities that drive anybody.
    """
    signed = set[str]()
    exact = next(
        (one for one, _ in places if one.poor and len(one.poor) % 10 == 0 and one.village.id != splitting),
        None,
    )
    for place, entities in places:
        share = _BORDER if place is exact else _SHARES[place.nth % len(_SHARES)]
        drivers = [one for one in entities if one.industry != E_COMMERCE]
        homes = dice.sample(place.poor, len(place.poor))
        driven = -(-len(homes) * share // 100)
        serials = itertools.count(1)
        for nth, home in enumerate(homes[:driven]):
            entity = drivers[0] if nth < 2 else dice.choice(drivers)
            # The first link of an entity comes early, with an agreement: nothing is paid to it without one.
            last = datetime.date(2018, 3, 30) if entity.id not in signed else _LAST
            signed.add(entity.id)
            _link(dice, book, entity, place, home=home, serial=next(serials), day=dice.workday(_FIRST, last))
            if len(drivers) > 1 and dice.chance(0.06):
                other = next(one for one in drivers if one is not entity)
                _link(
                    dice, book, other, place, home=home, serial=next(serials), day=dice.workday(_LATER, _LAST)
                )
        for home in homes[driven:]:
            if dice.chance(0.12):
                _link(
                    dice,
                    book,
                    drivers[0],
                    place,
                    home=home,
                    serial=next(serials),
                    day=_FIRST,
                    ended="2018-06-30",
                )
    return signed


def _link(
    dice: Dice, book: Book, entity: Entity, place: Place, *, home: Household, serial: int, day: datetime.date,
    ended: str | None = None,
) -> None:  # fmt: skip
    modes = dice.weighted(_MODES)
    number = f"{place.nth + 1:02d}-{serial:04d}"
    shares = dice.randint(2, 20) * 500 * _FEN
    works, shared = "4" in modes, bool(_SHARING & set(modes.split(",")))
    days = dice.randint(15, 110)
    values: Values = {
        "entity": entity.id, "household": home.id, "modes": modes, "agreement_no": f"DD2018-{number}",
        "started_on": day.isoformat(), "ended_on": ended, "workdays": days if works else None,
        "wage_fen": days * dice.randint(90, 130) * _FEN if works else None, "shares_fen": shares if shared else None,
        "increase_fen": dice.randint(8, 48) * 100 * _FEN,
    }  # fmt: skip
    book.add(day, TITLE, born(dice, "drive_link", **values), weeks=_WEEKS)
    if shared and ended is None:
        agreed: Values = {
            "agreement_no": f"GF2018-{number}", "entity": entity.id, "village": place.village.id,
            "household": home.id, "signed_on": day.isoformat(), "shares_fen": shares, "dividend_fen": shares * 8 // 100,
        }  # fmt: skip
        book.add(day, TITLE, born(dice, "share_agreement", **agreed), weeks=_WEEKS)
