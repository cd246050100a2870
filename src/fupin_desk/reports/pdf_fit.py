"""How wide the columns of a table are on paper, how small its type, and where a table too wide is parted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fupin_desk.model.document import Column, Row, Table
from fupin_desk.reports import fonts, text
from fupin_desk.reports.cell import texts_of
from fupin_desk.reports.ink import Style

PAD = 2.5
_SIZES = (9.0, 8.5, 8.0, 7.5)
# Below this share of the wished widths a table is parted rather than squeezed.
_SQUEEZE = 0.72


@dataclass(frozen=True, slots=True)
class Fit:
    """The style of a table's body and the width of each column, in points."""

    style: Style
    widths: tuple[float, ...]


def styled(size: float, face: str = fonts.BODY) -> Style:
    """Return the style of a body size: lines stand 1.28 sizes apart."""
    return Style(face, size, round(size * 1.28, 1))


def fitted(table: Table, room: float) -> Fit | None:
    """Return the largest type in which the columns fit into the room; None if the table must be parted."""
    longest = [_longest(column, table.rows, index) for index, column in enumerate(table.columns)]
    for size in _SIZES:
        needs = [one * size + 2 * PAD + 0.5 for one in longest]
        wishes = [max(column.width, 2) * size / 2 + 2 * PAD for column in table.columns]
        last = size == _SIZES[-1]
        if sum(needs) <= room and sum(wishes) * (_SQUEEZE if last else 1) <= room:
            return Fit(styled(size), _shared(wishes, needs, room))
    return None


def forced(table: Table, room: float) -> Fit:
    """Return a fit for a table that cannot be parted further: each column gets its share, numbers may break."""
    wishes = [max(column.width, 2) for column in table.columns]
    return Fit(styled(_SIZES[-1]), _shared(wishes, [0.0] * len(wishes), room))


def _longest(column: Column, rows: Sequence[Row], index: int) -> float:
    """Return the width in em of what stays on one line in each column: numbers, IDs, dates, and amounts in a text."""
    longest, least, most, others = "", 0, 0, [""]
    for row in rows:
        cell = row.cells[index] if index < len(row.cells) and row.style != "group" else None
        if cell.__class__ is str:
            if len(cell) > len(longest) and cell.isascii() and " " not in cell:
                longest = cell
            elif "元" in cell or "亩" in cell:
                others.append(max(others.pop(), text.longest_amount(cell), key=len))
        elif cell.__class__ is int:
            least, most = min(least, cell), max(most, cell)
        elif cell is not None:
            others.append(max(others.pop(), texts_of(column)(cell), key=len))
    choice, written = fonts.pick(fonts.TITLE), texts_of(column)
    return max(
        text.width(fonts.cleaned(said), choice) for said in (longest, written(least), written(most), *others)
    )


def _shared(wishes: Sequence[float], needs: Sequence[float], room: float) -> tuple[float, ...]:
    """Share the room by the wishes, but give every column what it needs first."""
    held: dict[int, float] = {}
    while True:
        free = room - sum(held.values())
        wished = sum(wish for index, wish in enumerate(wishes) if index not in held)
        scale = free / wished if wished else 0.0
        short = {
            index: needs[index]
            for index, wish in enumerate(wishes)
            if index not in held and wish * scale < needs[index]
        }
        if not short:
            return tuple(held.get(index, wish * scale) for index, wish in enumerate(wishes))
        held |= short


def parted(table: Table, room: float) -> list[Table]:
    """Part a table into as few tables as fit, each beginning with the columns that are frozen in Excel."""
    if len(table.columns) < 2 or fitted(table, room):
        return [table]
    frozen = list(range(min(table.freeze, len(table.columns) - 1)))
    parts: list[list[int]] = [[]]
    for index in range(len(frozen), len(table.columns)):
        if parts[-1] and not fitted(_taken(table, [*frozen, *parts[-1], index], rows=200), room):
            parts.append([])
        parts[-1].append(index)
    return [_taken(table, [*frozen, *part]) for part in parts]


def _taken(table: Table, wanted: list[int], rows: int | None = None) -> Table:
    def cells(row: Row) -> Row:
        if row.style == "group":
            return row
        return replace(
            row, cells=tuple(row.cells[index] if index < len(row.cells) else None for index in wanted)
        )

    return replace(
        table,
        columns=tuple(table.columns[index] for index in wanted),
        rows=tuple(cells(row) for row in table.rows[:rows]),
    )
