"""The journal's values: a batch is one act of a person, a change is one field of one record in it."""

from dataclasses import dataclass

from fupin_desk.model.value import Value


@dataclass(frozen=True, slots=True)
class Change:
    """One changed field. A record's birth is one change with field `*` and the values as JSON in `new`."""

    device: str
    number: int
    n: int
    kind: str
    record: str
    field: str
    old: Value
    new: Value
    parent: str


@dataclass(frozen=True, slots=True)
class Batch:
    """One act: who did what and when (`at` is UTC, ISO text). `undoes` names the batch that it takes back."""

    device: str
    number: int
    at: str
    author: str
    what: str
    undoes: str
    hash: str
    size: int = 0
    undone_by: str = ""

    @property
    def id(self) -> str:
        """The name of the batch as the command line writes it: eight characters of the device, the number."""
        return f"{self.device[:8]}-{self.number}"
