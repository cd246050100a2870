"""Tallies in words: ratio, mean or multiple, the range while something is unclear, whether the rule is kept to."""

from fractions import Fraction

from fupin_desk.model import figure
from fupin_desk.model.amount import percent, rounded, scaled
from fupin_desk.model.rule import Rule, Tally, Unit
from fupin_desk.model.value import Values

NOTHING = "—"
MET, MISSED, TOLD, OF_COUNTY = "达标", "未达标", "只统计", "由县判定"
UNITS: dict[Unit, str] = {
    "household": "户", "member": "人", "village": "村", "planned": "个村、户", "township": "个单位", "file": "项",
    "project": "个项目", "fund_line": "笔", "special_fund": "年", "base": "个", "tourism_base": "个",
    "infrastructure": "个", "loan": "笔", "interest_subsidy": "笔", "bank": "家银行", "loss_claim": "笔",
    "insurance": "份", "inspection_finding": "个", "publicity": "条",
}  # fmt: skip
# From this many fen on (1万元) an amount is told in ten thousand yuan.
_LARGE = 1_000_000


def amount(fen: int) -> str:
    """Return an amount for a narrow place: `3,747元`, from ten thousand yuan on `1,234.56万元`."""
    if abs(fen) < _LARGE:
        return f"{scaled(fen, 2).removesuffix('.00')}元"
    return f"{scaled(int(rounded(Fraction(fen, 10_000), 0)), 2).removesuffix('.00')}万元"


def both(fen: int) -> str:
    """Return an amount in yuan, and in ten thousand yuan where it has that many: `23,456.00元（2.3456万元）`."""
    yuan = f"{scaled(fen, 2)}元"
    if abs(fen) < _LARGE:
        return yuan
    return f"{yuan}（{scaled(fen, 6).rstrip('0').rstrip('.')}万元）"


def ratio(tally: Tally, rule: Rule) -> str:
    """Return the figure of a tally for a narrow place."""
    return figure.figure(rule, tally, narrow=True)


def span(tally: Tally, rule: Rule) -> str:
    """Return from where to where a share can come out while units are unclear; empty if it is settled."""
    return figure.span(rule, tally)


def verdict(tally: Tally) -> str:
    """Return 达标, 未达标, 只统计 where nothing is demanded, 由县判定, or a dash where nobody is meant."""
    if tally.target is None and tally.at_most is None:
        return TOLD
    if not tally.is_judged:
        return OF_COUNTY
    return {True: MET, False: MISSED, None: NOTHING}[tally.met]


def target(rule: Rule) -> str:
    """Return the target or the cap in words: `100%`, `4,000元`, `不超过 8倍`."""
    bound = rule.bound
    if bound is None:
        return "不设目标"
    if rule.figure == "fen":
        words = amount(int(bound))
    elif rule.figure == "times":
        words = f"{rounded(bound, 0 if bound.denominator == 1 else 2)}倍"
    else:
        words = percent(bound.numerator, bound.denominator, decimals=0)
    return f"不超过 {words}" if rule.target is None else words


def is_near(tally: Tally, rule: Rule) -> bool:
    """Say whether a missed target is nearly reached: by nine tenths."""
    if not tally.whole or rule.target is None:
        return False
    return 10 * tally.part * rule.target.denominator >= 9 * tally.whole * rule.target.numerator


def tone(tally: Tally) -> str:
    """Return the tone of a tally: good, bad, or the accent where nothing is judged."""
    return {True: "good", False: "bad", None: "accent"}[tally.met]


def of_county(rule: Rule, told: Values | None) -> str:
    """Return the figure that the county told about a rule: `县级 62.0%（2018-06-30）`; empty if it told none.

    Args:
        rule: The rule.
        told: The typed figure with its parts in hundredths and its day.
    """
    if not told or told.get("part_hundredths") is None:
        return ""
    part, whole = int(told["part_hundredths"] or 0), int(told.get("whole_hundredths") or 0)
    if rule.figure == "share" and whole:
        words = percent(part, whole, decimals=1)
    elif rule.figure == "times" and whole:
        words = f"{rounded(Fraction(part, whole), 2)}倍"
    elif rule.figure == "fen":
        words = amount(part if not whole else part * 100 // whole)
    else:
        words = scaled(part, 2).removesuffix(".00")
    return f"县级 {words}（{told.get('as_of') or ''}）"
