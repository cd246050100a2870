"""产扶10: figures against hand-counted tallies."""

from dataclasses import replace
from fractions import Fraction

import pytest

from fupin_desk.model import tally_text
from fupin_desk.model.document import Share
from fupin_desk.model.period import parse
from fupin_desk.model.roster import Waiver, Whereabouts
from fupin_desk.model.rule import Tally
from fupin_desk.reports.cell import share_text
from fupin_desk.reports.contents import figures, targets
from fupin_desk.reports.contents.setting import file_stem
from fupin_desk.ui.tallies import figures as on_screen
from tests.unit.report_rows import CATALOG, PACK, PLACES, cells, headings, setting, tally

RULE, MEAN = (next(one for one in PACK.rules if one.id == name) for name in ("R-1.2", "R-1.4"))
MEANS = Tally("R-1.4", None, "资市镇", 2, 1, 0, 0, 1_000_001, 3, Fraction(400_000))
TALLIES = [
    tally("R-1.2", None, 3, 1), tally("R-1.2", "v1", 1, 1), tally("R-1.2", "v2", 2, 0),
    MEANS, replace(MEANS, place="v1", covered=2, gap=0, part=1_000_001, whole=2), replace(MEANS, place="v2", covered=0, gap=1, part=0, whole=1),
    tally("R-2.4.2", None, 0, 0), tally("R-2.4.2", "v1", 0, 0), tally("R-2.4.2", "v2", 0, 0),
    tally("R-2.4.8", None, 17, 0, 3), tally("R-2.4.8", "v1", 17, 0, 3), tally("R-2.4.8", "v2", 0, 0),
]  # fmt: skip


def test_every_rule_shows_its_figures_and_the_missing_ones() -> None:
    made = targets.build(setting(targets.INFO), tallies=TALLIES, waivers=[], whereabouts={})
    table = made.tables[0]
    assert cells(table, "分母") == [4, 3, 0, 17]
    assert cells(table, "分子") == [3, "10,000.01元", 0, 17]
    assert cells(table, "差额") == [1, "1,999.99元", "—", 0]
    assert cells(table, "待核") == [0, 0, 0, 3]
    assert cells(table, "是否达标") == ["未达标", "未达标", "—", "达标（有待核）"]
    assert cells(table, "完成率") == [Share(3, 4), "3,333.34元", "—", Share(17, 17)]
    assert cells(table, "待核全不计入–全计入") == ["", "", "", "85.0%–100.0%"]
    assert cells(table, "目标值") == ["100%", "4,000.00元", "100%", "100%"]
    groups = [row.cells[0] for row in table.rows if row.style == "group"]
    assert groups == ["一、明确目标", "二(四) 强化产业科技支撑"]


def test_the_total_of_a_ratio_is_sum_over_sum_and_not_the_mean() -> None:
    made = targets.build(setting(targets.INFO), tallies=TALLIES, waivers=[], whereabouts={})
    matrix = made.tables[1]
    assert cells(matrix, "行政村") == ["合计", "古堤村", "黄淡村"]
    assert cells(matrix, "R-1.2 完成率") == [Share(3, 4), Share(1, 2), Share(2, 2)]
    assert cells(matrix, "R-1.4 分子") == [1_000_001, 1_000_001, 0]
    assert matrix.rows[0].style == "total"


def test_records_without_a_village_stand_in_a_line_of_their_own() -> None:
    tallies = [tally("R-1.2", None, 3, 2), tally("R-1.2", "v1", 1, 1), tally("R-1.2", "v2", 2, 0)]
    made = targets.build(setting(targets.INFO), tallies=tallies, waivers=[], whereabouts={})
    assert cells(made.tables[1], "行政村")[-1] == "镇本级、未登记村"
    assert cells(made.tables[1], "R-1.2 分母") == [5, 2, 2, 1]


def test_one_village_reports_only_itself() -> None:
    given = setting(targets.INFO, place=PLACES["v1"])
    made = targets.build(given, tallies=[tally("R-1.2", "v1", 1, 1)], waivers=[], whereabouts={})
    assert cells(made.tables[0], "分母") == [2]
    assert cells(made.tables[1], "行政村") == ["合计", "古堤村"]
    assert made.title == "江陵县资市镇古堤村目标任务完成情况汇总表"


def test_a_share_just_below_its_target_never_prints_as_the_target() -> None:
    short = figures.share(59_996, 100_000, Fraction(3, 5))
    assert short == Share(59_996, 100_000, short=True)
    assert isinstance(short, Share)
    assert share_text(short) == "59.996%"
    assert figures.share(60_000, 100_000, Fraction(3, 5)) == Share(60_000, 100_000)
    assert figures.share(0, 0, Fraction(3, 5)) == "—"


def test_a_mean_just_below_its_target_never_prints_as_the_target() -> None:
    assert tally_text.format_mean(Fraction(1_199_999, 3), Fraction(400_000)) == "3,999.997元"
    assert tally_text.format_mean(Fraction(400_000), Fraction(400_000)) == "4,000.00元"
    assert tally_text.format_mean(Fraction(-1), Fraction(400_000)) == "-0.01元"


@pytest.mark.parametrize(("part", "verdict"), [(35, "达标"), (34, "未达标")])
def test_thirty_five_of_fifty_reaches_seventy_percent(part: int, verdict: str) -> None:
    found = Tally("R", None, "", part, 50 - part, 0, 0, part, 50, Fraction(7, 10))
    assert tally_text.verdict(RULE, found) == verdict


def test_the_range_of_an_unclear_share_names_both_ends() -> None:
    assert tally_text.format_range(RULE, tally("R-1.2", None, 34, 1, 5)) == "85.0%–97.5%"


def test_the_public_face_has_no_income_by_village_and_no_explanations() -> None:
    waivers = [Waiver("household", "h1", "phone", "phone_shared", "一家人共用")]
    where = {"h1": Whereabouts("v1", "1组", "甲", "", "h1")}
    public = targets.build(
        setting(targets.INFO, face="public"), tallies=TALLIES, waivers=waivers, whereabouts=where
    )
    official = targets.build(setting(targets.INFO), tallies=TALLIES, waivers=waivers, whereabouts=where)
    assert "R-1.4" not in headings(public.tables[1])
    assert not any("一家人共用" in note for note in public.notes)
    assert any("古堤村 甲 农户 联系电话——一家人共用" in note for note in official.notes)


def test_the_stamp_names_policy_day_data_and_journal() -> None:
    made = targets.build(setting(targets.INFO), tallies=TALLIES, waivers=[], whereabouts={})
    text = "\n".join(made.stamp)
    assert "江政办发〔2018〕1号" in text
    assert "第 1.0 版" in text
    assert "统计日期：2018-09-30" in text
    assert "数据截至：2018-09-30（最后录入 2018-09-29）" in text
    assert "0123456789ab" in text
    assert "0123456789abc" not in text
    assert made.number == "产扶10表"
    assert made.filled_by == "王工"


def test_files_are_named_by_unit_report_period_face_and_day() -> None:
    named = file_stem(setting(targets.INFO, period=parse("2018Q3")))
    assert named == "江陵县_资市镇_产扶10目标任务完成情况汇总表_2018年第三季度_上报版_20180930"
    known = file_stem(setting(targets.INFO, face="public", place=PLACES["v1"], known="2018-09-01"))
    assert known == "江陵县_资市镇古堤村_产扶10目标任务完成情况汇总表_累计_据20180901数据_公示版_20180930"


def test_file_names_hold_nothing_that_windows_refuses() -> None:
    place = replace(PLACES["v1"], name='古/堤:村?"<>|*\n')
    assert "_资市镇古堤村_" in file_stem(setting(targets.INFO, place=place))


def test_every_rule_of_the_pack_has_a_line() -> None:
    tallies = [tally(rule.id, None, 1, 0) for rule in CATALOG.packs[0].rules]
    made = targets.build(setting(targets.INFO), tallies=tallies, waivers=[], whereabouts={})
    assert len(cells(made.tables[0], "口径说明")) == len(PACK.rules)


def test_a_tally_reads_the_same_on_screen_on_paper_and_on_the_command_line() -> None:
    rules = {one.id: one for one in PACK.rules}
    share, paid = tally("R-1.2", None, 8791, 1209), replace(tally("R-1.4", None, 1, 0), part=406_188)
    printed = figures.ratio(rules["R-1.2"], share)
    assert isinstance(printed, Share)
    assert share_text(printed) == tally_text.format_ratio(rules["R-1.2"], share) == "87.91%"
    assert on_screen.ratio(share, rules["R-1.2"]) == "87.9%"
    assert figures.ratio(rules["R-1.4"], paid) == on_screen.ratio(paid, rules["R-1.4"]) == "4,061.88元"
    unclear = replace(share, unknown=100)
    assert figures.ratio(rules["R-1.2"], unclear) == Share(8791, 10_000)
    assert on_screen.span(unclear, rules["R-1.2"]) == "87.0%–88.0%"
    near = replace(share, part=9999, whole=10_000)
    assert on_screen.ratio(near, rules["R-1.2"]) == "99.99%"
