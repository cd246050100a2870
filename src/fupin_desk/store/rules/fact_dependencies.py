"""How records lead to judged units: which fields the facts of a unit read, and which records refer to which.

Nothing is listed here for a new kind: whose facts read what is asked of SQLite, who refers to whom of the foreign keys.
By hand stand only the few roads that cannot be seen from there.
"""

from collections.abc import Collection, Iterator
from functools import cache
from typing import Final

from sqlcipher3 import dbapi2
from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.rule import Unit
from fupin_desk.store.file import migrate
from fupin_desk.store.records import schema
from fupin_desk.store.rules import facts, rule_sql

# Rows that speak for the whole of what they belong to: what hangs on that moves with them.
SPEAKS_FOR: Final = {"project_event": "project", "visit_expert": "visit"}
# What a link says about a village it says through the household.
_ASIDE: Final = frozenset(
    {("drive_link", "entity"), ("share_agreement", "entity"), ("share_agreement", "village")}
)


class Roads:
    """The fields that each unit's facts read, by kind, and the references between kinds."""

    def __init__(self, read: dict[Unit, dict[str, set[str]]], ties: list[tuple[str, str, str]]) -> None:
        self.read = read
        self._above: dict[str, list[tuple[str, str]]] = {}
        self._below: dict[str, list[tuple[str, str]]] = {}
        for kind, field, of in ties:
            if kind != of and (kind, of) not in _ASIDE:
                self._above.setdefault(kind, []).append((field, of))
            if kind != of:
                self._below.setdefault(of, []).append((kind, field))

    def above(self, kind: str) -> list[tuple[str, str]]:
        """Return the fields of a kind that refer to records, and to which."""
        return self._above.get(kind, [])

    def leads(self, kind: str, to: Collection[str]) -> bool:
        """Say whether references lead from a kind to one of these."""
        return kind in to or any(self.leads(of, to) for _, of in self.above(kind))

    def below(self, kind: str, unit: Unit) -> Iterator[tuple[str, str]]:
        """Yield what refers to a kind and is read by the facts of a unit: kind and field."""
        for one, field in self._below.get(kind, []):
            if one in self.read[unit] and SPEAKS_FOR.get(one) != kind:
                yield one, field


@cache
def found() -> Roads:
    """Return the roads of this program's own file format, looked for once."""
    connection = dbapi2.connect(":memory:", isolation_level=None)
    try:
        for script in migrate.steps().values():
            connection.executescript(script.read_text(encoding="utf-8"))
        facts.make(connection)
        kinds = schema.kinds(connection)
        read: dict[Unit, dict[str, set[str]]] = {unit: {} for unit in rule_sql.UNITS}
        for unit in rule_sql.UNITS:
            for kind, field in _read_by(connection, f"{unit}_facts"):
                if kind in kinds and field != "id":
                    read[unit].setdefault(kind, set()).add(field)
        ties = [
            (kind, column.name, column.of)
            for kind in kinds
            for column in schema.columns(connection, kind)
            if column.of
        ]
    finally:
        connection.close()
    return Roads(read, ties)


def _read_by(connection: Connection, view: str) -> set[tuple[str, str]]:
    seen: set[tuple[str, str]] = set()

    def note(
        action: int, first: str | None, second: str | None, _database: str | None, _source: str | None
    ) -> int:
        if action == dbapi2.SQLITE_READ and first and second:
            seen.add((first, second))
        return int(dbapi2.SQLITE_OK)

    connection.set_authorizer(note)
    connection.execute(f"EXPLAIN SELECT * FROM {view}").fetchall()
    return seen
