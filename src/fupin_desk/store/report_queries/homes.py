"""Villages, households with their heads and sizes, and the people responsible for them."""

from fupin_desk.model.roster import Helping, Home, Place
from fupin_desk.store.report_queries.scope import IN_PLACE, IS_POOR, ON_THE_DAY, Scope, among


def places(scope: Scope) -> dict[str, Place]:
    """Return the villages by record id."""
    sql = """SELECT id, coalesce(name, ''), coalesce(township, ''), coalesce(code_2018, ''), is_poor_village
             FROM village WHERE removed = 0"""
    return {row[0]: Place(*row) for row in scope.rows(sql)}


def homes(scope: Scope) -> list[Home]:
    """Return the households of the place with head, size and people able to work on the day."""
    heads = {row[0]: row[1:] for row in _heads(scope)}
    sizes = {row[0]: row[1:] for row in _sizes(scope)}
    sql = f"SELECT {IS_POOR} AS poor_on_day, h.* FROM household h WHERE h.removed = 0 AND {IN_PLACE}"
    found = []
    for values in scope.named(sql):
        key = str(values["id"])
        is_poor = values.pop("poor_on_day")
        name, number, phone = heads.get(key, ("", "", ""))
        persons, capable, unclear = sizes.get(key, (0, 0, 0))
        village = str(values["village"] or "")
        home = Home(key, village, values, name, number, phone, persons, capable, unclear, is_poor)
        found.append(home)
    return found


def _heads(scope: Scope) -> list[tuple[str, str, str, str]]:
    """Return one head a household: 户主 of the day; bare columns follow min() in SQLite."""
    sql = f"""SELECT m.household, coalesce(m.name, ''), coalesce(m.id_number, ''), coalesce(m.phone, ''),
                     min(coalesce(m.birth_date, '9999') || m.id)
              FROM member m WHERE m.removed = 0 AND m.relation = '01' AND {ON_THE_DAY} GROUP BY m.household"""
    return [row[:4] for row in scope.rows(sql)]


def _sizes(scope: Scope) -> list[tuple[str, int, int, int]]:
    sql = f"""SELECT m.household, count(*), sum(coalesce(m.labour_capability, '') IN {among(scope.able)}),
                     sum(m.labour_capability IS NULL)
              FROM member m WHERE m.removed = 0 AND {ON_THE_DAY} GROUP BY m.household"""
    return list(scope.rows(sql))


def helpings(scope: Scope) -> dict[str, list[Helping]]:
    """Return who is responsible for each household on the day, the earliest first."""
    sql = """SELECT household, coalesce(name, ''), coalesce(unit, ''), coalesce(phone, '') FROM helper
             WHERE removed = 0 AND household IS NOT NULL AND (started_on IS NULL OR started_on <= :day)
               AND (ended_on IS NULL OR ended_on > :day) ORDER BY started_on, id"""
    found: dict[str, list[Helping]] = {}
    for row in scope.rows(sql):
        found.setdefault(row[0], []).append(Helping(*row))
    return found
