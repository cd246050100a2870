"""Nothing writes into an editor that a person is typing in: no judgement, no batch, no undo elsewhere."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.model.finding import Finding
from fupin_desk.model.query import Query
from fupin_desk.model.value import Value
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.forms.row_box import RowBox
from fupin_desk.ui.shell.window import Window
from tests.qt.conftest import PlannedDoor


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def _keys(text: str) -> None:
    for sign in text:
        QTest.keyClicks(_focus(), sign)


@pytest.fixture
def entry(window: Window, desk: Desk) -> EntryPage:
    """The page of a household with two members."""
    window.open_record("household", desk.ids(Query("household", text="王建国"))[0])
    page = window.stack.currentWidget()
    assert isinstance(page, EntryPage)
    return page


def _column(entry: EntryPage, name: str) -> int:
    return [one.name for one in entry.grids["member"].model.columns].index(name)


def _change_elsewhere(desk: Desk, entry: EntryPage, **values: Value) -> None:
    page = desk.page(entry.kind, entry.record_id)
    desk.save(replace(page, record=replace(page.record, values={**page.record.values, **values})))


@pytest.mark.parametrize("field", ["name", "relation", "id_number", "birth_date", "health_status", "sex"])
def test_a_judgement_leaves_the_open_cell_alone(entry: EntryPage, field: str) -> None:
    grid = entry.grids["member"]
    grid.go_to(1, _column(entry, field))
    _keys("42")
    row = grid.model.rows[1]
    grid.show_findings([Finding("x", "E", "member", row.id, field)])
    entry.judge()
    _keys("1")
    grid.settle()
    held = grid.model.rows[1]
    assert str(held.unread.get(field) or held.values[field]) == "421"


def test_a_change_elsewhere_waits_for_the_open_cell(entry: EntryPage, desk: Desk, qtbot: QtBot) -> None:
    grid = entry.grids["member"]
    grid.go_to(1, _column(entry, "name"))
    _keys("WANG")
    _change_elsewhere(desk, entry, group_name="9组")
    _keys("LAN")
    QTest.keyClick(_focus(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: entry.dirty)
    assert grid.model.rows[1].values["name"] == "WANGLAN"
    entry.discard()
    entry.rest()
    entry._follow_file()
    assert entry.form.record().values["group_name"] == "9组"


def test_a_change_elsewhere_waits_for_a_composition(entry: EntryPage, desk: Desk, qtbot: QtBot) -> None:
    entry.form.go_to("group_name")
    line = _focus()
    QTest.keyClick(line, Qt.Key.Key_End)
    _compose(line, "jiu")
    _change_elsewhere(desk, entry, group_name="9组", phone="13800009999")
    assert entry.form.record().values["phone"] != "13800009999"
    _compose(line, "")
    qtbot.waitUntil(lambda: entry.form.record().values["phone"] == "13800009999")
    assert entry.form.record().values["group_name"] == "9组"


def test_a_change_elsewhere_keeps_the_keys_where_they_are(
    window: Window, entry: EntryPage, desk: Desk
) -> None:
    grid = entry.grids["member"]
    for widget in (entry.form.boxes["phone"].editor.inner(), window.top.search, grid.table):
        widget.setFocus()
        grid.table.setCurrentIndex(grid.model.index(1, 2))
        number = str(id(widget))[-4:]
        _change_elsewhere(desk, entry, phone=f"1380000{number}")
        assert _focus() is widget
        assert grid.table.currentIndex() == grid.model.index(1, 2)
        assert entry.form.record().values["phone"] == f"1380000{number}"


def test_a_change_elsewhere_of_a_half_typed_page_is_said(
    window: Window, entry: EntryPage, desk: Desk
) -> None:
    entry.form.go_to("phone")
    QTest.keyClick(_focus(), Qt.Key.Key_End)
    _keys("7")
    _change_elsewhere(desk, entry, group_name="9组")
    assert "在别处改过" in window.status.said.text()
    assert entry.form.record().values["phone"] == "138000000017"


def test_the_value_above_replaces_what_is_typed_in_the_open_cell(entry: EntryPage) -> None:
    grid = entry.grids["member"]
    grid.go_to(1, _column(entry, "name"))
    _keys("WANGLAN")
    grid.repeat_above()
    assert grid.is_open()
    grid.settle()
    assert grid.model.rows[1].values["name"] == "王建国"


def test_a_row_is_opened_with_what_is_typed_in_its_cell(entry: EntryPage, door: PlannedDoor) -> None:
    grid = entry.grids["member"]
    grid.go_to(1, _column(entry, "name"))
    _keys("WANGLAN")

    def look(box: object) -> bool:
        assert isinstance(box, RowBox)
        assert box.form.record().values["name"] == "WANGLAN"
        return True

    door.plan(look)
    grid.open_row()
    assert grid.model.rows[1].values["name"] == "WANGLAN"
