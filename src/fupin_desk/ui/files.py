"""Files that leave the window from pages other than the report page."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fupin_desk.ui.work import Progress, Task

if TYPE_CHECKING:
    from fupin_desk.ui.pages import Navigator


def write_report(navigator: "Navigator", parent: QWidget, name: str, place: str | None) -> None:
    """Ask for a folder and write a report there as PDF and Excel, on the worker over a snapshot."""
    folder = navigator.door.pick_folder(parent, f"把{name}放到哪个文件夹")
    if folder is None:
        return
    day = navigator.as_of

    def prepare() -> Task:
        snapshot = navigator.desk.snapshot()

        def write(progress: Progress) -> list[Path]:
            with snapshot:
                return snapshot.write_report(name, folder, place=place, as_of=day, progress=progress)

        return write

    def done(paths: list[Path]) -> None:
        navigator.say(f"已写好：{'、'.join(one.name for one in paths)}")

    navigator.worker.queue(f"正在写{name}", prepare, done)
