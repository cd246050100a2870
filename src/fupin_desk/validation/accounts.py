"""A household's bank account (BK-1 to BK-4)."""

from collections.abc import Iterator, Sequence

from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation.case import Case, folded
from fupin_desk.validation.objections import warning

_PASSBOOK = "2"


def fits_luhn(digits: str) -> bool:
    """Tell whether a card number fits its check digit.

    Source:
        ISO/IEC 7812-1, Luhn.
    """
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 * (number > 9)
    return total % 10 == 0


def check(case: Case, household: Record, family: Sequence[Record]) -> Iterator[Finding]:
    """Yield what is odd about a household's account; all of it can be explained, none of it is an error.

    Args:
        case: The page under examination.
        household: The household.
        family: Its members today.
    """
    account = household.values.get("bank_account")
    if account is not None:
        yield from _number(case, household, str(account))
        others = [one for one in case.having("household", "bank_account", account) if one.id != household.id]
        if others:
            place = {"head": case.head(others[0].id), "village": case.village(others[0].id)}
            yield warning(
                household, "BK-4", "bank_account", value=case.told(household, "bank_account"), **place
            )
    holder = household.values.get("account_holder")
    heads = [folded(one.values.get("name")) for one in family if one.values.get("relation") == "01"]
    unrelated = household.values.get("account_holder_relation") is None
    if holder is not None and unrelated and heads and folded(holder) not in heads:
        yield warning(household, "BK-3", "account_holder_relation", value=str(holder))


def _number(case: Case, household: Record, account: str) -> Iterator[Finding]:
    told = case.told(household, "bank_account")
    if household.values.get("account_kind") == _PASSBOOK:
        if not (account.isdigit() and 15 <= len(account) <= 22):
            yield warning(household, "BK-2", "bank_account", value=told, length=str(len(account)))
    elif not (account.isdigit() and 16 <= len(account) <= 19):
        yield warning(household, "BK-1", "bank_account", value=told, length=str(len(account)))
    elif not fits_luhn(account):
        yield warning(household, "BK-1-luhn", "bank_account", value=told)
