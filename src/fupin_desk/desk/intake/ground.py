"""The file's records in memory while a workbook is planned: read once, indexed when asked, never row by row."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from fupin_desk.model.value import Record
from fupin_desk.store.records import rows
from fupin_desk.validation import identity

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk


class Ground:
    """All records that are not removed. `put` lays planned records over them, so that checks see both."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._records: dict[str, dict[str, Record]] = {}
        self._before: dict[str, Record | None] = {}
        self._indexes: dict[tuple[str, str], dict[str, list[Record]]] = {}
        self._totals: dict[tuple[str, str, str], dict[str, int]] = {}
        self._persons: dict[str, list[Record]] | None = None

    def of(self, kind: str) -> dict[str, Record]:
        """Return the records of a kind by id."""
        if kind not in self._records:
            everything = rows.everything(self._desk.file.connection, self._desk.catalog.forms[kind])
            self._records[kind] = {one.id: one for one in everything if not one.removed}
        return self._records[kind]

    def record(self, kind: str, record: str) -> Record | None:
        """Return a record by its id."""
        return self.of(kind).get(record)

    def before(self, kind: str, record: str) -> Record | None:
        """Return how the file holds a record, whatever was laid over it."""
        return self._before[record] if record in self._before else self.record(kind, record)

    def having(self, kind: str, field: str, value: str) -> list[Record]:
        """Return the records of a kind that hold this value in this field."""
        key = (kind, field)
        if key not in self._indexes:
            index: dict[str, list[Record]] = {}
            for one in self.of(kind).values():
                found = one.values.get(field)
                if found is not None:
                    index.setdefault(str(found), []).append(one)
            self._indexes[key] = index
        return self._indexes[key].get(value, [])

    def total(self, kind: str, field: str, value: str, amount: str) -> int:
        """Return what the records of a kind that hold this value in this field add up to in another field."""
        key = (kind, field, amount)
        if key not in self._totals:
            totals: dict[str, int] = {}
            for one in self.of(kind).values():
                found = one.values.get(field)
                if found is not None:
                    totals[str(found)] = totals.get(str(found), 0) + int(one.values.get(amount) or 0)
            self._totals[key] = totals
        return self._totals[key].get(value, 0)

    def same_person(self, first18: str) -> list[Record]:
        """Return the members whose ID number tells this person, by its 18 characters."""
        if self._persons is None:
            self._persons = {}
            for one in self.of("member").values():
                number = one.values.get("id_number")
                if number:
                    self._persons.setdefault(identity.core(str(number)), []).append(one)
        return self._persons.get(first18, [])

    def put(self, records: Iterable[Record]) -> None:
        """Lay planned records over the held ones."""
        for one in records:
            self._before.setdefault(one.id, self.of(one.kind).get(one.id))
            self.of(one.kind)[one.id] = one
        self._indexes = {}
        self._totals = {}
        self._persons = None
