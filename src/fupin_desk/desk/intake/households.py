"""A register of households, with its members, conditions and persons in charge, becomes drafts."""

import re

from fupin_desk.desk.intake import absence, heads
from fupin_desk.desk.intake.asking import Line, Sitting, Source, planned
from fupin_desk.desk.intake.reading import Reading, emptied, keep_number, settled
from fupin_desk.desk.intake.recognition import Home, Person, Recognition
from fupin_desk.exchange import household_rows
from fupin_desk.exchange.household_rows import Gathered, RowOfMember
from fupin_desk.exchange.vocabulary import HEAD, HEAD_ID, TOWNSHIP, YEAR
from fupin_desk.model.importing import Cell, CellIssue, PlannedRow
from fupin_desk.model.page import Page
from fupin_desk.model.value import Record, Values
from fupin_desk.validation import identity

_HEAD_CODE = "01"
_YEARLY = ("income", "condition")
_TITLE_YEAR = re.compile(r"(20[12]\d)\s*年")
# Columns that may differ from row to row of a household without a word.
_OWN_WAY = (".phone", HEAD, HEAD_ID, TOWNSHIP, YEAR)


class Register:
    """Plans the rows of registers, sheet after sheet: nobody may stand in them twice."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._recognition = Recognition(sitting)
        self._lines: list[Line] = []
        self._pages: list[Page] = []
        self._emptied: dict[str, tuple[str, ...]] = {}
        # What the columns that a sheet lacks stand for in new records.
        self._defaults: dict[str, Values] = {}

    def plan(self, sources: list[Source]) -> list[PlannedRow]:
        """Return the rows of all sheets with their outcomes."""
        homes: list[Home] = []
        for source in sources:
            if self._sitting.blanks:
                forms = self._sitting.desk.catalog.forms
                self._emptied = {
                    kind: emptied(forms[kind], source.layout) for kind in ("household", "member")
                }
            default = self._sitting.places.in_title(source.layout.title())
            year = _year_of(self._sitting, source)
            self._defaults = {
                kind: self._sitting.defaults(kind, source.layout.columns) for kind in ("household", "member")
            }
            gathered = household_rows.gather(source.layout, source.rows, self._is_head)
            gathered = heads.regrouped(self._sitting, gathered)
            homes += [self._read(one, default, year) for one in gathered]
        for home in homes:
            self._recognition.refuse_twice(home)
        for home in homes:
            self._recognition.recognise(home)
            if not home.head.line.is_refused:
                heads.keep_household(home)
                heads.refuse_heads(self._sitting, home)
            self._settle(home)
        absence.note(self._sitting, homes)
        self._lines.sort(key=lambda line: (line.raw.sheet, line.raw.number))
        return planned(self._sitting, self._pages, self._lines)

    def _is_head(self, written: str) -> bool:
        return self._sitting.reader.read("member", "relation", written).value == _HEAD_CODE

    # --- reading

    def _read(self, gathered: Gathered, default: str, year: int) -> Home:
        persons = [self._person(row) for row in gathered.rows]
        own = self._record("household", _cells_of(gathered, "household"))
        home = Home(gathered, persons, own, default, year, self._defaults)
        head = home.head
        for person in persons:
            if person is not head:
                person.line.anchor = head.line.raw.number
        head.line.issues += own.issues
        own.issues = head.line.issues
        for row, target, column in gathered.conflicts:
            if not target.endswith(_OWN_WAY):
                line = next(one.line for one in persons if one.row is row)
                line.issues.append(
                    CellIssue(column, "这一格与同户户主行（或首行）不一致，采用了户主行的内容。")
                )
        self._sitting.step(len(persons))
        return home

    def _person(self, row: RowOfMember) -> Person:
        reading = self._record("member", row.member)
        reading.issues += row.raw.remarks
        line = Line(row.raw, name=row.person(household_rows.NAME), issues=reading.issues)
        self._lines.append(line)
        if row.is_head and "relation" not in reading.values:
            reading.values["relation"] = _HEAD_CODE
        return Person(row, line, reading, identity.core(str(reading.values.get("id_number") or "")))

    def _record(self, kind: str, given: dict[str, tuple[Cell, int]]) -> Reading:
        reading = self._sitting.reader.record(kind, given)
        for name in self._emptied.get(kind, ()):
            if name not in given:
                reading.values[name] = None
        return reading

    # --- settling

    def _settle(self, home: Home) -> None:
        head = home.head.line
        if head.is_refused:
            where = self._sitting.where(head.raw)
            for person in home.persons:
                if not person.line.is_refused:
                    person.line.refuse(
                        0, f"同户的户主行（{where}）没有收下。改好那一行后，整户一起再导入，这一行不用改。"
                    )
                person.line.anchor = None
            return
        record = self._settled("household", home.held, home.own, home.defaults["household"])
        self._touch(head, record, home.own)
        for person in home.persons:
            self._settle_member(home, person, record.id)
        for kind in _YEARLY:
            self._settle_year(home, kind, record.id)
        self._settle_helper(home, record.id)
        children = self._all_children(home)
        everybody = (record, *(one for rows in children.values() for one in rows))
        fresh = frozenset(one.id for one in everybody if self._sitting.held(one) is None)
        self._pages.append(Page(record, children, is_new=fresh))

    def _settled(
        self, kind: str, held: Record | None, reading: Reading, defaults: Values | None = None
    ) -> Record:
        record = settled(held, self._sitting.desk.new_id(), kind, reading, blanks=self._sitting.blanks)
        if held is None:
            for name, value in (defaults or {}).items():
                record.values.setdefault(name, value)
        return record

    def _touch(self, line: Line, record: Record, reading: Reading) -> None:
        line.touched.append(record)
        line.readings[record.id] = reading

    def _settle_member(self, home: Home, person: Person, household: str) -> None:
        if person.line.is_refused or not person.is_known:
            return
        keep_number(person.reading, person.held)
        record = self._settled("member", person.held, person.reading, home.defaults["member"])
        if person.held is None:
            record.values["household"] = household
            if former := self._recognition.former(person):
                record.values["person"] = former
        self._touch(person.line, record, person.reading)
        home.children.setdefault("member", []).append(record)

    def _settle_year(self, home: Home, kind: str, household: str) -> None:
        reading = self._sitting.reader.record(kind, _cells_of(home.gathered, kind))
        if all(value is None for value in reading.values.values()) and not reading.unread:
            return
        written = home.gathered.own.get(YEAR)
        told = self._sitting.reader.read(kind, "year", written[0]).value if written else None
        reading.values["year"] = reading.values.get("year") or told or home.year
        self._settle_child(home, kind, reading, {"household": household, "year": reading.values["year"]})

    def _settle_helper(self, home: Home, household: str) -> None:
        reading = self._sitting.reader.record("helper", _cells_of(home.gathered, "helper"))
        if not reading.values.get("name"):
            return
        same: Values = {"household": household, "name": reading.values["name"]}
        if reading.values.get("started_on"):
            same["started_on"] = reading.values["started_on"]
        self._settle_child(home, "helper", reading, same)

    def _settle_child(self, home: Home, kind: str, reading: Reading, same: Values) -> None:
        """Settle a row that hangs on the household; the held one with the `same` values is the one that is meant."""
        rows = self._sitting.ground.having(kind, "household", str(same["household"])) if home.held else []
        found = [one for one in rows if all(one.values.get(name) == value for name, value in same.items())]
        record = self._settled(kind, found[-1] if found else None, reading)
        record.values["household"] = same["household"]
        home.head.line.issues += reading.issues
        self._touch(home.head.line, record, reading)
        home.children.setdefault(kind, []).append(record)

    def _all_children(self, home: Home) -> dict[str, tuple[Record, ...]]:
        """Return every row of the household: those of the register, and those that only the file holds."""
        found: dict[str, tuple[Record, ...]] = {}
        for kind in self._sitting.desk.catalog.forms["household"].children:
            mine = home.children.get(kind, [])
            touched = {one.id for one in mine}
            rows = self._sitting.ground.having(kind, "household", home.held.id) if home.held else []
            found[kind] = (*mine, *(one for one in rows if one.id not in touched))
        return found


def _cells_of(gathered: Gathered, kind: str) -> dict[str, tuple[Cell, int]]:
    start = f"{kind}."
    return {
        target[len(start) :]: (cell, column)
        for target, (cell, column, _) in gathered.own.items()
        if target.startswith(start) and "@" not in target and target != household_rows.VILLAGE
    }


def _year_of(sitting: Sitting, source: Source) -> int:
    columns = source.layout.columns
    today = int(sitting.desk.today()[:4])
    if YEAR in columns or not any(one.split(".")[0] in _YEARLY for one in columns):
        return today
    told = _TITLE_YEAR.search(source.layout.title())
    year = int(told[1]) if told else today
    why = "按表题" if told else "表里没有年度列，按当前年度"
    sitting.note(f"收入和生产生活条件记在 {year} 年（{why}）。如果不对，请在表里加一列“年度”。")
    return year
