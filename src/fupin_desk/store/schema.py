"""Which record kinds a file has and which columns each holds, asked of the file itself."""

from sqlcipher3.dbapi2 import Connection

# What every record has beside its values.
OWN = ("id", "removed", "remove_reason", "seal")


def columns(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return the columns of every record kind, those of `OWN` left out."""
    # Not pragma_table_info over all tables: it opens the search index, which alone may be damaged.
    kinds = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE %seal TEXT %' ORDER BY rootpage"
    ).fetchall()
    return {kind: fields(connection, kind) for (kind,) in kinds}


def fields(connection: Connection, kind: str) -> tuple[str, ...]:
    """Return the columns of one record kind, those of `OWN` left out."""
    rows = connection.execute(f"PRAGMA table_info({kind})")
    return tuple(row[1] for row in rows if row[1] not in OWN)


def references(connection: Connection, kind: str) -> list[tuple[str, str]]:
    """Return the (kind, field) pairs through which other records refer to a record of this kind."""
    return [
        (table, str(row[3]))
        for table in columns(connection)
        for row in connection.execute(f"PRAGMA foreign_key_list({table})")
        if row[2] == kind
    ]
