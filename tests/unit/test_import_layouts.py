"""Odd layouts: every row arrives, or it is said what it is and why it does not."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import RequestError
from fupin_desk.model.importing import Plan
from tests.unit.books import HEAD, OTHER, SON, THIRD, WIFE, xlsx

HEADER = ["行政村", "户编号", "姓名", "证件号码", "与户主关系", "联系电话"]
KING = ["古堤村", "4210990001", "王建国", HEAD, "户主", "13800000001"]
WIFE_OF_KING = ["古堤村", "4210990001", "陈芳", WIFE, "配偶", ""]
SON_OF_KING = ["古堤村", "4210990001", "王小明", SON, "之子", ""]
LI = ["古堤村", "4210990002", "李秀英", OTHER, "户主", "13800000002"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("layouts") / "d.fupin"
    with Desk.create(path, "four plain words here", "421024100", "测试员") as one:
        one.add_villages()
        yield one


def planned(desk: Desk, folder: Path, rows: Sequence[Sequence[object]], *merged: str) -> Plan:
    path = folder / "book.xlsx"
    path.write_bytes(xlsx(rows, merged=merged))
    plan = desk.read_workbook(path, "household")
    for sheet, one in enumerate(plan.sheets):
        in_rows = sum(row.raw.sheet == sheet for row in plan.rows)
        assert in_rows + len(one.skipped) == one.size
    return plan


def names(plan: Plan) -> list[str]:
    return [str(one.values["name"]) for one in plan.drafts if one.kind == "member"]


def kinds(plan: Plan) -> dict[int, str]:
    return {one.number: one.kind for one in plan.sheets[0].skipped}


def test_a_row_between_two_repeated_headings_arrives_with_its_phone(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, [HEADER, KING, HEADER, WIFE_OF_KING, HEADER, LI])
    assert names(plan) == ["王建国", "陈芳", "李秀英"]
    assert kinds(plan) == {1: "heading", 3: "repeated", 5: "repeated"}
    phones = [one.values.get("phone") for one in plan.drafts if one.kind == "household"]
    assert phones == ["13800000001", "13800000002"]


def test_page_breaks_repeat_title_unit_line_and_a_header_of_two_rows(desk: Desk, tmp_path: Path) -> None:
    groups = ["户", "", "家庭成员", "", "", ""]
    head = [["古堤村贫困户花名册", "", "", "", "", ""], ["填报单位：古堤村"], groups, HEADER]
    plan = planned(desk, tmp_path, [*head, KING, WIFE_OF_KING, *head, SON_OF_KING, LI], "A3:B3", "C3:F3")
    assert names(plan) == ["王建国", "陈芳", "王小明", "李秀英"]
    assert not plan.refused


@pytest.mark.parametrize(
    "total",
    [
        ["小计", "", "3"], ["合计", "", "3", "", "1人"], ["本页小计", "", "3"], ["全村合计", "", "2户", "3人"],
        ["1组小计", "", "1人"], ["第二组小计", "", "1"], ["合计：2户3人"], ["合  计", "2户", "3人"], ["", "", "总计：3人"],
        ["共计3户", "", "5"], ["古堤村小计", "", "3"],
    ],
    ids="".join,
)  # fmt: skip
def test_a_total_is_never_a_person(desk: Desk, tmp_path: Path, total: list[object]) -> None:
    plan = planned(desk, tmp_path, [HEADER, KING, WIFE_OF_KING, total, LI, total])
    assert names(plan) == ["王建国", "陈芳", "李秀英"]
    assert kinds(plan) == {1: "heading", 4: "total", 6: "total"}


@pytest.mark.parametrize(
    "foot", [["五星"], ["农户星级", "", "五星"], ["制表：", "李四"], ["制表人"], ["", "", "制表人：李四"], ["填表日期：2018-9-1"], ["★★★"]]
)  # fmt: skip
def test_a_label_at_the_foot_is_never_a_person(desk: Desk, tmp_path: Path, foot: list[object]) -> None:
    plan = planned(desk, tmp_path, [HEADER, KING, WIFE_OF_KING, [], foot])
    assert names(plan) == ["王建国", "陈芳"]
    assert not plan.refused


def test_a_cell_alone_in_its_row_is_refused_not_made_a_person(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, [HEADER, KING, ["", "", "以上情况属实"], LI])
    assert names(plan) == ["王建国", "李秀英"]
    assert [row.outcome for row in plan.rows] == ["new", "refused", "new"]


def test_a_line_between_groups_is_furniture(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, [HEADER, ["第一组"], KING, ["第二组"], LI], "A2:F2", "A4:F4")
    assert names(plan) == ["王建国", "李秀英"]
    assert kinds(plan) == {1: "heading", 2: "section", 4: "section"}


def test_a_second_register_beside_the_first_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="并排放着两张表"):
        planned(desk, tmp_path, [[*HEADER, "", *HEADER], [*KING, "", *LI]])


def test_a_second_column_of_the_same_name_is_named(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, [[*HEADER, "证件号码"], [*KING, THIRD]])
    refused = [one for one in plan.sheets[0].headings if one.disposition == "refused"]
    assert [one.column for one in refused] == [7]
    assert "与第 4 列同名" in refused[0].refusal
    assert any("与第 4 列同名" in note for note in plan.notes)


def test_columns_whose_value_follows_from_others_are_named(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, [[*HEADER, "人均纯收入", "鞋码"], [*KING, 3000, 42]])
    assert "不用导入 1 列（“人均纯收入”）" in plan.accounts()[1]
    assert "没有对应的项目 1 列（“鞋码”）" in plan.accounts()[1]


def test_a_name_column_without_helper_words_never_names_a_helper(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, [[*HEADER, "姓名"], [*KING, "李四"]])
    assert not [one for one in plan.drafts if one.kind == "helper"]
