"""What a list page asks for, and what a search finds."""

from dataclasses import dataclass, field

from fupin_desk.model.value import Value


@dataclass(frozen=True, slots=True)
class Query:
    """Which records of a kind, in which order.

    `place` is a village's record id. `where` maps a field to the values that it may have. `sort` names
    columns, a leading minus turns one around; `@` columns are computed ones, as of the ISO `day`, by default the day
    of work. `text` filters as one types.
    """

    kind: str
    place: str | None = None
    text: str = ""
    where: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    sort: tuple[str, ...] = ()
    removed: bool = False
    day: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a search found: `kind` and `id` open it, `detail` tells two of the same name apart."""

    kind: str
    id: str
    name: str
    detail: str
