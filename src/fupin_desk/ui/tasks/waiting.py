"""Long work that a page asks for: commands stand in the worker's queue, a newer preview replaces an older one."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from fupin_desk.ui.tasks.work import Progress, Task, Worker

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk


class Waiting(QObject):
    """Hands commands to the worker's queue, and keeps at most one preview until the worker is free."""

    def __init__(self, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._preview: Callable[[], None] | None = None
        worker.ended.connect(self._try)

    def run(
        self,
        title: str,
        prepare: Callable[[], Task],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Do what a person commands, after all that was commanded before: see `Worker.queue`."""
        self._worker.queue(title, prepare, done, failed)

    def preview(
        self,
        title: str,
        prepare: Callable[[], Task],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Prepare what is only looked at, once the worker is free and the window has drawn itself.

        An older preview of this page that still waits is forgotten.

        Args:
            title: What the status line says meanwhile.
            prepare: Called in the window's thread just before; makes the task, usually with a snapshot.
            done: Called in the window's thread with the result.
            failed: Called in the window's thread with the error; the window's own words by default.
        """
        self._preview = lambda: self._worker.attempt(title, prepare, done, failed)
        QTimer.singleShot(0, self, self._try)

    def write(
        self,
        desk: "Desk",
        title: str,
        act: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Run one large write on the window's own desk; meanwhile the window takes no input but goes on painting.

        Args:
            desk: The window's desk; what the window asks of it meanwhile waits.
            title: What the status line says meanwhile.
            act: Called on the worker: the one task that may use the window's desk.
            done: Called in the window's thread with the result.
            failed: Called in the window's thread with the error.
        """
        page = self.parent()
        if not isinstance(page, QWidget):
            raise TypeError("only a page of a window writes")
        window = page.window()

        def prepare() -> Task:
            window.setEnabled(False)

            def alone(_progress: Progress) -> Any:
                with desk.file.alone():
                    return act()

            return alone

        def free(then: Callable[[Any], None]) -> Callable[[Any], None]:
            def go_on(outcome: Any) -> None:
                window.setEnabled(True)
                then(outcome)

            return go_on

        self.run(title, prepare, free(done), free(failed))

    def forget(self) -> None:
        """Give up a preview that still waits."""
        self._preview = None

    def _try(self) -> None:
        if self._preview is not None and not self._worker.busy and not self._worker.unfinished:
            preview, self._preview = self._preview, None
            preview()
