"""One cell of somebody's workbook: its text, and whether Excel has destroyed a long number in it."""

import datetime
import math
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from fupin_desk.model.importing import Cell

# A double holds 15 digits for certain; from here on the tail of an ID number is invented.
_LOST_FROM = 1e15
_YEAR_AND_ONE = re.compile(r"(19|20)\d\d\.1")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+\d+")


def text(cell: Cell) -> str:
    """Return what a person sees in the cell, without the `.0` and the time of day that libraries add."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float):
        # Excel keeps 15 digits and writes noughts after them; an int would show the double's own digits instead.
        if cell.is_integer():
            return f"{Decimal(repr(cell)).to_integral_value():f}"
        # What a formula leaves behind the fifteenth digit (0.1 + 0.2) nobody sees.
        return f"{Decimal(f'{cell:.15g}'):f}" if math.isfinite(cell) else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return str(cell)


def is_blank(cell: Cell) -> bool:
    """Return whether nothing is written in the cell."""
    return cell == "" or (isinstance(cell, str) and cell.isspace())


def has_lost_digits(cell: Cell) -> bool:
    """Return whether a long number was stored as a number, so that its last digits are gone."""
    if isinstance(cell, str):
        return bool(_SCIENTIFIC.fullmatch(cell.strip()))
    return isinstance(cell, int | float) and abs(cell) >= _LOST_FROM


def left_of_digits(cell: Cell) -> str:
    """Return the digits that a number has left, so that everybody sees that there were more."""
    return cell.strip() if isinstance(cell, str) else f"{cell:.14E}"


def is_unclear_month(cell: Cell) -> bool:
    """Return whether a number may mean January or October: 2018.10 is stored as 2018.1."""
    return isinstance(cell, float) and _YEAR_AND_ONE.fullmatch(repr(cell)) is not None


@lru_cache(maxsize=8192)
def plain(written: str) -> str:
    """Return a label for comparison: half-width, no spaces, line breaks, stars or colons, lower case."""
    folded = unicodedata.normalize("NFKC", written).casefold()
    return "".join(one for one in folded if not one.isspace() and one not in "*★☆:_\ufeff\u200b")


_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_NUMBERING = re.compile(r"^(\(?\d{1,2}\)|\d{1,2}[.、]|\(?[一二三四五六七八九十]{1,2}[)、.])")


def spellings(written: str) -> tuple[str, ...]:
    """Return the ways in which a heading may be compared, the closest first.

    务工时间（月） is also 务工时间, 其中：低保金 also 低保金, 是否危房户 also 危房户.
    """
    first = plain(written)
    second = _BRACKETS.sub("", first)
    third = _NUMBERING.sub("", second).removeprefix("其中")
    fourth = third.removeprefix("是否").removesuffix("情况")
    return tuple(dict.fromkeys(one for one in (first, second, third, fourth) if one))
