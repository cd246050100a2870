"""Numbers as people write them, as integers scaled by the field's decimals; no binary fraction in between."""

import re
from decimal import Decimal

from fupin_desk.model.form import Field
from fupin_desk.model.unit import FACTORS
from fupin_desk.validation.objections import Trouble, trouble

_NUMBER = re.compile(
    r"([¥￥]?)([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+)([eE][+-]?\d{1,2})?(.*)", re.DOTALL
)
# What an input method makes of point, minus and comma. A 、 stands between thousands only before 000: 200、300 are two.
_POINT, _MINUS = re.compile(r"(?<=\d)。(?=\d)"), re.compile(r"^([¥￥]?)[—–−]{1,2}(?=[\d.])")
_THOUSANDS = re.compile(r"\d{1,3}(?:、000)+(?!\d)")


# Beyond this a number is no amount, but an account or an identity number in the wrong place; below it, sums over
# thousands of records stay within the 64 bits of the file.
_GREATEST = 10**15


def _plain(text: str) -> str:
    if text.isascii():
        return text
    text = _MINUS.sub(r"\1-", _POINT.sub(".", text))
    return _THOUSANDS.sub(lambda match: match[0].replace("、", ","), text)


def read(text: str, field: Field) -> int | Trouble:
    """Return the stored integer that a plain text means, or what is wrong with it.

    Args:
        text: The text, NFKC and trimmed; may carry a thousands separator and a unit.
        field: Its unit and decimals say what a written number means.
    """
    match = _NUMBER.fullmatch(_plain(text.replace(" ", "")))
    if match is None or len(text) > 30:
        return trouble("not_a_number")
    sign, digits, power, tail = match.groups()
    units = FACTORS.get(field.unit, {})
    factor = units.get(tail) if tail else Decimal(1)
    if factor is None or (sign and field.unit != "元"):
        return trouble("unknown_unit", unit=tail or sign, wanted=field.unit or "不带单位的数字")
    written = Decimal(digits.replace(",", "") + (power or "")) * factor
    number = written.scaleb(field.decimals)
    if number != number.to_integral_value():
        return (
            trouble("too_many_decimals", decimals=str(field.decimals))
            if field.decimals
            else trouble("not_whole")
        )
    if abs(number) > _GREATEST:
        return trouble("too_large", digits=str(len(str(abs(int(written))))))
    return int(number)
