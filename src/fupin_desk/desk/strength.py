"""How hard a passphrase is to guess, and by what weakness: said in a sentence while it is typed."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from fupin_desk.store.records import pinyin

SHORTEST = 8
# What of a passphrase no guess foretells, counted in letters: below the first it is refused, below the second weak.
_REFUSED, _WEAK, _ENOUGH = 5.0, 8.0, 12.0
_DIGIT, _CHINESE = 0.6, 2.0
_FIRST_CHINESE = 0x2E80
_PIECE = "\0"
_ROWS = (
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn", "0123456789", "abcdefghijklmnopqrstuvwxyz",
    "一二三四五六七八九十", "甲乙丙丁戊己庚辛壬癸",
)  # fmt: skip
_RUN = 4
_COMMON = (
    "password", "passw0rd", "admin", "administrator", "root", "user", "guest", "test", "demo", "pass", "login", "welcome",
    "iloveyou", "woaini", "woaiwojia", "nihao", "fupin", "fupinban", "pinkun", "jiangling", "jingzhou", "hubei",
    "zhongguo", "china", "xiang", "zhen", "cun", "mima", "kouling", "gongzuotai", "desk", "dragon", "monkey", "master",
    "letmein", "5201314", "1314", "520", "888", "666", "168", "a1b2c3", "扶贫", "精准", "工作台", "工作队", "江陵", "荆州",
    "湖北", "中国", "密码", "口令", "村委会", "乡镇", "镇政府", "我爱你",
)  # fmt: skip
_YEAR = r"(?:19|20)\d\d"
_MONTH_DAY = r"(?:0?[1-9]|1[0-2])[-./年]?(?:0?[1-9]|[12]\d|3[01])[月日]?"
# In this order: what stands before takes its characters.
_PATTERNS = (
    ("像身份证号", re.compile(rf"\d{{6}}{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}[\dx]")),
    ("像手机号", re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")),
    ("有同样的字重复", re.compile(r"(.)\1{2,}|(.{2,})\2+")),
    ("像生日或年份", re.compile(rf"(?<!\d){_YEAR}[-./年]?{_MONTH_DAY}(?!\d)|(?<!\d)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)|(?<!\d){_YEAR}年?(?!\d)")),
)  # fmt: skip


class Level(IntEnum):
    """How strong a passphrase is; the first two are refused."""

    SHORT = 0
    GUESSED = 1
    WEAK = 2
    ENOUGH = 3
    GOOD = 4


@dataclass(frozen=True, slots=True)
class Strength:
    """The judgement of a passphrase: `words` names the weakness and says what to do."""

    level: Level
    words: str

    @property
    def refused(self) -> bool:
        """Whether the passphrase may not be used."""
        return self.level < Level.WEAK


def length(passphrase: str) -> int:
    """Return how many characters count: outer spaces do not."""
    return len(_plain(passphrase))


def judge(passphrase: str, names: Iterable[str] = ()) -> Strength:
    """Judge a passphrase.

    Args:
        passphrase: As it was typed; full-width letters and digits count as the narrow ones.
        names: What anybody who knows the file would try: the unit, the village, the operator.
    """
    plain = _plain(passphrase)
    if len(plain) < SHORTEST:
        return Strength(Level.SHORT, f"太短：{len(plain)} 个字符，至少要 {SHORTEST} 个。请用几个不相干的词。")
    left, weaknesses = _without_pieces(plain, names)
    if _plain(passphrase).isdecimal():
        weaknesses.append("只有数字")
    worth = sum(map(_worth, left))
    why = "，".join(dict.fromkeys(weaknesses))
    if worth < _REFUSED:
        return Strength(Level.GUESSED, f"太容易猜：{why or '变化太少'}。请再加几个不相干的词。")
    if worth < _WEAK:
        return Strength(Level.WEAK, f"较弱：{why or '再长一些更稳妥'}。")
    if worth < _ENOUGH:
        return Strength(Level.ENOUGH, f"够用（{why}）。" if why else "够用。")
    return Strength(Level.GOOD, "很好。")


def _plain(passphrase: str) -> str:
    return unicodedata.normalize("NFKC", passphrase).strip().lower()


def _without_pieces(plain: str, names: Iterable[str]) -> tuple[str, list[str]]:
    """Return what is left when every piece that a guess foretells counts as one character, and their weaknesses."""
    weaknesses = []
    for word in _spoken(names):
        if word in plain:
            plain = plain.replace(word, _PIECE)
            weaknesses.append("有单位或自己的名字")
    for what, pattern in _PATTERNS:
        plain, count = pattern.subn(_PIECE, plain)
        weaknesses += [what] * bool(count)
    plain, runs = _without_runs(plain)
    weaknesses += ["有顺着排的字"] * bool(runs)
    for word in sorted(_COMMON, key=len, reverse=True):
        if word in plain:
            plain = plain.replace(word, _PIECE)
            weaknesses.append("有常用的词")
    return plain, weaknesses


def _spoken(names: Iterable[str]) -> list[str]:
    """Return names as they are written and spelled, the longest first; a unit goes by its name without 镇, too."""
    words: set[str] = set()
    for name in names:
        plain = _plain(name)
        for written in {plain, re.sub(r"(?:镇|乡|村|县|区|管理区|开发区)$", "", plain)}:
            spellings, initials = pinyin.spellings(written)
            words |= {written, *spellings, *(one for one in initials if len(one) > 2)}
    return sorted((one for one in words if len(one) > 1), key=len, reverse=True)


def _without_runs(plain: str) -> tuple[str, int]:
    found = 0
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for size in range(len(row), _RUN - 1, -1):
            for at in range(len(row) - size + 1):
                run = row[at : at + size]
                if run in plain:
                    plain = plain.replace(run, _PIECE)
                    found += 1
    return plain, found


def _worth(sign: str) -> float:
    if sign.isdecimal():
        return _DIGIT
    return _CHINESE if ord(sign) >= _FIRST_CHINESE else 1.0
