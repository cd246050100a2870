"""Deleting a record from a list or from its page: what hinders it is told first, then the reason is asked."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fupin_desk.desk import entry
from fupin_desk.model.error import RequestError

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_REASONS = ("录错了", "重复登记", "不在本单位")


def ask(navigator: "Navigator", parent: QWidget, kind: str, record: str) -> str:
    """Return the reason for which a record is to be deleted; empty if it cannot be or the person goes back."""
    desk = navigator.desk
    label = desk.catalog.forms[kind].label
    title = f"删除{label}：{desk.name_of(kind, record)}"
    try:
        entry.demand_removable(desk, kind, record)
    except RequestError as error:
        navigator.door.tell(parent, title, str(error))
        return ""
    return navigator.door.ask_text(
        parent, title, "删除后不再计入任何统计；历史里查得到，也能撤回。请写明原因：",
        yes="删除", danger=True, suggestions=_REASONS,
    ) or ""  # fmt: skip


def remove(navigator: "Navigator", kind: str, record: str, reason: str) -> None:
    """Delete a record, and say how it comes back."""
    navigator.desk.remove(kind, record, reason)
    navigator.say("已删除。要撤回，点右边的“撤回”或按 Ctrl+Z；以后也能在“历史”里撤回")
