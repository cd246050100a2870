"""Every rule judges its own examples; the numbers on a border; what is shown and not judged."""

import sqlite3
from dataclasses import replace
from fractions import Fraction

import pytest

from fupin_desk.catalog import catalog
from fupin_desk.model.amount import percent
from fupin_desk.model.rule import Rule, Tally
from fupin_desk.model.value import Value
from fupin_desk.store.rules import rule_sql

CATALOG = catalog.load()
RULES = {rule.id: rule for pack in CATALOG.packs for rule in pack.rules}
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{n}")
    for rule in RULES.values()
    for n, example in enumerate(rule.examples, 1)
]


def judged(rule: Rule, facts: dict[str, Value]) -> tuple[Value, ...]:
    """Return the outcome of one row of facts, then what it adds to whole and part."""
    names = {one: value for one, value in facts.items() if one != "outcome"}
    asked = f"{rule.applies} {rule.covered} {rule.whole} {rule.part}"
    columns = dict.fromkeys(_words(asked)) | names
    listed = ", ".join(f'? AS "{name}"' for name in columns)
    shown = ", ".join((rule_sql.outcome(rule), *rule_sql.amounts(rule)))
    sql = f"SELECT {shown} FROM (SELECT {listed})"
    found: tuple[Value, ...] = sqlite3.connect(":memory:").execute(sql, [*columns.values()]).fetchone()
    return found


def _words(sql: str) -> set[str]:
    plain = "".join(" " if one in "()<>=+-*/,'" else one for one in sql)
    known = {"and", "or", "not", "in", "is", "null", "case", "when", "then", "else", "end", "coalesce"}
    return {
        word
        for word in plain.split()
        if word.lower() not in known and not word[0].isdigit() and word.islower()
    }


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_judges_its_own_example(rule: Rule, example: dict[str, Value]) -> None:
    assert rule_sql.OUTCOMES[int(judged(rule, example)[0] or 0)] == example["outcome"]


def tally(rule: str, part: int, whole: int) -> Tally:
    one = RULES[rule]
    return Tally(rule, None, "", 0, 0, 0, 0, part, whole, one.target, one.at_most)


def test_a_share_just_below_its_target_is_not_met_and_does_not_print_as_the_target() -> None:
    one = tally("R-2.3.1", 59_996, 100_000)
    assert one.met is False
    assert percent(one.part, one.whole, target=one.target) == "59.996%"
    assert tally("R-2.3.1", 60_000, 100_000).met is True


def test_nobody_meant_is_neither_met_nor_missed() -> None:
    assert tally("R-2.5.2", 0, 0).met is None
    assert percent(0, 0) == "—"


def test_35_of_50_driven_is_enough_and_34_is_not() -> None:
    assert tally("R-2.5.2", 35, 50).met is True
    assert tally("R-2.5.2", 3499, 5000).met is False


def test_a_cap_is_met_from_below() -> None:
    assert tally("R-2.8.2", 800, 100).met is True
    assert tally("R-2.8.2", 801, 100).met is False
    assert tally("R-2.8.2", 1, 0).met is False
    assert tally("R-2.8.2", 0, 0).met is None


def test_an_equality_is_met_by_neither_less_nor_more() -> None:
    assert [tally("R-2.8.5", part, 100).met for part in (99, 100, 101)] == [False, True, False]


def test_information_is_never_judged() -> None:
    informing = [one for one in RULES.values() if one.bound is None]
    assert len(informing) > 10
    assert all(tally(one.id, 1, 2).met is None for one in informing)


def test_what_is_the_county_s_is_not_judged_elsewhere() -> None:
    one = tally("R-2.8.1", 1_200_000_000, 1)
    assert RULES["R-2.8.1"].is_of_county
    assert one.met is True
    assert replace(one, is_judged=False).met is None


@pytest.mark.parametrize(
    ("loss", "bank", "government"), [(3_600_001, 1_080_000, 2_520_001), (5, 2, 3), (4, 1, 3), (0, 0, 0)]
)
def test_a_loss_is_shared_three_to_seven_to_the_fen(loss: int, bank: int, government: int) -> None:
    facts: dict[str, Value] = {"is_recognised": 1, "loss_fen": loss}
    right = facts | {"bank_share_fen": bank, "government_share_fen": government}
    wrong = facts | {"bank_share_fen": bank + 1, "government_share_fen": government - 1}
    assert [judged(RULES["R-2.8.3"], one)[0] for one in (right, wrong)] == [rule_sql.COVERED, rule_sql.GAP]


@pytest.mark.parametrize(("shops", "outcome"), [(4, rule_sql.GAP), (5, rule_sql.COVERED)])
def test_five_shops_are_enough(shops: int, outcome: int) -> None:
    assert judged(RULES["R-2.7.3"], {"is_poor_village": 1, "shops": shops})[0] == outcome


def test_targets_are_exact() -> None:
    assert RULES["R-2.3.1"].target == Fraction(3, 5)
    assert RULES["R-2.5.3"].target == Fraction(7, 10)
