"""Who of a household can work, and who of them still has to be trained."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Workforce:
    """The members able to work on the day by name, those of them without a completed course, and how many are unclear."""

    able: tuple[str, ...]
    untrained: tuple[str, ...]
    unclear: int
