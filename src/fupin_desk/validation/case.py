"""One page under examination, and where its checks look things up: on the page first, then in the file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from fupin_desk.model.code import CodeList
from fupin_desk.model.form import Form
from fupin_desk.model.limits import Limits
from fupin_desk.model.page import Held, Page
from fupin_desk.model.show import masked, shown
from fupin_desk.model.value import Record, Value


@dataclass(frozen=True)
class Case:
    """A page with the definitions, the records held beside it, and the day on which it is judged."""

    page: Page
    forms: Mapping[str, Form]
    codes: Mapping[str, CodeList]
    held: Held
    today: str
    limits: Limits

    @cached_property
    def own(self) -> dict[str, Record]:
        """The page's records by id; they stand before what the file holds."""
        return {one.id: one for one in self.page.records()}

    def record(self, kind: str, record: Value) -> Record | None:
        """Return a record by its id as the page or else the file has it; None if removed or unknown."""
        if not isinstance(record, str):
            return None
        mine = self.own.get(record)
        if mine is not None and mine.kind == kind:
            return None if mine.removed else mine
        return self.held.record(kind, record)

    def before(self, record: Record) -> Record | None:
        """Return how the file holds a record of the page; None if it is new."""
        return None if record.id in self.page.is_new else self.held.before(record.kind, record.id)

    def is_changed(self, record: Record) -> bool:
        """Tell whether the page makes a record, or makes it other than the file holds it."""
        if record.id not in self.own:
            return False
        before = self.before(record)
        return before is None or before.values != record.values

    def having(self, kind: str, field: str, value: Value) -> list[Record]:
        """Return the records that hold a value in a field, those of the page as the page has them."""
        if value is None:
            return []
        found = [one for one in self.held.having(kind, field, str(value)) if one.id not in self.own]
        return found + self._own_index(kind, field).get(value, [])

    def twins(self, record: Record, field: str, *others: str) -> list[Record]:
        """Return the other records of a record's kind with the same value in each of these fields, none empty.

        The first field leads to them and should be one by which the file is indexed.
        """
        if any(record.values.get(one) is None for one in others):
            return []
        return [
            one
            for one in self.having(record.kind, field, record.values.get(field))
            if one.id != record.id and all(one.values.get(name) == record.values[name] for name in others)
        ]

    def total(self, kind: str, field: str, value: Value, amount: str) -> int:
        """Return what the records that hold a value in a field add up to, those of the page as the page has them."""
        if value is None:
            return 0
        found = self.held.total(kind, field, str(value), amount)
        for one in self.own.values():
            if one.kind != kind:
                continue
            held = self.held.record(kind, one.id)
            if held is not None and held.values.get(field) == value:
                found -= int(held.values.get(amount) or 0)
            if not one.removed and one.values.get(field) == value:
                found += int(one.values.get(amount) or 0)
        return found

    def rows(self, kind: str) -> list[Record]:
        """Return the rows of a kind that hang on the page's record, from the file where the page brings none."""
        if kind in self.page.children:
            return [one for one in self.page.children[kind] if not one.removed]
        return self.having(kind, self.forms[kind].parent_field, self.page.record.id)

    @cached_property
    def _own_indexes(self) -> dict[tuple[str, str], dict[Value, list[Record]]]:
        return {}

    def _own_index(self, kind: str, field: str) -> dict[Value, list[Record]]:
        """Return the page's own records of a kind by a field's value: a page may hold hundreds of rows."""
        index = self._own_indexes.get((kind, field))
        if index is None:
            index = self._own_indexes[kind, field] = {}
            for one in self.own_of(kind):
                index.setdefault(one.values.get(field), []).append(one)
        return index

    def own_of(self, kind: str) -> list[Record]:
        """Return the page's own records of a kind."""
        return [one for one in self.own.values() if one.kind == kind and not one.removed]

    def implied(self, codes: str, code: Value, fact: str) -> str:
        """Return a fact that a code implies, such as the sex of 之子; empty if it implies none."""
        found = self.codes[codes].codes.get(str(code))
        return found.implies.get(fact, "") if found else ""

    def told(self, record: Record, field: str) -> str:
        """Return a value as a finding may say it: as people read it, private numbers masked."""
        one = self.forms[record.kind].fields[field]
        return masked(one.sensitivity, shown(one, record.values.get(field), self.codes))

    def head(self, household: Value) -> str:
        """Return the name of a household's head, as findings name a household."""
        members = self.having("member", "household", household)
        heads = [one for one in members if one.values.get("relation") == "01" and belongs(one, self.today)]
        return str((heads or members)[0].values.get("name") or "（姓名未填）") if members else "（没有成员）"

    def is_poor(self, household: Record) -> bool:
        """Tell whether a household is one of those that the policy is for."""
        return self.implied("poverty_status", household.values.get("poverty_status"), "poor") == "1"

    def called(self, kind: str, record: Value) -> str:
        """Return how a record is called: what its form makes its title."""
        found = self.record(kind, record)
        form = self.forms[kind]
        told = [self.told(found, one) for one in form.title if found and one in form.fields]
        return " ".join(one for one in told if one) or "（名称未填）"

    def village(self, household: Value) -> str:
        """Return the name of a household's village."""
        found = self.record("household", household)
        village = self.record("village", found.values.get("village")) if found else None
        return str(village.values.get("name") or "") if village else "（村未填）"


def belongs(member: Record, day: str) -> bool:
    """Tell whether a member counts on an ISO day: joined by then, and not yet left."""
    joined, left = member.values.get("joined_on"), member.values.get("left_on")
    return not (joined and str(joined) > day) and not (left and str(left) <= day)


def same_person(one: Record, other: Record) -> bool:
    """Tell whether two member rows are one person, as a split of a household leaves them."""
    ids = {one.id, one.values.get("person")} - {None}
    return other.id in ids or other.values.get("person") in ids


def folded(text: Value) -> str:
    """Return a text for comparing: without spaces and capitals."""
    return "".join(str(text or "").split()).casefold()


def closed(household: Record | None) -> bool:
    """Tell whether a household was taken off the register (清退)."""
    return household is not None and household.values.get("poverty_status") == "9"


def latest(records: Iterable[Record], field: str) -> Record | None:
    """Return the record with the greatest value of a field, None if no record has one."""
    dated = [one for one in records if one.values.get(field) is not None]
    return max(dated, key=lambda one: str(one.values[field])) if dated else None
