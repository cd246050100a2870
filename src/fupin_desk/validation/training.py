"""Training courses and who attended them."""

from collections.abc import Iterator

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation.case import Case, belongs, folded
from fupin_desk.validation.objections import error, warning

_COMPLETED, _BROKEN_OFF = "2", "3"


def check_course(case: Case, course: Record) -> Iterator[Finding]:
    """Yield what is wrong with a course as a whole."""
    started, ended = course.values.get("started_on"), course.values.get("ended_on")
    if started and ended and str(ended) < str(started):
        yield error(course, "DT-2-course", "ended_on", started=str(started), ended=str(ended))
    name = folded(course.values.get("name"))
    if not name or not started:
        return
    for other in case.having("course", "name", course.values.get("name")):
        if other.id != course.id and other.values.get("started_on") == started:
            yield warning(
                course, "TR-course-twice", "name", value=str(course.values["name"]), started=str(started)
            )
            return


def check_attendance(case: Case, attendance: Record) -> Iterator[Finding]:
    """Yield what is wrong with one person's attendance: before the end, twice, or by somebody who was not there.

    Source:
        R-2.4.2: a course counts on the day on which it ends.
    """
    course = case.record("course", attendance.values.get("course"))
    member = case.record("member", attendance.values.get("member"))
    if attendance.values.get("status") == _BROKEN_OFF and attendance.values.get("reason") is None:
        name = str(member.values.get("name") or "（姓名未填）") if member else "（人员未填）"
        yield warning(attendance, "TR-reason", "reason", name=name)
    if course is None:
        return
    ended = course.values.get("ended_on")
    if attendance.values.get("status") == _COMPLETED and ended and str(ended) > case.today:
        yield error(
            attendance, "TR-not-ended", "status", course=str(course.values.get("name")), ended=str(ended)
        )
    if member is None:
        return
    name = str(member.values.get("name") or "（姓名未填）")
    day = str(ended or course.values.get("started_on") or "")
    if day and not belongs(member, day):
        span = {
            "joined": str(member.values.get("joined_on") or "—"),
            "left": str(member.values.get("left_on") or "—"),
        }
        yield warning(attendance, "TR-not-there", "member", name=name, date=day, **span)
    if _stands_twice(case, attendance, member):
        yield error(attendance, "TR-twice", "member", name=name, course=str(course.values.get("name")))


def _stands_twice(case: Case, attendance: Record, member: Record) -> bool:
    """Tell whether the person attends the course in another row; after a split one person has two member rows."""
    root = member.values.get("person") or member.id
    rows = {member.id, str(root), *(one.id for one in case.having("member", "person", root))}
    course = attendance.values.get("course")
    return any(
        other.id < attendance.id and other.values.get("course") == course
        for row in rows
        for other in case.having("attendance", "member", row)
    )
