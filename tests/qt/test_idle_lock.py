"""The lock of the window: it comes by itself, hides everything, forgets the key, and loses nothing."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import FileLockedError, LockedWindowError
from fupin_desk.model.query import Query
from fupin_desk.store.file import file_key
from fupin_desk.store.file.lock import Lock
from fupin_desk.ui.safety.health_page import HealthPage
from fupin_desk.ui.safety.lock_page import LockPage
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.tasks.crash import Catcher
from fupin_desk.ui.tasks.work import Progress, Task
from fupin_desk.ui.widgets.ask import Box
from tests.qt.conftest import PlannedDoor

LONG = 20_000
_BOX_EXEC = Box.exec


class Hand:
    """The simulated clock of a window's lock."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def hand(window: Window) -> Hand:
    clock = Hand()
    window.lock._clock = clock
    window.lock.touch()
    window.lock.look()
    return clock


def _unlock(window: Window, secret: str) -> None:
    page = window.lock.page
    assert page is not None
    page.passphrase.setText(secret)
    page.unlock.click()


def _texts(window: QWidget) -> str:
    """Return every text that the widgets on the screen show."""
    shown = [one for one in [window, *window.findChildren(QWidget)] if one.isVisible()]
    said = (getattr(one, name, None) for one in shown for name in ("text", "toPlainText"))
    texts = [str(text()) for text in said if callable(text)]
    return "\n".join([*texts, *(one.windowTitle() + one.toolTip() + one.accessibleName() for one in shown)])


@pytest.mark.parametrize(("minutes", "seconds"), [(None, 900), (5, 300), (30, 1800), (60, 3600)])
def test_a_window_that_nobody_touches_locks_itself_after_the_minutes_of_the_setting(
    minutes: int | None, seconds: int, window: Window, hand: Hand
) -> None:
    if minutes:
        window.settings.set("lock_minutes", minutes)
    hand.seconds += seconds - 1
    window.lock.look()
    assert not window.lock.is_locked
    hand.seconds += 1
    window.lock.look()
    assert window.lock.is_locked
    assert isinstance(window.centralWidget(), LockPage)


def test_a_window_never_locks_itself_where_the_person_chose_so(window: Window, hand: Hand) -> None:
    window.open_page("health")
    page = window.stack.currentWidget()
    assert isinstance(page, HealthPage)
    assert page.safety.minutes[15].property("on") == "true"
    page.safety.minutes[0].click()
    assert (window.settings.lock_minutes, page.safety.minutes[0].property("on")) == (0, "true")
    hand.seconds += 1e6
    window.lock.look()
    assert not window.lock.is_locked


def test_keys_the_mouse_and_an_input_method_keep_the_window_open(
    window: Window, hand: Hand, qtbot: QtBot, qapp: QApplication
) -> None:
    handle = window.windowHandle()
    window.top.search.setFocus()
    acts: tuple[Callable[[], object], ...] = (
        lambda: QTest.keyClick(handle, Qt.Key.Key_Shift),
        lambda: QTest.mouseMove(handle, window.rect().center()),
        lambda: QTest.mouseClick(handle, Qt.MouseButton.LeftButton),
        qapp.inputMethod().cursorRectangleChanged.emit,
    )
    for act in acts:
        hand.seconds += 800
        act()
        qapp.processEvents()
        window.lock.look()
        assert not window.lock.is_locked
    hand.seconds += 900
    window.lock.look()
    assert window.lock.is_locked


def test_the_locked_window_shows_nothing_of_the_file_and_no_key_of_the_window_works(
    window: Window, desk: Desk, hand: Hand, qtbot: QtBot
) -> None:
    window.open_record("household", desk.ids(Query("household"))[0])
    names = {str(one.values["name"]) for one in desk.records("member")} | {desk.operator}
    assert any(name in _texts(window) for name in names)
    window.lock.lock()
    assert not any(name in _texts(window) for name in names)
    assert "已锁定" in window.windowTitle()
    for key in (Qt.Key.Key_F7, Qt.Key.Key_F5):
        QTest.keyClick(window.windowHandle(), key)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert window.lock.is_locked
    assert not window.worker.busy
    _unlock(window, "demo")
    assert any(name in _texts(window) for name in names)
    assert window.windowTitle() == "白马寺镇 — 扶贫工作台"


def test_the_key_is_forgotten_and_the_file_still_held(window: Window, desk: Desk) -> None:
    key = file_key.own(desk.file.key)
    window.lock.lock()
    with pytest.raises(LockedWindowError):
        desk.ids(Query("household"))
    assert desk.file.key.hex == ""
    with pytest.raises(FileLockedError):
        Lock.take(desk.file.path)
    _unlock(window, "demo")
    assert desk.file.key == key
    assert len(desk.ids(Query("household"))) == 3


def test_a_wrong_passphrase_is_refused_in_a_sentence_and_the_sheet_opens(window: Window, desk: Desk) -> None:
    sheet = desk.recovery_sheet()
    window.lock.lock()
    page = window.lock.page
    assert page is not None
    for secret, said in (("wrong", "口令不对，没有解锁"), ("", "请输入口令"), (sheet[:-1] + "?", "抄错了")):
        _unlock(window, secret)
        assert said in page.error.text()
        assert window.lock.is_locked
    _unlock(window, sheet.replace("\n", " "))
    assert not window.lock.is_locked
    assert desk.operator == "李静"


def test_a_file_that_was_swapped_or_taken_away_behind_the_lock_is_not_opened(
    window: Window, desk: Desk, tmp_path: Path
) -> None:
    window.lock.lock()
    page = window.lock.page
    assert page is not None
    path, aside = desk.file.path, tmp_path / "aside"
    path.rename(aside)
    _unlock(window, "demo")
    assert "找不到" in page.error.text()
    Desk.create(path.with_name("x.fupin"), "demo", "421024100", "甲", about={"as_of": "2018-09-30"}).close()
    path.with_name("x.fupin").rename(path)
    _unlock(window, "demo")
    assert "换成了另一个文件" in page.error.text()
    path.unlink()
    aside.rename(path)
    _unlock(window, "demo")
    assert not window.lock.is_locked


def test_a_half_typed_page_is_there_again_with_its_focus_and_lies_in_a_sketch_meanwhile(
    window: Window, desk: Desk, qtbot: QtBot, type_chinese: Callable[[QWidget, str], None]
) -> None:
    household = desk.ids(Query("household"))[0]
    window.open_record("household", household)
    entry = window._entries["household"]
    box = entry.form.boxes["note"]
    box.editor.setFocus()
    line = QApplication.focusWidget()
    assert line is not None
    type_chinese(line, "住在堤边")
    path, key = desk.file.path, file_key.own(desk.file.key)
    window.lock.lock()
    with Desk.open(path, key, readonly=True) as crashed:
        (sketch,) = crashed.sketches()
        assert sketch.record.values["note"] == "住在堤边"
    _unlock(window, "demo")
    assert entry.page().record.values["note"] == "住在堤边"
    assert entry.dirty
    assert QApplication.focusWidget() is line
    assert entry.save()
    assert desk.record("household", household).values["note"] == "住在堤边"  # type: ignore[union-attr]


def test_nothing_that_comes_due_behind_the_lock_asks_the_file_or_tells_anybody(
    window: Window, desk: Desk, door: PlannedDoor, tmp_path: Path, qtbot: QtBot
) -> None:
    window.open_record("household", desk.ids(Query("household"))[0])
    entry = window._entries["household"]
    entry.form.boxes["note"].editor.setFocus()
    entry._edited()
    window.lock.lock()
    assert not entry._judge_timer.isActive()
    assert not entry._sketch_timer.isActive()
    Catcher(door, tmp_path / "log").tell(LockedWindowError("x"))
    qtbot.wait(400)
    assert door.asked == []
    assert not (tmp_path / "log").exists()


@contextlib.contextmanager
def _working(window: Window) -> Iterator[Callable[[], list[object]]]:
    """Let the worker of a window work until the returned function is called; it returns what came of it."""
    free, came = threading.Event(), list[object]()
    snapshot = window.desk.snapshot()

    def prepare() -> Task:
        def work(_progress: Progress) -> int:
            with snapshot:
                free.wait(20)
                return len(snapshot.ids(Query("household")))

        return work

    window.worker.queue("导入", prepare, came.append)

    def end() -> list[object]:
        free.set()
        return came

    try:
        yield end
    finally:
        free.set()


def test_work_under_way_is_not_interrupted_and_the_key_goes_when_it_is_done(
    window: Window, desk: Desk, qtbot: QtBot
) -> None:
    with _working(window) as end:
        qtbot.waitUntil(lambda: window.worker.busy)
        window.lock.lock()
        assert window.lock.is_locked
        assert not desk.file.is_locked
        came = end()
        qtbot.waitUntil(lambda: desk.file.is_locked, timeout=LONG)
    assert came == [3]
    _unlock(window, "demo")
    assert len(desk.ids(Query("household"))) == 3


def test_one_may_unlock_while_work_goes_on(window: Window, desk: Desk, qtbot: QtBot) -> None:
    with _working(window) as end:
        qtbot.waitUntil(lambda: window.worker.busy)
        window.lock.lock()
        _unlock(window, "wrong")
        assert window.lock.is_locked
        _unlock(window, "demo")
        assert not window.lock.is_locked
        end()
        qtbot.waitUntil(lambda: not window.worker.busy, timeout=LONG)
    assert not desk.file.is_locked


def test_an_open_dialog_is_hidden_and_waits_with_what_was_typed(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Box, "exec", _BOX_EXEC)
    box = Box(window, "删除", "请写明原因")
    line = QLineEdit()
    box.body.addWidget(line)
    box.offer("删除", "取消")
    seen: list[tuple[bool, str]] = []

    def lock() -> None:
        line.setText("重复")
        window.lock.lock()
        seen.append((box.isVisible(), "behind"))
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_D)
        page = window.lock.page
        assert page is not None
        seen.append((page.passphrase.text() == "d", "typed"))
        _unlock(window, "demo")
        seen.append((box.isVisible(), line.text()))
        box.accept()

    QTimer.singleShot(100, lock)
    assert box.exec() == QDialog.DialogCode.Accepted
    assert seen == [(False, "behind"), (True, "typed"), (True, "重复")]
    box.deleteLater()


def test_a_dialog_that_would_open_behind_the_lock_waits_too(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.lock.lock()
    box = Box(window, "导入好了", "12 户")
    box.offer("知道了")
    box.setModal(True)
    box.show()
    qtbot.waitUntil(lambda: not box.isVisible())
    _unlock(window, "demo")
    assert box.isVisible()
    box.accept()
    box.deleteLater()


def test_a_locked_window_is_closed_without_a_question_and_the_half_typed_page_is_kept(
    window: Window, desk: Desk, door: PlannedDoor
) -> None:
    window.open_record("household", desk.ids(Query("household"))[0])
    entry = window._entries["household"]
    entry.form.fill_in("note", "半页")
    entry._edited()
    path, key = desk.file.path, file_key.own(desk.file.key)
    window.lock.lock()
    page = window.lock.page
    assert page is not None
    page.left.emit()
    assert not window.isVisible()
    assert door.asked == []
    desk.close()
    with Desk.open(path, key) as again:
        assert [one.record.values["note"] for one in again.sketches()] == ["半页"]


def test_locking_twice_is_locking_once(window: Window) -> None:
    window.lock.lock()
    window.lock.lock()
    assert isinstance(window.centralWidget(), LockPage)
    _unlock(window, "demo")
    assert not isinstance(window.centralWidget(), LockPage)
