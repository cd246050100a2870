"""The head of a table: which header cells of several rows are one cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from fupin_desk.model.document import Column


@dataclass(frozen=True, slots=True)
class Head:
    """A header cell: its upper left place, counted from 0, and how many rows and columns it takes."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def depth(columns: Sequence[Column]) -> int:
    """Return how many header rows a table has."""
    return max((len(column.heads) for column in columns), default=0)


def merged(columns: Sequence[Column]) -> list[Head]:
    """Return the header cells: equal neighbours under the same parent are one, and so is an equal text below."""
    rows = depth(columns)
    full = [(*column.heads, *(column.heads[-1:] * (rows - len(column.heads)))) for column in columns]
    taken: set[tuple[int, int]] = set()
    heads = []
    for row in range(rows):
        for column in range(len(columns)):
            if (row, column) not in taken:
                head = _grown(full, row, column)
                taken |= {
                    (r, c) for r in range(row, row + head.rows) for c in range(column, column + head.columns)
                }
                heads.append(head)
    return heads


def _grown(full: list[tuple[str, ...]], row: int, column: int) -> Head:
    text = full[column][row]
    right = column + 1
    while text and right < len(full) and full[right][: row + 1] == full[column][: row + 1]:
        right += 1
    down = row + 1
    while down < len(full[column]) and all(full[one][down] in ("", text) for one in range(column, right)):
        down += 1
    return Head(row, column, down - row, right - column, text)
