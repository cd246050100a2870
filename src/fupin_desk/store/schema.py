"""Which record kinds a file has and which columns each holds, asked of the file itself."""

from sqlcipher3.dbapi2 import Connection

# What every record has beside its values.
OWN = ("id", "removed", "remove_reason", "seal")


def columns(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return the columns of every record kind, those of `OWN` left out."""
    found: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p"
        " WHERE m.type = 'table' AND m.name IN"
        " (SELECT n.name FROM sqlite_master n JOIN pragma_table_info(n.name) q WHERE q.name = 'seal' AND n.type = 'table')"
        " ORDER BY m.rootpage, p.cid"
    ):
        found.setdefault(table, []).append(column)
    return {table: tuple(one for one in names if one not in OWN) for table, names in found.items()}


def fields(connection: Connection, kind: str) -> tuple[str, ...]:
    """Return the columns of one record kind, those of `OWN` left out."""
    rows = connection.execute(f"PRAGMA table_info({kind})")
    return tuple(row[1] for row in rows if row[1] not in OWN)


def references(connection: Connection, kind: str) -> list[tuple[str, str]]:
    """Return the (kind, field) pairs through which other records refer to a record of this kind."""
    return [
        (str(table), str(field))
        for table, field in connection.execute(
            'SELECT m.name, f."from" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f'
            " WHERE m.type = 'table' AND f.\"table\" = ? ORDER BY m.rootpage",
            (kind,),
        )
    ]
