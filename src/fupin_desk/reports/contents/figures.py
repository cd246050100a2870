"""Ratios of tallies as reports print them: exact and without flattery."""

from fractions import Fraction
from math import ceil, floor

from fupin_desk.model import tally_text
from fupin_desk.model.amount import rounded, scaled
from fupin_desk.model.document import Cell, Share
from fupin_desk.model.rule import Rule, Tally

DASH = tally_text.NO_VALUE
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
    return yuan if abs(fen) < _LARGE else f"{tally_text.in_ten_thousands(fen)}（{yuan}）"


def share(
    part: int, whole: int, aim: Fraction | None, decimals: int = 2, *, most: Fraction | None = None
) -> Cell:
    """Return a share cell, or a dash where nobody is meant; one over `most` is marked as impossible."""
    if not whole:
        return DASH
    ratio = Fraction(part, whole)
    short = aim is not None and ratio < aim and Fraction(rounded(ratio * 100, decimals)) >= aim * 100
    return Share(part, whole, short, most is not None and ratio > most)


def ratio(rule: Rule, tally: Tally) -> Cell:
    """Return the ratio of a tally: a share, a mean in yuan, a multiple; numerator by denominator of what is clear."""
    if tally.ratio is None:
        return DASH
    if rule.figure == "share":
        return share(tally.part, tally.whole, tally.target)
    return tally_text.format_ratio(rule, tally)


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
