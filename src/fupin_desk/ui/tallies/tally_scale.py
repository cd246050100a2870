"""Where a tally stands on its scale and how it moves: figures, bars and what is missing, in few words."""

from fractions import Fraction
from math import ceil

from fupin_desk.model.rule import Effect, Rule, Tally
from fupin_desk.ui.tallies import figures

OUTCOMES = {"covered": "达到", "gap": "缺", "unknown": "待核", "exempt": "不适用"}


def figure(tally: Tally, rule: Rule) -> str:
    """Return a tally in the words of its rule: `11/17`, a ratio of amounts, a mean in yuan."""
    if not tally.whole:
        return "—"
    if rule.figure == "fen" and tally.whole > 1:
        # Rounded down: a mean below its target must not print as the target.
        return f"{tally.part // (tally.whole * 100)}元"
    return figures.ratio(tally, rule) if rule.part else f"{tally.part}/{tally.whole}"


def share(tally: Tally, rule: Rule) -> Fraction | None:
    """Return how far a tally is on its scale: a share of 1, or of one and a quarter times a mean's or multiple's bound."""
    if tally.ratio is None or rule.figure == "share":
        return tally.ratio
    return tally.ratio / (rule.bound * Fraction(5, 4)) if rule.bound else None


def mark(rule: Rule) -> Fraction | None:
    """Return where the target or the cap stands on the scale of `share`; None where there is none."""
    return rule.bound if rule.figure == "share" or rule.bound is None else Fraction(4, 5)


def moved(before: Tally, after: Tally, rule: Rule) -> str:
    """Return `0/1 → 1/1，达标`, or the figure alone when nothing moves."""
    first, second = figure(before, rule), figure(after, rule)
    if not after.whole:
        return f"{first} → 不再计入" if before.whole else "不计入"
    words = second if first == second else f"{first} → {second}"
    if after.met is None:
        return words
    return f"{words}，{'达标' if after.met else short_of(after, rule)}"


def short_of(tally: Tally, rule: Rule) -> str:
    """Return what is missing to the target: units, or yuan of a mean, rounded up so that it never reads 0."""
    if rule.target is None:
        return "超出"
    if rule.figure == "fen":
        return f"差 {ceil((rule.target - (tally.ratio or 0)) / 100)}元"
    return f"差 {tally.gap}" if not rule.part and rule.target == 1 else "未达标"


def figure_moves(effect: Effect) -> bool:
    """Whether saving changes what a rule counts."""
    return (effect.before.part, effect.before.whole, effect.before.unknown) != (
        effect.after.part, effect.after.whole, effect.after.unknown,
    )  # fmt: skip


def adds_up(rule: Rule) -> bool:
    """Whether a rule adds up amounts over records that are no defect by themselves, such as lines of funds."""
    return bool(rule.part) and rule.unit not in {"household", "village", "member"}
