"""Columns with the cell that each draws from a row, and the total rows under them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from fupin_desk.model.document import Cell, CellType, Column, Row

T = TypeVar("T")
DASH = "—"


@dataclass(frozen=True, slots=True)
class Spec(Generic[T]):
    """A column and how its cell is drawn from a row. `total` says that its figures are added up."""

    column: Column
    of: Callable[[T], Cell]
    total: bool = False


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


def columns(specs: Sequence[Spec[T]]) -> tuple[Column, ...]:
    """Return the columns with the running number first; headings are filled up to the same depth."""
    depth = max(len(one.column.heads) for one in specs)
    first = Column("序号", ("序号",) * depth, 6, "integer", "center")
    return (first, *(_deepened(one.column, depth) for one in specs))


def _deepened(column: Column, depth: int) -> Column:
    heads = column.heads + (column.heads[-1],) * (depth - len(column.heads))
    return Column(column.name, heads, column.width, column.type, column.align, column.decimals)


def body(specs: Sequence[Spec[T]], rows: Iterable[T], start: int = 1) -> list[Row]:
    """Return numbered rows."""
    return [Row((number, *(one.of(row) for one in specs))) for number, row in enumerate(rows, start)]


def total(
    specs: Sequence[Spec[T]], rows: Sequence[T], label: str, given: Mapping[str, Cell] | None = None,
    style: Literal["total", "subtotal"] = "total",
) -> Row:  # fmt: skip
    """Return a total row: sums of the columns that add up, `given` cells by column name, the label in front."""
    placed = given or {}
    cells: list[Cell] = [""]
    for one in specs:
        if one.column.name in placed:
            cells.append(placed[one.column.name])
        elif one.total:
            cells.append(sum(int(value) for value in map(one.of, rows) if isinstance(value, int)))
        else:
            cells.append(None)
    first = next((place for place in range(1, len(cells)) if cells[place] is None), 1)
    if cells[first] is None:
        cells[first] = label
    return Row(tuple(cells), style)


def group(specs: Sequence[Spec[T]], text: str) -> Row:
    """Return a row with one text across the table."""
    return Row((text, *("" for _ in specs)), "group")
