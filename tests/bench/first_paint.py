"""A process that shows a window and says when it was first painted, and with how much memory; see starting.py.

`first_paint bare` shows an empty QMainWindow. `first_paint ours FILE KEY SALT` runs the program's own `app.run` on a
file whose key is given: the passphrase dialog and the derivation of the key are left out, nothing else is.
"""

import os
import sys
import time
from collections.abc import Callable

_CLOCK = time.CLOCK_MONOTONIC


def say(rows: int, leave: Callable[[], None] = lambda: None) -> None:
    """Print the moment, the memory in kilobytes and how many rows stood on the window; then leave at once."""
    now = time.clock_gettime(_CLOCK)
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - pathlib is not paid for here
        held = next(line.split()[1] for line in status if line.startswith("VmRSS"))
    sys.stdout.write(f"{now} {held} {rows}\n")
    sys.stdout.flush()
    leave()
    os._exit(0)


def bare() -> None:
    """Show an empty window."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
            """Wait for nothing but the painting itself."""
            QTimer.singleShot(0, lambda: say(0))

    application = QApplication(["bare"])
    window = Window()
    window.resize(1366, 768)
    window.show()
    application.exec()


def ours(path: str, key: str, salt: str) -> None:
    """Run the program; its desk is opened by the key instead of by a dialog."""
    import gc
    from pathlib import Path

    gc.disable()
    from fupin_desk.desk.desk import Desk
    from fupin_desk.store.file.file_key import Key

    # Closed after the measurement: the next start would examine a file that nobody closed.
    desks: list[Desk] = []

    class Start:
        then = ""

        def __init__(self, *_: object) -> None:
            """Ask nothing."""

        def desk(self, given: Path) -> Desk:
            """Open the file that was named."""
            desks.append(Desk.open(given, Key(key, salt)))
            return desks[-1]

    # The collector waits and the desk stands before Qt, as in fupin_desk.__main__.
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QAbstractItemView, QWidget

    from fupin_desk import app

    class Watch(QObject):
        def __init__(self, window: QWidget) -> None:
            super().__init__(window)
            self._window = window
            window.installEventFilter(self)

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            """Speak once everything that is due on this paint has been painted, rows among it."""
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, self._window, self._painted)
            return False

        def _painted(self) -> None:
            views = self._window.findChildren(QAbstractItemView)
            rows = sum(one.model().rowCount() for one in views if one.isVisible())
            if rows:
                say(rows, desks[-1].close)
            QTimer.singleShot(5, self._window, self._painted)

    opened = app.open_window

    def watched(*given: object) -> QWidget:
        window = opened(*given)  # type: ignore[arg-type]
        Watch(window)
        return window

    setattr(app, "Start", Start)  # noqa: B010 - no re-export of the module's
    app.open_window = watched  # type: ignore[assignment]
    app.run([path])


if __name__ == "__main__":
    ours(*sys.argv[2:]) if sys.argv[1] == "ours" else bare()
