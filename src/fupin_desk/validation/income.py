"""A household's income of a year: once a year, and its sums as the forms declare them."""

from collections.abc import Iterator

from fupin_desk.model.amount import scaled
from fupin_desk.model.finding import Finding
from fupin_desk.model.form import Field
from fupin_desk.model.value import Record, Values
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error


def check(case: Case, income: Record) -> Iterator[Finding]:
    """Yield what is wrong with an income record: a second one for the year, sums that do not add up."""
    year = income.values.get("year")
    rows = case.having("income", "household", income.values.get("household"))
    if year is not None and any(one.id != income.id and one.values.get("year") == year for one in rows):
        yield error(income, "year_twice", "year", label=case.forms["income"].label, value=str(year))
    form = case.forms["income"]
    for field in form.fields.values():
        if not field.sum_of or income.values.get(field.name) is None:
            continue
        expected = added(income.values, field)
        held = int(income.values[field.name] or 0)
        if expected is not None and expected != held:
            parts = "".join(
                _sign(one, at) + form.fields[one.lstrip("-")].label for at, one in enumerate(field.sum_of)
            )
            given = {"value": scaled(held, field.decimals), "expected": scaled(expected, field.decimals)}
            difference = scaled(abs(expected - held), field.decimals)
            word = "多" if held > expected else "少"
            yield error(
                income, "HH-14", field.name,
                label=field.label, parts=parts, difference=difference, more_or_less=word, unit=field.unit, **given,
            )  # fmt: skip


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
