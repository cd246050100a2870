"""The grid of rows inside a page."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.model.finding import Finding
from fupin_desk.model.query import Query
from fupin_desk.model.value import Value
from fupin_desk.ui.forms.editors.code import ListEditor
from fupin_desk.ui.forms.editors.editor import Typed
from fupin_desk.ui.forms.editors.grid import GridEditor
from fupin_desk.ui.forms.editors.movement import MovementBox
from fupin_desk.ui.forms.editors.proposals import Proposals
from fupin_desk.ui.forms.row_box import RowBox
from tests.qt.conftest import PlannedDoor
from tests.qt.township import id_number

if TYPE_CHECKING:
    from fupin_desk.model.page import Page

Opener = Callable[[str], GridEditor]


@pytest.fixture
def grid(qtbot: QtBot, desk: Desk, door: PlannedDoor) -> GridEditor:
    made = GridEditor(desk, "member", door)
    qtbot.addWidget(made)
    made.show_page(_page(desk))
    made.resize(900, 300)
    made.show()
    return made


def _page(desk: Desk) -> "Page":
    return desk.page("household", desk.ids(Query("household", text="王建国"))[0])


def _column(grid: GridEditor, name: str) -> int:
    return [one.name for one in grid.model.columns].index(name)


def test_the_model_keeps_the_rules_of_qt(grid: GridEditor, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(grid.model)  # type: ignore[no-untyped-call]


def test_typing_into_the_empty_row_begins_a_member(grid: GridEditor) -> None:
    grid.model.setData(grid.model.index(2, 0), "王小明")
    assert len(grid.model.rows) == 3
    assert grid.model.rows[2].values["name"] == "王小明"
    assert grid.model.rows[2].id in grid.model.born
    assert grid.model.rowCount() == 4


def test_rows_copied_from_excel_are_read_cell_by_cell(grid: GridEditor) -> None:
    number = id_number("20100506", 993)
    QApplication.clipboard().setText(f"王小明\t之子\t{number}\t男\n王小红\t之女\t\t女\t八月十五\n")
    grid.table.setCurrentIndex(grid.model.index(2, 0))
    grid.paste()
    boy, girl = grid.model.rows[2:]
    assert (boy.values["relation"], boy.values["sex"], boy.values["id_number"]) == ("03", "1", number)
    assert girl.unread == {"birth_date": "八月十五"}


def test_pasted_headings_decide_the_columns(grid: GridEditor) -> None:
    QApplication.clipboard().setText("与户主关系\t成员姓名\n之女\t王小红\n")
    grid.table.setCurrentIndex(grid.model.index(2, 0))
    grid.paste()
    assert grid.model.rows[2].values["name"] == "王小红"
    assert grid.model.rows[2].values["relation"] == "04"


def test_a_cell_that_was_not_read_is_shown_as_typed(grid: GridEditor) -> None:
    at = _column(grid, "birth_date")
    grid.model.write(0, "birth_date", Typed("八月十五"))
    assert grid.model.data(grid.model.index(0, at)) == "八月十五"
    assert grid.model.rows[0].values["birth_date"] is None


def test_enter_in_a_cell_goes_to_the_next_one(grid: GridEditor, qtbot: QtBot) -> None:
    grid.go_to(0, 0)
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.table.currentIndex().column() == 1)


def _held() -> QWidget:
    held = QApplication.focusWidget()
    assert held is not None
    return held


def _key(key: Qt.Key) -> None:
    """Press a key where the keys go: in the open list of proposals, the open cell, or the table."""
    held = _held()
    window = QApplication.activeWindow()
    QTest.keyClick(held, key)
    QTest.qWait(1)
    if window is not None and QApplication.activeWindow() is None:
        # Without a screen no window gets the keys back from a list that closed.
        window.activateWindow()
        QTest.qWait(1)


def _type(text: str) -> None:
    if text.isascii():
        for sign in text:
            QTest.keyClicks(_held(), sign)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(_held(), event)


@pytest.fixture
def open_grid(qtbot: QtBot, desk: Desk, door: PlannedDoor) -> Opener:
    """Open the grid of a kind on a blank page, with the keys."""

    def opened(kind: str) -> GridEditor:
        made = GridEditor(desk, kind, door)
        qtbot.addWidget(made)
        made.show_page(desk.blank(made.model.form.parent_kind))
        made.resize(900, 300)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    return opened


@pytest.mark.parametrize("onward", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
@pytest.mark.parametrize(
    ("kind", "typed", "held"),
    [
        ("member", ("王小明", "户主", "", "1"), {"name": "王小明", "relation": "01", "sex": "1"}),
        ("repayment", ("2018-9-3", "1200"), {"paid_on": "2018-09-03", "principal_fen": 120_000}),
        ("visit_household", ("王建国", "1", "虾病"), {"is_signed": 1, "note": "虾病"}),
    ],
)
def test_what_is_typed_along_the_empty_row_is_one_record(
    open_grid: Opener, kind: str, typed: tuple[str, ...], held: dict[str, Value], onward: Qt.Key
) -> None:
    grid = open_grid(kind)
    grid.add_row()
    for at, text in enumerate(typed):
        assert (grid.table.currentIndex().row(), grid.table.currentIndex().column()) == (0, at)
        _type(text)
        _key(onward)
    (record,) = grid.model.rows
    assert {name: record.values[name] for name in held} == held
    assert not record.unread
    grid.add_row()
    _type(typed[0])
    _key(onward)
    assert (grid.table.currentIndex().row(), grid.table.currentIndex().column()) == (1, 1)
    assert len(grid.model.rows) == 2


def _list(grid: GridEditor) -> Proposals:
    editor = grid._cells.open_editor()
    assert isinstance(editor, ListEditor)
    return editor.proposals


@pytest.mark.parametrize("onward", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_the_keys_go_on_over_an_open_list_of_proposals(
    qtbot: QtBot, open_grid: Opener, onward: Qt.Key
) -> None:
    grid = open_grid("member")
    grid.go_to(0, _column(grid, "relation"))
    _type("之")
    assert _list(grid).isVisible()
    _key(onward)
    qtbot.waitUntil(lambda: grid.table.currentIndex().column() == _column(grid, "relation") + 1)
    assert not any(one.isVisible() for one in grid.findChildren(Proposals))
    assert grid.table.isAncestorOf(_held())
    assert len(grid.model.rows) == 1


@pytest.mark.parametrize("way", ["tab", "click", "type"])
def test_typing_replaces_what_a_cell_held(grid: GridEditor, qtbot: QtBot, way: str) -> None:
    grid.activateWindow()
    qtbot.waitUntil(grid.isActiveWindow)
    for name, text, meant in (("sex", "2", "2"), ("education", "03", "03"), ("name", "WANG", "WANG")):
        at = _column(grid, name)
        index = grid.model.index(1, at)
        if way == "tab" and at:
            grid.go_to(1, at - 1)
            _key(Qt.Key.Key_Tab)
        elif way == "click":
            grid.table.setFocus()
            grid.table.setCurrentIndex(index)
            QTest.mouseClick(
                grid.table.viewport(), Qt.MouseButton.LeftButton, pos=grid.table.visualRect(index).center()
            )
            qtbot.waitUntil(lambda: grid.table.state() == grid.table.State.EditingState)
        else:
            grid.table.setFocus()
            grid.table.setCurrentIndex(index)
        assert grid.table.currentIndex() == index
        _type(text)
        _key(Qt.Key.Key_Tab)
        assert grid.model.rows[1].values[name] == meant
        grid.settle()


def test_a_new_row_goes_without_a_word_and_a_saved_one_needs_a_reason(
    grid: GridEditor, door: PlannedDoor
) -> None:
    grid.model.add(name="王小明")
    grid.table.setCurrentIndex(grid.model.index(2, 0))
    grid.remove_row()
    assert not door.asked
    saved = grid.model.rows[1].id
    door.plan("重复登记")
    grid.table.setCurrentIndex(grid.model.index(1, 0))
    grid.remove_row()
    assert grid.model.reasons() == {saved: "重复登记"}
    assert [one.removed for one in grid.model.records()] == [False, True]


def test_a_saved_row_stays_when_no_reason_is_given(grid: GridEditor, door: PlannedDoor) -> None:
    door.plan(None)
    grid.table.setCurrentIndex(grid.model.index(1, 0))
    grid.remove_row()
    assert len(grid.model.rows) == 2


def test_a_death_is_a_date_and_a_reason_and_no_deletion(grid: GridEditor, door: PlannedDoor) -> None:
    def fill(box: object) -> bool:
        asked = cast("MovementBox", box)
        assert not asked.yes.isEnabled()
        asked.editors[0].show_value("2018-06-01")
        asked.editors[1].show_value("01")
        asked.editors[1].changed.emit()
        assert asked.yes.isEnabled()
        return True

    door.plan(fill)
    grid.table.setCurrentIndex(grid.model.index(1, 0))
    grid.leave()
    assert grid.model.rows[1].values["left_on"] == "2018-06-01"
    assert grid.model.rows[1].values["leave_reason"] == "01"
    assert len(grid.model.rows) == 2


def test_the_value_above_is_repeated(grid: GridEditor) -> None:
    at = _column(grid, "education")
    grid.model.write(1, "education", None)
    grid.table.setCurrentIndex(grid.model.index(1, at))
    grid.repeat_above()
    assert grid.model.rows[1].values["education"] == "02"


def test_a_finding_colours_its_cell_and_leads_there(grid: GridEditor) -> None:
    row = grid.model.rows[1]
    finding = Finding("x", "E", "member", row.id, "sex", text="性别不符", mend="请核对")
    grid.show_findings([finding])
    index = grid.model.index(1, _column(grid, "sex"))
    assert grid.model.data(index, Qt.ItemDataRole.BackgroundRole) is not None
    assert "性别不符" in grid.model.data(index, Qt.ItemDataRole.ToolTipRole)
    assert grid.go_to_finding(finding)
    assert grid.table.currentIndex() == index


def test_the_birth_date_follows_the_number_until_someone_writes_another(grid: GridEditor) -> None:
    model = grid.model
    row = model.add(name="王小明")
    model.write(row, "id_number", Typed(id_number("20100506", 993)))
    assert (model.rows[row].values["birth_date"], model.rows[row].values["sex"]) == ("2010-05-06", "1")
    model.write(row, "id_number", Typed(id_number("20110506", 994)))
    assert (model.rows[row].values["birth_date"], model.rows[row].values["sex"]) == ("2011-05-06", "2")
    model.write(row, "birth_date", Typed("2011-5-7"))
    model.write(row, "id_number", Typed(id_number("20100506", 993)))
    assert model.rows[row].values["birth_date"] == "2011-05-07"
    assert model.rows[row].values["sex"] == "1"


def test_sums_of_income_follow_their_parts(qtbot: QtBot, desk: Desk) -> None:
    page = _page(desk)
    box = RowBox(desk, desk.blank("income", household=page.record.id, year=2017).record)
    qtbot.addWidget(box)
    for name, text in (
        ("income_wage_fen", "12000"),
        ("income_business_fen", "3000"),
        ("business_expense_fen", "500"),
    ):
        box.form.boxes[name].editor.show_value(None, text)
        box.form.boxes[name].editor.changed.emit()
    values = box.form.record().values
    assert (values["income_total_fen"], values["income_net_fen"]) == (1_500_000, 1_450_000)
    box.form.boxes["income_wage_fen"].editor.show_value(None, "10000")
    box.form.boxes["income_wage_fen"].editor.changed.emit()
    assert box.form.record().values["income_total_fen"] == 1_300_000
