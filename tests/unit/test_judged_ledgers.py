"""The lists behind the numbers of the ledgers: names that people know, and why a unit has its outcome."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desk.catalog import catalog
from fupin_desk.desk.desk import Desk
from fupin_desk.model.rule import Judged
from fupin_desk.model.value import Draft, Value
from tests import sample_file

CATALOG = catalog.load()
DAY = "2018-09-30"


def born(kind: str, number: int, **values: Value) -> Draft:
    return Draft(kind, sample_file.record_id(number, "e"), values, is_new=True)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(sample_file.new_file(tmp_path), CATALOG, operator="甲") as one:
        one.file.set_about("as_of", DAY)
        yield one


def listed(desk: Desk, rule: str) -> list[Judged]:
    return desk.judged(rule, as_of=DAY)


def test_a_bank_is_called_by_its_name_before_and_after(desk: Desk) -> None:
    desk.save_drafts(
        [born("risk_fund", 1, bank="01", transaction_kind="1", amount_fen=100, happened_on=DAY)], "录入"
    )
    assert [(one.name, one.outcome) for one in listed(desk, "R-2.8.2")] == [("农村商业银行", "covered")]
    loan = born("loan", 2, borrower_kind="1", bank="01", principal_fen=801, lent_on=DAY)
    effect = next(one for one in desk.foresee([loan]) if one.rule == "R-2.8.2")
    before, after = effect.touched[0]
    assert before
    assert after
    assert (before.name, before.outcome, after.name, after.outcome) == (
        "农村商业银行",
        "covered",
        "农村商业银行",
        "gap",
    )
    assert after.record_kind == ""
    assert (effect.whole_after.part, effect.whole_after.whole) == (801, 100)


def test_a_township_and_the_file_are_called_by_their_names(desk: Desk) -> None:
    assert [one.name for one in listed(desk, "R-2.2.4")] == ["白马寺镇"]
    assert [one.name for one in listed(desk, "R-2.8.1")] == [desk.place_name]


def test_a_record_is_called_as_in_its_list_and_says_what_it_lacks(desk: Desk) -> None:
    money: dict[str, Value] = {"year": 2018, "allocated_on": DAY, "amount_fen": 100, "is_poverty_fund": 1}
    lines = [
        born("fund_line", 1, name="奖补资金", use_class="1", **money),
        born("fund_line", 2, name="没填的资金", **money),
    ]
    desk.save_drafts(lines, "录入")
    found = {one.name: one for one in listed(desk, "R-2.3.1")}
    assert found["奖补资金"].outcome == "covered"
    assert found["没填的资金"].detail == "待核：使用类别"
    assert {one.record_kind for one in found.values()} == {"fund_line"}


def test_whom_a_plan_must_reach_is_opened_as_village_or_household(desk: Desk) -> None:
    village = born("village", 1, name="黄淡村", is_poor_village=1)
    home = sample_file.household(
        7, members=1, village=village.id, poverty_status="0", industry_willingness="1"
    )
    home[1].values["labour_capability"] = "01"
    desk.save_drafts([village, *home], "录入")
    found = {one.record_kind: one for one in listed(desk, "R-2.1.1")}
    assert {kind: one.outcome for kind, one in found.items()} == {"village": "gap", "household": "gap"}
    assert found["village"].name == "黄淡村"
    assert found["household"].detail == "没有列入已批准的规划"


def test_a_gap_says_how_much_there_is(desk: Desk) -> None:
    village = born("village", 1, name="黄淡村", is_poor_village=1)
    shops = [
        born(
            "online_shop",
            n,
            village=village.id,
            platform="01",
            shop_no=str(n),
            opened_on="2018-05-01",
            state="1",
        )
        for n in range(2, 6)
    ]
    desk.save_drafts([village, *shops], "录入")
    assert [one.detail for one in listed(desk, "R-2.7.3")] == ["网店 4 个，不足 5 个"]
    fifth = born("online_shop", 9, village=village.id, platform="01", shop_no="9", opened_on=DAY, state="1")
    desk.save_drafts([fifth], "录入")
    assert [one.detail for one in listed(desk, "R-2.7.3")] == ["网店 5 个"]
