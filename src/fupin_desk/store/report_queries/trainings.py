"""Courses, who attended them, and why people able to work were not trained."""

from fupin_desk.model.roster import Attendee, Course
from fupin_desk.store.report_queries.scope import ON_THE_DAY, Scope

_ATTENDED = """attendance a JOIN member m ON m.id = a.member AND m.removed = 0
               JOIN household h ON h.id = m.household AND h.removed = 0"""


def courses(scope: Scope) -> list[Course]:
    """Return the courses that ended up to the day (without an end: began), the earliest first.

    For one village: the courses held there or attended from there, and only the attendances from there.
    """
    sql = f"""SELECT c.*, coalesce(g.attended, 0) AS _attended, coalesce(g.completed, 0) AS _completed
              FROM course c LEFT JOIN (
                SELECT a.course, count(*) AS attended, sum(coalesce(a.status, '') = '2') AS completed
                FROM {_ATTENDED} WHERE a.removed = 0 AND (:village IS NULL OR h.village = :village)
                GROUP BY a.course) g ON g.course = c.id
              WHERE c.removed = 0 AND (coalesce(c.ended_on, c.started_on, '') <= :day)
                AND (:village IS NULL OR c.village = :village OR g.attended > 0)
              ORDER BY coalesce(c.ended_on, c.started_on), c.name, c.id"""
    found = []
    for values in scope.named(sql):
        attended, completed = int(values.pop("_attended") or 0), int(values.pop("_completed") or 0)
        found.append(Course(str(values["id"]), values, attended, completed))
    return found


def attendees(scope: Scope) -> list[Attendee]:
    """Return every attendance of the place by person."""
    sql = f"""WITH heads AS (
                SELECT m.household, m.name, min(coalesce(m.birth_date, '9999') || m.id) FROM member m
                WHERE m.removed = 0 AND m.relation = '01' AND {ON_THE_DAY} GROUP BY m.household)
              SELECT a.course, h.id, coalesce(h.village, ''), coalesce(h.group_name, ''), coalesce(heads.name, ''),
                     coalesce(m.name, ''), coalesce(m.id_number, ''), coalesce(a.status, ''),
                     coalesce(a.reason, ''), coalesce(a.certificate_no, '')
              FROM {_ATTENDED} LEFT JOIN heads ON heads.household = h.id
              WHERE a.removed = 0 AND a.course IS NOT NULL AND (:village IS NULL OR h.village = :village)"""
    return [Attendee(*row) for row in scope.rows(sql)]


def reasons(scope: Scope) -> dict[str, str]:
    """Return why members were not trained, as an attendance_reason code, where anything says so.

    The latest attendance that was not completed says it best; else a pupil, someone who works outside the
    township, someone who does not want to. A member who came out of a split is the person of before.
    """
    known = """SELECT a.member, a.reason FROM attendance a JOIN course c ON c.id = a.course AND c.removed = 0
               WHERE a.removed = 0 AND a.status = '3' AND a.reason IS NOT NULL
                 AND (coalesce(c.ended_on, c.started_on, '') <= :day) ORDER BY c.ended_on, a.id"""
    guessed = """SELECT id, CASE WHEN school_status IS NOT NULL AND school_status <> '01' THEN '2'
                                 WHEN work_region IN ('02', '03', '04') THEN '1' ELSE '3' END
                 FROM member WHERE removed = 0 AND ((school_status IS NOT NULL AND school_status <> '01')
                   OR work_region IN ('02', '03', '04') OR wants_training = 0)"""
    split = "SELECT id, person FROM member WHERE removed = 0 AND person IS NOT NULL"
    told = {row[0]: row[1] for row in scope.rows(known)}
    told.update({row[0]: told[row[1]] for row in scope.rows(split) if row[1] in told and row[0] not in told})
    return {row[0]: row[1] for row in scope.rows(guessed)} | told
