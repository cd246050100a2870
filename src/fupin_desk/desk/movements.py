"""Who joined and who left, on which day and why: read from the members' own fields."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fupin_desk.model.query import Query

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

JOINED, LEFT = "增加", "减少"
_FIELDS = ((JOINED, "joined_on", "join_reason"), (LEFT, "left_on", "leave_reason"))
_PAGE_ROWS = 200


@dataclass(frozen=True, slots=True)
class Movement:
    """One person who joined or left a household. `day` is an ISO day."""

    day: str
    way: str
    reason: str
    member: str
    name: str
    household: str


def between(desk: "Desk", first: str, last: str, place: str | None = None) -> list[Movement]:
    """Return the movements from one ISO day to another, both included, the newest first."""
    found: list[Movement] = []
    for way, day_field, reason_field in _FIELDS:
        ids = desk.ids(Query("member", place, sort=(f"-{day_field}",)))
        for start in range(0, len(ids), _PAGE_ROWS):
            some = ids[start : start + _PAGE_ROWS]
            rows = desk.rows("member", some)
            days = [rows[one].get(day_field, "") for one in some]
            found += [
                Movement(day, way, rows[one].get(reason_field) or "没有填", one, rows[one]["name"], rows[one]["household"])
                for one, day in zip(some, days, strict=True)
                if first <= day <= last
            ]  # fmt: skip
            if not days[-1] or days[-1] < first:
                break
    return sorted(found, key=lambda one: (one.day, one.household, one.name), reverse=True)


def counts(found: Sequence[Movement]) -> list[tuple[str, str, int]]:
    """Return (way, reason, persons), joined first, the most frequent first."""
    counted = Counter((one.way, one.reason) for one in found)
    ordered = sorted(counted.items(), key=lambda pair: (pair[0][0] != JOINED, -pair[1], pair[0][1]))
    return [(way, reason, count) for (way, reason), count in ordered]
