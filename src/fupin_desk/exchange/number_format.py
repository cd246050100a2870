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
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)|([\u4e00-\u9fff（）]+)')
_PART = re.compile(rf"{_LITERAL.pattern}|(?P<places>[0#]+|General)", re.IGNORECASE)
_UNIT = re.compile(r"[百千万亿%‰\w㎡/]+")
_PLACES, _DECIMALS = re.compile(r"[0#]+|General", re.IGNORECASE), re.compile(r"(?:[#,0?]*[0#?])\.(0+)")
_GENERAL = "G/通用格式"
# Beyond this Excel itself has no more digits; between these a number may be year and month.
_LOST, _FIRST_YEAR, _LAST_YEAR = 1e15, 1900, 2100
Show = Callable[[int | float], Cell]


@lru_cache(maxsize=1024)
def reading(code: str) -> Show | None:
    """Return what a number format makes of a number, None where it does not change what the number says."""
    code = code.replace(_GENERAL, "General").replace('"人民币"', "")
    section = _DRESS.sub("", _SECTION.match(code)[1])  # type: ignore[index]  # it matches nothing at least
    literal = "".join("".join(parts) for parts in _LITERAL.findall(section)).strip()
    bare = _LITERAL.sub("", section).strip()
    if "%" in bare:
        return _percent
    unit = literal.strip("()（）¥￥")
    # A comma behind the last place shows thousands: what is stored is the amount itself.
    is_scaled = re.search(r"[0#?],+(?![0#?,])", bare) is not None
    is_unit = _UNIT.fullmatch(unit) and not unit.isascii() and not is_scaled
    if is_unit and _is_after(section) and re.search("[0#?]|general", bare, re.IGNORECASE):
        return lambda number: number if abs(number) >= _LOST else f"{_digits(number)}{unit}"
    if _PLACES.fullmatch(bare) and (re.search(r"\w", literal) or (not literal and bare.startswith("00"))):
        return lambda number: _placed(number, section)
    if found := _DECIMALS.fullmatch(bare):
        places = len(found[1])
        return lambda number: _as_year(number, places)
    return None


def _is_after(section: str) -> bool:
    """Return whether every word of a section stands behind the last digit, as a unit does."""
    plain = _LITERAL.sub(lambda match: " " * len(match[0]), section)
    last = max((match.end() for match in re.finditer("[0#?]|general", plain, re.IGNORECASE)), default=0)
    words = (match for match in _LITERAL.finditer(section) if re.search(r"\w", match[0]))
    return all(match.start() >= last for match in words)


def _digits(number: float) -> str:
    return f"{Decimal(f'{number:.15g}'):f}"


def _percent(number: float) -> Cell:
    return f"{(Decimal(f'{number:.15g}') * 100).normalize():f}%"


def _placed(number: float, section: str) -> Cell:
    """Return a whole number with its digits laid into the places of a format: 20180901 -> 2018年09月01日."""
    if number < 0 or number >= _LOST or number != int(number):
        return number
    parts = list(_PART.finditer(section))
    runs = [part["places"] for part in parts if part["places"]]
    digits = str(int(number)).zfill("".join(runs).count("0"))
    laid: list[str] = []
    for run in runs[:0:-1]:
        laid.append(digits[-len(run) :])
        digits = digits[: -len(run)]
    laid.append(digits)
    return "".join(
        laid.pop() if part["places"] else part[1] or part[2] or part[3] or "" for part in parts
    ).strip()


def _as_year(number: float, places: int) -> Cell:
    shown = f"{number:.{places}f}"
    return shown if _FIRST_YEAR <= number < _LAST_YEAR and float(shown) == number != int(number) else number
