"""What the window does every day by itself: examine the file, and rehearse restoring the last backup."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from fupin_desk.desk import safekeeping
from fupin_desk.desk.safekeeping import Daily
from fupin_desk.model import clock
from fupin_desk.model.error import CancelledError, DeskError
from fupin_desk.ui.settings.settings import Settings
from fupin_desk.ui.tasks.waiting import Waiting
from fupin_desk.ui.tasks.work import Progress, Task, Worker

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_AFTER_START_MS, _EVERY_MS = 8000, 10 * 60 * 1000
_KEPT, _NAME = 8, "daily"
TITLE = "今天的数据体检和备份核对"


class DailyExamination(QObject):
    """Runs once a day on the worker, when that is free; what it found is remembered until the next day.

    Signals:
        changed: It began, or its result is there.
    """

    changed = Signal()

    def __init__(
        self, desk: "Desk", worker: Worker, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._settings = desk, settings
        self._waiting = Waiting(worker, self)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.due)
        self.running = False

    def start(self) -> None:
        """Begin: soon after the first backup, then whenever a new day has come."""
        self._timer.start()
        QTimer.singleShot(_AFTER_START_MS, self, self.due)

    @property
    def today(self) -> Daily | None:
        """What was found today; None before that."""
        held = self._settings.get(_NAME, {}).get(self._desk.file.device)
        found = Daily(**held) if held else None
        return found if found and found.day == clock.today() else None

    @property
    def coming(self) -> str:
        """What is said while nothing was found yet."""
        return "正在体检并核对备份…" if self.running else "今天还没有核对备份，过一会儿自动做。"

    def due(self) -> None:
        """Examine, unless that was done today."""
        if self.today is None and not self.running and not self._desk.file.is_locked:
            self.run()

    def run(self) -> None:
        """Examine now, as soon as the worker is free."""
        self._waiting.preview(TITLE, self._prepare, self._done, self._failed)

    def _prepare(self) -> Task:
        snapshot = self._desk.snapshot()
        self.running = True
        self.changed.emit()

        def examine(progress: Progress) -> Daily:
            with snapshot:
                return safekeeping.daily(snapshot, progress)

        return examine

    def _done(self, found: Daily) -> None:
        self.running = False
        others = {
            name: one for name, one in self._settings.get(_NAME, {}).items() if name != self._desk.file.device
        }
        kept = dict([*others.items()][-_KEPT:])
        self._settings.set(_NAME, {**kept, self._desk.file.device: found.plain()})
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self.running = False
        self.changed.emit()
        # Cancelled, or the disk refused: it is due again in some minutes.
        if not isinstance(error, CancelledError | DeskError):
            raise error
