"""What every roster query is asked for: the connection, the day, the village, who counts as able to work."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fupin_desk.model.value import Value, Values

# A member counts on a day from joined_on (or from the beginning) until the day before left_on.
ON_THE_DAY = "(m.joined_on IS NULL OR m.joined_on <= :day) AND (m.left_on IS NULL OR m.left_on > :day)"
# A household that was struck off still counted before that day; without a status nobody can say.
IS_POOR = (
    "CASE WHEN h.poverty_status IS NULL THEN NULL"
    " WHEN h.closed_on <= :day OR (h.poverty_status = '9' AND h.closed_on IS NULL) THEN 0 ELSE 1 END"
)
IN_PLACE = "(:village IS NULL OR h.village = :village)"


@dataclass(frozen=True, slots=True)
class Scope:
    """The reach of a report's queries.

    `village` is a village's record id or None for the whole file; `able` lists the labour codes that count as
    able to work; `start` and `deadline` bound the expert services that count, `levels` those that serve a
    village, all as the policy pack reads them.
    """

    connection: Any
    day: str
    village: str | None
    able: tuple[str, ...] = ()
    start: str = ""
    deadline: str = "9999-12-31"
    levels: tuple[str, ...] = ("1", "3")

    def rows(self, sql: str, **more: Value) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query; the day and the village are bound by name."""
        cursor = self.connection.cursor()
        cursor.row_factory = None
        yield from cursor.execute(sql, {"day": self.day, "village": self.village, **more})

    def named(self, sql: str, **more: Value) -> Iterator[Values]:
        """Yield the rows of a query as values by column name."""
        cursor = self.connection.cursor()
        cursor.row_factory = None
        cursor.execute(sql, {"day": self.day, "village": self.village, **more})
        names = [one[0] for one in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))


def among(codes: tuple[str, ...]) -> str:
    """Return code texts of our own definitions as an SQL list."""
    return "(" + ", ".join(f"'{one}'" for one in codes if one.isalnum()) + ")"
