"""What the columns of a workbook mean: headings that people write, and what a person has said of them before."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from fupin_desk.desk import importing
from fupin_desk.desk.desk import Desk
from fupin_desk.desk.intake import columns
from fupin_desk.exchange import vocabulary
from tests.unit.books import HEAD, unread, xlsx

HEADER = ["行政村", "户编号", "姓名", "证件号码", "与户主关系", "脱贫属性"]
SECOND: list[object] = ["古堤村", "4210990002", "李秀英", HEAD, "户主", "未脱贫"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.create(tmp_path / "d.fupin", "pine-7421 stone", "421024100", "测试员") as one:
        one.add_villages()
        yield one


def book(folder: Path, *rows: Sequence[object], header: Sequence[object] = HEADER) -> Path:
    path = folder / "册.xlsx"
    path.write_bytes(xlsx([header, *rows]))
    return path


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("脱贫状况", "poverty_status"), ("调查时间", "willingness_on"), ("联系电话", "phone"), ("联系方式", "phone"),
        ("手机号码", "phone"), ("组别", "group_name"), ("村民小组", "group_name"), ("致贫原因", "main_cause"),
        ("贫困户属性", "poverty_category"), ("贫困户类型", "poverty_category"), ("脱贫年份", "exit_year"),
        ("家庭住址", "address"), ("建档立卡时间", "identified_year"), ("户号", "household_no"),
    ],
)  # fmt: skip
def test_headings_that_people_write_are_known(desk: Desk, written: str, meant: str) -> None:
    assert vocabulary.of_kind("household", desk.catalog.forms).of(written)[0] == f"household.{meant}"


def test_columns_set_by_hand_are_remembered_in_the_file_until_they_are_forgotten(
    desk: Desk, tmp_path: Path
) -> None:
    path = book(tmp_path, SECOND, header=["所在地", *HEADER[1:]])
    desk.import_plan(desk.read_workbook(path, "household"))
    assert not desk.read_workbook(path, "household").remembered
    by_hand = {1: "household.village", 2: ""}
    desk.import_plan(desk.read_workbook(path, "household", mapping=by_hand))
    kept = str(desk.file.about("columns"))
    assert not any(str(cell) in kept for cell in SECOND if cell)
    desk.close()
    with Desk.open(desk.file.path, "pine-7421 stone") as again, again.snapshot() as copy:
        plan = copy.read_workbook(path, "household")
        assert {one.column: one.target for one in plan.remembered} == by_hand
        assert any("按上次的对应" in one and "“所在地”→行政村" in one for one in plan.notes)
        assert not columns.remembered(again, "village")
        importing.forget_columns(again, plan)
        assert unread(again.read_workbook(path, "household"))[0] == "所在地"


def test_a_remembered_column_goes_before_the_known_headings_and_yields_to_the_hand(
    desk: Desk, tmp_path: Path
) -> None:
    header = [*HEADER, "电话", "手机"]
    path = book(tmp_path, [*SECOND, "13900000001", "13900000002"], header=header)
    first, second = len(HEADER) + 1, len(HEADER) + 2
    desk.import_plan(desk.read_workbook(path, "household", mapping={second: "household.phone"}))
    meant = {
        one.column: (one.target, one.set_by)
        for one in desk.read_workbook(path, "household").sheets[0].headings
    }
    assert meant[second] == ("household.phone", "memory")
    assert meant[first][0] != "household.phone"
    changed = desk.read_workbook(path, "household", mapping={first: "household.phone"})
    assert changed.counts["changed"] == 1
    desk.import_plan(changed)
    meant = {
        one.column: (one.target, one.set_by)
        for one in desk.read_workbook(path, "household").sheets[0].headings
    }
    assert meant[first] == ("household.phone", "memory")
    assert meant[second][0] != "household.phone"


def test_a_heading_that_stands_twice_is_not_taken_from_memory(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, [*SECOND, "甲"], header=[*HEADER, "名堂"])
    desk.import_plan(desk.read_workbook(path, "household", mapping={len(HEADER) + 1: "household.note"}))
    twice = book(tmp_path, [*SECOND, "甲", "乙"], header=[*HEADER, "名堂", "名堂"])
    assert not desk.read_workbook(twice, "household").remembered
