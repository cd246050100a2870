"""Workbooks with one record a row: assistance, attendance, rounds, courses, experts, visits, villages, a year's income."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from fupin_desk.catalog import regions
from fupin_desk.desk.intake.asking import Line, Sitting, Source, planned
from fupin_desk.desk.intake.attached import Attached
from fupin_desk.desk.intake.identifiers import Wanted
from fupin_desk.desk.intake.keys import Key, Keys
from fupin_desk.desk.intake.reading import Reading, emptied, keep_number, settled
from fupin_desk.exchange import cells
from fupin_desk.model.form import Field, Form
from fupin_desk.model.importing import Cell, CellIssue, PlannedRow, RawRow
from fupin_desk.model.page import Page
from fupin_desk.model.value import Record, Value, Values
from fupin_desk.validation import identity

# Columns in which an entity may stand in the place of a person, or of a name of no entity.
_ENTITY_IN = {"loan": "member", "land_transfer": "transferee"}
_SCALE = re.compile(r"；[\d.]+\D{0,8}")


@dataclass(slots=True)
class _Draft:
    """A row while it is being recognised."""

    line: Line
    reading: Reading
    given: dict[str, list[tuple[Cell, int]]]
    keys: list[Key] = field(default_factory=list)

    def texts(self, target: str) -> tuple[str, ...]:
        """Return what the cells of a target say, without blanks around it."""
        return tuple(cells.text(cell).strip() for cell, _ in self.given.get(target, ()))


class Ledger:
    """Plans the rows of a kind that stands one record a row."""

    def __init__(self, sitting: Sitting, form: Form) -> None:
        self._sitting = sitting
        self._form = form
        # The first row of a held record, by its id, or of a new one, by its keys.
        self._first: dict[object, RawRow] = {}
        self._courses: dict[tuple[str, Value], Record] = {}
        # Courses that no accepted row has brought along yet.
        self._unborn: dict[str, Record] = {}
        self._pages: list[Page] = []
        self._keys, self._attached = Keys(sitting, form), Attached(sitting)

    def plan(self, sources: list[Source]) -> list[PlannedRow]:
        """Return the rows of all sheets with their outcomes."""
        lines = []
        for source in sources:
            columns = source.layout.columns
            defaults = self._sitting.defaults(self._form.kind, columns)
            self._attached.begin(columns)
            title_village = self._sitting.places.in_title(source.layout.title())
            blanks = emptied(self._form, source.layout) if self._sitting.blanks else ()
            sections = {row.number: row.text for row in source.skipped if row.text}
            for raw in source.rows:
                draft = self._read(raw, columns, blanks)
                self._unite(draft)
                self._refer(draft, title_village, sections)
                for name, value in defaults.items():
                    draft.reading.values.setdefault(name, value)
                if not draft.line.is_refused:
                    self._settle(draft)
                lines.append(draft.line)
                self._sitting.step()
        return planned(self._sitting, self._pages, lines)

    # --- reading

    def _read(self, raw: RawRow, columns: Mapping[str, list[int]], blanks: tuple[str, ...]) -> _Draft:
        given: dict[str, list[tuple[Cell, int]]] = {}
        for target, places in columns.items():
            for column in places:
                cell = raw.meant[column] if column < len(raw.meant) else ""
                if not cells.is_blank(cell):
                    given.setdefault(target, []).append((cell, column + 1))
        kind = self._form.kind
        own = {
            name: given[f"{kind}.{name}"][0]
            for name, asked in self._form.fields.items()
            if not asked.of and f"{kind}.{name}" in given
        }
        reading = self._sitting.reader.record(kind, own)
        for name in blanks:
            if name not in own:
                reading.values[name] = None
        reading.issues += raw.remarks
        line = Line(raw, issues=reading.issues)
        texts = (cells.text(cell).strip() for found in given.values() for cell, _ in found[:1])
        line.name = next((one for one in texts if not one.isascii()), "")
        return _Draft(line, reading, given)

    def _unite(self, draft: _Draft) -> None:
        """Read 稻虾共作（2018-07）as name and number, where a record of both is held; and an entity by its name."""
        values = draft.reading.values
        for number, name in zip(self._form.key, self._form.key[1:], strict=False):
            text, _, inside = str(values.get(name[0]) or "").rstrip(")）").replace("（", "(").rpartition("(")
            if len(number) == 1 and text and values.get(number[0]) is None:
                records = self._sitting.ground.having(self._form.kind, number[0], inside.strip())
                if any(record.values.get(name[0]) == text.strip() for record in records):
                    values.update({name[0]: text.strip(), number[0]: inside.strip()})
        column = _ENTITY_IN.get(self._form.kind, "")
        if isinstance(values.get(column), str) and self._names_entity(draft, column, str(values[column])):
            del values[column]

    def _names_entity(self, draft: _Draft, name: str, text: str) -> bool:
        """Take an entity that stands in a column of persons or of names for the entity of the record."""
        values, asked = draft.reading.values, self._form.fields.get("entity")
        if _ENTITY_IN.get(self._form.kind) != name or asked is None or values.get("entity"):
            return False
        meant, _ = self._sitting.references.find("entity", Wanted((text,), {}))
        if meant:
            values["entity"] = meant
            if asked.relevant:
                values.setdefault(asked.relevant.field, asked.relevant.among[0])
        return bool(meant)

    def _section(self, draft: _Draft, sections: Mapping[int, str]) -> tuple[str, str] | None:
        """Return the round that the nearest line above the row names, between the parts of a table."""
        for number in sorted((at for at in sections if at < draft.line.raw.number), reverse=True):
            meant, _ = self._sitting.references.find("round", Wanted((sections[number],), {}))
            if meant:
                return meant, ""
        return None

    # --- references

    def _refer(self, draft: _Draft, title_village: str, sections: Mapping[int, str]) -> None:
        for name, asked in self._form.fields.items():
            if not asked.of or draft.line.is_refused or (asked.appearance == "hidden" and not asked.required):
                continue
            target = f"{self._form.kind}.{name}"
            column = draft.given[target][0][1] if target in draft.given else 0
            if self._is_damaged(draft, target, asked.of):
                continue
            found, reason = self._find(draft, target, asked.of, title_village)
            if asked.of == "round" and target not in draft.given:
                found, reason = self._section(draft, sections) or (found, reason)
            if target in draft.given:
                draft.reading.given[name] = draft.given[target][0]
            if found:
                draft.reading.values[name] = found
            else:
                self._miss(draft, asked, column, reason)

    def _miss(self, draft: _Draft, asked: Field, column: int, reason: str) -> None:
        """Keep out a row whose reference leads nowhere, or keep as typed what need not be there."""
        name, target = asked.name, f"{self._form.kind}.{asked.name}"
        if reason and (asked.required or not draft.texts(target)):
            draft.line.refuse(column, reason)
        elif reason and not self._names_entity(draft, name, draft.texts(target)[0]):
            draft.reading.unread[name] = draft.texts(target)[0]
            draft.line.issues.append(CellIssue(column, reason))
        elif asked.required and not reason:
            draft.line.refuse(column, f"没有写{self._label(target, asked.label)}，不知道记在谁的名下。")

    @staticmethod
    def _is_damaged(draft: _Draft, target: str, of: str) -> bool:
        """Keep out a row whose number of a person has lost its last digits."""
        places = [column for cell, column in draft.given.get(target, ()) if identity.damaged_id(cell)]
        if places and of in {"household", "member"}:
            draft.line.refuse(
                draft.given[target][0][1],
                "证件号码被 Excel 当成数字存过，末几位已经丢失。请把这一列设为“文本”格式，重新填写这一格。",
            )
            return True
        return False

    def _label(self, target: str, label: str) -> str:
        return "农户（户主姓名、证件号码或户编号）" if target.endswith(".household") else label

    def _find(self, draft: _Draft, target: str, of: str, title_village: str) -> tuple[str, str]:
        texts = draft.texts(target)
        parts = {
            one.partition("@")[2]: draft.texts(one)[0] for one in draft.given if one.startswith(f"{target}@")
        }
        if of == "course" and texts:
            return self._course(draft, target, texts[0])
        if of == "round" and not texts and "number" not in parts:
            day = draft.reading.values.get("done_on")
            found = self._sitting.references.round_on(str(day)) if day else ""
            if found:
                self._sitting.note("没有写轮次的行，按实施日期所在的轮次登记。")
            return found, "" if found else "没有写轮次，实施日期也不在任何一轮之内。请补填轮次。"
        if of == "village" and not texts:
            return title_village, ""
        if not texts and not parts:
            return "", ""
        if not texts and of in {"household", "member"}:
            return "", ""
        if of == "member" and "village" not in parts and (course := draft.reading.values.get("course")):
            parts["village"] = self._village_of(str(course))
        return self._sitting.references.find(of, Wanted(texts, parts, draft.reading.values))

    def _village_of(self, course: str) -> str:
        held = self._sitting.ground.record("course", course)
        return self._sitting.places.name(str(held.values.get("village") or "")) if held else ""

    def _course(self, draft: _Draft, target: str, name: str) -> tuple[str, str]:
        """Return the course that a row of attendance names; one with a first day is born with its first row."""
        start = f"{target}@"
        given = {one[len(start) :]: found[0] for one, found in draft.given.items() if one.startswith(start)}
        given = {one: found for one, found in given.items() if one != "village"}
        reading = self._sitting.reader.record("course", {"name": draft.given[target][0], **given})
        started = reading.values.get("started_on")
        found, reason = self._sitting.references.course(name, str(started) if started else None)
        if found or (reason and not started):
            return found, reason
        if not started or reason:
            return "", reason or f"文件里没有“{name}”这个培训班。请先登记培训班，或在表里加上“开始日期”列。"
        key = (cells.plain(name), started)
        if key not in self._courses:
            reading.values.setdefault("ended_on", started)
            reading.values.setdefault("course_kind", "1")
            new = settled(None, self._sitting.desk.new_id(), "course", reading, blanks=False)
            self._courses[key] = self._unborn[new.id] = new
        return self._courses[key].id, ""

    # --- settling

    def _settle(self, draft: _Draft) -> None:
        sitting, kind = self._sitting, self._form.kind
        find = {"village": self._held_village, "member": self._held_member}.get(kind, self._held)
        held = find(draft)
        if draft.line.is_refused or self._stands_twice(draft, held):
            return
        if course := self._unborn.pop(str(draft.reading.values.get("course")), None):
            draft.line.touched.append(course)
            self._pages.append(Page(course, is_new=frozenset({course.id})))
            sitting.note("表里有文件中没有的培训班，将按名称和开始日期一并新建。")
        if held is not None:
            _keep_scope(draft.reading, held)
            keep_number(draft.reading, held)
        record = settled(held, sitting.desk.new_id(), kind, draft.reading, blanks=sitting.blanks)
        if held is not None:
            record = self._without_defaults(record, held, draft)
        draft.line.touched.append(record)
        draft.line.readings[record.id] = draft.reading
        village = sitting.places.name(str(record.values.get("village") or ""))
        attached = self._attached.rows(draft.line, draft.given, record.id, village) if kind == "visit" else {}
        if draft.line.is_refused:
            return
        draft.line.touched += [one for rows in attached.values() for one in rows if sitting.held(one) != one]
        fresh = {one.id for one in draft.line.touched if sitting.held(one) is None}
        self._pages.append(
            Page(record, {one: tuple(rows) for one, rows in attached.items()}, is_new=frozenset(fresh))
        )

    def _without_defaults(self, record: Record, held: Record, draft: _Draft) -> Record:
        """Keep what is held where the workbook has no column: a default is for what is new."""
        values = dict(record.values)
        for name, asked in self._form.fields.items():
            if asked.default is not None and name not in draft.reading.given:
                values[name] = held.values.get(name)
        return Record(record.kind, record.id, values, record.unread)

    def _held(self, draft: _Draft) -> Record | None:
        held, draft.keys = self._keys.find(draft.line, draft.reading, self._first)
        return held

    def _stands_twice(self, draft: _Draft, held: Record | None) -> bool:
        claims: list[object] = [held.id] if held else list(draft.keys)
        first = next((self._first[one] for one in claims if one in self._first), None)
        self._first.update((one, draft.line.raw) for one in claims if one not in self._first)
        if first is None:
            return False
        labels = "、".join(self._form.fields[name].label for name in self._form.key[0])
        draft.line.refuse(
            0,
            f"与{self._sitting.where(first)}是同一条{self._form.label}（{labels}都相同）。请删去一行，或改写其中一行。",
        )
        return True

    def _held_member(self, draft: _Draft) -> Record | None:
        """Return the member of this ID number, or of this name in the household; nobody moves by an import."""
        values, household = draft.reading.values, draft.reading.values.get("household")
        number, name = str(values.get("id_number") or ""), values.get("name")
        draft.keys = [
            (("id_number",), (identity.core(number),)) if number else (("name",), (household, name))
        ]
        found = self._sitting.references.holders(number)
        own = [one for one in found if one.values.get("household") == household]
        if found and not own:
            draft.line.refuse(
                draft.reading.column("id_number"),
                "这个人已登记在另一户。如果是分户、婚嫁或迁移，请在程序里办理；如果是写错，请改正证件号码。",
            )
            return None
        rows = self._sitting.ground.having("member", "household", str(household))
        same = [one for one in rows if one.values.get("name") == name and not one.values.get("id_number")]
        own = own or same
        return own[0] if len(own) == 1 else None

    # --- villages

    def _held_village(self, draft: _Draft) -> Record | None:
        """Return the village that is meant; a new one belongs to the file's own township."""
        values, sitting = draft.reading.values, self._sitting
        areas = sitting.desk.catalog.regions
        place, name = areas.unit_of(sitting.desk.place), str(values.get("name") or "")
        township = str(values.get("township") or "")
        is_unit = place in areas.units
        if is_unit and township and township != place:
            column = draft.reading.column("township")
            draft.line.refuse(column, f"这个村不属于{sitting.desk.place_name}，本文件只登记本单位的村。")
            return None
        found = ""
        for written in (str(values.get("code_2018") or ""), name):
            if written and not found:
                found, reason = sitting.places.find(written, township)
                if reason and sitting.places.knows(written):
                    draft.line.refuse(draft.reading.column("name"), reason)
                    return None
        if not found and not name:
            draft.line.refuse(0, "没有写村名，代码也不是文件里的村。请补填“村名”一列。")
            return None
        if found:
            held = sitting.ground.record("village", found)
            # Another way of writing a village does not rename it.
            values.pop("name", None)
            return held
        draft.keys = [(("name",), (name,))]
        if is_unit:
            values["township"] = place
            values["name"] = regions.short_name(name)
            self._add_code(values, place)
        return None

    def _add_code(self, values: Values, place: str) -> None:
        areas = self._sitting.desk.catalog.regions.of_unit(place)
        found = [one.code for one in areas if one.short_name == values["name"]]
        if len(found) == 1 and not values.get("code_2018"):
            values["code_2018"] = found[0]


def _keep_scope(reading: Reading, held: Record) -> None:
    """Read 挖沟；3处, as a report writes what is done and how much of it, as what is held already."""
    scope, held_scope = str(reading.values.get("scope") or ""), str(held.values.get("scope") or "")
    if held_scope and _SCALE.fullmatch(scope.removeprefix(held_scope)):
        reading.values["scope"] = held_scope
