"""A grid as people know it from a workbook: Enter goes on, Ctrl+Z takes back, F1 explains."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.forms.editors.grid import GridEditor
from fupin_desk.ui.forms.help_card import HelpCard, texts
from fupin_desk.ui.shell.window import Window

_CTRL = Qt.KeyboardModifier.ControlModifier


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(_focus(), key, modifiers)
    QTest.qWait(1)


def _copy(text: str) -> None:
    QApplication.clipboard().setText(text)


@pytest.fixture
def entry(window: Window, desk: Desk) -> EntryPage:
    window.open_record("household", desk.ids(Query("household", text="王建国"))[0])
    page = window.stack.currentWidget()
    assert isinstance(page, EntryPage)
    return page


@pytest.fixture
def grid(entry: EntryPage) -> GridEditor:
    """The members, the keys on the closed first cell of the empty row."""
    grid = entry.grids["member"]
    grid.choose(2, 0)
    return grid


def test_enter_after_a_paste_goes_on_and_the_next_paste_fills_the_next_cell(grid: GridEditor) -> None:
    for text in ("王小明", "之子"):
        _copy(text)
        _press(Qt.Key.Key_V, _CTRL)
        _press(Qt.Key.Key_Return)
    grid.settle()
    held = grid.model.rows[2].values
    assert (held["name"], held["relation"]) == ("王小明", "03")


def test_enter_on_a_filled_closed_cell_keeps_it_and_f2_opens_it(grid: GridEditor) -> None:
    grid.choose(1, 0)
    _press(Qt.Key.Key_F2)
    assert grid.is_open()
    _press(Qt.Key.Key_Escape)
    before = dict(grid.model.rows[1].values)
    _press(Qt.Key.Key_Return)
    assert grid.table.currentIndex().column() == 1
    grid.settle()
    assert grid.model.rows[1].values == before


def test_a_pasted_table_spreads_from_the_open_cell_on(grid: GridEditor) -> None:
    _press(Qt.Key.Key_F2)
    _copy("王小明\t之子\n王小红\t之女\n")
    _press(Qt.Key.Key_V, _CTRL)
    assert [one.values["name"] for one in grid.model.rows[2:]] == ["王小明", "王小红"]
    assert [one.values["relation"] for one in grid.model.rows[2:]] == ["03", "04"]


def test_ctrl_z_takes_back_a_paste_whole_and_then_what_was_before(
    window: Window, entry: EntryPage, grid: GridEditor
) -> None:
    before = list(grid.model.rows)
    grid.choose(1, 0)
    _press(Qt.Key.Key_Delete)
    assert grid.model.rows[1].values["name"] is None
    _copy("王小明\t之子\n王小红\t之女\n")
    grid.choose(1, 0)
    _press(Qt.Key.Key_V, _CTRL)
    assert len(grid.model.rows) == 3
    _press(Qt.Key.Key_Z, _CTRL)
    assert len(grid.model.rows) == 2
    assert grid.model.rows[1].values["name"] is None
    assert grid.table.currentIndex() == grid.model.index(1, 0)
    _press(Qt.Key.Key_Z, _CTRL)
    assert grid.model.rows == before
    assert not grid.model.can_undo()
    # Then the key is the window's again, which says what it would take back.
    _press(Qt.Key.Key_Z, _CTRL)
    assert "Ctrl+Z" in window.status.said.text()


def test_ctrl_z_brings_back_a_row_that_was_removed(grid: GridEditor) -> None:
    added = grid.model.add(name="王小明")
    record = grid.model.rows[added]
    grid.choose(added, 0)
    grid.remove_row()
    grid.table.setFocus()
    _press(Qt.Key.Key_Z, _CTRL)
    assert grid.model.rows[added] == record
    assert record.id in grid.model.born


def test_f1_explains_the_column_of_the_cell(entry: EntryPage, grid: GridEditor) -> None:
    for is_open in (False, True):
        grid.choose(1, 3)
        if is_open:
            _press(Qt.Key.Key_F2)
        _press(Qt.Key.Key_F1)
        cards = [one for one in entry.findChildren(HelpCard) if one.isVisible()]
        assert len(cards) == 1
        cards[0].close()
        assert grid.is_open() == is_open


def test_the_help_of_chips_speaks_of_chips(desk: Desk) -> None:
    field = desk.catalog.forms["household"].fields["industry_willingness"]
    said = " ".join(texts(field, desk.pack()))
    assert "按数字选第几个" in said
    assert "筛选" not in said
