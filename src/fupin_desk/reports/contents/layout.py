"""Columns with the cell that each draws from a row, and the total rows under them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Generic, Literal, TypeVar

from fupin_desk.model.document import Cell, CellType, Column, Row
from fupin_desk.reports.contents import figures

T = TypeVar("T")
DASH = figures.DASH


@dataclass(frozen=True, slots=True)
class Spec(Generic[T]):
    """A column and how its cell is drawn from a row. `total` says that its figures are added up.

    A ratio is divided from the cells of its row, totals too: `aim` is its target, `most` what it cannot exceed.
    """

    column: Column
    of: Callable[[T], Cell]
    total: bool = False
    aim: Fraction | None = None
    most: Fraction | None = None


def spec(
    head: str | tuple[str, ...], width: float, of: Callable[[T], Cell], *, type_: CellType = "text",
    decimals: int = 0, total: bool = False, name: str = "",
) -> Spec[T]:  # fmt: skip
    """Return a column with its cell; figures stand on the right, codes and dates in the middle.

    Args:
        head: The heading, or the headings from the top where columns share one.
        width: Width in characters of half an em.
        of: Draws the cell from a row.
        type_: What the cell is.
        decimals: Decimals of numbers and shares.
        total: Whether total rows add it up.
        name: A name for the column where headings are not unique.
    """
    heads = (head,) if isinstance(head, str) else head
    align: Literal["left", "right", "center"] = "left"
    if type_ in {"integer", "money", "number", "share"}:
        align = "right"
    elif type_ == "date" or width <= 10:
        align = "center"
    column = Column(name or heads[-1], heads, width, type_, align, decimals)
    return Spec(column, of, total)


def ratio(
    head: str | tuple[str, ...], width: float, part: str, whole: str, *, aim: Fraction | None = None,
    most: Fraction | None = None, name: str = "",
) -> Spec[T]:  # fmt: skip
    """Return a column that divides two other columns of the same row, named by their names; a dash where it cannot.

    Args:
        head: The heading, or the headings from the top.
        width: Width in characters of half an em.
        part: The column of the numerator.
        whole: The column of the denominator.
        aim: The target that the ratio is held against.
        most: What the ratio cannot exceed; one that does is marked.
        name: A name for the column where headings are not unique.
    """
    plain: Spec[T] = spec(head, width, lambda _: None, type_="share", decimals=2, name=name)
    return replace(plain, column=replace(plain.column, ratio=(part, whole)), aim=aim, most=most)


def _divide(
    specs: Sequence[Spec[T]], cells: list[Cell], given: Mapping[str, Cell] | None = None
) -> list[Cell]:
    """Fill in the ratios of a row from its other cells; the first cell is the running number."""
    places = {one.column.name: place for place, one in enumerate(specs, 1)}
    for place, one in enumerate(specs, 1):
        if one.column.ratio and one.column.name not in (given or {}):
            part, whole = (cells[places[name]] for name in one.column.ratio)
            known = isinstance(part, int) and isinstance(whole, int) and whole > 0
            cells[place] = figures.share(int(part), int(whole), one.aim, most=one.most) if known else DASH  # type: ignore[arg-type]
    return cells


def columns(specs: Sequence[Spec[T]]) -> tuple[Column, ...]:
    """Return the columns with the running number first; headings are filled up to the same depth."""
    depth = max(len(one.column.heads) for one in specs)
    first = Column("序号", ("序号",) * depth, 6, "integer", "center")
    return (first, *(_deepened(one.column, depth) for one in specs))


def _deepened(column: Column, depth: int) -> Column:
    heads = column.heads + (column.heads[-1],) * (depth - len(column.heads))
    return replace(column, heads=heads)


def body(specs: Sequence[Spec[T]], rows: Iterable[T], start: int = 1) -> list[Row]:
    """Return numbered rows."""
    drawn = [[number, *(one.of(row) for one in specs)] for number, row in enumerate(rows, start)]
    if any(one.column.ratio for one in specs):
        drawn = [_divide(specs, cells) for cells in drawn]
    return [Row(tuple(cells)) for cells in drawn]


def total(
    specs: Sequence[Spec[T]], rows: Sequence[T], label: str, given: Mapping[str, Cell] | None = None,
    style: Literal["total", "subtotal"] = "total",
) -> Row:  # fmt: skip
    """Return a total row: sums of the columns that add up, `given` cells by column name, the label in front.

    Ratios are sum over sum.
    """
    placed = given or {}
    cells: list[Cell] = [""]
    for one in specs:
        if one.column.name in placed:
            cells.append(placed[one.column.name])
        elif one.total:
            known = [int(value) for value in map(one.of, rows) if isinstance(value, int)]
            # Nobody knows anything: that is no zero.
            cells.append(sum(known) if known or not rows else "")
        else:
            cells.append(None)
    cells = _divide(specs, cells, placed)
    first = next((place for place in range(1, len(cells)) if cells[place] is None), 1)
    if cells[first] is None:
        cells[first] = label
    return Row(tuple(cells), style)


def group(specs: Sequence[Spec[T]], text: str) -> Row:
    """Return a row with one text across the table."""
    return Row((text, *("" for _ in specs)), "group")
