"""The list pages with their own actions: rounds, visits, training, villages, households."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fupin_desk.desk import movements
from fupin_desk.desk.desk import Desk
from fupin_desk.model.page import Page
from fupin_desk.model.query import Query
from fupin_desk.model.value import Draft
from fupin_desk.ui.batch.measure_box import MeasureBox
from fupin_desk.ui.batch.signatures_box import SignaturesBox
from fupin_desk.ui.coverage.unit_list import BehindPage
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.entry.split import SplitBox
from fupin_desk.ui.lists import movements_box
from fupin_desk.ui.lists.households_page import HouseholdsPage
from fupin_desk.ui.lists.list_page import ListPage, RecordList
from fupin_desk.ui.lists.movements_box import MovementsBox
from fupin_desk.ui.lists.rounds_page import RoundsPage
from fupin_desk.ui.lists.training_page import TrainingPage
from fupin_desk.ui.lists.villages_page import VillagesPage
from fupin_desk.ui.lists.visits_page import VisitsPage
from fupin_desk.ui.shell.page_registry import PAGES
from fupin_desk.ui.shell.window import Window
from tests.qt.conftest import PlannedDoor


def shown(window: Window, name: str) -> object:
    window.open_page(name)
    return window.stack.currentWidget()


def test_the_rail_holds_the_pages_in_their_order(window: Window) -> None:
    labels = [one.text() for one in window.rail._buttons.values()]
    assert labels == [page.label for page in PAGES if not page.under]
    assert "名单" not in labels


def test_a_round_is_closed_after_asking_and_opened_again(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    page = shown(window, "rounds")
    assert isinstance(page, RoundsPage)
    round_id = desk.ids(Query("round", where={"state": ("1",)}))[0]
    door.plan(False)
    page.turn(round_id)
    assert desk.record("round", round_id).values["state"] == "1"  # type: ignore[union-attr]
    door.plan(True)
    page.turn(round_id)
    assert desk.record("round", round_id).values["state"] == "2"  # type: ignore[union-attr]
    page.turn(round_id)
    assert desk.record("round", round_id).values["state"] == "1"  # type: ignore[union-attr]


def test_a_number_of_a_round_lists_its_records(window: Window, desk: Desk) -> None:
    page = shown(window, "rounds")
    assert isinstance(page, RoundsPage)
    round_id = desk.ids(Query("round"))[0]
    page.show_records({"round": (round_id,), "status": ("2",)})
    assert page.current().model.ids == desk.ids(
        Query("assistance", where={"round": (round_id,), "status": ("2",)}, sort=desk.catalog.forms["assistance"].sort)
    )  # fmt: skip


def test_signing_needs_a_chosen_visit(window: Window, desk: Desk, door: PlannedDoor) -> None:
    page = shown(window, "visits")
    assert isinstance(page, VisitsPage)
    opened: list[str] = []

    def look(box: SignaturesBox) -> bool:
        opened.append(box.pages()[0].record.id)
        return False

    door.plan(look)
    page.sign()
    assert opened == [page.current().current_id()]
    page.current().text.setText("没有这样的")
    page.current().ask()
    page.sign()
    assert door.asked[-1].startswith("先选一次服务")


def test_a_course_opens_its_people(window: Window, desk: Desk) -> None:
    page = shown(window, "courses")
    assert isinstance(page, TrainingPage)
    course = page.current().current_id()
    page.show_people()
    assert page.current().kind == "attendance"
    assert len(page.current().model.ids) == len(desk.records("attendance", course=course))


def test_the_village_panel_shows_the_chosen_village(window: Window, desk: Desk, qtbot: QtBot) -> None:
    page = shown(window, "villages")
    assert isinstance(page, VillagesPage)
    page.current()._select(3)
    village = page.current().current_id()
    name = desk.name_of("village", village)
    qtbot.waitUntil(lambda: page.card._name.text() == name)
    page.card._open("R-1.2")
    behind = window.stack.currentWidget()
    assert isinstance(behind, BehindPage)
    assert behind.place == village


def test_chosen_households_are_ticked_for_a_measure(window: Window, door: PlannedDoor) -> None:
    page = shown(window, "households")
    assert isinstance(page, HouseholdsPage)
    page.current().table.selectAll()
    chosen, seen = page.current().chosen_ids(), []

    def look(box: MeasureBox) -> bool:
        seen.extend(box.ticks.ticked)
        return False

    door.plan(look)
    page.give_measure()
    assert sorted(seen) == sorted(chosen)


def test_a_household_is_split_from_the_list_and_can_be_made_whole_again(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    page = shown(window, "households")
    assert isinstance(page, HouseholdsPage)
    row, household = next(
        (row, one)
        for row, one in enumerate(page.current().model.ids)
        if sum(not it.values.get("left_on") for it in desk.page("household", one).children["member"]) > 2
    )
    page.current()._select(row)
    going = [
        one.id
        for one in desk.page("household", household).children["member"]
        if not one.values.get("left_on")
    ][-1]

    def fill(box: SplitBox) -> bool:
        box.ticks[going].setChecked(True)
        return box.yes.isEnabled()

    door.plan(fill)
    page.split()
    entry = window.stack.currentWidget()
    assert isinstance(entry, EntryPage)
    assert entry.record_id != household
    assert desk.record("member", going).values["left_on"] == "2018-09-30"  # type: ignore[union-attr]
    found = movements.between(desk, "2018-09-30", "2018-09-30")
    assert {(one.way, one.reason) for one in found} >= {("增加", "分户转入"), ("减少", "分户转出")}
    window.status.undo.click()
    assert not desk.record("member", going).values["left_on"]  # type: ignore[union-attr]


def test_movements_are_counted_between_two_days_with_their_reasons(desk: Desk) -> None:
    held = [one for one in desk.records("member") if one.values.get("left_on") or one.values.get("joined_on")]
    expected = sum(
        1
        for one in held
        for day in (one.values.get("joined_on"), one.values.get("left_on"))
        if day and "2018-01-01" <= str(day) <= "2018-06-30"
    )
    found = movements.between(desk, "2018-01-01", "2018-06-30")
    assert len(found) == expected
    assert sum(count for _, _, count in movements.counts(found)) == expected
    assert [one.day for one in found] == sorted((one.day for one in found), reverse=True)


def test_a_person_of_the_ledger_opens_in_the_household(
    window: Window, desk: Desk, door: PlannedDoor, qtmodeltester: ModelTester
) -> None:
    household = desk.ids(Query("household"))[0]
    held = desk.page("household", household)
    member = held.children["member"][-1]
    member.values.update(left_on="2018-09-15", leave_reason="12")
    desk.save(Page(held.record, held.children))

    def look(box: MovementsBox) -> bool:
        qtmodeltester.check(box.model)  # type: ignore[no-untyped-call]
        box.copy()
        row = next(at for at, one in enumerate(box.model.rows) if one.member == member.id)
        box.table.doubleClicked.emit(box.model.index(row, 0))
        return False

    door.plan(look)
    movements_box.run(window, window)
    assert QApplication.clipboard().text().startswith("日期\t增减\t原因\t姓名\t所在户")
    entry = window.stack.currentWidget()
    assert isinstance(entry, EntryPage)
    assert entry.record_id == household


# --- marks


def _household_list(window: Window) -> RecordList:
    window.open_list("household")
    page = window.stack.currentWidget()
    assert isinstance(page, ListPage)
    return page.current()


def test_rows_in_sight_are_marked_as_the_check_of_all_records_finds_them(
    window: Window, desk: Desk, qtbot: QtBot
) -> None:
    rows = _household_list(window)
    last = rows.table.rowAt(rows.table.viewport().height() - 1)
    seen = rows.model.ids[: last + 1]
    qtbot.waitUntil(lambda: all(one in rows.model.marks for one in seen), timeout=20_000)
    expected: dict[str, bool] = {}
    for record in seen:
        found = desk.check(desk.page("household", record), effects=False).findings
        worst = [one.stops for one in found if one.severity != "A" and not one.waived]
        if worst:
            expected[record] = any(worst)
    assert expected
    assert {record: mark.is_error for record, mark in rows.model.marks.items() if mark} == expected
    marked = rows.model.ids.index(next(iter(expected)))
    cell = rows.model.index(marked, 0)
    assert not cell.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert cell.data(Qt.ItemDataRole.ToolTipRole).startswith(("有差错：\n· ", "有提醒：\n· "))
    assert "有" in cell.data(Qt.ItemDataRole.AccessibleTextRole)
    metrics, room = rows.table.fontMetrics(), rows.table.columnWidth(0)
    names = [rows.model.row_texts(row)[rows.model.columns[0]] for row in range(last + 1)]
    assert all(metrics.horizontalAdvance(name) + 16 < room for name in names)


def test_a_household_whose_village_cannot_be_read_says_so_when_it_is_saved_and_in_the_list(
    window: Window, desk: Desk, qtbot: QtBot
) -> None:
    record = desk.ids(Query("household"))[0]
    window.open_record("household", record)
    entry = window.stack.currentWidget()
    assert isinstance(entry, EntryPage)
    box = entry.form.boxes["village"].editor
    line = box.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "3")
    assert entry.save()
    assert "“行政村”" in window.status.said.toolTip()
    assert "差错" in window.status.said.toolTip()
    rows = _household_list(window)
    assert desk.rows("household", [record])[record]["village"] == "没读懂：3"
    at = rows.model.ids.index(record)
    rows.table.scrollTo(rows.model.index(at, 0))
    qtbot.waitUntil(lambda: rows.model.marks.get(record) is not None, timeout=20_000)
    mark = rows.model.marks[record]
    assert mark is not None
    assert mark.is_error
    assert "行政村" in mark.words


def test_an_unread_private_text_is_told_and_not_shown(desk: Desk) -> None:
    record = desk.ids(Query("household"))[0]
    desk.save_drafts([Draft("household", record, {}, unread={"phone": "138-0000-电话"})], "录入")
    assert desk.rows("household", [record])[record]["phone"] == "没读懂"
