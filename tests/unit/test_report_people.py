"""产扶1, 产扶2 and 户卡: hand-counted households, faces, periods and hostile names."""

from pathlib import Path
from typing import Any

import openpyxl

from fupin_desk.model.document import Document
from fupin_desk.model.period import parse
from fupin_desk.model.roster import Folder
from fupin_desk.model.rule import Judged
from fupin_desk.reports import xlsx
from fupin_desk.reports.contents import home_cards, ledger, register
from fupin_desk.store.report_queries import deeds, homes, records, services, trainings
from tests.unit.report_rows import DAY, cells, headings, household, put, scope, setting, township

PRIVATE = ("健康", "残疾", "致贫", "收入", "增收", "银行", "账号", "年龄", "出生", "劳动", "证件", "电话")


def _fill(connection: Any) -> None:
    household(
        connection,
        "h1",
        "v1",
        "王甲",
        members=3,
        group_name="10组",
        phone="13800001234",
        bank_account="622848001",
    )
    household(connection, "h2", "v1", "=1+1", members=2, group_name="2组", main_cause="01")
    household(connection, "h3", "v2", "李丙", group_name="1组", poverty_status="9", closed_on="2018-01-01")
    household(connection, "h4", "v2", "赵丁", group_name="1组", note="听力二级")
    put(
        connection,
        "helper",
        id="k",
        household="h1",
        name="帮扶人",
        phone="13900000000",
        started_on="2018-01-01",
    )
    put(connection, "round", id="r1", name="第一轮", year=2018, number=1)
    put(connection, "round", id="r2", name="第二轮", year=2018, number=2)
    given = [
        ("a1", "h1", "r1", "2", "2018-03-31", 100_000), ("a2", "h2", "r1", "3", "2018-04-01", 50_050),
        ("a3", "h1", "r2", "2", "2018-06-30", 25_000), ("a4", "h4", "r2", "2", "2018-07-01", 10_000),
        ("a5", "h4", "r2", "1", None, 99_900),
    ]  # fmt: skip
    for key, home, round_, status, day, fen in given:
        put(
            connection, "assistance", id=key, household=home, round=round_, assistance_kind="01", measure="发放种虾",
            scale_hundredths=1000, scale_unit="亩", amount_fen=fen, status=status, done_on=day, income_increase_fen=fen * 4,
        )  # fmt: skip


def _register(connection: Any, **given: Any) -> Document:
    reach = scope(connection)
    return register.build(
        setting(register.INFO, **given), homes=homes.homes(reach), aids=deeds.aids(reach), helpings=homes.helpings(reach)
    )  # fmt: skip


def _ledger(connection: Any, **given: Any) -> Document:
    reach = scope(connection)
    return ledger.build(
        setting(ledger.INFO, **given), homes=homes.homes(reach), aids=deeds.aids(reach), rounds=deeds.rounds(reach)
    )  # fmt: skip


def _cards(connection: Any, **given: Any) -> Document:
    reach = scope(connection)
    judged = {
        "R-1.2": [Judged("R-1.2", "household", "h1", "王甲", "v1", "古堤村", "covered")],
        "R-2.4.2": [
            Judged("R-2.4.2", "member", f"h1m{number}", "", "v1", "古堤村", outcome, household="h1")  # type: ignore[arg-type]
            for number, outcome in enumerate(("covered", "gap", "unknown"))
        ],
    }
    return home_cards.build(
        setting(home_cards.INFO, **given), homes=homes.homes(reach), aids=deeds.aids(reach), rounds=deeds.rounds(reach),
        helpings=homes.helpings(reach), guidances=services.guidances(reach), courses=trainings.courses(reach),
        attendees=trainings.attendees(reach), folder=records.folder(reach), judged=judged,
    )  # fmt: skip


def test_the_register_lists_the_poor_by_village_group_and_head_with_totals() -> None:
    with township() as connection:
        _fill(connection)
        table = _register(connection).tables[0]
    assert cells(table, "户主姓名") == ["3 户", "=1+1", "王甲", "赵丁"]
    assert cells(table, "家庭人口") == [6, 2, 3, 1]
    assert cells(table, "次数") == [4, 1, 2, 1]
    assert cells(table, "金额（元）") == [185_050, 50_050, 125_000, 10_000]
    assert cells(table, "增收金额（元）") == [740_200, 200_200, 500_000, 40_000]
    assert cells(table, "帮扶责任人") == [None, "", "帮扶人", ""]
    assert cells(table, "序号") == ["", 1, 2, 3]


def test_numbers_of_people_stand_in_text_columns() -> None:
    with township() as connection:
        _fill(connection)
        table = _register(connection).tables[0]
    types = {one.heads[-1]: one.type for one in table.columns}
    assert {types[one] for one in ("户主证件号码", "联系电话", "责任人电话", "银行账号")} == {"text"}
    assert cells(table, "户主证件号码")[2] == "42109919800101000X"


def test_public_faces_show_only_the_columns_of_a_notice() -> None:
    with township() as connection:
        _fill(connection)
        made = [build(connection, face="public") for build in (_register, _ledger, _cards)]
    shown = [cell for one in made for table in one.tables for row in table.rows for cell in row.cells]
    for one in made:
        for table in one.tables:
            assert not any(word in headings(table) for word in PRIVATE), headings(table)
    text = " ".join(str(cell) for cell in shown)
    assert not any(
        secret in text for secret in ("42109919", "13800001234", "622848001", "听力二级", "缺技术")
    )
    assert cells(made[0].tables[0], "项目/规模")[2] == "发放种虾 10亩；发放种虾 10亩"
    assert [one.column.heads[0] for one in register._public(setting(register.INFO), {})] == [
        "村组", "户主", "家庭人口", "项目/规模", "补助金额（元）", "备注",
    ]  # fmt: skip


def test_the_ledger_adds_up_by_village_and_round_and_leaves_plans_out() -> None:
    with township() as connection:
        _fill(connection)
        made = _ledger(connection)
    table = made.tables[0]
    totals = [(row.cells[1], row.cells[9]) for row in table.rows if row.style in {"total", "subtotal"}]
    assert totals == [
        ("合计", 185_050),
        ("古堤村 小计", 150_050), ("第一轮 小计", 150_050),
        ("古堤村 小计", 25_000), ("黄淡村 小计", 10_000), ("第二轮 小计", 35_000),
    ]  # fmt: skip
    assert table.columns[9].heads[0] == "帮扶金额（元）"
    assert cells(made.tables[1], "受帮扶户数") == ["3 户（去重）", 2, 1, 1]
    assert cells(made.tables[1], "帮扶条数") == [4, 2, 1, 1]
    assert cells(made.tables[1], "未实施（条）") == [1, 0, 0, 1]
    assert any("计划 1 条" in note for note in made.notes)


def test_a_period_holds_its_first_and_last_day() -> None:
    with township() as connection:
        _fill(connection)
        days = {
            name: [day for day in cells(_ledger(connection, period=parse(name)).tables[0], "实施日期") if day]
            for name in ("2018Q1", "2018Q2", "2018Q3", "2018-04", "2018", "2017")
        }
    assert days["2018Q1"] == ["2018-03-31"]
    assert days["2018Q2"] == ["2018-04-01", "2018-06-30"]
    assert days["2018Q3"] == ["2018-07-01"]
    assert days["2018-04"] == ["2018-04-01"]
    assert len(days["2018"]) == 4
    assert days["2017"] == []


def test_a_card_holds_everything_and_the_outcome_of_each_rule() -> None:
    with township() as connection:
        _fill(connection)
        put(connection, "income", id="i", household="h1", year=2017, income_total_fen=1_234_500)
        put(
            connection,
            "member",
            id="left",
            household="h1",
            name="王女",
            left_on="2018-05-01",
            leave_reason="02",
        )
        made = _cards(connection)
    assert len(made.cards) == 3
    card = made.cards[1]
    fields = {one.label: one.text for one in card.fields}
    assert fields["户主"] == "王甲"
    assert fields["户主证件号码"] == "42109919800101000X"
    assert fields["银行账号"] == "622848001"
    assert fields["产业帮扶（R-1.2）"] == "已达到"
    assert fields["技能培训（R-2.4.2）"] == "1/2 人，待核 1 人"
    captions = {one.caption: one for one in card.tables}
    assert [row.cells[0] for row in captions["家庭成员"].rows] == ["王甲", "王甲1", "王甲2"]
    assert len(captions["帮扶记录"].rows) == 2
    assert "12,345.00" in captions["年度收入（元）"].rows[0].cells
    assert card.notes == ("减少：王女 2018-05-01 嫁出",)
    assert cells(made.tables[0], "联系电话")[2] == "13800001234"


def test_a_card_at_the_door_names_measures_and_no_private_facts() -> None:
    with township() as connection:
        _fill(connection)
        made = _cards(connection, face="public")
    card = made.cards[1]
    assert [one.label for one in card.fields] == ["户主", "村组", "家庭人口"]
    assert [one.caption for one in card.tables] == ["帮扶责任人", "产业帮扶"]
    assert card.notes == ()
    texts = str(card)
    assert "13900000000" not in texts
    assert "42109919" not in texts


def test_a_household_without_rows_still_has_a_card() -> None:
    with township() as connection:
        put(connection, "household", id="bare", village="v1", poverty_status="0")
        made = _cards(connection)
        assert Folder().of("member", "bare") == []
    assert made.as_of == DAY
    assert made.cards[0].tables == ()


def test_a_name_that_looks_like_a_formula_stays_text_in_the_workbook(tmp_path: Path) -> None:
    with township() as connection:
        _fill(connection)
        xlsx.write(_register(connection), tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    found = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "=1+1"]
    assert [one.data_type for one in found] == ["s"]
    ids = [
        cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "42109919800101000X"
    ]
    assert {(one.data_type, one.number_format) for one in ids} == {("s", "@")}
