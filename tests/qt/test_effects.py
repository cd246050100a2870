"""The words beside the bars of the live panel."""

from dataclasses import replace
from fractions import Fraction

import pytest

from fupin_desk.catalog import catalog
from fupin_desk.model.rule import Rule, Tally
from fupin_desk.ui.tallies import tally_scale


def _rule(name: str) -> Rule:
    return next(one for one in catalog.load().packs[0].rules if one.id == name)


def _tally(rule: Rule, part: int, whole: int, gap: int) -> Tally:
    return Tally(rule.id, "v", "黄淡村", whole - gap, gap, 0, 0, part, whole, rule.target)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ((0, 1, 1), (1, 1, 0), "0/1 → 1/1，达标"),
        ((11, 17, 6), (12, 17, 5), "11/17 → 12/17，差 5"),
        ((3, 5, 2), (3, 5, 2), "3/5，差 2"),
        ((1, 1, 0), (0, 0, 0), "1/1 → 不再计入"),
        ((0, 0, 0), (0, 0, 0), "不计入"),
    ],
)
def test_a_count_is_told_before_and_after(
    before: tuple[int, int, int], after: tuple[int, int, int], words: str
) -> None:
    rule = _rule("R-2.4.7")
    assert tally_scale.moved(_tally(rule, *before), _tally(rule, *after), rule) == words


def test_a_mean_is_told_in_yuan_and_its_gap_never_reads_nothing() -> None:
    rule = _rule("R-1.4")
    held = _tally(rule, 799_900, 2, 0)
    assert tally_scale.moved(held, held, rule) == "3999元，差 1元"
    assert tally_scale.moved(held, replace(held, part=800_000), rule) == "3999元 → 4000元，达标"


def test_a_mean_is_drawn_on_a_scale_that_leaves_room_behind_its_target() -> None:
    rule = _rule("R-1.4")
    reached = _tally(rule, 800_000, 2, 0)
    assert tally_scale.share(reached, rule) == tally_scale.mark(rule) == Fraction(4, 5)
