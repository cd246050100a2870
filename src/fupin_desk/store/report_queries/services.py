"""Expert visits with their experts and households, and the experts paired with villages."""

from fupin_desk.model.roster import Giver, Guidance, Visit
from fupin_desk.store.report_queries.scope import IN_PLACE, Scope


def visits(scope: Scope, last: str = "") -> list[Visit]:
    """Return the visits of the place up to the day, the earliest first; `serves` are those that count for a village.

    A visit of a household that was removed keeps its place in the register but not in the counts.

    Args:
        scope: The reach of the query.
        last: The last ISO day on which a visit can serve a village: the rule's deadline, or the day before it.
    """
    serving = {
        str(row["id"])
        for row in scope.facts("SELECT id FROM service WHERE is_for_village AND is_by_team", last)
    }
    givers = _givers(scope)
    sql = """SELECT v.*, coalesce(g.households, 0) AS _households, coalesce(g.signed, 0) AS _signed
             FROM visit v LEFT JOIN (
               SELECT x.visit, count(*) AS households, sum(coalesce(x.is_signed, 0)) AS signed
               FROM visit_household x JOIN household h ON h.id = x.household AND h.removed = 0
               WHERE x.removed = 0 GROUP BY x.visit) g ON g.visit = v.id
             WHERE v.removed = 0 AND (:village IS NULL OR v.village = :village)
               AND (v.visited_on IS NULL OR v.visited_on <= :day)
             ORDER BY v.visited_on, v.id"""
    found = []
    for values in scope.named(sql):
        households, signed = int(values.pop("_households") or 0), int(values.pop("_signed") or 0)
        of_visit = tuple(givers.get(str(values["id"]), ()))
        key, village = str(values["id"]), str(values["village"] or "")
        found.append(Visit(key, village, values, of_visit, households, signed, key in serving))
    return found


def _givers(scope: Scope) -> dict[str, list[Giver]]:
    sql = """SELECT x.visit, coalesce(e.name, ''), coalesce(e.unit, ''), coalesce(e.title, ''), e.is_team_member
             FROM visit_expert x JOIN expert e ON e.id = x.expert AND e.removed = 0
             WHERE x.removed = 0 ORDER BY e.name, x.id"""
    found: dict[str, list[Giver]] = {}
    for visit, name, unit, title, team in scope.rows(sql):
        found.setdefault(visit, []).append(Giver(name, unit, title, bool(team)))
    return found


def pairings(scope: Scope) -> dict[str, list[Giver]]:
    """Return the experts paired with each village on the day."""
    sql = """SELECT DISTINCT p.village, coalesce(e.name, ''), coalesce(e.unit, ''), coalesce(e.title, ''),
                    e.is_team_member
             FROM pairing p JOIN expert e ON e.id = p.expert AND e.removed = 0
             WHERE p.removed = 0 AND p.village IS NOT NULL AND p.started_on <= :day
               AND (p.ended_on IS NULL OR p.ended_on > :day) ORDER BY e.name"""
    found: dict[str, list[Giver]] = {}
    for village, name, unit, title, team in scope.rows(sql):
        found.setdefault(village, []).append(Giver(name, unit, title, bool(team)))
    return found


def guidances(scope: Scope) -> dict[str, list[Guidance]]:
    """Return the visits that list each household, the earliest first."""
    experts = {key: "、".join(one.name for one in of) for key, of in _givers(scope).items()}
    sql = f"""SELECT x.household, v.id, coalesce(v.visited_on, ''), coalesce(v.level, ''), coalesce(v.status, ''),
                     coalesce(v.topics, ''), x.is_signed
              FROM visit_household x JOIN visit v ON v.id = x.visit AND v.removed = 0
              JOIN household h ON h.id = x.household
              WHERE x.removed = 0 AND {IN_PLACE} AND (v.visited_on IS NULL OR v.visited_on <= :day)
              ORDER BY v.visited_on, v.id"""
    found: dict[str, list[Guidance]] = {}
    for household, visit, on, level, status, topics, signed in scope.rows(sql):
        line = Guidance(household, visit, on, level, status, topics, experts.get(visit, ""), signed)
        found.setdefault(household, []).append(line)
    return found
