"""Long work beside the window, errors that nobody caught, settings, and signals in numbers."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from fupin_desk.model.error import CancelledError, DiskError
from fupin_desk.ui.settings.settings import Settings
from fupin_desk.ui.tasks.crash import Catcher
from fupin_desk.ui.tasks.work import Progress, Worker
from tests.qt.conftest import PlannedDoor


class _Source(QObject):
    sent = Signal(object)


def test_two_thousand_signals_cost_no_reference_of_true() -> None:
    source = _Source()
    taken: list[object] = []
    source.sent.connect(taken.append)
    before = sys.getrefcount(True)
    for _ in range(2000):
        source.sent.emit({1: "one"})
    assert taken == [{1: "one"}] * 2000
    assert sys.getrefcount(True) > before - 200


def test_work_reports_its_steps_and_hands_over_its_result(qtbot: QtBot) -> None:
    failures: list[BaseException] = []
    steps: list[object] = []
    results: list[object] = []
    worker = Worker(failures.append)
    worker.moved.connect(steps.append)

    def count(progress: Progress) -> int:
        return sum(progress(done, 3) for done in range(3))

    with qtbot.waitSignal(worker.ended):
        assert worker.run("数数", count, results.append)
        assert not worker.run("另一件", count, results.append)
    assert results == [3]
    assert not failures
    assert steps == [(0, 3), (1, 3), (2, 3)]
    assert not worker.busy


def test_cancelled_work_ends_without_a_result(qtbot: QtBot) -> None:
    failures: list[BaseException] = []
    results: list[object] = []
    worker = Worker(failures.append)

    def endless(progress: Progress) -> None:
        while progress(0, 1):
            pass
        raise CancelledError("已取消")

    worker.run("没完没了", endless, results.append)
    with qtbot.waitSignal(worker.ended):
        worker.cancel()
    assert not results
    assert isinstance(failures[0], CancelledError)


def test_waiting_for_work_cancels_it_and_nobody_hears_what_came_of_it(qtbot: QtBot) -> None:
    results: list[object] = []
    worker = Worker(results.append)

    def endless(progress: Progress) -> None:
        while progress(0, 1):
            pass

    worker.run("没完没了", endless, results.append)
    with qtbot.waitSignal(worker.ended):
        worker.wait()
    assert results == []
    assert not worker.busy


def _raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as caught:
        return caught


def test_a_bug_is_logged_without_its_message_and_told_calmly(tmp_path: Path, door: PlannedDoor) -> None:
    catcher = Catcher(door, tmp_path / "error.log")
    error = _raised(ValueError("王建国 421099197001029914"))
    catcher.caught(type(error), error, error.__traceback__)
    text = (tmp_path / "error.log").read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "_raised" in text
    assert "421099" not in text
    assert "王建国" not in text
    assert "已经保存的记录不受影响" in door.asked[0]


def test_trouble_with_the_world_is_told_in_its_own_words(tmp_path: Path, door: PlannedDoor) -> None:
    catcher = Catcher(door, tmp_path / "error.log")
    error = _raised(DiskError("磁盘满了，刚才这一户没有存上。"))
    catcher.caught(type(error), error, error.__traceback__)
    assert door.asked == ["这一步没有做成：磁盘满了，刚才这一户没有存上。"]
    assert not (tmp_path / "error.log").exists()


def test_settings_survive_a_restart_and_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    Settings(path).set_columns("household", ("@head", "village"))
    assert Settings(path).columns("household", ()) == ("@head", "village")
    assert Settings(path).columns("village", ("name",)) == ("name",)
    path.write_text("{", encoding="utf-8")
    assert Settings(path).theme == "light"


def test_a_bug_on_the_worker_is_logged_without_what_it_was_about(tmp_path: Path, qtbot: QtBot) -> None:
    door, log = PlannedDoor(), tmp_path / "error.log"
    worker = Worker(Catcher(door, log).tell)

    def slip(_progress: object) -> None:
        raise ValueError("王建国 421099197001029911")

    worker.run("算", slip, pytest.fail)
    qtbot.waitUntil(log.exists, timeout=10_000)
    assert "ValueError" in log.read_text(encoding="utf-8")
    assert "王建国" not in log.read_text(encoding="utf-8")
    assert "程序出了一点问题" in door.asked[0]
