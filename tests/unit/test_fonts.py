"""Fonts and line breaks: every name is drawn, what cannot be is named, lines break the Chinese way."""

import pytest

from fupin_desk import paths
from fupin_desk.reports import fonts, text

CHOICE = fonts.pick(fonts.BODY)


@pytest.mark.parametrize(
    "name", ["王建国", "张𬱖", "李㛃", "陈𫖯", "胡𬭎", "张䶮", "双剅村", "阿依古丽·买买提", "尉迟新"]
)
def test_a_rare_name_is_drawn(name: str) -> None:
    assert fonts.undrawable(name) == []


def test_a_character_in_no_font_is_named_once_in_the_order_of_the_text() -> None:
    assert fonts.undrawable("邓𰻝和鿔，又是𰻝") == ["𰻝", "鿔"]


def test_a_private_use_character_is_not_drawn_as_something_else() -> None:
    assert fonts.undrawable("张\ue863") == ["\ue863"]


def test_a_compatibility_form_is_drawn_as_its_ideograph() -> None:
    assert fonts.undrawable("⼈\uf914") == []
    assert CHOICE["⼈"][1] == "人"


def test_marks_without_ink_do_not_stop_a_report() -> None:
    assert fonts.undrawable("王\u200b五\ufeff\x07\t\n") == []
    assert fonts.cleaned("王\u200b五\xa0\t1") == "王五  1"


def test_a_face_that_has_the_character_is_preferred_in_the_order_of_the_chain() -> None:
    names = [one.fontName for one in fonts.chain(fonts.TITLE)]
    assert names == ["FDTitle", "FDSong", "FDMore", "FDRare"]
    assert CHOICE["张"][0] == 0
    assert CHOICE["黴"][0] > 0


def test_every_font_has_its_licence_beside_it() -> None:
    folder = paths.resources("fonts")
    sources = (folder / "SOURCES.md").read_text(encoding="utf-8")
    for one in folder.glob("*.ttf"):
        assert one.name in sources
    for licence in ("OFL-1.1.txt", "Apache-2.0.txt", "Hanazono.txt"):
        assert (folder / licence).stat().st_size > 500


LONG = (
    "江陵县资市镇，《江陵县产业扶贫实施方案》（2018年）规定：到2018-09-30为止，金额1,234,567.89元；"
    "是否“有产业发展意愿”？好！户主——王五……证号42109919880817001X，电话13800001234。"
)


@pytest.mark.parametrize("room", [4.0, 6.5, 9.7, 10.0, 13.0, 21.0])
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(room: float) -> None:
    lines = text.wrap(LONG, room, CHOICE)
    assert "".join(lines) == LONG
    assert not [line for line in lines[1:] if line[0] in "，。；：？！》）”、…—"]
    assert not [line for line in lines[:-1] if line[-1] in "《（“"]


@pytest.mark.parametrize("room", [10.0, 12.0, 15.5])
def test_a_number_is_not_cut_when_a_line_can_hold_it(room: float) -> None:
    lines = text.wrap(LONG, room, CHOICE)
    for whole in ("42109919880817001X", "13800001234", "1,234,567.89", "2018-09-30"):
        assert sum(whole in line for line in lines) == 1


def test_no_line_is_wider_than_its_room_but_for_a_hanging_mark() -> None:
    for room in (5.0, 8.0, 11.0):
        for line in text.wrap(LONG, room, CHOICE):
            body = line.rstrip("，。、；：") if text.width(line, CHOICE) > room else line
            assert text.width(body, CHOICE) <= room + 1e-6


def test_a_line_feed_begins_a_line_and_a_box_keeps_its_choice() -> None:
    assert text.wrap("第一\n第二", 10, CHOICE) == ["第一", "第二"]
    lines = text.wrap("□ 一般贫困户　□ 低保贫困户　□ 五保贫困户", 9, CHOICE)
    assert lines == ["□ 一般贫困户", "□ 低保贫困户", "□ 五保贫困户"]


def test_a_heading_is_broken_into_even_lines() -> None:
    assert text.balanced("主要致贫原因", 5, CHOICE) == ["主要致", "贫原因"]
