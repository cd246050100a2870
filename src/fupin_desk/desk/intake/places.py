"""Villages by whatever name a register gives them: short or full, former, misspelt, or by code."""

import re
import unicodedata
from collections.abc import Iterable

from fupin_desk.model.code import CodeList
from fupin_desk.model.region import Regions
from fupin_desk.model.value import Record
from fupin_desk.store.records import pinyin

_TAIL = re.compile(
    r"(村?村民委员会?|村?村委会?|社区?居民委员会?|社区?居委会?|居民?委?员?会?|生活区|社区|村|居)$"
)
_PROPOSED = 3
_PARTED = re.compile(r"[,，、;；\s>]+")
# 剅 and 垱 are not in GB2312: people write what their input method has.
_LIKE = str.maketrans({"剅": "豆", "垱": "当", "档": "当", "挡": "当", "岔": "叉"})


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def _core(name: str) -> str:
    return _TAIL.sub("", _plain(name)) or _plain(name)


class Places:
    """Finds the record of a village; the surest way of writing it is tried first."""

    def __init__(self, villages: Iterable[Record], regions: Regions, units: CodeList) -> None:
        self._regions = regions
        self._units = units
        self._known: tuple[dict[str, set[str]], ...] = ({}, {}, {}, {})
        self._township: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._found: dict[tuple[str, str], tuple[str, str]] = {}
        self._townships: dict[str, str] = {}
        for one in villages:
            self.add(one)

    def add(self, village: Record) -> None:
        """Take up a village, held or planned."""
        values = village.values
        self._found = {}
        self._township[village.id] = str(values.get("township") or "")
        self._names[village.id] = str(values.get("name") or "")
        code = str(values.get("code_2018") or "")
        former = _PARTED.split(str(values.get("code_2017") or ""))
        exact = [str(values.get("name") or ""), code, *former]
        other = [*_PARTED.split(str(values.get("other_names") or "")), *self._regions.variants.get(code, ())]
        for name in exact:
            self._note(0, _plain(name), village.id)
        for name in other:
            self._note(1, _plain(name), village.id)
        for name in (exact[0], *other):
            self._note(2, _core(name), village.id)
            self._note(3, _core(name).translate(_LIKE), village.id)

    def _note(self, tier: int, name: str, village: str) -> None:
        if name:
            self._known[tier].setdefault(name, set()).add(village)

    @property
    def only(self) -> str:
        """The one village of a file that has no other, else nothing."""
        return next(iter(self._names)) if len(self._names) == 1 else ""

    def name(self, village: str) -> str:
        """Return how a village is called."""
        return self._names.get(village, "")

    def township(self, written: str) -> str:
        """Return the code of a township as people write it; nothing if it is none of the county's."""
        plain = _plain(written)
        for code, one in self._units.codes.items():
            if plain and (
                plain in {code, one.label} or plain == one.label.rstrip("镇乡") or plain.endswith(one.label)
            ):
                return code
        return ""

    def find(self, written: str, township: str = "") -> tuple[str, str]:
        """Return the village that a text names, or nothing and why.

        Args:
            written: The cell's text.
            township: The code of the township that the row names, if it names one.
        """
        key = (written, township)
        if key not in self._found:
            self._found[key] = self._find(written, township)
        return self._found[key]

    def _find(self, written: str, township: str) -> tuple[str, str]:
        name = self._without_township(_plain(written))
        keys = (name, name, _core(name), _core(name).translate(_LIKE))
        for known, key in zip(self._known, keys, strict=True):
            found = known.get(key, set())
            if township and len(found) > 1:
                found = {one for one in found if self._township[one] == township}
            if len(found) == 1:
                village = next(iter(found))
                if township and self._township[village] not in {"", township}:
                    return (
                        "",
                        f"“{written.strip()}”在本文件里属于别的乡镇，与这一行写的乡镇对不上。请核对乡镇和村。",
                    )
                return village, ""
            if found:
                names = "、".join(sorted(self._names[one] for one in found))
                return "", f"“{written.strip()}”可以是几个村（{names}）。请写全名，或写 12 位区划代码。"
        like = self._like(name)
        meant = f"是不是“{'”“'.join(like)}”？" if like else ""
        return "", (
            f"本文件里没有“{written.strip()}”这个村。{meant}请核对村名；若是改过名或合并前的旧名，先在“村”里把它填进“曾用名和别名”。"
        )

    def _like(self, name: str) -> list[str]:
        """Return the villages that sound the same, or differ in one character of several."""
        core = _core(name)
        sound = set(pinyin.spellings(core)[0])
        names = {village: _core(one) for village, one in self._names.items()}
        return sorted(
            self._names[village]
            for village, one in names.items()
            if not sound.isdisjoint(pinyin.spellings(one)[0])
            or (len(one) == len(core) > 1 and sum(a != b for a, b in zip(one, core, strict=True)) == 1)
        )[:_PROPOSED]

    def _without_township(self, name: str) -> str:
        for one in self._units.codes.values():
            head, found, tail = name.partition(one.label)
            if found and tail and len(head) <= 9:
                return tail
        return name

    def knows(self, written: str) -> bool:
        """Return whether some village is called or numbered exactly so, be it several at once."""
        return any(_plain(written) in known for known in self._known[:2])

    def in_title(self, title: str) -> str:
        """Return the one village that the title of a sheet names, nothing if it names none or several."""
        plain = _plain(title)
        found = {
            village
            for name, villages in (*self._known[0].items(), *self._known[1].items())
            if len(name) > 2 and name in plain
            for village in villages
        }
        return found.pop() if len(found) == 1 else ""
