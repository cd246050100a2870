"""Money before and after on a real desk: the two 60 %, what is left to pay, the 1:8 of a bank."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from fupin_desk.desk.desk import Desk
from fupin_desk.desk.intake.ground import Ground
from fupin_desk.model.amount import times, yuan
from fupin_desk.model.money import Money
from fupin_desk.model.page import Page
from fupin_desk.model.value import Record, Value
from fupin_desk.store.records.record_lookup import Held, HeldAll
from tests.unit import judged_ledgers as g
from tests.unit import judged_pages as p

# Beside the line of 100,000.00 for industry, all of it to households.
_WATER = g.twin(
    g.FUND_LINE, "f2", name="安全饮水", use_class="2", target_level="2", amount_fen=66_666_66, project=None
)
_LAST_YEAR = g.twin(
    g.FUND_LINE, "f3", name="上年资金", year=2017, use_class="2", target_level="2", project=None
)
_DONATED = g.twin(
    g.FUND_LINE, "f4", name="捐赠", is_poverty_fund=0, source="10", target_level="2", project=None
)
_LATER = g.twin(g.FUND_LINE, "f5", name="明天下达", allocated_on="2018-10-01", target_level="2", project=None)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from _opened(tmp_path_factory.mktemp("county"), "421024")


@pytest.fixture(scope="module")
def township(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from _opened(tmp_path_factory.mktemp("township"), "421024100")


def _opened(folder: Path, place: str) -> Iterator[Desk]:
    records = (*p.FILE, *g.FILE, _WATER, _LAST_YEAR, _DONATED, _LATER)
    drafts = [one for record in records for one in Page(record, is_new=frozenset({record.id})).drafts()]
    with Desk.create(folder / "money.fupin", "demo", place, "王工", about={"as_of": p.TODAY}) as desk:
        desk.save_drafts(drafts, "登记")
        yield desk


def _money(desk: Desk, record: Record, **values: Value) -> dict[str, Money]:
    """Return what is said of money while a record of the file is typed over, or a new one is typed."""
    held = desk.record(record.kind, record.id)
    page = desk.page(record.kind, record.id) if held else Page(record, is_new=frozenset({record.id}))
    typed = replace(page, record=p.but(page.record, **values))
    return {one.label: one for one in desk.check(typed).money}


def test_a_fund_line_moves_both_shares_of_its_year(county: Desk) -> None:
    found = _money(county, _WATER, amount_fen=66_677_78)
    share = found["2018 年 产业资金占比"]
    assert (share.before, share.after, share.limit) == ("60.00%", "59.996%", "不低于 60%")
    assert share.is_kept is False
    assert "100,000.00 元（10 万元） ÷ 166,677.78 元（16.667778 万元）" in share.text
    assert "还差 6.67 元" in share.text
    assert found["2018 年 资金到户"].after == "100.00%"


def test_a_line_that_is_no_poverty_fund_or_comes_later_moves_nothing(county: Desk) -> None:
    for line in (_DONATED, _LATER):
        share = _money(county, line, amount_fen=900_000_00)["2018 年 产业资金占比"]
        assert share.before == share.after == "60.00%"


def test_a_line_that_moves_to_another_year_is_counted_there(county: Desk) -> None:
    found = _money(county, _WATER, year=2017, allocated_on="2017-06-30")
    assert list(found) == ["2017 年 产业资金占比", "2017 年 资金到户"]
    assert found["2017 年 产业资金占比"].after == "0.00%"
    assert found["2017 年 资金到户"].text == "2017 年还没有这项资金。"
    assert found["2017 年 资金到户"].is_kept is None


def test_a_to_household_line_shows_the_sum_of_its_list(county: Desk) -> None:
    listed = _money(county, g.FUND_LINE, amount_fen=100_000_01)["到户名单合计"]
    assert listed.after == "100,000.00 元（10 万元）"
    assert listed.text == "名单 2 户共 100,000.00 元（10 万元），比下达金额少 0.01 元。"


def test_the_shares_are_those_that_the_rules_count(county: Desk) -> None:
    tallies = {one.rule: one for one in county.coverage() if one.place is None}
    for rule in ("R-2.3.1", "R-2.3.2"):
        short = county.rule(rule).short
        money = _money(county, g.FUND_LINE)[f"2018 年 {short}"]
        tally = tallies[rule]
        assert money.is_kept == tally.met
        assert money.text.startswith(f"{yuan(tally.part)} ÷ {yuan(tally.whole)}")


def test_a_payment_shows_what_is_left_of_its_project_and_its_acceptance(county: Desk) -> None:
    more = g.twin(g.PAYMENT, "y2", amount_fen=30_000_01)
    found = _money(county, more)
    assert found["拨付金额"].text == "人民币叁万元零壹分。"
    left = found["验收核定还能拨付"]
    assert (left.before, left.after) == ("30,000.00 元（3 万元）", "-0.01 元")
    assert left.text.endswith("超出 0.01 元。")
    assert left.is_kept is False
    project = found["项目资金还能拨付"]
    assert (project.before, project.after) == ("50,000.00 元（5 万元）", "19,999.99 元（1.999999 万元）")
    assert project.is_kept is True


def test_a_payment_that_is_typed_over_is_not_counted_twice(county: Desk) -> None:
    found = _money(county, g.PAYMENT, amount_fen=80_000_00)
    assert found["拨付金额"].before == "50,000.00 元（5 万元）"
    assert found["验收核定还能拨付"].after == "0.00 元"
    assert found["验收核定还能拨付"].is_kept is True


def test_a_project_without_funds_says_so(county: Desk) -> None:
    county.save_drafts(
        Page(g.twin(g.PROJECT, "j9", project_no=None), is_new=frozenset({"j9"})).drafts(), "登记"
    )
    left = _money(county, g.PAYMENT, project="j9", acceptance=None)["项目资金还能拨付"]
    assert (left.after, left.is_kept) == ("—", None)
    assert "没有登记" in left.text


def test_a_loan_uses_up_the_eightfold_of_the_fund(county: Desk) -> None:
    # The bank holds 1,000,000 − 200,000 − 25,200.01 = 774,799.99; 40,000 and 300,000 are still owed.
    most = 8 * 774_799_99 - 40_000_00
    kept = _money(county, g.ENTITY_LOAN, principal_fen=most)["放贷比例（1:8）"]
    assert (kept.before, kept.after, kept.is_kept) == ("0.44 倍", "8.00 倍", True)
    assert kept.text.endswith("还可放 0.00 元。")
    over = _money(county, g.ENTITY_LOAN, principal_fen=most + 1)["放贷比例（1:8）"]
    assert over.is_kept is False
    assert over.after.startswith("8.0000000")
    assert over.text.endswith("超出 0.01 元。")


def test_a_loan_over_the_eightfold_is_warned_of_as_it_is_entered(county: Desk) -> None:
    most = 8 * 774_799_99 - 40_000_00

    def said(loan: Record) -> list[str]:
        return [one.code for one in county.check(p.page(loan)).findings if one.code == "R-2.8.2"]

    over = p.but(g.ENTITY_LOAN, principal_fen=most + 1)
    assert said(p.but(g.ENTITY_LOAN, principal_fen=most)) == []
    assert said(over) == ["R-2.8.2"]
    told = next(one for one in county.check(p.page(over)).findings if one.code == "R-2.8.2")
    assert (told.severity, told.field) == ("W", "principal_fen")
    assert "多出 0.01 元" in told.text
    assert said(p.but(over, bank="09")) == []
    county.save(p.page(over))
    assert said(over) == []


def test_a_township_sees_its_own_part_of_the_lending_and_is_not_judged(township: Desk) -> None:
    found = _money(township, g.LOAN, bank="03")["放贷比例（1:8，本单位数）"]
    assert (found.after, found.is_kept) == ("—", None)
    assert "没有登记这家银行的风险补偿金" in found.text


def test_a_move_of_the_fund_shows_what_stays(county: Desk) -> None:
    found = _money(county, g.MOVED_OUT, amount_fen=974_800_00)
    assert found["风险补偿金余额"].before == "774,799.99 元（77.479999 万元）"
    assert found["风险补偿金余额"].is_kept is False
    assert found["风险补偿金余额"].text.endswith("差 0.01 元。")


def test_an_entity_shows_what_it_brings_to_its_households(county: Desk) -> None:
    page = county.page("entity", "n1")
    links = tuple(p.but(one, increase_fen=3_000_00) for one in page.children["drive_link"])
    found = county.check(replace(page, children={"drive_link": links})).money
    assert [(one.before, one.after) for one in found] == [("0.00 元", "3,000.00 元")]


def test_a_page_without_money_says_nothing_of_it(county: Desk) -> None:
    assert county.check(county.page("village", "v1")).money == ()
    assert county.check(county.page("loan", "l1"), effects=False).money == ()


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "0.00 元"), (9_999_99, "9,999.99 元"), (10_000_00, "10,000.00 元（1 万元）"),
        (23_456_00, "23,456.00 元（2.3456 万元）"), (-12_000_000_00, "-12,000,000.00 元（-1,200 万元）"),
        (100_000_00, "100,000.00 元（10 万元）"),
    ],
)  # fmt: skip
def test_an_amount_is_told_in_yuan_and_in_ten_thousand_yuan(fen: int, text: str) -> None:
    assert yuan(fen) == text


def test_a_multiple_above_its_cap_never_prints_as_the_cap() -> None:
    assert times(8_000_000, 1_000_000, cap=Fraction(8)) == "8.00 倍"
    assert times(8_000_001, 1_000_000, cap=Fraction(8)) == "8.000001 倍"
    assert times(1, 0) == "—"


def test_every_way_to_ask_the_file_adds_up_alike(county: Desk) -> None:
    forms, connection = county.catalog.forms, county.file.connection
    for held in (Held(connection, forms), HeldAll(connection, forms), Ground(county)):
        assert held.total("payment", "acceptance", "x1", "amount_fen") == 50_000_00
        assert held.total("fund_line", "year", "2018", "amount_fen") > held.total(
            "fund_line", "project", "j1", "amount_fen"
        )
        assert held.total("fund_line", "project", "nothing", "amount_fen") == 0
        assert held.total("special_fund", "year", "2018", "payable_fen") == 15_000_000_00
