"""Names of persons: rare characters stay as they were entered, everything else that is no name is named."""

import re
import unicodedata
from collections.abc import Iterator

from fupin_desk.validation import spelling
from fupin_desk.validation.objections import Trouble, doubt, remark, trouble

# Which text fields hold the name of one person.
OF_PERSONS = frozenset({
    ("member", "name"), ("expert", "name"), ("helper", "name"), ("household", "account_holder"),
})  # fmt: skip

# Code points of the private use area whose character is known: old GBK systems kept 䶮 at U+E863.
_PRIVATE_KNOWN = str.maketrans({"\ue863": "䶮"})
_DOTS = str.maketrans(dict.fromkeys("•・．.‧∙⋅●･", "·"))
_PLAIN_NAME = re.compile(r"[一-鿿]{2,4}")
_RADICALS = re.compile(r"[⺀-⿟豈-﫿]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_VARIANT = re.compile(r"[︀-️\U000e0100-\U000e01ef]")
_LATIN = re.compile(r"[A-Za-z]")
_NO_NAME = re.compile(r"无名氏?|未取名|未命名|待取名|未上户|新生儿|婴儿|不详|未知|无|某+|.*某.*|.*之[子女]")
_REMARK = re.compile(r"[(（\[【].*[)）\]】]?")
# What a name may hold beside Chinese characters: the middle dot, 〇, brackets and letters (both doubted below).
_OTHER = re.compile(
    r"[^\u3400-\u9fff\uf900-\ufaff\u3007\u25cb·A-Za-z()（）\[\]【】 \U00020000-\U0003ffff︀-️\U000e0100-\U000e01ef\ue000-\uf8ff\U000f0000-\U0010fffd]"
)


def read(text: str) -> tuple[str, Trouble | None]:
    """Return a name without stray spaces, and a note where a character was replaced by the right one.

    Args:
        text: The name as it was typed.

    Source:
        domain.md 0 D12; spaces that only line up two-character names are no part of a name.
    """
    typed = spelling.visible(text)
    if _PLAIN_NAME.fullmatch(typed):
        return typed, None
    spaced = spelling.one_line(typed)
    name = spaced if _LATIN.search(spaced) else spaced.replace(" ", "")
    mended = name.translate(_PRIVATE_KNOWN).translate(_DOTS)
    mended = _RADICALS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), mended)
    return mended, (remark("name_mended", name=mended) if mended != name else None)


def objections(name: str) -> Iterator[Trouble]:
    """Yield what is wrong or strange about a name as it is held."""
    if (
        _PLAIN_NAME.fullmatch(name)
        and "某" not in name
        and not name.startswith(("无", "未", "不", "新", "婴", "待"))
        and "之" not in name
    ):
        return
    if any(one.isdigit() and one != "〇" for one in name):
        yield trouble("name_digit")
    elif found := _OTHER.search(name):
        yield trouble("name_symbol", symbol=found[0])
    if found := _PRIVATE.search(name):
        yield trouble("name_private", point=f"U+{ord(found[0]):04X}")
    if _VARIANT.search(name):
        yield doubt("name_variant")
    yield from _doubts(name)


def _doubts(name: str) -> Iterator[Trouble]:
    if _NO_NAME.fullmatch(name):
        yield doubt("name_placeholder")
    elif len(name) == 1:
        yield doubt("name_short")
    if "○" in name:
        yield doubt("name_circle")
    if _REMARK.search(name):
        yield doubt("name_remark")
    if _LATIN.search(name):
        yield doubt("name_letters")
