"""Backups by the clock, and the order of long work: commands queue, previews replace each other."""

import threading
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import DiskError
from fupin_desk.ui.safety.backup_clock import BackupClock
from fupin_desk.ui.tasks.waiting import Waiting
from fupin_desk.ui.tasks.work import Task, Worker
from tests.qt.township import save

LONG = 20_000


def _fail(error: BaseException) -> None:
    raise error


@pytest.fixture
def worker(qtbot: QtBot) -> Worker:
    return Worker(_fail)


def test_a_backup_is_due_only_when_something_was_written(desk: Desk, worker: Worker, qtbot: QtBot) -> None:
    made: list[bool] = []
    clock = BackupClock(desk, worker, lambda: made.append(True), pytest.fail)
    clock.due()
    qtbot.waitUntil(lambda: len(made) == 1, timeout=LONG)
    clock.due()
    assert not worker.busy
    save(desk, "village", name="新村", township="421024103", is_poor_village=0)
    clock.due()
    qtbot.waitUntil(lambda: len(made) == 2, timeout=LONG)
    assert len(desk.backups()) == 2
    clock.stop()


def test_a_backup_that_fails_is_said_and_what_was_to_follow_is_left(
    desk: Desk, worker: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    said: list[str] = []
    done: list[bool] = []
    (tmp_path / "d-备份").write_text("in the way")
    clock = BackupClock(desk, worker, lambda: done.append(True), said.append)
    clock.now(lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(said), timeout=LONG)
    assert not done


def _number(number: int) -> Task:
    return lambda _progress: number


def test_only_the_newest_preview_is_prepared(worker: Worker, qtbot: QtBot) -> None:
    waiting = Waiting(worker, worker)
    done: list[object] = []
    for number in range(5):
        waiting.preview("算", partial(_number, number), done.append)
    qtbot.waitUntil(lambda: done == [4], timeout=LONG)


def test_every_command_is_done_in_its_order_and_a_preview_replaces_none(worker: Worker, qtbot: QtBot) -> None:
    first, second = Waiting(worker, worker), Waiting(worker, worker)
    done: list[object] = []
    queued: list[object] = []
    worker.queued.connect(queued.append)
    gate = threading.Event()
    worker.run("忙", lambda _progress: gate.wait(10), lambda _result: None)
    first.run("一", partial(_number, 1), done.append)
    second.run("二", partial(_number, 2), done.append)
    first.preview("看", partial(_number, 9), done.append)
    first.run("三", partial(_number, 3), done.append)
    first.forget()
    second.preview("看", partial(_number, 4), done.append)
    assert worker.unfinished == queued == ["一", "二", "三"]
    gate.set()
    qtbot.waitUntil(lambda: len(done) == 4, timeout=LONG)
    assert done == [1, 2, 3, 4]
    assert worker.unfinished == []


def test_a_command_that_cannot_be_prepared_is_told_and_the_next_one_is_done(
    worker: Worker, qtbot: QtBot
) -> None:
    waiting = Waiting(worker, worker)
    done: list[object] = []

    def refuse() -> Task:
        raise DiskError("磁盘已满。")

    waiting.run("一", refuse, done.append, lambda error: done.append(str(error)))
    waiting.run("二", partial(_number, 2), done.append)
    qtbot.waitUntil(lambda: done == ["磁盘已满。", 2], timeout=LONG)


def test_an_error_of_the_disk_reaches_the_one_who_asked(worker: Worker, qtbot: QtBot) -> None:
    said: list[BaseException] = []

    def refuse(_progress: object) -> None:
        raise DiskError("磁盘已满。")

    Waiting(worker, worker).run("写", lambda: refuse, pytest.fail, said.append)
    qtbot.waitUntil(lambda: bool(said), timeout=LONG)
    assert str(said[0]) == "磁盘已满。"
