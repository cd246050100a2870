"""Opening a file: its passphrase, or its recovery sheet; another file; a backup of it."""

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QWidget

from fupin_desk.desk import filing
from fupin_desk.desk.desk import Desk
from fupin_desk.model.error import DeskError, DiskError
from fupin_desk.model.moments import local_moment
from fupin_desk.ui.opening.passphrase import CapsHint, PassphraseLine
from fupin_desk.ui.tasks.work import Worker
from fupin_desk.ui.widgets.ask import FILES, Box, Door
from fupin_desk.ui.widgets.card import button, label, restyle
from fupin_desk.ui.widgets.composing import Text, allow

_BACKUPS = "备份 (*.fupin-backup)"
_WIDE, _ERROR_HIGH, _OFFERED, _SHEET_HIGH = 540, 62, 3, 112
_TIP = Qt.ItemDataRole.ToolTipRole


class Unlock(Box):
    """Asks for the secret of one file and opens it on a worker, so that the window stays alive.

    After `accept`, either `desk` is the open desk, or `other` names another file to ask for, or `begin` is set:
    the person wants to start with a new file.
    """

    def __init__(
        self, door: Door, path: Path, *, hint: str = "", said: str = "", recent: Sequence[Path] = (),
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent, "打开扶贫工作台")
        self.setMinimumWidth(_WIDE)
        self.door, self.path = door, path
        self.desk: Desk | None = None
        self.other: Path | None = None
        self.begin = False
        self._worker = Worker(self._refused, self)
        self._build_file_row(recent)
        self.passphrase = PassphraseLine("口令", composes=True)
        self.passphrase.setPlaceholderText(hint or "口令")
        self.sheet = Text()
        self.sheet.setPlaceholderText("逐组输入恢复单上的 16 组字符，大小写都可以")
        self.sheet.setAccessibleName("恢复单")
        self.sheet.setFixedHeight(_SHEET_HIGH)
        self.sheet.setTabChangesFocus(True)
        allow(self.sheet, composes=False)
        self.ways = QStackedWidget()
        self.ways.addWidget(self.passphrase)
        self.ways.addWidget(self.sheet)
        self.body.addWidget(self.ways)
        self.body.addWidget(CapsHint(self.passphrase))
        self.error = label(said, "error", wrap=True)
        self.error.setMinimumHeight(_ERROR_HIGH)
        self.body.addWidget(self.error)
        self._build_ways()
        self.offer("打开", "取消" if parent else "退出")
        self.yes.clicked.disconnect()
        self.yes.clicked.connect(self.open)
        self._fold()
        self.passphrase.setFocus()

    def _build_file_row(self, recent: Sequence[Path]) -> None:
        self.files = QComboBox()
        self.files.setAccessibleName("文件")
        for one in dict.fromkeys((self.path, *recent)):
            self.files.addItem(one.name, one)
            self.files.setItemData(self.files.count() - 1, str(one.parent), _TIP)
        self.files.activated.connect(self._choose_known)
        self.where = label(str(self.path.parent), "small")
        row = QHBoxLayout()
        row.addWidget(self.files, 1)
        another = button("换一个文件…", "folder")
        another.clicked.connect(self.choose_file)
        row.addWidget(another)
        self.body.addLayout(row)
        self.body.addWidget(self.where)

    def _build_ways(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        self.by_sheet = button("忘了口令，用恢复单", kind="flat")
        restoring = button("从备份恢复", kind="flat")
        new = button("新建或演练", kind="flat")
        self.by_sheet.clicked.connect(self.change_way)
        restoring.clicked.connect(self.restore)
        new.clicked.connect(self._begin)
        for one in (self.by_sheet, restoring, new):
            restyle(one, "role", "link")
            row.addWidget(one)
        row.addStretch(1)
        self.body.addLayout(row)

    # --- choosing

    def choose_file(self) -> None:
        """Choose another file."""
        chosen = self.door.pick_file(self, "打开文件", FILES, self.path.parent)
        if chosen is not None:
            self.other = chosen
            self.accept()

    def _choose_known(self, at: int) -> None:
        self.path = self.files.itemData(at)
        self.where.setText(str(self.path.parent))
        self.error.setText("")
        self.passphrase.clear()
        self.passphrase.setFocus()

    def _begin(self) -> None:
        self.begin = True
        self.accept()

    def change_way(self) -> None:
        """Change between passphrase and recovery sheet."""
        by_sheet = self.ways.currentWidget() is self.passphrase
        self.ways.setCurrentWidget(self.sheet if by_sheet else self.passphrase)
        self.by_sheet.setText("改用口令" if by_sheet else "忘了口令，用恢复单")
        self._fold()
        (self.sheet if by_sheet else self.passphrase).setFocus()

    def _fold(self) -> None:
        self.ways.setFixedHeight(self.passphrase.sizeHint().height() if self._typing() else _SHEET_HIGH)
        self.adjustSize()

    def _typing(self) -> bool:
        return self.ways.currentWidget() is self.passphrase

    def secret(self) -> str:
        """Return what was typed."""
        return self.passphrase.text() if self._typing() else self.sheet.toPlainText().strip()

    # --- opening

    def open(self) -> None:
        """Open the file with what was typed."""
        secret, path = self.secret(), self.path
        if not secret:
            self._say("请输入口令。" if self._typing() else "请输入恢复单上的 16 组字符。")
            return
        self._work("正在打开…", lambda: Desk.open(path, secret), self._opened)

    def _work(self, words: str, act: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.yes.setEnabled(False)
        self._say(words, role="small")
        self._worker.run(words, lambda _progress: act(), done)

    def _opened(self, desk: Desk) -> None:
        self.desk = desk
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self.yes.setEnabled(True)
        if not isinstance(error, DeskError | OSError):
            raise error
        self._say(
            str(error) if isinstance(error, DeskError) else "文件读不出来。请检查 U 盘是否插好，再试一次。"
        )
        if self._typing():
            self.passphrase.selectAll()
            self.passphrase.setFocus()

    def _say(self, words: str, role: str = "error") -> None:
        restyle(self.error, "role", role)
        self.error.setText(words)
        self.adjustSize()

    # --- restoring

    def restore(self) -> None:
        """Restore one of the file's backups, or any other, into a new file, and ask for that one then."""
        secret = self.secret()
        if not secret:
            self._say("先在上面输入做备份时的口令（或恢复单），再点“从备份恢复”。")
            return
        backup = self._pick_backup()
        if backup is None:
            return
        target = self.door.pick_target(self, "恢复成哪个文件", restored_name(self.path), FILES)
        if target is None:
            return
        if target.exists():
            self._say(f"“{target.name}”已经存在，没有覆盖它。请换一个文件名。")
            return
        self._work(
            "正在恢复并核对…",
            lambda: filing.restore(backup, target, secret),
            lambda _: self._restored(target),
        )

    def _restored(self, target: Path) -> None:
        self.other = target
        self.accept()

    def _pick_backup(self) -> Path | None:
        held = []
        with contextlib.suppress(DiskError, OSError):
            held = filing.backups(self.path)[:_OFFERED]
        if held:
            names = [local_moment(one.at) for one in held]
            at = self.door.choose(
                self, "从备份恢复", "恢复成一个新文件，现在的文件不动。选哪一份？", [*names, "别处的备份…"]
            )
            if at < 0:
                return None
            if at < len(held):
                return Path(held[at].path)
        return self.door.pick_file(self, "选择备份", _BACKUPS, self.path.parent)

    def reject(self) -> None:
        """Leave, but not in the middle of opening: a desk that nobody takes would stay locked."""
        if not self._worker.busy:
            super().reject()

    def done(self, result: int) -> None:
        """Wait for the worker before the dialog goes."""
        self._worker.wait()
        super().done(result)


def restored_name(path: Path) -> Path:
    """Return a free name beside a file for what is restored from its backup."""
    number = 1
    while True:
        proposed = path.with_name(f"{path.stem}-恢复{'' if number == 1 else number}.fupin")
        if not proposed.exists():
            return proposed
        number += 1
