"""Inspections with what they found, work teams with their people, and the figures that the county told."""

from fupin_desk.model.value import Values
from fupin_desk.store.report_queries.scope import Scope


def objections(scope: Scope) -> list[Values]:
    """Return the findings of inspections up to the day, an inspection without any as one row without a problem.

    `_is_rectified`: done and dated up to the day. `_is_undated`: said to be done, nobody knows when. `_is_late`: neither,
    and its term is over.
    """
    sql = """SELECT i.inspection_kind, i.inspected_on, i.village, i.inspected_unit, i.inspector, i.summary,
                    f.id, f.problem, f.responsible, f.due_on, f.rectified_on, f.state, f.result, i.id AS inspection,
                    coalesce(f.state = '3' AND f.rectified_on <= :day, 0) AS _is_rectified,
                    coalesce(f.state = '3' AND f.rectified_on IS NULL, 0) AS _is_undated,
                    f.id IS NOT NULL AND NOT coalesce(f.state = '3' AND coalesce(f.rectified_on, '') <= :day, 0)
                      AND coalesce(f.due_on < :day, 0) AS _is_late
             FROM inspection i LEFT JOIN inspection_finding f ON f.inspection = i.id AND f.removed = 0
             WHERE i.removed = 0 AND i.inspected_on <= :day AND (:village IS NULL OR i.village = :village)
             ORDER BY i.inspected_on, i.id, f.due_on, f.id"""
    return list(scope.named(sql))


def teams(scope: Scope) -> list[Values]:
    """Return the work teams that stand in a village on the day: `_leader`, `_secretary`, `_members` of the day."""
    sql = """WITH people AS MATERIALIZED (
               SELECT work_team, count(*) AS members,
                      group_concat(CASE WHEN is_leader = 1 THEN name END, '、') AS leader,
                      group_concat(CASE WHEN is_first_secretary = 1 THEN name END, '、') AS secretary
               FROM team_member WHERE removed = 0 AND started_on <= :day AND (ended_on IS NULL OR ended_on > :day)
               GROUP BY work_team)
             SELECT t.*, people.leader AS _leader, people.secretary AS _secretary, coalesce(people.members, 0) AS _members
             FROM work_team t LEFT JOIN people ON people.work_team = t.id
             WHERE t.removed = 0 AND t.started_on <= :day AND (t.ended_on IS NULL OR t.ended_on > :day)
               AND (:village IS NULL OR t.village = :village) ORDER BY t.village, t.started_on, t.id"""
    return list(scope.named(sql))


def county_figures(scope: Scope) -> dict[str, Values]:
    """Return the last figure that the county told up to the day, by rule; bare columns follow max() in SQLite."""
    sql = """SELECT rule, part_hundredths, whole_hundredths, source, max(as_of) AS as_of FROM county_figure
             WHERE removed = 0 AND as_of <= :day AND rule IS NOT NULL GROUP BY trim(upper(rule))"""
    return {str(one["rule"]).strip().upper(): one for one in scope.named(sql)}
