"""Ratios of tallies as reports print them: exact, without flattery, a range while anything is unclear."""

from fractions import Fraction
from math import ceil, floor

from fupin_desk.model import figure
from fupin_desk.model.amount import rounded, scaled
from fupin_desk.model.document import Cell, Share
from fupin_desk.model.rule import Rule, Tally

DASH = figure.NOTHING
# From this many fen on (100万元) an amount in a sentence is told in ten thousand yuan.
_LARGE = 100_000_000


def is_money(expression: str) -> bool:
    """Return whether a rule's expression measures fen; every other one counts units or area."""
    return "_fen" in expression


def is_area(expression: str) -> bool:
    """Return whether a rule's expression measures hundredths of a mu."""
    return "_cmu" in expression


def measured(expression: str, number: int) -> Cell:
    """Return a numerator or denominator: a count as it is, fen as yuan and area as mu in words."""
    if is_money(expression):
        return large(number)
    return f"{scaled(number, 2)}亩" if is_area(expression) else number


def large(fen: int) -> str:
    """Return an amount for a sentence: yuan, and ten thousand yuan where it is large."""
    yuan = f"{scaled(fen, 2)}元"
    return yuan if abs(fen) < _LARGE else f"{in_ten_thousands(fen)}（{yuan}）"


def in_ten_thousands(fen: int) -> str:
    """Return an amount in ten thousand yuan, two decimals, rounded half up."""
    return f"{scaled(int(rounded(Fraction(fen, 10_000), 0)), 2)}万元"


def target(rule: Rule) -> str:
    """Return the target or the cap of a rule as it is printed."""
    bound = rule.bound
    if bound is None:
        return "不设目标"
    if rule.figure == "fen":
        words = in_ten_thousands(int(bound)) if bound >= _LARGE else f"{scaled(int(bound), 2)}元"
    elif rule.figure == "times":
        words = f"{rounded(bound, 0 if bound.denominator == 1 else 2)}倍"
    else:
        words = f"{rounded(bound * 100, 0 if (bound * 100).denominator == 1 else 2)}%"
    return f"不超过{words}" if rule.target is None else words


def share(part: int, whole: int, aim: Fraction | None, decimals: int = 2) -> Cell:
    """Return a share cell, or a dash where nobody is meant."""
    if not whole:
        return DASH
    ratio = Fraction(part, whole)
    short = aim is not None and ratio < aim and Fraction(rounded(ratio * 100, decimals)) >= aim * 100
    return Share(part, whole, short)


def ratio(rule: Rule, tally: Tally) -> Cell:
    """Return the ratio of a tally: a share, a mean in yuan, a multiple, a range while units are unclear.

    The range holds every outcome of the unclear units: from all meant and missing to all meant and reached.
    A mean has no such bounds; there the number of unclear units stands beside it.
    """
    if tally.ratio is None:
        return DASH
    if rule.figure == "share":
        return figure.span(rule, tally) or share(tally.part, tally.whole, tally.target)
    return figure.figure(rule, tally)


def met(rule: Rule, tally: Tally) -> str:
    """Return whether the exact ratio keeps to the rule; met with unclear units left says so."""
    if rule.bound is None:
        return "只统计"
    if not tally.is_judged:
        return "由县判定"
    if tally.met is None:
        return DASH
    if not tally.met:
        return "未达标"
    low = Fraction(tally.part, tally.whole + tally.unknown) if tally.whole + tally.unknown else Fraction(0)
    is_open = tally.unknown and (bool(rule.whole) or (tally.target is not None and low < tally.target))
    return "达标（有待核）" if is_open else "达标"


def shortfall(rule: Rule, tally: Tally) -> Cell:
    """Return how much is missing to the target, in the measure of the numerator; 0 where it is reached.

    For a cap it is how much there is too much.
    """
    if rule.bound is None or (not tally.whole and tally.met is None):
        return DASH
    if tally.at_most is not None and tally.part > tally.at_most * tally.whole:
        return f"超出{measured(rule.part, tally.part - floor(tally.at_most * tally.whole))}"
    missing = max(ceil((tally.target or 0) * tally.whole) - tally.part, 0)
    return measured(rule.part, missing)
