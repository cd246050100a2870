"""Who is meant: which household of the file a register speaks of, which of its members, and who stands twice."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from fupin_desk.desk.intake.asking import Line, Sitting
from fupin_desk.desk.intake.identifiers import Wanted
from fupin_desk.desk.intake.reading import Reading
from fupin_desk.exchange import cells, household_rows
from fupin_desk.exchange.household_rows import Gathered, RowOfMember
from fupin_desk.exchange.vocabulary import HEAD as HEAD_NAME
from fupin_desk.exchange.vocabulary import HEAD_ID, TOWNSHIP
from fupin_desk.model.importing import RawRow
from fupin_desk.model.value import Record, Value, Values
from fupin_desk.validation import identity

HEAD = "01"
# The first 15 characters of an ID number are enough to be somebody's.
_LEAST = 15
_GROUP_WORDS = re.compile(r"^第|村?民?小?组$")
_NUMERALS = {one: str(number) for number, one in enumerate("一二三四五六七八九十", 1)} | {
    f"十{one}": str(number) for number, one in enumerate("一二三四五六七八九", 11)
}


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
    def is_headed(self) -> bool:
        """Whether a row is the head's: the register calls somebody so, or the file does."""
        return any(row.is_head for row in self.gathered.rows)

    @property
    def number(self) -> str:
        """The household's number, as it is stored."""
        return str(self.own.values.get("household_no") or "")


def _plain_name(record: Record) -> str:
    return cells.plain(str(record.values.get("name") or ""))


def _core(record: Record) -> str:
    return identity.core(str(record.values.get("id_number") or ""))


def _plain_group(written: Value) -> str:
    """Return a group as it is compared: 第三村民小组, 三组 and 3组 are one."""
    name = _GROUP_WORDS.sub("", cells.plain(str(written or "")))
    number = _NUMERALS.get(name, name)
    return f"{number}组" if number.isdigit() else name


def _says_nothing_else(person: Person) -> bool:
    """Return whether a row only holds a name, as a label below a table does."""
    row, villages = person.row, {household_rows.VILLAGE, TOWNSHIP}
    cells_of_row = len(row.member) + len(row.own.keys() - villages - {HEAD_NAME})
    return not person.core and cells_of_row <= 1


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
            if not person.is_known and not (person is home.head and home.is_headed):
                person.line.refuse(0, "姓名和证件号码都没有写，不知道是谁。请补填。")
            self._match_number(person, present, home.held.id if home.held else "")
        taken = {person.held.id for person in home.persons if person.held}
        for person in home.persons:
            if person.held is None and not person.line.is_refused:
                person.held = self._match_name(person, [one for one in present if one.id not in taken])
                taken |= {person.held.id} if person.held else set()
            if person.held is None and person.line.name and _says_nothing_else(person):
                person.line.refuse(
                    person.reading.column("name"),
                    f"这一行只写了“{person.line.name}”，不知道是不是人。是人的请补填证件号码或与户主关系；是表尾的说明就删去这一行。",
                )

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
        named = home.gathered.text(HEAD_NAME) or home.gathered.text(HEAD_ID)
        known = home.head.is_known if home.is_headed else named or any(one.is_known for one in home.persons)
        if not home.number and not known:
            head.refuse(0, "户编号、户主姓名和证件号码都没有写，认不出是哪一户。请至少补填姓名和证件号码。")
            return
        if not home.is_headed and not self._is_told(home):
            return
        matches = self._candidates(home)
        if head.is_refused:
            return
        if not matches and "village" not in home.own.values:
            village = home.default or self._sitting.places.only
            home.own.values.update({"village": village} if village else {})
        if not matches and home.is_headed:
            matches = self._by_name(home)
        if not head.is_refused:
            self._take(home, matches)

    def _candidates(self, home: Home) -> set[str]:
        """Return the stored households of the number, of the head or of the people; a contradiction keeps the home out."""
        head, column = home.head.line, home.own.column("household_no")
        stored = self._sitting.ground.having("household", "household_no", home.number)
        by_number = {record.id for record in stored}
        by_head = self._homes_of(home.head) if home.is_headed else self._by_named_head(home)
        if len(by_number) > 1:
            head.refuse(column, "文件里有几户用了这个户编号。请先改正重复的户编号，再导入。")
        elif by_number and by_head and not by_number & by_head:
            head.refuse(column, "户编号和户主证件号码在文件里分属两户。请核对这两格，改正其中一个。")
        elif home.is_headed and not by_number:
            self._refuse_split(home)
        matches = by_number or by_head or self._by_people(home)
        if len(matches) > 1 and not head.is_refused:
            head.refuse(
                home.head.reading.column("id_number"),
                "这位户主在文件里登记了不止一户。请先在“差错清单”里处理重复登记，再导入。",
            )
        return matches

    def _take(self, home: Home, matches: set[str]) -> None:
        """Take the household that matches, or begin a new one."""
        head = home.head.line
        home.held = self._sitting.ground.record("household", next(iter(matches))) if matches else None
        if home.held is None and not home.is_headed:
            head.refuse(
                0,
                "这一户没有写户主，文件里也没有这一户。请补上户主那一行，或在“与户主关系”里写明谁是“户主”。",
            )
        elif home.held is None and not home.own.values.get("village"):
            head.refuse(0, "没有写行政村，不知道记在哪个村。请补填“行政村”一列。")
        else:
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

    def _is_told(self, home: Home) -> bool:
        """Return whether a household without a head's row is one that the file knows; else the columns are asked for."""
        if home.gathered.is_told or any(map(self._homes_of, home.persons)):
            return True
        line = home.head.line
        if any("relation" in person.row.member for person in home.persons):
            line.refuse(
                home.head.reading.column("relation"),
                "这一行没有写是哪一户的人，文件里也没有这个证件号码。请补上户编号、户主姓名，或户主那一行。",
            )
        else:
            line.refuse(
                0,
                "看不出谁是户主：没有“与户主关系”列，也没有“户主姓名”列。请在“列的对应”里指明是哪一列；"
                "如果一行就是一户的户主，把姓名那一列对应成“户主姓名”。",
            )
        return False

    def _by_named_head(self, home: Home) -> set[str]:
        """Return the household of the head whom a row of somebody else names, by number or by name and village."""
        cell = home.gathered.own.get(HEAD_ID)
        if cell is not None:
            number = str(self._sitting.reader.read("member", "id_number", cell[0]).value or "")
            return {str(one.values.get("household")) for one in self._sitting.references.holders(number)}
        name = home.gathered.text(HEAD_NAME)
        if not name:
            return set()
        wanted = Wanted(
            (name,), {"village": self._sitting.places.name(str(home.own.values.get("village") or ""))}
        )
        meant, _ = self._sitting.references.find("household", wanted)
        return {meant} if meant else set()

    def _refuse_split(self, home: Home) -> None:
        """Keep out a head who is stored as somebody else of a household that has another number."""
        for record in self._sitting.references.holders(home.head.core):
            household = self._sitting.ground.record("household", str(record.values.get("household")))
            relation = record.values.get("relation")
            number = str(household.values.get("household_no") or "") if household else ""
            if relation not in {None, HEAD} and home.number and number and home.number != number:
                label = self._sitting.desk.catalog.codes["relation"].label(str(relation))
                home.head.line.refuse(
                    home.own.column("household_no"),
                    f"文件里这个人在户编号 {number} 的户里，与户主关系是“{label}”。如果分了户，请先在“农户”页选中那一户，"
                    "用“分户”登记，再导入；如果没有分户，请改正户编号或与户主关系。",
                )

    def _by_people(self, home: Home) -> set[str]:
        """Return the household where the others live, if somebody there has the head's name: his number was mended."""
        others: set[str] = set()
        for person in home.persons:
            others |= self._homes_of(person)
        if len(others) != 1:
            return set()
        if not home.is_headed:
            return others
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
        group = _plain_group(home.own.values.get("group_name"))
        if len(found) > 1:
            near = {one for one in found if self._group_of(one) == group}
            found = near if group and len(near) == 1 else found
        if len(found) > 1:
            village = self._sitting.places.name(str(home.own.values.get("village") or ""))
            home.head.line.refuse(
                home.head.reading.column("name"),
                f"文件里{village}有 {len(found)} 户的户主都叫“{home.head.line.name}”，只凭姓名分不清。"
                "请填写户主的证件号码或户编号。",
            )
        other = self._group_of(next(iter(found))) if len(found) == 1 else ""
        if group and other and group != other:
            home.head.line.refuse(
                home.own.column("group_name"),
                f"文件里户主叫“{home.head.line.name}”的那一户在{other}，这一行写的是{group}，只凭姓名不知道是不是同一户。"
                "是同一户的请改正村民小组，或写上户编号；不是的请给两户都写上户主的证件号码。",
            )
        return found if len(found) == 1 else set()

    def _group_of(self, household: str) -> str:
        record = self._sitting.ground.record("household", household)
        return _plain_group(record.values.get("group_name")) if record else ""

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
        named = [one for one in free if name and _plain_name(one) == name and _core(one) not in self._cores]
        if len(named) < 2:
            return named[0] if named else None
        values = {field: value for field, value in person.reading.values.items() if value is not None}
        same = [
            one for one in named if all(one.values.get(field) == value for field, value in values.items())
        ]
        born = [one for one in named if values.get("birth_date") == one.values.get("birth_date")]
        if same or (len(born) == 1 and "birth_date" in values):
            return (same or born)[0]
        person.line.refuse(
            person.reading.column("name"),
            f"这一户里有 {len(named)} 个叫“{person.line.name}”的人，分不清改的是哪一个。请填写证件号码或出生日期。",
        )
        return None

    def former(self, person: Person) -> str:
        """Return who a newcomer was before: the row of somebody who left another household, else nothing."""
        gone = self._sitting.ground.same_person(person.core) if len(person.core) >= _LEAST else []
        return str(gone[0].values.get("person") or gone[0].id) if gone else ""
