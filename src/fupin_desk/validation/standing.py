"""Whether something is still there: a state and the day of its end tell the same."""

from collections.abc import Iterator

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import warning


def check(case: Case, record: Record, state: str, ended: str, day: str) -> Iterator[Finding]:
    """Yield whether a record is said to have ended without a day, or has a day and is said to go on.

    Args:
        case: The page under examination.
        record: The record.
        state: The field with its state.
        ended: The code of the state of what has ended.
        day: The field with the day of its end.
    """
    said, on = record.values.get(state), record.values.get(day)
    if said is None or record.unread.get(day):
        return
    fields = case.forms[record.kind].fields
    told = {"label": fields[state].label, "value": case.told(record, state), "other": fields[day].label}
    if said == ended and on is None:
        yield warning(record, "ended_without_day", day, **told)
    if said != ended and on is not None and str(on) <= case.today:
        yield warning(record, "going_on_after_end", state, day=str(on), **told)
