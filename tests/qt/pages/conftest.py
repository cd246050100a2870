"""A demo township of some ninety households, made once and copied for each test, in a window."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desk.demo import township as demo
from fupin_desk.desk.desk import Desk
from fupin_desk.store.file.file_key import Key
from fupin_desk.ui.settings.settings import Settings
from fupin_desk.ui.shell.window import Window
from tests.qt.conftest import PlannedDoor


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Key]:
    """The file of a demo township, and its key."""
    path = tmp_path_factory.mktemp("demo") / "demo.fupin"
    with demo.make(path, households=90, seed=1) as made:
        return path, made.file.key


@pytest.fixture
def desk(demo_file: tuple[Path, Key], tmp_path: Path) -> Iterator[Desk]:
    """A copy of the demo township."""
    source, key = demo_file
    with Desk.open(Path(shutil.copy(source, tmp_path / "demo.fupin")), key) as made:
        yield made


@pytest.fixture
def window(desk: Desk, door: PlannedDoor, tmp_path: Path) -> Iterator[Window]:
    """The township on the screen of a small laptop."""
    settings = Settings(tmp_path / "window.json")
    settings.set("maximized", False)
    made = Window(desk, door=door, settings=settings)
    made.resize(1366, 768)
    made.show()
    yield made
    door.plan(1)
    made.close()
