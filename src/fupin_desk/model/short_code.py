"""Short codes of households for paper, such as 黄-0123: the village's first character and digits made from the id.

Like a short hash, a code is the beginning of a longer one: as many digits as tell the households of a file apart.
Nothing is stored, and a code once printed is never given to another household; at worst two are found.
"""

import hashlib
import re
from collections.abc import Mapping

_SPELLED = re.compile(r"\s*(\S)\s*[-—－–]?\s*(\d{4,12})\s*")
_LEAST, _MOST = 4, 12


def digits(record: str) -> str:
    """Return the digits of a record; codes are their beginnings."""
    number = int.from_bytes(hashlib.blake2b(record.encode(), digest_size=8).digest(), "big")
    return f"{number % 10**_MOST:0{_MOST}d}"


def codes(villages: Mapping[str, str]) -> dict[str, str]:
    """Return the shortest code of each record that no other has.

    Args:
        villages: The name of the village of every household of the file, by record id; a code is only as unique
            as this is complete.
    """
    taken: dict[str, list[str]] = {}
    for record, village in villages.items():
        for length in range(_LEAST, _MOST + 1):
            taken.setdefault(_code(record, village, length), []).append(record)
    return {
        record: next(
            (
                code
                for length in range(_LEAST, _MOST)
                if len(taken[code := _code(record, village, length)]) == 1
            ),
            _code(record, village, _MOST),
        )
        for record, village in villages.items()
    }


def _code(record: str, village: str, length: int) -> str:
    return f"{(village or '？')[0]}-{digits(record)[:length]}"


def read(text: str) -> tuple[str, str] | None:
    """Return the character and the digits of a typed code; None if the text is none."""
    found = _SPELLED.fullmatch(text)
    return (found[1], found[2]) if found and not found[1].isascii() else None
