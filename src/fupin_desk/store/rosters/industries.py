"""Industries of villages, bases, works that serve industry, and which households take part in an industry."""

from fupin_desk.model.value import Values
from fupin_desk.store.rosters.scope import IN_PLACE, Scope, among

_HERE = "(:village IS NULL OR t.village = :village)"
# Outside the township, and for at least so many months of the year: away for long.
_FAR = ("02", "03", "04")
_LONG = 6


def industries(scope: Scope) -> list[Values]:
    """Return the industries of villages, of each the newest row up to the day; `_runs` says that it runs then."""
    sql = f"""SELECT t.*, CASE WHEN t.ended_on IS NULL THEN coalesce(t.state, '') = '1' ELSE t.ended_on > :day END
                     AS _runs
              FROM village_industry t JOIN village v ON v.id = t.village AND v.removed = 0
              WHERE t.removed = 0 AND {_HERE} AND t.year <= CAST(:day AS INTEGER)
                AND (t.started_on IS NULL OR t.started_on <= :day)
                AND NOT EXISTS (SELECT 1 FROM village_industry y WHERE y.village = t.village AND y.removed = 0
                                AND y.name = t.name AND y.year > t.year AND y.year <= CAST(:day AS INTEGER))
              ORDER BY t.village, t.is_feature DESC, t.name, t.id"""
    return list(scope.named(sql))


def engaged(scope: Scope) -> dict[tuple[str, str], set[str]]:
    """Return the households that take part in an industry on the day, by village and industry.

    A household takes part that was given an industry measure, benefits from a project whose works began, or is
    driven by an entity of that industry.
    """
    sql = f"""WITH deeds AS (
      SELECT a.household, a.industry FROM assistance a JOIN round r ON r.id = a.round AND r.removed = 0
      WHERE a.removed = 0 AND a.assistance_kind = '01' AND a.status IN ('2', '3') AND a.done_on <= :day
      UNION SELECT x.household, p.industry FROM project_household x JOIN project p ON p.id = x.project
      WHERE x.removed = 0 AND p.removed = 0 AND (x.started_on IS NULL OR x.started_on <= :day)
        AND (x.ended_on IS NULL OR x.ended_on > :day)
        AND EXISTS (SELECT 1 FROM project_event e WHERE e.project = p.id AND e.removed = 0
                    AND e.stage BETWEEN '07' AND '11' AND e.happened_on <= :day AND e.happened_on > coalesce(
                      (SELECT max(o.happened_on) FROM project_event o WHERE o.project = p.id AND o.removed = 0
                       AND o.stage IN ('98', '99') AND o.happened_on <= :day), ''))
      UNION SELECT d.household, n.industry FROM drive_link d JOIN entity n ON n.id = d.entity
      WHERE d.removed = 0 AND n.removed = 0 AND d.started_on <= :day AND (d.ended_on IS NULL OR d.ended_on > :day))
    SELECT h.village, deeds.industry, h.id FROM deeds JOIN household h ON h.id = deeds.household
    WHERE h.removed = 0 AND deeds.industry IS NOT NULL AND h.village IS NOT NULL AND {IN_PLACE}"""
    found: dict[tuple[str, str], set[str]] = {}
    for village, industry, household in scope.rows(sql):
        found.setdefault((village, industry), set()).add(household)
    return found


def aways(scope: Scope) -> dict[str, Values]:
    """Return for each household how many able members work away for long, and where (`places`, codes)."""
    sql = f"""SELECT m.household, count(*) AS persons, group_concat(DISTINCT m.work_region) AS places
              FROM member m JOIN household h ON h.id = m.household
              WHERE m.removed = 0 AND h.removed = 0 AND {IN_PLACE}
                AND (m.joined_on IS NULL OR m.joined_on <= :day) AND (m.left_on IS NULL OR m.left_on > :day)
                AND m.labour_capability IN {among(scope.able)} AND m.work_region IN {among(_FAR)}
                AND m.work_months >= {_LONG}
              GROUP BY m.household"""
    return {str(one["household"]): one for one in scope.named(sql)}


def bases(scope: Scope) -> list[Values]:
    """Return the bases built up to the day or without a day; `_runs` says that one is built and runs."""
    return _built(scope, "base", "t.base_kind, t.village, t.name, t.id")


def tourism_bases(scope: Scope) -> list[Values]:
    """Return the bases of rural tourism built up to the day or without a day."""
    return _built(scope, "tourism_base", "t.village, t.name, t.id")


def _built(scope: Scope, kind: str, order: str) -> list[Values]:
    sql = f"""SELECT t.*, coalesce(t.built_on <= :day AND t.state = '1', 0) AS _runs FROM {kind} t
              WHERE t.removed = 0 AND {_HERE} AND (t.built_on IS NULL OR t.built_on <= :day) ORDER BY {order}"""
    return list(scope.named(sql))


def works(scope: Scope) -> list[Values]:
    """Return the infrastructure finished up to the day or not finished."""
    sql = f"""SELECT t.*, coalesce(t.finished_on <= :day, 0) AS _done FROM infrastructure t
              WHERE t.removed = 0 AND {_HERE} ORDER BY t.village, t.infrastructure_kind, t.name, t.id"""
    return list(scope.named(sql))
