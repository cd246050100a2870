"""The examination of the data: every row against its seal, the chain of history, the pages of the file."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QListWidget, QListWidgetItem

from fupin_desk.model.error import CancelledError
from fupin_desk.model.health import Health, Problem
from fupin_desk.ui.tasks.waiting import Waiting
from fupin_desk.ui.widgets.card import Card, button, label, restyle

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator
    from fupin_desk.ui.tasks.work import Progress, Task

_MOST, _HIGH = 200, 96


class ExamineCard(Card):
    """A button, and what the examination found."""

    def __init__(self, navigator: "Navigator") -> None:
        super().__init__("数据体检")
        self._navigator, self._desk = navigator, navigator.desk
        self._waiting = Waiting(navigator.worker, self)
        self.start = button("开始体检", "health")
        self.start.clicked.connect(self.examine)
        self.head.addWidget(self.start)
        words = (
            "每天自动做一次，导出和打印之前也做：逐条核对每条记录的封印、每一步历史的链条和文件的每一页，"
            "再把上一份备份恢复出来和正本比一遍。"
        )
        self.column.addWidget(label(words, "muted", wrap=True))
        self.result = label("", wrap=True)
        self.counts = label("", "small", wrap=True)
        self.problems = QListWidget()
        self.problems.setProperty("role", "sections")
        self.problems.setWordWrap(True)
        self.problems.setMinimumHeight(_HIGH)
        self.problems.hide()
        for one in (self.result, self.counts, self.problems):
            self.column.addWidget(one)
        navigator.daily.changed.connect(self._show_daily)
        self._show_daily()

    def _show_daily(self) -> None:
        """Show what the examination found that the day brought by itself."""
        found = self._navigator.daily.today
        restyle(self.result, "role", "muted" if found is None else "good" if found.sound else "bad")
        self.result.setText(found.words if found else self._navigator.daily.coming)

    def examine(self) -> None:
        """Examine on the worker."""
        restyle(self.result, "role", "muted")
        self.result.setText("正在体检…")
        self._waiting.run("数据体检", self._examining, self._examined, self._stopped)

    def _examining(self) -> "Task":
        snapshot = self._desk.snapshot()

        def examine(progress: "Progress") -> Health:
            with snapshot:
                return snapshot.examine(progress)

        return examine

    def _examined(self, health: Health) -> None:
        forms = self._desk.catalog.forms
        restyle(self.result, "role", "good" if health.sound else "bad")
        if health.sound:
            self.result.setText("数据完好：没有发现改动或损坏。")
        else:
            self.result.setText(
                f"发现 {len(health.problems)} 处问题。请先不要录入，在左边从最近一份备份恢复成新文件，再体检一次。"
            )
        held = "、".join(f"{forms[kind].label} {count:,}" for kind, count in health.counts.items() if count)
        self.counts.setText(f"核对了 {health.rows:,} 条记录、{health.batches:,} 步历史。{held}")
        self.problems.clear()
        for one in health.problems[:_MOST]:
            self.problems.addItem(QListWidgetItem(self._words(one)))
        self.problems.setVisible(bool(health.problems))

    def _words(self, problem: Problem) -> str:
        if not problem.id:
            label_ = self._desk.catalog.forms[problem.kind].label if problem.kind else "文件"
            return f"{label_}：{problem.what}"
        form = self._desk.catalog.forms[problem.kind]
        return f"{form.label} {self._desk.name_of(problem.kind, problem.id)}：{problem.what}"

    def _stopped(self, error: BaseException) -> None:
        restyle(self.result, "role", "muted")
        self.result.setText("体检没有做完。" if not isinstance(error, CancelledError) else "已取消体检。")
        if not isinstance(error, CancelledError):
            raise error
