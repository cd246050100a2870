"""Tallies in words: ratio or mean, the range while something is unclear, whether the target is reached."""

from fupin_desk.model.amount import percent
from fupin_desk.model.rule import Rule, Tally

NOTHING = "—"
MET, MISSED = "达标", "未达标"
UNITS = {"household": "户", "member": "人", "village": "村"}


def ratio(tally: Tally, rule: Rule) -> str:
    """Return `91.2%`, a mean like `3,747元`, or a dash where nobody is meant."""
    if not tally.whole:
        return NOTHING
    if rule.figure == "fen":
        # Rounded down: a mean below its target must not print as the target.
        return f"{tally.part // (tally.whole * 100):,}元"
    return percent(tally.part, tally.whole, target=tally.target, decimals=1)


def span(tally: Tally, rule: Rule) -> str:
    """Return from where to where a share can come out while units are unclear; empty if it is settled.

    The ends are: all unclear units are meant and missing; all are meant and reached. A mean has no such ends.
    """
    if not tally.unknown or rule.whole or not tally.whole:
        return ""
    whole = tally.whole + tally.unknown
    low, high = (
        percent(one, whole, target=tally.target, decimals=1)
        for one in (tally.part, tally.part + tally.unknown)
    )
    return f"{low} – {high}"


def verdict(tally: Tally) -> str:
    """Return 达标, 未达标 or a dash."""
    return {True: MET, False: MISSED, None: NOTHING}[tally.met]


def target(rule: Rule) -> str:
    """Return the target in words: `100%` or `4,000元`."""
    if rule.figure == "fen":
        return f"{int(rule.target / 100):,}元"
    return percent(rule.target.numerator, rule.target.denominator, decimals=0)
