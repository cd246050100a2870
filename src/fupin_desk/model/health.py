"""What the examination of a file found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it was written. `kind` and `id` are empty for the file as a whole."""

    kind: str
    id: str
    what: str


@dataclass(frozen=True, slots=True)
class Health:
    """The result of an examination: how many records of each kind, what was checked, what is wrong."""

    counts: dict[str, int]
    rows: int
    batches: int
    problems: tuple[Problem, ...]
    chain: bool
    pages: bool

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems and self.chain and self.pages
