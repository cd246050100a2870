"""The villages as the chapters beyond people see them: who lives there, what they live by, what they still lack."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from fupin_desk.demo.dice import Dice
from fupin_desk.demo.households import Household, Village
from fupin_desk.demo.products import PRODUCTS, Product

# What one poor village of several lacks, by the number of that village.
_LACKS = {
    "feature industry": 1, "village product": 2, "return": 3, "plan": 4, "technology": 5, "contiguous": 0,
    "new varieties": 2, "e-commerce": 4,
}  # fmt: skip


@dataclass(slots=True)
class Place:
    """One village with its poor households, those of them that are meant for industry, and its lines of business.

    `nth` counts the villages of the file. A household that closed or names no village is in neither list.
    """

    nth: int
    village: Village
    poor: list[Household]
    targets: list[Household]
    products: list[Product]
    lacks: frozenset[str] = field(default_factory=frozenset)


def survey(dice: Dice, villages: Sequence[Village], registered: Sequence[Household]) -> list[Place]:
    """Return the villages with what they live by and lack; where one poor village stands alone, it lacks nothing."""
    homes: dict[str, list[Household]] = {village.id: [] for village in villages}
    for one in registered:
        if one.is_poor:
            homes[one.village.id].append(one)
    poor = [village for village in villages if village.is_poor]
    places = []
    for nth, village in enumerate(villages):
        mine = homes[village.id]
        lacks = [
            what for what, which in _LACKS.items() if len(poor) > 1 and poor[which % len(poor)] is village
        ]
        places.append(
            Place(
                nth, village, mine, [one for one in mine if one.is_target], _products(dice), frozenset(lacks)
            )
        )
    return places


def _products(dice: Dice) -> list[Product]:
    first = dice.weighted(PRODUCTS)
    return [first, dice.weighted([one for one in PRODUCTS if one[0] is not first])]
