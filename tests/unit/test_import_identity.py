"""Who is head, which household, which person: only what the sheet says or the file holds; else a row is refused."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from fupin_desk.desk.desk import Desk
from fupin_desk.model.importing import Cell, Plan
from fupin_desk.model.value import Value
from tests.unit.books import HEAD, LATE, OTHER, SON, THIRD, WIFE, all_of, refusals, xlsx

HEADER = ["序号", "行政村", "户编号", "姓名", "证件号码", "与户主关系", "联系电话"]
FAMILY: list[list[Cell]] = [
    [1, "古堤村", "4210990001", "王建国", HEAD, "户主", "13800000001"],
    ["", "", "", "陈芳", WIFE, "配偶", ""],
    ["", "", "", "王堃", SON, "之子", ""],
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.create(tmp_path / "d.fupin", "pine-7421 stone", "421024100", "测试员") as desk:
        desk.add_villages()
        yield desk


def planned(
    desk: Desk, folder: Path, header: Sequence[str], *rows: Sequence[Cell], merged: Sequence[str] = ()
) -> Plan:
    path = folder / "册.xlsx"
    path.write_bytes(xlsx([header, *rows], merged=merged))
    return desk.read_workbook(path, "household")


def brought(desk: Desk, folder: Path, header: Sequence[str], *rows: Sequence[Cell]) -> Plan:
    plan = planned(desk, folder, header, *rows)
    assert refusals(plan) == []
    desk.import_plan(plan)
    return plan


def relations(desk: Desk) -> dict[Value, Value]:
    return {record.values["name"]: record.values.get("relation") for record in all_of(desk, "member")}


def families(desk: Desk) -> list[list[str]]:
    homes: dict[Value, list[str]] = {}
    for record in all_of(desk, "member"):
        homes.setdefault(record.values["household"], []).append(str(record.values["name"]))
    return sorted(sorted(names) for names in homes.values())


def reasons(plan: Plan) -> list[str]:
    return [issue.text for row in plan.rows for issue in row.issues if issue.refuses]


def test_a_list_of_persons_makes_nobody_head(desk: Desk, tmp_path: Path) -> None:
    """A2: a list with a person a row and no relations made heads of the wife and the son."""
    brought(desk, tmp_path, HEADER, *FAMILY)
    header = ["行政村", "姓名", "证件号码", "健康状况", "联系电话"]
    plan = brought(
        desk, tmp_path, header,
        ["古堤村", "陈芳", WIFE, "长期慢性病", "13800000002"], ["古堤村", "王堃", SON, "健康", ""],
    )  # fmt: skip
    assert [row.outcome for row in plan.rows] == ["changed", "changed"]
    assert relations(desk) == {"王建国": "01", "陈芳": "02", "王堃": "03"}
    # Whose telephone it is, nobody says: the household keeps what it has, and the row says so.
    assert all_of(desk, "household")[0].values["phone"] == "13800000001"
    assert plan.rows[0].issues[0].text == "这一户的户主不在表里，户的这一项没有改动。"
    unknown = planned(desk, tmp_path, header, ["古堤村", "新来的", THIRD, "健康", ""])
    assert len(unknown.rows) == unknown.refused == 1
    assert "看不出谁是户主" in reasons(unknown)[0]


def test_a_village_in_a_middle_row_is_of_that_row_only(desk: Desk, tmp_path: Path) -> None:
    other = next(
        name for one in desk.villages() if len(name := str(one.values["name"])) > 3 and name != "古堤村"
    )
    header = ["行政村", "户编号", "姓名", "证件号码", "与户主关系"]
    rows: list[list[Cell]] = [
        ["", "4210990001", "王建国", HEAD, "户主"],
        ["古堤村", "4210990002", "李秀英", OTHER, "户主"],
        ["", "4210990003", "陈芳", WIFE, "户主"],
        ["", "4210990004", "周小妹", THIRD, "户主"],
        ["", "4210990005", "王堃", SON, "户主"],
    ]
    plan = planned(desk, tmp_path, header, *rows)
    assert [row.outcome for row in plan.rows] == ["refused", "new", "refused", "refused", "refused"]
    titled = tmp_path / "题.xlsx"
    titled.write_bytes(xlsx([[f"{other}贫困户花名册"], header, *rows]))
    homes = [one for one in desk.read_workbook(titled, "household").drafts if one.kind == "household"]
    names = [desk.name_of("village", str(one.values["village"])) for one in homes]
    assert names == [other, "古堤村", other, other, other]
    # What was merged begins with the first row, and is of all the rows down to the next.
    rows[0][0] = other
    filled = [one for one in planned(desk, tmp_path, header, *rows).drafts if one.kind == "household"]
    assert [desk.name_of("village", str(one.values["village"])) for one in filled] == [
        other,
        *["古堤村"] * 4,
    ]


@pytest.mark.parametrize(
    ("group", "outcome"),
    [("5组", "refused"), ("三组", "changed"), ("第三村民小组", "changed"), ("", "changed")],
)
def test_a_name_alone_does_not_reach_into_another_group(
    desk: Desk, tmp_path: Path, group: str, outcome: str
) -> None:
    header = ["行政村", "村民小组", "姓名", "与户主关系", "健康状况"]
    brought(desk, tmp_path, header, ["古堤村", "3组", "王建国", "户主", "健康"])
    plan = planned(desk, tmp_path, header, ["古堤村", group, "王建国", "户主", "残疾"])
    assert [row.outcome for row in plan.rows] == [outcome]
    if outcome == "refused":
        assert "3组" in reasons(plan)[0]
        assert "5组" in reasons(plan)[0]


def test_an_old_number_of_fifteen_digits_is_the_same_person(desk: Desk, tmp_path: Path) -> None:
    header = ["行政村", "姓名", "证件号码", "与户主关系", "健康状况"]
    brought(desk, tmp_path, header, ["古堤村", "王建国", HEAD, "户主", "健康"])
    old = HEAD[:6] + HEAD[8:17]
    plan = brought(desk, tmp_path, header, ["古堤村", "王建国", old, "户主", "残疾"])
    assert [row.outcome for row in plan.rows] == ["changed"]
    assert len(all_of(desk, "household")) == 1
    assert all_of(desk, "member")[0].values["id_number"] == HEAD
    again = planned(
        desk,
        tmp_path,
        header,
        ["古堤村", "王建国", old, "户主", "残疾"],
        ["古堤村", "王建国", HEAD, "户主", ""],
    )
    assert "同一个证件号码" in "".join(reasons(again))
    # The other way round the whole number takes the place of the old one.
    short = OTHER[:6] + OTHER[8:17]
    brought(desk, tmp_path, header, ["古堤村", "李秀英", short, "户主", "健康"])
    brought(desk, tmp_path, header, ["古堤村", "李秀英", OTHER, "户主", "健康"])
    assert OTHER in {record.values["id_number"] for record in all_of(desk, "member")}
    assert len(all_of(desk, "household")) == 2


def test_heads_are_not_guessed_where_no_column_tells_them(desk: Desk, tmp_path: Path) -> None:
    """A3: under a heading that nobody knows every member became a household."""
    header = ["行政村", "户编号", "姓名", "证件号码", "户主和与户主关系"]
    rows: list[list[Cell]] = [
        ["古堤村", "4210990001", "王建国", HEAD, "户主"],
        ["古堤村", "4210990001", "陈芳", WIFE, "配偶"],
        ["古堤村", "4210990002", "李秀英", OTHER, "户主"],
    ]
    plan = planned(desk, tmp_path, header, *rows)
    assert plan.counts == {"new": 0, "changed": 0, "same": 0, "refused": 3}
    assert "与户主关系" in reasons(plan)[0]
    path = tmp_path / "册.xlsx"
    mapped = desk.read_workbook(path, "household", mapping={5: "member.relation"})
    assert mapped.refused == 0
    desk.import_plan(mapped)
    assert families(desk) == [["李秀英"], ["王建国", "陈芳"]]
    # Known persons are updated in place, whatever the heading.
    assert planned(desk, tmp_path, header, *rows).counts["same"] == 3


@pytest.mark.parametrize("merged", [(), ("A2:A4",)], ids=["empty", "merged"])
def test_a_number_that_stands_once_is_one_household(
    desk: Desk, tmp_path: Path, merged: Sequence[str]
) -> None:
    """A3: 序号 left empty or merged under the first row holds a household together."""
    brought(desk, tmp_path, HEADER, *FAMILY)
    header = ["序号", "行政村", "姓名", "证件号码"]
    plan = planned(
        desk, tmp_path, header,
        [1, "古堤村", "王建国", HEAD], ["", "古堤村", "陈芳", WIFE], ["", "古堤村", "王小妹", LATE], [2, "古堤村", "李秀英", OTHER],
        merged=merged,
    )  # fmt: skip
    assert [row.outcome for row in plan.rows] == ["same", "same", "new", "refused"]
    desk.import_plan(plan)
    assert families(desk) == [["王堃", "王小妹", "王建国", "陈芳"]] or sorted(families(desk)[0]) == sorted(
        ["王建国", "陈芳", "王堃", "王小妹"]
    )


def test_labels_below_a_table_are_no_persons(desk: Desk, tmp_path: Path) -> None:
    """A3: 五星, 农户星级 and the like became members."""
    plan = planned(
        desk,
        tmp_path,
        HEADER,
        *FAMILY,
        ["", "", "", "五星农户示范", "", "", ""],
        ["", "", "", "钱会计", "", "", ""],
    )
    assert plan.counts["new"] == 3
    assert [row.outcome for row in plan.rows[3:]] == ["refused", "refused"]
    assert reasons(plan)[0].startswith("这一行只写了“五星农户示范”一格，看不出是谁。")


def test_a_split_is_refused_with_the_way_to_split(desk: Desk, tmp_path: Path) -> None:
    """A4: the parents' household was renumbered, and had two heads."""
    brought(desk, tmp_path, HEADER, *FAMILY)
    plan = planned(desk, tmp_path, HEADER, [1, "古堤村", "4210990009", "王堃", SON, "户主", ""])
    assert plan.refused == 1
    assert reasons(plan) == [
        (
            "文件里这个人在户编号 4210990001 的户里，与户主关系是“之子”。如果分了户，请先在“农户”页选中那一户，"
            "用“分户”登记，再导入；如果没有分户，请改正户编号或与户主关系。"
        )
    ]


def test_a_new_head_needs_the_old_one_in_the_list(desk: Desk, tmp_path: Path) -> None:
    """A5: the wife became head beside the old one, and the list said 差错 0 行."""
    brought(desk, tmp_path, HEADER, *FAMILY)
    wife: list[Cell] = [1, "古堤村", "4210990001", "陈芳", WIFE, "户主", "13800000001"]
    plan = planned(desk, tmp_path, HEADER, wife, FAMILY[2])
    assert plan.refused == 2
    assert reasons(plan)[0].startswith(
        "文件里这一户的户主是王建国，表里没有写他。如果换了户主，请把王建国也写进这一户"
    )
    both = brought(desk, tmp_path, HEADER, wife, ["", "", "", "王建国", HEAD, "配偶", ""])
    assert both.counts["changed"] == 2
    assert relations(desk) == {"王建国": "02", "陈芳": "01", "王堃": "03"}


def test_two_heads_in_one_household_are_refused(desk: Desk, tmp_path: Path) -> None:
    two = planned(
        desk, tmp_path, HEADER,
        [1, "古堤村", "4210990001", "王建国", HEAD, "户主", ""], [1, "古堤村", "4210990001", "陈芳", WIFE, "户主", ""],
    )  # fmt: skip
    assert two.refused == 2
    assert reasons(two)[0].startswith("这一户有 2 人写成户主（王建国、陈芳）。")
    brought(desk, tmp_path, HEADER, *FAMILY)
    headless = planned(desk, tmp_path, HEADER, [1, "古堤村", "4210990001", "王建国", HEAD, "之父", ""])
    assert reasons(headless) == ["这样一来这一户就没有户主了。请在“与户主关系”里写明谁是“户主”。"]


ONCE: list[list[Cell]] = [
    [1, "古堤村", "4210990001", "陈芳", WIFE, "配偶", "13800000001"],
    ["", "", "", "王建国", HEAD, "户主", ""],
    ["", "", "", "王堃", SON, "之子", ""],
    [2, "古堤村", "", "张小强", LATE, "之子", ""],
    ["", "", "", "李秀英", OTHER, "户主", ""],
    [3, "古堤村", "4210990003", "赵老三", THIRD, "户主", ""],
]


@pytest.mark.parametrize(
    "columns", [range(7), [1, 2, 3, 4, 5, 6], [0, 1, 3, 4, 5, 6]], ids=["all", "no 序号", "no number"]
)
def test_cells_on_the_first_row_of_a_family_hold_it_together(
    desk: Desk, tmp_path: Path, columns: Sequence[int]
) -> None:
    """A11: families were mixed where the head does not stand first and nothing is merged."""
    header = [HEADER[column] for column in columns]
    rows = [[row[column] for column in columns] for row in ONCE]
    brought(desk, tmp_path, header, *rows)
    assert sorted(map(sorted, families(desk))) == sorted(
        map(sorted, [["陈芳", "王建国", "王堃"], ["张小强", "李秀英"], ["赵老三"]])
    )


NAMELESS = ["行政村", "村民小组", "户主姓名", "联系电话"]


def test_a_third_namesake_is_not_made(desk: Desk, tmp_path: Path) -> None:
    """A12: of two heads of one name without a number a third household was made."""
    rows: list[list[Cell]] = [
        ["古堤村", "1组", "王强", "13800000001"],
        ["古堤村", "2组", "王强", "13800000002"],
    ]
    assert brought(desk, tmp_path, NAMELESS, *rows).counts["new"] == 2
    assert planned(desk, tmp_path, NAMELESS, *rows).counts["same"] == 2
    plan = planned(desk, tmp_path, NAMELESS, ["古堤村", "", "王强", "13800000003"])
    assert reasons(plan) == [
        "文件里古堤村有 2 户的户主都叫“王强”，只凭姓名分不清。请填写户主的证件号码或户编号。"
    ]


def test_twins_without_names_are_not_doubled(desk: Desk, tmp_path: Path) -> None:
    """A12: two children of one placeholder name were added again by every import."""
    header = ["行政村", "姓名", "证件号码", "与户主关系", "出生日期"]
    rows: list[list[Cell]] = [
        ["古堤村", "王建国", HEAD, "户主", ""],
        ["古堤村", "未取名", "", "之子", "2018-03-01"],
        ["古堤村", "未取名", "", "之子", "2018-03-01"],
    ]
    brought(desk, tmp_path, header, *rows)
    assert planned(desk, tmp_path, header, *rows).counts["same"] == 3
    plan = planned(desk, tmp_path, header, rows[0], ["古堤村", "未取名", "", "之女", "2018-05-01"])
    assert "这一户里有 2 个叫“未取名”的人，分不清改的是哪一个。请填写证件号码或出生日期。" in reasons(plan)


def test_a_head_without_a_number_stands_for_himself(desk: Desk, tmp_path: Path) -> None:
    """C: a row of 产扶1 without 户主证件号码 took the row before it along, and both were refused."""
    header = ["行政村", "户主姓名", "户主证件号码", "联系电话"]
    rows: list[list[Cell]] = [
        ["古堤村", "王建国", HEAD, "13800000001"],
        ["古堤村", "李无证", "", "13800000002"],
        ["古堤村", "李秀英", OTHER, "13800000003"],
    ]
    assert brought(desk, tmp_path, header, *rows).counts["new"] == 3
    assert planned(desk, tmp_path, header, *rows).counts["same"] == 3


def test_a_village_that_nobody_knows_proposes_the_one_that_is_meant(desk: Desk, tmp_path: Path) -> None:
    """C15: 黄谈村 did not propose 黄淡村."""
    desk.save(desk.blank("village", name="黄淡村", township="421024100", is_poor_village=1))
    plan = planned(desk, tmp_path, HEADER, [1, "黄谈村", "4210990001", "王建国", HEAD, "户主", ""])
    assert reasons(plan)[0].startswith("本文件里没有“黄谈村”这个村。是不是“黄淡村”？")


def test_the_same_thing_in_several_rows_is_said_once_with_its_rows(desk: Desk, tmp_path: Path) -> None:
    """A8: causes name their rows, refused rows first, and every row with something to say stands in one."""
    rows: list[list[Cell]] = [
        [1, "没有村", "4210990001", "王建国", HEAD, "户主", ""],
        [2, "古堤村", "4210990002", "李秀英", OTHER, "户主", "12"],
        [3, "哪里村", "4210990003", "赵老三", THIRD, "户主", ""],
    ]
    plan = planned(desk, tmp_path, HEADER, *rows)
    causes = plan.causes()
    assert causes[0].sentence().startswith("退回 2 行，第 2、4 行“行政村”列：本文件里没有“没有村”这个村。")
    listed = {place for cause in causes for place in cause.rows}
    assert listed == {(row.raw.sheet, row.raw.number) for row in plan.rows if row.issues}
    sentences = "".join(cause.sentence() for cause in causes)
    for lacking in (
        "“贫困户属性”没有填",
        "“主要致贫原因”没有填",
        "收下，要看一看 1 行，第 3 行：",
    ):
        assert lacking in sentences


def test_whom_an_update_list_leaves_out_is_mentioned(desk: Desk, tmp_path: Path) -> None:
    """C: persons and households that a later list no longer has were not mentioned."""
    second: list[Cell] = [2, "古堤村", "4210990002", "李秀英", OTHER, "户主", ""]
    third: list[Cell] = [3, "古堤村", "4210990003", "赵老三", THIRD, "户主", ""]
    brought(desk, tmp_path, HEADER, *FAMILY, second, third)
    plan = planned(desk, tmp_path, HEADER, *FAMILY[:2], second)
    assert plan.counts == {"new": 0, "changed": 0, "same": 3, "refused": 0}
    assert "文件里这些村还有 1 户不在表里（赵老三），没有改动。迁走、清退的户请在程序里登记。" in plan.notes
    assert any(
        text.startswith("表里的户在文件中还有 1 人没有列出（王堃），没有改动。") for text in plan.notes
    )
    whole = planned(desk, tmp_path, HEADER, *FAMILY, second, third)
    assert not any("不在表里" in text or "没有列出" in text for text in whole.notes)
