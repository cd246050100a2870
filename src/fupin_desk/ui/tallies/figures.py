"""Tallies in words for narrow places, their tones, and the figures that the county told."""

from fractions import Fraction

from fupin_desk.model import tally_text
from fupin_desk.model.amount import percent, rounded, scaled
from fupin_desk.model.rule import Rule, Tally
from fupin_desk.model.value import Values

NOTHING = tally_text.NO_VALUE
# From this many fen on (1万元) an amount is told in ten thousand yuan.
_LARGE = 1_000_000


def both(fen: int) -> str:
    """Return an amount in yuan, and in ten thousand yuan where it has that many: `23,456.00元（2.3456万元）`."""
    yuan = f"{scaled(fen, 2)}元"
    if abs(fen) < _LARGE:
        return yuan
    return f"{yuan}（{scaled(fen, 6).rstrip('0').rstrip('.')}万元）"


def ratio(tally: Tally, rule: Rule) -> str:
    """Return the figure of a tally for a narrow place."""
    return tally_text.format_ratio(rule, tally, narrow=True)


def span(tally: Tally, rule: Rule) -> str:
    """Return from where to where a share can come out while units are unclear; empty if it is settled."""
    return tally_text.format_range(rule, tally)


def target(rule: Rule) -> str:
    """Return the target or the cap in words: `100%`, `4,000元`, `不超过8倍`."""
    return tally_text.format_target(rule, narrow=True)


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
        words = tally_text.short_amount(part if not whole else part * 100 // whole)
    else:
        words = scaled(part, 2).removesuffix(".00")
    return f"县级 {words}（{told.get('as_of') or ''}）"
