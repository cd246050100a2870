"""Short codes of households for paper, such as 黄-0123: the village's first character and digits made from the id.

Like a short hash, a code is the beginning of a longer one: as many digits as tell the households of a file apart.
Nothing is stored, and a code once printed is never given to another household; at worst two are found.
"""

import hashlib
import re
from collections.abc import Mapping
from itertools import pairwise

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
    kin: dict[str, list[tuple[str, str]]] = {}
    for record, village in villages.items():
        kin.setdefault((village or "？")[0], []).append((digits(record), record))
    found: dict[str, str] = {}
    for character, some in kin.items():
        some.sort()
        shared = [_shared(one[0], other[0]) for one, other in pairwise(some)]
        for (own, record), before, after in zip(some, [0, *shared], [*shared, 0], strict=True):
            found[record] = f"{character}-{own[: max(_LEAST, before + 1, after + 1)]}"
    return found


def _shared(one: str, other: str) -> int:
    """Return how many digits two records begin with alike; of sorted ones, neighbours share the most."""
    return next((place for place in range(_MOST) if one[place] != other[place]), _MOST)


def read(text: str) -> tuple[str, str] | None:
    """Return the character and the digits of a typed code; None if the text is none."""
    found = _SPELLED.fullmatch(text)
    return (found[1], found[2]) if found and not found[1].isascii() else None
