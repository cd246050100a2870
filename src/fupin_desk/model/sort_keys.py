"""By what Chinese names and villagers' groups sort, the same in lists, behind numbers and in reports."""

import functools
import re
from typing import Final

_DIGITS: Final = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMBER: Final = re.compile(r"\d{1,9}|[零〇一二两三四五六七八九十]+")
# Where a group without a number stands: behind those that have one.
_UNNUMBERED: Final = 10**9


def name_key(text: str) -> bytes:
    """Return a key that sorts Chinese text much as pinyin does: GB2312 lists its first level by sound."""
    # All at once where no sign takes four bytes: GBK has the same two for the rest.
    try:
        return text.encode("gbk")
    except UnicodeEncodeError:
        codes = (sign.encode("gb18030", "replace") for sign in text)
        return b"".join(code if len(code) < 4 else b"\xff" + code for code in codes)


@functools.lru_cache(maxsize=4096)
def group_number(group: str) -> int:
    """Return the number of a villagers' group: 2 of 2组, 11 of 十一组; a large one where there is none."""
    found = _NUMBER.search(group)
    return _value(found[0]) if found else _UNNUMBERED


def group_key(group: str) -> tuple[int, bytes]:
    """Return a key of a villagers' group: 2组 before 10组, 三组 before 十一组, names after numbers."""
    return group_number(group), name_key(group)


def _value(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, point, ones = text.rpartition("十")
    if not point:
        return int("".join(str(_DIGITS[sign]) for sign in text))
    return (_value(tens) if tens else 1) * 10 + (_value(ones) if ones else 0)
