"""Flat rows that reports are made of: what the store fetches and the builders lay out."""

from dataclasses import dataclass, field

from fupin_desk.model.value import Value, Values


@dataclass(frozen=True, slots=True)
class Place:
    """A village as reports need it: `township` is the code of its reporting unit, `code` its area code."""

    id: str
    name: str
    township: str
    code: str
    is_poor: Value


@dataclass(frozen=True, slots=True)
class Home:
    """A household on a day: its stored values, its head, and how many members it has on that day.

    `unclear` counts the members whose labour capability is not recorded; `is_poor` is None when the poverty
    status is not recorded, and 0 from the day that the household was struck off.
    """

    id: str
    village: str
    values: Values
    head: str
    head_id_number: str
    head_phone: str
    persons: int
    capable: int
    unclear: int
    is_poor: Value

    @property
    def group(self) -> str:
        """The villagers' group, as typed."""
        return str(self.values.get("group_name") or "")


@dataclass(frozen=True, slots=True)
class Aid:
    """One assistance record. `done` says that it was carried out, on a known day."""

    id: str
    household: str
    round: str
    values: Values
    done: bool


@dataclass(frozen=True, slots=True)
class Round:
    """A round of assistance in the order of year and number."""

    id: str
    name: str
    year: Value
    number: Value


@dataclass(frozen=True, slots=True)
class Helping:
    """Someone who is responsible for a household on the day."""

    household: str
    name: str
    unit: str
    phone: str


@dataclass(frozen=True, slots=True)
class Giver:
    """An expert of a visit or a pairing."""

    name: str
    unit: str
    title: str
    is_team_member: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """One expert visit to one village; `serves` says that it is the service that each poor village needs."""

    id: str
    village: str
    values: Values
    givers: tuple[Giver, ...]
    households: int
    signed: int
    serves: bool


@dataclass(frozen=True, slots=True)
class Course:
    """A training course with the attendances of the reported place: persons signed up, persons completed."""

    id: str
    values: Values
    attended: int
    completed: int


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person's attendance of one course."""

    course: str
    household: str
    village: str
    group: str
    head: str
    name: str
    id_number: str
    status: str
    reason: str
    certificate: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """A visit as one household saw it."""

    household: str
    visit: str
    visited_on: str
    level: str
    status: str
    topics: str
    experts: str
    is_signed: Value


@dataclass(frozen=True, slots=True)
class Waiver:
    """A warning that somebody explained."""

    kind: str
    record: str
    field: str
    finding: str
    reason: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a record belongs, so that a person finds it: village, group, household head, its own name."""

    village: str = ""
    group: str = ""
    head: str = ""
    name: str = ""
    household: str = ""


@dataclass(frozen=True, slots=True)
class Folder:
    """All rows that hang on households, by kind and then by household id, in the order of time."""

    rows: dict[str, dict[str, list[Values]]] = field(default_factory=dict)

    def of(self, kind: str, household: str) -> list[Values]:
        """Return the rows of a kind that hang on a household."""
        return self.rows.get(kind, {}).get(household, [])


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """A report that can be asked for. `name` is the word of the command line.

    `private` says why there is no public face; it is empty where there is one. `dated` says that a period
    restricts its rows; else the period is only printed.
    """

    name: str
    title: str
    private: str = ""
    dated: bool = False
