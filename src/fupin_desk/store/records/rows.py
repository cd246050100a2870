"""Rows of records as pages, lists and exports read them: straight from the driver, sorted and filtered in SQL."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlcipher3.dbapi2 import Connection

from fupin_desk.model.form import Field, Form
from fupin_desk.model.query import Query
from fupin_desk.model.value import Record, Value
from fupin_desk.store.records import columns, search


def record(connection: Connection, form: Form, record_id: str) -> Record | None:
    """Return a record with what could not be read of it, removed or not; None if there is none."""
    found = _records(connection, form, "WHERE r.id = ?", (record_id,))
    return next(found, None)


def children(connection: Connection, form: Form, parent: str, *, removed: bool = False) -> tuple[Record, ...]:
    """Return the records of a child form that hang on a record, in the order that the form declares."""
    where = f"WHERE r.{form.parent_field} = ?" + ("" if removed else " AND r.removed = 0")
    order = ", ".join([*(_order(form, one, columns.day()) for one in form.sort), "r.rowid"])
    joins = _joins(form, form.sort)
    return tuple(_records(connection, form, f"{joins} {where} ORDER BY {order}", (parent,)))


def records(
    connection: Connection, form: Form, where: Mapping[str, Value], *, removed: bool = False
) -> Iterator[Record]:
    """Yield the records of a form that hold all these values, in the order of their ids."""
    terms = [f"r.{form.fields[name].name} IS ?" for name in where] + ([] if removed else ["r.removed = 0"])
    yield from _records(
        connection, form, f"WHERE {' AND '.join(terms) or '1'} ORDER BY r.id", [*where.values()]
    )


def latest(connection: Connection, form: Form, field: str, where: Mapping[str, Value]) -> Record | None:
    """Return the newest record of a form that holds a value in a field and all these values; None if there is none."""
    name = form.fields[field].name
    terms = [f"r.{name} IS NOT NULL", "r.removed = 0", *(f"r.{form.fields[one].name} IS ?" for one in where)]
    tail = f"WHERE {' AND '.join(terms)} ORDER BY r.rowid DESC LIMIT 1"
    return next(_records(connection, form, tail, [*where.values()]), None)


def total(connection: Connection, form: Form, field: str, value: str, amount: str) -> int:
    """Return what the records of a form that hold this value in this field add up to in another field."""
    name, summed = form.fields[field].name, form.fields[amount].name
    (found,) = connection.execute(
        f"SELECT coalesce(sum(r.{summed}), 0) FROM {form.kind} r WHERE r.{name} = ? AND r.removed = 0",
        (value,),
    ).fetchone()
    return int(found)


def same_person(connection: Connection, form: Form, first18: str) -> Iterator[Record]:
    """Yield the members whose ID number begins with these 18 characters: the number itself, or a disability card's."""
    yield from _records(
        connection, form, "WHERE substr(r.id_number, 1, 18) = ? AND r.removed = 0", (first18,)
    )


def everything(connection: Connection, form: Form) -> Iterator[Record]:
    """Yield every record of a form, removed ones too, in the order of the file."""
    yield from _records(connection, form, "ORDER BY r.rowid", ())


def _records(connection: Connection, form: Form, tail: str, values: Sequence[object]) -> Iterator[Record]:
    kind, names = form.kind, tuple(form.fields)
    chosen = ", ".join(f"r.{name}" for name in names)
    sql = f"SELECT r.id, r.removed, {chosen} FROM {kind} r {tail}"
    texts: dict[str, dict[str, str]] | None = None
    cursor = connection.execute(sql, values)
    while rows := cursor.fetchmany(1000):
        if texts is None:
            texts = unread(connection, kind, [row[0] for row in rows] if len(rows) < 1000 else None)
        for row in rows:
            yield Record(
                kind, row[0], dict(zip(names, row[2:], strict=True)), texts.get(row[0], {}), bool(row[1])
            )


def unread(connection: Connection, kind: str, ids: Sequence[str] | None) -> dict[str, dict[str, str]]:
    """Return what could not be read, by record and field; of a whole kind where no ids are given."""
    if ids is None:
        found = connection.execute("SELECT record, field, text FROM unread WHERE kind = ?", (kind,))
    else:
        found = connection.execute(
            "SELECT u.record, u.field, u.text FROM json_each(?) j CROSS JOIN unread u ON u.record = j.value",
            (json.dumps(ids),),
        )
    texts: dict[str, dict[str, str]] = {}
    for record_id, field, text in found:
        texts.setdefault(record_id, {})[field] = text
    return texts


def ids(connection: Connection, forms: Mapping[str, Form], query: Query) -> list[str]:
    """Return the ids of the records that a list page shows, in its order.

    Args:
        connection: The open file.
        forms: All forms by kind.
        query: What is asked; without a sort the form's own order holds.

    Raises:
        KeyError: If the query names a column that the kind does not have: a mistake of ours.
    """
    form = forms[query.kind]
    day = columns.day(query.day)
    terms = [f"r.removed = {int(query.removed)}"]
    values: list[object] = []
    if query.place is not None:
        terms.append(columns.place(forms, form.kind, "r"))
        values.append(query.place)
    for name, among in query.where.items():
        term, bound = _among(form, name, among, day)
        terms.append(term)
        values += bound
    if query.text.strip():
        term, bound = search.condition(form, query.text)
        terms.append(term)
        values += bound
    wanted = query.sort or form.sort
    order = ", ".join([*(_order(form, one, day) for one in wanted), "r.rowid"])
    sql = f"SELECT r.id FROM {form.kind} r{_joins(form, wanted)} WHERE {' AND '.join(terms)} ORDER BY {order}"
    return [row[0] for row in connection.execute(sql, values)]


def _here(expression: str) -> str:
    return expression.replace("{r}", "r")


def _joins(form: Form, wanted: Sequence[str]) -> str:
    """Return the joins of the records by which a list is sorted, if they have an order of their own."""
    fields = [form.fields[one.removeprefix("-")] for one in wanted if "@" not in one]
    return "".join(
        f" LEFT JOIN {field.of} AS of_{field.name} ON of_{field.name}.id = r.{field.name}"
        for field in fields
        if field.of in columns.ORDER
    )


def _among(form: Form, name: str, among: Collection[Value], day: str) -> tuple[str, list[object]]:
    expression = _expression(form, name, day)
    given = [one for one in among if one is not None]
    terms = []
    if given and name in form.fields and form.fields[name].type == "codes":
        terms = [f"instr(',' || {expression} || ',', ',' || ? || ',') > 0"] * len(given)
    elif given:
        terms = [f"{expression} IN (SELECT value FROM json_each(?))"]
    bound: list[object] = (
        [*given] if len(terms) > 1 or "instr" in "".join(terms) else [json.dumps(given)] * len(terms)
    )
    if len(given) < len(among):
        terms.append(f"{expression} IS NULL")
    return f"({' OR '.join(terms) or '0'})", bound


def _expression(form: Form, name: str, day: str) -> str:
    if name.startswith("@"):
        return _here(columns.COMPUTED[form.kind][name]).replace("{day}", day)
    return f"r.{form.fields[name].name}"


def _order(form: Form, column: str, day: str) -> str:
    """Return how one column sorts: empty values last, names by pinyin, groups by their number."""
    name = column.removeprefix("-")
    turn = " DESC" if column.startswith("-") else ""
    field = form.fields.get(name)
    if field and field.type == "record":
        keys = _order_of(field)
    elif name in columns.NUMBERED:
        keys = [f"group_order(r.{name})", f"r.{name}"]
    elif name in columns.SPOKEN:
        keys = [f"spoken_order({_expression(form, name, day)})"]
    else:
        keys = [_expression(form, name, day)]
    return ", ".join(f"{key}{turn} NULLS LAST" for key in keys)


def _order_of(field: Field) -> list[str]:
    if field.of in columns.ORDER:
        return [key.replace("{r}", f"of_{field.name}") for key in columns.ORDER[field.of]]
    return [f"spoken_order({_name_of(field)})"]


def _name_of(field: Field) -> str:
    return f"(SELECT {columns.called(field.of, 'o')} FROM {field.of} o WHERE o.id = r.{field.name})"


def rows(
    connection: Connection, forms: Mapping[str, Form], kind: str, ids: Sequence[str], *, day: str = ""
) -> dict[str, dict[str, Value]]:
    """Return what a list shows of some records: all fields and the computed columns as of a day, by id.

    A field that refers to a record holds that record's name instead of its id.
    """
    form = forms[kind]
    shown = [*form.fields, *(one for one in form.columns if one.startswith("@"))]
    chosen = ", ".join(
        _name_of(form.fields[name])
        if name in form.fields and form.fields[name].of
        else _expression(form, name, columns.day(day))
        for name in shown
    )
    sql = f"SELECT r.id, {chosen} FROM json_each(?) j CROSS JOIN {kind} r ON r.id = j.value ORDER BY j.key"
    return {
        row[0]: dict(zip(shown, row[1:], strict=True))
        for row in connection.execute(sql, (json.dumps([*ids]),))
    }


def names(connection: Connection, kind: str, ids: Collection[str]) -> dict[str, str]:
    """Return how records are called, by id: a household by its head, a visit by day and village."""
    return _texts(connection, kind, ids, f"coalesce({columns.called(kind, 'r')}, '')")


def labels(connection: Connection, kind: str, ids: Collection[str]) -> dict[str, str]:
    """Return names with what tells two of the same name apart: 王建国（黄淡村3组）."""
    apart = columns.APART.get(kind, "NULL")
    return _texts(
        connection,
        kind,
        ids,
        f"concat({columns.called(kind, 'r')}, '（' || nullif({_here(apart)}, '') || '）')",
    )


def _texts(connection: Connection, kind: str, ids: Collection[str], expression: str) -> dict[str, str]:
    sql = f"SELECT r.id, {expression} FROM json_each(?) j CROSS JOIN {kind} r ON r.id = j.value"
    return dict(connection.execute(sql, (json.dumps([*ids]),)))
