"""The stages of a project: which steps it took, when, and in which order."""

from typing import Final

from fupin_desk.model.value import Record, Value
from fupin_desk.validation.case import Case

ENTERED: Final = "05"
APPROVED: Final = "06"
STARTED: Final = "07"
FINISHED: Final = "08"
ACCEPTED: Final = "09"
_CLOSED: Final = "11"
# 出库 and 终止 end a run of steps; a project that comes back begins another.
_OUT: Final = frozenset({"98", "99"})


def steps(case: Case, project: Value) -> list[Record]:
    """Return the dated steps of a project in their order: by day, then by stage."""
    on_page = project == case.page.record.id
    rows = case.rows("project_event") if on_page else case.having("project_event", "project", project)
    found = [one for one in rows if one.values.get("stage") and one.values.get("happened_on")]
    return sorted(found, key=_place)


def run(taken: list[Record], day: str) -> list[Record]:
    """Return the steps of the run that an ISO day lies in: those between one 出库 or 终止 and the next."""
    ends = [str(one.values["happened_on"]) for one in taken if one.values["stage"] in _OUT]
    last = max((one for one in ends if one < day), default="")
    following = min((one for one in ends if one >= day), default="9999-12-31")
    return [
        one
        for one in taken
        if one.values["stage"] not in _OUT and last < str(one.values["happened_on"]) <= following
    ]


def first(taken: list[Record], stage: str) -> str | None:
    """Return the first day on which a stage was reached, None if it never was."""
    return next((str(one.values["happened_on"]) for one in taken if one.values["stage"] == stage), None)


def reached(taken: list[Record], stage: str) -> bool:
    """Tell whether a stage, or a later one of the way from 申报 to 结项, was reached."""
    return any(stage <= str(one.values["stage"]) <= _CLOSED for one in taken)


def is_out(taken: list[Record], day: str) -> bool:
    """Tell whether a project is out of the library or broken off on an ISO day: to declare it again brings it not back."""
    past = [step for step in taken if str(step.values["happened_on"]) <= day]
    last = max((str(step.values["happened_on"]) for step in past if step.values["stage"] in _OUT), default="")
    return bool(last) and not reached(
        [step for step in past if str(step.values["happened_on"]) > last], ENTERED
    )


def _place(step: Record) -> tuple[str, str, str]:
    return str(step.values["happened_on"]), str(step.values["stage"]), step.id
