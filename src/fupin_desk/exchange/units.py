"""In which unit a column of numbers is written: by its heading, a row or a column of units, the title, 单位：万元."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from fupin_desk.exchange import cells, unit_words
from fupin_desk.exchange.layout import Layout
from fupin_desk.exchange.vocabulary import Vocabulary
from fupin_desk.model.form import Field
from fupin_desk.model.importing import NOT_NEEDED, Cell, Heading
from fupin_desk.model.unit import FACTORS

_LINE = re.compile(r"单\s*位\s*(?:均?为|是|:)\s*([^\s()。;]+(?:[、,]\s*[^\s()。;]+)*)")
# Above a table a unit stands in more ways: 单位 万元, 金额：万元, or alone in a cell.
_TITLE_LINE = re.compile(r"(?:单\s*位|金额|资金|收入|支出|投资|面积|数量|货币)\s*[\s:]\s*([^\s:()。;]+)")
_UNIT_COLUMNS = frozenset(("单位", "计量单位", "金额单位", "数量单位", "面积单位", "货币单位", "资金单位"))
_AMOUNT = re.compile(r"[¥+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[+-]?\d{1,2})?", re.IGNORECASE)
_FIGURE = re.compile(r"[\d一二两三四五六七八九十百千]")
# Units of one dimension: who writes 亩 over a field in ㎡ means that field too.
_DIMENSIONS = ({"亩", "㎡"}, {"元"}, {"公里"}, {"%"})
_SHOWN = {"m2": "㎡"}
_FURTHER = 400
_UNSURE = "“{}”这一列的单位看来另写在“单位”列里，分不清那一列说的是哪几列。请把单位写进列名，再导入。"
_NO_UNIT = "这一行没有写单位，别的行写的是“{}”，不知道这个数是多少。请补上这一行的单位，再导入。"
_ODD_UNIT = "这一行的单位写的是“{}”，看不出是哪一种，不知道这个数是多少。请改成元、万元这样的单位，再导入。"
_SHARE_UNCLEAR = (
    "这种格式的文件里看不出“{}”是百分数还是小数。请另存为“Excel 工作簿（.xlsx）”，或写成“5%”，再导入。"
)


def applied(layout: Layout, words: Vocabulary) -> Layout:
    """Return a layout whose columns of numbers know their units; one whose unit does not fit is not taken."""
    layout = _with_unit_row(layout, words)
    around = list(dict.fromkeys(_around(layout)))
    beside, unsure = _unit_columns(layout, words)
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
        refusal = _UNSURE.format(one.text) if one.column - 1 in unsure else _refusal(told, asked, one)
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
    scaled = {at: unit for at in sources if (unit := _scaled(_below(layout, at)))}
    return replace(
        layout,
        headings=tuple(headings),
        units=units,
        unit_columns=beside,
        scaled_units=scaled,
        numbers=asked_of,
    )


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
            told, doubt = _of_row(layout, row, column)
            if doubt:
                said.append((column, doubt, True))
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


def _of_row(layout: Layout, row: Sequence[Cell], column: int) -> tuple[str, str]:
    """Return the unit that a row writes for a column, or why nobody knows it."""
    at = layout.unit_columns[column]
    text = cells.text(row[at]).strip() if at < len(row) else ""
    told = unit_words.of_cell(text) if text else layout.units.get(column, "")
    if told:
        return told, ""
    if text:
        return "", _ODD_UNIT.format(text)
    scaled = layout.scaled_units.get(at, "")
    return "", _NO_UNIT.format(scaled) if scaled else ""


def _with_unit(cell: Cell, told: str, asked: Field) -> tuple[Cell, str]:
    factors = FACTORS.get(asked.unit, {})
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return cell, ""
    plain = _plain(cells.text(cell))
    number = _AMOUNT.match(plain)
    tail = plain[number.end() :] if number and any(one.isdigit() for one in number[0]) else plain
    is_unread = tail not in {"", *factors} and _FIGURE.search(plain) is not None
    if is_unread and factors.get(told, 1) != 1 and not any(map(tail.__contains__, factors)):
        # 约1.2: what cannot be read is kept with the unit of its column.
        return f"{plain}（{_shown(told)}）", ""
    if tail == plain:
        return cell, ""
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
        if found := tuple(unit_words.units(unit_words.tight(cell))):
            return found
    return unit_words.in_heading(heading.text)


def _titled(around: Sequence[str], asked: Field) -> tuple[str, ...]:
    """Return the units of the title and of the lines 单位：… that concern a field."""
    factors = FACTORS.get(asked.unit, {})
    near = next((one for one in _DIMENSIONS if asked.unit in one), {asked.unit})
    found = [one for one in around if any(_base(one) in FACTORS[unit] for unit in near if unit in FACTORS)]
    kinds = {factors.get(one) for one in found}
    return tuple(found[:1] if len(kinds) == 1 else found)


def _base(unit: str) -> str:
    return unit if unit in unit_words.KNOWN else unit.partition("/")[0]


def _around(layout: Layout) -> Iterator[str]:
    above: list[list[Cell]] = [*layout.sheet.rows[: layout.top], [layout.sheet.name]]
    for row in above:
        text = _line(row)
        for content in unit_words.BRACKETS.findall(text):
            if not unit_words.EVERY.search(content):
                yield from unit_words.units(content)
        alone = (unit_words.tight(cell) for cell in row if isinstance(cell, str))
        yield from filter(unit_words.is_unit, alone)
        for found in _TITLE_LINE.findall(text):
            yield from unit_words.units(found)
    for row in [*above, *layout.sheet.rows[layout.top :]]:
        if any("位" in cell for cell in row if cell.__class__ is str):
            text = _line(row)
            for found in _LINE.findall(text) if len(text) < _FURTHER else ():
                yield from unit_words.units(found)


def _line(row: Sequence[Cell]) -> str:
    return unit_words.folded(" ".join(cells.text(one).strip() for one in row if one != ""))


def _with_unit_row(layout: Layout, words: Vocabulary) -> Layout:
    """Return the layout with the row below it taken in, if that holds nothing but units."""
    index = layout.bottom + 1
    if index >= len(layout.sheet.rows):
        return layout
    row = layout.sheet.rows[index]
    texts = {
        column: unit_words.tight(cells.text(cell))
        for column, cell in enumerate(row)
        if not cells.is_blank(cell)
    }
    told = {column for column, text in texts.items() if list(unit_words.units(text))}
    asked = {one.column - 1 for one in layout.headings if one.target in words.numbers}
    others = {text.strip("()[]【】") for column, text in texts.items() if column not in told}
    if told & asked and others <= _UNIT_COLUMNS:
        return replace(layout, bottom=index, unit_row=index)
    return layout


def _unit_columns(layout: Layout, words: Vocabulary) -> tuple[dict[int, int], set[int]]:
    """Return which columns of numbers have their units in which other column (金额 | 单位), and which may have them there.

    A column of units belongs to the numbers directly at its left, else to the one at its right, else to the only one
    that its units fit; where it fits several from afar, nobody knows.
    """
    numbers = {
        one.column - 1: words.numbers[one.target] for one in layout.headings if one.target in words.numbers
    }
    numbers = {column: asked for column, asked in numbers.items() if asked.unit}
    named = {one.column - 1 for one in layout.headings if unit_words.in_heading(one.text)}
    found: dict[int, int] = {}
    unsure: set[int] = set()
    for one in layout.headings:
        at = one.column - 1
        if cells.plain(one.text.rsplit("·", 1)[-1]) not in _UNIT_COLUMNS:
            continue
        below = _below(layout, at)
        free = [column for column in numbers if column not in found]
        left = [column for column in free if all(between in free for between in range(column, at))]
        meant = [
            column
            for column in left
            if _fits(numbers[column], below) and (column not in named or column == at - 1)
        ]
        near = meant or left[-1:] or [column for column in free if column == at + 1]
        far = (
            [column for column in free if column not in named and _fits(numbers[column], below)]
            if _scaled(below)
            else []
        )
        if below and (near or len(far) == 1):
            found.update(dict.fromkeys(near or far, at))
        elif below:
            unsure.update(far)
    return found, unsure - found.keys()


def _fits(asked: Field, units: Iterable[str]) -> bool:
    return not FACTORS.get(asked.unit, {}).keys().isdisjoint(units)


def _below(layout: Layout, column: int) -> set[str]:
    """Return the units in a column."""
    rows = layout.sheet.rows[layout.bottom + 1 :]
    return {
        unit for row in rows if column < len(row) and (unit := unit_words.of_cell(cells.text(row[column])))
    }


def _scaled(units: Iterable[str]) -> str:
    """Return one of the units that change a number, nothing if none does."""
    return next(
        (unit for unit in sorted(units) if any(one.get(unit, 1) != 1 for one in FACTORS.values())), ""
    )


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
    if not unit_words.is_unit(unit) and not unit_words.EVERY.fullmatch(unit):
        unclear = f"“{heading.text}”这一列看不出单位：“{unit}”不像一种单位。请在列名里写明单位，如“（{asked.unit}）”，再导入。"
        return unclear if asked.unit else ""
    if not asked.unit:
        is_scaled = unit[0] in "百千万亿"
        mend = f"“{heading.text}”这一列的单位是“{listed}”，换算不了。请换算成不带“{unit[0]}”的数，再导入。"
        return mend if is_scaled else ""
    if unit_words.PER.fullmatch(unit) or unit_words.EVERY.fullmatch(unit):
        words = (asked.label, *asked.aliases)
        if any(unit_words.EVERY.search(one) for one in words) and not unit_words.PER.fullmatch(unit):
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
