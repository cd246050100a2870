"""The first run: from nothing to an open desk in a few calm steps."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, QStandardPaths
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from fupin_desk.desk.desk import Desk
from fupin_desk.model import clock
from fupin_desk.model.error import CancelledError, DeskError
from fupin_desk.model.region import Regions
from fupin_desk.ui.opening.passphrase import DEMO_PASSPHRASE
from fupin_desk.ui.opening.recovery_sheet import WHY, RecoverySheet
from fupin_desk.ui.opening.wizard_steps import BeginStep, PassphraseStep, PlaceStep, Step, Welcome, free_name
from fupin_desk.ui.tasks.work import Progress, Worker
from fupin_desk.ui.widgets.ask import FILES, Box, Door
from fupin_desk.ui.widgets.card import button, label, restyle

_WIDE, _HIGH, _DEMO_HOUSEHOLDS = 640, 520, 1200
_FOLDER = "扶贫工作台"


def documents() -> Path:
    """Return the folder in which new files lie by default; it is made."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(place) / _FOLDER if place else Path.home() / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Wizard(Box):
    """After `accept`, `desk` is the open desk, or `other` is a file to unlock.

    `then` names what to open first: import, or empty. `practice` says that the desk is a demo.
    """

    least = QSize(_WIDE, _HIGH)

    def __init__(self, door: Door, regions: Regions, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, "扶贫工作台")
        self.door, self._folder = door, folder
        self.desk: Desk | None = None
        self.other: Path | None = None
        self.then, self.practice = "empty", False
        self.households = _DEMO_HOUSEHOLDS
        self._worker = Worker(self._failed, self)
        self._worker.moved.connect(self._moved)
        self.heading = label("", "title")
        self.words = label("", "muted", wrap=True)
        self.title.hide()
        self.text.hide()
        self.body.addWidget(self.heading)
        self.body.addWidget(self.words)
        self.body.addSpacing(4)
        self.stack = QStackedWidget()
        self.body.addWidget(self.stack, 1)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.said = label("", "error", wrap=True)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.said)
        self.grow()
        self.welcome = Welcome()
        self.place = PlaceStep(door, regions, folder)
        self.secret = PassphraseStep(self.place.names)
        self.start = BeginStep()
        self._build_buttons()
        self.welcome.chosen.connect(self._choose)
        self.start.chosen.connect(self._finish)
        for step in (self.place, self.secret):
            step.changed.connect(self._look)
        self.go(self.welcome)

    def _build_buttons(self) -> None:
        self.back = button("上一步")
        self.back.clicked.connect(self._go_back)
        self.quit = button("退出", kind="flat")
        self.quit.clicked.connect(self.reject)
        self.buttons.insertWidget(0, self.quit)
        self.buttons.addWidget(self.back)
        self.next = button("下一步", kind="primary")
        self.next.setDefault(True)
        self.next.clicked.connect(self.go_on)
        self.buttons.addWidget(self.next)

    # --- steps

    def go(self, step: Step | QWidget, heading: str = "", words: str = "") -> None:
        """Show a step."""
        if self.stack.indexOf(step) < 0:
            self.stack.addWidget(step)
        self.stack.setCurrentWidget(step)
        self.heading.setText(heading or getattr(step, "heading", ""))
        self.words.setText(words or getattr(step, "words", ""))
        self.words.setVisible(bool(self.words.text()))
        self._say("")
        self._look()
        if isinstance(step, Step):
            step.begin()

    def _look(self) -> None:
        step = self.stack.currentWidget()
        choosing = step in (self.welcome, self.start)
        self.next.setVisible(not choosing)
        self.back.setVisible(step in (self.place, self.secret))
        self.quit.setVisible(self.desk is None)
        self.progress.setVisible(self._worker.busy)
        self.next.setEnabled(not self._worker.busy and (not isinstance(step, Step) or step.complete()))
        self.back.setEnabled(not self._worker.busy)

    def _go_back(self) -> None:
        self.go(self.welcome if self.stack.currentWidget() is self.place else self.place)

    def go_on(self) -> None:
        """Go to the next step."""
        step = self.stack.currentWidget()
        if step is self.place:
            self.go(self.secret)
        elif step is self.secret:
            self._create()
        else:
            self.go(self.start)

    def _choose(self, way: str) -> None:
        if self._worker.busy:
            return
        if way == "new":
            self.go(self.place)
        elif way == "open":
            chosen = self.door.pick_file(self, "打开文件", FILES, self._folder)
            if chosen is not None:
                self.other = chosen
                self.accept()
        else:
            self._practise()

    # --- making files

    def _create(self) -> None:
        path, passphrase = self.place.path(), self.secret.pair.passphrase()
        place, operator = self.place.chosen(), self.place.operator.text().strip()

        def make(_progress: Progress) -> Desk:
            desk = Desk.create(path, passphrase, place, operator)
            desk.add_villages()
            return desk

        self._work("正在建立文件和村…", make, self._created)

    def _created(self, desk: Desk) -> None:
        self.desk = desk
        sheet = RecoverySheet(self.door, desk.recovery_sheet(), desk.place_name, desk.file.path.name)
        self.go(sheet, "恢复单", WHY)
        self.next.setEnabled(False)
        sheet.kept.connect(lambda on: self.next.setEnabled(bool(on)))

    def _practise(self) -> None:
        path = free_name(self._folder, f"演练-{clock.now():%Y%m%d}")

        def make(progress: Progress) -> Desk:
            from fupin_desk import demo

            return demo.make(path, households=self.households, passphrase=DEMO_PASSPHRASE, progress=progress)

        self.practice = True
        self._work("正在生成一个虚构的乡镇，约一分钟…", make, self._practised)

    def _practised(self, desk: Desk) -> None:
        self.desk = desk
        self.accept()

    def _finish(self, way: str) -> None:
        self.then = way
        self.accept()

    def _work(self, words: str, task: Any, done: Any) -> None:
        self._worker.run(words, task, done)
        self.progress.setRange(0, 0)
        self._say(words, error=False)
        self._look()

    def _moved(self, step: tuple[int, int]) -> None:
        self.progress.setRange(0, step[1])
        self.progress.setValue(step[0])

    def _failed(self, error: BaseException) -> None:
        self.practice = False
        self._look()
        if not isinstance(error, DeskError | OSError):
            raise error
        if not isinstance(error, CancelledError):
            self._say(str(error) if isinstance(error, DeskError) else "这个文件夹写不进去。请换个位置。")

    def _say(self, words: str, *, error: bool = True) -> None:
        restyle(self.said, "role", "error" if error else "small")
        self.said.setText(words)

    def reject(self) -> None:
        """Leave, after asking where something was typed or a file was made whose sheet is not kept yet."""
        if self.desk is not None:
            words = "文件已经建好，恢复单还没有收好：忘了口令时，没有它谁也打不开这个文件。以后可以在“备份与体检”页再打印。"
        elif self.place.operator.text().strip() or self.secret.pair.first.text():
            words = "填过的单位、姓名和口令还没有保存，退出就没有了。"
        else:
            super().reject()
            return
        if self.door.ask(self, "退出", words, yes="退出", no="接着填", danger=True):
            super().reject()

    def done(self, result: int) -> None:
        """Stop what is under way; a half-made file is not left behind."""
        self._worker.wait()
        super().done(result)
