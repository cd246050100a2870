"""Files that leave the window from pages other than the report page."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from fupin_desk.model.document import Written
from fupin_desk.model.error import UnsoundError
from fupin_desk.ui.tasks.work import Progress, Task

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator


def tell(navigator: "Navigator", parent: QWidget, written: Written) -> None:
    """Say where a report was written, with a way to open it, and what must be known of it."""
    names = "、".join(path.name for path in written.paths)
    navigator.say(f"已写到“{written.paths[0].parent}”：{names}", show=written.paths[0])
    if written.warnings:
        navigator.door.tell(parent, "有字印不出来", "\n".join(written.warnings))


def write_report(navigator: "Navigator", parent: QWidget, name: str, place: str | None) -> None:
    """Ask for a folder and write a report there as PDF and Excel, on the worker over a snapshot."""
    folder = navigator.door.pick_folder(parent, f"把{name}放到哪个文件夹")
    if folder is None:
        return
    day = navigator.as_of

    def prepare() -> Task:
        snapshot = navigator.desk.snapshot()

        def write(progress: Progress) -> Written:
            with snapshot:
                return snapshot.write_report(name, folder, place=place, as_of=day, progress=progress)

        return write

    def done(written: Written) -> None:
        tell(navigator, parent, written)

    let_out(navigator, parent, f"正在写{name}", prepare, done)


def let_out(
    navigator: "Navigator",
    parent: QWidget,
    title: str,
    prepare: Callable[[], Task],
    done: Callable[[Any], None],
) -> None:
    """Queue what lets data out of the desk; where the examination before it finds something, a person decides."""

    def failed(error: BaseException) -> None:
        if not isinstance(error, UnsoundError):
            navigator.worker.report(error)
        elif navigator.door.ask(parent, "体检发现问题", str(error), yes="仍要导出", no="不导出", danger=True):
            navigator.desk.soundness.accept()
            let_out(navigator, parent, title, prepare, done)

    navigator.worker.queue(title, prepare, done, failed)
