"""A household's income of a year: once a year, and its sums as the forms declare them."""

from collections.abc import Iterator

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation import sums
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error


def check(case: Case, income: Record) -> Iterator[Finding]:
    """Yield what is wrong with an income record: a second one for the year, sums that do not add up."""
    form = case.forms["income"]
    if case.twins(income, "household", "year"):
        yield error(income, "year_twice", "year", label=form.label, value=str(income.values["year"]))
    for name, given in sums.broken(form, income):
        yield error(income, "HH-14", name, **given)
