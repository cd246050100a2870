"""Phone numbers: digits only, as people dial them."""

import re

from fupin_desk.validation import spelling

_DRESS = re.compile(r"[\s\-—–()]")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{2,3}\d{7,8}")


def read(text: str) -> str:
    """Return a phone number without +86, spaces, dashes and `.0`; what is no number stays as it was typed.

    Source:
        domain.md 4.4 PH-2.
    """
    compact = spelling.whole(_DRESS.sub("", spelling.plain(text)))
    compact = compact.removeprefix("+86").removeprefix("0086")
    if len(compact) == 13 and compact.startswith("86"):
        compact = compact[2:]
    return compact if compact.isdigit() else spelling.one_line(spelling.plain(text))


def is_sound(number: str) -> bool:
    """Tell whether a number can be dialled: a mobile or a landline with its area code."""
    return (_MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number)) is not None
