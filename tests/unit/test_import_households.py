"""A register enters as it is: who is known is found again, who is damaged stays out, and nobody enters twice."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from fupin_desk.desk import importing
from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import CancelledError, NotFoundError, RequestError
from fupin_desk.model.importing import Plan
from fupin_desk.model.value import Record
from tests.unit.books import (
    DAMAGED,
    HEAD,
    LATE,
    OTHER,
    SON,
    THIRD,
    WIFE,
    all_of,
    layouts,
    refusals,
    unread,
    xlsx,
)

HEADER = [
    "行政村",
    "户编号",
    "姓名",
    "证件号码",
    "与户主关系",
    "健康状况",
    "劳动技能",
    "文化程度",
    "在校生状况",
    "脱贫属性",
    "联系电话",
]
FAMILY: list[list[object]] = [
    [
        "古堤村",
        "4210990001",
        "王建国",
        HEAD,
        "户主 ",
        "健康 ",
        "普通劳动力",
        "初小",
        "",
        "未脱贫",
        "13800000001",
    ],
    ["", "", "陈芳", WIFE, "妻子", "良好", "普通劳动能力", "初中", "", "", ""],
    ["", "", "王堃", SON, "长子", "健康", "无劳动力", "", "七年级", "", ""],
]
SECOND: list[object] = [
    "黄淡村",
    "4210990002",
    "李秀英",
    OTHER,
    "户主",
    "残疾",
    "丧失劳动力",
    "文盲",
    "",
    "已脱贫",
    "",
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.create(tmp_path / "d.fupin", "pine-7421 stone", "421024100", "测试员") as one:
        one.add_villages()
        names = {str(village.values["name"]) for village in one.villages()}
        assert "古堤村" in names
        one.save(one.blank("village", name="黄淡村", township="421024100", is_poor_village=1))
        yield one


def book(
    folder: Path, *rows: Sequence[object], header: Sequence[object] = HEADER, merged: Sequence[str] = ()
) -> Path:
    path = folder / "花名册.xlsx"
    path.write_bytes(xlsx([header, *rows], merged=merged))
    return path


def imported(desk: Desk, path: Path) -> Plan:
    plan = desk.read_workbook(path, "household")
    desk.import_plan(plan)
    return plan


def member(desk: Desk, name: str) -> Record:
    (found,) = [one for one in all_of(desk, "member") if one.values.get("name") == name]
    return found


def test_a_register_with_dirty_words_enters_as_one_batch(desk: Desk, tmp_path: Path) -> None:
    before = len(desk.batches())
    plan = imported(desk, book(tmp_path, *FAMILY, SECOND))
    assert plan.counts == {"new": 4, "changed": 0, "same": 0, "refused": 0}
    assert len(desk.batches()) == before + 1
    homes = {str(one.values["household_no"]): one for one in all_of(desk, "household")}
    assert desk.name_of("village", str(homes["4210990001"].values["village"])) == "古堤村"
    assert homes["4210990002"].values["poverty_status"] == "1"
    wife = member(desk, "陈芳").values
    assert (wife["relation"], wife["health_status"], wife["labour_capability"]) == ("02", "01", "01")
    assert (wife["sex"], wife["birth_date"]) == ("2", "1988-02-29")
    assert member(desk, "王堃").values["household"] == homes["4210990001"].id
    assert member(desk, "王堃").values["school_status"] == "04"
    assert member(desk, "王建国").values["education"] == "02"


def test_the_same_workbook_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, *FAMILY, SECOND)
    imported(desk, path)
    again = desk.read_workbook(path, "household")
    assert again.counts == {"new": 0, "changed": 0, "same": 4, "refused": 0}
    assert desk.import_plan(again) is None


def test_a_changed_cell_changes_one_field_and_a_blank_cell_keeps_what_is_held(
    desk: Desk, tmp_path: Path
) -> None:
    imported(desk, book(tmp_path, *FAMILY))
    changed = [list(row) for row in FAMILY]
    changed[1][5], changed[0][10] = "长期慢性病", ""
    plan = imported(desk, book(tmp_path, *changed))
    assert [row.outcome for row in plan.rows] == ["same", "changed", "same"]
    assert member(desk, "陈芳").values["health_status"] == "02"
    assert all_of(desk, "household")[0].values["phone"] == "13800000001"


def test_a_blank_cell_empties_what_is_held_only_where_a_person_asks_for_it(
    desk: Desk, tmp_path: Path
) -> None:
    imported(desk, book(tmp_path, *FAMILY))
    blank = [list(row) for row in FAMILY]
    blank[0][10], blank[1][7], blank[1][5] = "", "", ""
    plan = importing.plan(desk, book(tmp_path, *blank), "household", blank_overwrites=True)
    desk.import_plan(plan)
    assert all_of(desk, "household")[0].values["phone"] is None
    wife = member(desk, "陈芳").values
    assert wife["education"] is None
    assert wife["health_status"] == "01", "what is required is never emptied"


def test_an_import_can_be_undone_as_one_step(desk: Desk, tmp_path: Path) -> None:
    plan = desk.read_workbook(book(tmp_path, *FAMILY), "household")
    batch = desk.import_plan(plan)
    assert batch is not None
    desk.undo(batch.id)
    assert all_of(desk, "household") == []
    assert all_of(desk, "member") == []


def test_a_damaged_id_number_keeps_its_row_out_and_the_family_enters(desk: Desk, tmp_path: Path) -> None:
    broken = [list(row) for row in FAMILY]
    broken[1][3] = DAMAGED
    plan = imported(desk, book(tmp_path, *broken))
    assert [row.outcome for row in plan.rows] == ["new", "refused", "new"]
    (reason,) = [one for one in plan.rows[1].issues if one.refuses]
    assert reason.column == 4
    assert "Excel" in reason.text
    assert plan.causes()[0].sentence().startswith("退回 1 行，第 3 行“证件号码”列：")
    assert {one.values["name"] for one in all_of(desk, "member")} == {"王建国", "王堃"}


@pytest.mark.parametrize("written", [DAMAGED, "4.21099E+17", "421099197001010000"])
def test_every_way_in_which_excel_damages_a_number_is_seen(
    desk: Desk, tmp_path: Path, written: object
) -> None:
    row = [*SECOND]
    row[3] = written
    plan = desk.read_workbook(book(tmp_path, row), "household")
    assert plan.counts["refused"] == 1


def test_a_refused_head_keeps_the_whole_household_out(desk: Desk, tmp_path: Path) -> None:
    broken = [list(row) for row in FAMILY]
    broken[0][3] = DAMAGED
    plan = imported(desk, book(tmp_path, *broken, SECOND))
    assert [row.outcome for row in plan.rows] == ["refused", "refused", "refused", "new"]
    assert "第 2 行" in plan.rows[2].issues[-1].text
    assert len(all_of(desk, "household")) == 1


def test_an_unknown_village_is_refused_and_other_spellings_are_known(desk: Desk, tmp_path: Path) -> None:
    rows = []
    for number, (village, person) in enumerate(
        [
            ("古堤村村民委员会", HEAD),
            ("资市镇古堤村", WIFE),
            ("古堤", SON),
            ("421024100201", OTHER),
            ("没有的村", LATE),
            ("", THIRD),
        ]
    ):
        rows.append([village, f"421099100{number}", f"户{'甲乙丙丁戊己'[number]}", person, "户主", "健康"])
    plan = desk.read_workbook(book(tmp_path, *rows), "household")
    assert [row.outcome for row in plan.rows] == ["new"] * 4 + ["refused"] * 2
    assert "没有的村" in plan.rows[4].issues[0].text
    assert "没有写行政村" in plan.rows[5].issues[0].text


def test_the_same_person_twice_in_a_workbook_is_refused_the_second_time(desk: Desk, tmp_path: Path) -> None:
    twice = [*SECOND]
    twice[1], twice[3] = "4210990003", f"{HEAD}42"
    plan = desk.read_workbook(book(tmp_path, *FAMILY, twice), "household")
    assert plan.rows[3].outcome == "refused"
    assert "第 2 行" in plan.rows[3].issues[0].text


def test_a_person_of_another_household_is_not_moved_by_an_import(desk: Desk, tmp_path: Path) -> None:
    imported(desk, book(tmp_path, *FAMILY))
    guest = ["", "", "陈芳", WIFE, "其他", "健康", "", "", "", "", ""]
    plan = imported(desk, book(tmp_path, SECOND, guest))
    assert [row.outcome for row in plan.rows] == ["new", "refused"]
    assert "古堤村" in plan.rows[1].issues[0].text
    assert len([one for one in all_of(desk, "member") if one.values["name"] == "陈芳"]) == 1


def test_a_household_is_found_by_its_head_where_the_number_is_new(desk: Desk, tmp_path: Path) -> None:
    without = [list(row) for row in FAMILY]
    without[0][1] = ""
    imported(desk, book(tmp_path, *without))
    plan = imported(desk, book(tmp_path, *FAMILY))
    assert [row.outcome for row in plan.rows] == ["changed", "same", "same"]
    assert [one.values["household_no"] for one in all_of(desk, "household")] == ["4210990001"]


def test_a_head_without_an_id_number_is_found_by_name_and_village(desk: Desk, tmp_path: Path) -> None:
    bare = ["古堤村", "", "王建国", "", "户主", "健康"]
    imported(desk, book(tmp_path, bare))
    again = imported(desk, book(tmp_path, bare))
    assert again.counts["same"] == 1
    mended = imported(desk, book(tmp_path, ["古堤村", "", "王建国", HEAD, "户主", "健康"]))
    assert mended.counts["changed"] == 1
    assert member(desk, "王建国").values["id_number"] == HEAD


def test_a_number_and_a_head_of_two_households_contradict_each_other(desk: Desk, tmp_path: Path) -> None:
    imported(desk, book(tmp_path, *FAMILY, SECOND))
    crossed = [*SECOND]
    crossed[3] = HEAD
    plan = desk.read_workbook(book(tmp_path, crossed), "household")
    assert plan.rows[0].outcome == "refused"
    assert "分属两户" in plan.rows[0].issues[0].text


def test_rows_that_name_nobody_are_refused(desk: Desk, tmp_path: Path) -> None:
    nameless = ["古堤村", "", "", "", "户主", "健康"]
    plan = imported(desk, book(tmp_path, *FAMILY, ["", "", "", "", "其他", "健康"], nameless))
    assert [row.outcome for row in plan.rows] == ["new", "new", "new", "refused", "refused"]
    assert "不知道是谁" in plan.rows[3].issues[0].text
    assert "认不出是哪一户" in plan.rows[4].issues[0].text


def test_errors_that_do_not_hide_who_is_meant_enter_and_are_counted(desk: Desk, tmp_path: Path) -> None:
    wrong = ["古堤村", "4210990009", "王建国", "421099197001010011", "户主", "不知道啥", "普通劳动力"]
    plan = imported(desk, book(tmp_path, wrong))
    assert plan.counts["new"] == 1
    assert plan.faulty == 1
    assert {"ID-4", "not_in_list"} <= {one.code for one in plan.findings}
    assert all(one.text for one in plan.findings)
    held = member(desk, "王建国")
    assert held.unread == {"health_status": "不知道啥"}
    assert held.values.get("health_status") is None


def test_an_unreadable_cell_never_displaces_what_is_held(desk: Desk, tmp_path: Path) -> None:
    imported(desk, book(tmp_path, *FAMILY))
    odd = [list(row) for row in FAMILY]
    odd[0][5] = "不知道啥"
    plan = imported(desk, book(tmp_path, *odd))
    assert plan.rows[0].outcome == "same"
    assert any("保留了文件里原来的内容" in one.text for one in plan.rows[0].issues)
    assert member(desk, "王建国").values["health_status"] == "01"


def test_living_conditions_and_helpers_of_a_register_hang_on_the_household(
    desk: Desk, tmp_path: Path
) -> None:
    header = [*HEADER, "危房户", "饮水安全", "人均纯收入", "帮扶责任人", "帮扶人电话", "年度"]
    row = [*SECOND, "是", "否", 3200.5, "李干部", "13800000009", 2017]
    plan = imported(desk, book(tmp_path, row, header=header))
    (condition,) = all_of(desk, "condition")
    assert (
        condition.values["year"],
        condition.values["is_dangerous_house"],
        condition.values["water_safe"],
    ) == (2017, 1, 0)
    (named,) = all_of(desk, "helper")
    assert (named.values["name"], named.values["phone"]) == ("李干部", "13800000009")
    assert imported(desk, book(tmp_path, row, header=header)).counts["same"] == 1
    assert [one.target for one in plan.sheets[0].headings if one.text == "人均纯收入"] == ["-"]


@pytest.mark.parametrize("name", layouts())
def test_every_seen_layout_enters(desk: Desk, tmp_path: Path, name: str) -> None:
    values = {
        "行政村": "古堤村", "村": "古堤村", "村名": "古堤村", "户编号": "4210990001", "姓名": "王建国", "name": "王建国",
        "证件号码": HEAD, "ID": HEAD, "与户主关系": "户主", "乡镇": "资市镇", "乡(镇)": "资市镇", "乡": "资市镇",
        "户主姓名": "王建国", "户主姓名(表头含换行)": "王建国", "户主证件号码": HEAD, "健康状况": "健康", "年度": "2018",
    }  # fmt: skip
    header = layouts()[name]
    plan = imported(desk, book(tmp_path, [values.get(one, "") for one in header], header=header))
    assert plan.counts["new"] == 1, refusals(plan)
    assert member(desk, "王建国").values["relation"] == "01"


def test_a_village_of_another_township_of_the_same_name_is_not_taken(desk: Desk, tmp_path: Path) -> None:
    header = ["乡镇", *HEADER]
    plan = desk.read_workbook(book(tmp_path, ["马家寨乡", *SECOND], header=header), "household")
    assert plan.counts["refused"] == 1
    assert "乡镇" in plan.rows[0].issues[0].text


def test_a_sheet_named_after_its_village_needs_no_column_of_villages(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "册.xlsx"
    header, row = HEADER[1:], SECOND[1:]
    path.write_bytes(xlsx([header, row], [["今天", "天气"], ["好", "晴"]], names=["古堤村", "别的"]))
    plan = imported(desk, path)
    assert plan.counts["new"] == 1
    assert any("别的" in note for note in plan.notes)
    assert desk.name_of("village", str(all_of(desk, "household")[0].values["village"])) == "古堤村"


def test_somebody_who_left_one_household_may_enter_another_as_the_same_person(
    desk: Desk, tmp_path: Path
) -> None:
    imported(desk, book(tmp_path, *FAMILY))
    page = desk.page("household", str(member(desk, "陈芳").values["household"]))
    wife = member(desk, "陈芳")
    wife.values.update(left_on="2018-03-01", leave_reason="05")
    rows = tuple(wife if one.id == wife.id else one for one in page.children["member"])
    desk.save(type(page)(page.record, {**page.children, "member": rows}))
    plan = imported(desk, book(tmp_path, SECOND, ["", "", "陈芳", WIFE, "配偶", "健康"]))
    assert plan.counts["new"] == 2
    newcomer = next(
        one for one in all_of(desk, "member") if one.values["name"] == "陈芳" and one.id != wife.id
    )
    assert newcomer.values["person"] == wife.id


def test_one_household_in_two_sheets_is_refused_the_second_time(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "册.xlsx"
    third = ["古堤村", "4210990001", "赵六", THIRD, "户主", "健康"]
    path.write_bytes(xlsx([HEADER, *FAMILY], [HEADER, SECOND, third, FAMILY[1]], names=["一组", "二组"]))
    plan = imported(desk, path)
    assert [row.outcome for row in plan.rows] == ["new", "new", "new", "new", "refused", "refused"]
    assert "工作表“一组”第 2 行" in plan.rows[4].issues[0].text
    assert plan.causes()[0].sentence().startswith("退回 1 行，工作表“二组”第 3 行")
    assert "工作表“一组”第 3 行" in plan.rows[5].issues[0].text


def test_a_head_who_is_registered_twice_in_the_file_is_refused_with_his_family(
    desk: Desk, tmp_path: Path
) -> None:
    imported(desk, book(tmp_path, *FAMILY, SECOND))
    other = member(desk, "李秀英")
    other.values["id_number"] = HEAD
    page = desk.page("household", str(other.values["household"]))
    desk.save(type(page)(page.record, {**page.children, "member": (other,)}))
    rows = [list(row) for row in FAMILY]
    rows[0][1] = ""
    plan = desk.read_workbook(book(tmp_path, *rows), "household")
    assert plan.counts["refused"] == 3
    assert "不止一户" in plan.rows[0].issues[0].text


def test_the_village_of_a_sheet_does_not_move_a_household_that_is_held(desk: Desk, tmp_path: Path) -> None:
    imported(desk, book(tmp_path, SECOND))
    path = tmp_path / "册.xlsx"
    path.write_bytes(xlsx([HEADER[1:], SECOND[1:]], names=["古堤村"]))
    assert desk.read_workbook(path, "household").counts["same"] == 1


def test_a_plan_is_refused_once_the_file_has_changed(desk: Desk, tmp_path: Path) -> None:
    plan = desk.read_workbook(book(tmp_path, *FAMILY), "household")
    desk.save(desk.blank("expert", name="赵专家"))
    with pytest.raises(RequestError, match="重新选择"):
        desk.import_plan(plan)
    assert all_of(desk, "household") == []


def test_an_import_that_fails_half_way_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    plan = desk.read_workbook(book(tmp_path, *FAMILY, SECOND), "household")
    head = desk.head()
    desk.file.connection.execute(
        "CREATE TEMP TRIGGER full_disk BEFORE INSERT ON main.member WHEN NEW.name = '李秀英' BEGIN SELECT RAISE(ABORT, 'disk'); END"
    )
    with pytest.raises(Exception, match="disk"):
        desk.import_plan(plan)
    desk.file.connection.execute("DROP TRIGGER full_disk")
    assert all_of(desk, "household") == []
    assert all_of(desk, "member") == []
    assert desk.head() == head


def test_a_backup_is_made_before_an_import(desk: Desk, tmp_path: Path) -> None:
    assert desk.backups() == []
    imported(desk, book(tmp_path, *FAMILY))
    assert len(desk.backups()) == 1


def test_a_plan_on_a_snapshot_is_committed_on_the_desk(desk: Desk, tmp_path: Path) -> None:
    with desk.snapshot() as copy:
        plan = copy.read_workbook(book(tmp_path, *FAMILY), "household")
    assert desk.import_plan(plan) is not None
    assert len(all_of(desk, "member")) == 3


def test_long_reading_can_be_cancelled(desk: Desk, tmp_path: Path) -> None:
    rows = [["古堤村", f"42109{n:05d}", "王建国", "", "户主", "健康"] for n in range(120)]
    asked: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        asked.append((done, total))
        return False

    with pytest.raises(CancelledError):
        desk.read_workbook(book(tmp_path, *rows), "household", progress=stop)
    assert asked == [(50, 240)]


def test_columns_set_by_hand_are_obeyed(desk: Desk, tmp_path: Path) -> None:
    header = ["所在地", *HEADER[1:]]
    path = book(tmp_path, SECOND, header=header)
    assert unread(desk.read_workbook(path, "household"))[0] == "所在地"
    plan = desk.read_workbook(path, "household", mapping={1: "household.village"})
    assert plan.counts["new"] == 1
    assert importing.targets(desk, "household")["household.village"] == "行政村"


def test_what_cannot_be_imported_says_why(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="可以导入"):
        desk.read_workbook(book(tmp_path, *FAMILY), "waiver")
    with pytest.raises(RequestError, match="没有找到"):
        desk.read_workbook(tmp_path / "无.xlsx", "household")
    with pytest.raises(RequestError, match="没有认出农户的表头"):
        desk.read_workbook(book(tmp_path, ["好", "晴"], header=["今天", "天气"]), "household")


def test_a_text_that_is_only_named_a_workbook_is_called_so(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_text("今天开会\n明天下村\n", encoding="utf-8")
    with pytest.raises(RequestError, match="不是 Excel 工作簿"):
        desk.read_workbook(path, "household")
    whole = book(tmp_path, *FAMILY).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(RequestError, match="打不开"):
        desk.read_workbook(path, "household")
