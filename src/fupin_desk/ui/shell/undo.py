"""Taking a step back from anywhere in the window, and saying why it cannot be."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fupin_desk.model.change import Batch
from fupin_desk.model.error import UndoRefusedError
from fupin_desk.model.moments import local_moment

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

# So many changes are taken back only after a backup, which the history page makes.
LARGE = 20
_CONFLICTS = 5


def take_back(navigator: "Navigator", parent: QWidget, batch: Batch | None, *, ask: bool = False) -> None:
    """Take a step back, after asking if wanted; a large one is shown on the history page, which backs up first."""
    if batch is None:
        return
    if batch.size >= LARGE:
        navigator.open_page("history", batch=batch.id)
        return
    if ask and not agreed(navigator, parent, batch):
        return
    try:
        made = navigator.desk.undo(batch.id)
    except UndoRefusedError as error:
        refused(navigator, parent, error)
    else:
        navigator.say(f"已{made.what}")


def agreed(navigator: "Navigator", parent: QWidget, batch: Batch) -> bool:
    """Ask whether a step is to be taken back."""
    return navigator.door.ask(
        parent, "撤回这一步", f"“{batch.what}”（{local_moment(batch.at)}，{batch.author}）写下的 {batch.size:,} 处会改回原来的样子。"
        "撤回本身也记在历史里，还能再撤回来。", yes="撤回", danger=True,
    )  # fmt: skip


def refused(navigator: "Navigator", parent: QWidget, error: UndoRefusedError) -> None:
    """Say why a step cannot be taken back, and what was changed since."""
    words = navigator.desk.worded_changes(error.conflicts[:_CONFLICTS])
    more = "\n".join(("", "后来的改动：", *words)) if words else ""
    navigator.door.tell(parent, "这一步撤不回来", f"{error}{more}")
