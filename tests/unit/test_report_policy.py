"""The reports of the whole policy through a real desk: hand-counted figures, and the same as the coverage."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fupin_desk.desk.desk import Desk
from fupin_desk.model.document import Document, Share, Table
from fupin_desk.model.value import Draft, Value
from fupin_desk.reports.contents import drive
from tests.unit.policy_desk import key, opened
from tests.unit.report_rows import cells, headings, setting, tally


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Open one file for all tests of this module; none of them writes."""
    made = opened(tmp_path_factory.mktemp("policy"))
    yield made
    made.close()


def _sheet(made: Document, name: str) -> Table:
    return next(one for one in made.tables if one.sheet == name)


def _column(made: Document, sheet: str, heading: str) -> list[object]:
    return cells(_sheet(made, sheet), heading)


def test_industry_coverage_leaves_out_who_cannot_work_or_is_away(desk: Desk) -> None:
    made = desk.report("产扶3")
    assert _column(made, "各村覆盖", "贫困户数") == [10, 5, 3, 2]
    assert _column(made, "各村覆盖", "无劳动能力或主要劳动力长期外出") == [2, 2, 0, 0]
    assert _column(made, "各村覆盖", "覆盖户数") == [3, 3, 0, 0]
    assert _column(made, "各村覆盖", "覆盖率") == [Share(3, 8), Share(3, 3), Share(0, 3), Share(0, 2)]
    assert _column(made, "各村产业", "在营") == [None, "是", "是", None, "否"]
    assert _column(made, "各村产业", "集中连片") == [80_000, 80_000, None, "", None]
    assert _column(made, "不计入分母的户", "户主姓名") == [None, "户主丁", "户主戊"]
    assert _column(made, "不计入分母的户", "务工地")[1] == "省外务工"


def test_industry_flags_are_those_of_the_rules(desk: Desk) -> None:
    made = desk.report("产扶3")
    whole = {one.rule: one for one in desk.coverage() if one.place is None}
    for heading, rule in (("特色产业", "R-1.5"), ("一村一品达标", "R-2.2.5")):
        column = _column(made, "各村覆盖", heading)
        assert column[0] == f"{whole[rule].part}/{whole[rule].whole} 个村" == "1/2 个村"
        assert column[1:] == ["达标", "未达标", "—"]


def test_driven_and_transferred_shares_stand_apart_and_agree_with_the_coverage(desk: Desk) -> None:
    made = desk.report("产扶6")
    tallies = {(one.rule, one.place): one for one in desk.coverage()}
    villages = [key(one) for one in ("v1", "v2", "v3")]
    assert _column(made, "各村带动与流转", "带动户数")[1:] == [
        tallies["R-2.5.2", one].part for one in villages
    ]
    assert _column(made, "各村带动与流转", "流转率") == [
        Share(104_995, 150_000, short=True), Share(70_000, 100_000), Share(34_995, 50_000), "—",
    ]  # fmt: skip
    assert _column(made, "各村带动与流转", "带动率达标") == ["1 个村", "达标", "未达标", "未达标"]
    assert _column(made, "各村带动与流转", "流转率达标") == ["1 个村", "达标", "未达标", "待核"]
    assert _column(made, "各村带动与流转", "同时达标") == ["1 个村", "达标", "未达标", "未达标"]
    assert set(_column(made, "各村带动与流转", "奖励金额（元）")) == {None, ""}


def test_poor_households_without_a_village_stand_in_a_line_of_their_own(tmp_path: Path) -> None:
    with opened(tmp_path) as made:
        alone = made.blank("household", poverty_status="0")
        made.save(alone)
        driven, covered = made.report("产扶6"), made.report("产扶3")
        whole = {one.rule: one for one in made.coverage() if one.place is None}
    rule = whole["R-2.5.2"]
    sheet = "各村带动与流转"
    assert _column(driven, sheet, "行政村") == ["合计", "黄淡村", "古堤村", "平渊村", "未登记村"]
    assert (_column(driven, sheet, "贫困户数")[0], _column(driven, sheet, "带动户数")[0]) == (
        rule.whole,
        rule.part,
    )
    assert _column(driven, sheet, "带动率")[0] == Share(rule.part, rule.whole)
    assert _column(driven, sheet, "带动率达标")[-1] == _column(driven, sheet, "符合奖励条件")[-1] == "—"
    assert _column(covered, "各村覆盖", "行政村")[-1] == "未登记村"
    assert _column(covered, "各村覆盖", "贫困户数") == [rule.whole, 5, 3, 2, 1]


def test_a_household_of_two_entities_is_driven_once(desk: Desk) -> None:
    made = desk.report("产扶6")
    assert _column(made, "经营主体", "带动贫困户")[1:] == [4, 3]
    assert _column(made, "带动户", "户主姓名")[0] == "6 户"
    assert len(_column(made, "带动户", "户主姓名")) == 1 + 7


def test_five_shops_are_enough_and_the_same_shop_counts_once(desk: Desk) -> None:
    made = desk.report("产扶7")
    assert _column(made, "各村电商", "在营个数") == [9, 5, 4, 0]
    assert _column(made, "各村电商", "网店达标") == ["1/2 个村", "达标", "未达标", "—"]
    assert _column(made, "各村电商", "距 5 个还差") == [1, 0, 1, "—"]
    assert _column(made, "各村电商", "服务站覆盖") == ["1/2 个村", "达标", "未达标", "—"]
    assert _column(made, "网店", "计入个数").count("是") == 9
    assert "13700001111" not in str(desk.report("产扶7", face="public").tables)


def test_loans_show_balance_overdue_days_and_subsidy(desk: Desk) -> None:
    made = desk.report("产扶8")
    assert _column(made, "贷款台账", "余额（元）") == [570_000_00, 50_000_00, 20_000_00, 500_000_00]
    assert _column(made, "贷款台账", "逾期天数") == ["1 笔", None, 60, None]
    assert _column(made, "贷款台账", "贴息比例")[1:] == [
        "—",
        Share(130_500, 130_500),
        Share(271_875, 543_750),
    ]
    assert _column(made, "银行汇总", "放贷倍数") == ["4.07倍", "0.78倍", "10.00倍"]
    assert _column(made, "银行汇总", "是否超过") == ["未超过", "未超过", "超过"]
    assert _column(made, "应贷未贷", "户主姓名")[1:] == ["户主丁", "户主乙", "户主丙"]
    assert _column(made, "风险代偿", "分担核对")[1:] == ["相符"]
    assert any("户贷上限 50,000.00元，最长 36 个月" in one for one in made.stamp)


def test_loans_of_a_period_leave_the_banks_whole(desk: Desk) -> None:
    made = desk.report("产扶8", period="2018Q2")
    assert _column(made, "贷款台账", "合同号")[1:] == ["YZ-001"]
    assert _column(made, "银行汇总", "贷款笔数") == [3, 2, 1]


def test_public_loans_tell_no_amounts_numbers_or_unlent_households(desk: Desk) -> None:
    made = desk.report("产扶8", face="public")
    said = headings(made.tables[0])
    assert "金额" not in said
    assert "证件号码" not in said
    assert [one.sheet for one in made.tables] == ["贷款台账", "银行汇总"]


def test_both_sixty_percent_shares_are_judged_a_year_and_agree_with_the_coverage(desk: Desk) -> None:
    made = desk.report("产扶9")
    table = _sheet(made, "年度和来源")
    year = next(row for row in table.rows if row.cells[2] == "2018 年小计")
    names = [one.name for one in table.columns]
    tallies = {one.rule: one for one in desk.coverage() if one.place is None}
    for heading, rule in (("产业占比", "R-2.3.1"), ("到户占比", "R-2.3.2")):
        share = year.cells[names.index(f"按下达数（元） {heading}")]
        assert isinstance(share, Share)
        assert (share.part, share.whole) == (tallies[rule].part, tallies[rule].whole)
    assert year.cells[names.index("按下达数（元） 产业占比")] == Share(59_996_00, 100_000_00, short=True)
    assert year.cells[-2:] == ("未达标", "达标")
    assert _column(made, "资金明细", "到户未落实（元）")[1:3] == [80_000_00, 6_000_00]
    assert any("待核 5,000.00元" in one for one in made.notes)


def test_the_special_fund_is_carried_on_and_its_shortage_shown(desk: Desk) -> None:
    made = desk.report("产扶9")
    assert _column(made, "专项资金", "与上年结转") == ["无上年记录", "相符"]
    assert _column(made, "专项资金", "收支平衡") == ["相符", "相符"]
    assert _column(made, "专项资金", "补齐前不足（元）") == [0, 1_000_000_00]
    assert _column(made, "专项资金", "资金规模（元）") == [20_000_000_00, 20_000_000_00]


def test_the_library_says_which_required_contents_lack(desk: Desk) -> None:
    made = desk.report("项目库表")
    assert _column(made, "项目库", "缺什么")[1:] == ["", "绩效目标", "受益对象"]
    assert _column(made, "项目库", "贫困户（户）")[:2] == ["3 户次，不重复 3 户", 3]
    assert [row.cells[0] for row in made.tables[0].rows if row.style == "group"] == [
        "批次 2018-1（2 个）",
        "批次 2018-2（1 个）",
    ]


def test_progress_marks_silence_and_missed_ends(desk: Desk) -> None:
    made = desk.report("项目进度表")
    assert _column(made, "项目进度", "逾期") == ["1 个", "", "", "209 天没有进度；超过计划完工日期"]
    assert _column(made, "项目进度", "已拨付")[1] == 30_000_00
    assert _column(made, "各阶段", "项目数") == [3, 1, 2]
    whole = {one.rule: one for one in desk.coverage() if one.place is None}
    assert whole["R-3.4.5"].gap == 1


def test_bases_are_totalled_while_they_run(desk: Desk) -> None:
    made = desk.report("旅游与基地表")
    assert _column(made, "旅游基地", "年收入（元）")[0] == 350_000_00
    assert _column(made, "产业基地", "用工（人）")[0] == 100
    assert _column(made, "产业基地", "贫困人口参与度")[0] == Share(30, 100)
    assert _column(made, "产业基地", "贫困人口参与度")[1:] == [Share(18, 40), Share(12, 60), "—", "—"]
    assert _column(made, "基础设施", "投资（元）")[0] == 800_000_00


def test_participation_is_open_while_no_base_tells_its_poor_workers(tmp_path: Path) -> None:
    with opened(tmp_path) as made:
        made.save_drafts([Draft("base", key("b1"), {"poor_workers": None})], "改正")
        shares = _column(made.report("旅游与基地表"), "产业基地", "贫困人口参与度")
    assert shares == [Share(12, 100), "—", Share(12, 60), "—", "—"]


def test_work_teams_show_the_rules_of_their_village(desk: Desk) -> None:
    made = desk.report("工作队指标表")
    assert _column(made, "工作队", "工作队") == ["1 支工作队", "县农业局驻黄淡村工作队", "没有工作队"]
    assert _column(made, "工作队", "第一书记")[1] == "周队长"
    tallies = {(one.rule, one.place): one for one in desk.coverage()}
    part = next(one for one in made.tables if "R-2.5.2" in headings(one))
    shares = cells(part, "R-2.5.2 完成率")
    assert shares == [
        Share(tallies["R-2.5.2", key(one)].part, tallies["R-2.5.2", key(one)].whole) for one in ("v1", "v2")
    ]
    assert "13600002222" not in str(desk.report("工作队指标表", face="public").tables)


def test_inspections_count_what_is_mended_and_what_is_late(desk: Desk) -> None:
    made = desk.report("督查整改表")
    assert _column(made, "问题清单", "整改情况") == [
        "已整改 1 个，逾期 1 个",
        "已整改",
        "整改中（逾期）",
        "未发现问题",
    ]
    assert _column(made, "各单位", "整改率") == [Share(1, 2), Share(1, 2)]
    assert len(_column(desk.report("督查整改表", period="2018Q3"), "问题清单", "问题")) == 2


def test_the_summary_holds_every_rule_and_what_the_county_told(desk: Desk) -> None:
    made = desk.report("产扶10")
    rules = {one.id: number for number, one in enumerate(desk.pack().rules)}
    told = cells(made.tables[0], "县级参考数")
    assert len(told) == len(rules)
    assert told[rules["R-2.3.1"]] == (
        "7,200.00万元（72,000,000.00元）/10,000.00万元（100,000,000.00元） = 72.00%（2018-08-31，县财政局8月通报）"
    )
    states = cells(made.tables[0], "是否达标")
    assert (states[rules["R-1.1"]], states[rules["R-2.8.2"]]) == ("只统计", "由县判定")
    assert cells(made.tables[0], "目标值")[rules["R-2.8.2"]] == "不超过8倍"
    assert cells(made.tables[0], "完成率")[rules["R-2.3.1"]] == Share(59_996_00, 100_000_00, short=True)


def test_villages_stand_under_every_rule_that_counts_somebody_there(desk: Desk) -> None:
    matrices = desk.report("产扶10").tables[1:]
    shown = {one.name.split()[0] for table in matrices for one in table.columns if one.name.startswith("R-")}
    counted = {
        one.rule
        for one in desk.coverage()
        if one.place and (one.whole or one.covered or one.gap or one.unknown)
    }
    assert shown == counted
    assert all(len(one.columns) <= 2 + 6 * 4 for one in matrices)


def test_lists_of_gaps_name_projects_and_fund_lines_too(desk: Desk) -> None:
    made = {one.sheet.split()[0]: one for one in desk.report("未覆盖名单").tables}
    assert cells(made["R-3.4.5"], "对象") == ["虾尾加工厂"]
    assert "户主姓名" not in headings(made["R-3.4.5"])
    assert "户主姓名" in headings(made["R-2.5.2"])


@pytest.mark.parametrize(
    "name", ["产扶3", "产扶6", "产扶7", "产扶8", "产扶9", "项目库表", "项目进度表", "工作队指标表", "通报"]
)
def test_one_village_has_reports_of_its_own(desk: Desk, name: str) -> None:
    made = desk.report(name, place="古堤村")
    assert made.title.startswith("江陵县资市镇古堤村")
    assert "黄淡村" not in str([row.cells for table in made.tables for row in table.rows])


def test_an_earlier_day_counts_only_what_was_done_by_then(desk: Desk) -> None:
    loans = desk.report("产扶8", as_of="2018-07-15")
    assert _column(loans, "贷款台账", "余额（元）")[1:] == [50_000_00, 30_000_00, 500_000_00]
    assert _column(loans, "贷款台账", "逾期天数")[0] == "0 笔"
    assert _column(loans, "风险代偿", "合同号") == [None]
    land = desk.report("产扶6", as_of="2018-06-29")
    assert _column(land, "土地流转", "合同编号")[1:] == ["HD-001", "GD-002", "GD-001"]
    assert _column(desk.report("产扶3", as_of="2018-06-29"), "各村产业", "在营")[1:] == ["是", "是", "是"]
    assert _column(desk.report("产扶7", as_of="2018-07-31"), "各村电商", "在营个数") == [10, 5, 5, 0]
    assert _column(desk.report("项目进度表", as_of="2018-02-28"), "各阶段", "现阶段")[1:] == [
        "申报",
        "乡镇审核",
        "入库",
    ]


def test_a_county_file_shows_townships_and_judges_its_own_rules(tmp_path: Path) -> None:
    made = opened(tmp_path, place="421024")
    try:
        for info in made.reports():
            report = made.report(info.name)
            assert report.title.startswith("江陵县"), info.name
            assert "资市镇" not in report.title
        states = cells(made.report("产扶10").tables[0], "是否达标")
        assert "由县判定" not in states
        assert "县级参考数" not in headings(made.report("产扶10").tables[0])
        assert cells(made.report("产扶6").tables[0], "乡镇")[1:] == ["资市镇"] * 3
    finally:
        made.close()


@pytest.mark.parametrize(("covered", "said"), [(1, "是"), (0, "否")])
def test_the_reward_is_what_the_rule_says_whatever_the_two_shares(covered: int, said: str) -> None:
    tallies = [
        replace(tally("R-2.5.2", "v1", 7, 3), part=7, whole=10),
        replace(tally("R-2.5.3", "v1", 0, 1), part=6_999, whole=10_000),
        tally("R-2.5.4", "v1", covered, 1 - covered),
    ]
    facts: dict[str, Value] = {"contracted_farmland_cmu": 10_000, "transferred_cmu": 6_999}
    made = drive.build(
        setting(drive.INFO), entities=[], drive_links=[], transfers=[], drive_facts={"v1": facts}, homes=[], tallies=tallies
    )  # fmt: skip
    assert cells(made.tables[0], "同时达标")[1:] == ["未达标"]
    assert cells(made.tables[0], "符合奖励条件")[1:] == [said]


def test_more_land_let_than_there_is_is_marked_and_earns_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as made:
        land = next(one for one in made.coverage() if one.rule == "R-2.5.3" and one.place == key("v1"))
        assert land.met is True
        made.save_drafts([Draft("village", key("v1"), {"contracted_farmland_cmu": land.part - 1})], "改正")
        sheet = made.report("产扶6")
        tallies = {one.rule: one for one in made.coverage() if one.place == key("v1")}
    assert (tallies["R-2.5.3"].met, tallies["R-2.5.4"].covered) == (False, 0)
    assert _column(sheet, "各村带动与流转", "流转率")[1] == Share(land.part, land.part - 1, impossible=True)
    assert _column(sheet, "各村带动与流转", "流转率达标")[1] == "未达标"
    assert _column(sheet, "各村带动与流转", "符合奖励条件")[1] == "否"
