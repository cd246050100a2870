"""The workbench: its numbers are the desk's, and each of them leads to the list behind it."""

from pathlib import Path

from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.model import tally_text
from fupin_desk.model.page import Page
from fupin_desk.model.query import Query
from fupin_desk.model.rule import Tally
from fupin_desk.ui.coverage import due
from fupin_desk.ui.coverage.matrix import MatrixModel
from fupin_desk.ui.coverage.next_actions import NextActions, actions
from fupin_desk.ui.coverage.unit_list import BehindPage
from fupin_desk.ui.coverage.workbench import Workbench
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.settings.settings import Settings
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.tallies import clauses, figures, tally_scale
from tests.qt.conftest import PlannedDoor


def bench(window: Window) -> Workbench:
    window.open_page("workbench")
    shown = window.stack.currentWidget()
    assert isinstance(shown, Workbench)
    return shown


def behind(window: Window) -> BehindPage:
    shown = window.stack.currentWidget()
    assert isinstance(shown, BehindPage)
    return shown


def whole(desk: Desk, rule: str) -> Tally:
    return next(one for one in desk.coverage() if one.rule == rule and one.place is None)


def test_the_window_opens_on_the_workbench_and_fits_a_small_laptop(window: Window) -> None:
    assert isinstance(window.stack.currentWidget(), Workbench)
    assert window.minimumSizeHint().width() <= 1366
    assert window.minimumSizeHint().height() <= 720


def test_each_tile_shows_what_the_desk_counts(window: Window, desk: Desk) -> None:
    page = bench(window)
    shown = clauses.headlines(desk.pack())
    assert [*page.tiles.tiles] == [one.id for one in shown]
    assert {"R-1.2", "R-1.4", "R-2.4.2", "R-2.4.7", "R-2.4.8"} <= {*page.tiles.tiles}
    for rule in shown:
        tally, tile = whole(desk, rule.id), page.tiles.tiles[rule.id]
        assert tile.figure.text() == figures.ratio(tally, rule)
        verdict = tally_text.verdict(rule, tally) if tally.whole else ""
        # What is unclear stands below with its number, and in the tip.
        assert (tile.chip.text, tile.chip.toolTip()) == (verdict.removesuffix("（有待核）"), verdict)
        if not tally_scale.adds_up(rule):
            assert tile.numbers["covered"].text() == f"达到 {tally.covered}"
            assert tile.numbers["gap"].text() == f"缺 {tally.gap}"
        assert tile.numbers["unknown"].isVisibleTo(tile) == bool(tally.unknown)


def test_unclear_units_make_a_share_a_range(desk: Desk) -> None:
    rule = desk.rule("R-1.2")
    tally = Tally("R-1.2", None, "合计", 8, 2, 5, 0, 8, 10, rule.target)
    assert figures.span(tally, rule) == "53.3%–86.7%"
    assert not figures.span(Tally("R-1.2", None, "合计", 8, 2, 0, 0, 8, 10, rule.target), rule)


def test_a_number_of_a_tile_opens_its_list(window: Window, desk: Desk) -> None:
    page = bench(window)
    tally = whole(desk, "R-1.2")
    page.tiles.tiles["R-1.2"].numbers["unknown"].click()
    assert behind(window).outcome == "unknown"
    assert behind(window).model.rowCount() == tally.unknown
    bench(window).tiles.tiles["R-2.4.2"].setFocus()
    QTest.keyClick(page.tiles.tiles["R-2.4.2"], Qt.Key.Key_Return)
    assert behind(window).rule_id == "R-2.4.2"
    assert behind(window).model.rowCount() == whole(desk, "R-2.4.2").gap


def test_the_matrix_has_a_row_a_village_and_the_whole_below(
    window: Window, desk: Desk, qtmodeltester: ModelTester
) -> None:
    matrix = bench(window).matrix
    qtmodeltester.check(matrix.model)  # type: ignore[no-untyped-call]
    assert [name for _, name in matrix.model.places] == [one.values["name"] for one in desk.villages()]
    assert matrix.whole_model.rowCount() == 1
    assert matrix.whole_model.tally(0, 1) == whole(desk, "R-1.2")


def test_a_cell_says_its_verdict_in_words_not_by_colour_alone(window: Window) -> None:
    model = bench(window).matrix.model
    signs = {True: "✓", False: "✗", None: "—"}
    for row in range(model.rowCount()):
        for column in range(1, model.columnCount()):
            tally = model.tally(row, column)
            assert tally is not None
            assert str(model.index(row, column).data()).startswith(signs[tally.met])


def test_a_cell_opens_the_list_of_its_village(window: Window, desk: Desk) -> None:
    matrix = bench(window).matrix
    row, tally = next(
        (row, one)
        for row in range(matrix.model.rowCount())
        if (one := matrix.model.tally(row, 1)) is not None and one.gap
    )
    index = matrix.model.index(row, 1)
    matrix.table.scrollTo(index)
    QTest.mouseClick(
        matrix.table.viewport(), Qt.MouseButton.LeftButton, pos=matrix.table.visualRect(index).center()
    )
    assert behind(window).place == tally.place
    assert {one.place for one in behind(window).model.units} == {tally.place}
    assert behind(window).model.rowCount() == tally.gap


def test_a_heading_puts_the_largest_gaps_first_and_back(window: Window) -> None:
    model = bench(window).matrix.model
    before = [*model.places]
    model.sort(3)
    gaps = [model.tally(row, 3).gap for row in range(model.rowCount())]  # type: ignore[union-attr]
    assert gaps == sorted(gaps, reverse=True)
    model.sort(0)
    assert model.places == before


def test_an_empty_matrix_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(MatrixModel())  # type: ignore[no-untyped-call]


def test_what_is_chosen_in_the_matrix_stays_with_its_village_when_it_is_sorted(desk: Desk) -> None:
    model = MatrixModel()
    rules = tuple(rule for rule in desk.pack().rules if "village" in rule.levels)
    places = [(one.id, str(one.values["name"])) for one in desk.villages()]
    model.show(rules, places, desk.coverage())
    kept = [QPersistentModelIndex(model.index(row, 1)) for row in range(model.rowCount())]
    for column in (2, 1, 3, 0):
        model.sort(column)
        assert [model.places[index.row()] for index in kept] == places
        assert all(index.column() == 1 for index in kept)
    assert model.places == places


def test_next_actions_name_the_village_with_the_most_gaps(desk: Desk) -> None:
    held = desk.coverage()
    found = actions(desk.pack().rules, held, None)
    assert [one.gap for one in found] == sorted((one.gap for one in found), reverse=True)
    first = next(one for one in found if one.rule.id == "R-2.4.2")
    worst = max(one.gap for one in held if one.rule == "R-2.4.2" and one.place is not None)
    assert first.village_gap == worst
    assert first.text == f"还差 {first.gap} 人，其中 {worst} 人在{first.village_name}"


def test_beginning_an_action_for_a_village_opens_a_filled_in_record(window: Window, desk: Desk) -> None:
    page = bench(window)
    action = next(one for one in page.next.shown + actions(desk.pack().rules, desk.coverage(), None)
                  if one.rule.id == "R-2.4.6")  # fmt: skip
    page.next.begun.emit(action)
    shown = window.stack.currentWidget()
    assert isinstance(shown, EntryPage)
    assert shown.kind == "pairing"
    assert shown.page().record.values["village"] == action.village


def test_another_village_in_the_top_bar_narrows_the_tiles(window: Window, desk: Desk) -> None:
    page = bench(window)
    village = next(
        one for one in desk.coverage() if one.rule == "R-1.2" and one.place is not None and one.covered
    )
    window.top.place_chosen.emit(village.place)
    assert page.tiles.tiles["R-1.2"].numbers["covered"].text() == f"达到 {village.covered}"
    assert village.place_name in page.about.text()


def test_another_day_counts_other_deeds(window: Window, desk: Desk) -> None:
    page = bench(window)
    window.top.day_chosen.emit("2018-01-31")
    then = next(one for one in desk.coverage(as_of="2018-01-31") if one.rule == "R-1.2" and one.place is None)
    assert then.covered < whole(desk, "R-1.2").covered
    assert page.tiles.tiles["R-1.2"].numbers["covered"].text() == f"达到 {then.covered}"
    assert "699 天" in page.left.text()


def test_a_save_elsewhere_changes_the_numbers(window: Window, desk: Desk) -> None:
    page = bench(window)
    gap = desk.judged("R-1.2", outcome="gap")[0]
    before = whole(desk, "R-1.2")
    round_id = desk.ids(Query("round", where={"state": ("1",)}))[0]
    desk.give_measure(
        [gap.id], {"round": round_id, "assistance_kind": "01", "measure": "发放鸡苗", "status": "2", "done_on": "2018-09-20"}
    )  # fmt: skip
    assert page.tiles.tiles["R-1.2"].numbers["gap"].text() == f"缺 {before.gap - 1}"


def test_an_open_round_and_a_visit_to_follow_up_are_due(desk: Desk) -> None:
    record = desk.record(
        "visit", desk.ids(Query("visit", where={"status": ("2",)}, sort=("-visited_on",)))[0]
    )
    assert record is not None
    newest = desk.ids(Query("visit", str(record.values["village"]), sort=("-visited_on",)))[0]
    held = desk.page("visit", newest)
    day = due.shifted(str(held.record.values["visited_on"]), 3)
    held.record.values["follow_up_on"] = day
    desk.save(Page(held.record, held.children))
    found = due.follow_ups(desk, None, day)
    assert any(one.record == newest and one.when == "今天" for one in found)
    assert any(
        one.record == newest and one.tone == "bad" for one in due.follow_ups(desk, None, due.shifted(day, 5))
    )
    rounds = due.rounds(desk, "2018-12-21")
    assert [one.when for one in rounds] == ["还有 10 天"]
    assert due.rounds(desk, "2019-01-05")[0].tone == "bad"


def test_half_typed_pages_are_listed_as_drafts(window: Window, desk: Desk, qtbot: QtBot) -> None:
    desk.keep_sketch(desk.blank("household", group_name="3组"))
    page = bench(window)
    row = next(one for one in page.findChildren(QPushButton) if one.text() == "没保存的一页：新建农户")
    row.click()
    shown = window.stack.currentWidget()
    assert isinstance(shown, EntryPage)
    assert shown.page().record.values["group_name"] == "3组"


def test_an_empty_file_says_how_to_begin_and_praises_nobody(qtbot: QtBot) -> None:
    shown = NextActions()
    qtbot.addWidget(shown)
    shown.show_actions([], has_any=False)
    said = [one.text() for one in shown.findChildren(QLabel)]
    assert said == ["先在村的资料里标明哪些是贫困村，再录入或导入农户，这里就列出该做的事。"]


def test_a_file_with_villages_alone_is_told_what_to_do_first(
    tmp_path: Path, door: PlannedDoor, qtbot: QtBot
) -> None:
    with Desk.create(tmp_path / "empty.fupin", "pine-7421 stone", "421024103", "李静") as desk:
        desk.save(desk.blank("village", name="黄淡村"))
        made = Window(desk, door=door, settings=Settings(tmp_path / "window.json"))
        qtbot.addWidget(made)
        made.open_page("workbench")
        board = made.stack.currentWidget()
        assert isinstance(board, Workbench)
        said = [one.text() for one in board.next.findChildren(QLabel)]
        assert said
        assert all("贫困村" in one and "农户" in one for one in said)
        made.close()
