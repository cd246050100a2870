"""Backups that nobody has to think of: at start, every half hour in which something changed, on leaving."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from fupin_desk.model.error import CancelledError, DeskError
from fupin_desk.ui.tasks.waiting import Waiting
from fupin_desk.ui.tasks.work import Progress, Worker

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk
    from fupin_desk.ui.tasks.work import Task

_EVERY_MS, _AFTER_START_MS = 30 * 60 * 1000, 3000
TITLE = "正在备份并核对"


def task(desk: "Desk") -> "Task":
    """Return the work of one backup; it reads a snapshot taken now."""
    snapshot = desk.snapshot()

    def back_up(progress: Progress) -> object:
        try:
            return snapshot.back_up(progress=progress)
        finally:
            snapshot.close()

    return back_up


class BackupClock(QObject):
    """Makes a backup when it is due and the journal has grown since the last one. Works on the worker only."""

    def __init__(
        self, desk: "Desk", worker: Worker, made: Callable[[], None], failed: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._made, self._failed = desk, made, failed
        self._saved = ""
        self._waiting = Waiting(worker, self)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.due)

    def start(self) -> None:
        """Begin: the first backup soon after the window stands, then every half hour."""
        self._timer.start()
        QTimer.singleShot(_AFTER_START_MS, self, self.due)

    def stop(self) -> None:
        """Make no more backups."""
        self._timer.stop()
        self._waiting.forget()

    def due(self) -> None:
        """Back up if something was written since the last backup of this session."""
        # Behind the lock nothing is written: what came before is backed up when the window goes on.
        if self._desk.file.is_locked:
            return
        head = self._desk.head()
        if head and head != self._saved:
            self.now(lambda: None)

    def now(self, then: Callable[[], None]) -> None:
        """Back up, and do something when the backup was compared; on trouble it is told and nothing is done."""
        head = self._desk.head()

        def done(_backup: object) -> None:
            self._saved = head
            self._made()
            then()

        self._waiting.preview(TITLE, lambda: task(self._desk), done, self._refused)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, DeskError):
            raise error
        self._failed(str(error))
