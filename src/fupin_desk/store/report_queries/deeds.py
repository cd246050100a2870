"""Assistance records and their rounds."""

from fupin_desk.model.roster import Aid, Round
from fupin_desk.store.report_queries.scope import IN_PLACE, Scope


def rounds(scope: Scope) -> dict[str, Round]:
    """Return the rounds by id, in the order of year and number."""
    sql = """SELECT id, coalesce(name, ''), year, number FROM round WHERE removed = 0
             ORDER BY year, number, name, id"""
    return {row[0]: Round(*row) for row in scope.rows(sql)}


def aids(scope: Scope) -> list[Aid]:
    """Return the assistance records of the place, dated up to the day or not dated, the earliest first.

    As in coverage, what hangs on a removed round does not exist, and what has no round or day is not done.
    """
    sql = f"""SELECT a.*, r.id AS held_round FROM assistance a JOIN household h ON h.id = a.household
              LEFT JOIN round r ON r.id = a.round AND r.removed = 0
              WHERE a.removed = 0 AND h.removed = 0 AND {IN_PLACE} AND (a.done_on IS NULL OR a.done_on <= :day)
                AND (a.round IS NULL OR r.id IS NOT NULL)
              ORDER BY a.done_on, a.measure, a.id"""
    found = []
    for values in scope.named(sql):
        held_round = str(values.pop("held_round") or "")
        done = bool(held_round) and values["status"] in {"2", "3"} and values["done_on"] is not None
        found.append(Aid(str(values["id"]), str(values["household"]), held_round, values, done=done))
    return found
