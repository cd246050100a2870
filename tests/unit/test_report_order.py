"""Periods as people write them, and the order of lists."""

import pytest

from fupin_desk.model import sort_keys
from fupin_desk.model.error import RequestError
from fupin_desk.model.period import parse
from fupin_desk.reports.contents import REPORTS


@pytest.mark.parametrize(
    ("text", "label", "first", "last"),
    [
        ("2018", "2018年", "2018-01-01", "2018-12-31"),
        ("2018Q3", "2018年第三季度", "2018-07-01", "2018-09-30"),
        ("2018q1", "2018年第一季度", "2018-01-01", "2018-03-31"),
        ("2018-09", "2018年9月", "2018-09-01", "2018-09-30"),
        ("2020-02", "2020年2月", "2020-02-01", "2020-02-29"),
    ],
)
def test_a_period_has_its_name_and_both_ends(text: str, label: str, first: str, last: str) -> None:
    found = parse(text)
    assert (found.label, found.first, found.last) == (label, first, last)
    assert found.holds(first)
    assert found.holds(last)
    assert not found.holds(None)


@pytest.mark.parametrize("text", ["2018Q5", "2018-13", "2018-9", "18", "第三季度", ""])
def test_what_is_no_period_is_refused_with_the_spellings(text: str) -> None:
    with pytest.raises(RequestError, match="2018Q3"):
        parse(text)


def test_groups_sort_by_number_in_either_script() -> None:
    groups = ["10组", "十一组", "2组", "三组", "二十组", "老街", "二十一组"]
    expected = ["2组", "三组", "10组", "十一组", "二十组", "二十一组", "老街"]
    assert sorted(groups, key=sort_keys.group_key) == expected


def test_common_names_sort_by_sound() -> None:
    assert sorted(["赵", "王", "安", "李"], key=sort_keys.name_key) == ["安", "李", "王", "赵"]


def test_every_character_has_a_place_in_the_order() -> None:
    assert sorted(["𠮷", "王", "㛃"], key=sort_keys.name_key) == ["王", "㛃", "𠮷"]


def test_reports_have_names_of_their_own() -> None:
    names = [one.info.name for one in REPORTS]
    assert names[:10] == [f"产扶{number}" for number in range(1, 11)]
    assert names[10:] == [
        "通报", "项目库表", "项目进度表", "旅游与基地表", "工作队指标表", "督查整改表", "户卡", "入户单", "差错清单", "未覆盖名单",
    ]  # fmt: skip
    assert [one.info.name for one in REPORTS if one.info.private] == ["入户单", "差错清单", "未覆盖名单"]


def test_a_text_encoded_at_once_sorts_as_sign_by_sign() -> None:
    signs = [chr(code) for code in range(0x20, 0x2A700) if not 0xD800 <= code < 0xE000]
    for sign in signs:
        code = sign.encode("gb18030")
        assert sort_keys.name_key(sign) == (code if len(code) < 4 else b"\xff" + code)
    assert sort_keys.name_key("王㛃a") == b"".join(map(sort_keys.name_key, "王㛃a"))
