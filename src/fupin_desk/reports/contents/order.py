"""The order of every list: township, village, group, head."""

import re
from collections.abc import Mapping

from fupin_desk.model.roster import Place

_DIGITS = {one: number for number, one in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMBER = re.compile(r"\d+|[零〇一二两三四五六七八九十]+")
Key = tuple[str, str, bytes]


def spelled(text: str) -> bytes:
    """Return a key that sorts Chinese text much as pinyin does: GB2312 lists its first level by sound."""
    codes = (one.encode("gb18030", "replace") for one in text)
    return b"".join(code if len(code) < 4 else b"\xff" + code for code in codes)


def grouped(group: str) -> tuple[int, bytes]:
    """Return a key of a villagers' group: 2组 before 10组, 三组 before 十一组, names after numbers."""
    found = _NUMBER.search(group)
    return (_number(found[0]) if found else 10**6, spelled(group))


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, point, ones = text.rpartition("十")
    if not point:
        return int("".join(str(_DIGITS[one]) for one in text))
    return (_number(tens) if tens else 1) * 10 + (_number(ones) if ones else 0)


def village(places: Mapping[str, Place], key: str | None) -> Key:
    """Return a key of a village: its unit, its area code, its name; a record without a village comes last."""
    place = places.get(key or "")
    if not place:
        return ("~", "~", b"")
    return (place.township or "~", place.code or "~", spelled(place.name))


def home(
    places: Mapping[str, Place], key: str | None, group: str, head: str
) -> tuple[Key, tuple[int, bytes], bytes]:
    """Return a key of a household: village, group, head."""
    return (village(places, key), grouped(group), spelled(head))
