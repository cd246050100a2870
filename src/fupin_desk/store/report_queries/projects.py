"""The project library: each project with its steps, money, beneficiaries and last report of progress."""

from fupin_desk.model.value import Values
from fupin_desk.store.report_queries.scope import ON_THE_DAY, Scope

_HERE = """(:village IS NULL OR t.village = :village OR EXISTS (
           SELECT 1 FROM project_village w WHERE w.project = t.id AND w.removed = 0 AND w.village = :village))"""
_OUT = frozenset({"98", "99"})
_LIBRARY = f"""WITH persons AS MATERIALIZED (
    SELECT m.household, count(*) AS n FROM member m WHERE m.removed = 0 AND {ON_THE_DAY} GROUP BY m.household),
  benefits AS MATERIALIZED (
    SELECT x.project, count(*) AS households, sum(coalesce(persons.n, 0)) AS persons
    FROM (SELECT DISTINCT project, household FROM benefiting) x
    JOIN household h ON h.id = x.household AND h.removed = 0
    LEFT JOIN persons ON persons.household = x.household GROUP BY x.project),
  spread AS MATERIALIZED (
    SELECT w.project, group_concat(coalesce(v.name, ''), '、') AS villages FROM project_village w
    JOIN village v ON v.id = w.village AND v.removed = 0 WHERE w.removed = 0 GROUP BY w.project),
  given AS MATERIALIZED (
    SELECT project, sum(amount_fen) AS fen FROM fund_line
    WHERE removed = 0 AND allocated_on <= :day GROUP BY project),
  paid AS MATERIALIZED (
    SELECT project, sum(amount_fen) AS fen FROM payment WHERE removed = 0 AND paid_on <= :day GROUP BY project),
  accepted AS MATERIALIZED (
    SELECT project, sum(amount_fen) AS fen FROM acceptance
    WHERE removed = 0 AND accepted_on <= :day GROUP BY project)
SELECT t.*, benefits.households AS _households, benefits.persons AS _persons, spread.villages AS _villages,
       given.fen AS _given_fen, paid.fen AS _paid_fen, accepted.fen AS _accepted_fen
FROM project t LEFT JOIN benefits ON benefits.project = t.id LEFT JOIN spread ON spread.project = t.id
  LEFT JOIN given ON given.project = t.id LEFT JOIN paid ON paid.project = t.id
  LEFT JOIN accepted ON accepted.project = t.id
WHERE t.removed = 0 AND {_HERE} ORDER BY t.village, t.batch_no, t.project_no, t.name, t.id"""


def projects(scope: Scope) -> list[Values]:
    """Return the projects of the place.

    Beside the stored values: `_stage` (the latest step up to the day), `_on_<stage>` for the first day of each
    step, `_households` and `_persons` (listed on the day), `_villages` (names), `_given_fen`, `_paid_fen`,
    `_accepted_fen` up to the day, and the last report as `_reported_on`, `_percent`, `_progress`, `_problem`.
    """
    steps = _steps(scope)
    reports = _reports(scope)
    found = []
    for values in scope.facts(_LIBRARY):
        key = str(values["id"])
        found.append(values | steps.get(key, {"_stage": None}) | reports.get(key, {}))
    return found


def beneficiaries(scope: Scope) -> tuple[int, int]:
    """Return how many different households the projects of the place list, and how many people these have."""
    sql = f"""SELECT count(*) AS households, sum((SELECT count(*) FROM member m WHERE m.household = h.id
                AND m.removed = 0 AND {ON_THE_DAY})) AS persons
              FROM household h WHERE h.removed = 0 AND h.id IN (
                SELECT household FROM benefiting WHERE project IN (SELECT t.id FROM project t WHERE t.removed = 0 AND {_HERE}))"""
    row = next(scope.facts(sql))
    return int(row["households"] or 0), int(row["persons"] or 0)


def _steps(scope: Scope) -> dict[str, Values]:
    """Return the last stage of each project and the first days of its stages since it was last out of the library."""
    sql = """SELECT project, stage, happened_on FROM project_event
             WHERE removed = 0 AND stage IS NOT NULL AND happened_on <= :day ORDER BY happened_on, stage"""
    found: dict[str, Values] = {}
    for project, stage, day in scope.rows(sql):
        held = found.setdefault(project, {})
        if held.get("_stage") in _OUT and stage not in _OUT:
            held.clear()
        held["_stage"] = stage
        held.setdefault(f"_on_{stage}", day)
    return found


def _reports(scope: Scope) -> dict[str, Values]:
    """Return the last report of progress of each project; bare columns follow max() in SQLite."""
    sql = """SELECT project, percent AS _percent, progress AS _progress, problem AS _problem,
                    max(reported_on) AS _reported_on
             FROM project_progress WHERE removed = 0 AND reported_on <= :day GROUP BY project"""
    return {str(one.pop("project")): one for one in scope.named(sql)}
