"""A reporting period: a year, a quarter or a month, with its first and last day and its Chinese name."""

import calendar
import re
from dataclasses import dataclass

from fupin_desk.model.error import RequestError

_QUARTERS = "一二三四"
_SPELLING = re.compile(r"(\d{4})(?:[Qq]([1-4])|-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days with both ends included (ISO dates); `name` is how the command line writes it."""

    name: str
    label: str
    first: str
    last: str

    def holds(self, day: str | None) -> bool:
        """Return whether a day lies in the period; a missing day lies in none."""
        return day is not None and self.first <= day <= self.last


def parse(text: str) -> Period:
    """Return the period of a text such as 2018, 2018Q3 or 2018-09.

    Raises:
        RequestError: If the text is none of the three spellings.
    """
    found = _SPELLING.fullmatch(text.strip())
    if not found or (found[3] and not 1 <= int(found[3]) <= 12):
        raise RequestError(f"看不懂报告期“{text}”。请写成 2018（全年）、2018Q3（季度）或 2018-09（月份）。")
    year, quarter, month = int(found[1]), found[2], found[3]
    if quarter:
        label, months = (
            f"{year}年第{_QUARTERS[int(quarter) - 1]}季度",
            (int(quarter) * 3 - 2, int(quarter) * 3),
        )
    elif month:
        label, months = f"{year}年{int(month)}月", (int(month), int(month))
    else:
        label, months = f"{year}年", (1, 12)
    last_day = calendar.monthrange(year, months[1])[1]
    first, last = f"{year}-{months[0]:02d}-01", f"{year}-{months[1]:02d}-{last_day:02d}"
    return Period(text.strip().upper(), label, first, last)
