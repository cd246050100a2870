"""入户单: known facts printed, blanks only where something is missing, and a code that finds the household."""

from collections.abc import Iterator

import pytest

from fupin_desk.desk.desk import Desk
from fupin_desk.model import short_code
from fupin_desk.model.document import Card
from tests.unit.policy_desk import key, opened
from tests.unit.report_rows import cells


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = opened(tmp_path_factory.mktemp("policy"))
    yield made
    made.close()


def _card(desk: Desk, head: str) -> Card:
    return next(one for one in desk.report("入户单").cards if one.fields[0].text == head)


def test_sheets_lie_in_the_order_of_village_group_and_head(desk: Desk) -> None:
    cards = desk.report("入户单").cards
    assert [one.fields[0].text for one in cards][:5] == ["户主丁", "户主甲", "户主戊", "户主乙", "户主丙"]
    assert cards[0].subtitle == "资市镇　黄淡村　1组　第 1 / 10 户"


def test_known_facts_are_printed_and_missing_ones_can_be_ticked(desk: Desk) -> None:
    fields = {one.label: one.text for one in _card(desk, "户主甲").fields}
    assert fields["产业发展方式"] == "自主发展"
    assert fields["产业发展意愿"] == "□ 有　□ 无"
    assert "银行账号" not in fields
    assert "脱贫年度" not in fields


def test_a_member_has_blanks_for_what_is_needed_and_strokes_for_what_is_not(desk: Desk) -> None:
    table = next(one for one in _card(desk, "户主乙").tables if one.caption == "家庭成员")
    row = dict(zip((one.name for one in table.columns), table.rows[0].cells, strict=True))
    assert row["labour_capability"] == "普通劳动力"
    assert row["health_status"] == ""
    assert row["wants_training"] == "／"


def test_what_is_due_stands_on_the_sheet_with_room_for_the_answer(desk: Desk) -> None:
    table = next(one for one in _card(desk, "户主乙").tables if one.caption == "待办和待核")
    rules = [str(row.cells[0]) for row in table.rows]
    assert "技能培训（R-2.4.2）" in rules
    assert "产业帮扶（R-1.2）" not in rules
    assert {row.cells[-1] for row in table.rows} == {""}


def test_a_missing_year_of_income_is_a_row_to_fill_in(desk: Desk) -> None:
    table = next(one for one in _card(desk, "户主乙").tables if one.caption.startswith("2017 年收入"))
    assert table.caption.endswith("没有登记，请核实填写")
    assert set(table.rows[0].cells[1:]) == {""}


def test_the_code_of_a_sheet_finds_its_household_however_it_is_typed(desk: Desk) -> None:
    made = desk.report("入户单")
    code = str(cells(made.tables[0], "编号")[1])
    assert made.cards[0].title == f"入户核实单　{code}"
    assert code.startswith("黄-")
    for typed in (code, code.replace("-", ""), f" {code[0]} — {code[2:]} "):
        assert [(one.kind, one.id) for one in desk.search(typed)][:1] == [("household", key("h3"))]


def test_codes_are_the_same_in_every_printout_and_no_two_are_alike() -> None:
    homes = {f"household {number}": "黄淡村" if number % 2 else "黄渡村" for number in range(3000)}
    codes = short_code.codes(homes)
    assert len(set(codes.values())) == len(homes)
    assert codes == short_code.codes(dict(reversed(homes.items())))
    assert min(map(len, codes.values())) == len("黄-0123")


@pytest.mark.parametrize("text", ["", "黄", "黄淡村", "王建国", "13800001234", "A-0123", "黄-012"])
def test_other_words_are_no_codes(text: str) -> None:
    assert short_code.read(text) is None
