"""The line at the bottom: file, operator, what was just done, work under way, the last verified backup."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from fupin_desk.model import clock
from fupin_desk.model.change import Batch
from fupin_desk.model.moments import local_moment
from fupin_desk.ui.tasks.work import Worker
from fupin_desk.ui.widgets import keys
from fupin_desk.ui.widgets.card import Cut, button, label

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_HIGH, _SAID_MS, _OFFERED_MS = 30, 8000, 60_000


class StatusLine(QFrame):
    """Labels, and a bar with a cancel button while the worker works."""

    def __init__(self, desk: "Desk", worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.setFixedHeight(_HIGH)
        self._desk = desk
        self.file = label(desk.file.path.name, "small")
        self.file.setToolTip(f"{desk.file.path}\n操作员 {desk.operator}")
        self.operator = label(f"操作员 {desk.operator}", "small")
        self.said = Cut("", "small")
        self.open = button("打开", "folder", kind="flat", ink="accent_ink", tip="打开刚才写好的文件")
        self.open.clicked.connect(self._open)
        self.open.hide()
        self._file: Path | None = None
        self.undo = button("撤回", "undo", kind="flat", ink="accent_ink")
        self.undo.hide()
        # The newest step of this session: the link stays, for there is always something that it takes back.
        self.last: Batch | None = None
        self.backup = label("", "small")
        self.saved = label("", "small")
        self.title = label("", "small")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(160)
        self.cancel = button("取消", kind="flat")
        self.cancel.clicked.connect(worker.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 10, 0)
        row.setSpacing(16)
        for one in (self.file, self.operator, self.saved):
            row.addWidget(one)
        # What was just done takes the room that is left, and asks for none.
        row.addWidget(self.said, 1)
        row.addWidget(self.open)
        row.addWidget(self.undo)
        for widget in (self.title, self.progress, self.cancel, self.backup):
            row.addWidget(widget)
        self._timer = QTimer(self, singleShot=True, interval=_SAID_MS)
        self._timer.timeout.connect(lambda: self.say(""))
        worker.queued.connect(lambda title: self.say(f"等手上的事做完就做：{title.removeprefix('正在')}"))
        worker.started.connect(self._started)
        worker.moved.connect(self._moved)
        worker.ended.connect(self._ended)
        self._ended()

    def fold(self, folded: bool) -> None:  # noqa: FBT001 - a switch
        """Leave out who works here, which the tip of the file tells too."""
        self.operator.setHidden(folded)
        self.progress.setFixedWidth(80 if folded else 160)

    def say(self, text: str, *, show: Path | None = None) -> None:
        """Say something for a while; with the path of a file, offer to open it, for longer."""
        self.said.say(text)
        self._file = show
        self.open.setVisible(show is not None)
        self._timer.start(_OFFERED_MS if show else _SAID_MS)

    def offer(self, batch: Batch) -> None:
        """Offer to take the newest step back; one that took something back is brought back."""
        self.last = batch
        self.undo.setText("恢复" if batch.undoes else "撤回")
        self.undo.setToolTip(f"{self.undo.text()}刚才这一步：{batch.what}（{keys.UNDO}）")
        self.undo.show()

    def _open(self) -> None:
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file)))

    def show_saved(self) -> None:
        """Show when something was written last."""
        newest = self._desk.batches(limit=1)
        self.saved.setText(f"已保存 {local_moment(newest[0].at)[11:]}" if newest else "还没有记录")

    def show_backup(self) -> None:
        """Show the last backup that was opened again and compared."""
        held = self._desk.backups()
        if not held:
            self.backup.setText("还没有备份")
            return
        moment = local_moment(held[0].at)
        self.backup.setText(f"备份 {moment[11:] if moment[:10] == _today() else moment[5:]} 已核对")
        self.backup.setToolTip(f"最近一份备份：{moment}，重新打开核对过")

    def _started(self, title: str) -> None:
        self.title.setText(title)
        self.progress.setRange(0, 0)
        for one in (self.title, self.progress, self.cancel):
            one.show()

    def _moved(self, step: tuple[int, int]) -> None:
        done, total = step
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _ended(self) -> None:
        for one in (self.title, self.progress, self.cancel):
            one.hide()


def _today() -> str:
    return clock.today()
