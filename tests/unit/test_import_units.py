"""Amounts arrive in the unit that the sheet says, wherever it says it, or their column is refused by name."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from fupin_desk.desk.desk import Desk
from fupin_desk.model.importing import Plan
from fupin_desk.model.value import Value
from tests.unit.books import HEAD, xlsx

FUND = ("年度", "资金名称", "资金来源", "主管部门", "下达日期")
FIRST: tuple[object, ...] = (2018, "产业发展资金", "中央专项扶贫资金", "农业局", "2018-03-01")
LOAN = ("合同号", "贷款类别", "贷款银行", "放款日期")
PERSON = ("行政村", "户编号", "姓名", "证件号码", "与户主关系")
HOME = ("古堤村", "4210990001", "王建国", HEAD, "户主")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("units") / "d.fupin"
    with Desk.create(path, "four plain words here", "421024100", "测试员") as one:
        one.add_villages()
        yield one


def planned(desk: Desk, folder: Path, kind: str, rows: Sequence[Sequence[object]], **about: object) -> Plan:
    path = folder / "book.xlsx"
    path.write_bytes(xlsx(rows, **about))  # type: ignore[arg-type]
    return desk.read_workbook(path, kind)


def stored(plan: Plan, kind: str, field: str) -> list[Value]:
    return [one.values.get(field) for one in plan.drafts if one.kind == kind]


def said(plan: Plan) -> str:
    return "".join(one.refusal for sheet in plan.sheets for one in sheet.headings)


@pytest.mark.parametrize(
    ("heading", "cell", "fen"),
    [
        ("下达金额（万元）", 120.5, 120_500_000), ("下达金额(千元)", 5, 500_000), ("下达金额【百元】", "5", 50_000),
        ("下达金额（亿元）", 0.5, 5_000_000_000), ("下达金额（元）", 5, 500), ("下达金额", 5, 500),
        ("下达金额\n（单位：万元）", 5, 5_000_000), ("下达金额（人民币万元）", "1,200", 1_200_000_000),
        ("下达金额（万元）", "5元", 500), ("下达金额（元）", "5万元", 5_000_000), ("下达金额（万）", 5, 5_000_000),
        ("下达金额（２０１８年，万元）", 5, 5_000_000), ("下达金额（元）", "", None),
    ],
)  # fmt: skip
def test_money_is_read_in_the_unit_of_its_heading(
    desk: Desk, tmp_path: Path, heading: str, cell: object, fen: int | None
) -> None:
    plan = planned(desk, tmp_path, "fund_line", [[*FUND, heading], [*FIRST, cell]])
    assert stored(plan, "fund_line", "amount_fen") == [fen]


@pytest.mark.parametrize(
    "rows",
    [
        [["2018年扶贫资金下达表（万元）"], [*FUND, "下达金额"], [*FIRST, 5]],
        [
            ["2018年扶贫资金下达表"],
            ["填报单位：农业局", "", "单位：户、人、万元"],
            [*FUND, "下达金额"],
            [*FIRST, 5],
        ],
        [["2018年扶贫资金下达表"], ["金额单位：", "万元"], [*FUND, "下达金额"], [*FIRST, 5]],
        [[*FUND, "下达金额"], ["", "", "", "", "", "万元"], [*FIRST, 5]],
        [[*FUND, "下达金额"], ["", "", "", "", "", "（万元）"], [*FIRST, 5]],
        [[*FUND, "下达金额", "单位"], [*FIRST, 5, "万元"]],
        [[*FUND, "金额（万元）"], ["", "", "", "", "", "下达金额"], [*FIRST, 5]],
        [[*FUND, "下达金额"], [*FIRST, 5], ["注：金额单位均为万元。"]],
        [[*FUND, "下达金额"], [*FIRST, 5], ["合计", "", "", "", "", 5], ["单位：万元"]],
    ],
    ids=[
        "title",
        "line",
        "line in two cells",
        "unit row",
        "bracketed unit row",
        "unit column",
        "group",
        "note",
        "foot",
    ],
)
def test_money_is_read_in_the_unit_that_stands_anywhere_on_the_sheet(
    desk: Desk, tmp_path: Path, rows: list[list[object]]
) -> None:
    plan = planned(desk, tmp_path, "fund_line", rows)
    assert stored(plan, "fund_line", "amount_fen") == [5_000_000]
    (heading,) = (one for one in plan.sheets[0].headings if one.target == "fund_line.amount_fen")
    assert "→ 元" in heading.reading


def test_a_unit_column_may_say_another_unit_in_each_row(desk: Desk, tmp_path: Path) -> None:
    second = (2018, "基础设施资金", *FIRST[2:])
    plan = planned(
        desk, tmp_path, "fund_line", [[*FUND, "下达金额", "单位"], [*FIRST, 5, "万元"], [*second, 300, "元"]]
    )
    assert stored(plan, "fund_line", "amount_fen") == [5_000_000, 30_000]


@pytest.mark.parametrize(
    "unit", ["元/人", "元/月", "元/户", "元/人·月", "亩", "人", "%", "头", "每人", "元、万元"]
)
def test_a_unit_that_does_not_fit_refuses_the_column_by_name(desk: Desk, tmp_path: Path, unit: str) -> None:
    plan = planned(desk, tmp_path, "fund_line", [[*FUND, f"下达金额（{unit}）"], [*FIRST, 5]])
    assert stored(plan, "fund_line", "amount_fen") == [None]
    assert f"下达金额（{unit}）" in said(plan)
    assert "请" in said(plan)


@pytest.mark.parametrize("heading", ["低保金（元/月）", "低保金（元/人）", "低保金（月）"])
def test_an_amount_per_month_or_person_is_no_sum_of_a_year(desk: Desk, tmp_path: Path, heading: str) -> None:
    plan = planned(desk, tmp_path, "household", [[*PERSON, heading, "工资性收入（万元）"], [*HOME, 300, 1.2]])
    assert stored(plan, "income", "income_dibao_fen") == [None]
    assert stored(plan, "income", "income_wage_fen") == [1_200_000]
    assert heading in said(plan)


def test_two_units_in_one_line_refuse_the_columns_that_they_concern(desk: Desk, tmp_path: Path) -> None:
    rows: list[list[object]] = [["资金表"], ["单位：元、万元"], [*FUND, "下达金额"], [*FIRST, 5]]
    plan = planned(desk, tmp_path, "fund_line", rows)
    assert stored(plan, "fund_line", "amount_fen") == [None]
    assert "分不清" in said(plan)


def test_where_cell_and_heading_compete_the_cell_wins_and_the_row_says_so(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, "fund_line", [[*FUND, "下达金额（万元）"], [*FIRST, "3000元"]])
    assert stored(plan, "fund_line", "amount_fen") == [300_000]
    assert any("按这一格写的单位读" in one.text and one.column == 6 for one in plan.rows[0].issues)


@pytest.mark.parametrize(
    ("heading", "cell", "cmu"),
    [
        ("耕地面积（公顷）", 2, 3000), ("耕地面积（分）", 25, 250), ("耕地面积（平方米）", 1000, 150),
        ("耕地面积（㎡）", 20, 3), ("耕地面积（亩）", 2.5, 250), ("耕地面积（亩）", "1公顷", 1500),
    ],
)  # fmt: skip
def test_area_is_read_in_the_unit_of_its_heading(
    desk: Desk, tmp_path: Path, heading: str, cell: object, cmu: int
) -> None:
    plan = planned(desk, tmp_path, "household", [[*PERSON, heading], [*HOME, cell]])
    (condition,) = (one for one in plan.drafts if one.kind == "condition")
    assert cmu in condition.values.values()


@pytest.mark.parametrize(
    ("heading", "metres"), [("与村主干路距离（米）", 350), ("与村主干路距离（公里）", 0.35), ("与村主干路距离（千米）", 0.35), ("与村主干路距离（m）", 350)]
)  # fmt: skip
def test_length_is_read_in_the_unit_of_its_heading(
    desk: Desk, tmp_path: Path, heading: str, metres: float
) -> None:
    plan = planned(desk, tmp_path, "household", [[*PERSON, heading], [*HOME, metres]])
    (condition,) = (one for one in plan.drafts if one.kind == "condition")
    assert {35, 350} & set(condition.values.values())


@pytest.mark.parametrize(
    ("heading", "cell", "points"),
    [
        ("年利率（‰）", 43.5, 435),
        ("年利率（%）", 4.35, 435),
        ("年利率", "4.35%", 435),
        ("年利率（‰）", "4.35%", 435),
    ],
)
def test_a_share_is_read_in_percent_or_per_mille(
    desk: Desk, tmp_path: Path, heading: str, cell: object, points: int
) -> None:
    row: list[object] = ["A-1", "经营主体贷款", "农商行", "2018-03-01", cell]
    plan = planned(desk, tmp_path, "loan", [[*LOAN, heading], row])
    assert stored(plan, "loan", "rate_bp") == [points]


def test_the_words_of_every_column_are_accounted_for(desk: Desk, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [*FUND, "下达金额（万元）", "下达金额（元/月）", "颜色", "序号", ""],
        [*FIRST, 5, 6, "红", 1, "多"],
    ]
    plan = planned(desk, tmp_path, "fund_line", rows)
    (sheet,) = plan.sheets
    assert [one.disposition for one in sheet.headings[5:]] == [
        "taken",
        "refused",
        "unread",
        "known",
        "unread",
    ]
    assert len(sheet.headings) == 10
    assert "共 10 列：读取 6 列，不用导入 1 列" in plan.accounts()[1]


WAYS = [
    "以万元计", "金额：万元", "2018年 万元", "万元 保留两位小数", "万元含补贴", "万元人民币", "人民币：万元", "￥万元", "萬元",
    "10000元", "“万元”", "单 位：万元", "万元，百企帮百村",
]  # fmt: skip


@pytest.mark.parametrize("words", WAYS)
@pytest.mark.parametrize("place", ["heading", "unit row", "group"])
def test_a_unit_between_other_words_is_read(desk: Desk, tmp_path: Path, words: str, place: str) -> None:
    rows: dict[str, list[list[object]]] = {
        "heading": [[*FUND, f"下达金额（{words}）"]],
        "unit row": [[*FUND, "下达金额"], ["", "", "", "", "", f"（{words}）"]],
        "group": [[*FUND, f"金额（{words}）"], ["", "", "", "", "", "下达金额"]],
    }
    plan = planned(desk, tmp_path, "fund_line", [*rows[place], [*FIRST, 5]])
    assert stored(plan, "fund_line", "amount_fen") == [5_000_000]


@pytest.mark.parametrize(
    "line",
    [
        "单 位：万元", "单位　万元", "（金额：万元）", "金额：万元", "计算单位：万元", "收入单位：万元", "单位：“万元”", "单位：以万元计",
        "（以万元计）", "万元", "填报单位：万福镇 单位：万元",
    ],
)  # fmt: skip
def test_a_line_above_the_table_says_the_unit_in_its_own_way(desk: Desk, tmp_path: Path, line: str) -> None:
    rows: list[list[object]] = [["2018年扶贫资金下达表"], ["", "", line], [*FUND, "下达金额"], [*FIRST, 5]]
    plan = planned(desk, tmp_path, "fund_line", rows)
    assert stored(plan, "fund_line", "amount_fen") == [5_000_000]


@pytest.mark.parametrize(
    "line",
    [
        "填报单位：万福镇人民政府",
        "（万福镇）",
        "帮扶单位：亿元村",
        "（千佛村、百里洲村）",
        "扶贫资金 三百万元项目",
        "（两千万元专项）",
    ],
)
def test_a_place_is_no_unit(desk: Desk, tmp_path: Path, line: str) -> None:
    rows: list[list[object]] = [
        ["2018年扶贫资金下达表"],
        [line],
        [*FUND, "下达金额（百分比见附表）"],
        [*FIRST, 5],
    ]
    assert stored(planned(desk, tmp_path, "fund_line", rows), "fund_line", "amount_fen") == [500]


@pytest.mark.parametrize("words", ["超过500万元", "三百万元", "千", "5万以上", "几百万元", "万元、千元"])
def test_a_figure_of_scale_that_is_no_unit_refuses_the_column(desk: Desk, tmp_path: Path, words: str) -> None:
    plan = planned(desk, tmp_path, "fund_line", [[*FUND, f"下达金额（{words}）"], [*FIRST, 5]])
    assert stored(plan, "fund_line", "amount_fen") == [None]
    assert f"下达金额（{words}）" in said(plan)


@pytest.mark.parametrize(
    "heading", ["工资/万元", "工资万元", "工资 万元", "万元工资", "工资_万元", "全年工资：万元"]
)
def test_a_heading_that_is_mapped_by_hand_keeps_its_unit(desk: Desk, tmp_path: Path, heading: str) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(xlsx([[*PERSON, heading], [*HOME, 1.2]]))
    plan = desk.read_workbook(path, "household", mapping={6: "income.income_wage_fen"})
    assert stored(plan, "income", "income_wage_fen") == [1_200_000]


def fen_of_lines(
    desk: Desk, tmp_path: Path, headings: Sequence[str], *pairs: Sequence[object]
) -> list[Value]:
    rows = [(2018, f"资金{at}", *FIRST[2:], *pair) for at, pair in enumerate(pairs)]
    return stored(
        planned(desk, tmp_path, "fund_line", [[*FUND, *headings], *rows]), "fund_line", "amount_fen"
    )


def test_every_spelling_of_a_column_of_units_is_read(desk: Desk, tmp_path: Path) -> None:
    pairs = ((5, "万元"), (6, "人民币（万元）"), (6, "万"), (7, "以元计"), (8, "元"))
    assert fen_of_lines(desk, tmp_path, ["下达金额", "单位"], *pairs) == [
        5_000_000,
        6_000_000,
        6_000_000,
        800,
    ]


@pytest.mark.parametrize("unit", ["", "见附件", "5万元", "元或万元、千元"])
def test_a_row_whose_unit_is_blank_or_odd_is_refused(desk: Desk, tmp_path: Path, unit: str) -> None:
    assert fen_of_lines(desk, tmp_path, ["下达金额", "单位"], (5, "万元"), (6, unit)) == [5_000_000]


def test_a_blank_unit_among_yuan_is_yuan(desk: Desk, tmp_path: Path) -> None:
    assert fen_of_lines(desk, tmp_path, ["下达金额", "单位"], (5, "元"), (6, "")) == [500, 600]


def test_a_column_of_units_may_stand_before_its_numbers_or_apart(desk: Desk, tmp_path: Path) -> None:
    assert fen_of_lines(desk, tmp_path, ["单位", "下达金额"], ("万元", 5)) == [5_000_000]
    assert fen_of_lines(desk, tmp_path, ["下达金额", "备注", "单位"], (5, "", "万元")) == [5_000_000]


def test_one_column_of_units_holds_for_the_numbers_beside_it(desk: Desk, tmp_path: Path) -> None:
    heads = [*PERSON, "耕地面积（亩）", "工资性收入", "生产经营性收入", "单位"]
    plan = planned(desk, tmp_path, "household", [heads, [*HOME, 3, 1, 2, "万元"]])
    assert stored(plan, "income", "income_wage_fen") == [1_000_000]
    assert stored(plan, "income", "income_business_fen") == [2_000_000]
    assert stored(plan, "condition", "farmland_cmu") == [300]
    apart = planned(
        desk, tmp_path, "household",
        [[*PERSON, "工资性收入", "生产经营性收入", "联系电话", "单位"], [*HOME, 1, 2, "", "万元"]],
    )  # fmt: skip
    assert stored(apart, "income", "income_wage_fen") == []
    assert "单位" in said(apart)


@pytest.mark.parametrize("cell", ["约1.2", "1.2左右", "1.2+0.3", "1。2", "十二"])
def test_what_cannot_be_read_keeps_the_unit_of_its_column(desk: Desk, tmp_path: Path, cell: str) -> None:
    plan = planned(desk, tmp_path, "fund_line", [[*FUND, "下达金额（万元）"], [*FIRST, cell]])
    (line,) = (one for one in plan.drafts if one.kind == "fund_line")
    assert line.values.get("amount_fen") is None
    assert line.unread["amount_fen"] == f"{cell}（万元）"
    blank = planned(desk, tmp_path, "fund_line", [[*FUND, "下达金额（万元）"], [*FIRST, "无"]])
    assert not any("万元" in text for one in blank.drafts for text in one.unread.values())
