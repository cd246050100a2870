"""Identity numbers: GB 11643 (18 characters), disability cards (20, 22), the old 15 digits; what they tell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from fupin_desk.validation import spelling
from fupin_desk.validation.objections import Trouble, doubt, trouble

# So many numbers a register brings at once; each is looked at when it is read and again when it is checked.
_KEPT, _OLD = 16_384, 15
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHARACTERS = "10X98765432"
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
_RESIDENCE_PERMITS = ("810000", "820000", "830000")
# Cities without counties: their own code stands in the numbers of their people.
_WITHOUT_COUNTIES = frozenset(["441900", "442000", "460400", "620200"])
_NO_NUMBER = "999999"
_DRESS = re.compile(r"[\s'’‘`\"“”\-—–]")
_CORE = re.compile(r"\d{17}[\dX]")
_DISABILITY_TAIL = re.compile(r"([1-7])([1-4])(?:[0-9A-Z]{2})?")
_OLDEST = 120


@dataclass(frozen=True, slots=True)
class Identity:
    """What an identity number says of its holder; None for what cannot be told from it.

    `core` is the first 18 characters, by which two numbers are the same person's; `sex` is 1 or 2.
    """

    core: str
    birth_date: str | None = None
    sex: str | None = None
    disability_kind: str | None = None
    disability_grade: str | None = None
    is_sound: bool = False


def normalise(text: str) -> str:
    """Return a number in half-width characters with a capital X, without spaces, apostrophes, dashes and `.0`.

    Source:
        domain.md 4.1; the Cyrillic and the full-width x are what input methods leave behind.
    """
    # ="4210…" is how people keep Excel from counting.
    compact = spelling.whole(_DRESS.sub("", spelling.plain(text)).removeprefix("="))
    return compact.upper().replace("Х", "X").replace("×", "X")


def core(number: str) -> str:
    """Return the 18 characters that tell a person: what a card adds is left out, an old number of 15 is completed.

    Source:
        GB 11643-1999: the numbers of 15 digits are those of people born before 2000.
    """
    if len(number) != _OLD or not (number.isascii() and number.isdigit()):
        return number[:18]
    first17 = f"{number[:6]}19{number[6:]}"
    return first17 + check_character(first17)


def check_character(first17: str) -> str:
    """Return the 18th character that belongs to the first 17 digits.

    Source:
        GB 11643-1999 (ISO 7064 MOD 11-2).
    """
    return _CHARACTERS[sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)) % 11]


def damaged_id(value: object) -> bool:
    """Tell whether a cell's identity number has lost its last digits to Excel's number type.

    Args:
        value: A cell's value: a number from 10^15 on, or a text like 4.21099E+17, or 18 digits that end in 000
            and do not fit their check character.
    """
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return abs(value) >= 1e15
    text = normalise(str(value))
    if spelling.is_scientific(text):
        return True
    return (
        len(text) == 18 and text.isdigit() and text.endswith("000") and check_character(text[:17]) != text[17]
    )


def _real_date(digits: str) -> str | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=_KEPT)
def derive(number: str) -> Identity:
    """Return what a normalised number tells: birth date, sex, and for a disability card its kind and grade.

    Args:
        number: 15, 18, 20 or 22 characters; anything else tells nothing but itself.
    """
    core = number[:18]
    if len(number) == 15 and number.isascii() and number.isdigit():
        return Identity(core, _real_date(f"19{number[6:12]}"), "1" if int(number[14]) % 2 else "2")
    if (
        len(number) not in {18, 20, 22}
        or not number.isascii()
        or not _CORE.fullmatch(core)
        or core.startswith(_NO_NUMBER)
    ):
        return Identity(core)
    birth = _real_date(core[6:14])
    tail = _DISABILITY_TAIL.fullmatch(number[18:])
    sound = birth is not None and check_character(core[:17]) == core[17]
    kind, grade = tail.groups() if tail else (None, None)
    return Identity(core, birth, "1" if int(core[16]) % 2 else "2", kind, grade, sound)


def objections(number: str, today: str) -> Iterator[Trouble]:
    """Yield what is wrong with a normalised number by itself, all of it.

    Source:
        domain.md 4.1, ID-1 to ID-5, ID-7, ID-8.
    """
    if number.startswith(_NO_NUMBER):
        yield doubt("ID-7")
    elif not number.isascii() or not number.isalnum() or not number[:15].isdigit():
        yield trouble("ID-2")
    elif len(number) not in {15, 18, 20, 22}:
        yield trouble("ID-1", length=str(len(number)))
    elif len(number) != 15 and not _CORE.fullmatch(number[:18]):
        yield trouble("ID-2")
    else:
        if len(number) == 15:
            yield doubt("ID-1-old")
        yield from _parts(number, today)


def _parts(number: str, today: str) -> Iterator[Trouble]:
    identity = derive(number)
    digits = number[6:14] if len(number) != 15 else f"19{number[6:12]}"
    if number[:2] not in _PROVINCES:
        yield doubt("ID-5", province=number[:2])
    elif number[4:6] == "00" and number[:6] not in _WITHOUT_COUNTIES and not is_residence_permit(number):
        yield doubt("ID-5-county", area=number[:6])
    if identity.birth_date is None:
        yield trouble("ID-3", digits=digits)
    elif identity.birth_date > today:
        yield trouble("ID-3-future", birth=identity.birth_date)
    elif int(today[:4]) - int(digits[:4]) > _OLDEST:
        yield trouble("ID-3-age", birth=identity.birth_date, oldest=str(_OLDEST))
    if len(number) == 15:
        return
    if not identity.is_sound and check_character(number[:17]) != number[17]:
        yield trouble("ID-4", last=number[17])
    if len(number) > 18 and not _DISABILITY_TAIL.fullmatch(number[18:]):
        yield trouble("ID-8", tail=number[18:])


def is_residence_permit(number: str) -> bool:
    """Tell whether a number belongs to a residence permit for people of Hong Kong, Macao or Taiwan (ID-11)."""
    return number.startswith(_RESIDENCE_PERMITS)
