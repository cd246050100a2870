"""Whether the file was examined today: once by itself, and before anything leaves the desk."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fupin_desk.model import clock
from fupin_desk.model.error import UnsoundError
from fupin_desk.model.health import Health

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk, Progress


@dataclass(slots=True)
class Soundness:
    """What a desk and its snapshots know of the last examination that found nothing.

    It stands for the rest of the day: what this program writes later is sealed as it is written, and SQLCipher checks
    every page that is read. A write of any other program ends it.
    """

    day: str = ""
    version: int = 0

    def watch(self, version: int) -> None:
        """Forget the examination if another program has written since."""
        if version != self.version:
            self.day, self.version = "", version

    def forget(self) -> None:
        """Forget the examination: somebody else may have written unseen."""
        self.day = ""

    def accept(self) -> None:
        """Let files leave today although something is wrong: a person wants it."""
        self.day = clock.today()

    def note(self, health: Health) -> None:
        """Remember an examination."""
        self.day = clock.today() if health.sound else ""


def of(desk: "Desk") -> Soundness:
    """Return what a desk knows of its last examination, as its snapshots share it."""
    if not desk.file.in_memory:
        desk.soundness.watch(desk.file.others_version())
    return desk.soundness


def examine(desk: "Desk", progress: "Progress | None" = None) -> Health:
    """Check every row against its seal, the hash chain and the pages of the file."""
    from fupin_desk.store.file import integrity

    found = integrity.examine(desk.file, progress)
    of(desk).note(found)
    return found


def demand(desk: "Desk", progress: "Progress | None" = None) -> None:
    """Examine the file before something leaves it, unless that was done today.

    Raises:
        UnsoundError: If something is wrong with it.
        CancelledError: If a person cancelled.
    """
    if of(desk).day == clock.today():
        return
    found = examine(desk, progress)
    if not found.sound:
        first = found.problems[0]
        label = desk.catalog.forms[first.kind].label if first.kind in desk.catalog.forms else "文件"
        raise UnsoundError(
            f"数据体检发现 {len(found.problems)} 处问题（{label}：{first.what}），没有导出，文件没有改动。"
            "请在“备份与体检”页看是哪些记录，从最近一份备份恢复成新文件，再体检一次。"
        )
