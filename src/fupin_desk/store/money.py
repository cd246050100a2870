"""Sums of money that the policy watches, as the file holds them: funds of a year, payments, loans and fund of a bank."""

from dataclasses import dataclass

from sqlcipher3.dbapi2 import Connection


@dataclass(frozen=True, slots=True)
class Funds:
    """What was allocated in a year, in fen: poverty funds, those for industry, those of these that reach households."""

    poverty: int
    industry: int
    households: int


def funds(
    connection: Connection, year: int, day: str, *, without: str = "", by_payment: bool = False
) -> Funds:
    """Return the poverty funds of a year that were allocated up to an ISO day.

    Args:
        connection: The open file.
        year: The fiscal year.
        day: The last day that counts.
        without: A line of funds that is left out: the one on the page.
        by_payment: Count what was paid of each line up to that day, not what was allocated.
    """
    counted = (
        "(SELECT coalesce(sum(m.amount_fen), 0) FROM payment m"
        " WHERE m.fund_line = f.id AND m.removed = 0 AND m.paid_on <= :day)"
        if by_payment
        else "coalesce(f.amount_fen, 0)"
    )
    row = connection.execute(
        "SELECT coalesce(sum(counted), 0),"
        " coalesce(sum(counted) FILTER (WHERE use_class = '1'), 0),"
        " coalesce(sum(counted) FILTER (WHERE use_class = '1' AND target_level = '1'), 0)"
        f" FROM (SELECT f.use_class, f.target_level, {counted} AS counted FROM fund_line f"
        " WHERE f.year = :year AND f.removed = 0 AND f.is_poverty_fund = 1 AND f.use_class IS NOT NULL"
        " AND f.allocated_on <= :day AND f.id <> :without)",
        {"year": year, "day": day, "without": without},
    ).fetchone()
    return Funds(*map(int, row))


def paid_of_line(connection: Connection, line: str, day: str) -> int:
    """Return what was paid of a line of funds up to an ISO day."""
    return _one(
        connection,
        "SELECT sum(amount_fen) FROM payment WHERE fund_line = ? AND removed = 0 AND paid_on <= ?",
        line,
        day,
    )


def paid_of_project(connection: Connection, project: str, *, without: str = "") -> int:
    """Return what was paid to a project, one payment left out."""
    return _one(
        connection,
        "SELECT sum(amount_fen) FROM payment WHERE project = ? AND removed = 0 AND id <> ?",
        project,
        without,
    )


def paid_on_acceptance(connection: Connection, acceptance: str, *, without: str = "") -> int:
    """Return what was paid on an acceptance, one payment left out."""
    return _one(
        connection,
        "SELECT sum(amount_fen) FROM payment WHERE acceptance = ? AND removed = 0 AND id <> ?",
        acceptance,
        without,
    )


def allocated(connection: Connection, project: str) -> int | None:
    """Return the funds that were given to a project, None if no line of funds names it."""
    found = connection.execute(
        "SELECT sum(amount_fen) FROM fund_line WHERE project = ? AND removed = 0", (project,)
    ).fetchone()[0]
    return None if found is None else int(found)


def lent(connection: Connection, bank: str, day: str, *, without: str = "") -> int:
    """Return what is still owed to a bank on an ISO day, by households and entities, one loan left out."""
    return _one(
        connection,
        "SELECT sum(coalesce(l.principal_fen, 0) - (SELECT coalesce(sum(r.principal_fen), 0) FROM repayment r"
        " WHERE r.loan = l.id AND r.removed = 0 AND r.paid_on <= :day))"
        " FROM loan l WHERE l.bank = :bank AND l.removed = 0 AND l.lent_on <= :day AND l.id <> :without",
        {"bank": bank, "day": day, "without": without},
    )


def risk_fund(connection: Connection, bank: str, day: str, *, without: str = "") -> int:
    """Return what lies in the risk fund at a bank on an ISO day, one transaction left out."""
    return _one(
        connection,
        "SELECT sum(CASE WHEN transaction_kind IN ('1', '3', '5') THEN amount_fen"
        " WHEN transaction_kind IN ('2', '4') THEN -amount_fen END) FROM risk_fund"
        " WHERE bank = ? AND removed = 0 AND happened_on <= ? AND id <> ?",
        bank,
        day,
        without,
    )


def _one(connection: Connection, sql: str, *values: object) -> int:
    bound = values[0] if len(values) == 1 and isinstance(values[0], dict) else values
    return int(connection.execute(sql, bound).fetchone()[0] or 0)
