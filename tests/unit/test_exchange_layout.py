"""Headers are found where they stand, and columns mean what their headings say."""

import pytest

from fupin_desk.catalog import catalog
from fupin_desk.exchange import furniture, layout, vocabulary, workbook
from fupin_desk.exchange.layout import Layout
from fupin_desk.model.error import RequestError
from fupin_desk.model.importing import Sheet
from tests.unit.books import layouts, xlsx

CATALOG = catalog.load()
REGISTER = vocabulary.of_kind("household", CATALOG.forms)
# Headings of the seen registers for which the program has no question.
NO_QUESTION = {
    "D_national_member_2021": {
        "务工企业名称", "是否参加城镇职工基本养老保险", "失学或辍学原因", "是否会讲普通话", "是否参加商业补充医疗保险",
        "是否国外务工", "产业分类", "是否接受大病医疗救助", "是否接受其他健康扶贫", "公益性岗位类型", "公益性岗位(月数)",
        "就业渠道", "务工所在地", "是否参加城镇职工基本医疗保险", "是否特困供养人员", "残疾证办证年度",
    },
    "F_village_register_2018": {"ID2", "帮扶类型", "主要帮扶措施"},
}  # fmt: skip
MUST = {
    "A_national_export_2017_2018": {
        "自然村": "household.group_name", "户编号": "household.household_no", "人编号": "member.member_no",
        "健康状况": "member.health_status", "务工时间（月）": "member.work_months", "危房户": "condition.is_dangerous_house",
        "饮水困难": "condition.water_difficult", "人均纯收入": "-", "联系电话": "household.phone",
    },
    "B_local_2018": {"致贫原因": "household.main_cause", "是否解决安全饮用水": "condition.water_safe", "乡镇": vocabulary.TOWNSHIP},
    "D_national_member_2021": {
        "户联系电话": "household.phone", "成员联系电话": "member.phone", "户主证件号码": vocabulary.HEAD_ID,
        "证件号码": "member.id_number", "年度": vocabulary.YEAR, "残疾类别": "member.disability_kind",
    },
    "F_village_register_2018": {
        "户主姓名(表头含换行)": vocabulary.HEAD, "name": "member.name", "ID": "member.id_number",
        "helpPerson_pho": "helper.phone", "cardnumber": "household.bank_account",
    },
}  # fmt: skip


def found(rows: list[list[object]], *merged: str, words: vocabulary.Vocabulary = REGISTER) -> Layout:
    (sheet,) = workbook.read(xlsx(rows, merged=merged))
    one = layout.find(sheet, words)
    assert one is not None
    return one


def meaning(one: Layout) -> dict[str, str]:
    return {heading.text: heading.target for heading in one.headings if heading.text}


@pytest.mark.parametrize("name", layouts())
def test_every_seen_register_layout_is_mapped(name: str) -> None:
    headers = layouts()[name]
    one = layout.find(Sheet("册", [list(headers), ["x"] * len(headers)]), REGISTER)
    assert one is not None
    targets = meaning(one)
    assert {text for text, target in targets.items() if not target} == NO_QUESTION.get(name, set())
    for text, target in MUST[name].items():
        assert targets[text] == target


def test_a_header_under_title_rows_with_trailing_spaces_and_odd_brackets_is_found() -> None:
    one = found([
        ["2018年黄淡村贫困户花名册"], ["填报单位（盖章）：黄淡村", "", "单位：人"],
        ["序号", " 姓 名 ", "证件号码\n（18位）", "与户主关系*", "务工时间(月)", "健康状况 "],
        ["1", "王建国", "x", "户主", "", "健康"],
    ], "A1:F1")  # fmt: skip
    assert (one.top, one.bottom) == (2, 2)
    assert [heading.target for heading in one.headings] == [
        "-", "member.name", "member.id_number", "member.relation", "member.work_months", "member.health_status",
    ]  # fmt: skip


def test_three_header_rows_with_merged_group_heads_tell_whose_columns_they_are() -> None:
    one = found([
        ["村", "户主", "", "家庭成员", "", "帮扶责任人", ""],
        ["", "姓名", "证件号码", "基本情况", "", "姓名", "联系电话"],
        ["", "", "", "姓名", "与户主关系", "", ""],
        ["古堤村", "王建国", "1", "王建国", "户主", "李干部", "13800000000"],
    ], "A1:A3", "B1:C1", "D1:E1", "F1:G1", "D2:E2", "B2:B3", "C2:C3", "F2:F3", "G2:G3")  # fmt: skip
    assert (one.top, one.bottom) == (0, 2)
    assert [heading.target for heading in one.headings] == [
        "household.village", vocabulary.HEAD, vocabulary.HEAD_ID, "member.name", "member.relation",
        "helper.name", "helper.phone",
    ]  # fmt: skip


def test_group_heads_of_a_csv_reach_over_the_blank_cells_at_their_right() -> None:
    rows: list[list[object]] = [
        ["户主", "", "家庭成员", ""],
        ["姓名", "证件号码", "姓名", "与户主关系"],
        ["甲", "1", "乙", "之子"],
    ]
    one = layout.find(Sheet("CSV", rows), REGISTER)  # type: ignore[arg-type]
    assert one is not None
    assert [heading.target for heading in one.headings] == [
        vocabulary.HEAD, vocabulary.HEAD_ID, "member.name", "member.relation",
    ]  # fmt: skip


def test_a_row_of_data_is_never_taken_for_a_second_header_row() -> None:
    one = found([["姓名", "与户主关系", "类型", "健康状况"], ["王建国", "户主", "户主", "健康"]])
    assert (one.top, one.bottom) == (0, 0)


def test_totals_notes_column_numbers_and_repeated_headers_are_no_data() -> None:
    one = found([
        ["序号", "姓名", "与户主关系", "健康状况"], ["1", "2", "3", "4"],
        [1, "王建国", "户主", "健康"], [], ["序号", "姓名", "与户主关系", "健康状况"], [2, "王小明", "之子", "健康"], [3],
        ["合  计", "2", "", ""], ["注：表内数据截至 2018 年 9 月。"], ["填表人：李四", "", "审核人：王五"],
    ])  # fmt: skip
    assert [row.number for row in furniture.parted(one, 0)[0]] == [3, 6]


def test_cells_below_a_merged_corner_carry_its_value_but_not_for_members() -> None:
    one = found([
        ["行政村", "户编号", "姓名", "与户主关系"], ["古堤村", "4210000001", "甲", "户主"], ["", "", "", "配偶"], ["", "", "乙", "之子"],
    ], "A2:A4", "B2:B4", "C2:C3")  # fmt: skip
    rows = [row.cells for row in furniture.parted(one, 0)[0]]
    assert rows[1] == ("古堤村", "4210000001", "", "配偶")
    assert rows[2] == ("古堤村", "4210000001", "乙", "之子")


def test_a_person_may_set_columns_by_hand_and_the_column_guessed_before_is_freed() -> None:
    sheet = Sheet("册", [["姓名", "关系", "x", "代码"], ["王建国", "户主", "1", "2"]])
    one = layout.find(sheet, REGISTER, {3: "member.id_number", 4: "", 1: "member.note"})
    assert one is not None
    assert [heading.target for heading in one.headings] == [
        "member.note",
        "member.relation",
        "member.id_number",
        "",
    ]
    with pytest.raises(RequestError, match="不是这类记录的项目"):
        layout.find(sheet, REGISTER, {1: "member.shoe_size"})


def test_a_ledger_of_assistance_tells_its_household_by_several_columns() -> None:
    words = vocabulary.of_kind("assistance", CATALOG.forms)
    one = found(
        [["序号", "行政村", "户主姓名", "身份证号", "帮扶轮次", "帮扶措施", "金额（元）", "责任人"]],
        words=words,
    )
    assert [heading.target for heading in one.headings] == [
        "-", "assistance.household@village", "assistance.household", "assistance.household", "assistance.round",
        "assistance.measure", "assistance.amount_fen", "assistance.responsible",
    ]  # fmt: skip


def test_a_list_of_attendance_names_its_course_by_name_and_day() -> None:
    words = vocabulary.of_kind("attendance", CATALOG.forms)
    one = found([["培训班名称", "培训时间", "结束日期", "村", "姓名", "证件号码", "是否结业"]], words=words)
    assert [heading.target for heading in one.headings] == [
        "attendance.course", "attendance.course@started_on", "attendance.course@ended_on", "attendance.member@village",
        "attendance.member", "attendance.member", "attendance.status",
    ]  # fmt: skip


def test_a_sheet_without_a_header_has_no_layout() -> None:
    assert layout.find(Sheet("空", []), REGISTER) is None
    assert layout.find(Sheet("别的", [["今天", "天气"], ["好", "晴"]]), REGISTER) is None
