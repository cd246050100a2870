"""A window that is killed while somebody types: the next one offers what was typed."""

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from fupin_desk.desk.desk import Desk
from fupin_desk.store.file.file_key import Key
from fupin_desk.ui.entry.entry_page import EntryPage
from fupin_desk.ui.settings.settings import Settings
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.widgets.card import Banner
from tests import sample_file
from tests.qt.conftest import PlannedDoor

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL and select on pipes")
_TYPED = "稻虾共作，请县农业局的人来看"


def type_and_kill(path: Path, key: Key) -> None:
    """Type half a page in a window of its own and kill it once the page is kept."""
    with subprocess.Popen(
        [
            sys.executable, "-m", "tests.faults.typing_until_killed", path, key.hex, key.salt,
            "course", "content", _TYPED,
        ],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, stdout=subprocess.PIPE,
    ) as window:  # fmt: skip
        assert window.stdout
        ready, _, _ = select.select([window.stdout], [], [], 60)
        assert ready, "the half-typed page was never kept"
        assert window.stdout.readline() == b"kept\n"
        window.kill()


@pytest.fixture
def killed(township: tuple[Path, Key], tmp_path: Path) -> Desk:
    """A desk opened again after its window was killed."""
    source, key = township
    path = tmp_path / "killed.fupin"
    path.write_bytes(source.read_bytes())
    type_and_kill(path, key)
    return Desk.open(path, key)


def offered(desk: Desk, door: PlannedDoor, qtbot: QtBot, tmp_path: Path) -> tuple[Window, Banner]:
    """Return a new window of the desk and the offer that stands on it."""
    window = Window(desk, door=door, settings=Settings(tmp_path / "settings.json"))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: bool(window.findChildren(Banner)), timeout=3000)
    return window, window.findChildren(Banner)[0]


def press(banner: Banner, text: str) -> None:
    next(one for one in banner.findChildren(QPushButton) if one.text() == text).click()


def test_what_was_typed_is_offered_and_taken_up(
    killed: Desk, door: PlannedDoor, qtbot: QtBot, tmp_path: Path
) -> None:
    with killed:
        assert killed.batches()[0].what != "新增培训 1 期"
        window, banner = offered(killed, door, qtbot, tmp_path)
        press(banner, "接着录")
        entry = window.stack.currentWidget()
        assert isinstance(entry, EntryPage)
        assert entry.form.record().values["content"] == _TYPED
        entry.save()
        assert killed.record("course", entry.record_id)
        assert not killed.sketches()
        sample_file.assert_sound(killed.file)


def test_what_was_typed_can_be_thrown_away(
    killed: Desk, door: PlannedDoor, qtbot: QtBot, tmp_path: Path
) -> None:
    with killed:
        held = len(killed.batches())
        _, banner = offered(killed, door, qtbot, tmp_path)
        press(banner, "丢掉")
        assert not killed.sketches()
        assert len(killed.batches()) == held
        sample_file.assert_sound(killed.file)
    with Desk.open(killed.file.path, killed.file.key) as again:
        assert not again.sketches()
