"""From nothing to an open desk: the file that was asked for, the one used last, or the first run."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from fupin_desk.desk import opening
from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import CannotUnlockError, DeskError
from fupin_desk.ui.settings.settings import Settings
from fupin_desk.ui.widgets.ask import Door

_LAST, _DEMOS, _KEPT = "last_file", "demo_files", 6


class Start:
    """Asks until there is a desk or the person leaves. `then` names what to open first."""

    def __init__(self, door: Door, settings: Settings, folder: Path | None = None) -> None:
        self._door, self._settings, self._folder = door, settings, folder
        self._beside: QWidget | None = None
        self.then = "empty"

    def desk(self, given: Path | None) -> Desk | None:
        """Return an open desk, None if the person leaves.

        Args:
            given: The file that the program was opened with; a missing one is said, and others are offered.
        """
        said = ""
        if given is not None and not given.is_file():
            said = f"没有找到“{given.name}”。它可能被移走、改名，或 U 盘没有插好。可以换一个文件。"
            given = None
        path = given or self._last()
        if path is None and said:
            self._door.tell(None, "没有找到文件", said)
        return self._ask(path, said)

    def other(self, path: Path | None, beside: QWidget) -> Desk | None:
        """Return another desk while a window is open, None if the person stays with that one.

        Args:
            path: The file that is wanted; None to begin a new one.
            beside: The window that is open.
        """
        self._beside, self.then = beside, "empty"
        try:
            return self._ask(path, "")
        finally:
            self._beside = None

    def instead(self, path: Path, said: str) -> Desk | None:
        """Return a desk in the place of a file that opened but could not be shown; its box offers its backups.

        Args:
            path: The file.
            said: What is wrong with it.
        """
        return self._ask(path, said, silently=False)

    def _ask(self, path: Path | None, said: str, *, silently: bool = True) -> Desk | None:
        while True:
            asked = self._unlock(path, said, silently=silently) if path is not None else self._first_run()
            if asked is None or isinstance(asked, Desk):
                return asked
            path, said, silently = (asked if asked != Path() else None), "", True

    def _unlock(self, path: Path, said: str, *, silently: bool) -> Desk | Path | None:
        if silently:
            try:
                desk = self._by_environment(path)
            except (DeskError, OSError) as error:
                # A passphrase that is wrong is asked for; what else is wrong is said.
                known = error if isinstance(error, DeskError) else opening.refused(error)
                said = said or ("" if isinstance(error, CannotUnlockError) else str(known))
            else:
                if desk is not None:
                    return desk
        from fupin_desk.ui.opening.passphrase import DEMO_PASSPHRASE
        from fupin_desk.ui.opening.unlock import Unlock

        hint = f"演练文件的口令是 {DEMO_PASSPHRASE}" if str(path) in self._settings.get(_DEMOS, []) else ""
        box = Unlock(
            self._door, path, hint=hint, said=said, recent=self._settings.recent_files(), parent=self._beside
        )
        try:
            if not self._door.show_box(box):
                return None
            if box.desk is not None:
                self._remember(box.desk.file.path)
                return box.desk
            return Path() if box.begin else box.other
        finally:
            box.deleteLater()

    def _by_environment(self, path: Path) -> Desk | None:
        """Open a file with the passphrase that the environment gives; None if it gives none."""
        passphrase = opening.passphrase_of_environment()
        if not passphrase:
            return None
        desk = Desk.open(path, passphrase)
        self._remember(desk.file.path)
        return desk

    def _first_run(self) -> Desk | Path | None:
        from fupin_desk.ui.opening import wizard

        box = wizard.Wizard(self._door, opening.regions(), self._folder or wizard.documents())
        try:
            if not self._door.show_box(box):
                return None
            if box.desk is None:
                return box.other
            self.then = box.then
            self._remember(box.desk.file.path, practice=box.practice)
            return box.desk
        finally:
            box.deleteLater()

    def _last(self) -> Path | None:
        last = self._settings.get(_LAST)
        return Path(last) if last and Path(last).is_file() else None

    def _remember(self, path: Path, *, practice: bool = False) -> None:
        name = str(path.resolve())
        self._settings.set(_LAST, name)
        self._settings.note_file(name)
        if practice:
            self._settings.set(_DEMOS, [*self._settings.get(_DEMOS, []), name][-_KEPT:])
