"""What a batch is called: what changed and nothing else, with the place of the record and without any name of a person."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fupin_desk.desk.desk import Desk
from fupin_desk.model.page import Page
from fupin_desk.model.value import Draft, Record, Value

HEAD, NUMBER = "王建国", "4210240001"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.create(tmp_path / "d.fupin", "four plain words here", "421024103", "李静") as made:
        yield made


def _saved(desk: Desk, kind: str, **values: Value) -> str:
    page = desk.blank(kind, **values)
    desk.save(page)
    return page.record.id


def _household(desk: Desk, number: str = NUMBER) -> Page:
    village = next(iter(desk.records("village", name="黄淡村")), None)
    place = village.id if village else _saved(desk, "village", name="黄淡村", township="421024103")
    page = desk.blank("household", village=place, group_name="3组", household_no=number)
    rows = {
        "member": (_row(desk, page, "member", name=HEAD, relation="01"),),
        "income": (_row(desk, page, "income", year=2018),),
        "condition": (_row(desk, page, "condition", year=2018),),
        "helper": (_row(desk, page, "helper", name="周志明"),),
    }
    born = {page.record.id, *(row.id for some in rows.values() for row in some)}
    desk.save(Page(page.record, {**page.children, **rows}, frozenset(born)))
    return desk.page("household", page.record.id)


def _row(desk: Desk, page: Page, kind: str, **values: Value) -> Record:
    return desk.blank(kind, household=page.record.id, **values).record


def _what(desk: Desk) -> str:
    return desk.batches(limit=1)[0].what


def test_one_changed_field_of_a_whole_page_is_told_alone(desk: Desk) -> None:
    page = _household(desk)
    page.record.values["group_name"] = "4组"
    desk.save(page)
    assert _what(desk) == f"黄淡村4组（户编号{NUMBER}）：修改农户 1 户（村民小组）"
    assert desk.batches(limit=1)[0].size == 1


def test_what_is_new_and_what_is_changed_are_both_told(desk: Desk) -> None:
    page = _household(desk)
    page.record.values["note"] = "长" * 300
    row = _row(desk, page, "member", name="刘桂兰", relation="02")
    desk.save(
        replace(
            page,
            children={**page.children, "member": (*page.children["member"], row)},
            is_new=frozenset({row.id}),
        )
    )
    assert _what(desk) == f"黄淡村3组（户编号{NUMBER}）：新增家庭成员 1 人；修改农户 1 户（备注）"


def test_many_fields_are_counted_and_an_unread_text_counts_as_its_field(desk: Desk) -> None:
    page = _household(desk)
    page.record.values.update(group_name="5组", phone="13800000001", note="备注", household_no="1")
    desk.save(page)
    assert _what(desk).startswith("黄淡村5组（户编号1）：修改农户 1 户（")
    assert _what(desk).endswith("等 4 项）")
    again = desk.page("household", page.record.id)
    desk.save(replace(again, record=replace(again.record, unread={"phone": "一三八"})))
    assert _what(desk).endswith("修改农户 1 户（联系电话）")


def test_a_row_that_is_removed_is_told_as_removed_and_nothing_else_is_told(desk: Desk) -> None:
    page = _household(desk)
    gone = replace(page.children["helper"][0], removed=True)
    desk.save(replace(page, children={**page.children, "helper": (gone,)}))
    assert _what(desk) == f"黄淡村3组（户编号{NUMBER}）：删除帮扶责任人 1 人"


def test_a_record_of_a_household_is_named_by_its_household_also_when_it_is_removed(desk: Desk) -> None:
    page = _household(desk)
    course = _saved(desk, "round", number=1, year=2018, name="第一轮")
    record = _saved(desk, "assistance", household=page.record.id, round=course, measure="鸡苗")
    assert _what(desk) == f"黄淡村3组（户编号{NUMBER}）：新增帮扶记录 1 条"
    desk.remove("assistance", record, "录错了")
    assert _what(desk) == f"黄淡村3组（户编号{NUMBER}）：删除帮扶记录：录错了"
    desk.undo(desk.batches(limit=1)[0].id)
    assert _what(desk) == f"撤回：黄淡村3组（户编号{NUMBER}）：删除帮扶记录：录错了"


def test_two_households_at_once_are_counted_and_not_named(desk: Desk) -> None:
    one, two = _household(desk), _household(desk, "4210240002")
    for page in (one, two):
        page.record.values["group_name"] = "7组"
    desk.save(one, two)
    assert _what(desk) == "修改农户 2 户（村民小组）"


def test_no_batch_that_the_desk_words_itself_names_a_person(desk: Desk) -> None:
    page = _household(desk)
    _saved(desk, "expert", name="陈志远", is_team_member=1)
    desk.save_drafts([Draft("household", page.record.id, {"village": None})], "录入")
    page = desk.page("household", page.record.id)
    page.record.values["group_name"] = ""
    page.record.values["household_no"] = ""
    desk.save(page)
    told = "\n".join(batch.what for batch in desk.batches())
    assert not any(name in told for name in (HEAD, "周志明", "陈志远"))
    assert "新增专家" in told
