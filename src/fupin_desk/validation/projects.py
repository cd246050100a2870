"""Projects of the library: what they need to get in, the order of their steps, whom they serve, how they go on."""

from collections.abc import Iterator
from typing import Final

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation import dates, payments, serials, spans, stages
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error, warning

# Steps without which the next one has nothing to stand on.
_BEFORE: Final = {
    stages.STARTED: stages.APPROVED,
    stages.FINISHED: stages.STARTED,
    stages.ACCEPTED: stages.FINISHED,
}


def check(case: Case, project: Record) -> Iterator[Finding]:
    """Yield what is wrong with a project as a whole.

    Source:
        R-2.1.2 (performance goal), R-2.1.3 (batch), R-2.3.9 (major projects), R-3.4.3, R-3.4.5.
    """
    started, ended = project.values.get("planned_start"), project.values.get("planned_end")
    if started and ended and str(ended) < str(started):
        yield error(project, "R-2.1.3-order", "planned_end", value=str(ended), start=str(started))
    yield from serials.once(case, project, "project_no")
    taken = stages.steps(case, project.id)
    yield from _entry(case, project, taken)
    yield from _departments(case, project)
    yield from payments.check_project(case, project)
    yield from _progress(case, project, taken)


def check_event(case: Case, step: Record) -> Iterator[Finding]:
    """Yield what is wrong with a step: before an earlier one, one skipped, no document.

    Source:
        R-3.4.4 (入库 ≤ 批复 ≤ 开工 ≤ 竣工 ≤ 验收), R-2.1.2 (no approval outside the library).
    """
    stage, day = step.values.get("stage"), step.values.get("happened_on")
    if stage is None or day is None:
        return
    told = case.told(step, "stage")
    if stage in {stages.APPROVED, stages.ACCEPTED} and not step.values.get("doc_no"):
        yield warning(step, "R-3.4.4-doc", "doc_no", stage=told, value=str(day))
    around = stages.run(stages.steps(case, step.values.get("project")), str(day))
    late = [
        one
        for one in around
        if str(one.values["stage"]) < str(stage) and str(one.values["happened_on"]) > str(day)
    ]
    if late:
        other = case.told(late[-1], "stage")
        yield error(
            step, "R-3.4.4-order", "happened_on",
            stage=told, value=str(day), other=other, after=str(late[-1].values["happened_on"]),
        )  # fmt: skip
    if stage == stages.APPROVED and stages.first(around, stages.ENTERED) is None:
        yield error(step, "R-2.1.2-skip", "stage", value=str(day))
    needed = _BEFORE.get(str(stage))
    if needed and stages.first(around, needed) is None:
        missing = case.codes["project_stage"].label(needed)
        yield warning(step, "R-3.4.4-skip", "stage", stage=told, value=str(day), missing=missing)


def check_household(case: Case, row: Record) -> Iterator[Finding]:
    """Yield whether a household stands twice in a project, or stops to benefit before it begins."""
    if any(one.id < row.id for one in case.twins(row, "household", "project")):
        yield error(row, "R-3.4.3-twice", "household", head=case.head(row.values["household"]))
    yield from spans.order(case, row, "started_on", "ended_on")


def check_village(case: Case, row: Record) -> Iterator[Finding]:
    """Yield whether a village stands twice in a project: in two rows, or also as the place of the project."""
    project = case.record("project", row.values.get("project"))
    twice = any(one.id < row.id for one in case.twins(row, "village", "project"))
    village = row.values.get("village")
    if twice or (project is not None and village is not None and project.values.get("village") == village):
        yield error(row, "R-3.4.3-village-twice", "village", village=case.called("village", village))


def check_return(case: Case, row: Record) -> Iterator[Finding]:
    """Yield whether a project has two returns for one year."""
    if any(one.id < row.id for one in case.twins(row, "project", "year")):
        yield error(row, "R-1.6-twice", "year", value=str(row.values["year"]))


def _entry(case: Case, project: Record, taken: list[Record]) -> Iterator[Finding]:
    if not stages.reached(taken, stages.ENTERED):
        return
    entered = stages.first(taken, stages.ENTERED) or str(taken[0].values["happened_on"])
    if project.values.get("performance_goal") is None and not project.unread.get("performance_goal"):
        yield error(project, "R-2.1.2-goal", "performance_goal", entered=entered)
    if not _serves_the_poor(case, project):
        yield error(project, "R-3.4.3", entered=entered)
    unbatched = project.values.get("batch_no") is None and not project.unread.get("batch_no")
    if unbatched and stages.reached(taken, stages.APPROVED):
        yield warning(project, "R-2.1.3", "batch_no")


def _serves_the_poor(case: Case, project: Record) -> bool:
    rows = case.rows("project_village")
    villages = [project.values.get("village"), *(one.values.get("village") for one in rows)]
    if any(found.values.get("is_poor_village") for one in villages if (found := case.record("village", one))):
        return True
    households = (
        case.record("household", one.values.get("household")) for one in case.rows("project_household")
    )
    return any(found is not None and case.is_poor(found) for found in households)


def _departments(case: Case, project: Record) -> Iterator[Finding]:
    if not project.values.get("is_major"):
        return
    lines = case.having("fund_line", "project", project.id)
    departments = {one.values["department"] for one in lines if one.values.get("department")}
    if len(departments) < case.limits.major_departments:
        labels = "、".join(case.codes["department"].label(one) for one in sorted(map(str, departments)))
        yield warning(
            project, "R-2.3.9", "is_major",
            count=str(len(departments)), least=str(case.limits.major_departments), departments=labels or "没有",
        )  # fmt: skip


def _progress(case: Case, project: Record, taken: list[Record]) -> Iterator[Finding]:
    now = [one for one in stages.run(taken, case.today) if str(one.values["happened_on"]) <= case.today]
    started = stages.first(now, stages.STARTED)
    if started is None or stages.reached(now, stages.FINISHED) or stages.is_out(taken, case.today):
        return
    reported = [
        str(one.values["reported_on"])
        for one in case.rows("project_progress")
        if one.values.get("reported_on")
    ]
    last = max([started, *(one for one in reported if one <= case.today)])
    silent = dates.between(last, case.today)
    if silent is not None and silent > case.limits.progress_days:
        yield warning(project, "R-3.4.5", days=str(silent), last=last, most=str(case.limits.progress_days))
