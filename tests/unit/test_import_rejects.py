"""What was refused comes back as the user's own workbook, and what was filled in enters as it was typed."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from fupin_desk.desk.desk import Desk
from fupin_desk.exchange import workbook
from fupin_desk.exchange.vocabulary import REASON
from tests.unit.books import DAMAGED, DATA, HEAD, LATE, OTHER, SON, WIFE, all_of, unread, xlsx

TITLE: list[object] = ["2018年花名册"]
GROUPS: list[object] = ["农户", "", "家庭成员", "", "", "", ""]
HEADER: list[object] = ["行政村", "户编号", "姓名", "证件号码", "与户主关系", "健康状况", "出生日期"]
ROWS: list[list[object]] = [
    TITLE, GROUPS, HEADER,
    ["古堤村", "4210990001", "王建国", HEAD, "户主", "健康", ""],
    ["", "", "陈芳", DAMAGED, "妻子", "健康", ""],
    ["", "", "王小明", SON, "长子", "健康", ""],
    ["没有村", "4210990002", "=1+1", OTHER, "户主", "健康", ""],
]  # fmt: skip
MERGED = ["A1:G1", "A2:B2", "C2:G2", "A4:A6", "B4:B6"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.create(tmp_path / "d.fupin", "pine-7421 stone", "421024100", "测试员") as one:
        one.add_villages()
        yield one


def rejected(desk: Desk, folder: Path) -> Path:
    path = folder / "册.xlsx"
    path.write_bytes(xlsx(ROWS, merged=MERGED))
    plan = desk.read_workbook(path, "household")
    assert [row.outcome for row in plan.rows] == ["new", "refused", "new", "refused"]
    desk.import_plan(plan)
    return desk.write_rejects(plan, folder / "退回.xlsx")


def test_rejects_keep_the_header_colour_the_cells_and_say_why(desk: Desk, tmp_path: Path) -> None:
    sheet = load_workbook(rejected(desk, tmp_path)).worksheets[0]
    assert sheet["A1"].value == TITLE[0]
    assert [cell.value for cell in sheet[3]] == [*HEADER, REASON]
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:G1", "A2:B2", "C2:G2"}
    anchor, damaged, unplaced = (list(row) for row in sheet.iter_rows(min_row=4, max_row=6))
    assert "不用改" in str(anchor[7].value)
    assert damaged[3].fill.start_color.rgb == "00FDE2E1"
    assert (damaged[3].value, damaged[3].data_type) == (str(DAMAGED), "s")
    assert damaged[2].fill.start_color.rgb != "00FDE2E1"
    assert "Excel" in str(damaged[7].value)
    assert "没有村" in str(unplaced[7].value)
    assert (unplaced[2].value, unplaced[2].data_type) == ("=1+1", "s")
    assert (unplaced[3].value, unplaced[3].number_format) == (OTHER, "@")


def test_rejects_import_as_they_are_with_the_same_reasons(desk: Desk, tmp_path: Path) -> None:
    plan = desk.read_workbook(rejected(desk, tmp_path), "household")
    assert [row.outcome for row in plan.rows] == ["same", "refused", "refused"]
    assert unread(plan) == []
    second = desk.write_rejects(plan, tmp_path / "再退回.xlsx")
    (sheet,) = workbook.read(second.read_bytes())
    assert [cell for row in sheet.rows for cell in row].count(REASON) == 1


def test_mended_rejects_enter_their_household(desk: Desk, tmp_path: Path) -> None:
    path = rejected(desk, tmp_path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet["D5"], sheet["A6"] = WIFE, "古堤村"
    sheet["C6"].data_type = "s"
    book.save(path)
    plan = desk.read_workbook(path, "household")
    assert [row.outcome for row in plan.rows] == ["same", "new", "new"]
    desk.import_plan(plan)
    members = {str(one.values["name"]): one.values for one in all_of(desk, "member")}
    assert members["陈芳"]["household"] == members["王建国"]["household"]
    assert members["=1+1"]["id_number"] == OTHER


def test_a_filled_template_enters_with_equal_values(desk: Desk, tmp_path: Path) -> None:
    path = desk.write_template("household", tmp_path / "模板.xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    columns = {(str(cell.value)): cell.column for cell in sheet[2]}
    with (DATA / "rare_names.csv").open(encoding="utf-8", newline="") as lines:
        names = [row["name"] for row in csv.DictReader(lines) if row["suggested_verdict"] == "accept"]
    for row, name in enumerate(names, 3):
        typed = {
            "行政村": "古堤村", "户编号": f"0000990{row:03d}", "门牌地址": "=1+1", "银行账号": "0012345678901234567",
            "姓名": name, "与户主关系": "户主", "性别": "女", "证件号码": {3: HEAD, 4: LATE}.get(row, ""),
        }  # fmt: skip
        for label, value in typed.items():
            cell = sheet.cell(row, columns[label])
            cell.value = value
            cell.data_type = "s"
    book.save(path)
    plan = desk.read_workbook(path, "household")
    assert plan.counts == {"new": len(names), "changed": 0, "same": 0, "refused": 0}
    assert unread(plan) == []
    desk.import_plan(plan)
    assert sorted(str(one.values["name"]) for one in all_of(desk, "member")) == sorted(names)
    home = all_of(desk, "household")[0].values
    assert (home["address"], home["bank_account"]) == ("=1+1", "0012345678901234567")
    assert {str(one.values["household_no"])[:7] for one in all_of(desk, "household")} == {"0000990"}
    assert desk.read_workbook(path, "household").counts["same"] == len(names)


def test_every_word_of_real_registers_is_read(desk: Desk, tmp_path: Path) -> None:
    fields = {
        "与户主关系": "relation",
        "性别": "sex",
        "文化程度": "education",
        "政治面貌": "political_status",
        "健康状况": "health_status",
    }
    with (DATA / "wild_vocabulary.csv").open(encoding="utf-8", newline="") as lines:
        words = [
            row for row in csv.DictReader(lines) if row["field"] in fields and row["value_as_typed"] != "(空)"
        ]
    rows = [["行政村", "户编号", "姓名", *fields]]
    for number, word in enumerate(words):
        typed = {word["field"]: word["value_as_typed"].replace("␠", " ")}
        home = f"42109{number:05d}"
        if word["field"] == "与户主关系" and word["suggested_canonical"] != "户主":
            rows.append(["古堤村", home, "李家主", "户主", "", "", "", ""])
        rows.append(
            [
                "古堤村",
                home,
                "王建国",
                *(typed.get(one, "户主" if one == "与户主关系" else "") for one in fields),
            ]
        )
    path = tmp_path / "册.csv"
    path.write_bytes("\r\n".join(",".join(row) for row in rows).encode("gb18030"))
    plan = desk.read_workbook(path, "household")
    assert plan.counts["new"] == len(rows) - 1
    desk.import_plan(plan)
    homes = {one.id: str(one.values["household_no"]) for one in all_of(desk, "household")}
    held = {
        homes[str(one.values["household"])]: one
        for one in all_of(desk, "member")
        if one.values["name"] == "王建国"
    }
    codes = desk.catalog.codes
    for number, word in enumerate(words):
        one = held[f"42109{number:05d}"]
        field = fields[word["field"]]
        assert one.unread == {}
        label = codes[desk.catalog.forms["member"].fields[field].choices].label(one.values[field])
        assert label == word["suggested_canonical"].rstrip("?")
