"""Who lives together: relations, sexes and ages of a household, by its size."""

from dataclasses import dataclass

from fupin_desk.demo import people
from fupin_desk.demo.dice import Dice
from fupin_desk.demo.people import FEMALE, MALE, Person
from fupin_desk.demo.stock import Stock

_HEAD, _SPOUSE, _SON, _DAUGHTER, _DAUGHTER_IN_LAW = "01", "02", "03", "04", "05"
_GRANDSON, _GRANDDAUGHTER, _FATHER, _MOTHER, _OTHER = "07", "08", "11", "12", "99"
# Households of each size as (relations without the head, weight); k a child, g a grandchild, p a parent,
# s a grown son with his wife, w the wife.
_SHAPES: dict[int, tuple[tuple[str, float], ...]] = {
    1: (("", 1),),
    2: (("w", 60), ("k", 25), ("p", 15)),
    3: (("wk", 60), ("wp", 15), ("kk", 10), ("wg", 15)),
    4: (("wkk", 45), ("wkp", 30), ("ws", 25)),
    5: (("wkkp", 45), ("wsg", 55)),
    6: (("wsgg", 60), ("wkkpp", 40)),
    7: (("wsggp", 100),),
}
_HEAD_AGES = {"": (48, 84), "w": (52, 80), "p": (38, 60), "k": (36, 62), "wg": (54, 72)}


@dataclass(frozen=True, slots=True)
class _Place:
    """One member to be: relation, sex, age, whose surname, from far away or not."""

    relation: str
    sex: str
    age: int
    follows: bool = True
    far: bool = False


def make(dice: Dice, stock: Stock) -> list[Person]:
    """Return the members of a household, the head first."""
    size = int(stock.shares["household_size"].draw(dice))
    shape = dice.weighted(_SHAPES[size])
    surname = people.surname(dice, stock)
    made = []
    for one in _places(dice, shape):
        family = surname if one.follows else people.surname(dice, stock)
        person = people.make(
            dice, stock, relation=one.relation, sex=one.sex, age=one.age, family=family, far=one.far
        )
        made.append(person)
    return made


def _places(dice: Dice, shape: str) -> list[_Place]:
    low, high = _HEAD_AGES.get(shape, (50, 70) if "s" in shape else (33, 58))
    age = dice.randint(low, high)
    head_sex = FEMALE if "w" not in shape and dice.chance(0.3) else MALE
    places = [_Place(_HEAD, head_sex, age)]
    if "w" in shape:
        places.append(
            _Place(_SPOUSE, FEMALE, age - dice.randint(-2, 5), follows=False, far=dice.chance(0.05))
        )
    youngest_parent = min(one.age for one in places)
    for nth in range(shape.count("k")):
        child = max(0, youngest_parent - dice.randint(20, 27) - 4 * nth)
        sex = dice.choice((MALE, FEMALE))
        places.append(_Place(_SON if sex == MALE else _DAUGHTER, sex, child, follows=head_sex == MALE))
    grown = youngest_parent - dice.randint(20, 26)
    if "s" in shape:
        places.append(_Place(_SON, MALE, grown, follows=head_sex == MALE))
        wife = max(20, grown - dice.randint(-2, 4))
        places.append(_Place(_DAUGHTER_IN_LAW, FEMALE, wife, follows=False, far=dice.chance(0.06)))
        grown = min(grown, wife)
    for nth in range(shape.count("g")):
        sex = dice.choice((MALE, FEMALE))
        grandchild = min(17, max(0, grown - dice.randint(21, 26) - 3 * nth))
        places.append(_Place(_GRANDSON if sex == MALE else _GRANDDAUGHTER, sex, grandchild))
    for nth in range(shape.count("p")):
        sex = (MALE, FEMALE)[nth] if shape.count("p") == 2 else dice.choice((MALE, FEMALE, FEMALE))
        relation = _FATHER if sex == MALE else _MOTHER
        places.append(_Place(relation, sex, age + dice.randint(20, 29), follows=sex == MALE))
    return places
