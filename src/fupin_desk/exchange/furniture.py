"""The rows of a sheet, every one of them: those that hold a record, and what the others are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from fupin_desk.exchange import cells, units
from fupin_desk.exchange.layout import Layout
from fupin_desk.model.importing import NOT_NEEDED, Cell, CellIssue, Furniture, Heading, RawRow, SkippedRow

# Cells of a line below the table (填表人, 审核人, 日期); characters that an account of the rows repeats.
_FOOT, _REPEATED = 6, 20
# A record of a sheet with this many columns says more than one thing.
_SEVERAL = 3
_MEMBER = "member."
_ALONE = (
    "这一行只写了“{}”一格，看不出是谁。如果是一个人，请补填证件号码或与户主关系；如果不是，请删去这一行。"
)
_TOTAL = re.compile(
    r"(第?[\d一二三四五六七八九十]{1,3}[组页村社]|本[页组村乡镇户表栏]|全[页组村乡镇县户]|按?[^\s\d]{0,10}[组村页区])?"
    r"(合计|小计|总计|共计|累计|总合计)(\([^()]*\))?([:,、]?[\d.]+[^\d:,、]{0,8})*"
)
# 白马社区 小计: what a total is of, a blank, and the word.
_NAMED_TOTAL = re.compile(r"\s[合小总]计$")
_FOOTNOTE = re.compile(
    r"\s*((填表|填报|制表|审核|复核|单位负责|负责|联系|经办|包村干部|驻村干部)人?|(填报|填表|制表)(单位|日期|时间|说明)?"
    r"|联系电话|说明|注\d?|备注|单位[(（]?盖章[)）]?|农户星级|五星|[★☆]+)\s*([(（].*[)）])?\s*[:：]"
)
_SIGNED = re.compile(
    r"(填表|填报|制表|审核|复核|负责|经办)(人|单位|日期|时间)?|农户星级|第\d+页(共\d+页)?|[一二三四五]星(级?户?)?|[★☆]+"
)
_NUMBERED = frozenset((15, 18))
_IDENTITY = re.compile(r"\d{17}[\dXx]|\d{15}")


def parted(layout: Layout, number: int) -> tuple[list[RawRow], list[SkippedRow], tuple[Heading, ...]]:
    """Return the rows that hold records, the rows that hold none, and the headings with how many cells they have.

    Args:
        layout: Where the header stands.
        number: The number of the sheet, from 0.
    """
    kinds = _Kinds(layout)
    merged = _merged_down(layout)
    tells = sum(target.startswith(_MEMBER) for target in layout.columns) > 1
    data: list[RawRow] = []
    skipped = list(_above(layout))
    counts = [0] * max(map(len, layout.sheet.rows), default=0)
    for index in range(layout.bottom + 1, len(layout.sheet.rows)):
        row = layout.sheet.rows[index]
        filled = [column for column, cell in enumerate(row) if cell != "" and not cells.is_blank(cell)]
        faults = layout.sheet.faults.get(index, {})
        filled += [column for column in faults if column not in filled]
        kind = kinds.of(index, filled)
        if kind is not None:
            skipped.append(SkippedRow(index + 1, kind, _beginning(row)))
            continue
        for column in filled:
            counts[column] += 1
        full = tuple(_completed(row, index, merged))
        meant, said = units.written(layout, full) if layout.numbers else ((), ())
        remarks = [CellIssue(column + 1, text, refuses) for column, text, refuses in said]
        remarks += [
            CellIssue(column + 1, reason, refuses=True)
            for column, reason in faults.items()
            if column in kinds.wanted
        ]
        if tells and len(filled) == 1 and sum(not cells.is_blank(cell) for cell in full) == 1:
            remarks.append(CellIssue(filled[0] + 1, _ALONE.format(_beginning(row)), refuses=True))
        data.append(RawRow(number, index + 1, full, meant, tuple(remarks)))
    return data, skipped, tuple(_counted(layout.headings, counts))


def _above(layout: Layout) -> Iterator[SkippedRow]:
    for index, row in enumerate(layout.sheet.rows[: layout.bottom + 1]):
        said = {cells.text(cell) for cell in row if not cells.is_blank(cell)}
        kind: Furniture = "heading"
        if index < layout.top:
            kind = "blank" if not said else "title" if _is_title(said) else "above"
        elif layout.unit_row == index:
            kind = "unit"
        yield SkippedRow(index + 1, kind, _beginning(row))


def _is_title(said: set[str]) -> bool:
    """Return whether a row above the header only says what the table is: few cells, nobody's number."""
    return len(said) <= _FOOT and not any(_IDENTITY.fullmatch(one.strip()) for one in said)


class _Kinds:
    """Tells what the rows below a header are."""

    def __init__(self, layout: Layout) -> None:
        rows = layout.sheet.rows
        self._layout = layout
        self._words = {cells.plain(one.text.rsplit("·", 1)[-1]) for one in layout.headings if one.text}
        self._words |= {one for row in rows[layout.top : layout.bottom + 1] for one in _said(row)}
        self._above = {tuple(_said(row)) for row in rows[: layout.bottom + 1]}
        self._known = {one.column - 1 for one in layout.headings if one.target == NOT_NEEDED}
        self.wanted = {column for columns in layout.columns.values() for column in columns}

    def of(self, index: int, filled: Sequence[int]) -> Furniture | None:
        """Return what a row is, None if it holds a record."""
        row = self._layout.sheet.rows[index]
        # A line that was numbered in advance is as blank as any.
        if self._known.issuperset(filled):
            return "blank"
        # Whoever has a number is a person: most rows of a register are told by this alone.
        if any(
            isinstance(cell, str) and len(cell) in _NUMBERED and _IDENTITY.fullmatch(cell) for cell in row
        ):
            return "beside" if self.wanted.isdisjoint(filled) else None
        texts = [cells.text(row[column]) if column < len(row) else "" for column in filled]
        plain = [cells.plain(one) for one in texts]
        if tuple(plain) in self._above or (len(filled) > 1 and self._words.issuperset(plain)):
            return "repeated"
        if _is_total(plain, texts):
            return "total"
        if len(filled) <= _FOOT and (
            _FOOTNOTE.match(texts[0]) or all(not one or _SIGNED.fullmatch(one) for one in plain)
        ):
            return "note"
        if texts[0] == "1" and len(filled) > _SEVERAL - 1 and _counts_on(texts):
            return "numbering"
        if (
            len(filled) == 1
            and len(self._layout.columns) >= _SEVERAL
            and _is_wide(self._layout, index, filled[0])
        ):
            return "section"
        return "beside" if self.wanted.isdisjoint(filled) else None


def _is_total(plain: Sequence[str], texts: Sequence[str]) -> bool:
    named = any(_NAMED_TOTAL.search(text.strip()) for text in texts[:3])
    return named or any(_TOTAL.fullmatch(one) for one in plain[:3] if "计" in one)


def _counts_on(texts: Sequence[str]) -> bool:
    return all(text == str(number) for number, text in enumerate(texts, 1))


def _is_wide(layout: Layout, index: int, column: int) -> bool:
    """Return whether the only cell of a row is merged over several columns: a line between parts of the table."""
    return any(
        top == index and left == column and right - left >= _SEVERAL - 1
        for top, left, _bottom, right in layout.sheet.merged
    )


def _said(row: Sequence[Cell]) -> list[str]:
    return [cells.plain(cells.text(cell)) for cell in row if not cells.is_blank(cell)]


def _beginning(row: Sequence[Cell]) -> str:
    return " ".join(cells.text(one).strip() for one in row if not cells.is_blank(one))[:_REPEATED]


def _counted(headings: Sequence[Heading], counts: Sequence[int]) -> Iterator[Heading]:
    for one in headings:
        yield replace(one, filled=counts[one.column - 1]) if one.column <= len(counts) else one
    for column in range(len(headings) + 1, len(counts) + 1):
        if counts[column - 1]:
            yield Heading(column, "", "", "", filled=counts[column - 1])


def _merged_down(layout: Layout) -> dict[tuple[int, int], Cell]:
    """Return what the cells below the corner of a merged area stand for, but for columns about members."""
    filled: dict[tuple[int, int], Cell] = {}
    rows = layout.sheet.rows
    of_members = {one.column - 1 for one in layout.headings if one.target.startswith("member.")}
    for top, left, bottom, right in layout.sheet.merged:
        if (
            top <= layout.bottom
            or left != right
            or left in of_members
            or top >= len(rows)
            or left >= len(rows[top])
        ):
            continue
        for row in range(top + 1, min(bottom + 1, len(rows))):
            filled[row, left] = rows[top][left]
    return filled


def _completed(row: Sequence[Cell], index: int, merged: Mapping[tuple[int, int], Cell]) -> Sequence[Cell]:
    if not merged:
        return row
    return [
        merged.get((index, column), cell) if cells.is_blank(cell) else cell for column, cell in enumerate(row)
    ]
