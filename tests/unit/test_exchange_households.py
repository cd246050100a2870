"""Rows become households in whichever way the register is laid out."""

import pytest

from fupin_desk.catalog import catalog
from fupin_desk.exchange import furniture, household_rows, layout, vocabulary
from fupin_desk.exchange.household_rows import Gathered
from fupin_desk.model.importing import Area, Cell, Sheet

REGISTER = vocabulary.of_kind("household", catalog.load().forms)
HEADS = frozenset({"户主", "本人", "01"})
HEADER: list[Cell] = ["行政村", "户编号", "姓名", "与户主关系", "联系电话"]


def gathered(
    rows: list[list[Cell]], header: list[Cell] = HEADER, merged: tuple[Area, ...] = ()
) -> list[Gathered]:
    one = layout.find(Sheet("册", [header, *rows], merged), REGISTER)
    assert one is not None
    return household_rows.gather(one, furniture.parted(one, 0)[0], HEADS.__contains__)


def shape(homes: list[Gathered]) -> list[list[str]]:
    return [[row.person("name") for row in home.rows] for home in homes]


REPEATED: list[list[Cell]] = [
    ["古堤村", "1", "甲", "户主 ", "139"], ["古堤村", "1", "乙", "配偶", "139"], ["古堤村", "2", "丙", "户主", ""],
    ["古堤村", "2", "丁", "之子", ""], ["古堤村", "1", "戊", "之女", ""],
]  # fmt: skip
ON_THE_HEAD: list[list[Cell]] = [
    ["古堤村", "1", "甲", "户主", "139"], ["", "", "乙", "配偶", ""], ["", "", "戊", "之女", ""],
    ["古堤村", "2", "丙", "户主", ""], ["", "", "丁", "之子", ""],
]  # fmt: skip
NO_NUMBER: list[list[Cell]] = [
    ["古堤村", "", "甲", "户主", "139"], ["古堤村", "", "乙", "配偶", ""], ["古堤村", "", "戊", "之女", ""],
    ["古堤村", "", "丙", "本人", ""], ["古堤村", "", "丁", "之子", ""],
]  # fmt: skip


@pytest.mark.parametrize(
    "rows", [REPEATED, ON_THE_HEAD, NO_NUMBER], ids=["repeated", "on the head", "head rows"]
)
def test_three_ways_to_lay_out_households_give_the_same_households(rows: list[list[Cell]]) -> None:
    homes = gathered(rows)
    assert sorted(map(sorted, shape(homes))) == sorted([sorted(["甲", "乙", "戊"]), sorted(["丙", "丁"])])
    assert [home.head.person("name") for home in homes] == ["甲", "丙"]
    assert homes[0].text("household.phone") == "139"
    assert [home.text("household.village") for home in homes] == ["古堤村", "古堤村"]


def test_a_village_merged_over_several_households_reaches_all_of_them() -> None:
    rows: list[list[Cell]] = [
        ["古堤村", "1", "甲", "户主", ""],
        ["", "2", "乙", "户主", ""],
        ["", "3", "丙", "户主", ""],
    ]
    homes = gathered(rows, merged=((1, 0, 3, 0),))
    assert [home.text("household.village") for home in homes] == ["古堤村"] * 3
    assert [home.head.raw.cells[0] for home in homes] == ["古堤村"] * 3


def test_a_village_left_blank_once_is_not_taken_from_the_row_above() -> None:
    rows: list[list[Cell]] = [
        ["甲村", "1", "甲", "户主", ""],
        ["乙村", "2", "乙", "户主", ""],
        ["", "3", "丙", "户主", ""],
    ]
    assert [home.text("household.village") for home in gathered(rows)] == ["甲村", "乙村", ""]


def test_a_register_of_heads_alone_makes_a_household_of_every_row() -> None:
    homes = gathered([["古堤村", "甲", "x"], ["古堤村", "乙", "y"]], ["行政村", "户主姓名", "户主身份证号"])
    assert shape(homes) == [["甲"], ["乙"]]
    assert [home.head.person("id_number") for home in homes] == ["x", "y"]
    assert all(home.head.is_head for home in homes)


def test_members_that_name_their_head_are_gathered_under_him() -> None:
    header: list[Cell] = ["村名", "户主姓名", "户主证件号码", "姓名", "证件号码", "与户主关系"]
    homes = gathered([
        ["古堤村", "甲", "1", "乙", "2", "配偶"], ["古堤村", "甲", "1", "甲", "1", "户主"], ["古堤村", "丙", "3", "丙", "3", ""],
    ], header)  # fmt: skip
    assert shape(homes) == [["乙", "甲"], ["丙"]]
    assert [home.head.person("name") for home in homes] == ["甲", "丙"]


def test_two_heads_of_one_name_without_numbers_are_two_households() -> None:
    header: list[Cell] = ["村名", "户主姓名", "姓名", "与户主关系"]
    homes = gathered([
        ["古堤村", "甲", "甲", "户主"], ["古堤村", "甲", "乙", "配偶"], ["古堤村", "甲", "甲", "户主"], ["古堤村", "甲", "丙", "之子"],
    ], header)  # fmt: skip
    assert shape(homes) == [["甲", "乙"], ["甲", "丙"]]


def test_cells_that_contradict_the_row_of_the_head_are_named() -> None:
    homes = gathered([["古堤村", "1", "甲", "户主", "139"], ["古堤村", "1", "乙", "配偶", "138"]])
    assert [(row.person("name"), target, column) for row, target, column in homes[0].conflicts] == [
        ("乙", "household.phone", 5)
    ]
    assert homes[0].text("household.phone") == "139"
