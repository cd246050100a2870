"""The report page: choose a report, see it as it will be printed, write it as PDF and Excel, or print it."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from fupin_desk.desk import reporting, soundness
from fupin_desk.model.change import Batch
from fupin_desk.model.document import Document, Written
from fupin_desk.model.error import CancelledError, DeskError
from fupin_desk.model.leaf import Leaf
from fupin_desk.model.roster import ReportInfo
from fupin_desk.ui.reports import files
from fupin_desk.ui.reports.preview import Preview
from fupin_desk.ui.reports.report_choice import PURPOSES, Choice, Options, ReportList
from fupin_desk.ui.tasks.waiting import Waiting
from fupin_desk.ui.widgets import keys
from fupin_desk.ui.widgets.card import Card, button, label
from fupin_desk.ui.widgets.empty import Empty
from fupin_desk.ui.widgets.page_frame import PageFrame
from fupin_desk.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator
    from fupin_desk.ui.tasks.work import Progress, Task

    # The choice, the head of the journal, the report and its pages.
    _Built = tuple[Choice, str, Document, list[Leaf]]

_WAIT_MS = 250
_FORMATS = (("PDF 和 Excel", ("pdf", "xlsx")), ("只要 PDF", ("pdf",)), ("只要 Excel", ("xlsx",)))
_FOLDER = "report_folder"


class ReportPage(PageFrame):
    """Everything about reports on one page."""

    def __init__(self, navigator: "Navigator") -> None:
        super().__init__("报表")
        self._navigator, self._desk = navigator, navigator.desk
        self._waiting = Waiting(navigator.worker, self)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self.draw)
        self.document: Document | None = None
        self.leaves: list[Leaf] = []
        # What the preview shows, and the state of the file that it shows.
        self._shown: tuple[Choice, str] | None = None
        self.list = ReportList(self._desk.reports())
        self.options = Options(navigator)
        self.preview = Preview()
        self.empty = Empty("report", "正在准备预览…")
        self._lay_out()
        self.list.chosen.connect(self._choose)
        self.options.changed.connect(self._timer.start)
        self.preview.page_changed.connect(self._show_page)
        keys.bind(self, "Ctrl+P", self.print)
        self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        self.folder = button("打开文件夹", "folder", kind="flat")
        self.folder.clicked.connect(self.open_folder)
        printing = button("打印", "print", tip="打印（Ctrl+P）")
        printing.clicked.connect(self.print)
        self.writing = button("写成文件", "download", kind="primary")
        self.writing.clicked.connect(
            lambda: self._format_menu().popup(self.writing.mapToGlobal(self.writing.rect().bottomLeft()))
        )
        for one in (self.folder, printing, self.writing):
            self.head.addWidget(one)
        left = Card(margin=8)
        left.column.addWidget(self.list)
        self.stack = Stack()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.preview)
        sheet = Card(margin=1)
        sheet.column.addWidget(self.stack)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.options)
        right.addWidget(sheet, 1)
        right.addLayout(self._foot())
        body = QHBoxLayout()
        body.setSpacing(10)
        body.addWidget(left)
        body.addLayout(right, 1)
        self.column.addLayout(body, 1)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(4)
        self.warnings = label("", "warn", wrap=True)
        foot.addWidget(self.warnings, 1)
        self.pages = label("", "small")
        foot.addWidget(self.pages)
        for icon, tip, steps in (("minus", "缩小（Ctrl+-）", -1), ("plus", "放大（Ctrl++）", 1)):
            made = button("", icon, kind="flat", tip=tip)
            made.clicked.connect(lambda _=False, by=steps: self.preview.zoom(by))
            foot.addWidget(made)
        fit = button("适合宽度", kind="flat", tip="适合宽度（Ctrl+0）")
        fit.clicked.connect(lambda: self.preview.zoom(0))
        foot.addWidget(fit)
        return foot

    # --- choosing

    def look_at(self, report: str = "", **_about: str) -> None:
        """Show a report by its name."""
        self.list.choose(report)

    def _choose(self, info: ReportInfo) -> None:
        self.words.say(PURPOSES.get(info.name, ""))
        self.options.show_info(info)
        self._timer.start()

    def refresh(self, batch: Batch | None) -> None:
        """Draw again: something was written, or the page has come into sight."""
        self.options.fill()
        self._timer.start()

    def choice(self) -> Choice | None:
        """Return what is chosen now."""
        info = self.list.info()
        return self.options.choice(info.name) if info else None

    # --- drawing

    def draw(self) -> None:
        """Build the chosen report and show its pages."""
        self._timer.stop()
        choice = self.choice()
        if choice is None or self._shown == (choice, self._desk.head()):
            return
        self._clear()
        self.empty.say("正在准备预览…")
        self.stack.setCurrentWidget(self.empty)
        self._waiting.preview("正在准备预览", lambda: self._building(choice), self._built, self._not_built)

    def _building(self, choice: Choice) -> "Task":
        head, snapshot = self._desk.head(), self._desk.snapshot()

        def build(progress: "Progress") -> "_Built":
            with snapshot:
                made = reporting.document(snapshot, progress=progress, **asdict(choice))
            return choice, head, made, reporting.leaves(made, progress)

        return build

    def _built(self, outcome: "_Built") -> None:
        choice, head, document, leaves = outcome
        if (choice, head) != (self.choice(), self._desk.head()):
            self.draw()
            return
        self._shown, self.document, self.leaves = (choice, head), document, leaves
        self.warnings.setText("；".join(document.warnings))
        self.preview.show_leaves(leaves)
        self.stack.setCurrentWidget(self.preview)

    def _clear(self) -> None:
        """Forget the report that was shown: what is printed is what is seen."""
        self.document, self.leaves, self._shown = None, [], None
        self.pages.setText("")
        self.warnings.setText("")

    def _not_built(self, error: BaseException) -> None:
        self._clear()
        self.stack.setCurrentWidget(self.empty)
        if not isinstance(error, DeskError):
            self.empty.say("预览没有做成", "是程序的错，不是您的错。换一张表，或重新选择再看。")
            raise error
        cancelled = isinstance(error, CancelledError)
        self.empty.say(
            "已取消" if cancelled else "这样选出不了表", "换一个选择再看。" if cancelled else str(error)
        )

    def _show_page(self, place: tuple[int, int]) -> None:
        page, count = place
        self.pages.setText(f"第 {page} 页，共 {count} 页" if count else "")

    # --- files and paper

    def _format_menu(self) -> QMenu:
        menu = QMenu(self)
        for text, formats in _FORMATS:
            menu.addAction(text).triggered.connect(lambda _=False, chosen=formats: self.write(chosen))
        return menu

    def _last_folder(self) -> Path:
        kept = self._navigator.settings.get(_FOLDER)
        return Path(kept) if kept and Path(kept).is_dir() else self._desk.file.path.parent

    def write(self, formats: tuple[str, ...]) -> None:
        """Write the chosen report into a folder that the person chooses."""
        choice = self.choice()
        if choice is None:
            return
        out = self._navigator.door.pick_folder(self, "把报表写到哪个文件夹", self._last_folder())
        if out is None:
            return
        self._navigator.settings.set(_FOLDER, str(out))
        files.let_out(
            self._navigator, self, "正在写报表", lambda: self._writing(choice, out, formats), self._written
        )

    def _writing(self, choice: Choice, out: Path, formats: tuple[str, ...]) -> "Task":
        snapshot = self._desk.snapshot()

        def write(progress: "Progress") -> Written:
            with snapshot:
                return reporting.write_report(
                    snapshot, out=out, formats=formats, progress=progress, **asdict(choice)
                )

        return write

    def _written(self, written: Written) -> None:
        files.tell(self._navigator, self, written)
        self.folder.setToolTip(str(self._last_folder()))

    def open_folder(self) -> None:
        """Open the folder into which reports were written last."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._last_folder())))

    def print(self) -> None:
        """Print the pages of the preview."""
        from fupin_desk.ui.widgets import printing

        if not self.leaves or self.document is None:
            return
        printer = self._navigator.door.pick_printer(self, f"打印{self.document.title}", len(self.leaves))
        if printer is None:
            return
        leaves = self.leaves

        def prepare() -> "Task":
            snapshot = self._desk.snapshot()

            def out(progress: "Progress") -> None:
                with snapshot:
                    soundness.demand(snapshot, progress)
                printing.print_leaves(printer, leaves, progress)

            return out

        done = lambda _done: self._navigator.say(printing.told(printer))  # noqa: E731 - a slot of one line
        files.let_out(self._navigator, self, "正在打印", prepare, done)
