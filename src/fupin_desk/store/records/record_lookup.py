"""What checks may ask about the other records of the file: looked up one by one, or read at once."""

from collections.abc import Iterator, Mapping, Sequence

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.form import Form
from fupin_desk.model.value import Record
from fupin_desk.store.records import rows


class Held:
    """Records looked up when asked: for one page at a time. Removed records are never returned."""

    def __init__(self, connection: Connection, forms: Mapping[str, Form]) -> None:
        self._connection = connection
        self._forms = forms

    def record(self, kind: str, record: str) -> Record | None:
        """Return a record by its id."""
        found = rows.record(self._connection, self._forms[kind], record)
        return found if found and not found.removed else None

    def before(self, kind: str, record: str) -> Record | None:
        """Return how the file holds a record."""
        return self.record(kind, record)

    def having(self, kind: str, field: str, value: str) -> Sequence[Record]:
        """Return the records of a kind that hold this value in this field."""
        return tuple(rows.records(self._connection, self._forms[kind], {field: value}))

    def total(self, kind: str, field: str, value: str, amount: str) -> int:
        """Return what the records of a kind that hold this value in this field add up to in another field."""
        return rows.total(self._connection, self._forms[kind], field, value, amount)

    def same_person(self, first18: str) -> Sequence[Record]:
        """Return the members whose ID number begins with these 18 characters."""
        return tuple(rows.same_person(self._connection, self._forms["member"], first18))


class HeldAll:
    """Every record of the file, read once a kind and indexed when asked: for checking the whole file."""

    def __init__(self, connection: Connection, forms: Mapping[str, Form]) -> None:
        self._connection = connection
        self._forms = forms
        self._kinds: dict[str, dict[str, Record]] = {}
        self._indexes: dict[tuple[str, str], dict[str, list[Record]]] = {}
        self._totals: dict[tuple[str, str, str], dict[str, int]] = {}
        self._persons: dict[str, list[Record]] | None = None

    def all(self, kind: str) -> Iterator[Record]:
        """Yield the records of a kind in the order of the file."""
        yield from self._of(kind).values()

    def record(self, kind: str, record: str) -> Record | None:
        """Return a record by its id."""
        return self._of(kind).get(record)

    def before(self, kind: str, record: str) -> Record | None:
        """Return how the file holds a record."""
        return self.record(kind, record)

    def having(self, kind: str, field: str, value: str) -> Sequence[Record]:
        """Return the records of a kind that hold this value in this field."""
        index = self._indexes.get((kind, field))
        if index is None:
            index = self._indexes[kind, field] = {}
            for one in self._of(kind).values():
                held = one.values[field]
                if held is not None:
                    index.setdefault(str(held), []).append(one)
        return index.get(value, ())

    def total(self, kind: str, field: str, value: str, amount: str) -> int:
        """Return what the records of a kind that hold this value in this field add up to in another field."""
        totals = self._totals.get((kind, field, amount))
        if totals is None:
            totals = self._totals[kind, field, amount] = {}
            for one in self._of(kind).values():
                held = one.values[field]
                if held is not None:
                    totals[str(held)] = totals.get(str(held), 0) + int(one.values[amount] or 0)
        return totals.get(value, 0)

    def same_person(self, first18: str) -> Sequence[Record]:
        """Return the members whose ID number begins with these 18 characters."""
        if self._persons is None:
            self._persons = {}
            for one in self._of("member").values():
                number = one.values["id_number"]
                if number is not None:
                    self._persons.setdefault(str(number)[:18], []).append(one)
        return self._persons.get(first18, ())

    def _of(self, kind: str) -> dict[str, Record]:
        if kind not in self._kinds:
            found = rows.everything(self._connection, self._forms[kind])
            self._kinds[kind] = {one.id: one for one in found if not one.removed}
        return self._kinds[kind]
