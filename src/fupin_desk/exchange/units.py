"""In which unit a column of numbers is written: by its heading, a row or a column of units, the title, 单位：万元."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fupin_desk.exchange import cells
from fupin_desk.exchange.layout import Layout
from fupin_desk.exchange.vocabulary import Vocabulary
from fupin_desk.model.form import Field
from fupin_desk.model.importing import NOT_NEEDED, Cell, Heading
from fupin_desk.model.unit import FACTORS

# Measures that no field with a unit has: an amount in them is something else.
_FOREIGN = frozenset([
    "吨", "公斤", "千克", "kg", "斤", "头", "羽", "只", "尾", "株", "棵", "箱", "台", "套", "座", "角", "季", "季度",
    "万只", "万尾", "万头", "万羽", "年", "周", "小时", "岁",
])  # fmt: skip
_PER = re.compile(
    r"((百|千|万)?元|亩|m2|平方米|公斤|斤|%)/(\S+)|每\S{1,3}(每\S{1,3})?|(百|千|万)?元(每|人均|户均|月均)\S*"
)
_YEARLY = re.compile(r"(百|千|万)?元/年")
_EVERY = re.compile(r"人均|户均|亩均|月均|日均|每(人|户|亩|月|天|季|个月)")
_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_LINE = re.compile(
    r"(?:^|[^\w]|金额|计量|数量|货币|面积|资金|数据|统计)单位\s*(?:均?为|是|:)\s*([^\s()。;]+(?:[、,]\s*[^\s()。;]+)*)"
)
_PARTED = re.compile(r"[、,;和及]+")
_UNIT_COLUMNS = frozenset(("单位", "计量单位", "金额单位", "数量单位", "面积单位", "货币单位", "资金单位"))
_AMOUNT = re.compile(r"[¥+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[+-]?\d{1,2})?", re.IGNORECASE)
_KNOWN = frozenset(written for units in FACTORS.values() for written in units)
# Units of one dimension: who writes 亩 over a field in ㎡ means that field too.
_DIMENSIONS = ({"亩", "㎡"}, {"元"}, {"公里"}, {"%"})
_SHOWN = {"m2": "㎡"}
_FURTHER = 400
_SHARE_UNCLEAR = (
    "这种格式的文件里看不出“{}”是百分数还是小数。请另存为“Excel 工作簿（.xlsx）”，或写成“5%”，再导入。"
)


def applied(layout: Layout, words: Vocabulary) -> Layout:
    """Return a layout whose columns of numbers know their units; one whose unit does not fit is not taken."""
    layout = _with_unit_row(layout, words)
    around = list(dict.fromkeys(_around(layout)))
    beside = _unit_columns(layout, words)
    units: dict[int, str] = {}
    headings: list[Heading] = []
    for one in layout.headings:
        asked = words.numbers.get(one.target)
        if asked is None:
            headings.append(one)
            continue
        told = _told(layout, one) or _titled(around, asked)
        if one.column - 1 in beside:
            headings.append(replace(one, reading=f"按每行写的单位 → {asked.unit}"))
            units[one.column - 1] = told[0] if len(told) == 1 else ""
            continue
        refusal = _refusal(told, asked, one)
        if refusal:
            headings.append(replace(one, target="", label="", refusal=refusal))
            continue
        if told:
            units[one.column - 1] = told[0]
        headings.append(replace(one, reading=_reading(told, asked)))
    sources = set(beside.values())
    headings = [
        replace(one, target=NOT_NEEDED, label=words.labels[NOT_NEEDED], reading="前一列的单位")
        if one.column - 1 in sources
        else one
        for one in headings
    ]
    asked_of = {one.column - 1: words.numbers[one.target] for one in headings if one.target in words.numbers}
    return replace(layout, headings=tuple(headings), units=units, unit_columns=beside, numbers=asked_of)


def written(layout: Layout, row: Sequence[Cell]) -> tuple[tuple[Cell, ...], list[tuple[int, str, bool]]]:
    """Return a row with the units of its columns written into the cells, and what is to be said of columns (from 0): whether it refuses.

    Nothing is returned where no cell changes.
    """
    changed: dict[int, Cell] = {}
    said: list[tuple[int, str, bool]] = []
    for column, asked in layout.numbers.items():
        cell = row[column] if column < len(row) else ""
        if cell == "":
            continue
        if (
            asked.unit == "%"
            and not layout.sheet.knows_formats
            and isinstance(cell, float)
            and 0 < abs(cell) <= 1
        ):
            said.append((column, _SHARE_UNCLEAR.format(cells.text(cell)), True))
        told = layout.units.get(column, "")
        if column in layout.unit_columns:
            at = layout.unit_columns[column]
            told = _plain(cells.text(row[at])) if at < len(row) and not cells.is_blank(row[at]) else told
        if not told and not isinstance(cell, str):
            continue
        meant, remark = _with_unit(cell, told, asked)
        if meant != cell:
            changed[column] = meant
        if remark:
            said.append((column, remark, False))
    if not changed:
        return (), said
    return tuple(changed.get(column, cell) for column, cell in enumerate(row)), said


def _with_unit(cell: Cell, told: str, asked: Field) -> tuple[Cell, str]:
    factors = FACTORS.get(asked.unit, {})
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return cell, ""
    plain = _plain(cells.text(cell))
    number = _AMOUNT.match(plain)
    if number is None or not any(one.isdigit() for one in number[0]):
        return cell, ""
    tail = plain[number.end() :]
    if not tail:
        if not told or told == asked.unit or not asked.unit:
            return cell, ""
        return plain + told, ""
    if told and tail in factors and factors[tail] != factors.get(told):
        return (
            cell,
            f"这一格写的单位是“{_shown(tail)}”，与列名等处写的“{_shown(told)}”不同，按这一格写的单位读。",
        )
    return cell, ""


# --- where units are written


def _told(layout: Layout, heading: Heading) -> tuple[str, ...]:
    """Return the units of a column's unit row or heading, the nearest; of several the column says nothing for certain."""
    if layout.unit_row >= 0:
        row = layout.sheet.rows[layout.unit_row]
        cell = cells.text(row[heading.column - 1]) if heading.column <= len(row) else ""
        if found := tuple(_tokens(_plain(cell).strip("()[]【】"))):
            return found
    plain = _plain(heading.text)
    for content in reversed(_BRACKETS.findall(plain)):
        if found := tuple(_tokens(content)):
            return found
    every = _EVERY.search(plain)
    return (every[0],) if every else ()


def _titled(around: Sequence[str], asked: Field) -> tuple[str, ...]:
    """Return the units of the title and of the lines 单位：… that concern a field."""
    factors = FACTORS.get(asked.unit, {})
    near = next((one for one in _DIMENSIONS if asked.unit in one), {asked.unit})
    found = [one for one in around if any(_base(one) in FACTORS[unit] for unit in near if unit in FACTORS)]
    kinds = {factors.get(one) for one in found}
    return tuple(found[:1] if len(kinds) == 1 else found)


def _base(unit: str) -> str:
    return unit if unit in _KNOWN else unit.partition("/")[0]


def _around(layout: Layout) -> Iterator[str]:
    above: list[list[Cell]] = [*layout.sheet.rows[: layout.top], [layout.sheet.name]]
    for row in above:
        text = _plain_line(row)
        for content in _BRACKETS.findall(text):
            if not _EVERY.search(content):
                yield from _tokens(content)
    for row in [*above, *layout.sheet.rows[layout.top :]]:
        if any("单位" in cell for cell in row if cell.__class__ is str):
            text = _plain_line(row)
            for found in _LINE.findall(text) if len(text) < _FURTHER else ():
                yield from _tokens(found)


def _plain_line(row: Sequence[Cell]) -> str:
    return unicodedata.normalize("NFKC", " ".join(cells.text(one).strip() for one in row if one != ""))


def _tokens(content: str) -> Iterator[str]:
    """Yield the units that a bracket or a line holds beside whatever else."""
    yield from filter(_is_unit, map(_cleaned, _PARTED.split(content)))


def _cleaned(part: str) -> str:
    tight = "".join(part.split()).removeprefix("单位").removeprefix(":")
    return tight.removeprefix("人民币") or tight


def _is_unit(part: str) -> bool:
    return part in _KNOWN or part in _FOREIGN or _PER.fullmatch(part) is not None


def _with_unit_row(layout: Layout, words: Vocabulary) -> Layout:
    """Return the layout with the row below it taken in, if that holds nothing but units."""
    index = layout.bottom + 1
    if index >= len(layout.sheet.rows):
        return layout
    row = layout.sheet.rows[index]
    texts = {column: _plain(cells.text(cell)) for column, cell in enumerate(row) if not cells.is_blank(cell)}
    bare = {column: text.strip("()[]【】") for column, text in texts.items()}
    told = {column for column, text in bare.items() if list(_tokens(text))}
    asked = {one.column - 1 for one in layout.headings if one.target in words.numbers}
    others = {text for column, text in bare.items() if column not in told}
    if told & asked and others <= _UNIT_COLUMNS:
        return replace(layout, bottom=index, unit_row=index)
    return layout


def _unit_columns(layout: Layout, words: Vocabulary) -> dict[int, int]:
    """Return which column of numbers has its units in which other column: 金额 | 单位."""
    found: dict[int, int] = {}
    for one in layout.headings:
        leaf = cells.plain(one.text.rsplit("·", 1)[-1])
        at = one.column - 1
        if leaf not in _UNIT_COLUMNS:
            continue
        number = next(
            (two for two in layout.headings if two.column == at and two.target in words.numbers), None
        )
        if number is None or not words.numbers[number.target].unit:
            continue
        below = {
            _plain(cells.text(row[at])) for row in layout.sheet.rows[layout.bottom + 1 :] if at < len(row)
        }
        below -= {"", leaf}
        if below and all(map(_is_unit, below)):
            found[number.column - 1] = at
    return found


# --- what they mean


def _refusal(told: Sequence[str], asked: Field, heading: Heading) -> str:
    """Return why a column cannot be read in what is told of its unit, empty if it can."""
    factors = FACTORS.get(asked.unit, {})
    listed = "、".join(map(_shown, told))
    if len(told) > 1:
        return f"“{heading.text}”这一列的单位写了几种（{listed}），分不清是哪一种。请在列名里只写一种单位，再导入。"
    if not told or told[0] == asked.unit or told[0] in factors:
        return ""
    unit = told[0]
    if not asked.unit:
        is_scaled = unit[0] in "百千万亿"
        mend = f"“{heading.text}”这一列的单位是“{listed}”，换算不了。请换算成不带“{unit[0]}”的数，再导入。"
        return mend if is_scaled else ""
    if _PER.fullmatch(unit) or _EVERY.fullmatch(unit):
        words = (asked.label, *asked.aliases)
        if any(_EVERY.search(one) for one in words) and not _PER.fullmatch(unit):
            return ""
        return (
            f"“{heading.text}”这一列写的是“{listed}”，要登记的是以{asked.unit}为单位的总数，不能替您换算。"
            f"请在表里换算成总数，把单位改成“{asked.unit}”，再导入。"
        )
    return (
        f"“{heading.text}”这一列的单位是“{listed}”，“{asked.label}”要的是“{asked.unit}”，换算不了。"
        f"请核对列的对应，或换算成{asked.unit}，再导入。"
    )


def _reading(told: Sequence[str], asked: Field) -> str:
    if not asked.unit:
        return f"按数字登记，单位“{_shown(told[0])}”不登记" if told else ""
    factor = FACTORS.get(asked.unit, {}).get(told[0]) if told else None
    return f"{_shown(told[0])} → {asked.unit}" if told and factor not in {None, 1} else asked.unit


def _shown(unit: str) -> str:
    return _SHOWN.get(unit, unit)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
