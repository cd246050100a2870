"""An input method composes words in every place where a person types; its events go to whatever has the focus."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.desk import opening
from fupin_desk.desk.desk import Desk
from fupin_desk.model.finding import Finding
from fupin_desk.model.query import Query
from fupin_desk.ui.batch.measure_box import MeasureBox
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.forms.editors.code import ListEditor
from fupin_desk.ui.forms.editors.date import DateEditor
from fupin_desk.ui.forms.editors.grid import GridEditor
from fupin_desk.ui.forms.editors.proposals import Proposals
from fupin_desk.ui.forms.editors.record import RecordEditor
from fupin_desk.ui.lists.list_page import RecordList
from fupin_desk.ui.opening.wizard import Wizard
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.widgets.ask import Box, Door
from tests.qt.conftest import PlannedDoor

_DOWN, _RETURN, _ESCAPE = Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape
_ALT, _PLAIN, _LEFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
    Qt.MouseButton.LeftButton,
)


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _send(preedit: str = "", commit: str = "") -> None:
    """Send an event of an input method to whatever has the focus."""
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(_focus(), event)


def _compose(letters: str, word: str, between: Callable[[], object] | None = None) -> None:
    """Compose a word letter by letter and choose it; something else may come between the letters."""
    for at in range(1, len(letters) + 1):
        _send(letters[:at])
        if between is not None:
            between()
    _send(commit=word)


@pytest.fixture
def entry(window: Window, desk: Desk) -> EntryPage:
    """The page of a household with two members."""
    window.open_record("household", desk.ids(Query("household", text="王建国"))[0])
    page = window.stack.currentWidget()
    assert isinstance(page, EntryPage)
    return page


@pytest.fixture
def grid(entry: EntryPage) -> GridEditor:
    return entry.grids["member"]


def _column(grid: GridEditor, name: str) -> int:
    return [one.name for one in grid.model.columns].index(name)


def _choose(grid: GridEditor, row: int, name: str) -> None:
    """Put the keys on a closed cell."""
    grid.settle()
    grid.table.setFocus()
    grid.table.setCurrentIndex(grid.model.index(row, _column(grid, name)))
    assert not grid.is_open()


def _list(grid: GridEditor) -> Proposals:
    editor = grid._cells.open_editor()
    assert isinstance(editor, ListEditor | RecordEditor)
    return editor.proposals


# --- closed cells


@pytest.mark.parametrize(
    ("place", "typed", "stored"),
    [
        ((2, "name"), ("zhangsan", "张三"), "张三"),
        ((1, "name"), ("lisi", "李四"), "李四"),
        ((1, "relation"), ("zhizi", "之子"), "03"),
        ((1, "health_status"), ("jiankang", "健康"), "01"),
    ],
)
def test_a_word_composed_on_a_closed_cell_is_stored(
    entry: EntryPage, grid: GridEditor, place: tuple[int, str], typed: tuple[str, str], stored: str
) -> None:
    row, name = place
    _choose(grid, row, name)
    _compose(*typed, entry.judge)
    QTest.keyClick(_focus(), _RETURN)
    QTest.qWait(1)
    assert grid.model.rows[row].values[name] == stored
    # The next cell is open and takes the next word.
    _compose("x", "长", entry.judge)
    grid.settle()
    after = grid.model.columns[_column(grid, name) + 1].name
    held = grid.model.rows[row]
    assert held.unread.get(after) or held.values.get(after)


@pytest.mark.parametrize(
    ("text", "name"), [("，", "name"), ("１２", "id_number"), ("张三", "name"), ("女", "sex")]
)
def test_a_text_without_a_composition_opens_the_closed_cell_and_stands_in_it(
    grid: GridEditor, text: str, name: str
) -> None:
    _choose(grid, 1, name)
    _send(commit=text)
    _send(commit=text)
    line = _focus()
    assert isinstance(line, QLineEdit)
    assert line.text() == text + text


def test_a_composition_that_is_given_up_leaves_the_cell_as_it_was(grid: GridEditor) -> None:
    before = grid.model.rows[1].values["name"]
    _choose(grid, 1, "name")
    _send("zh")
    _send()
    assert grid.is_open()
    grid.settle()
    assert grid.model.rows[1].values["name"] == before


def test_a_click_on_another_cell_lets_go_of_the_composition(
    grid: GridEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    resets: list[bool] = []
    method = type(QGuiApplication.inputMethod())
    monkeypatch.setattr(method, "reset", lambda _: resets.append(True))
    before = [dict(one.values) for one in grid.model.rows]
    _choose(grid, 1, "name")
    _send("zhang")
    other = grid.table.visualRect(grid.model.index(0, _column(grid, "relation"))).center()
    QTest.mouseClick(grid.table.viewport(), _LEFT, pos=other)
    assert resets
    QTest.qWait(1)
    grid.settle()
    assert [one.values["relation"] for one in grid.model.rows] == [one["relation"] for one in before]


# --- open cells and fields


@pytest.mark.parametrize("name", ["name", "relation", "health_status", "education"])
def test_a_judgement_does_not_disturb_a_composition_in_an_open_cell(
    entry: EntryPage, grid: GridEditor, name: str
) -> None:
    grid.go_to(2, _column(grid, "name"))
    _compose("wang", "王", entry.judge)
    grid.go_to(2, _column(grid, name))
    line = _focus()
    assert isinstance(line, QLineEdit)
    line.clear()
    told = [Finding("x", "E", "member", grid.model.rows[2].id, name)]
    turn = 0

    def judge() -> None:
        nonlocal turn
        turn += 1
        grid.show_findings(told if turn % 2 else [])

    _compose("sunnv", "孙女", judge)
    assert line.text() == "孙女"


@pytest.mark.parametrize("name", ["village", "group_name", "address", "main_cause", "account_holder", "note"])
def test_a_word_composed_in_a_field_stands_there(entry: EntryPage, name: str) -> None:
    assert entry.form.go_to(name)
    entry.form.boxes[name].editor.show_value(None)
    _compose("huangdan", "黄淡", entry.judge)
    entry.judge()
    answer = entry.form.boxes[name].editor.answer()
    assert getattr(answer, "text", answer) == "黄淡"


def test_saving_in_the_middle_of_a_composition_keeps_what_was_there(
    entry: EntryPage, desk: Desk, grid: GridEditor
) -> None:
    grid.go_to(1, _column(grid, "name"))
    _compose("wang", "王兰")
    _send("zhi")
    entry.save()
    assert desk.page("household", entry.record_id).children["member"][1].values["name"] == "王兰"


# --- lists


def test_a_list_of_proposals_never_takes_the_keys(window: Window, entry: EntryPage, qtbot: QtBot) -> None:
    main = window.windowHandle()
    entry.form.go_to("village")
    editor = entry.form.boxes["village"].editor
    assert isinstance(editor, RecordEditor)
    editor.show_value(None)
    _compose("huang", "黄")
    _send("d")
    qtbot.waitUntil(editor.proposals.isVisible)
    assert QGuiApplication.focusWindow() is main
    assert QApplication.activePopupWidget() is None
    assert _focus() is editor.line
    _send(commit="淡")
    assert editor.line.text() == "黄淡"
    window.top.search.setFocus()
    assert not editor.proposals.isVisible()
    _compose("zhang", "张")
    _send("d")
    qtbot.waitUntil(window.top.search.proposals.isVisible)
    assert QGuiApplication.focusWindow() is main
    _send(commit="大")
    assert window.top.search.text() == "张大"


def test_the_arrow_keys_choose_in_a_list_and_enter_takes(window: Window, desk: Desk, qtbot: QtBot) -> None:
    search = window.top.search
    search.setFocus()
    _compose("zhang", "张大军")
    qtbot.waitUntil(search.proposals.isVisible)
    QTest.keyClick(search, _DOWN)
    with qtbot.waitSignal(search.chosen) as chosen:
        QTest.keyClick(search, _RETURN)
    assert chosen.args is not None
    assert chosen.args[0].name.startswith("张大军")


def test_escape_puts_the_list_away_and_nothing_else(entry: EntryPage, grid: GridEditor) -> None:
    grid.go_to(1, _column(grid, "relation"))
    QTest.keyClick(_focus(), _DOWN, _ALT)
    assert _list(grid).isVisible()
    QTest.keyClick(_focus(), _ESCAPE)
    assert grid.is_open()
    assert not _list(grid).isVisible()
    QTest.keyClick(_focus(), _ESCAPE)
    assert not grid.is_open()


def test_a_list_without_proposals_goes(entry: EntryPage, qtbot: QtBot) -> None:
    entry.form.go_to("village")
    editor = entry.form.boxes["village"].editor
    assert isinstance(editor, RecordEditor)
    editor.show_value(None)
    _send(commit="黄")
    qtbot.waitUntil(editor.proposals.isVisible)
    _send(commit="无此村")
    qtbot.waitUntil(lambda: not editor.proposals.isVisible())


@pytest.mark.parametrize("way", ["alt_down", "f4", "down", "mouse", "closed_alt_down", "closed_f4"])
@pytest.mark.parametrize("name", ["relation", "health_status", "sex"])
def test_a_list_opens_in_a_cell_and_the_keys_stay(
    window: Window, grid: GridEditor, way: str, name: str
) -> None:
    place = window.top.place.currentIndex()
    if way.startswith("closed"):
        _choose(grid, 1, name)
    else:
        grid.go_to(1, _column(grid, name))
        _focus().setProperty("text", "")
    if way == "mouse":
        arrow = _focus().findChild(QToolButton)
        assert isinstance(arrow, QToolButton)
        QTest.mouseClick(arrow, _LEFT, pos=QPoint(4, 4))
    else:
        key = Qt.Key.Key_F4 if way.endswith("f4") else _DOWN
        QTest.keyClick(_focus(), key, _ALT if way.endswith("alt_down") else _PLAIN)
    QTest.qWait(1)
    assert _list(grid).isVisible()
    assert grid.table.isAncestorOf(_focus())
    QTest.keyClick(_focus(), _DOWN)
    wanted = str(_list(grid).currentIndex().data()).split("　")[-1]
    QTest.keyClick(_focus(), _RETURN)
    QTest.qWait(1)
    grid.settle()
    assert grid.model.data(grid.model.index(1, _column(grid, name))) == wanted
    assert window.top.place.currentIndex() == place
    assert grid.table.isAncestorOf(_focus()) or _focus() is grid.table


def test_a_row_of_the_list_is_taken_by_a_click(grid: GridEditor) -> None:
    grid.go_to(1, _column(grid, "relation"))
    QTest.keyClick(_focus(), _DOWN, _ALT)
    shown = _list(grid)
    index = shown.model().index(2, 0)
    QTest.mouseClick(shown.viewport(), _LEFT, pos=shown.visualRect(index).center())
    assert grid.is_open()
    line = _focus()
    assert isinstance(line, QLineEdit)
    assert line.text() == str(index.data()).split("　")[-1]
    grid.settle()
    assert grid.model.data(grid.model.index(1, _column(grid, "relation"))) == line.text()


def test_the_calendar_opens_in_a_cell_and_its_day_is_stored(grid: GridEditor) -> None:
    _choose(grid, 1, "birth_date")
    QTest.keyClick(_focus(), _DOWN, _ALT)
    editor = grid._cells.open_editor()
    assert isinstance(editor, DateEditor)
    QTest.qWait(1)
    assert grid.is_open()
    editor.pick(QDate(1972, 3, 4))
    grid.settle()
    assert grid.model.rows[1].values["birth_date"] == "1972-03-04"


# --- everywhere else


def _composed(line: QWidget, between: Callable[[], object] | None = None) -> str:
    """Compose two words into a line that has been given the keys, the second after the first; return what stands there."""
    line.setFocus()
    QTest.qWait(1)
    _compose("zhang", "张", between)
    _compose("san", "三", between)
    return str(line.property("text"))


def test_words_are_composed_in_filters_and_dialogs(window: Window, qtbot: QtBot) -> None:
    window.open_list("household")
    shown = window.stack.findChild(RecordList)
    assert shown is not None
    assert _composed(shown.text, lambda: QTest.qWait(1)) == "张三"
    box = MeasureBox(window)
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    assert _composed(box.fields.boxes["measure"].editor.inner(), box.judge) == "张三"
    box.done(MeasureBox.DialogCode.Rejected)


def test_words_are_composed_where_a_reason_is_asked(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(box: Box) -> int:
        box.show()
        box.activateWindow()
        qtbot.waitUntil(box.isActiveWindow)
        line = box.findChild(QLineEdit)
        assert line is not None
        assert _composed(line) == "张三"
        _send("li")
        QTest.keyClick(line, _RETURN)
        assert box.isVisible()
        return int(Box.DialogCode.Accepted)

    monkeypatch.setattr(Box, "exec", answer)
    assert Door().ask_text(window, "删除", "原因", danger=True) == "张三"


def test_words_are_composed_in_the_wizard(qtbot: QtBot, door: PlannedDoor, tmp_path: Path) -> None:
    wizard = Wizard(door, opening.regions(), tmp_path)
    # It is closed half filled.
    door.plan(True)
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.activateWindow()
    qtbot.waitUntil(wizard.isActiveWindow)
    wizard.welcome.ways["new"].chosen.emit()
    assert _composed(wizard.place.operator) == "张三"
