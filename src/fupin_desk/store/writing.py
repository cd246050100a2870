"""SQLModel's part in a write: every value goes through its table's model, every row through its table.

Imported at the first write and never before: the libraries behind it take half a second.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache

import sqlalchemy
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2
from sqlmodel import SQLModel

from fupin_desk.model.value import Value
from fupin_desk.store import tables


def over(raw: dbapi2.Connection) -> sqlalchemy.Connection:
    """Return SQLAlchemy over a raw connection that begins and commits by itself."""
    engine = sqlalchemy.create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: raw,
        poolclass=StaticPool,
        pool_reset_on_return=None,
        isolation_level="AUTOCOMMIT",
        # What it says of an error would quote the row: names, ID numbers, telephones.
        hide_parameters=True,
    )
    return engine.connect()


@contextmanager
def _as_driver() -> Iterator[None]:
    """Let an error of the driver out as the driver raised it: `trouble` words those, and those alone."""
    try:
        yield
    except DBAPIError as error:
        if error.orig is None:
            raise
        raise error.orig from None


@cache
def _table(kind: str) -> sqlalchemy.Table:
    return SQLModel.metadata.tables[kind]


@cache
def _model(kind: str) -> type[SQLModel]:
    # Validating a table class costs 100 us a row for its mapper; the same fields without a table cost 3 us.
    found = next(one for one in tables.RecordTable.__subclasses__() if one.__tablename__ == kind)
    fields = {name: one for name, one in found.model_fields.items() if name not in {"id", "seal"}}
    inside = {
        "__annotations__": {name: one.annotation for name, one in fields.items()},
        # A refusal must not quote the value: it may be an ID number on its way to the log.
        "model_config": {"extra": "forbid", "hide_input_in_errors": True},
        **{name: one.default for name, one in fields.items()},
    }
    return type(kind, (SQLModel,), inside)


def valid(kind: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values as the table's columns take them.

    Raises:
        ValueError: If a field is unknown or a value has another type; the message holds no value.
    """
    read = _model(kind).model_validate(values)
    return {name: getattr(read, name) for name in values}


def insert(connection: sqlalchemy.Connection, kind: str, rows: Sequence[Mapping[str, Value]]) -> None:
    """Insert whole rows of a kind, all with the same columns."""
    with _as_driver():
        connection.execute(sqlalchemy.insert(_table(kind)), list(rows))


def update(
    connection: sqlalchemy.Connection, kind: str, fields: Sequence[str], rows: Sequence[Mapping[str, Value]]
) -> None:
    """Set these columns of rows; each row holds `id` and the columns."""
    table = _table(kind)
    statement = (
        sqlalchemy.update(table)
        .where(table.c.id == sqlalchemy.bindparam("id_"))
        .values({name: sqlalchemy.bindparam(f"{name}_") for name in fields})
    )
    with _as_driver():
        connection.execute(statement, [{f"{name}_": row[name] for name in ("id", *fields)} for row in rows])
