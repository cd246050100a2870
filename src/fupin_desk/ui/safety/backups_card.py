"""Backups: when the last one was made and compared, what each holds, copies to a stick, restoring."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QTableWidget, QTableWidgetItem

from fupin_desk.desk import filing
from fupin_desk.model.error import CancelledError, DeskError
from fupin_desk.model.moments import local_moment
from fupin_desk.ui.opening.unlock import restored_name
from fupin_desk.ui.safety import backup_clock
from fupin_desk.ui.tasks.waiting import Waiting
from fupin_desk.ui.theme.style import DENSE_ROW_PX
from fupin_desk.ui.widgets.ask import FILES
from fupin_desk.ui.widgets.card import Card, button, label

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator
    from fupin_desk.ui.tasks.work import Progress, Task

_PATH = Qt.ItemDataRole.UserRole
_HEADINGS, _WIDTHS = ("时间", "大小", "里面有什么"), (132, 78, 260)
_LOOKED_INTO = 20


class BackupsCard(Card):
    """The list of backups of the open file."""

    def __init__(self, navigator: "Navigator", made: Callable[[], None]) -> None:
        super().__init__("备份")
        self._navigator, self._desk, self._made = navigator, navigator.desk, made
        self._waiting = Waiting(navigator.worker, self)
        self._known: dict[Path, str] = {}
        now = button("现在备份", "backup", kind="primary")
        now.clicked.connect(self.back_up)
        self.head.addWidget(now)
        words = "打开文件时、每半小时有改动时、导入之前、撤回很大的一批之前都会自动备份；每一份都重新打开，和原文件核对过才算数。"
        self.column.addWidget(label(words, "muted", wrap=True))
        self.last = label("")
        self.column.addWidget(self.last)
        self.table = QTableWidget(0, len(_HEADINGS))
        self._dress_table()
        self.column.addWidget(self.table, 1)
        row = QHBoxLayout()
        self.copy = button("再存一份到 U 盘…", "save")
        self.restore = button("恢复成新文件…", "undo")
        self.copy.clicked.connect(self.copy_out)
        self.restore.clicked.connect(self.restore_chosen)
        for one in (self.copy, self.restore):
            row.addWidget(one)
        row.addStretch(1)
        self.column.addLayout(row)

    def _dress_table(self) -> None:
        table = self.table
        table.setAccessibleName("备份")
        table.setHorizontalHeaderLabels(_HEADINGS)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(DENSE_ROW_PX)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        for at, width in enumerate(_WIDTHS):
            table.setColumnWidth(at, width)

    def refresh(self) -> None:
        """List the backups; what is in them is read on the worker."""
        held = self._desk.backups()
        self.table.setRowCount(len(held))
        for row, one in enumerate(held):
            texts = (local_moment(one.at), _size(one.size), self._known.get(one.path, ""))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setData(_PATH, str(one.path))
                self.table.setItem(row, column, item)
        self.last.setText(f"最近一份：{local_moment(held[0].at)}，已核对" if held else "还没有备份。")
        if held and self.table.currentRow() < 0:
            self.table.selectRow(0)
        for button_ in (self.copy, self.restore):
            button_.setEnabled(bool(held))
        unknown = [one.path for one in held[:_LOOKED_INTO] if one.path not in self._known]
        if unknown:
            self._waiting.preview(
                "正在看备份里有什么", lambda: self._looking(unknown), self._looked, _quietly
            )

    def _looking(self, paths: list[Path]) -> "Task":
        desk = self._desk

        def look(progress: "Progress") -> dict[Path, str]:
            found = {}
            for done, path in enumerate(paths):
                if not progress(done, len(paths)):
                    break
                try:
                    held = desk.backup_contents(path)
                    found[path] = (
                        f"{held.households:,} 户，{held.members:,} 人，服务 {held.visits:,} 次，{held.batches:,} 步"
                    )
                except DeskError:
                    found[path] = "用的是旧口令，恢复时要输当时的口令或恢复单"
            return found

        return look

    def _looked(self, found: dict[Path, str]) -> None:
        self._known |= found
        for row in range(self.table.rowCount()):
            item = self.table.item(row, len(_HEADINGS) - 1)
            if item is not None:
                item.setText(self._known.get(Path(str(item.data(_PATH))), ""))

    def chosen(self) -> Path | None:
        """Return the backup under the keys."""
        item = self.table.item(self.table.currentRow(), 0)
        return Path(str(item.data(_PATH))) if item is not None else None

    # --- acting

    def back_up(self) -> None:
        """Make a backup now."""
        self._waiting.run(backup_clock.TITLE, lambda: backup_clock.task(self._desk), self._backed_up)

    def _backed_up(self, _backup: object) -> None:
        self._made()
        self.refresh()
        self._navigator.say("备份已做好，重新打开核对过")

    def copy_out(self) -> None:
        """Put a second copy of the chosen backup onto a stick."""
        path = self.chosen()
        folder = self._navigator.door.pick_folder(self, "再存一份到哪里（U 盘）") if path else None
        if path is not None and folder is not None:
            self._waiting.run(
                "正在复制并核对",
                lambda: lambda _progress: filing.copy_backup(path, folder),
                lambda copied: self._navigator.say(f"已存到 {copied}，读回来核对过"),
            )

    def restore_chosen(self) -> None:
        """Restore the chosen backup into a new file; the open file stays as it is."""
        path = self.chosen()
        if path is None:
            return
        door, held = self._navigator.door, self._desk.file.path
        target = door.pick_target(self, "恢复成哪个文件", restored_name(held), FILES)
        if target is None:
            return
        if target.exists():
            door.tell(self, "没有恢复", f"“{target.name}”已经存在，没有覆盖它。请换一个文件名。")
            return
        secret = door.ask_text(
            self,
            "恢复成新文件",
            "请输入做这份备份时的口令（或恢复单）。现在打开的文件不会改动。",
            yes="恢复",
            secret=True,
        )
        if secret:
            self._waiting.run(
                "正在恢复并核对",
                lambda: lambda _progress: filing.restore(path, target, secret),
                lambda _aside: door.tell(
                    self,
                    "恢复好了",
                    f"已恢复成“{target.name}”，并核对过。要用它，请关闭窗口，再选这个文件打开。",
                ),
            )


def _size(size: int) -> str:
    return f"{size / 1024:,.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:,.1f} MB"


def _quietly(error: BaseException) -> None:
    if not isinstance(error, CancelledError):
        raise error
