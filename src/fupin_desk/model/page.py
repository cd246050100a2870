"""A page is a record with the rows that hang on it; a verdict is what checks and rules say of a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from fupin_desk.model.finding import Finding
from fupin_desk.model.money import Money
from fupin_desk.model.rule import Effect
from fupin_desk.model.value import Draft, Record


@dataclass(frozen=True, slots=True)
class Page:
    """What one entry page shows and saves at once: a record and its children by kind, in grid order.

    `is_new` holds the ids of the records that are not in the file yet.
    """

    record: Record
    children: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    is_new: frozenset[str] = frozenset()
    remove_reasons: dict[str, str] = field(default_factory=dict)

    def records(self) -> Iterator[Record]:
        """Yield the record and then its children."""
        yield self.record
        for rows in self.children.values():
            yield from rows

    def drafts(self) -> tuple[Draft, ...]:
        """Return the page as drafts for the journal."""
        return tuple(
            Draft(
                one.kind, one.id, one.values, one.unread,
                is_new=one.id in self.is_new, removed=one.removed,
                remove_reason=self.remove_reasons.get(one.id, ""),
            )
            for one in self.records()
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said about a page before it is saved: objections, what it does to coverage and to money."""

    findings: tuple[Finding, ...] = ()
    effects: tuple[Effect, ...] = ()
    money: tuple[Money, ...] = ()

    @property
    def errors(self) -> int:
        """How many findings stop submission."""
        return sum(one.stops for one in self.findings)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What typed texts mean: values that could be read, texts that could not, and why not."""

    values: dict[str, str | int | float | None]
    unread: dict[str, str]
    findings: tuple[Finding, ...]


class Held(Protocol):
    """What a check may ask about the other records of the file. Removed records are never returned."""

    def record(self, kind: str, record: str) -> Record | None:
        """Return a record by its id."""

    def before(self, kind: str, record: str) -> Record | None:
        """Return how the file holds a record; `record` may tell what it is planned to become."""

    def having(self, kind: str, field: str, value: str) -> Sequence[Record]:
        """Return the records of a kind that hold this value in this field."""

    def total(self, kind: str, field: str, value: str, amount: str) -> int:
        """Return what the records of a kind that hold this value in this field add up to in another field."""

    def same_person(self, first18: str) -> Sequence[Record]:
        """Return the members whose ID number begins with these 18 characters."""
