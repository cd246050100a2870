"""How Chinese names are spelled: every reading of a surname, the common ones of a given name."""

import functools
import itertools
from typing import Final

from fupin_desk import paths

# 16 spellings hold a surname of four readings and a given name of two doubtful characters.
_SPELLINGS: Final = 16
_READINGS: Final = 2


@functools.cache
def _table() -> dict[str, tuple[tuple[str, ...], str]]:
    """Return by character its readings, the most common first, and the one that it has as a surname."""
    table = {}
    text = paths.resources("text", "pinyin.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        character, readings, *surname = line.split("\t")
        table[character] = (tuple(readings.split(",")), surname[0] if surname else "")
    return table


def readings(character: str, *, surname: bool = False) -> tuple[str, ...]:
    """Return the readings of a character without tones, ü as v; a surname's own reading comes first.

    Args:
        character: One character; what is not Chinese is read as itself.
        surname: Whether it begins a name: a known surname of many readings is found by each of them.
    """
    found, own = _table().get(character, ((character.lower(),), ""))
    if surname and own:
        return (own, *(one for one in found if one != own))
    return found[:_READINGS]


@functools.lru_cache(maxsize=8192)
def spellings(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the whole spellings of a name and its initials: wangjianguo, wjg."""
    choices = [readings(one, surname=not place) for place, one in enumerate(name)]
    whole: dict[str, None] = {}
    initials: dict[str, None] = {}
    for chosen in itertools.islice(itertools.product(*choices), _SPELLINGS):
        whole["".join(chosen)] = None
        initials["".join(one[0] for one in chosen)] = None
    return tuple(whole), tuple(initials)
