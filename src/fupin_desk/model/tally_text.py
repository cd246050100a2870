"""A tally in words: ratio, range, verdict, target; the same on the screen, on paper, in workbooks, on the command line."""

from fractions import Fraction
from typing import Final

from fupin_desk.model.amount import percent, rounded, scaled
from fupin_desk.model.rule import Rule, Tally, Unit

NO_VALUE: Final = "—"
MET: Final = "达标"
MET_SO_FAR: Final = "达标（有待核）"
MISSED: Final = "未达标"
UNCLEAR: Final = "待核"
INFORMATION: Final = "只统计"
OF_COUNTY: Final = "由县判定"
# How the units of a rule are counted in words: 12户, 3个村.
UNIT_NOUNS: Final[dict[Unit, str]] = {
    "household": "户", "member": "人", "village": "个村", "planned": "个村（户）", "township": "个单位", "file": "项",
    "project": "个项目", "fund_line": "笔", "special_fund": "年", "base": "个基地", "tourism_base": "个基地",
    "infrastructure": "个项目", "loan": "笔", "interest_subsidy": "笔", "bank": "家银行", "loss_claim": "笔",
    "insurance": "份", "inspection_finding": "个问题", "publicity": "条",
}  # fmt: skip
# From so many fen on an amount is told in ten thousand yuan: 1万元 in a narrow place, 100万元 elsewhere.
_LARGE_NARROW: Final = 1_000_000
_LARGE: Final = 100_000_000


def format_ratio(rule: Rule, tally: Tally, *, narrow: bool = False) -> str:
    """Return `87.91%`, a mean like `4,061.88元`, a multiple like `6.50倍`, or a dash where nobody is meant.

    Args:
        rule: The rule.
        tally: What it counts.
        narrow: One decimal of a share, large amounts in ten thousand yuan. No form ever shows a bound as kept
            to that is missed.
    """
    if tally.ratio is None:
        return NO_VALUE
    if rule.figure == "fen":
        if narrow and tally.whole == 1 and abs(tally.part) >= _LARGE_NARROW:
            return short_amount(tally.part)
        return format_mean(tally.ratio, tally.target)
    if rule.figure == "times":
        return format_multiple(tally.ratio, tally.at_most)
    return percent(tally.part, tally.whole, target=tally.target, decimals=1 if narrow else 2)


def format_range(rule: Rule, tally: Tally) -> str:
    """Return from where to where a share can come out while units are unclear; empty if it is settled.

    The ends are: all unclear units are meant and missing; all are meant and reached. Sums of amounts have no such ends.
    """
    if not tally.unknown or rule.whole or not tally.whole:
        return ""
    bounds = (tally.part, tally.part + tally.unknown)
    whole = tally.whole + tally.unknown
    return "–".join(percent(bound, whole, target=tally.target, decimals=1) for bound in bounds)


def format_mean(fen: Fraction, aim: Fraction | None) -> str:
    """Return a mean in yuan; one below its target shows as many decimals as it takes to see that."""
    shown = scaled(int(rounded(fen, 0)), 2)
    decimals = 2
    while aim is not None and fen < aim and decimals < 12 and Fraction(shown.replace(",", "")) * 100 >= aim:
        decimals += 1
        shown = scaled(int(rounded(fen * 10 ** (decimals - 2), 0)), decimals)
    return f"{shown}元"


def format_multiple(multiple: Fraction, cap: Fraction | None) -> str:
    """Return a multiple; one above its cap shows as many decimals as it takes to see that."""
    decimals = 2
    while (
        cap is not None and multiple > cap and decimals < 12 and Fraction(rounded(multiple, decimals)) <= cap
    ):
        decimals += 1
    return f"{rounded(multiple, decimals)}倍"


def short_amount(fen: int) -> str:
    """Return an amount for a narrow place: `3,747元`, from ten thousand yuan on `1,234.56万元`."""
    if abs(fen) < _LARGE_NARROW:
        return f"{scaled(fen, 2).removesuffix('.00')}元"
    return f"{in_ten_thousands(fen).removesuffix('万元').removesuffix('.00')}万元"


def in_ten_thousands(fen: int) -> str:
    """Return an amount in ten thousand yuan, two decimals, rounded half up."""
    return f"{scaled(int(rounded(Fraction(fen, 10_000), 0)), 2)}万元"


def format_target(rule: Rule, *, narrow: bool = False) -> str:
    """Return the target or the cap in words: `100%`, `4,000.00元`, `不超过8倍`; narrow amounts are short."""
    bound = rule.bound
    if bound is None:
        return "不设目标"
    if rule.figure == "fen":
        in_full = f"{scaled(int(bound), 2)}元" if bound < _LARGE else in_ten_thousands(int(bound))
        words = short_amount(int(bound)) if narrow else in_full
    elif rule.figure == "times":
        words = f"{_exact(bound)}倍"
    else:
        words = f"{_exact(bound * 100)}%"
    return f"不超过{words}" if rule.target is None else words


def _exact(bound: Fraction) -> str:
    return rounded(bound, 0 if bound.denominator == 1 else 2)


def verdict(rule: Rule, tally: Tally) -> str:
    """Return the one word for a tally: kept, kept so far, missed, unclear, information, the county's, or a dash.

    达标（有待核）: kept by what is clear, while the units that are unclear could still turn it. Nobody is meant yet: 待核
    where units are unclear, else a dash.
    """
    if rule.bound is None:
        return INFORMATION
    if not tally.is_judged:
        return OF_COUNTY
    if tally.met is None:
        return UNCLEAR if tally.unknown else NO_VALUE
    if not tally.met:
        return MISSED
    return MET_SO_FAR if _could_turn(rule, tally) else MET


def _could_turn(rule: Rule, tally: Tally) -> bool:
    """Say whether unclear units, all meant and missing, would miss the target; with amounts nobody knows."""
    if not tally.unknown:
        return False
    return bool(rule.whole) or (
        tally.target is not None and tally.part < tally.target * (tally.whole + tally.unknown)
    )
