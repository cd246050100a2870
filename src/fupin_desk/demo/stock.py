"""What names, ID numbers and households of the demo are made of (resources/demo)."""

import csv
import itertools
from bisect import bisect
from collections import defaultdict
from dataclasses import dataclass, field

from fupin_desk import paths
from fupin_desk.demo.dice import Dice

_LAST_YEAR = 2019
_FIRST_CARD_YEAR = 1986


class Urn:
    """Things with weights to draw from."""

    def __init__(self, things: list[tuple[str, float]]) -> None:
        self.things = [thing for thing, _ in things]
        self._sums = list(itertools.accumulate(weight for _, weight in things))

    def draw(self, dice: Dice) -> str:
        """Return one thing, as often as its weight says."""
        return self.things[bisect(self._sums, dice.random() * self._sums[-1])]


@dataclass(slots=True)
class Stock:
    """Name parts, area prefixes by year, shares by parameter; and what was given out already."""

    surnames: Urn
    compound_surnames: list[str]
    given: dict[tuple[str, int], Urn]
    rare_names: list[str]
    near_prefixes: dict[int, Urn]
    far_prefixes: dict[int, list[str]]
    shares: dict[str, Urn]
    numbers: set[str] = field(default_factory=set)
    phones: int = 0
    accounts: int = 0
    households: int = 0
    rare_given: int = 0


def load() -> Stock:
    """Return the parts of the demo as they stand in resources/demo."""
    near, far = _prefixes()
    shares: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for row in _rows("distributions.csv"):
        shares[row["parameter"]].append((row["code"], float(row["percent"])))
    return Stock(
        surnames=Urn([(row["surname"], float(row["weight"])) for row in _rows("surnames.csv")]),
        compound_surnames=[row["surname"] for row in _rows("compound_surnames.csv")],
        given=_given(),
        rare_names=[row["name"] for row in _rows("rare_names.csv")],
        near_prefixes=near,
        far_prefixes=far,
        shares={name: Urn(parts) for name, parts in shares.items()},
    )


def _rows(name: str) -> list[dict[str, str]]:
    with paths.resources("demo", name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _given() -> dict[tuple[str, int], Urn]:
    """Return the characters of given names by sex and decade of birth."""
    chars: dict[tuple[str, int], list[tuple[str, float]]] = defaultdict(list)
    for row in _rows("given_chars.csv"):
        for decade in range(int(row["from_year"]) // 10, int(row["to_year"]) // 10 + 1):
            chars[row["sex"], decade].append((row["char"], float(row["weight"])))
    for sex in "12":
        for decade in range(190, 193):
            chars[sex, decade] = chars[sex, 193]
    return {key: Urn(parts) for key, parts in chars.items()}


def _prefixes() -> tuple[dict[int, Urn], dict[int, list[str]]]:
    """Return the prefixes that were given out in each year; cards began in 1986."""
    near: dict[int, list[tuple[str, float]]] = defaultdict(list)
    far: dict[int, list[str]] = defaultdict(list)
    for row in _rows("id_prefixes.csv"):
        for year in range(
            max(int(row["from_year"]), _FIRST_CARD_YEAR), min(int(row["to_year"]), _LAST_YEAR) + 1
        ):
            if row["weight"] == "far":
                far[year].append(row["code"])
            else:
                near[year].append((row["code"], float(row["weight"])))
    return {year: Urn(parts) for year, parts in near.items()}, dict(far)
