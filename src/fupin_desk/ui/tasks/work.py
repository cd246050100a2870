"""Long work on one worker thread, with progress and cancel; the window goes on."""

import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

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

    What a person commands stands in a queue and is done in the order of the commands; none replaces another.

    Signals:
        queued: The title of a command that has to wait.
        started: The title of the work.
        moved: (done, total).
        ended: Nothing; sent after `done` or `failed` was called.
    """

    queued = Signal(object)
    started = Signal(object)
    moved = Signal(object)
    ended = Signal()

    def __init__(self, failed: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._failed = failed
        self._job: _Job | None = None
        self._queue: deque[tuple[str, Callable[[], None]]] = deque()
        self._command = ""

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._job is not None

    @property
    def unfinished(self) -> list[str]:
        """The titles of the commands under way and in the queue."""
        return [*([self._command] if self._command else []), *(title for title, _ in self._queue)]

    def queue(
        self,
        title: str,
        prepare: Callable[[], Task],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Do what a person commands, when all earlier commands are done.

        Args:
            title: What the status bar says meanwhile.
            prepare: Called in the window's thread just before; makes the task, usually with a snapshot.
            done: Called in the window's thread with the result.
            failed: Called in the window's thread with the error; the window's own words by default.
        """
        if self._job is not None or self._queue:
            self.queued.emit(title)
        self._queue.append((title, lambda: self.attempt(title, prepare, done, failed)))
        QTimer.singleShot(0, self, self._start_next)

    def attempt(
        self,
        title: str,
        prepare: Callable[[], Task],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Prepare and start a task; what goes wrong while it is prepared is told like an error of the task."""
        try:
            task = prepare()
        except BaseException as error:  # noqa: BLE001 - it is handed to the window, which words it
            self._settle(failed or self._failed, error)
        else:
            self.run(title, task, done, failed)

    def _start_next(self) -> None:
        if self._job is None and self._queue:
            self._command, start = self._queue.popleft()
            start()

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
        self._queue.clear()
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
        result, error = outcome
        if error is None:
            self._settle(done, result)
        else:
            self._settle(failed, error)

    def _settle(self, tell: Callable[[Any], None], outcome: Any) -> None:
        self._job, self._command = None, ""
        try:
            tell(outcome)
        finally:
            self.ended.emit()
            QTimer.singleShot(0, self, self._start_next)
