"""An error that is our bug: written to the log without any personal data, told once, calmly; work goes on."""

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from fupin_desk import paths
from fupin_desk.desk import opening
from fupin_desk.model.error import CancelledError, DeskError, LockedWindowError
from fupin_desk.ui.widgets.ask import Door

_LOG = "error.log"
_LARGEST = 512_000
# The one file that a window has open needs no name.
_OPEN_FILE = "现在打开的文件"


class Catcher:
    """Takes what no one caught. A slot that raises would otherwise be silent."""

    def __init__(self, door: Door, log: Path | None = None) -> None:
        self._door = door
        self._log = log or paths.home() / _LOG
        self._telling = False

    def install(self) -> None:
        """Take over `sys.excepthook`."""
        sys.excepthook = self.caught

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log an error and tell of it; a second one, while the first is being told, is only logged."""
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.tell(error.with_traceback(trace))

    def tell(self, error: BaseException) -> None:
        """Tell a person of an error: the world's own words, or one calm sentence for a bug of ours, which is logged."""
        error = opening.worded(error, _OPEN_FILE) or error
        # What came due behind the lock is done after it: nobody is there to be told.
        if isinstance(error, LockedWindowError):
            return
        if not isinstance(error, DeskError):
            self._write(type(error), error.__traceback__)
        if self._telling or isinstance(error, CancelledError) or QApplication.instance() is None:
            return
        self._telling = True
        parent = QApplication.activeWindow()
        try:
            if isinstance(error, DeskError):
                self._door.tell(parent, "这一步没有做成", str(error))
            else:
                self._door.tell(
                    parent, "程序出了一点问题",
                    "刚才这一步没有做完，是程序的错，不是您的错。已经保存的记录不受影响，可以继续工作。\n"
                    f"详细情况记在 {self._log}，里面没有个人信息，可以发给技术人员。",
                )  # fmt: skip
        finally:
            self._telling = False

    def _write(self, kind: type[BaseException], trace: TracebackType | None) -> None:
        # The message of an exception can hold a name or an ID number: only type and places are written.
        now = datetime.now(tz=UTC).isoformat(timespec="seconds")
        places = [f"  {one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)]
        try:
            if self._log.exists() and self._log.stat().st_size > _LARGEST:
                self._log.replace(self._log.with_suffix(".old"))
            with self._log.open("a", encoding="utf-8") as out:
                out.write("\n".join((f"{now} {kind.__name__}", *places, "")))
        except OSError:
            return
