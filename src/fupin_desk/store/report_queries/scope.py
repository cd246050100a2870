"""What every roster query is asked for: the connection, the day, the village, who counts as able to work."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fupin_desk.model.rule import Pack
from fupin_desk.model.value import Value, Values
from fupin_desk.store.rules import rule_sql

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
    able to work. Queries that read the views of facts need the `pack`.
    """

    connection: Any
    day: str
    village: str | None
    able: tuple[str, ...] = ()
    pack: Pack | None = None

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

    def facts(self, sql: str, last: str = "", **more: Value) -> Iterator[Values]:
        """Yield the rows of a query that reads the views of facts, as values by column name.

        Args:
            sql: The query.
            last: The last ISO day on which deeds count; by default the day asked for.
            more: Values bound by name.

        Raises:
            ValueError: If the scope has no policy pack.
        """
        if self.pack is None:
            raise ValueError("facts are judged by a policy pack")
        rule_sql.ask(self.connection, self.pack, self.day, last or self.day)
        yield from self.named(sql, **more)


def among(codes: tuple[str, ...]) -> str:
    """Return code texts of our own definitions as an SQL list."""
    return "(" + ", ".join(f"'{one}'" for one in codes if one.isalnum()) + ")"
