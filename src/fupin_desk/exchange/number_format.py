"""What Excel shows of a number: percents, units in the format, leading zeros, decimals that tell October from January."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from fupin_desk.model.importing import Cell

# Formats that every workbook knows by number; of the others none changes what a number says.
BUILT_IN = {2: "0.00", 4: "#,##0.00", 9: "0%", 10: "0.00%", 39: "#,##0.00", 40: "#,##0.00"}
_SECTION = re.compile(r'((?:[^;"\\]|"[^"]*"|\\.)*)')
_DRESS = re.compile(r"\[[^\]]*\]|_.|\*.")
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)')
_UNIT = re.compile(r"[百千万亿%‰\w㎡/]+")
_ZEROS, _DECIMALS = re.compile(r"0{2,}"), re.compile(r"(?:[#,0?]*[0#?])\.(0+)")
# Beyond this Excel itself has no more digits; between these a number may be year and month.
_LOST, _FIRST_YEAR, _LAST_YEAR = 1e15, 1900, 2100
Show = Callable[[int | float], Cell]


@lru_cache(maxsize=1024)
def reading(code: str) -> Show | None:
    """Return what a number format makes of a number, None where it does not change what the number says."""
    section = _DRESS.sub("", _SECTION.match(code)[1])  # type: ignore[index]  # it matches nothing at least
    literal = "".join(a or b for a, b in _LITERAL.findall(section)).strip()
    bare = _LITERAL.sub("", section).strip()
    if "%" in bare:
        return _percent
    if _ZEROS.fullmatch(bare) and not literal:
        width = len(bare)
        return lambda number: _padded(number, width)
    # A comma behind the last place shows thousands: what is stored is the amount itself.
    is_scaled = re.search(r"[0#?],+(?![0#?,])", bare) is not None
    if _UNIT.fullmatch(literal) and not literal.isascii() and not is_scaled and re.search("[0#?]", bare):
        return lambda number: number if abs(number) >= _LOST else f"{_digits(number)}{literal}"
    if found := _DECIMALS.fullmatch(bare):
        places = len(found[1])
        return lambda number: _as_year(number, places)
    return None


def _digits(number: float) -> str:
    return f"{Decimal(f'{number:.15g}'):f}"


def _percent(number: float) -> Cell:
    return f"{(Decimal(f'{number:.15g}') * 100).normalize():f}%"


def _padded(number: float, width: int) -> Cell:
    if number < 0 or number >= _LOST or number != int(number):
        return number
    return str(int(number)).zfill(width)


def _as_year(number: float, places: int) -> Cell:
    shown = f"{number:.{places}f}"
    return shown if _FIRST_YEAR <= number < _LAST_YEAR and float(shown) == number != int(number) else number
