"""Assistance records and their rounds."""

from fupin_desk.model.roster import Aid, Round
from fupin_desk.store.rosters.scope import IN_PLACE, Scope


def rounds(scope: Scope) -> dict[str, Round]:
    """Return the rounds by id, in the order of year and number."""
    sql = """SELECT id, coalesce(name, ''), year, number FROM round WHERE removed = 0
             ORDER BY year, number, name, id"""
    return {row[0]: Round(*row) for row in scope.rows(sql)}


def aids(scope: Scope) -> list[Aid]:
    """Return the assistance records of the place, dated up to the day or not dated, the earliest first."""
    sql = f"""SELECT a.* FROM assistance a JOIN household h ON h.id = a.household
              WHERE a.removed = 0 AND h.removed = 0 AND {IN_PLACE} AND (a.done_on IS NULL OR a.done_on <= :day)
              ORDER BY a.done_on, a.measure, a.id"""
    return [
        Aid(
            str(values["id"]), str(values["household"]), str(values["round"] or ""), values,
            done=values["status"] in {"2", "3"} and values["done_on"] is not None,
        )
        for values in scope.named(sql)
    ]  # fmt: skip
