"""Rows refer to records of every kind, and are records themselves: found by what their form says, or refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desk.catalog import catalog
from fupin_desk.desk.desk import Desk
from fupin_desk.exchange import template, vocabulary
from fupin_desk.model.importing import Plan
from tests.unit.books import HEAD, OTHER, all_of, brought, planned

FORMS = catalog.load().forms
REGISTER: list[list[object]] = [
    ["行政村", "户编号", "姓名", "证件号码", "与户主关系"],
    ["古堤村", "4210990001", "王建国", HEAD, "户主"],
    ["古堤村", "4210990002", "李秀英", OTHER, "户主"],
]
LOANS: list[list[object]] = [
    [
        "合同号",
        "户主姓名",
        "贷款银行",
        "贷款金额",
        "期限",
        "年利率",
        "放款日期",
        "到期日期",
        "用途",
        "用于生产",
    ],
    ["JK-1", "王建国", "江陵农村商业银行", 30000, 12, 4.35, "2018-03-01", "2019-03-01", "养虾", "是"],
    ["JK-2", "李秀英", "江陵农村商业银行", 20000, 12, 4.35, "2018-03-01", "2019-03-01", "养鸡", "是"],
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.create(tmp_path / "d.fupin", "pine-7421 stone", "421024100", "测试员") as desk:
        desk.add_villages()
        brought(desk, tmp_path, "household", *REGISTER)
        yield desk


def reasons(plan: Plan) -> list[str]:
    return [issue.text for row in plan.rows for issue in row.issues if issue.refuses]


def test_a_reference_to_nobody_is_refused_or_kept_whatever_its_kind(desk: Desk, tmp_path: Path) -> None:
    """A14: loans, projects, entities, plans, acceptances and inspections ended in a KeyError."""
    for form in FORMS.values():
        header = [field.label for field in form.fields.values() if field.appearance != "hidden"]
        for field in form.fields.values():
            if form.importable and field.of and field.appearance != "hidden":
                row = ["没有的东西" if label == field.label else "2018-05-01" for label in header]
                plan = planned(desk, tmp_path, form.kind, header, row)
                assert plan.rows[0].issues, (form.kind, field.name)


def test_a_template_names_every_way_of_a_reference() -> None:
    """A14: what a record is referred to by stands in the template, and the import understands those headings."""
    for form in FORMS.values():
        if not form.importable or form.kind == "household":
            continue
        columns = [column.label for column in template._columns(form.kind, FORMS)]
        assert len(columns) == len(set(columns)), form.kind
        words = vocabulary.of_kind(form.kind, FORMS)
        taken: set[str] = set()
        for label in columns:
            targets = [target for target in words.of(label) if target not in taken]
            assert targets, (form.kind, label)
            taken |= {targets[0]} - words.shared


def test_a_loan_is_told_by_its_number_or_by_household_and_day(desk: Desk, tmp_path: Path) -> None:
    brought(desk, tmp_path, "loan", *LOANS)
    header = ["贷款", "贷款户", "放款日期", "计息起", "计息止", "应付利息", "贴息金额", "符合贴息条件"]
    plan = brought(
        desk, tmp_path, "interest_subsidy", header,
        ["JK-1", "", "", "2018-03-01", "2018-06-01", 300, 300, "是"],
        ["", "李秀英", "2018-03-01", "2018-03-01", "2018-06-01", 200, 200, "是"],
    )  # fmt: skip
    assert plan.counts["new"] == 2
    loans = {record.id: record.values["contract_no"] for record in all_of(desk, "loan")}
    paid = {
        loans[str(record.values["loan"])]: record.values["subsidy_fen"]
        for record in all_of(desk, "interest_subsidy")
    }
    assert paid == {"JK-1": 30000, "JK-2": 20000}
    refused = planned(
        desk, tmp_path, "interest_subsidy", header,
        ["JK-9", "", "", "2018-03-01", "2018-06-01", 300, 300, "是"],
        ["JK-1", "李秀英", "", "2018-07-01", "2018-09-01", 300, 300, "是"],
    )  # fmt: skip
    assert reasons(refused) == [
        "文件里没有“JK-9”这笔贷款。请写合同号，或贷款户和放款日期，或先登记这笔贷款再导入。",
        "文件里“JK-1”这笔贷款的贷款户和这一行写的对不上。请核对，改正其中一处。",
    ]


PROJECTS: list[list[object]] = [
    ["项目编号", "项目名称", "实施地点", "资金规模（元）"],
    ["", "稻虾共作", "古堤村", 1000],
    ["2018-07", "蛋鸡养殖", "古堤村", 2000],
]


def test_the_second_key_of_a_form_tells_a_record_without_a_number(desk: Desk, tmp_path: Path) -> None:
    """A15: a project without 项目编号 was refused although name and village tell it."""
    brought(desk, tmp_path, "project", *PROJECTS)
    again = planned(desk, tmp_path, "project", *PROJECTS)
    assert again.counts == {"new": 0, "changed": 0, "same": 2, "refused": 0}
    numbered = brought(
        desk,
        tmp_path,
        "project",
        PROJECTS[0],
        ["2018-01", "稻虾共作", "古堤村", 1000],
        ["2018-08", "蛋鸡养殖", "古堤村", 1],
    )
    # A number that is new goes to the project that had none; another number is another project.
    assert [row.outcome for row in numbered.rows] == ["changed", "new"]
    nobody = planned(desk, tmp_path, "project", PROJECTS[0], ["", "", "古堤村", 1])
    assert reasons(nobody) == ["没有写“项目编号”，也没有写“项目名称”，认不出是哪一条记录。请补填其中一种。"]


def test_an_entity_without_a_code_is_told_by_its_name(desk: Desk, tmp_path: Path) -> None:
    header = ["主体名称", "统一社会信用代码", "注册地村", "主体类型"]
    brought(desk, tmp_path, "entity", header, ["古堤虾业合作社", "", "古堤村", "农民专业合作社"])
    again = planned(desk, tmp_path, "entity", header, ["古堤虾业合作社", "", "古堤村", "家庭农场"])
    assert [row.outcome for row in again.rows] == ["changed"]


def test_two_held_records_under_one_key_are_never_mixed(desk: Desk, tmp_path: Path) -> None:
    """A12: the last of two assistance records under one key was overwritten."""
    brought(
        desk, tmp_path, "round", ["轮次号", "年度", "名称", "开始日期", "结束日期"],
        [1, 2018, "2018年第一轮产业帮扶", "2018-01-14", "2018-12-31"],
    )  # fmt: skip
    header: list[object] = ["户主证件号码", "轮次", "帮扶措施", "帮扶金额（元）", "实施日期"]
    brought(
        desk, tmp_path, "assistance", header, [HEAD, "2018年第一轮产业帮扶", "发放鸡苗", 500, "2018-03-05"]
    )
    (first,) = all_of(desk, "assistance")
    desk.save(desk.blank("assistance", **{**first.values, "amount_fen": 90000}))
    same = planned(
        desk, tmp_path, "assistance", header,
        [HEAD, "2018年第一轮产业帮扶", "发放鸡苗", 900, "2018-03-05"],
        [HEAD, "2018年第一轮产业帮扶", "发放鸡苗", 500, "2018-03-05"],
    )  # fmt: skip
    assert [row.outcome for row in same.rows] == ["same", "same"]
    other = planned(
        desk, tmp_path, "assistance", header, [HEAD, "2018年第一轮产业帮扶", "发放鸡苗", 700, "2018-03-05"]
    )
    assert reasons(other) == [
        "文件里有 2 条帮扶记录的农户、轮次、帮扶措施与这一行相同，分不清改的是哪一条。请在程序里改，或先在程序里删去重复的。"
    ]


def test_guided_households_have_signed_unless_the_ledger_says_no(desk: Desk, tmp_path: Path) -> None:
    """A16: imported guidance never fulfilled R-2.4.8, for nobody had signed."""
    brought(desk, tmp_path, "expert", ["姓名", "工作单位"], ["赵专家", "江陵县农业局"])
    header = ["服务日期", "行政村", "服务层级", "状态", "服务内容", "服务专家", "受指导农户"]
    day = ["2018-04-02", "古堤村", "到户指导", "已完成", "种养技术", "赵专家（农业局、农艺师）"]
    plan = brought(desk, tmp_path, "visit", header, [*day, "王建国、李秀英（未签字）"])
    assert any("已签字" in note for note in plan.notes)
    rows = {
        record.values["household"]: record.values["is_signed"] for record in all_of(desk, "visit_household")
    }
    homes = {str(record.values["household_no"]): record.id for record in all_of(desk, "household")}
    assert rows == {homes["4210990001"]: 1, homes["4210990002"]: 0}
    assert [column.label for column in template._columns("visit", FORMS)][-1] == "受指导农户已签字"
    said = brought(desk, tmp_path, "visit", [*header, "农户已签字"], [*day, "李秀英", "是"])
    assert said.counts["changed"] == 1
    assert {record.values["is_signed"] for record in all_of(desk, "visit_household")} == {1}


def test_a_new_household_begins_as_on_its_page(desk: Desk, tmp_path: Path) -> None:
    """A16, C15: where a list has no column, the form's default holds, and the preview says so."""
    values = {record.values["household_no"]: record.values for record in all_of(desk, "household")}[
        "4210990001"
    ]
    assert (values["poverty_status"], values["identification_standard"]) == ("0", "1")
    plan = planned(desk, tmp_path, "household", *REGISTER)
    assert "表里没有“脱贫状态”列，新增的记录一律按“未脱贫”登记。" in plan.notes
    assert plan.counts["same"] == 2


def test_a_column_for_each_kind_of_subsidy_is_refused_with_the_way_on(desk: Desk, tmp_path: Path) -> None:
    """C: wide money columns could not be imported, and nothing said how."""
    plan = planned(
        desk,
        tmp_path,
        "policy_benefit",
        ["户主证件号码", "粮补资金", "低保资金", "享受日期"],
        [HEAD, 300, 1200, "2018-05-01"],
    )
    assert plan.refused == 1
    assert any(
        note.startswith("“粮补资金”“低保资金”这 2 列看来各是一种") and "请改成每条一行" in note
        for note in plan.notes
    ), plan.notes
