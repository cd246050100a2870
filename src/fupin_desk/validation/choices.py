"""Codes read from codes, labels and the spellings that registers hold."""

import re
from functools import lru_cache

from fupin_desk.model.code import CodeList
from fupin_desk.validation import spelling

_BRACKETS = str.maketrans({"(": "", ")": "", "[": "", "]": "", "【": "", "】": "", "「": "", "」": ""})
_SEPARATORS = re.compile(r"[,;/、,;\n|+]|\s")
_CODE_AND_LABEL = re.compile(r"([0-9A-Za-z]+)[-.:、_]?(\D.*)|(\D.*?)[-.:、_(\[]([0-9A-Za-z]+)[)\]]?")


class _Same:
    """A code list as the key of a memory: the same list, not an equal one."""

    __slots__ = ("list",)

    def __init__(self, codes: CodeList) -> None:
        self.list = codes

    def __hash__(self) -> int:
        return id(self.list)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.list is self.list


def _folded(text: str) -> str:
    return spelling.tight(text).translate(_BRACKETS).upper()


@lru_cache(maxsize=256)
def _spellings(same: _Same) -> dict[str, str]:
    """Map every folded spelling to its code: codes win over labels, labels over aliases."""
    found: dict[str, str] = {}
    codes = same.list.codes.values()
    for one in codes:
        found.setdefault(_folded(one.code), one.code)
    for one in codes:
        found.setdefault(_folded(one.label), one.code)
    for one in codes:
        for alias in one.aliases:
            found.setdefault(_folded(alias), one.code)
        if one.code.isdigit():
            found.setdefault(one.code.lstrip("0") or "0", one.code)
        if one.label.endswith("族"):
            found.setdefault(_folded(one.label[:-1]), one.code)
    return found


def read(text: str, codes: CodeList) -> str | None:
    """Return the code that a text means: a code, a label or an alias; brackets, widths and spaces do not matter."""
    spellings = _spellings(_Same(codes))
    # The plain label in the plain list is by far the commonest.
    code = spellings.get(text)
    if code is None:
        folded = _folded(text)
        code = spellings.get(folded) or spellings.get(spelling.whole(folded))
    return code if code is not None else _both(text, spellings)


def _both(text: str, spellings: dict[str, str]) -> str | None:
    """Return the code of a text that gives code and label together (01 户主, 户主(01)), if they agree."""
    match = _CODE_AND_LABEL.fullmatch(spelling.tight(text))
    if match is None:
        return None
    parts = [spellings.get(_folded(part)) for part in match.groups() if part]
    return parts[0] if len(set(parts)) == 1 else None


def read_many(text: str, codes: CodeList) -> str | None:
    """Return the codes that a text means, sorted and joined by commas; None if any part means nothing."""
    whole = read(text, codes)
    if whole is not None:
        return whole
    parts = [part for part in _SEPARATORS.split(spelling.plain(text)) if part]
    found = [read(part, codes) for part in parts]
    if not found or None in found:
        return None
    return ",".join(sorted({code for code in found if code}))


def offered(codes: CodeList, limit: int = 14) -> str:
    """Return the labels of a list as a sentence offers them."""
    labels = [one.label for one in codes.codes.values()]
    return "、".join(labels[:limit]) + (f" 等 {len(labels)} 项" if len(labels) > limit else "")
