"""A stored value as a person reads it: the same words on the screen, in Excel and on paper."""

import re
from collections.abc import Mapping

from fupin_desk.model.amount import scaled
from fupin_desk.model.code import CodeList
from fupin_desk.model.form import Field, Sensitivity
from fupin_desk.model.value import Value

# Numbers of persons and accounts, and mobile phones, anywhere in a text.
_LONG, _MOBILE = re.compile(r"\d{14,}[\dXx]?"), re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")


def shown(
    field: Field, value: Value, codes: Mapping[str, CodeList], names: Mapping[str, str] | None = None
) -> str:
    """Return the text of a stored value.

    Args:
        field: The field that the value belongs to.
        value: The stored value; None is shown as an empty text.
        codes: The code lists by name.
        names: Names of referred records by id; an id that is missing there is shown as "?".
    """
    if value is None:
        return ""
    if field.type == "number":
        text = scaled(int(value), field.decimals)
        # Counts that are kept in hundredths for the shares among them are read as counts.
        return text.removesuffix(".00") if field.name.endswith("_hundredths") else text
    if field.type == "yesno":
        return "是" if value else "否"
    if field.type == "code":
        return codes[field.choices].label(value)
    if field.type == "codes":
        return "、".join(codes[field.choices].label(one) for one in str(value).split(","))
    if field.type == "record":
        return (names or {}).get(str(value), "?")
    return str(value)


def masked(sensitivity: Sensitivity, text: str) -> str:
    """Return a text as lists and public copies show it: no full ID number, phone or account.

    Source:
        domain.md 6: ID number first 6 + stars + last 4, phone 138****1234, account last 4.
    """
    if not text:
        return text
    if sensitivity == "identity":
        return text[:6] + "*" * max(len(text) - 10, 4) + text[-4:] if len(text) > 10 else "*" * len(text)
    if sensitivity == "phone":
        return text[:3] + "****" + text[-4:] if len(text) >= 8 else "****"
    if sensitivity == "account":
        return "**** **** " + text[-4:] if len(text) > 4 else "****"
    return text


def masked_numbers(text: str) -> str:
    """Return a text that may hold anything, such as a cell of a workbook, without a full ID number, account or phone."""
    spared = _LONG.sub(lambda number: masked("identity", number[0]), text)
    return _MOBILE.sub(lambda number: masked("phone", number[0]), spared)
