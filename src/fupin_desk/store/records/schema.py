"""Which record kinds a file has and which columns each holds, asked of the file itself."""

from dataclasses import dataclass

from sqlcipher3.dbapi2 import Connection

# What every record has beside its values.
OWN = ("id", "removed", "remove_reason", "seal")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its migration declares it; `of` is the kind of the record whose id it holds."""

    name: str
    type: str
    required: bool
    of: str


def kinds(connection: Connection) -> tuple[str, ...]:
    """Return every record kind."""
    # Not pragma_table_info over all tables: it opens the search index, which alone may be damaged.
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE %seal TEXT %' ORDER BY rootpage"
    )
    return tuple(row[0] for row in rows)


def columns(connection: Connection, kind: str) -> tuple[Column, ...]:
    """Return the columns of one record kind, those of `OWN` among them."""
    parents = {row[3]: row[2] for row in connection.execute(f"PRAGMA foreign_key_list({kind})")}
    rows = connection.execute(f"PRAGMA table_info({kind})")
    return tuple(Column(row[1], row[2], bool(row[3]), parents.get(row[1], "")) for row in rows)


def fields(connection: Connection, kind: str) -> tuple[str, ...]:
    """Return the names of the columns of one record kind, those of `OWN` left out."""
    rows = connection.execute(f"PRAGMA table_info({kind})")
    return tuple(row[1] for row in rows if row[1] not in OWN)


def references(connection: Connection, kind: str) -> list[tuple[str, str]]:
    """Return the (kind, field) pairs through which other records refer to a record of this kind."""
    return [
        (table, column.name)
        for table in kinds(connection)
        for column in columns(connection, table)
        if column.of == kind
    ]
