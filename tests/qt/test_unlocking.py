"""After the lock of the window everything is as it was: the keys, the open cell, the work under way, what is shown."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.reports.report_page import ReportPage
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.tasks.work import Progress, Task
from fupin_desk.ui.widgets.ask import Box

CTRL = Qt.KeyboardModifier.ControlModifier
LONG = 20_000
_BOX_EXEC = Box.exec


def _open(window: Window, desk: Desk) -> EntryPage:
    window.open_record("household", desk.ids(Query("household", text="王建国"))[0])
    entry = window.stack.currentWidget()
    assert isinstance(entry, EntryPage)
    return entry


def _unlock(window: Window) -> None:
    page = window.lock.page
    assert page is not None
    page.passphrase.setText("demo")
    page.unlock.click()
    assert not window.lock.is_locked


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.mark.parametrize("column", ["name", "birth_date"])
def test_an_open_cell_does_not_take_the_keys_of_the_window_with_it(
    column: str, window: Window, desk: Desk
) -> None:
    entry = _open(window, desk)
    grid = entry.grids["member"]
    grid.go_to(0, [field.name for field in grid.model.columns].index(column))
    QTest.keyClicks(_focus(), "1970-01-01")
    QTest.keyClick(_focus(), Qt.Key.Key_L, CTRL)
    assert window.lock.is_locked
    QApplication.processEvents()
    _unlock(window)
    QApplication.processEvents()
    assert entry.isAncestorOf(_focus())
    assert grid.model.rows[0].values[column] == "1970-01-01"
    assert entry.dirty
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_S, CTRL)
    assert not entry.dirty
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_L, CTRL)
    assert window.lock.is_locked


def test_the_key_is_forgotten_although_a_question_that_came_up_behind_the_lock_waits(
    window: Window, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Box, "exec", _BOX_EXEC)
    free, seen = threading.Event(), list[tuple[bool, bool]]()

    def prepare() -> Task:
        def work(_progress: Progress) -> None:
            free.wait(20)
            raise ValueError

        return work

    def failed(_error: BaseException) -> None:
        box = Box(window, "有字印不出来", "张三")
        box.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        box.offer("知道了")

        def while_it_waits() -> None:
            window.lock.look()
            seen.append((desk.file.is_locked, box.isVisible()))
            box.accept()

        QTimer.singleShot(0, box, while_it_waits)
        box.exec()

    window.worker.queue("正在导出", prepare, lambda _: None, failed)
    qtbot.waitUntil(lambda: window.worker.busy)
    window.lock.lock()
    free.set()
    qtbot.waitUntil(lambda: bool(seen), timeout=LONG)
    assert seen == [(True, False)]


def test_the_lock_page_does_not_drop_work_under_way(window: Window, desk: Desk, qtbot: QtBot) -> None:
    free, came = threading.Event(), list[str]()

    def prepare() -> Task:
        def work(progress: Progress) -> str:
            free.wait(20)
            return "done" if progress(1, 2) else "dropped"

        return work

    for _ in range(2):
        window.worker.queue("正在导出", prepare, came.append)
    qtbot.waitUntil(lambda: window.worker.busy)
    window.lock.lock()
    page = window.lock.page
    assert page is not None
    page.left.emit()
    assert window.isVisible()
    assert "还没有做完" in page.error.text()
    free.set()
    qtbot.waitUntil(lambda: came == ["done", "done"], timeout=LONG)
    qtbot.waitUntil(lambda: not window.worker.unfinished, timeout=LONG)
    page.left.emit()
    assert not window.isVisible()


def test_the_link_takes_nothing_back_under_a_page_that_is_not_saved(window: Window, desk: Desk) -> None:
    entry = _open(window, desk)
    for name, text in (("address", "aa"), ("phone", "139")):
        entry.form.go_to(name)
        QTest.keyClicks(_focus(), text)
        if name == "address":
            QTest.keyClick(_focus(), Qt.Key.Key_S, CTRL)
    stored = desk.record("household", entry.record_id)
    window.status.undo.click()
    assert "还没有保存" in window.status.said.text()
    assert desk.record("household", entry.record_id) == stored
    assert entry.dirty


def test_what_was_written_elsewhere_while_a_cell_was_open_is_shown_after_unlocking(
    window: Window, desk: Desk, qtbot: QtBot
) -> None:
    entry = _open(window, desk)
    entry.grids["member"].go_to(0, 0)
    page = desk.page("household", entry.record_id)
    desk.save(replace(page, record=replace(page.record, values={**page.record.values, "address": "堤边"})))
    QApplication.processEvents()
    assert entry._refresh_timer.isActive()
    window.lock.lock()
    assert not entry._refresh_timer.isActive()
    _unlock(window)
    qtbot.waitUntil(lambda: entry.form.record().values["address"] == "堤边")
    assert not entry.dirty


def test_a_preview_that_was_begun_before_the_lock_is_shown_after_it(
    window: Window, desk: Desk, qtbot: QtBot
) -> None:
    window.open_page("reports")
    page = window.stack.currentWidget()
    assert isinstance(page, ReportPage)
    page._timer.start()
    window.lock.lock()
    # What came due behind the lock got nothing from the file.
    with qtbot.captureExceptions():
        qtbot.waitUntil(lambda: desk.file.is_locked and not page._timer.isActive(), timeout=LONG)
    _unlock(window)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.preview, timeout=LONG)


def test_a_search_that_was_begun_looks_for_nothing_in_a_file_that_is_closed(
    window: Window, desk: Desk
) -> None:
    window.top.search.setFocus()
    QTest.keyClicks(window.top.search, "wang")
    timer: QTimer = window.top.search._timer
    assert timer.isActive()
    window.close()
    assert not timer.isActive()
