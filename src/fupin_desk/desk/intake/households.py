"""A register of households: who is known, who is new, who is registered twice."""

import re
from dataclasses import dataclass, field

from fupin_desk.desk.intake.asking import Line, Sitting, Source, planned
from fupin_desk.desk.intake.reading import Reading, settled
from fupin_desk.exchange import cells, household_rows
from fupin_desk.exchange.household_rows import Gathered, RowOfMember
from fupin_desk.exchange.vocabulary import HEAD, HEAD_ID, TOWNSHIP, YEAR
from fupin_desk.model.importing import Cell, CellIssue, PlannedRow
from fupin_desk.model.page import Page
from fupin_desk.model.value import Record, Values

_HEAD_CODE = "01"
_YEARLY = ("income", "condition")
_TITLE_YEAR = re.compile(r"(20[12]\d)\s*年")


@dataclass(slots=True)
class _Person:
    """A member's row while its household is being recognised."""

    row: RowOfMember
    line: Line
    reading: Reading
    core: str
    held: Record | None = None


@dataclass(slots=True)
class _Home:
    """A household while it is being recognised."""

    gathered: Gathered
    persons: list[_Person]
    own: Reading
    held: Record | None = None
    record: Record | None = None
    children: dict[str, list[Record]] = field(default_factory=dict)

    @property
    def head(self) -> _Person:
        return next((one for one in self.persons if one.row is self.gathered.head), self.persons[0])


class Register:
    """Plans the rows of registers, sheet after sheet: nobody may stand in them twice."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._cores: dict[str, int] = {}
        self._taken: dict[str, int] = {}
        self._lines: list[Line] = []
        self._pages: list[Page] = []
        relation = sitting.desk.catalog.codes["relation"].codes[_HEAD_CODE]
        self._head_words = frozenset(
            map(cells.plain, (relation.code, "1", relation.label, *relation.aliases))
        )

    def plan(self, sources: list[Source]) -> list[PlannedRow]:
        """Return the rows of all sheets with their outcomes."""
        homes: list[tuple[_Home, str, int]] = []
        for source in sources:
            default = self._sitting.places.in_title(source.layout.title())
            year = _year_of(self._sitting, source)
            gathered = household_rows.gather(source.layout, source.rows, self._head_words)
            homes += [(self._read(one), default, year) for one in gathered]
        for home, _, _ in homes:
            self._refuse_twice(home)
        for home, default, year in homes:
            self._place(home, default)
            self._recognise(home)
            self._settle(home, year)
        return planned(self._sitting, self._pages, self._lines)

    # --- reading

    def _read(self, gathered: Gathered) -> _Home:
        persons = [self._person(row) for row in gathered.rows]
        own = self._sitting.reader.record("household", self._cells_of(gathered, "household"))
        home = _Home(gathered, persons, own)
        head = home.head
        for person in persons:
            if person is not head:
                person.line.anchor = head.line.raw.number
        head.line.issues += own.issues
        own.issues = head.line.issues
        for row, target, column in gathered.conflicts:
            if target.endswith((".phone", HEAD, HEAD_ID, TOWNSHIP, YEAR)):
                continue
            line = next(one.line for one in persons if one.row is row)
            line.issues.append(CellIssue(column, "这一格与同户户主行（或首行）不一致，采用了户主行的内容。"))
        self._sitting.step(len(persons))
        return home

    def _person(self, row: RowOfMember) -> _Person:
        reading = self._sitting.reader.record("member", row.member)
        line = Line(row.raw, name=row.person(household_rows.NAME), issues=reading.issues)
        self._lines.append(line)
        if row.is_head and "relation" not in reading.values:
            reading.values["relation"] = _HEAD_CODE
        return _Person(row, line, reading, str(reading.values.get("id_number") or "")[:18])

    def _cells_of(self, gathered: Gathered, kind: str) -> dict[str, tuple[Cell, int]]:
        start = f"{kind}."
        return {
            target[len(start) :]: (cell, column)
            for target, (cell, column, _) in gathered.own.items()
            if target.startswith(start) and "@" not in target and target != household_rows.VILLAGE
        }

    # --- recognising

    def _refuse_twice(self, home: _Home) -> None:
        for person in home.persons:
            if len(person.core) < 15 or person.line.is_refused:
                continue
            first = self._cores.setdefault(person.core, person.line.raw.number)
            if first != person.line.raw.number:
                column = person.reading.column("id_number")
                person.line.refuse(
                    column,
                    f"与第 {first} 行是同一个证件号码（比前 18 位）。同一个人只能登记一次，请删去多余的一行。",
                )

    def _place(self, home: _Home, default: str) -> None:
        places, head = self._sitting.places, home.head.line
        written = home.gathered.text(household_rows.VILLAGE)
        township = places.township(home.gathered.text(TOWNSHIP))
        column = home.gathered.own.get(household_rows.VILLAGE, ("", 0, None))[1]
        if written:
            village, reason = places.find(written, township)
            if reason:
                head.refuse(column, reason)
                return
        else:
            village = default or places.only
        if village:
            home.own.values["village"] = village

    def _recognise(self, home: _Home) -> None:
        """Find the household that the file already holds, by number, by its head, by its people."""
        ground, head = self._sitting.ground, home.head
        number = home.own.values.get("household_no")
        by_number = ground.having("household", "household_no", str(number)) if number else []
        by_head = {str(one.values.get("household")) for one in self._sitting.references.holders(head.core)}
        found = {one.id for one in by_number}
        if len(found) > 1:
            head.line.refuse(
                home.own.column("household_no"),
                "文件里有几户用了这个户编号。请先改正重复的户编号，再导入。",
            )
            return
        if found and by_head and not found & by_head:
            column = home.own.column("household_no")
            head.line.refuse(column, "户编号和户主证件号码在文件里分属两户。请核对这两格，改正其中一个。")
            return
        found = found or by_head or self._by_people(home) or self._by_name(home)
        if len(found) == 1:
            home.held = ground.record("household", next(iter(found)))
        if home.held:
            first = self._taken.setdefault(home.held.id, head.line.raw.number)
            if first != head.line.raw.number:
                head.line.refuse(0, f"与第 {first} 行开始的是同一户。请把这一户的人并到一处，再导入。")
        elif not home.own.values.get("village"):
            head.line.refuse(0, "没有写行政村，不知道记在哪个村。请补填“行政村”一列。")

    def _by_people(self, home: _Home) -> set[str]:
        """Return the household where the others live, if its head has the same name: the ID number was mended."""
        others = {
            str(one.values.get("household"))
            for person in home.persons
            if person is not home.head
            for one in self._sitting.references.holders(person.core)
        }
        if len(others) != 1:
            return set()
        name = cells.plain(home.head.line.name)
        rows = self._sitting.ground.having("member", "household", next(iter(others)))
        return (
            others if any(cells.plain(str(one.values.get("name") or "")) == name for one in rows) else set()
        )

    def _by_name(self, home: _Home) -> set[str]:
        """Return the household of a head of this name in this village, where one of the two has no ID number."""
        village, name = home.own.values.get("village"), cells.plain(home.head.line.name)
        if not village or not name:
            return set()
        found = set()
        for one in self._sitting.references.named_heads(name):
            household = self._sitting.ground.record("household", str(one.values.get("household")))
            if household is None or household.values.get("village") != village:
                continue
            if not (home.head.core and one.values.get("id_number")) and not (
                home.own.values.get("household_no") and household.values.get("household_no")
            ):
                found.add(household.id)
        return found if len(found) == 1 else set()

    # --- settling

    def _settle(self, home: _Home, year: int) -> None:
        if home.head.line.is_refused:
            number = home.head.line.raw.number
            for person in home.persons:
                if not person.line.is_refused:
                    person.line.refuse(
                        0,
                        f"同户的户主行（第 {number} 行）没有收下。改好那一行后，整户一起再导入，这一行不用改。",
                    )
                person.line.anchor = None
            return
        sitting, line = self._sitting, home.head.line
        home.record = settled(home.held, sitting.desk.new_id(), "household", home.own, blanks=sitting.blanks)
        self._touch(line, home.record, home.own)
        self._settle_members(home, home.record.id)
        for kind in _YEARLY:
            self._settle_year(home, kind, year)
        self._settle_helper(home)
        children = self._all_children(home)
        fresh = {one.id for one in (home.record, *home.children.get("all", ())) if sitting.held(one) is None}
        self._pages.append(Page(home.record, children, is_new=frozenset(fresh)))

    def _touch(self, line: Line, record: Record, reading: Reading) -> None:
        line.touched.append(record)
        line.readings[record.id] = reading

    def _settle_members(self, home: _Home, household: str) -> None:
        held = list(self._sitting.ground.having("member", "household", household)) if home.held else []
        for person in home.persons:
            self._match_number(person, held, household)
        taken = {person.held.id for person in home.persons if person.held}
        for person in home.persons:
            if person.line.is_refused or (not person.reading.values and not person.reading.unread):
                continue
            if person.held is None:
                person.held = self._match_name(person, [one for one in held if one.id not in taken])
                taken |= {person.held.id} if person.held else set()
            new = settled(
                person.held,
                self._sitting.desk.new_id(),
                "member",
                person.reading,
                blanks=self._sitting.blanks,
            )
            if person.held is None:
                new = Record(
                    "member",
                    new.id,
                    {**new.values, "household": household, **self._same_person(person)},
                    new.unread,
                )
            self._touch(person.line, new, person.reading)
            home.children.setdefault("member", []).append(new)

    def _match_number(self, person: _Person, held: list[Record], household: str) -> None:
        if not person.core or person.line.is_refused:
            return
        own = [one for one in held if str(one.values.get("id_number") or "")[:18] == person.core]
        if own:
            person.held = own[0]
            return
        elsewhere = [
            one
            for one in self._sitting.references.holders(person.core)
            if one.values.get("household") != household
        ]
        if elsewhere:
            other = self._sitting.ground.record("household", str(elsewhere[0].values.get("household")))
            village = self._sitting.places.name(str(other.values.get("village"))) if other else ""
            person.line.refuse(
                person.reading.column("id_number"),
                f"这个人已登记在{village}的另一户。如果是分户、婚嫁或迁移，请在程序里办理；如果是写错，请改正证件号码。",
            )

    def _match_name(self, person: _Person, free: list[Record]) -> Record | None:
        """Return the member of the same name, where the ID number is new, missing or mended."""
        name = cells.plain(person.line.name)
        found = [one for one in free if name and cells.plain(str(one.values.get("name") or "")) == name]
        found = [one for one in found if str(one.values.get("id_number") or "")[:18] not in self._cores]
        return found[0] if len(found) == 1 else None

    def _same_person(self, person: _Person) -> Values:
        """Return who this newcomer was before: somebody who left another household."""
        gone = self._sitting.ground.same_person(person.core) if len(person.core) >= 15 else []
        return {"person": gone[0].values.get("person") or gone[0].id} if gone else {}

    def _settle_year(self, home: _Home, kind: str, year: int) -> None:
        reading = self._sitting.reader.record(kind, self._cells_of(home.gathered, kind))
        if not any(value is not None for value in reading.values.values()) and not reading.unread:
            return
        written = home.gathered.own.get(YEAR)
        told = self._sitting.reader.read(kind, "year", written[0]).value if written else None
        reading.values["year"] = reading.values.get("year") or told or year
        self._settle_child(home, kind, reading, {"year": reading.values["year"]})

    def _settle_helper(self, home: _Home) -> None:
        reading = self._sitting.reader.record("helper", self._cells_of(home.gathered, "helper"))
        if not reading.values.get("name"):
            return
        same = {"name": reading.values["name"]}
        if reading.values.get("started_on"):
            same["started_on"] = reading.values["started_on"]
        self._settle_child(home, "helper", reading, same)

    def _settle_child(self, home: _Home, kind: str, reading: Reading, same: Values) -> None:
        household = home.record.id if home.record else ""
        rows = self._sitting.ground.having(kind, "household", household) if home.held else []
        found = [one for one in rows if all(one.values.get(name) == value for name, value in same.items())]
        held = found[-1] if found else None
        new = settled(held, self._sitting.desk.new_id(), kind, reading, blanks=self._sitting.blanks)
        if held is None:
            new.values["household"] = household
        home.head.line.issues += reading.issues
        self._touch(home.head.line, new, reading)
        home.children.setdefault(kind, []).append(new)

    def _all_children(self, home: _Home) -> dict[str, tuple[Record, ...]]:
        """Return every row of the household: those of the register, and those that only the file holds."""
        found: dict[str, tuple[Record, ...]] = {}
        for kind in self._sitting.desk.catalog.forms["household"].children:
            mine = home.children.get(kind, [])
            touched = {one.id for one in mine}
            rows = self._sitting.ground.having(kind, "household", home.held.id) if home.held else []
            found[kind] = (*mine, *(one for one in rows if one.id not in touched))
        home.children["all"] = [one for rows in list(home.children.values()) for one in rows]
        return found


def _year_of(sitting: Sitting, source: Source) -> int:
    columns = source.layout.columns
    if YEAR not in columns and any(one.split(".")[0] in _YEARLY for one in columns):
        told = _TITLE_YEAR.search(source.layout.title())
        year = int(told[1]) if told else int(sitting.desk.today()[:4])
        why = "按表题" if told else "表里没有年度列，按当前年度"
        sitting.note(f"收入和生产生活条件记在 {year} 年（{why}）。如果不对，请在表里加一列“年度”。")
        return year
    return int(sitting.desk.today()[:4])
