"""The lock of the window: after minutes without a hand on it the screen is hidden and the key of the file forgotten."""

import contextlib
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from fupin_desk.desk import opening
from fupin_desk.model.error import DeskError
from fupin_desk.ui.safety.lock_page import LockPage
from fupin_desk.ui.widgets.ask import Box

if TYPE_CHECKING:
    from fupin_desk.ui.shell.window import Window

_OWN = Qt.FindChildOption.FindDirectChildrenOnly
_LOOK_MS, _SETTLE_MS, _MINUTE = 5000, 100, 60.0
_TITLE = "已锁定 — 扶贫工作台"
_WRONG = "口令不对，没有解锁。请检查大小写和输入法，再试一次。"
_HANDS = {
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TabletPress,
}  # fmt: skip


def awake() -> float:
    """Return seconds that pass while the computer sleeps, too, and that no change of the clock moves."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class IdleLock(QObject):
    """Locks one window and lets it go on where it was. What was half-typed stays on its page, and in a sketch."""

    def __init__(self, window: "Window", clock: Callable[[], float] = awake) -> None:
        super().__init__(window)
        self._window, self._clock = window, clock
        self._touched = clock()
        self.page: LockPage | None = None
        self._inside: QWidget | None = None
        self._keys: QWidget | None = None
        self._title = ""
        self._hidden: list[Box] = []
        self._shortcuts: list[QShortcut] = []
        timer = QTimer(self, interval=_LOOK_MS)
        timer.timeout.connect(self.look)
        timer.start()
        # An input method takes the keys for itself: what it writes moves the cursor.
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self.touch)
        QGuiApplication.instance().focusWindowChanged.connect(self._hide_others)  # type: ignore[union-attr]
        window.worker.ended.connect(self._rest_soon)

    @property
    def is_locked(self) -> bool:
        """Whether the screen is hidden."""
        return self.page is not None

    def touch(self) -> None:
        """Note that a hand is on the computer."""
        self._touched = self._clock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice keys and mouse on their way into a window."""
        if event.type() in _HANDS:
            self.touch()
        return False

    def look(self) -> None:
        """Lock if nothing was touched for as long as the setting says; watch windows that are new."""
        for one in QGuiApplication.topLevelWindows():
            one.installEventFilter(self)
        # A question that came up behind the lock holds back `ended`, and is not always activated.
        self._hide_others()
        self._rest()
        minutes = self._window.settings.lock_minutes
        if minutes and not self.is_locked and self._clock() - self._touched >= minutes * _MINUTE:
            self.lock()

    # --- locking

    def lock(self) -> None:
        """Hide the screen now; the key is forgotten as soon as no work needs it."""
        if self.is_locked:
            return
        window = self._window
        # Closed first: the table of an open cell keeps the keys, its editor would not live.
        window.lie_low()
        self._title, self._keys = window.windowTitle(), window.focusWidget()
        self.page = LockPage(window.desk.file.path.name)
        self.page.given.connect(self.unlock)
        self.page.left.connect(window.close)
        self._hide_others()
        # Those of the pages rest with what is hidden.
        self._shortcuts = [one for one in window.findChildren(QShortcut, options=_OWN) if one.isEnabled()]
        for one in self._shortcuts:
            one.setEnabled(False)
        # Hidden first: an editor that loses the keys takes over what is typed in it.
        self._inside = window.takeCentralWidget()
        window.setCentralWidget(self.page)
        window.setWindowTitle(_TITLE)
        self.page.begin()
        window.lie_low()
        self._rest()

    def _hide_others(self) -> None:
        """Hide every other window: dialogs wait for the unlocking, the system's own are given up."""
        if not self.is_locked:
            return
        for one in QApplication.topLevelWidgets():
            if one is self._window or not one.isVisible():
                continue
            if isinstance(one, Box):
                self._hidden.append(one)
                one.hide()
            elif isinstance(one, QDialog):
                one.reject()
            else:
                one.close()

    def _rest_soon(self) -> None:
        if self.is_locked:
            # What was done may command more at once.
            QTimer.singleShot(_SETTLE_MS, self, self._rest)

    def _rest(self) -> None:
        worker, file = self._window.worker, self._window.desk.file
        if self.is_locked and not worker.busy and not worker.unfinished and not file.is_locked:
            file.lock_up()

    # --- unlocking

    def unlock(self, secret: str) -> None:
        """Show the window again as it was, if the secret is right."""
        if self.page is None:
            return
        try:
            right = opening.unlock(self._window.desk, secret)
        except DeskError as error:
            self.page.refuse(str(error))
            return
        if not right:
            self.page.refuse(_WRONG)
            return
        self._show_again()

    def _show_again(self) -> None:
        window, inside, page = self._window, self._inside, self.page
        self.page, self._inside = None, None
        if inside is None or page is None:
            return
        window.takeCentralWidget()
        page.deleteLater()
        window.setCentralWidget(inside)
        inside.show()
        window.setWindowTitle(self._title)
        for one in self._shortcuts:
            one.setEnabled(True)
        self.touch()
        # The editor of a cell is gone by now: the page keeps its own place then.
        with contextlib.suppress(RuntimeError):
            (self._keys or inside).setFocus()
        window.rise()
        hidden, self._hidden = self._hidden, []
        for box in hidden:
            box.show()
            box.activateWindow()
