"""Rounds of assistance: numbered once a year, beginning before they end."""

from collections.abc import Iterator

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error, warning


def check(case: Case, one: Record) -> Iterator[Finding]:
    """Yield what is wrong with a round beyond its single values."""
    year, number = one.values.get("year"), one.values.get("number")
    started, ended = one.values.get("started_on"), one.values.get("ended_on")
    if started and ended and str(ended) < str(started):
        yield error(one, "DT-2-round", "ended_on", started=str(started), ended=str(ended))
    if year is not None and started and str(started)[:4] != str(year):
        yield warning(one, "RD-year", "year", value=str(year), started=str(started))
    if year is None or number is None:
        return
    for other in case.having("round", "year", year):
        if other.id != one.id and other.values.get("number") == number:
            name = str(other.values.get("name") or "（名称未填）")
            yield error(one, "RD-twice", "number", year=str(year), value=str(number), other=name)
            return
