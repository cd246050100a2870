"""Dates and years in every spelling that registers hold, as ISO text and as a number."""

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from fupin_desk.model.value import Value
from fupin_desk.validation import spelling

_TIME = re.compile(r"[ T]\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(\s*Z|[+-]\d{2}:?\d{2})?$")
# An input method makes —— and ， of the keys - and , while Chinese is typed.
_BETWEEN = r"(?:[-./{}。、,]|[—–−]{{1,2}})"
_PARTS = re.compile(
    rf"(\d{{4}}){_BETWEEN.format('年')}(\d{{1,2}})(?:{_BETWEEN.format('月')}(\d{{1,2}})[日号]?)?月?[.]?"
)
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SIX = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])()")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_YEAR = re.compile(r"(\d{4})(?:年度?|级)?")
# Excel's day 1 is 1900-01-01, and it believes in 1900-02-29.
_EXCEL_START = date(1899, 12, 30)
# 10000 is 1927-05-18, 73050 is 2099-12-31; below lie years and counts that are no dates.
_SERIALS = range(10000, 73051)


class Day(NamedTuple):
    """An ISO date, and whether its day was given (else it is the first of the month)."""

    iso: str
    exact: bool


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if 1800 <= year <= 2200 else None
    except ValueError:
        return None


@lru_cache(maxsize=8192)
def read(text: str, today: str) -> Day | None:
    """Return the date that a plain text means, None if it means none.

    Args:
        text: The text, NFKC and trimmed (spelling.plain).
        today: The ISO day that 今天 means.

    Source:
        domain.md 4.4 DT-1.
    """
    if text in {"今天", "今日"}:
        return Day(today, exact=True)
    if text in {"昨天", "昨日"}:
        return Day((date.fromisoformat(today) - timedelta(1)).isoformat(), exact=True)
    text = spelling.whole(_TIME.sub("", text).replace(" ", ""))
    for pattern in (_PARTS, _EIGHT, _SIX):
        if match := pattern.fullmatch(text):
            year, month, day = match.groups()
            iso = _iso(int(year), int(month), int(day or 1))
            return Day(iso, exact=bool(day)) if iso else None
    if (match := _SERIAL.fullmatch(text)) and int(match[1]) in _SERIALS:
        return Day((_EXCEL_START + timedelta(int(match[1]))).isoformat(), exact=True)
    return None


def read_year(text: str, today: str) -> int | None:
    """Return the year that a plain text means: 2018, 2018年, 2018年度, or the year of a whole date."""
    compact = spelling.whole(text.replace(" ", ""))
    if match := _YEAR.fullmatch(compact):
        return int(match[1]) if 1800 <= int(match[1]) <= 2200 else None
    day = read(text, today)
    return int(day.iso[:4]) if day else None


@lru_cache(maxsize=65536)
def is_iso(text: str) -> bool:
    """Tell whether a text is a day of the calendar as it is stored."""
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def between(earlier: Value, later: Value) -> int | None:
    """Return the days from one ISO date to another, None where one of them is no date."""
    if not (is_iso(str(earlier)) and is_iso(str(later))):
        return None
    return (date.fromisoformat(str(later)) - date.fromisoformat(str(earlier))).days


def after_months(day: str, months: int) -> str:
    """Return the ISO day so many months after another; the last of the month where it has no such day."""
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return f"{year:04d}-{month + 1:02d}-{min(int(day[8:]), last):02d}"


def age(birth: str, day: str) -> int:
    """Return the completed years from one ISO date to another."""
    return int(day[:4]) - int(birth[:4]) - (day[5:] < birth[5:])
