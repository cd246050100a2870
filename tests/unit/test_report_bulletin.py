"""通报: ranks by the exact ratio, sentences of one rule each, charts with the line of the target."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from fupin_desk.desk.desk import Desk
from fupin_desk.model.roster import Place
from fupin_desk.model.rule import Tally
from fupin_desk.reports.contents import bulletin, places
from tests.unit.policy_desk import opened
from tests.unit.report_rows import PACK, PLACES, cells, headings, setting, tally

AIDED = next(one for one in PACK.rules if one.id == "R-1.2")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = opened(tmp_path_factory.mktemp("policy"))
    yield made
    made.close()


def test_villages_of_the_same_ratio_share_a_rank_and_those_without_anybody_have_none() -> None:
    held = {**PLACES, "v3": Place("v3", "平渊村", "421024100", "421024100203", 1),
            "v4": Place("v4", "资市村", "421024100", "421024100204", 1)}  # fmt: skip
    some = [tally("R-1.2", "v1", 1, 1), tally("R-1.2", "v2", 2, 2)]
    some += [replace(some[0], place="v3", covered=2, gap=0, part=2, whole=2)]
    some += [replace(some[0], place="v4", covered=0, gap=0, part=0, whole=0)]
    lines = bulletin.ranking(setting(bulletin.INFO, places=held), AIDED, places.by_place(some))
    assert [(one.village, one.rank) for one in lines] == [("v3", 1), ("v1", 2), ("v2", 2), ("v4", None)]


def test_unclear_units_count_as_missing_in_a_rank() -> None:
    some = [tally("R-1.2", "v1", 1, 0, 3), tally("R-1.2", "v2", 2, 1)]
    lines = bulletin.ranking(setting(bulletin.INFO), AIDED, places.by_place(some))
    assert [one.village for one in lines] == ["v2", "v1"]


def test_a_sentence_says_how_many_are_meant_reached_missing_and_unclear() -> None:
    said = bulletin.sentence(setting(bulletin.INFO), AIDED, tally("R-1.2", None, 3, 1, 2))
    assert said == (
        "资市镇产业帮扶（R-1.2）：应达到 4 户，已达到 3 户，完成率 75.00%（待核全不计入至全计入为 50.0%–83.3%），未达标，还差 1 户；另有 2 户待核。"
    )


def test_a_sentence_about_money_tells_yuan_and_never_flatters() -> None:
    rule = next(one for one in PACK.rules if one.id == "R-2.3.1")
    found = Tally("R-2.3.1", None, "", 1, 1, 0, 0, 59_996_00, 100_000_00, Fraction(3, 5))
    said = bulletin.sentence(setting(bulletin.INFO), rule, found)
    assert said == "资市镇产业资金占比（R-2.3.1）：目标 60%，现为 59.996%，未达标，还差 4.00元。"


def test_the_bulletin_ranks_villages_and_names_who_is_missing(desk: Desk) -> None:
    made = desk.report("通报")
    table = next(one for one in made.tables if one.sheet.startswith("带动率"))
    assert cells(table, "行政村") == ["黄淡村", "古堤村", "平渊村"]
    assert cells(table, "名次") == ["1", "2", "3"]
    assert cells(table, "还差的对象")[1] == "户主辛（2组）"
    assert "居首的是黄淡村（80.00%），居末的是平渊村（0.00%）" in table.lead
    assert table.chart is not None
    assert [(bar.length, bar.is_met) for bar in table.chart.bars] == [
        (Fraction(4, 5), True), (Fraction(2, 3), False), (Fraction(0), False),
    ]  # fmt: skip
    assert table.chart.target == Fraction(7, 10)


def test_villages_judged_by_yes_or_no_are_named(desk: Desk) -> None:
    table = next(one for one in desk.report("通报").tables if one.sheet == "逐村指标")
    shops = cells(table, "指标").index("网店5个（R-2.7.3）")
    assert cells(table, "还差的村")[shops] == "古堤村"


def test_the_public_bulletin_names_no_household(desk: Desk) -> None:
    made = desk.report("通报", face="public")
    assert "户主" not in str([row.cells for table in made.tables for row in table.rows])
    assert not any("还差的对象" in headings(one) for one in made.tables)


def test_a_township_is_not_told_off_for_the_countys_own_rules(desk: Desk) -> None:
    assert not any("由县判定" in cells(one, "是否达标") for one in desk.report("通报").tables[:1])


def test_too_many_villages_are_drawn_as_their_townships() -> None:
    held = {
        f"v{n}": Place(f"v{n}", f"第{n}村", "421024100" if n % 2 else "421024102", f"4210241{n:05d}", 1)
        for n in range(50)
    }
    some = [replace(tally("R-1.2", None, 1, 1), place=one) for one in held]
    some += [replace(some[0], place=None, part=50, whole=100, covered=50, gap=50)]
    made = bulletin.build(setting(bulletin.INFO, places=held), tallies=some, lagging={})
    chart = made.tables[-1].chart
    assert chart is not None
    assert [(bar.label, bar.length, bar.text) for bar in chart.bars] == [
        ("资市镇", Fraction(1, 2), "50.00%"), ("熊河镇", Fraction(1, 2), "50.00%"),
    ]  # fmt: skip
