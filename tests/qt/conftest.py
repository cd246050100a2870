"""What every test of the window needs: no screen, the program's dress, a real desk, and no dialog unasked."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import faulthandler
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.store.file.file_key import Key
from fupin_desk.ui.settings.settings import Settings
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.theme import look
from fupin_desk.ui.widgets.ask import Box, Door
from tests.qt.township import fill

faulthandler.enable()


class PlannedDoor(Door):
    """A door that answers as the test planned, and refuses anything that was not planned."""

    def __init__(self) -> None:
        self.answers: list[object] = []
        self.asked: list[str] = []

    def plan(self, *answers: object) -> None:
        """Answer the next questions like this."""
        self.answers += answers

    def _answer(self, title: str) -> object:
        self.asked.append(title)
        assert self.answers, f"nobody planned for this dialog: {title}"
        return self.answers.pop(0)

    def ask(self, parent: QWidget | None, title: str, text: str, **_: object) -> bool:
        return bool(self._answer(title))

    def choose(self, parent: QWidget | None, title: str, text: str, options: Sequence[str]) -> int:
        answer = self._answer(title)
        assert isinstance(answer, int)
        return answer

    def tell(self, parent: QWidget | None, title: str, text: str) -> None:
        self.asked.append(f"{title}：{text}")

    def ask_text(self, parent: QWidget | None, title: str, text: str, **_: object) -> str | None:
        answer = self._answer(title)
        return None if answer is None else str(answer)

    def show_box(self, box: Box) -> bool:
        act = self._answer(box.windowTitle())
        assert callable(act)
        return bool(act(box))

    def pick_file(
        self, parent: QWidget | None, title: str, pattern: str, folder: Path | None = None
    ) -> Path | None:
        return self._path(title)

    def pick_folder(self, parent: QWidget | None, title: str, folder: Path | None = None) -> Path | None:
        return self._path(title)

    def pick_target(self, parent: QWidget | None, title: str, proposed: Path, pattern: str) -> Path | None:
        return self._path(title)

    def pick_printer(self, parent: QWidget | None, title: str, pages: int = 0) -> QPrinter | None:
        answer = self._answer(title)
        assert answer is None or isinstance(answer, QPrinter)
        return answer

    def _path(self, title: str) -> Path | None:
        answer = self._answer(title)
        assert answer is None or isinstance(answer, Path)
        return answer


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    os.environ["FUPIN_HOME"] = str(tmp_path_factory.mktemp("home"))
    look.prepare(qapp, "light")
    return qapp


@pytest.fixture(autouse=True)
def no_unplanned_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that opens by itself would hang the run: make it fail instead."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a dialog opened that the test did not plan")

    for kind in (QDialog, Box):
        monkeypatch.setattr(kind, "exec", refuse)
    for name in ("getOpenFileName", "getExistingDirectory", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, refuse)


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """Close what a test left open and wait for its work."""
    yield
    for widget in QApplication.topLevelWidgets():
        widget.hide()
        if widget.parent() is None and widget.windowType() != Qt.WindowType.Popup:
            widget.deleteLater()
    # Without a screen Qt holds what was copied until after Python has ended, and crashes when it lets go of it.
    qapp.clipboard().clear()
    QThreadPool.globalInstance().waitForDone()
    qapp.processEvents()
    qapp.sendPostedEvents(None, 0)


@pytest.fixture
def door() -> PlannedDoor:
    return PlannedDoor()


@pytest.fixture(scope="session")
def township(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Key]:
    """The file of a small township, made once, and its key."""
    path = tmp_path_factory.mktemp("township") / "d.fupin"
    with Desk.create(
        path, "demo", "421024103", "李静", about={"as_of": "2018-09-30"}, device="d" * 32
    ) as made:
        fill(made)
        return path, made.file.key


@pytest.fixture
def desk(township: tuple[Path, Key], tmp_path: Path) -> Iterator[Desk]:
    """A desk of its own: two villages, three households, two rounds, an expert."""
    path, key = township
    own = tmp_path / "d.fupin"
    shutil.copyfile(path, own)
    with Desk.open(own, key) as opened:
        yield opened


@pytest.fixture
def window(desk: Desk, door: PlannedDoor, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    made = Window(desk, door=door, settings=Settings(tmp_path / "window.json"))
    made.show()
    made.resize(1366, 768)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    door.plan(1)
    made.close()


@pytest.fixture
def type_chinese(qapp: QApplication) -> Callable[[QWidget, str], None]:
    """Type as an input method does: by a commit string. Key clicks with Chinese abort the interpreter."""

    def commit(widget: QWidget, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        qapp.sendEvent(widget, event)

    return commit
