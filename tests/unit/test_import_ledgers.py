"""Ledgers with one record a row: what they refer to is found by what people write, or named as the reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desk.desk.desk import Desk
from fupin_desk.model.importing import Plan
from fupin_desk.model.value import Draft
from tests.unit.books import DAMAGED, HEAD, OTHER, SON, THIRD, WIFE, all_of, brought, planned

REGISTER = [
    ["行政村", "户编号", "姓名", "证件号码", "与户主关系", "健康状况"],
    ["古堤村", "4210990001", "王建国", HEAD, "户主", "健康"],
    ["古堤村", "4210990001", "陈芳", WIFE, "配偶", "健康"],
    ["古堤村", "4210990002", "李秀英", OTHER, "户主", "健康"],
    ["黄淡村", "4210990003", "李秀英", THIRD, "户主", "健康"],
]
ROUNDS: list[list[object]] = [
    ["轮次号", "年度", "名称", "开始日期", "结束日期"],
    [1, 2018, "2018年第一轮产业帮扶", "2018-01-14", "2018年6月30日"],
    [2, 2018, "2018年第二轮产业帮扶", "2018.7.1", "20181231"],
]
ASSISTANCE: list[object] = [
    "行政村",
    "户主姓名",
    "户主证件号码",
    "轮次",
    "帮扶类别",
    "帮扶措施",
    "金额（元）",
    "状态",
    "实施日期",
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.create(tmp_path / "d.fupin", "pine-7421 stone", "421024100", "测试员") as one:
        one.add_villages()
        one.save(one.blank("village", name="黄淡村", township="421024100", is_poor_village=1))
        brought(one, tmp_path, "household", *REGISTER)
        brought(one, tmp_path, "round", *ROUNDS)
        yield one


def reasons(plan: Plan) -> list[str]:
    return [issue.text for row in plan.rows for issue in row.issues if issue.refuses]


def test_rounds_are_told_by_number_and_year(desk: Desk, tmp_path: Path) -> None:
    held = {str(one.values["name"]): one.values for one in all_of(desk, "round")}
    first = held["2018年第一轮产业帮扶"]
    assert (first["number"], first["year"], first["started_on"], first["ended_on"]) == (
        1,
        2018,
        "2018-01-14",
        "2018-06-30",
    )
    assert first["state"] == "1"
    plan = planned(
        desk,
        tmp_path,
        "round",
        ROUNDS[0],
        [1, 2018, "改名", "2018-01-14", "2018-06-30"],
        ["", 2018, "无号", "", ""],
    )
    assert [row.outcome for row in plan.rows] == ["changed", "refused"]
    assert reasons(plan) == ["没有写“轮次号”，认不出是哪一条记录。请补填。"]


def test_assistance_finds_household_and_round_in_many_spellings(desk: Desk, tmp_path: Path) -> None:
    plan = brought(
        desk, tmp_path, "assistance", ASSISTANCE,
        ["古堤村", "王建国", HEAD, "2018年第一轮产业帮扶", "产业扶贫", "发放种虾", 1200.5, "已实施", "2018/3/5"],
        ["黄淡村", "李秀英", "", "2018年第1轮", "产业", "购买鸡苗", "800元", "计划", ""],
        ["", "", OTHER.lower(), "第二轮", "", "发放种虾", "", "", "2018-08-01"],
        ["古堤村", "李秀英", "", "", "产业帮扶", "发放化肥", 300, "已验收", "2018-07-09"],
    )  # fmt: skip
    assert plan.counts["new"] == 4
    homes = {str(one.values["household_no"]): one.id for one in all_of(desk, "household")}
    held = {
        (one.values["household"], one.values["measure"]): one.values for one in all_of(desk, "assistance")
    }
    shrimp = held[homes["4210990001"], "发放种虾"]
    assert (shrimp["amount_fen"], shrimp["done_on"], shrimp["status"]) == (120050, "2018-03-05", "2")
    assert held[homes["4210990003"], "购买鸡苗"]["status"] == "1"
    second = {one.values["number"]: one.id for one in all_of(desk, "round")}[2]
    assert held[homes["4210990002"], "发放种虾"]["round"] == second
    assert held[homes["4210990002"], "发放化肥"]["round"] == second
    assert any("实施日期所在的轮次" in note for note in plan.notes)


def test_assistance_that_cannot_be_placed_says_what_to_write(desk: Desk, tmp_path: Path) -> None:
    plan = planned(
        desk, tmp_path, "assistance", ASSISTANCE,
        ["", "李秀英", "", "第一轮", "产业帮扶", "甲", 1, "计划", ""],
        ["古堤村", "没有人", "", "第一轮", "产业帮扶", "甲", 1, "计划", ""],
        ["古堤村", "", DAMAGED, "第一轮", "产业帮扶", "甲", 1, "计划", ""],
        ["古堤村", "王建国", "", "第九轮", "产业帮扶", "甲", 1, "计划", ""],
        ["古堤村", "", "", "第一轮", "产业帮扶", "甲", 1, "计划", ""],
    )  # fmt: skip
    assert plan.counts["refused"] == 5
    said = reasons(plan)
    for text, wanted in zip(
        said, ["2 个同名", "没有叫这个名字", "Excel", "第九轮", "没有写农户"], strict=True
    ):
        assert wanted in text


def test_the_same_measure_twice_in_a_workbook_is_refused_and_again_later_is_the_same(
    desk: Desk, tmp_path: Path
) -> None:
    row = ["古堤村", "王建国", "", "第一轮", "产业帮扶", "发放种虾", 100, "已实施", "2018-03-05"]
    plan = planned(desk, tmp_path, "assistance", ASSISTANCE, row, row)
    assert [one.outcome for one in plan.rows] == ["new", "refused"]
    assert "第 2 行" in reasons(plan)[0]
    desk.import_plan(plan)
    assert planned(desk, tmp_path, "assistance", ASSISTANCE, row).counts["same"] == 1


def test_a_missing_column_takes_its_default_for_new_records_only_and_says_so(
    desk: Desk, tmp_path: Path
) -> None:
    header = [one for one in ASSISTANCE if one != "状态"]
    row = ["古堤村", "王建国", "", "第一轮", "产业帮扶", "发放种虾", 100, "2018-03-05"]
    plan = brought(desk, tmp_path, "assistance", header, row)
    assert any("“状态”" in note and "已实施" in note for note in plan.notes)
    (one,) = all_of(desk, "assistance")
    one.values["status"] = "3"
    desk.save(type(desk.page("assistance", one.id))(one))
    assert brought(desk, tmp_path, "assistance", header, row).counts["same"] == 1
    assert all_of(desk, "assistance")[0].values["status"] == "3"


def test_an_assistance_with_an_error_enters_and_is_counted(desk: Desk, tmp_path: Path) -> None:
    row = ["古堤村", "王建国", "", "第一轮", "产业帮扶", "发放种虾", "很多", "已实施", "2018-09-05"]
    plan = brought(desk, tmp_path, "assistance", ASSISTANCE, row)
    assert plan.faulty == 1
    (held,) = all_of(desk, "assistance")
    assert held.unread == {"amount_fen": "很多"}


def test_an_id_number_in_a_column_of_amounts_is_kept_as_unread_text(desk: Desk, tmp_path: Path) -> None:
    row = ["古堤村", "王建国", "", "第一轮", "产业帮扶", "发放种虾", OTHER, "计划", ""]
    assert brought(desk, tmp_path, "assistance", ASSISTANCE, row).faulty == 1
    (held,) = all_of(desk, "assistance")
    assert (held.values["amount_fen"], held.unread) == (None, {"amount_fen": OTHER})


def test_attendance_makes_its_course_where_the_days_are_given(desk: Desk, tmp_path: Path) -> None:
    header = ["培训班名称", "开始日期", "结束日期", "村", "姓名", "证件号码", "是否结业"]
    plan = brought(
        desk, tmp_path, "attendance", header,
        ["稻虾技术班", "2018-05-07", "2018-05-09", "古堤村", "王建国", "", "完成"],
        ["稻虾技术班", "2018-05-07", "2018-05-09", "", "", WIFE, "完成"],
        ["稻虾技术班", "2018-05-07", "2018-05-09", "黄淡村", "李秀英", "", "完成"],
    )  # fmt: skip
    assert plan.counts["new"] == 3
    (course,) = all_of(desk, "course")
    assert (course.values["name"], course.values["ended_on"]) == ("稻虾技术班", "2018-05-09")
    assert {one.values["course"] for one in all_of(desk, "attendance")} == {course.id}
    again = planned(
        desk,
        tmp_path,
        "attendance",
        ["培训班", "姓名", "身份证号"],
        ["稻虾技术班", "", WIFE],
        ["稻虾技术班", "李秀英", ""],
        ["没有的班", "王建国", ""],
        ["稻虾技术班", "", SON],
    )
    assert [row.outcome for row in again.rows] == ["same", "refused", "refused", "refused"]
    for text, wanted in zip(reasons(again), ["2 个同名", "没有的班", "没有登记这个证件号码"], strict=True):
        assert wanted in text


def test_a_new_course_is_born_with_the_first_row_that_is_accepted(desk: Desk, tmp_path: Path) -> None:
    header = ["培训班名称", "开始日期", "证件号码", "是否结业"]
    plan = planned(
        desk,
        tmp_path,
        "attendance",
        header,
        ["新班", "2018-05-07", SON, "完成"],
        ["新班", "2018-05-07", HEAD, "完成"],
    )
    assert [row.outcome for row in plan.rows] == ["refused", "new"]
    desk.import_plan(plan)
    assert [one.values["name"] for one in all_of(desk, "course")] == ["新班"]
    nobody = planned(desk, tmp_path, "attendance", header, ["空班", "2018-05-08", SON, "完成"])
    assert nobody.drafts == ()


def test_an_id_number_and_a_name_of_two_persons_contradict_each_other(desk: Desk, tmp_path: Path) -> None:
    row = ["古堤村", "陈芳", HEAD, "第一轮", "产业帮扶", "甲", 1, "计划", ""]
    assert planned(desk, tmp_path, "assistance", ASSISTANCE, row).counts["new"] == 1, (
        "anybody of the household will do"
    )
    row[1] = "李秀英"
    assert "对不上" in reasons(planned(desk, tmp_path, "assistance", ASSISTANCE, row))[0]


def test_a_name_is_looked_for_in_the_village_of_the_course(desk: Desk, tmp_path: Path) -> None:
    village = next(one for one in desk.villages() if one.values["name"] == "黄淡村")
    desk.save(
        desk.blank("course", name="村班", started_on="2018-05-07", ended_on="2018-05-07", village=village.id)
    )
    brought(desk, tmp_path, "attendance", ["培训班", "姓名", "状态"], ["村班", "李秀英", "完成"])
    (row,) = all_of(desk, "attendance")
    assert desk.record("member", str(row.values["member"])).values["id_number"] == THIRD  # type: ignore[union-attr]


def test_villages_are_known_by_any_of_their_names_and_new_ones_belong_to_the_file(
    desk: Desk, tmp_path: Path
) -> None:
    count = len(desk.villages())
    header = ["乡镇", "村名", "是否贫困村", "总户数"]
    plan = planned(
        desk, tmp_path, "village", header, ["资市镇", "古堤村村民委员会", "是", 300], ["", "新设村", "非贫困村", 20], ["马家寨乡", "别处村", "是", 1],
        ["", "古堤", "是", 301],
    )  # fmt: skip
    assert [row.outcome for row in plan.rows] == ["changed", "new", "refused", "refused"]
    desk.import_plan(plan)
    held = {str(one.values["name"]): one.values for one in desk.villages()}
    assert len(held) == count + 1
    assert (held["古堤村"]["is_poor_village"], held["古堤村"]["household_count"]) == (1, 300)
    assert (held["新设村"]["is_poor_village"], held["新设村"]["township"]) == (0, "421024100")


def test_a_village_that_cannot_be_told_from_another_is_refused(desk: Desk, tmp_path: Path) -> None:
    for name in ("东湖村", "西湖村"):
        desk.save(desk.blank("village", name=name, township="421024100", other_names="湖村"))
    plan = planned(
        desk,
        tmp_path,
        "village",
        ["村名", "区划代码", "总户数"],
        ["湖村", "", 1],
        ["", "421024100999", 1],
        ["东湖村", "", 1],
    )
    assert [row.outcome for row in plan.rows] == ["refused", "refused", "changed"]
    assert "可以是几个村" in reasons(plan)[0]
    assert "没有写村名" in reasons(plan)[1]


def test_experts_pairings_and_visits_find_each_other(desk: Desk, tmp_path: Path) -> None:
    brought(
        desk,
        tmp_path,
        "expert",
        ["姓名", "是否专家服务团成员", "工作单位", "电话"],
        ["赵专家", "是", "县农业局", "13800000001"],
        ["钱专家", "否", "镇农技站", ""],
    )
    brought(desk, tmp_path, "pairing", ["专家", "行政村", "开始日期"], ["赵专家", "古堤村", "2018-02-01"])
    visits = ["服务日期", "行政村", "服务层级", "状态", "服务内容", "服务专家", "受指导农户"]
    plan = brought(
        desk, tmp_path, "visit", visits,
        ["2018-04-02", "黄淡村", "到户指导", "已完成", "", "赵专家、钱专家", f"李秀英，{HEAD}"],
    )  # fmt: skip
    assert plan.counts["new"] == 1
    (visit,) = all_of(desk, "visit")
    page = desk.page("visit", visit.id)
    assert len(page.children["visit_expert"]) == 2
    assert len(page.children["visit_household"]) == 2
    again = planned(
        desk,
        tmp_path,
        "visit",
        visits,
        ["2018-04-02", "黄淡村", "到户指导", "已完成", "", "赵专家、孙专家", "李秀英"],
    )
    assert again.rows[0].outcome == "refused"
    assert reasons(again)[0].startswith("“孙专家”：文件里没有“孙专家”这个专家。")
    assert all_of(desk, "pairing")[0].values["village"] == next(
        one.id for one in desk.villages() if one.values["name"] == "古堤村"
    )


def test_incomes_hang_on_their_household_by_year(desk: Desk, tmp_path: Path) -> None:
    header = ["户主身份证号", "年度", "工资性收入", "生产经营性收入"]
    brought(desk, tmp_path, "income", header, [HEAD, 2018, "12,000.50", 3000])
    plan = brought(desk, tmp_path, "income", header, [HEAD, 2018, 12000.5, 3500], [HEAD, 2017, 1, 2])
    assert [row.outcome for row in plan.rows] == ["changed", "new"]
    held = {one.values["year"]: one.values for one in all_of(desk, "income")}
    assert (held[2018]["income_wage_fen"], held[2018]["income_business_fen"]) == (1200050, 350000)


def test_a_list_of_members_moves_nobody(desk: Desk, tmp_path: Path) -> None:
    header = ["户主证件号码", "姓名", "证件号码", "与户主关系", "健康状况"]
    plan = planned(
        desk,
        tmp_path,
        "member",
        header,
        [HEAD, "王小明", SON, "之子", "健康"],
        [HEAD, "陈芳", WIFE, "配偶", "长期慢性病"],
        [OTHER, "陈芳", f"{WIFE}42", "其他", "残疾"],
    )
    assert [row.outcome for row in plan.rows] == ["new", "changed", "refused"]


def test_a_new_date_in_a_closed_round_is_an_error_of_an_import_too(desk: Desk, tmp_path: Path) -> None:
    row = ["古堤村", "王建国", HEAD, 1, "产业帮扶", "小龙虾养殖", 3000, "已实施", "2018-03-01"]
    brought(desk, tmp_path, "assistance", ASSISTANCE, row)
    first = next(one for one in all_of(desk, "round") if one.values["number"] == 1)
    desk.save_drafts([Draft("round", first.id, {"state": "2"})], "关闭轮次")
    same = planned(desk, tmp_path, "assistance", ASSISTANCE, row).rows[0]
    moved = planned(desk, tmp_path, "assistance", ASSISTANCE, [*row[:-1], "2018-04-01"]).rows[0]
    assert (same.outcome, moved.outcome) == ("same", "changed")
    assert "AS-closed" not in {one.code for one in same.findings}
    assert "AS-closed" in {one.code for one in moved.findings}
