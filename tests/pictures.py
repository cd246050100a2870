"""Takes the pictures of README: python -m tests.pictures [FILE].

FILE is a demo township with the passphrase `demo`; without one a new one is made. Six pages of the window at 1366x768,
light and dark, are written into `resources/pictures/` as PNG files of 256 colours.
"""

import os
import sys
import tempfile
from collections import Counter
from math import dist
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from fupin_desk import demo
from fupin_desk.desk.desk import Desk
from fupin_desk.model.query import Query
from fupin_desk.ui.coverage import close_gap
from fupin_desk.ui.settings.settings import Settings
from fupin_desk.ui.shell.window import Window
from fupin_desk.ui.theme import look
from tests.house.source import ROOT

FOLDER = ROOT / "resources" / "pictures"
SIZE = (1366, 768)
# How many colours a picture keeps, and how far they lie apart at least.
_COLOURS, _APART = 256, 10
_PAUSE_MS, _LONGEST_MS = 700, 60_000


def rest(window: Window) -> None:
    """Let the window draw and work until it is still."""
    until = QDeadlineTimer(_LONGEST_MS)
    while not until.hasExpired():
        loop = QEventLoop()
        QTimer.singleShot(_PAUSE_MS, loop.quit)
        loop.exec()
        if not window.worker.busy:
            return


def take(window: Window, name: str) -> None:
    """Write what the window shows."""
    rest(window)
    path = FOLDER / f"{name}-{window.settings.theme}.png"
    window.grab().save(str(path))
    with Image.open(path) as picture:
        _reduced(picture.convert("RGB")).save(path, optimize=True)


def _reduced(picture: Image.Image) -> Image.Image:
    """Return a picture in the most frequent of its colours that can be told apart, the others as the nearest of these."""
    raw = picture.tobytes()
    pixels = [*zip(raw[::3], raw[1::3], raw[2::3], strict=True)]
    counted = Counter(pixels)
    palette: list[tuple[int, ...]] = []
    for colour, _ in counted.most_common():
        if len(palette) < _COLOURS and all(dist(colour, one) > _APART for one in palette):
            palette.append(colour)
    nearest = {one: min(range(len(palette)), key=lambda n: dist(one, palette[n])) for one in counted}
    few = Image.frombytes("P", picture.size, bytes(nearest[one] for one in pixels))
    few.putpalette(bytes(part for colour in palette for part in colour))
    return few


def _shown(desk: Desk) -> str:
    """Return a household of which there is much to show."""
    found = desk.judged("R-1.3a", outcome="covered") or desk.judged("R-1.2", outcome="covered")
    return close_gap.household_of(found[0])


def take_all(window: Window) -> None:
    """Show page after page and take its picture."""
    desk = window.desk
    take(window, "workbench")
    missing = close_gap.household_of(desk.judged("R-1.2", outcome="gap")[0])
    window.new_record(
        "assistance", household=missing, round=desk.ids(Query("round"))[0], status="2", industry="ZZ02",
        done_on=desk.today(), measure="稻虾共作补助", amount_fen=120_000, income_increase_fen=450_000,
    )  # fmt: skip
    take(window, "entry")
    window.open_page("household_view", household=_shown(desk))
    take(window, "household")
    for page, name in (("projects", "projects"), ("funds", "funds"), ("reports", "report")):
        window.open_page(page)
        if name == "report":
            window.open_page(page, report="产扶10")
        take(window, name)


def run(file: Path, folder: Path) -> None:
    """Take the pictures of a file in each theme."""
    application = QApplication(["pictures"])
    FOLDER.mkdir(exist_ok=True)
    for theme in ("light", "dark"):
        settings = Settings(folder / f"{theme}.json")
        settings.set("theme", theme)
        settings.set("maximized", value=False)
        look.prepare(application, theme)
        with Desk.open(file, "demo") as desk:
            window = Window(desk, settings=settings)
            window.resize(*SIZE)
            window.show()
            take_all(window)
            window.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        os.environ["FUPIN_HOME"] = made
        given = Path(sys.argv[1]) if sys.argv[1:] else Path(made) / "白马寺镇.fupin"
        if not given.exists():
            demo.make(given).close()
        run(given, Path(made))
