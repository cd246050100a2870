"""Taking the last step back from anywhere in the window: the link that stays, and Ctrl+Z outside of a text."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.lists.list_page import ListPage
from fupin_desk.ui.shell.window import Window
from tests.qt.conftest import PlannedDoor

CTRL = Qt.KeyboardModifier.ControlModifier


def _list(window: Window) -> ListPage:
    window.open_list("household")
    page = window.stack.currentWidget()
    assert isinstance(page, ListPage)
    return page


def _delete_first(window: Window, door: PlannedDoor) -> str:
    rows = _list(window).current()
    record = rows.current_id()
    assert record
    door.plan("录错了")
    rows.remove()
    return record


def _houses(desk: Desk) -> list[str]:
    return desk.ids(Query("household"))


def test_a_single_deletion_is_taken_back_by_the_link_which_stays(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    assert not window.status.undo.isVisible()
    record = _delete_first(window, door)
    window.say("")
    window.status._timer.timeout.emit()
    assert window.status.undo.isVisible()
    assert record not in _houses(desk)
    window.status.undo.click()
    assert record in _houses(desk)
    assert window.status.undo.text() == "恢复"
    window.status.undo.click()
    assert record not in _houses(desk)


def test_ctrl_z_in_a_list_asks_and_takes_the_last_step_back(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    record = _delete_first(window, door)
    table = _list(window).current().table
    table.setFocus()
    door.plan(False)
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL)
    assert door.asked[-1] == "撤回这一步"
    assert record not in _houses(desk)
    door.plan(True)
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL)
    assert record in _houses(desk)


def test_ctrl_z_without_a_step_and_on_a_half_typed_page_says_what_to_do(window: Window, desk: Desk) -> None:
    table = _list(window).current().table
    QTest.keyClick(table, Qt.Key.Key_Z, CTRL)
    assert "历史" in window.status.said.toolTip()
    record = _houses(desk)[0]
    page = desk.page("household", record)
    page.record.values["group_name"] = "9组"
    desk.save(page)
    window.open_record("household", record)
    entry = window.stack.currentWidget()
    assert isinstance(entry, EntryPage)
    entry.form.fill_in("note", "半句")
    entry.sections.setFocus()
    QTest.keyClick(entry, Qt.Key.Key_Z, CTRL)
    assert "放弃改动" in window.status.said.toolTip()
    assert desk.page("household", record).record.values["group_name"] == "9组"
    entry.discard()


def test_what_was_changed_since_is_told_instead_of_taken_back(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    record = _houses(desk)[0]
    batches = []
    for group in ("8组", "9组"):
        page = desk.page("household", record)
        page.record.values["group_name"] = group
        batches.append(desk.save(page))
    window.status.last = batches[0]
    window.status.undo.click()
    assert "撤不回来" in door.asked[-1]
    assert desk.page("household", record).record.values["group_name"] == "9组"
