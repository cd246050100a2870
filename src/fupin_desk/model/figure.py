"""The figure of a tally in words, the same on the screen, on paper, in workbooks and on the command line."""

from fractions import Fraction
from typing import Final

from fupin_desk.model.amount import percent, rounded, scaled
from fupin_desk.model.rule import Rule, Tally

NOTHING: Final = "—"
# From this many fen on (1万元) a narrow place tells an amount in ten thousand yuan.
_LARGE: Final = 1_000_000


def figure(rule: Rule, tally: Tally, *, narrow: bool = False) -> str:
    """Return `87.91%`, a mean like `4,061.88元`, a multiple like `6.50倍`, or a dash where nobody is meant.

    Args:
        rule: The rule.
        tally: What it counts.
        narrow: One decimal of a share, large amounts in ten thousand yuan. No form ever shows a bound as kept
            to that is missed.
    """
    if tally.ratio is None:
        return NOTHING
    if rule.figure == "fen":
        if narrow and tally.whole == 1 and abs(tally.part) >= _LARGE:
            return f"{scaled(int(rounded(Fraction(tally.part, 10_000), 0)), 2).removesuffix('.00')}万元"
        return mean(tally.ratio, tally.target)
    if rule.figure == "times":
        return times(tally.ratio, tally.at_most)
    return percent(tally.part, tally.whole, target=tally.target, decimals=1 if narrow else 2)


def span(rule: Rule, tally: Tally) -> str:
    """Return from where to where a share can come out while units are unclear; empty if it is settled.

    The ends are: all unclear units are meant and missing; all are meant and reached. A mean has no such ends.
    """
    if not tally.unknown or rule.whole or not tally.whole:
        return ""
    bounds = (tally.part, tally.part + tally.unknown)
    whole = tally.whole + tally.unknown
    return "–".join(percent(one, whole, target=tally.target, decimals=1) for one in bounds)


def mean(fen: Fraction, aim: Fraction | None) -> str:
    """Return a mean in yuan; one below its target shows as many decimals as it takes to see that."""
    shown = scaled(int(rounded(fen, 0)), 2)
    decimals = 2
    while aim is not None and fen < aim and decimals < 12 and Fraction(shown.replace(",", "")) * 100 >= aim:
        decimals += 1
        shown = scaled(int(rounded(fen * 10 ** (decimals - 2), 0)), decimals)
    return f"{shown}元"


def times(multiple: Fraction, cap: Fraction | None) -> str:
    """Return a multiple; one above its cap shows as many decimals as it takes to see that."""
    decimals = 2
    while (
        cap is not None and multiple > cap and decimals < 12 and Fraction(rounded(multiple, decimals)) <= cap
    ):
        decimals += 1
    return f"{rounded(multiple, decimals)}倍"
