"""A dialog in which something was filled in asks before it is given up; an untouched one just goes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.ui.batch import measure_box, trip_box
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.widgets.ask import Box
from tests.qt.conftest import PlannedDoor

_ASKED = "不保存就退出"


def _entry(window: Window, desk: Desk) -> EntryPage:
    window.open_record("household", desk.ids(Query("household", text="王建国"))[0])
    entry = window.stack.currentWidget()
    assert isinstance(entry, EntryPage)
    return entry


def _row(window: Window, desk: Desk) -> None:
    grid = _entry(window, desk).grids["member"]
    grid.choose(0, 0)
    grid.open_row()


def _join(window: Window, desk: Desk) -> None:
    _entry(window, desk).grids["member"].join()


def _leave(window: Window, desk: Desk) -> None:
    grid = _entry(window, desk).grids["member"]
    grid.choose(0, 0)
    grid.leave()


def _measure(window: Window, _desk: Desk) -> None:
    measure_box.run(window, window, [])


def _trip(window: Window, _desk: Desk) -> None:
    trip_box.run(window, window)


@pytest.mark.parametrize("typed", [True, False])
@pytest.mark.parametrize("begin", [_row, _join, _leave, _measure, _trip])
def test_escape_asks_before_what_was_typed_is_lost(
    begin: Callable[[Window, Desk], None], typed: bool, window: Window, desk: Desk, door: PlannedDoor
) -> None:
    def give_up(box: Box) -> bool:
        box.show()
        line = next(one for one in box.findChildren(QLineEdit) if one.isVisible() and not one.isReadOnly())
        line.setFocus()
        if typed:
            line.selectAll()
            QTest.keyClicks(line, "20180102")
            door.plan(False)
        QTest.keyClick(box, Qt.Key.Key_Escape)
        assert door.asked.count(_ASKED) == typed
        assert box.isVisible() == typed
        if typed:
            door.plan(True)
            box.reject()
            assert door.asked.count(_ASKED) == 2
        assert not box.isVisible()
        return False

    door.plan(give_up)
    begin(window, desk)
    shown = window.stack.currentWidget()
    assert not isinstance(shown, EntryPage) or not shown.dirty


def test_all_fields_of_the_empty_row_given_up_leave_no_empty_member(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    entry = _entry(window, desk)
    grid = entry.grids["member"]
    members = len(grid.model.rows)
    grid.choose(members, 0)
    door.plan(lambda _box: False)
    grid.open_row()
    assert (len(grid.model.rows), entry.dirty) == (members, False)
    QApplication.processEvents()
