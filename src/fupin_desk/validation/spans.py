"""Spans of days: what ends does not end before it begins; what is in force on a day; what overlaps."""

from collections.abc import Iterator

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error

_NEVER = "9999-12-31"


def order(case: Case, record: Record, first: str, last: str) -> Iterator[Finding]:
    """Yield whether one date field of a record lies before another that comes first.

    Source:
        domain.md 4.4 DT-2.
    """
    began, ended = record.values.get(first), record.values.get(last)
    if began is None or ended is None or str(ended) >= str(began):
        return
    fields = case.forms[record.kind].fields
    yield error(
        record, "DT-2-order", last,
        label=fields[last].label, value=str(ended), other=fields[first].label, before=str(began),
    )  # fmt: skip


def holds(record: Record, day: str, first: str = "started_on", last: str = "ended_on") -> bool:
    """Tell whether a record is in force on an ISO day: begun by then, and not ended or ended after it."""
    began, ended = record.values.get(first), record.values.get(last)
    return began is not None and str(began) <= day and (ended is None or str(ended) > day)


def overlap(one: Record, other: Record, first: str = "started_on", last: str = "ended_on") -> bool:
    """Tell whether two records are in force on a common day; one without a beginning has always been."""
    return str(one.values.get(first) or "") < str(other.values.get(last) or _NEVER) and str(
        other.values.get(first) or ""
    ) < str(one.values.get(last) or _NEVER)
