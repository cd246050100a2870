"""The line at the bottom: file, operator, what was just done, work under way, the last verified backup."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from fupin_desk.model import clock
from fupin_desk.model.moments import local_moment
from fupin_desk.ui.card import Cut, button, label
from fupin_desk.ui.work import Worker

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
        self.undo = button("撤回", "undo", kind="flat", ink="accent_ink", tip="把刚才这一批整个收回")
        self.undo.clicked.connect(self._take_back)
        self.undo.hide()
        self._undone = ""
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

    def say(self, text: str, undo: str = "") -> None:
        """Say something for a while; with the id of a batch, offer to take that batch back, for longer."""
        self.said.say(text)
        self._undone = undo
        self.undo.setVisible(bool(undo))
        self._timer.start(_OFFERED_MS if undo else _SAID_MS)

    def _take_back(self) -> None:
        batch, self._undone = self._undone, ""
        if batch:
            self._desk.undo(batch)
            self.say("已撤回")

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
