"""Fund lines with what was paid of them, and the yearly ledger of the special fund."""

from fupin_desk.model.value import Values
from fupin_desk.store.report_queries.scope import Scope


def fund_lines(scope: Scope) -> list[Values]:
    """Return the fund lines allocated up to the day, with `_paid_fen` up to the day and `_project`, its name.

    A line belongs to one village when it names it, or its project lies there.
    """
    sql = """WITH paid AS MATERIALIZED (
               SELECT fund_line, sum(amount_fen) AS fen FROM payment
               WHERE removed = 0 AND paid_on <= :day GROUP BY fund_line),
             named AS MATERIALIZED (
               SELECT x.fund_line, count(DISTINCT x.household) AS households, sum(x.amount_fen) AS fen
               FROM fund_household x JOIN household h ON h.id = x.household AND h.removed = 0
               WHERE x.removed = 0 GROUP BY x.fund_line)
             SELECT t.*, coalesce(paid.fen, 0) AS _paid_fen, p.name AS _project,
                    coalesce(t.village, p.village) AS _village, named.households AS _households,
                    named.fen AS _named_fen
             FROM fund_line t LEFT JOIN paid ON paid.fund_line = t.id
               LEFT JOIN project p ON p.id = t.project AND p.removed = 0
               LEFT JOIN named ON named.fund_line = t.id
             WHERE t.removed = 0 AND t.allocated_on <= :day
               AND (:village IS NULL OR coalesce(t.village, p.village) = :village)
             ORDER BY t.year, t.source, t.allocated_on, t.name, t.id"""
    return list(scope.named(sql))


def years(scope: Scope) -> list[int]:
    """Return the fiscal years of the lines of funds."""
    return [
        row[0]
        for row in scope.rows("SELECT DISTINCT year FROM fund_line WHERE removed = 0 AND year IS NOT NULL")
    ]


def special_funds(scope: Scope) -> list[Values]:
    """Return the special fund's ledger up to the year of the day; `_carried_fen` is what the year before closed with."""
    sql = """SELECT t.*, (SELECT b.closing_fen FROM special_fund b WHERE b.removed = 0 AND b.year = t.year - 1
                          ORDER BY b.id LIMIT 1) AS _carried_fen
             FROM special_fund t WHERE t.removed = 0 AND t.year <= CAST(substr(:day, 1, 4) AS INTEGER) ORDER BY t.year, t.id"""
    return list(scope.named(sql))
