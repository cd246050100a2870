"""The last wish for long work: it runs as soon as the worker is free; an older wish that still waits is forgotten."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from fupin_desk.ui.work import Task, Worker


class Waiting(QObject):
    """Holds at most one piece of work for a worker that may be busy."""

    def __init__(self, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._wish: Callable[[], bool] | None = None
        worker.ended.connect(self._try)

    def run(
        self,
        title: str,
        prepare: Callable[[], Task],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Run now or as soon as the worker is free.

        Args:
            title: What the status line says meanwhile.
            prepare: Called in the window's thread just before; makes the task, usually with a snapshot.
            done: Called in the window's thread with the result.
            failed: Called in the window's thread with the error.
        """
        self._wish = lambda: self._worker.run(title, prepare(), done, failed)
        self._try()

    def forget(self) -> None:
        """Give up what still waits."""
        self._wish = None

    def _try(self) -> None:
        if self._wish is not None and not self._worker.busy:
            wish, self._wish = self._wish, None
            wish()
