"""The keys follow the screen: every field once, in order, always in sight; no loop, and a way out of every grid."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.catalog import catalog
from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.shell.window import Window

_RETURN, _TAB, _BACKTAB = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backtab
_SHIFT, _CTRL, _NONE = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
)
_KINDS = [
    form.kind for form in catalog.load().forms.values() if not form.parent_kind and form.kind != "waiver"
]


def _entry(window: Window) -> EntryPage:
    widget = window.stack.currentWidget()
    assert isinstance(widget, EntryPage)
    return widget


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _press(key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
    QTest.keyClick(_focus(), key, modifiers)
    QApplication.processEvents()


def _on_screen(entry: EntryPage) -> list[str]:
    """Return what can be filled as the eye meets it: cards and grids from top to bottom, fields line by line."""
    places: list[tuple[tuple[int, int, int, int], str]] = []
    for section in entry.form.boxes.values():
        if section.isVisible() and not section.field.read_only:
            card = section.parentWidget()
            assert card is not None
            top = card.mapTo(entry.form, QPoint(0, 0))
            places.append(((top.y(), top.x(), section.y(), section.x()), section.field.name))
    for kind, grid in entry.grids.items():
        top = grid.mapTo(entry.form, QPoint(0, 0))
        places.append(((top.y(), top.x(), 0, 0), kind))
    return [name for _, name in sorted(places)]


def _assert_in_sight(qtbot: QtBot, entry: EntryPage) -> None:
    """The page may still be laying itself out: what counts is where it comes to rest."""

    def in_sight() -> bool:
        widget, port = _focus(), entry.area.viewport()
        top = widget.mapTo(port, QPoint(0, 0)).y()
        return top >= 0 and top + min(widget.height(), port.height()) <= port.height()

    if not in_sight():
        qtbot.waitUntil(in_sight, timeout=1000)


def _walk(qtbot: QtBot, entry: EntryPage, press: Callable[[], None]) -> list[str]:
    """Press a key until the focus leaves the fields, and return where it was."""
    QApplication.processEvents()
    met = [entry.form.focused()]
    while len(met) < 200:
        _assert_in_sight(qtbot, entry)
        press()
        if not entry.form.isAncestorOf(_focus()):
            return met
        met.append(entry.form.focused())
    raise AssertionError(f"the keys go round: {met[:40]}")


@pytest.mark.parametrize("kind", _KINDS)
def test_tab_shift_tab_and_enter_meet_every_field_once_in_the_order_of_the_screen(
    window: Window, desk: Desk, qtbot: QtBot, kind: str
) -> None:
    window.resize(1366, 728)
    for saved in [False, True]:
        if saved and not desk.ids(Query(kind)):
            continue
        if saved:
            window.open_record(kind, desk.ids(Query(kind))[0])
        else:
            window.new_record(kind)
        QApplication.processEvents()
        entry = _entry(window)
        names = _on_screen(entry)
        entry.form.go_to(names[0])
        assert _walk(qtbot, entry, lambda: _press(_TAB)) == names
        entry.form.go_to(names[-1])
        assert _walk(qtbot, entry, lambda: _press(_BACKTAB, _SHIFT)) == names[::-1]
        entry.form.go_to(names[0])
        met = _walk(qtbot, entry, lambda: _press(_RETURN))
        filled = [name for name in names if name not in met]
        assert met == [name for name in names if name not in filled]
        assert all(entry.form.record().values.get(name) is not None for name in filled)
        assert _focus() is entry.header.save_button
        assert not entry.dirty


def test_f6_goes_from_part_to_part_and_back(window: Window, qtbot: QtBot) -> None:
    window.new_record("household")
    entry = _entry(window)
    parts = [entry.form.stops(part)[0] for part in entry.form.parts]
    entry.form.go_to(parts[0])
    met = []
    for _ in parts:
        met.append(entry.form.focused())
        _press(Qt.Key.Key_F6)
        _assert_in_sight(qtbot, entry)
    assert met == parts
    assert entry.form.focused() == parts[0]
    _press(Qt.Key.Key_F6, _SHIFT)
    assert entry.form.focused() == parts[-1] == "helper"


def test_enter_in_the_last_cell_of_a_row_begins_the_next_and_there_leaves_the_grid(window: Window) -> None:
    window.new_record("household")
    entry = _entry(window)
    grid = entry.grids["income"]
    entry.form.go_to("income")
    for text in ("2017", "40000", "8000", ""):
        QTest.keyClicks(_focus(), text)
        _press(_RETURN)
    # The net income fills itself: Enter passed over it, and the next Enter left the empty row.
    assert [record.values["income_net_fen"] for record in grid.model.rows] == [3_200_000]
    assert entry.form.focused() == "condition"
    _press(_BACKTAB, _SHIFT)
    assert entry.form.focused() == "income"
    assert grid.table.currentIndex().row() == 1


def test_what_the_id_number_tells_is_passed_over_and_asked_where_it_is_doubtful(window: Window) -> None:
    from tests.qt.township import id_number

    window.new_record("household")
    entry = _entry(window)
    entry.form.go_to("member")
    table = entry.grids["member"].table
    for text in ("Wang", "1", id_number("19710102", 991)):
        QTest.keyClicks(_focus(), text)
        _press(_RETURN)
    columns = [field.name for field in entry.grids["member"].model.columns]
    assert columns[table.currentIndex().column()] == "labour_capability"
    # A head of 200 years: the birth date is objected to, and is not passed over.
    entry.grids["member"].model.write(0, "birth_date", "1871-01-02")
    entry.judge()
    entry.grids["member"].go_to(0, columns.index("id_number"))
    _press(_RETURN)
    assert columns[table.currentIndex().column()] == "birth_date"


def _settle(entry: EntryPage) -> None:
    """Let the page come to rest: at 1366 the form learns only while it is laid out that it has one column."""
    high = -1
    while high != entry.form.height():
        high = entry.form.height()
        QApplication.processEvents()


def test_after_saving_the_keys_and_the_page_are_where_they_were(window: Window, desk: Desk) -> None:
    window.resize(1366, 728)
    window.open_record("household", desk.ids(Query("household", text="王建国"))[0])
    entry = _entry(window)
    _settle(entry)
    grid = entry.grids["income"]
    entry.form.go_to("income")
    QTest.keyClicks(_focus(), "2017")
    _press(_RETURN)
    scrolled = entry.area.verticalScrollBar().value()
    assert scrolled
    QTest.keyClicks(_focus(), "40000")
    _press(Qt.Key.Key_S, _CTRL)
    assert not entry.dirty
    assert entry.form.focused() == "income"
    assert (grid.table.currentIndex().row(), grid.table.currentIndex().column()) == (0, 1)
    assert grid.model.rows[0].values["income_total_fen"] == 4_000_000
    assert entry.area.verticalScrollBar().value() == scrolled


def test_f8_comes_round_to_an_error_that_lies_before(window: Window, desk: Desk) -> None:
    window.new_record("assistance", household=desk.ids(Query("household"))[0])
    entry = _entry(window)
    QTest.keyClick(_focus(), Qt.Key.Key_F8)
    doubtful = {finding.field for finding in entry.live.findings}
    sound = next(name for name in entry.form.stops() if name not in doubtful)
    for _ in range(2 * len(entry.live.findings)):
        entry.form.go_to(sound)
        QTest.keyClick(_focus(), Qt.Key.Key_F8)
        assert entry.form.focused() in doubtful


def test_the_name_of_a_row_stays_in_sight_while_the_grid_is_scrolled(window: Window, desk: Desk) -> None:
    window.resize(1366, 728)
    window.open_record("household", desk.ids(Query("household", text="王建国"))[0])
    grid = _entry(window).grids["member"]
    heads = grid.table.verticalHeader()

    def texts() -> list[str]:
        return [
            str(grid.model.headerData(row, Qt.Orientation.Vertical)) for row in range(grid.model.rowCount())
        ]

    assert texts() == ["1", "2", "＋"]
    wide = heads.width()
    for column in range(len(grid.model.columns)):
        grid.go_to(0, column)
        QApplication.processEvents()
        cell = grid.table.visualRect(grid.table.currentIndex())
        assert cell.left() >= 0
        assert cell.right() <= grid.table.viewport().width()
        assert "王建国" in texts()[0] or grid.table.columnViewportPosition(0) == 0
    assert texts() == ["1 王建国", "2 刘桂兰", "＋"]
    assert heads.width() > wide
    # A new household begins at the left again.
    window.new_record("household")
    assert grid.table.horizontalScrollBar().value() == 0
    assert texts() == ["＋"]
    assert heads.width() == wide
