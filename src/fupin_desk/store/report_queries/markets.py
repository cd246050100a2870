"""E-commerce: the county's centres, the stations and the online shops of villages."""

from fupin_desk.model.value import Values
from fupin_desk.store.report_queries.scope import Scope

_HERE = "(:village IS NULL OR t.village = :village)"


def centres(scope: Scope) -> list[Values]:
    """Return the centres opened up to the day; `_runs` says that one is not closed."""
    sql = """SELECT t.*, t.closed_on IS NULL OR t.closed_on > :day AS _runs FROM ecommerce_centre t
             WHERE t.removed = 0 AND t.opened_on <= :day ORDER BY t.opened_on, t.name, t.id"""
    return list(scope.named(sql))


def stations(scope: Scope) -> list[Values]:
    """Return the stations built up to the day or without a day; `_counts`: accepted and running on the day."""
    sql = f"""SELECT t.*, coalesce(t.accepted_on <= :day AND
                       CASE WHEN t.closed_on IS NULL THEN t.state = '2' ELSE t.closed_on > :day END, 0) AS _counts
              FROM ecommerce_station t
              WHERE t.removed = 0 AND {_HERE} AND (t.built_on IS NULL OR t.built_on <= :day)
              ORDER BY t.village, t.name, t.id"""
    return list(scope.named(sql))


def shops(scope: Scope) -> list[Values]:
    """Return the shops opened up to the day; `_counts`: it runs and is the first of its platform and number."""
    sql = f"""SELECT t.*, coalesce(CASE WHEN t.closed_on IS NULL THEN t.state = '1' ELSE t.closed_on > :day END, 0)
                     AS _runs
              FROM online_shop t WHERE t.removed = 0 AND {_HERE} AND t.opened_on <= :day
              ORDER BY t.village, t.platform, t.shop_no, t.opened_on, t.id"""
    found, seen = [], set()
    for values in scope.named(sql):
        key = (values["village"], values["platform"], values["shop_no"])
        counts = bool(values["_runs"]) and None not in key and key not in seen
        if counts:
            seen.add(key)
        found.append({**values, "_counts": int(counts)})
    return found
