"""Long work on one worker thread, with progress and cancel; the window goes on."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

Progress = Callable[[int, int], bool]
Task = Callable[[Progress], Any]


class _Signals(QObject):
    moved = Signal(object)
    ended = Signal(object)


class _Job(QRunnable):
    """One piece of work. It touches no widget: it speaks through signals only."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.signals = _Signals()
        self.cancelled = threading.Event()
        self._task = task

    def run(self) -> None:
        """Do the work and send what came of it: (result, None) or (None, error)."""
        try:
            outcome: tuple[Any, BaseException | None] = (self._task(self._progress), None)
        except BaseException as error:  # noqa: BLE001 - it is handed to the window, which words it
            outcome = (None, error)
        self.signals.ended.emit(outcome)

    def _progress(self, done: int, total: int) -> bool:
        self.signals.moved.emit((done, total))
        return not self.cancelled.is_set()


class Worker(QObject):
    """Runs one task at a time. Tasks read a `desk.snapshot()`, never the window's own desk.

    Signals:
        started: The title of the work.
        moved: (done, total).
        ended: Nothing; sent after `done` or `failed` was called.
    """

    started = Signal(object)
    moved = Signal(object)
    ended = Signal()

    def __init__(self, failed: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._failed = failed
        self._job: _Job | None = None

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._job is not None

    def run(
        self,
        title: str,
        task: Task,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> bool:
        """Start a task; False if another one is still running.

        Args:
            title: What the status bar says meanwhile.
            task: Called on the worker thread with a progress function (done, total) -> go on?
            done: Called in the window's thread with the result.
            failed: Called in the window's thread with the error; the window's own words by default.
        """
        if self._job is not None:
            return False
        job = _Job(task)
        self._job = job
        job.signals.moved.connect(self.moved)
        job.signals.ended.connect(lambda outcome: self._end(job, outcome, done, failed or self._failed))
        self.started.emit(title)
        self._pool.start(job)
        return True

    def report(self, error: BaseException) -> None:
        """Say an error in the window's own words."""
        self._failed(error)

    def cancel(self) -> None:
        """Ask the running task to stop at its next step."""
        if self._job is not None:
            self._job.cancelled.set()

    def wait(self) -> None:
        """Cancel and wait: to be called before the window goes. What the task still tells is not heard."""
        self.cancel()
        self._pool.waitForDone()
        self._job = None

    def _end(
        self, job: _Job, outcome: tuple[Any, BaseException | None], done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:  # fmt: skip
        if self._job is not job:
            self.ended.emit()
            return
        self._job = None
        result, error = outcome
        try:
            if error is None:
                done(result)
            else:
                failed(error)
        finally:
            self.ended.emit()
