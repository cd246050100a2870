"""Industries of villages, bases, works that serve industry, and which households take part in an industry."""

from fupin_desk.model.value import Values
from fupin_desk.store.report_queries.scope import IN_PLACE, Scope, among

_HERE = "(:village IS NULL OR t.village = :village)"
# Outside the township, and for at least so many months of the year: away for long.
_FAR = ("02", "03", "04")
_LONG = 6


def industries(scope: Scope) -> list[Values]:
    """Return the industries of villages, of each the newest row up to the year of the day; `_runs`: it runs then."""
    sql = f"""SELECT t.*, EXISTS (SELECT 1 FROM industry_now i WHERE i.id = t.id) AS _runs
              FROM village_industry t JOIN village v ON v.id = t.village AND v.removed = 0
              WHERE t.removed = 0 AND {_HERE} AND t.year <= (SELECT year FROM asked)
                AND (t.started_on IS NULL OR t.started_on <= :day)
                AND NOT EXISTS (SELECT 1 FROM village_industry y WHERE y.village = t.village AND y.removed = 0
                                AND y.name = t.name AND y.year > t.year AND y.year <= (SELECT year FROM asked))
              ORDER BY t.village, t.is_feature DESC, t.name, t.id"""
    return list(scope.facts(sql))


def engaged(scope: Scope) -> dict[tuple[str, str], set[str]]:
    """Return the households that take part in an industry on the day, by village and industry.

    A household takes part that was given an industry measure, benefits from a project whose works began, or is
    driven by an entity of that industry.
    """
    sql = f"""WITH ways AS (
      SELECT household, industry FROM deed WHERE is_done
      UNION SELECT household, industry FROM benefiting WHERE has_begun
      UNION SELECT household, industry FROM driving)
    SELECT h.village, ways.industry, h.id FROM ways JOIN household h ON h.id = ways.household
    WHERE h.removed = 0 AND ways.industry IS NOT NULL AND h.village IS NOT NULL AND {IN_PLACE}"""
    households: dict[tuple[str, str], set[str]] = {}
    for row in scope.facts(sql):
        key = str(row["village"]), str(row["industry"])
        households.setdefault(key, set()).add(str(row["id"]))
    return households


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
