"""What the desk fills in while one types: it follows its source, until a person writes something else."""

from dataclasses import replace
from typing import TYPE_CHECKING

from fupin_desk.model.page import Page
from fupin_desk.model.value import Record, Value

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk


class Filling:
    """Remembers which values were filled in, so that a corrected ID number corrects the birth date too."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._told: dict[tuple[str, str], tuple[Value, Value]] = {}

    def follow(self, record: Record, edited: str) -> Record:
        """Return the record filled in anew after one of its fields was edited.

        Args:
            record: The record as it stands.
            edited: The field that the person has just written; it stays as it is.
        """
        bare = dict(record.values)
        for (owner, name), (before, told) in list(self._told.items()):
            if owner != record.id:
                continue
            if name != edited and bare.get(name) == told:
                bare[name] = before
            del self._told[owner, name]
        filled = self._desk.filled(Page(replace(record, values=bare))).record
        values = dict(filled.values)
        if edited in record.values:
            values[edited] = record.values[edited]
        for name, value in values.items():
            if value != bare.get(name):
                self._told[record.id, name] = (bare.get(name), value)
        return replace(record, values=values)

    def tells(self, record: Record, name: str) -> bool:
        """Whether the desk would fill in what a field holds, were it empty."""
        value = record.values.get(name)
        if value is None or name in record.unread:
            return False
        bare = replace(record, values={**record.values, name: None})
        return self._desk.filled(Page(bare)).record.values.get(name) == value

    def forget(self) -> None:
        """Forget everything: another page is shown."""
        self._told.clear()
