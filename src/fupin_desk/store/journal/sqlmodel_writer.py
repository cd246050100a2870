"""SQLModel's part in a write: every value goes through its table's model, every row through its table.

Imported at the first write and never before: the libraries behind it take half a second.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from typing import NamedTuple

import sqlalchemy
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import registry
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2
from sqlmodel import Field, SQLModel

from fupin_desk.model.value import Value
from fupin_desk.store.records import schema
from fupin_desk.store.records.schema import Column

_TYPES: dict[str, type] = {"TEXT": str, "INTEGER": int}


class RecordClasses(NamedTuple):
    """A record kind: the class of its values, and of its rows, which have an id and a seal besides."""

    # Validating a table class costs 100 us a row for its mapper; the same fields without a table cost 3 us.
    values: type[SQLModel]
    table: sqlalchemy.Table


@cache
def record_classes(kind: str, columns: tuple[Column, ...]) -> RecordClasses:
    """Return the classes of a record kind, made from the columns that its file has."""
    # Its own: a file of another format may have other columns under the same name.
    home = registry()
    fields = {column.name: column for column in columns if column.name not in {"id", "seal"}}
    inside = {
        "__annotations__": {
            name: _TYPES[column.type] if column.required else _TYPES[column.type] | None
            for name, column in fields.items()
        },
        # A refusal must not quote the value: it may be an ID number on its way to the log.
        "model_config": {"extra": "forbid", "hide_input_in_errors": True},
        **{
            name: Field(default=None, foreign_key=f"{column.of}.id" if column.of else None)
            for name, column in fields.items()
            if not column.required
        },
        "removed": 0,
    }
    values = type(f"{kind}_values", (SQLModel,), inside, registry=home)
    beside = {"__annotations__": {"id": str, "seal": str}, "id": Field(primary_key=True)}
    type(kind, (values,), beside, table=True)
    return RecordClasses(values, home.metadata.tables[kind])


@contextmanager
def _as_driver() -> Iterator[None]:
    """Let an error of the driver out as the driver raised it: `trouble` words those, and those alone."""
    try:
        yield
    except DBAPIError as error:
        if error.orig is None:
            raise
        raise error.orig from None


class Writer:
    """Writes the rows of one file over its raw connection, which begins and commits by itself."""

    def __init__(self, raw: dbapi2.Connection) -> None:
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
        self._connection = engine.connect()
        self._raw = raw
        self._classes: dict[str, RecordClasses] = {}

    def close(self) -> None:
        """Let the raw connection go; it stays open."""
        self._connection.close()

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The record kinds of the file."""
        return frozenset(schema.kinds(self._raw))

    def _of(self, kind: str) -> RecordClasses:
        if kind not in self._classes:
            self._classes[kind] = record_classes(kind, schema.columns(self._raw, kind))
        return self._classes[kind]

    def valid(self, kind: str, values: Mapping[str, Value]) -> dict[str, Value]:
        """Return the values as the table's columns take them.

        Raises:
            ValueError: If a field is unknown or a value has another type; the message holds no value.
        """
        read = self._of(kind).values.model_validate(values)
        return {name: getattr(read, name) for name in values}

    def insert(self, kind: str, rows: Sequence[Mapping[str, Value]]) -> None:
        """Insert rows of a kind; a column that a row does not name stays empty."""
        table = self._of(kind).table
        names = table.columns.keys()
        with _as_driver():
            self._connection.execute(
                sqlalchemy.insert(table), [{name: row.get(name) for name in names} for row in rows]
            )

    def update(self, kind: str, fields: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> None:
        """Set these columns of rows; each row holds `id` and the columns."""
        table = self._of(kind).table
        statement = (
            sqlalchemy.update(table)
            .where(table.c.id == sqlalchemy.bindparam("id_"))
            .values({name: sqlalchemy.bindparam(f"{name}_") for name in fields})
        )
        with _as_driver():
            self._connection.execute(
                statement, [{f"{name}_": row[name] for name in ("id", *fields)} for row in rows]
            )
