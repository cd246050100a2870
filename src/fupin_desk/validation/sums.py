"""Sums that a form declares: what the parts add up to, and by how much a typed sum differs."""

from collections.abc import Iterator

from fupin_desk.model.amount import scaled
from fupin_desk.model.form import Field, Form
from fupin_desk.model.value import Record, Values


def broken(form: Form, record: Record) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the fields whose value is not what their parts add up to, with what a finding says of each.

    Args:
        form: The record's form; its fields with `sum_of` are looked at.
        record: The record. An empty sum is no wrong one: it is filled in.
    """
    for field in form.fields.values():
        if not field.sum_of or record.values.get(field.name) is None:
            continue
        expected, held = added(record.values, field), int(record.values[field.name] or 0)
        if expected is None or expected == held:
            continue
        parts = (_sign(one, at) + form.fields[one.lstrip("-")].label for at, one in enumerate(field.sum_of))
        yield (
            field.name,
            {
                "label": field.label,
                "unit": field.unit,
                "parts": "".join(parts),
                "value": scaled(held, field.decimals),
                "expected": scaled(expected, field.decimals),
                **difference(held, expected, field.decimals),
            },
        )


def difference(held: int, expected: int, decimals: int = 2) -> dict[str, str]:
    """Return by how much a number is greater or less than it should be, as findings say it."""
    return {
        "more_or_less": "多" if held > expected else "少",
        "difference": scaled(abs(expected - held), decimals),
    }


def _sign(name: str, at: int) -> str:
    return " − " if name.startswith("-") else (" + " if at else "")


def added(values: Values, field: Field) -> int | None:
    """Return what a field's parts add up to; None where they say nothing.

    Args:
        values: The values of the record.
        field: A field with `sum_of`; a leading minus takes a part away.

    Returns:
        The sum with empty parts as 0, once any part that is added is given; a figure without any detail
        is taken as it stands.
    """
    parts = [(one.removeprefix("-"), -1 if one.startswith("-") else 1) for one in field.sum_of]
    if not any(values.get(name) is not None for name, sign in parts if sign > 0):
        return None
    return sum(sign * int(values.get(name) or 0) for name, sign in parts)
