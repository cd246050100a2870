"""Chance that comes from a seed: choices, days and record ids."""

import datetime
import random
import uuid
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice(random.Random):
    """A seeded source of chance; two of the same seed say the same."""

    def chance(self, probability: float) -> bool:
        """Return True as often as the probability says."""
        return self.random() < probability

    def weighted(self, choices: Sequence[tuple[T, float]]) -> T:
        """Return one of (value, weight); weights need no sum."""
        point = self.random() * sum(weight for _, weight in choices)
        for value, weight in choices:
            point -= weight
            if point < 0:
                return value
        return choices[-1][0]

    def day(self, first: datetime.date, last: datetime.date) -> datetime.date:
        """Return a day from the first to the last, both included."""
        return first + datetime.timedelta(days=self.randint(0, (last - first).days))

    def workday(self, first: datetime.date, last: datetime.date) -> datetime.date:
        """Return a day from Monday to Friday; the days given must hold one."""
        while True:
            day = self.day(first, last)
            if day.weekday() < 5:
                return day

    def fork(self) -> "Dice":
        """Return another source of chance, so that what one chapter draws moves nothing in the others."""
        return Dice(self.getrandbits(64))

    def id(self) -> str:
        """Return a record id of the usual form."""
        return uuid.UUID(int=self.getrandbits(128), version=4).hex
