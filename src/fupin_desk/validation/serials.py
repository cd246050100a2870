"""Numbers that name one record and no other: contracts, policies, agreements, projects, credit codes."""

from collections.abc import Iterator

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error

# GB 32100-2015: the characters of a unified credit code in the order of their values, and the weights.
_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(3**place % 31 for place in range(17))


def once(case: Case, record: Record, field: str) -> Iterator[Finding]:
    """Yield whether another record of the kind carries the same number."""
    if case.twins(record, field):
        form = case.forms[record.kind]
        yield error(
            record, "number_twice", field,
            label=form.fields[field].label, value=case.told(record, field), kind=form.label,
        )  # fmt: skip


def is_credit_code(text: str) -> bool:
    """Tell whether a text has the form of a unified social credit code: 18 of its characters."""
    return len(text) == 18 and all(one in _CHARACTERS for one in text)


def credit_check(code: str) -> str:
    """Return the check character that the first 17 characters of a unified social credit code ask for.

    Source:
        GB 32100-2015: sum of value times 3 to the power of the place, modulo 31.
    """
    total = sum(_CHARACTERS.index(one) * weight for one, weight in zip(code[:17], _WEIGHTS, strict=True))
    return _CHARACTERS[-total % 31]
