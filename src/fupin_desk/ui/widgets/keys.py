"""The keyboard map: one table of keys, what they do and where, shown by the help as it is used."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

SAVE, SAVE_NEW, HELP, CHECK, NEXT_FINDING = "Ctrl+S", "Ctrl+Return", "F1", "F7", "F8"
REPEAT, SEARCH, NEW, BACK, REVEAL = "Ctrl+'", "Ctrl+K", "Ctrl+N", "Alt+Left", "F4"
FILTER, DELETE, COPY, PASTE, UNDO = "Ctrl+F", "Ctrl+Delete", "Ctrl+C", "Ctrl+V", "Ctrl+Z"
ADD_ROW, REFRESH, THEME, OPEN, LOCK = "Ctrl+I", "F5", "Ctrl+T", "Ctrl+O", "Ctrl+L"
PAGE_BEFORE, PAGE_AFTER = "Ctrl+PgUp", "Ctrl+PgDown"
NEXT_PART, PART_BEFORE = "F6", "Shift+F6"

MAP = (
    ("录入", (
        ("Enter / Tab", "下一格"), ("Shift+Tab", "上一格"), ("F6 / Shift+F6", "下一块、上一块"), (SAVE, "保存"), ("Ctrl+Enter", "保存并新建"),
        (REPEAT, "填入上一条的值、上次用过的值"),
        ("Alt+Down / F4", "打开选项、日历"), ("1 / 2", "是、否"),
        (ADD_ROW, "表格加一行"), (HELP, "这一格的说明和政策条款"),
        (NEXT_FINDING, "跳到下一处差错"), (CHECK, "检查全部记录"),
    )),
    ("列表", (
        ("Enter", "打开"), (NEW, "新建"), (FILTER, "筛选"), (COPY, "复制为表格"),
        (REVEAL, "显示或遮盖证件号码"), (DELETE, "删除"),
    )),
    ("到处", (
        (HELP, "这一页的说明"), (SEARCH, "搜索人、户、村、页面"), (PAGE_BEFORE, "左边的上一页"), (PAGE_AFTER, "左边的下一页"),
        (BACK, "返回"), (UNDO, "撤回刚才保存的一步"), (REFRESH, "刷新"), (OPEN, "打开其他文件"), (LOCK, "锁定屏幕"),
        (THEME, "换浅色/深色/高对比"),
    )),
)  # fmt: skip

_WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut


def bind(widget: QWidget, keys: str, act: Callable[[], object]) -> QShortcut:
    """Let keys do something while the focus is anywhere inside a widget."""
    shortcut = QShortcut(QKeySequence(keys), widget)
    shortcut.setContext(_WITHIN)
    shortcut.activated.connect(act)
    return shortcut
