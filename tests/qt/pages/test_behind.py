"""The list behind a number: its four tabs, what a row opens, and how gaps are closed."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.ui.batch.measure_box import MeasureBox
from fupin_desk.ui.coverage.unit_list import BehindPage
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.shell.window import Window
from tests.qt.conftest import PlannedDoor


def opened(window: Window, rule: str, outcome: str = "gap", place: str = "") -> BehindPage:
    window.open_page("behind", rule=rule, outcome=outcome, place=place)
    shown = window.stack.currentWidget()
    assert isinstance(shown, BehindPage)
    return shown


def entry(window: Window) -> EntryPage:
    shown = window.stack.currentWidget()
    assert isinstance(shown, EntryPage)
    return shown


def test_the_tabs_hold_every_unit_exactly_once(
    window: Window, desk: Desk, qtmodeltester: ModelTester
) -> None:
    for rule in desk.pack().rules:
        page = opened(window, rule.id)
        found: list[str] = []
        for tab in page.tabs.values():
            tab.click()
            found += [one.id for one in page.model.units]
        assert sorted(found) == sorted(one.id for one in desk.judged(rule.id))
        qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]


def test_the_page_says_promise_clause_reading_and_units(window: Window, desk: Desk) -> None:
    page, rule = opened(window, "R-2.4.7"), desk.rule("R-2.4.7")
    assert page.card.promise.text() == rule.title
    assert rule.reading in page.card.reading.text()
    for told in (rule.clause, rule.lead, *rule.cooperating, rule.deadline):
        assert told in page.card.source.text()


def test_a_phone_is_masked_until_it_is_revealed(window: Window, desk: Desk) -> None:
    page = opened(window, "R-1.2", "covered")
    at = page.model.titles().index("联系电话")
    row = next(row for row in range(page.model.rowCount()) if page.model.texts(row)[at])
    assert "****" in page.model.texts(row)[at]
    page.toggle_reveal()
    assert "****" not in page.model.texts(row)[at]


def test_enter_opens_the_household(window: Window) -> None:
    page = opened(window, "R-1.2")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert entry(window).record_id == page.model.units[0].id


def test_an_unclear_household_opens_at_the_field_that_must_be_asked(window: Window) -> None:
    page = opened(window, "R-2.4.8", "unknown")
    page.table.doubleClicked.emit(page.model.index(0, 0))
    assert entry(window).record_id == page.model.units[0].id
    assert entry(window).form.focused() == "development_mode"


def test_a_new_record_from_a_gap_is_filled_in(window: Window, desk: Desk) -> None:
    page = opened(window, "R-1.2")
    gap = page.model.units[0]
    page.one.click()
    values = entry(window).page().record.values
    assert values["household"] == gap.id
    assert values["assistance_kind"] == "01"


def test_a_visit_from_gaps_lists_their_households(window: Window, desk: Desk) -> None:
    page = opened(window, "R-2.4.8")
    gap = page.model.units[0]
    page.one.click()
    held = entry(window).page()
    assert held.record.values["village"] == gap.place
    assert [one.values["household"] for one in held.children["visit_household"]] == [gap.id]
    assert desk.sketches() == []
    entry(window).discard()


def test_chosen_gaps_are_ticked_in_the_batch_dialog(window: Window, door: PlannedDoor) -> None:
    page = opened(window, "R-1.2")
    page.table.clearSelection()
    for row in range(3):
        page.table.selectionModel().select(
            page.model.index(row, 0),
            page.table.selectionModel().SelectionFlag.Select | page.table.selectionModel().SelectionFlag.Rows,
        )
    seen: list[list[str]] = []

    def look(box: MeasureBox) -> bool:
        seen.append(box.ticks.ticked)
        return False

    door.plan(look)
    assert page.many.text() == "批量登记（选中 3）"
    page.many.click()
    assert sorted(seen[0]) == sorted(one.id for one in page.model.units[:3])


def test_the_filter_finds_by_initials(window: Window, desk: Desk) -> None:
    page = opened(window, "R-1.2", "covered")
    unit = page.model.units[0]
    page.text.setText(unit.name[:2])
    page._filter()
    assert unit.id in {one.id for one in page.model.units}
    page.text.setText("没有这个人")
    page._filter()
    assert page.stack.currentWidget() is page.empty


def test_rows_are_copied_with_their_headings(window: Window) -> None:
    page = opened(window, "R-1.2")
    page.table.selectRow(0)
    page.copy()
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].split("\t") == [*page.model.titles()]
    assert lines[1].split("\t")[0] == page.model.units[0].name


def test_the_list_is_exported_as_pdf_and_workbook(
    window: Window, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(window, "R-1.2")
    door.plan(tmp_path)
    with qtbot.waitSignal(window.worker.ended, timeout=60_000):
        page.export.click()
    assert {one.suffix for one in tmp_path.glob("*未覆盖名单*")} == {".pdf", ".xlsx"}


def test_closing_a_gap_takes_it_off_the_list(window: Window, desk: Desk) -> None:
    page = opened(window, "R-2.4.6")
    before = page.model.rowCount()
    gap = page.model.units[0]
    expert = desk.records("expert", is_team_member=1)[0].id
    desk.save(desk.blank("pairing", expert=expert, village=gap.id, started_on="2018-09-01"))
    assert page.model.rowCount() == before - 1
