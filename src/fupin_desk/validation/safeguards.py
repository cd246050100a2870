"""What keeps the policy going: benefits, bulletins, self-checks, inspections with their findings, work teams."""

import re
from collections.abc import Iterator

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation import spans
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error, warning

_PERIOD = re.compile(r"20\d\d(-(0[1-9]|1[0-2])|Q[1-4]|H[12])?")
_RECTIFIED = "3"


def check_benefit(case: Case, benefit: Record) -> Iterator[Finding]:
    """Yield whether a benefit of a policy stands twice, or is of a household that the policy is not for (R-1.3b)."""
    household = case.record("household", benefit.values.get("household"))
    if household is None:
        return
    head = case.head(household.id)
    if case.twins(benefit, "household", "benefit_kind", "received_on"):
        told, day = case.told(benefit, "benefit_kind"), str(benefit.values["received_on"])
        yield warning(benefit, "R-1.3b-twice", "benefit_kind", head=head, value=told, date=day)
    if not case.is_poor(household):
        told = case.told(household, "poverty_status") or "未填"
        yield warning(benefit, "R-1.3b-poor", "household", head=head, status=told)


def check_bulletin(case: Case, bulletin: Record) -> Iterator[Finding]:
    """Yield whether a bulletin's period can be read, and whether it has one already (R-3.2.2)."""
    period = bulletin.values.get("period")
    if period is not None and not _PERIOD.fullmatch(str(period)):
        yield warning(bulletin, "R-3.2.2-period", "period", value=str(period))
    if case.twins(bulletin, "period"):
        yield warning(bulletin, "R-3.2.2-twice", "period", value=str(period))


def check_self_check(case: Case, own: Record) -> Iterator[Finding]:
    """Yield whether a self-check's period can be read, and whether the unit has one already (R-3.1.2)."""
    period = own.values.get("period")
    if period is not None and not _PERIOD.fullmatch(str(period)):
        yield warning(own, "R-3.1.2-period", "period", value=str(period))
    if case.twins(own, "period", "township"):
        yield warning(own, "R-3.1.2-twice", "period", value=str(period), unit=case.told(own, "township"))


def check_inspection_finding(case: Case, row: Record) -> Iterator[Finding]:
    """Yield what is wrong with something that was found: days before the inspection, overdue, state against day.

    Source:
        R-3.2.3.
    """
    inspection = case.record("inspection", row.values.get("inspection"))
    inspected = inspection.values.get("inspected_on") if inspection else None
    fields = case.forms["inspection_finding"].fields
    for field in ("due_on", "rectified_on"):
        day = row.values.get(field)
        if inspected is not None and day is not None and str(day) < str(inspected):
            yield error(
                row,
                "R-3.2.3-order",
                field,
                label=fields[field].label,
                value=str(day),
                inspected=str(inspected),
            )
    state, due, rectified = (row.values.get(one) for one in ("state", "due_on", "rectified_on"))
    if state == _RECTIFIED and rectified is None and not row.unread.get("rectified_on"):
        yield warning(row, "R-3.2.3-date", "rectified_on")
    if state is not None and state != _RECTIFIED and rectified is not None:
        yield warning(row, "R-3.2.3-state", "state", value=str(rectified), state=case.told(row, "state"))
    if state != _RECTIFIED and rectified is None and due is not None and str(due) < case.today:
        yield warning(row, "R-3.2.3", "due_on", value=str(due), today=case.today)


def check_team(case: Case, team: Record) -> Iterator[Finding]:
    """Yield what is wrong with a work team: its days, its leader, its first secretary (R-3.2.1)."""
    yield from spans.order(case, team, "started_on", "ended_on")
    if team.values.get("started_on") is not None and not spans.holds(team, case.today):
        return
    present = [
        one for one in case.rows("team_member") if str(one.values.get("ended_on") or "9999") > case.today
    ]
    leaders = [one for one in present if one.values.get("is_leader")]
    if len(leaders) != 1:
        yield warning(team, "R-3.2.1-leader", count=str(len(leaders)))
    secretaries = [one for one in present if one.values.get("is_first_secretary")]
    if len(secretaries) > 1:
        names = "、".join(str(one.values.get("name") or "（姓名未填）") for one in secretaries)
        yield warning(team, "R-3.2.1-secretary", count=str(len(secretaries)), names=names)


def check_team_member(case: Case, member: Record) -> Iterator[Finding]:
    """Yield whether a member of a work team left before coming."""
    yield from spans.order(case, member, "started_on", "ended_on")
