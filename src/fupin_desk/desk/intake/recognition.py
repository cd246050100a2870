"""Who is meant: which household of the file a register speaks of, which of its members, and who stands twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fupin_desk.desk.intake.asking import Line, Sitting
from fupin_desk.desk.intake.reading import Reading
from fupin_desk.exchange import cells, household_rows
from fupin_desk.exchange.household_rows import Gathered, RowOfMember
from fupin_desk.exchange.vocabulary import TOWNSHIP
from fupin_desk.model.importing import RawRow
from fupin_desk.model.value import Record, Values

# The first 15 characters of an ID number are enough to be somebody's.
_LEAST = 15


@dataclass(slots=True)
class Person:
    """A member's row. `core` is the first 18 characters of the ID number, `held` who it is in the file."""

    row: RowOfMember
    line: Line
    reading: Reading
    core: str
    held: Record | None = None

    @property
    def is_known(self) -> bool:
        """Whether the row says who it is about, by name or by number."""
        return bool(self.core or self.reading.values.get("name"))


@dataclass(slots=True)
class Home:
    """A household of the register. `default` is the village that the sheet is about, `year` its year.

    `defaults` are what the columns that the sheet lacks stand for in new records, by kind.
    """

    gathered: Gathered
    persons: list[Person]
    own: Reading
    default: str
    year: int
    defaults: Mapping[str, Values]
    held: Record | None = None
    children: dict[str, list[Record]] = field(default_factory=dict)

    @property
    def head(self) -> Person:
        """The head; the first person where nobody is called the head."""
        return next((one for one in self.persons if one.row is self.gathered.head), self.persons[0])

    @property
    def number(self) -> str:
        """The household's number, as it is stored."""
        return str(self.own.values.get("household_no") or "")


def _plain_name(record: Record) -> str:
    return cells.plain(str(record.values.get("name") or ""))


def _core(record: Record) -> str:
    return str(record.values.get("id_number") or "")[:18]


class Recognition:
    """Recognises households and members, and remembers which of them the workbook has already named."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._cores: dict[str, RawRow] = {}
        self._homes: dict[str, RawRow] = {}

    def refuse_twice(self, home: Home) -> None:
        """Keep out everybody who already stands in an earlier row."""
        for person in home.persons:
            if len(person.core) < _LEAST or person.line.is_refused:
                continue
            first = self._cores.setdefault(person.core, person.line.raw)
            if first is not person.line.raw:
                person.line.refuse(
                    person.reading.column("id_number"),
                    f"与{self._sitting.where(first)}是同一个证件号码（比前 18 位）。同一个人只能登记一次，请删去多余的一行。",
                )

    def recognise(self, home: Home) -> None:
        """Find the village, the household and the members that the file already holds, or refuse what contradicts."""
        if home.head.line.is_refused:
            return
        self._place(home)
        self._find(home)
        if home.head.line.is_refused:
            return
        ground = self._sitting.ground
        present = list(ground.having("member", "household", home.held.id)) if home.held else []
        for person in home.persons:
            if not person.is_known and person is not home.head:
                person.line.refuse(0, "姓名和证件号码都没有写，不知道是谁。请补填。")
            self._match_number(person, present, home.held.id if home.held else "")
        taken = {person.held.id for person in home.persons if person.held}
        for person in home.persons:
            if person.held is None and not person.line.is_refused:
                person.held = self._match_name(person, [one for one in present if one.id not in taken])
                taken |= {person.held.id} if person.held else set()

    # --- households

    def _place(self, home: Home) -> None:
        places = self._sitting.places
        found = home.gathered.own.get(household_rows.VILLAGE)
        if found is None:
            return
        township = places.township(home.gathered.text(TOWNSHIP))
        village, reason = places.find(home.gathered.text(household_rows.VILLAGE), township)
        if reason:
            home.head.line.refuse(found[1], reason)
        else:
            home.own.values["village"] = village

    def _find(self, home: Home) -> None:
        """Find the household by its number, by its head, by its people, by name and village."""
        head = home.head.line
        if head.is_refused:
            return
        if not home.number and not home.head.is_known:
            head.refuse(0, "户编号、户主姓名和证件号码都没有写，认不出是哪一户。请至少补填姓名和证件号码。")
            return
        ground, column = self._sitting.ground, home.own.column("household_no")
        by_number = {one.id for one in ground.having("household", "household_no", home.number)}
        by_head = self._homes_of(home.head)
        if len(by_number) > 1:
            head.refuse(column, "文件里有几户用了这个户编号。请先改正重复的户编号，再导入。")
            return
        if by_number and by_head and not by_number & by_head:
            head.refuse(column, "户编号和户主证件号码在文件里分属两户。请核对这两格，改正其中一个。")
            return
        found = by_number or by_head or self._by_people(home)
        if len(found) > 1:
            head.refuse(
                home.head.reading.column("id_number"),
                "这位户主在文件里登记了不止一户。请先在“差错清单”里处理重复登记，再导入。",
            )
            return
        if (
            not found
            and "village" not in home.own.values
            and (village := home.default or self._sitting.places.only)
        ):
            home.own.values["village"] = village
        found = found or self._by_name(home)
        home.held = ground.record("household", next(iter(found))) if found else None
        if home.held is None and not home.own.values.get("village"):
            head.refuse(0, "没有写行政村，不知道记在哪个村。请补填“行政村”一列。")
            return
        self._refuse_second(home)

    def _refuse_second(self, home: Home) -> None:
        named = home.held.id if home.held else home.number
        first = self._homes.setdefault(named, home.head.line.raw) if named else home.head.line.raw
        if first is not home.head.line.raw:
            home.head.line.refuse(
                0, f"与{self._sitting.where(first)}开始的是同一户。请把这一户的人并到一处，再导入。"
            )

    def _homes_of(self, person: Person) -> set[str]:
        return {str(one.values.get("household")) for one in self._sitting.references.holders(person.core)}

    def _by_people(self, home: Home) -> set[str]:
        """Return the household where the others live, if somebody there has the head's name: his number was mended."""
        others: set[str] = set()
        for person in home.persons:
            others |= self._homes_of(person)
        if len(others) != 1:
            return set()
        name = cells.plain(home.head.line.name)
        rows = self._sitting.ground.having("member", "household", next(iter(others)))
        return others if any(_plain_name(one) == name for one in rows) else set()

    def _by_name(self, home: Home) -> set[str]:
        """Return the household of a head of this name in this village, where one of the two has no ID number."""
        name, found = cells.plain(home.head.line.name), set()
        for one in self._sitting.references.named_heads(name) if name else ():
            household = self._sitting.ground.record("household", str(one.values.get("household")))
            if household is None or household.values.get("village") != home.own.values.get("village"):
                continue
            two_persons = home.head.core and _core(one)
            two_numbers = home.number and household.values.get("household_no")
            if not two_persons and not two_numbers:
                found.add(household.id)
        return found if len(found) == 1 else set()

    # --- members

    def _match_number(self, person: Person, present: list[Record], household: str) -> None:
        if not person.core or person.line.is_refused:
            return
        person.held = next((one for one in present if _core(one) == person.core), None)
        if person.held is not None:
            return
        for one in self._sitting.references.holders(person.core):
            other = self._sitting.ground.record("household", str(one.values.get("household")))
            if other is None or other.id == household:
                continue
            village = self._sitting.places.name(str(other.values.get("village") or ""))
            person.line.refuse(
                person.reading.column("id_number"),
                f"这个人已登记在{village}的另一户。如果是分户、婚嫁或迁移，请在程序里办理；如果是写错，请改正证件号码。",
            )
            return

    def _match_name(self, person: Person, free: list[Record]) -> Record | None:
        """Return the member of the same name, where the ID number is new, missing or mended."""
        name = cells.plain(person.line.name)
        found = [one for one in free if name and _plain_name(one) == name and _core(one) not in self._cores]
        return found[0] if len(found) == 1 else None

    def former(self, person: Person) -> str:
        """Return who a newcomer was before: the row of somebody who left another household, else nothing."""
        gone = self._sitting.ground.same_person(person.core) if len(person.core) >= _LEAST else []
        return str(gone[0].values.get("person") or gone[0].id) if gone else ""
