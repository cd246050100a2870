"""Units in the words around a table: 万元, 以万元计, 人民币：萬元, 10000元, 元/月."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from fupin_desk.model.unit import FACTORS

KNOWN = frozenset(written for units in FACTORS.values() for written in units)
# Measures that no field with a unit has: an amount in them is something else.
FOREIGN = frozenset([
    "吨", "公斤", "千克", "kg", "斤", "头", "羽", "只", "尾", "株", "棵", "箱", "台", "套", "座", "角", "季", "季度",
    "万只", "万尾", "万头", "万羽", "年", "周", "小时", "岁",
])  # fmt: skip
PER = re.compile(
    r"((百|千|万)?元|亩|m2|平方米|公斤|斤|%)/(\S+)|每\S{1,3}(每\S{1,3})?|(百|千|万)?元(每|人均|户均|月均)\S*"
)
EVERY = re.compile(r"人均|户均|亩均|月均|日均|每(人|户|亩|月|天|季|个月)")
BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_PARTED = re.compile(r"[、,;和及]+")
_SCALES = "百千万亿"
# So many yuan are a unit; any other number before a unit is an amount.
_POWERS = {"10000元": "万元", "1万元": "万元"}
# Units that are sure of themselves between other words: of two characters and more, and not the field's own.
_SURE = sorted(
    {
        unit
        for units in FACTORS.values()
        for unit, factor in units.items()
        if len(unit) > 1
        and not unit.isascii()
        and (factor != 1 or set(unit) & set(_SCALES) or unit == "平方米")
    }
    - {"平方", "分地", "华里"},
    key=len,
    reverse=True,
)
_WITHIN = re.compile(
    rf"(?<![\d.一二两三四五六七八九十百千万亿几多数])((?:{'|'.join(_SURE)}|㎡|‰|元(?=/))(?:/[^\s/]+|每\S{{1,3}})?)(?!以[上下内外]|户(?!均)|[级村镇])"
)
# Names and measures that hold a figure of scale and are none.
_HARMLESS = re.compile(
    r"[百千万]企[\u4e00-\u9fff][百千万]村|百分[比数率制之]|千瓦时?|千克|千米|百货|百岁|万能"
)
_FOLDED = str.maketrans({"萬": "万", "億": "亿", "圓": "元", **dict.fromkeys("\"'“”‘’「」『』")})


def folded(text: str) -> str:
    """Return a text in half-width and simple characters, without quotation marks; blanks stay."""
    return unicodedata.normalize("NFKC", text).translate(_FOLDED)


def tight(text: str) -> str:
    """Return a text as `folded` does, without blanks."""
    return "".join(folded(text).split())


def is_unit(part: str) -> bool:
    """Return whether a text is a unit and nothing else."""
    return part in KNOWN or part in FOREIGN or PER.fullmatch(part) is not None


def units(content: str) -> Iterator[str]:
    """Yield the units that a bracket or a line holds beside whatever else."""
    for part in _PARTED.split(content):
        whole = _bare(part)
        if is_unit(whole):
            yield whole
        else:
            yield from _WITHIN.findall(whole)


def in_heading(text: str) -> tuple[str, ...]:
    """Return the units of a heading, the nearest: its last bracket that has one, else the words themselves.

    What reads like a unit and is none (超过500万元) is returned as it stands, so that nobody takes it for no unit.
    """
    plain = tight(text)
    for content in reversed(BRACKETS.findall(plain)):
        if found := tuple(dict.fromkeys([*units(content), *_unclear(content)])):
            return found
    outside = [part for one in BRACKETS.sub("", plain).split("·")[::-1] for part in _outside(one)]
    if outside:
        return tuple(dict.fromkeys(outside))
    every = EVERY.search(plain)
    return (every[0],) if every else ()


def _outside(words: str) -> list[str]:
    found = _WITHIN.findall(words)
    tail = re.split(r"[/:_\-|]", words)[-1]
    if not found and tail != words and (tail in KNOWN or PER.fullmatch(tail)):
        return [tail]
    return found or ([words[-1:]] if words[-1:] in {"万", "亿"} else [])


def _unclear(content: str) -> Iterator[str]:
    """Yield the parts of a bracket whose figure of scale no unit explains."""
    for part in _PARTED.split(content):
        whole = _bare(part)
        left = "" if is_unit(whole) else _HARMLESS.sub("", _WITHIN.sub("", whole))
        if set(left) & set(_SCALES):
            yield whole


@lru_cache(maxsize=1024)
def of_cell(text: str) -> str:
    """Return the one unit that a cell of a column of units holds, nothing where it is not sure."""
    whole = _bare(BRACKETS.sub(lambda match: match[1], tight(text)))
    found = [whole] if is_unit(whole) else list(dict.fromkeys(units(whole)))
    return found[0] if len(found) == 1 and not list(_unclear(whole)) else ""


def _bare(part: str) -> str:
    whole = "".join(part.split()).strip("()[]【】")
    whole = re.sub(r"^(\S{0,4}单位|金额|货币|人民币)?:|^单位", "", whole)
    whole = whole.removeprefix("人民币").lstrip(":¥") or whole
    return _POWERS.get(whole, whole)
