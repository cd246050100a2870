"""What was allocated to a project and paid on it and on an acceptance, as the file holds it."""

from sqlcipher3.dbapi2 import Connection


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


def _one(connection: Connection, sql: str, *values: object) -> int:
    return int(connection.execute(sql, values).fetchone()[0] or 0)
