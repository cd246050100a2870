"""Where the header of a sheet stands, and what its columns mean."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fupin_desk.exchange import cells
from fupin_desk.exchange.vocabulary import Vocabulary
from fupin_desk.model.error import RequestError
from fupin_desk.model.form import Field
from fupin_desk.model.importing import NOT_NEEDED, Heading, RawRow, SetBy, Sheet

# A header is looked for in the first rows, and has at most this many rows.
_SEARCHED, _DEEPEST, _WIDEST = 20, 4, 500
# A row that holds the number of a person or a telephone is no part of a header.
_NUMBER = re.compile(r"\d{11,17}[\dXx]?")
# So many columns of the same names are a second table.
_TWINS = 2
_HELPER = "helper"
# Columns, from 1, that a person has set by hand.
ByHand = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """The header of a sheet. Rows and columns count from 0 here; headings count from 1 as Excel does.

    `numbers` are the columns that hold amounts, `units` the units that are written for them, `unit_columns` the
    columns beside them that hold the unit of each row.
    """

    sheet: Sheet
    top: int
    bottom: int
    headings: tuple[Heading, ...]
    unit_row: int = -1
    numbers: Mapping[int, Field] = field(default_factory=dict)
    units: Mapping[int, str] = field(default_factory=dict)
    unit_columns: Mapping[int, int] = field(default_factory=dict)
    scaled_units: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_doubled(self) -> bool:
        """Whether a second table of the same columns stands beside the first."""
        return sum(one.is_twin for one in self.headings) >= _TWINS

    @property
    def columns(self) -> dict[str, list[int]]:
        """Columns (from 0) by what they mean; the unread and the unneeded are left out."""
        found: dict[str, list[int]] = {}
        for one in self.headings:
            if one.target and one.target != NOT_NEEDED:
                found.setdefault(one.target, []).append(one.column - 1)
        return found

    def header(self, sheet: int) -> tuple[RawRow, ...]:
        """Return the header rows, and the title rows above them, as they stand."""
        return tuple(RawRow(sheet, row + 1, tuple(self.sheet.rows[row])) for row in range(self.bottom + 1))

    def title(self) -> str:
        """Return what stands above the header, and the name of the sheet."""
        above = [
            cells.text(one) for row in self.sheet.rows[: self.top] for one in row if not cells.is_blank(one)
        ]
        return " ".join([self.sheet.name, *above])


def find(sheet: Sheet, words: Vocabulary, mapping: ByHand | None = None) -> Layout | None:
    """Return the layout of a sheet, None if it has no header of this kind.

    Args:
        sheet: The sheet as it was read.
        words: What the headings may be.
        mapping: Columns (from 1) that a person has set by hand; an empty target leaves a column out.

    Raises:
        RequestError: If the mapping names something that this kind does not have.
    """
    spread = _spread(sheet)
    best: tuple[tuple[int, ...], Layout] | None = None
    for top in range(min(_SEARCHED, len(spread))):
        for bottom in range(top, min(top + _DEEPEST, len(spread))):
            if any(map(_NUMBER.fullmatch, spread[bottom])) or (
                bottom > top and not _heads_on(spread[bottom - 1], spread[bottom], words)
            ):
                break
            found = Layout(sheet, top, bottom, tuple(_headings(spread[top : bottom + 1], words)))
            merit = _merit(found, words)
            if merit and (best is None or merit > best[0]):
                best = (merit, found)
    if best is None:
        return None
    return _by_hand(best[1], words, mapping) if mapping else best[1]


def _spread(sheet: Sheet) -> list[list[str]]:
    """Return the texts of the first rows, merged areas filled with what their corner says."""
    depth = _SEARCHED + _DEEPEST
    rows = [[cells.text(one).strip() for one in row] for row in sheet.rows[:depth]]
    for top, left, bottom, right in sheet.merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        last = min(right, _WIDEST)
        for row in rows[top : bottom + 1]:
            row.extend([""] * (last + 1 - len(row)))
            row[left : last + 1] = [rows[top][left]] * (last + 1 - left)
    return rows


def _heads_on(above: Sequence[str], row: Sequence[str], words: Vocabulary) -> bool:
    """Return whether a row reads like a further header row, not like the first row of data."""
    understood = foreign = 0
    for column, leaf in enumerate(row):
        over = above[column] if column < len(above) else ""
        if leaf and leaf != over:
            if words.of(leaf) or words.of(over + leaf) or words.group_of(leaf):
                understood += 1
            else:
                foreign += 1
    return understood > foreign


def _merit(layout: Layout, words: Vocabulary) -> tuple[int, ...] | None:
    known = [one for one in layout.headings if one.target]
    useful = {one.target for one in known if one.target != NOT_NEEDED}
    texts = [one for one in layout.headings if one.text]
    if not useful or (len(useful) < 2 and len(known) < len(texts)):
        return None
    grouped = sum(any(map(words.group_of, one.text.split("·")[:-1])) for one in texts)
    # The most columns read, the fewest unread, the first of repeated headers, the most told by a group head, the
    # shallowest.
    return len(useful), len(known) - len(texts), -layout.bottom, grouped, layout.top


def _headings(rows: Sequence[Sequence[str]], words: Vocabulary) -> Iterator[Heading]:
    width = max((len(row) for row in rows), default=0)
    heads = [_group_heads(row, width) for row in rows[:-1]]
    paths: list[list[str]] = []
    for column in range(width):
        leaf = rows[-1][column] if column < len(rows[-1]) else ""
        above = [one[column] for one in heads if one[column]]
        is_read = bool(leaf) or _stands_alone(rows, column)
        paths.append(list(dict.fromkeys([*above, leaf] if leaf else above)) if is_read else [])
    texts = ["·".join(" ".join(one.split()) for one in path) for path in paths]
    remembered = _remembered(texts, words)
    used = set(remembered.values())
    first: dict[str, int] = {}
    before = ""
    for column, (path, text) in enumerate(zip(paths, texts, strict=True)):
        target, refusal = remembered.get(text, ""), ""
        if path and text not in remembered:
            twin = first.setdefault(cells.plain(text), column)
            target, refusal = _target(path, words, used, before, is_twin=twin != column)
            if twin != column and refusal:
                refusal = (
                    f"“{text}”与第 {twin + 1} 列同名，分不清哪一列是对的。请改一个列名，或删去一列，再导入。"
                )
        used.add(target)
        before = target.split(".")[0]
        set_by: SetBy = "memory" if text in remembered else "heading"
        is_twin = bool(refusal) and first.get(cells.plain(text), column) != column
        yield Heading(
            column + 1, text, target, words.labels.get(target, ""), set_by, refusal=refusal, is_twin=is_twin
        )


def _remembered(texts: Sequence[str], words: Vocabulary) -> dict[str, str]:
    """Return what a person has said before of these headings; one that stands twice does not tell which column."""
    found: dict[str, str] = {}
    for text, times in Counter(map(cells.plain, texts)).items() if words.remembered else ():
        target = words.remembered.get(text)
        is_free = target in words.shared or target in {"", NOT_NEEDED} or target not in found.values()
        if text and times == 1 and target is not None and is_free and (not target or target in words.labels):
            found[text] = target
    return {text: found[cells.plain(text)] for text in texts if cells.plain(text) in found}


def _group_heads(row: Sequence[str], width: int) -> list[str]:
    """Spread a group head over the blank cells at its right, for files that know no merged cells."""
    spread, last = [], ""
    for column in range(width):
        last = (row[column] if column < len(row) else "") or last
        spread.append(last)
    return spread


def _stands_alone(rows: Sequence[Sequence[str]], column: int) -> bool:
    return any(column < len(row) and row[column] for row in rows)


def _target(
    path: Sequence[str], words: Vocabulary, used: set[str], before: str, *, is_twin: bool
) -> tuple[str, str]:
    """Return what a column means, or why it is understood and yet not taken; `before` is the kind at its left."""
    group = next((found for one in reversed(path[:-1]) if (found := words.group_of(one))), "")
    candidates = _in_group(words.of(path[-1]), group)
    if not candidates and len(path) > 1:
        candidates = words.of(path[-2] + path[-1])
    free = [one for one in candidates if one == NOT_NEEDED or one in words.shared or one not in used]
    if not candidates or candidates[0] == NOT_NEEDED:
        return (candidates[0] if candidates else ""), ""
    beside = [one for one in free if one.split(".")[0] == before == _HELPER != candidates[0].split(".")[0]]
    if beside and not group:
        if candidates[0] in used:
            return beside[0], ""
        return "", (
            f"“{path[-1]}”写在帮扶责任人后面，分不清是农户的还是帮扶责任人的。请在列名里写明，如“帮扶责任人{path[-1]}”。"
        )
    if is_twin or not free:
        return (
            "",
            f"“{path[-1]}”和前面一列是同一个项目（{words.labels[candidates[0]]}）。请删去一列，再导入。",
        )
    return free[0], ""


def _in_group(candidates: Sequence[str], group: str) -> list[str]:
    if group == "@head":
        swap = {"member.name": "household.@head", "member.id_number": "household.@head_id"}
        return [swap.get(one, one) for one in candidates]
    first = [one for one in candidates if one.split(".")[0] == group]
    return [*first, *(one for one in candidates if one not in first)]


def _by_hand(found: Layout, words: Vocabulary, mapping: ByHand) -> Layout:
    wrong = [target for target in mapping.values() if target and target not in words.labels]
    if wrong:
        raise RequestError(f"列对应里的“{wrong[0]}”不是这类记录的项目。请从预览页的下拉列表里选。")
    width = max([len(found.headings), *mapping])
    listed = [*found.headings, *(Heading(n + 1, "", "", "") for n in range(len(found.headings), width))]
    chosen = set(mapping.values())
    for index, one in enumerate(listed):
        if one.column in mapping:
            target = mapping[one.column]
            listed[index] = replace(
                one, target=target, label=words.labels.get(target, ""), set_by="hand", refusal=""
            )
        elif one.target in chosen and one.target != NOT_NEEDED and one.target not in words.shared:
            listed[index] = replace(one, target="", label="", set_by="heading")
    return Layout(found.sheet, found.top, found.bottom, tuple(listed))
