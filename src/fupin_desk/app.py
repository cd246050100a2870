"""The window, put together: the application, its dress, the file, and what runs beside it."""

import gc
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from fupin_desk import __version__
from fupin_desk.desk import opening
from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import DeskError
from fupin_desk.ui.opening import input_method
from fupin_desk.ui.opening.start import Start
from fupin_desk.ui.safety.backup_clock import BackupClock
from fupin_desk.ui.settings.settings import Settings
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.tasks import warm
from fupin_desk.ui.tasks.crash import Catcher
from fupin_desk.ui.tasks.painted import AfterFirstPaint
from fupin_desk.ui.theme import look
from fupin_desk.ui.widgets.ask import Door

_NAME = "扶贫工作台"
_PASS_THROUGH = Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
_DARK = Qt.ColorScheme.Dark
_SCALES = (100, 115, 130, 150)


def run(arguments: Sequence[str]) -> int:
    """Open the window, on the file that is named if one is; return the exit status."""
    settings = Settings()
    unable = input_method.choose()
    _choose_scale(settings)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(_PASS_THROUGH)
    application = QApplication([_NAME])
    application.setApplicationName(_NAME)
    application.setApplicationVersion(__version__)
    door = Door()
    catcher = Catcher(door)
    catcher.install()
    look.prepare(application, theme(application, settings))
    application.setQuitOnLastWindowClosed(False)
    if unable and settings.get("told_input_method") != unable:
        settings.set("told_input_method", unable)
        door.tell(None, "打不出汉字", unable)
    start = Start(door, settings)
    opened = open_first(start, Path(arguments[0]) if arguments else None, door, catcher, settings)
    if opened is None:
        return 0
    application.setQuitOnLastWindowClosed(True)
    try:
        return application.exec()
    finally:
        opened.desk.close()


def open_first(
    start: Start, given: Path | None, door: Door, catcher: Catcher, settings: Settings
) -> "Opened | None":
    """Return the first window, None if the person leaves; a file too damaged for one leads to its backups."""
    desk = start.desk(given)
    while desk is not None:
        try:
            return Opened(desk, start, door, catcher, settings)
        except DeskError as error:
            desk = start.instead(desk.file.path, str(error))
    return None


class Opened:
    """What is open: one desk in one window. Another takes its place once it is unlocked, not before."""

    def __init__(self, desk: Desk, start: Start, door: Door, catcher: Catcher, settings: Settings) -> None:
        self._start, self._door, self._catcher, self._settings = start, door, catcher, settings
        self.show(desk)

    def show(self, desk: Desk) -> None:
        """Open a window on a desk.

        Raises:
            DeskError: If the file is too damaged for that; the desk is closed then, and an older window stays.
        """
        try:
            window = open_window(desk, self._door, self._catcher, self._settings)
        except Exception as error:
            desk.close()
            told = opening.worded(error, desk.file.path.name)
            if told is None:
                raise
            raise told from error
        self.desk, self.window = desk, window
        self.window.other_asked.connect(self.change)
        if self._start.then == "import":
            self.window.open_page("exchange")

    def change(self, path: Path | None) -> None:
        """Ask for another desk, a new one if there is no path; the present one is closed when it stands."""
        desk, window = self.desk, self.window
        other = self._start.other(path, window)
        if other is None:
            return
        self.show(other)
        window.close()
        window.destroyed.connect(desk.close)
        window.deleteLater()


def open_window(desk: Desk, door: Door, catcher: Catcher, settings: Settings) -> Window:
    """Show the window of a desk; heavy libraries and the first backup wait until it is painted."""
    window = Window(desk, door=door, settings=settings, catcher=catcher)
    clock = BackupClock(desk, window.worker, window.status.show_backup, window.say, window)

    def go_on() -> None:
        gc.freeze()
        gc.enable()
        warm.start()
        clock.start()
        window.daily.start()

    AfterFirstPaint(window, go_on)
    window.show()
    return window


def _choose_scale(settings: Settings) -> None:
    percent = settings.get("scale", 100)
    if percent in _SCALES and percent != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", str(percent / 100))


def theme(application: QApplication, settings: Settings) -> str:
    """Return the theme to wear: the chosen one, or that of the system."""
    if settings.get("theme", "auto") != "auto":
        return settings.theme
    return "dark" if application.styleHints().colorScheme() == _DARK else "light"
