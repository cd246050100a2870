"""What a new record is offered from the newest one: never stored before a person takes it."""

import re
from typing import TYPE_CHECKING

from fupin_desk.model.value import Record, Value, Values
from fupin_desk.store.records import rows

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

# Neighbours have these in common.
NEAR = ("village", "group_name")
# The number of the house or of the door, and what stands behind it.
_LAST_NUMBER = re.compile(r"\d+\D*$")


def offer(desk: "Desk", record: Record, name: str) -> Value:
    """Return what the newest other record holds in a field that offers it; None if there is nothing to offer.

    Of an address only what stands before its last number is offered, and only within the same group of a village.
    """
    form = desk.catalog.forms[record.kind]
    field = form.fields[name]
    if not field.offer:
        return None
    prefix = field.offer == "prefix"
    where = {one: record.values.get(one) for one in NEAR if prefix and one in form.fields}
    newest = rows.latest(desk.file.connection, form, name, where)
    if newest is None or (prefix and not where.get("village")):
        return None
    value = newest.values[name]
    return _LAST_NUMBER.sub("", str(value)) or None if field.offer == "prefix" else value


def hint(text: str) -> str:
    """Return how an empty field says what it is offered, and by which key it is taken."""
    return f"{text}　Ctrl+' 填入"


def short_hint(text: str) -> str:
    """Return the same for a narrow cell: the key first, the text may be cut."""
    return f"Ctrl+' {text}"


def offered_row(desk: "Desk", kind: str) -> Values:
    """Return what a new row of a grid is offered as a whole: what belongs together in the newest one, such as a helper's name, unit and phone."""
    form = desk.catalog.forms[kind]
    names = [name for name, field in form.fields.items() if field.offer]
    if not names:
        return {}
    newest = rows.latest(desk.file.connection, form, names[0], {})
    values = newest.values if newest else {}
    return {name: values[name] for name in names if values.get(name) is not None}
