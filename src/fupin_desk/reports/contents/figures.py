"""Ratios of tallies as reports print them: exact, without flattery, a range while anything is unclear."""

from fractions import Fraction
from math import ceil

from fupin_desk.model.amount import percent, rounded, scaled
from fupin_desk.model.document import Cell, Share
from fupin_desk.model.rule import Rule, Tally

DASH = "—"


def is_money(expression: str) -> bool:
    """Return whether a rule's expression measures fen; every other one counts units."""
    return "_fen" in expression


def measured(expression: str, number: int) -> Cell:
    """Return a numerator or denominator: a count as it is, fen as yuan in words."""
    return f"{scaled(number, 2)}元" if is_money(expression) else number


def target(rule: Rule) -> str:
    """Return the target of a rule as it is printed."""
    if rule.figure == "fen":
        return f"{scaled(int(rule.target), 2)}元"
    share = rule.target * 100
    return f"{rounded(share, 0 if share.denominator == 1 else 2)}%"


def share(part: int, whole: int, aim: Fraction | None, decimals: int = 2) -> Cell:
    """Return a share cell, or a dash where nobody is meant."""
    if not whole:
        return DASH
    ratio = Fraction(part, whole)
    short = aim is not None and ratio < aim and Fraction(rounded(ratio * 100, decimals)) >= aim * 100
    return Share(part, whole, short)


def ratio(rule: Rule, tally: Tally) -> Cell:
    """Return the ratio of a tally: a share, a mean in yuan, a range while units are unclear.

    The range holds every outcome of the unclear units: from all meant and missing to all meant and reached.
    A mean has no such bounds; there the number of unclear units stands beside it.
    """
    if tally.ratio is None:
        return DASH
    if rule.figure == "fen":
        return mean(tally.ratio, tally.target)
    if tally.unknown and not rule.whole:
        bounds = (tally.part, tally.part + tally.unknown)
        whole = tally.whole + tally.unknown
        return "–".join(percent(one, whole, target=tally.target, decimals=1) for one in bounds)
    return share(tally.part, tally.whole, tally.target)


def mean(fen: Fraction, aim: Fraction) -> str:
    """Return a mean in yuan; one below its target shows as many decimals as it takes to see that."""
    shown = scaled(int(rounded(fen, 0)), 2)
    decimals = 2
    while fen < aim and decimals < 12 and Fraction(shown.replace(",", "")) * 100 >= aim:
        decimals += 1
        shown = scaled(int(rounded(fen * 10 ** (decimals - 2), 0)), decimals)
    return f"{shown}元"


def met(rule: Rule, tally: Tally) -> str:
    """Return whether the exact ratio reaches the target; met with unclear units left says so."""
    if tally.met is None:
        return DASH
    if not tally.met:
        return "未达标"
    low = Fraction(tally.part, tally.whole + tally.unknown)
    is_open = tally.unknown and (bool(rule.whole) or low < tally.target)
    return "达标（有待核）" if is_open else "达标"


def shortfall(rule: Rule, tally: Tally) -> Cell:
    """Return how much is missing to the target, in the measure of the numerator; 0 where it is reached."""
    if not tally.whole:
        return DASH
    missing = max(ceil(tally.target * tally.whole) - tally.part, 0)
    return measured(rule.part, missing)
