"""A generator of registers as offices lay them out: the same people, told in another way by every throw of the dice."""

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from fupin_desk.catalog import catalog
from fupin_desk.model.form import Field
from fupin_desk.model.value import Value
from fupin_desk.validation.identity import check_character

CATALOG = catalog.load()
_VILLAGES = ("古堤村", "黄淡村")
_SURNAMES, _GIVEN = "王李张刘陈杨黄赵吴周", "建国志强桂兰秀英小军文松大明"
_RELATIONS = ("户主", "配偶", "之子", "之女")
_MONEY = {"": 1, "元": 1, "千元": 1000, "万元": 10_000, "百元": 100}
_AREA = {
    "": Decimal(1),
    "亩": Decimal(1),
    "公顷": Decimal(15),
    "分": Decimal("0.1"),
    "平方米": Decimal("0.0015"),
}
_SELDOM, _RARELY = 0.25, 0.05
_GROUPS = {"household": "农户信息", "member": "家庭成员", "income": "年度收入", "condition": "生产生活条件"}
_FEET: tuple[list[object], ...] = (
    [],
    ["填表人：李四", "", "审核人：王五"],
    ["五星"],
    ["制表：", "李四"],
    ["注：数据截至 2018 年 9 月。"],
    ["填表日期：2018-09-01"],
)
_TOTALS: tuple[list[object], ...] = (
    ["小计", "", "3"],
    ["合计", "3户", "9人"],
    ["本页小计", "", "9"],
    ["合计：2户3人"],
    ["1组小计", "", "", "1人"],
    ["全村合计", "5"],
)
_FIELDS = (
    ("household", "village"), ("household", "household_no"), ("household", "group_name"), ("household", "phone"),
    ("member", "name"), ("member", "id_number"), ("member", "relation"), ("member", "health_status"),
    ("income", "income_wage_fen"), ("condition", "farmland_cmu"),
)  # fmt: skip
# Without these nobody knows whose row it is.
_NEEDED = {"village", "household_no", "name", "id_number", "relation"}


@dataclass(slots=True)
class Row:
    """A row of a person: the sheet and row (from 1) where it stands, the household, and what must be stored."""

    sheet: str
    number: int
    household: int
    stored: dict[str, Value]


@dataclass(slots=True)
class Book:
    """A workbook, the persons in it, and what each column (from 1) of its sheets is."""

    content: bytes
    rows: list[Row] = field(default_factory=list)
    columns: dict[int, str] = field(default_factory=dict)


def book(seed: int) -> Book:
    """Return the workbook of a seed."""
    return _Writer(random.Random(seed)).book()  # noqa: S311 - dice, no secret


class _Writer:
    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._forms = CATALOG.forms
        self._cells = dice.choice(("repeated", "once", "merged"))
        self._is_grouped = dice.random() < 0.5
        self._unit_place = dice.choice(("heading", "unit row", "line", "title", "group", "none"))
        if self._unit_place == "group":
            self._is_grouped = True
        money = [one for one in _MONEY if one] if self._unit_place != "none" else [""]
        area = [one for one in _AREA if one] if self._unit_place != "none" else [""]
        self._money, self._area = dice.choice(money), dice.choice(area)
        self._fields = [one for one in _FIELDS if one[1] in _NEEDED or dice.random() < 0.7]
        if not self._is_grouped and dice.random() < 0.3:
            dice.shuffle(self._fields)
        self._noise = dice.random() < 0.5
        self._sequence = 0

    def book(self) -> Book:
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
        made = Book(b"")
        headings = [self._heading(*one) for one in self._fields]
        shift = 1 if self._noise else 0
        made.columns = {n + 1 + shift: f"{kind}.{name}" for n, (kind, name) in enumerate(self._fields)}
        households = iter(range(self._dice.randint(4, 9)))
        for title in ("花名册", "花名册二")[: self._dice.choice((1, 1, 2))]:
            self._sheet(workbook.create_sheet(title), list(households) or [90, 91], headings, made)
            households = iter(range(40, 40 + self._dice.randint(2, 5)))
        out = io.BytesIO()
        workbook.save(out)
        made.content = out.getvalue()
        return made

    def _sheet(self, sheet: Worksheet, households: list[int], headings: list[str], made: Book) -> None:
        head = list(self._head(headings))
        rows = [*self._titles(), *head]
        for at, household in enumerate(households):
            if at and self._dice.random() < _SELDOM:
                rows += [*self._dice.choice(([], self._titles())), *head]
            if at and self._dice.random() < _SELDOM:
                rows.append(list(self._dice.choice(_TOTALS)))
            first, is_whole = len(rows) + 1, True
            for person, (cells, stored) in enumerate(self._family(household, at)):
                if person and self._cells == "repeated" and self._dice.random() < _RARELY:
                    rows += head
                    is_whole = False
                rows.append(cells)
                made.rows.append(Row(sheet.title, len(rows), household, stored))
            if is_whole and self._cells == "merged" and len(rows) > first:
                self._merge(sheet, first, len(rows))
        rows += [list(self._dice.choice(_TOTALS))] * self._dice.choice((0, 1))
        rows += [[], list(self._dice.choice(_FEET))]
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value != "" and not isinstance(cell := sheet.cell(number, column), MergedCell):
                    cell.value = value
            sheet.row_dimensions[number].hidden = self._dice.random() < _RARELY
        sheet.column_dimensions["C"].hidden = self._dice.random() < _SELDOM

    def _merge(self, sheet: Worksheet, top: int, bottom: int) -> None:
        for column, (kind, _) in enumerate(self._fields, 2 if self._noise else 1):
            if kind != "member":
                sheet.merge_cells(start_row=top, start_column=column, end_row=bottom, end_column=column)

    def _titles(self) -> list[list[object]]:
        units = f"单位：户、人、{self._money}、{self._area}"
        title = (
            f"2018年贫困户花名册（{self._money}、{self._area}）"
            if self._unit_place == "title"
            else "2018年贫困户花名册"
        )
        found: list[list[object]] = (
            [[title]] if self._unit_place == "title" or self._dice.random() < 0.6 else []
        )
        if self._unit_place == "line":
            found.append(["填报单位：古堤村", "", units])
        return found

    def _head(self, headings: list[str]) -> Iterator[list[object]]:
        blank: list[object] = [""] if self._noise else []
        if self._is_grouped:
            groups: list[object] = []
            before = ""
            for kind, _ in self._fields:
                groups.append(self._group(kind) if kind != before else "")
                before = kind
            yield [*blank, *groups]
        yield [
            *(["序号"] if self._noise else []),
            *headings,
            *(["鞋码", "人均纯收入"] if self._noise else []),
        ]
        if self._unit_place == "unit row":
            units = {"income_wage_fen": self._money, "farmland_cmu": self._area}
            if {name for _, name in self._fields} & units.keys():
                yield [*blank, *(units.get(name, "") for _, name in self._fields)]

    def _group(self, kind: str) -> str:
        unit = {"income": self._money, "condition": self._area}.get(kind, "")
        return f"{_GROUPS[kind]}（{unit}）" if unit and self._unit_place == "group" else _GROUPS[kind]

    def _heading(self, kind: str, name: str) -> str:
        asked: Field = self._forms[kind].fields[name]
        # An alias that names a unit would contradict the one that is thrown.
        text = self._dice.choice(
            [one for one in (asked.label, *asked.aliases) if not (asked.unit and "（" in one)]
        )
        unit = {"income_wage_fen": self._money, "farmland_cmu": self._area}.get(name, "")
        dress = self._dice.choice(("{}", "{} ", "{}*", " {}"))
        return dress.format(text) + (f"（{unit}）" if unit and self._unit_place == "heading" else "")

    def _family(self, household: int, at: int) -> Iterator[tuple[list[object], dict[str, Value]]]:
        dice = self._dice
        surname = dice.choice(_SURNAMES)
        wage, land = dice.randint(1, 900) * 100_00, dice.randint(1, 9) * 150
        home: dict[str, Value] = {
            "household.village": _VILLAGES[household % len(_VILLAGES)], "household.household_no": f"42109900{household:02d}",
            "household.group_name": f"{dice.randint(1, 9)}组", "household.phone": f"1390000{household:04d}",
            "income.income_wage_fen": wage, "condition.farmland_cmu": land,
        }  # fmt: skip
        shown: dict[str, object] = {
            **home, "income.income_wage_fen": self._number(Decimal(wage) / 100 / _MONEY[self._money]),
            "condition.farmland_cmu": self._number(Decimal(land) / 100 / _AREA[self._area]),
        }  # fmt: skip
        relations = list(_RELATIONS[: dice.randint(1, len(_RELATIONS))])
        if self._cells != "once" and dice.random() < 0.2:
            dice.shuffle(relations)
        for person, relation in enumerate(relations):
            self._sequence += 1
            member: dict[str, Value] = {
                "member.name": surname + dice.choice(_GIVEN) + dice.choice(_GIVEN), "member.id_number": _number_of(self._sequence + 500 * household),
                "member.relation": relation, "member.health_status": "健康",
            }  # fmt: skip
            tells = not person or self._cells == "repeated"
            told = {**member, **(shown if tells else {})}
            cells = [told.get(f"{kind}.{name}", "") for kind, name in self._fields]
            noise: list[object] = [at + 1 if not person else ""] if self._noise else []
            stored = {**member, **home}
            yield [*noise, *cells, *([41, 3000] if self._noise else [])], stored

    def _number(self, amount: Decimal) -> object:
        text = f"{amount.normalize():f}"
        return self._dice.choice((float(amount), text))


def _number_of(sequence: int) -> str:
    first = f"4210991970{1 + sequence % 12:02d}{1 + sequence // 12 % 28:02d}{sequence % 1000:03d}"
    return first + check_character(first)
