"""What a cell says: the one text that the PDF prints and the number and format that Excel shows as that text."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from fupin_desk.model.amount import percent, rounded, scaled
from fupin_desk.model.document import Align, Cell, Column, Share

# Behind a ratio that cannot be, such as more paid than was allocated.
IMPOSSIBLE = "（超100%，待核）"
_EPOCH = date(1899, 12, 30).toordinal()
_FIRST_SERIAL = 61  # Excel counts a 29 February 1900: days before March 1900 stay text


def share_text(share: Share) -> str:
    """Return a share as percent; one that fails its target shows as many decimals as it takes to see that.

    One that cannot be says so.
    """
    if share.impossible:
        return percent(share.part, share.whole) + IMPOSSIBLE
    if not share.whole or not share.short:
        return percent(share.part, share.whole)
    # A short share rounds to its target, so the rounded figure is what it must not be taken for.
    rounded_to = Fraction(rounded(Fraction(share.part, share.whole) * 100, 2)) / 100
    return percent(share.part, share.whole, target=rounded_to)


def _number_text(cell: float, decimals: int) -> str:
    return scaled(cell, decimals) if isinstance(cell, int) else f"{cell:,.{decimals}f}"


def texts_of(column: Column) -> Callable[[Cell], str]:
    """Return how the cells of a column are written out: integers plain, money and numbers with separators."""
    decimals = {"money": 2, "number": column.decimals}.get(column.type)

    def text(cell: Cell) -> str:
        if cell.__class__ is str:
            return cell
        if cell is None:
            return ""
        if isinstance(cell, Share):
            return share_text(cell)
        return _number_text(cell, decimals) if decimals is not None else str(cell)  # type: ignore[arg-type]

    return text


def align_of(column: Column) -> Align:
    """Return how a column's cells stand: figures stand right unless the report centres them."""
    if column.align == "left" and column.type in ("money", "number", "share", "integer"):
        return "right"
    return column.align


def serial(day: str) -> int | None:
    """Return an ISO date as Excel's day number; None if it is none or from before March 1900."""
    try:
        number = date.fromisoformat(day).toordinal() - _EPOCH
    except ValueError:
        return None
    return number if number >= _FIRST_SERIAL else None


def decimals_shown(share: Share) -> int:
    """Return how many decimals the text of a share has, for Excel's number format."""
    return len(share_text(share).partition("%")[0].partition(".")[2])
