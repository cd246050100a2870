"""Questions answered by the keys: Enter presses the button that has the ring, and no danger is the default."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.forms.row_box import RowBox
from fupin_desk.ui.ledgers.advance import AdvanceBox
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.widgets.ask import Box, Door
from fupin_desk.ui.widgets.card import button

Answering = Callable[[Callable[[QDialog], None]], None]
_RETURN, _TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Answering:
    """Let every dialog be shown and answered by keys."""

    def plan(act: Callable[[QDialog], None]) -> None:
        def run(dialog: QDialog) -> int:
            dialog.show()
            dialog.activateWindow()
            qtbot.waitUntil(dialog.isActiveWindow)
            act(dialog)
            return dialog.result()

        monkeypatch.setattr(Box, "exec", run)

    return plan


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _ringed() -> str:
    widget = _focus()
    return widget.text() if isinstance(widget, QPushButton) else ""


def _press(*codes: Qt.Key) -> None:
    for code in codes:
        QTest.keyClick(_focus(), code)


def test_the_ring_of_a_dangerous_question_is_on_the_way_back_and_enter_takes_it(answering: Answering) -> None:
    rings = []

    def enter(_dialog: QDialog) -> None:
        rings.append(_ringed())
        _press(_RETURN)

    answering(enter)
    assert not Door().ask(None, "放弃改动", "会丢掉。", yes="放弃", no="继续编辑", danger=True)
    assert Door().ask(None, "恢复", "继续吗？", yes="恢复")
    assert Door().choose(None, "还没有保存", "有没保存的内容。", ("保存", "不保存")) == 0
    assert rings == ["继续编辑", "恢复", "保存"]


def test_tab_brings_the_ring_to_the_other_button_and_enter_presses_that_one(answering: Answering) -> None:
    answering(lambda _: _press(_TAB, _RETURN))
    assert Door().ask(None, "放弃改动", "会丢掉。", yes="放弃", no="继续编辑", danger=True)
    assert Door().choose(None, "还没有保存", "有没保存的内容。", ("保存", "不保存")) != 0


@pytest.mark.parametrize("danger", [True, False])
def test_enter_on_a_reason_never_does_the_dangerous_thing_at_once(
    answering: Answering, *, danger: bool
) -> None:
    seen = []

    def act(dialog: QDialog) -> None:
        line = dialog.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        assert _focus() is line
        _press(_RETURN)
        assert dialog.isVisible()
        line.setText("重复登记")
        _press(_RETURN)
        seen.append(dialog.isVisible())
        if dialog.isVisible():
            assert _ringed() == "删除"
            _press(_RETURN)

    answering(act)
    assert Door().ask_text(None, "删除", "请写明原因：", yes="删除", danger=danger) == "重复登记"
    assert seen == [danger]


def test_enter_presses_any_button_that_has_the_ring(qtbot: QtBot) -> None:
    made = button("导出")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.clicked, timeout=500):
        QTest.keyClick(made, _RETURN)


def test_ctrl_r_asks_nothing_and_loses_nothing(window: Window, desk: Desk) -> None:
    window.open_record("household", desk.ids(Query("household"))[0])
    entry = window.stack.currentWidget()
    assert isinstance(entry, EntryPage)
    entry.form.fill_in("group_name", "7组")
    QTest.keyClick(_focus(), Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert entry.dirty
    assert entry.form.record().values["group_name"] == "7组"


def test_enter_behind_the_last_field_of_a_row_brings_the_ring_to_yes(qtbot: QtBot, desk: Desk) -> None:
    box = RowBox(desk, desk.page("household", desk.ids(Query("household"))[0]).children["member"][0])
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    box.form.go_to(box.form.stops()[-1])
    _press(_RETURN)
    assert _ringed() == "放入表格"
    _press(_RETURN)
    assert box.result() == QDialog.DialogCode.Accepted


def test_enter_behind_the_last_field_of_a_step_never_gives_it_up(
    window: Window, desk: Desk, qtbot: QtBot
) -> None:
    village = desk.ids(Query("village"))[0]
    page = desk.blank("project", village=village, name="虾稻田改造")
    desk.save(page)
    box = AdvanceBox(window, page.record.id)
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    last = list(box.fields.boxes)[-1]
    box.fields.boxes[last].editor.setFocus()
    _press(_RETURN)
    assert _ringed() in {"", "保存这一步"}
    assert box.isVisible()
