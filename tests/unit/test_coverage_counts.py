"""Tallies and the lists behind them."""

from fractions import Fraction
from pathlib import Path

import pytest

from fupin_desk.model.error import NotFoundError
from fupin_desk.model.rule import Tally
from fupin_desk.model.value import Draft
from fupin_desk.store.file.file import File
from fupin_desk.store.rules import coverage
from tests.sample_file import commit, record_id
from tests.unit import covered_village
from tests.unit.covered_village import DAY, PACK, another, draft, id_of, listed


def tally(file: File, rule: str, place: str | None = None, day: str = DAY) -> Tally:
    """Return the tally of a place, the whole file by default."""
    found = [
        one for one in coverage.tallies(file.connection, PACK, day) if (one.rule, one.place) == (rule, place)
    ]
    assert len(found) == 1
    return found[0]


def test_each_rule_has_a_row_a_village_and_one_for_the_whole(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        empty = another("village", 21, name="荆干村", code_2018="421024103001", is_poor_village=0)
        unnamed = another("village", 22, name=None, code_2018=None)
        commit(file, empty, unnamed)
        found = coverage.tallies(file.connection, PACK, DAY)
        places = [(one.place, one.place_name) for one in found if one.rule == "R-1.2"]
        assert places == [
            (empty.id, "荆干村"),
            (id_of("village"), "黄淡村"),
            (unnamed.id, ""),
            (None, "合计"),
        ]
        assert [one.rule for one in found[:: len(places)]] == list(covered_village.RULES)
        assert (tally(file, "R-1.2", empty.id).met, tally(file, "R-2.4.6", unnamed.id).met) == (None, False)


def test_households_of_no_village_or_a_removed_one_count_in_the_whole_alone(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        gone, lost = another("village", 21, name="旧村"), record_id(23)
        unknown = another("household", 22, village=None, industry_willingness=None)
        commit(file, gone, unknown, another("household", 23), another("head", 24))
        commit(
            file, Draft("household", lost, {"village": gone.id}), Draft("village", gone.id, {}, removed=True)
        )
        commit(file, Draft("member", record_id(24), {"household": unknown.id}))
        assert tally(file, "R-1.2") == Tally("R-1.2", None, "合计", 1, 0, 1, 1, 1, 1, Fraction(1))
        assert tally(file, "R-1.2", id_of("village")).exempt == 0
        assert gone.id not in {one.place for one in coverage.tallies(file.connection, PACK, DAY)}
        assert [(one.place, one.place_name) for one in listed(file, "R-1.2") if one.id == lost] == [
            (None, "")
        ]


def test_the_mean_of_increases_is_the_sum_over_all_who_were_assisted(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        commit(file, another("household", 22), another("head", 23), another("assistance", 24))
        commit(file, Draft("member", record_id(23), {"household": record_id(22)}))
        commit(
            file,
            Draft("assistance", record_id(24), {"household": record_id(22), "income_increase_fen": None}),
        )
        found = tally(file, "R-1.4")
        assert (found.covered, found.gap, found.part, found.whole) == (1, 1, 500000, 2)
        assert (found.ratio, found.met) == (Fraction(250000), False)


def test_one_village_alone_counts_as_it_does_among_all(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        commit(
            file, another("village", 21, name="荆干村"), another("household", 22, industry_willingness=None)
        )
        every = coverage.tallies(file.connection, PACK, DAY)
        for place in (id_of("village"), record_id(21)):
            alone = coverage.tallies(file.connection, PACK, DAY, place=place)
            assert alone == [one for one in every if one.place == place]
        assert coverage.tallies(file.connection, PACK, DAY, place="nowhere") == []


def test_a_list_holds_those_counted_and_says_why(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        plan = another("assistance", 22, status="1", done_on=None)
        planned, asked = (
            another("household", 23, group_name="12组"),
            another("household", 24, group_name="2组"),
        )
        heads = [another("head", 25, name="张桂兰"), another("head", 26, name="陈永红")]
        commit(file, plan, planned, asked, *heads)
        commit(file, Draft("assistance", plan.id, {"household": planned.id}))
        commit(file, Draft("member", record_id(25), {"household": planned.id}))
        commit(file, Draft("member", record_id(26), {"household": asked.id, "labour_capability": None}))
        commit(file, Draft("household", asked.id, {"industry_willingness": None}))
        found = [(one.name, one.outcome, one.detail, one.place_name) for one in listed(file, "R-1.2")]
        assert found == [
            ("陈永红（2组）", "unknown", "待核：劳动技能、产业发展意愿", "黄淡村"),
            ("王建国（3组）", "covered", "产业帮扶 1 条", "黄淡村"),
            ("张桂兰（12组）", "gap", "已计划 1 条，未实施", "黄淡村"),
        ]
        gaps = coverage.judged(file.connection, PACK, "R-1.2", DAY, outcome="gap", place=id_of("village"))
        assert [one.id for one in gaps] == [planned.id]


def test_members_are_listed_with_their_head_and_villages_by_name(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        commit(file, draft("wife", labour_capability="02"))
        people = listed(file, "R-2.4.2")
        assert [(one.name, one.outcome, one.detail) for one in people] == [
            ("王建国（3组）", "covered", "完成培训 1 期"),
            ("李秀英（户主王建国，3组）", "gap", "没有完成的培训"),
        ]
        assert {one.household for one in people} == {id_of("household")}
        assert [(one.name, one.detail) for one in listed(file, "R-2.4.7")] == [("黄淡村", "服务 1 次")]


def test_every_number_is_the_length_of_its_list(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        commit(
            file, *(another("household", 20 + n, industry_willingness=code) for n, code in enumerate("12"))
        )
        commit(file, another("household", 23, village=None, poverty_status=None))
        for one in coverage.tallies(file.connection, PACK, DAY):
            units = coverage.judged(file.connection, PACK, one.rule, DAY, place=one.place)
            counted = [
                sum(unit.outcome == name for unit in units)
                for name in ("covered", "gap", "unknown", "exempt")
            ]
            assert counted == [one.covered, one.gap, one.unknown, one.exempt]


def test_the_lists_of_many_rules_at_once_are_those_of_each_alone(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file:
        commit(file, draft("wife", labour_capability=None))
        commit(
            file, *(another("household", 20 + n, industry_willingness=code) for n, code in enumerate("12"))
        )
        commit(file, another("household", 23, village=None, poverty_status=None))
        alone = {one.id: coverage.judged(file.connection, PACK, one.id, DAY) for one in PACK.rules}
        assert coverage.lists(file.connection, PACK, PACK.rules, DAY) == alone
        some = coverage.lists(file.connection, PACK, PACK.rules[::2], DAY, outcomes=("gap", "unknown"))
        assert some == {
            one.id: [unit for unit in alone[one.id] if unit.outcome in {"gap", "unknown"}]
            for one in PACK.rules[::2]
        }
        assert any(some.values())


def test_a_rule_that_the_pack_lacks_is_not_found(tmp_path: Path) -> None:
    with covered_village.village(tmp_path) as file, pytest.raises(NotFoundError, match=r"R-9\.9"):
        coverage.judged(file.connection, PACK, "R-9.9", DAY)
