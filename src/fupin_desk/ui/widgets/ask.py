"""The one door through which the window asks a person something: questions, news, reasons, files."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fupin_desk.ui.widgets.card import button, label
from fupin_desk.ui.widgets.stack import Scroll

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_ACCEPTED = QDialog.DialogCode.Accepted
_FIRST, _ABOVE_BUTTONS = 10, 6
# What the system puts around a window.
FRAME = QSize(16, 48)
# What a choice of a desk file shows.
FILES = "扶贫工作台文件 (*.fupin)"
_NO_HELP = Qt.WindowType.WindowContextHelpButtonHint


class Box(QDialog):
    """A small dialog in the program's own dress: a heading, a text, room for more, and buttons.

    `least` is the size below which only a small screen makes it.
    """

    least = QSize(0, 0)

    def __init__(self, parent: QWidget | None, title: str, text: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowFlag(_NO_HELP, False)
        self.setMinimumWidth(420)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(22, 18, 22, 16)
        self.column.setSpacing(10)
        inside = QWidget()
        inside.setProperty("role", "plain")
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(10)
        self._area = Scroll()
        self._area.setWidget(inside)
        self.column.addWidget(self._area, 1)
        self.title = label(title, "heading", wrap=True)
        self._inside.addWidget(self.title)
        self.text = label(text, wrap=True)
        self.text.setVisible(bool(text))
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._inside.addWidget(self.text)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._inside.addLayout(self.body)
        self._first: QPushButton | None = None
        self._door: Door | None = None
        self._answers: Callable[[], object] = bool
        self._begun_with: object = None
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.column.addSpacing(_ABOVE_BUTTONS)
        self.column.addLayout(self.buttons)

    def exec(self) -> int:
        """Show the dialog and wait for its answer; being hidden behind the lock of the window is none."""
        loop = QEventLoop()
        self.finished.connect(loop.quit)
        self.destroyed.connect(loop.quit)
        self.setModal(True)
        self.show()
        loop.exec()
        return self.result()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that wrapped texts need at this width; show with the ring what Enter does."""
        super().showEvent(event)
        if self._first is not None and not self.body.count():
            self._first.setFocus()
        self.resize(self._asked(max(self.width(), self.sizeHint().width())).boundedTo(self._room()))

    def sizeHint(self) -> QSize:
        """Return the size that shows everything."""
        inside, around = self._inside, self.column.contentsMargins()
        return self._asked(
            max(self.minimumWidth(), inside.sizeHint().width() + around.left() + around.right())
        )

    def _asked(self, wide: int) -> QSize:
        """Return the size that shows everything at a width."""
        inside, around = self._inside, self.column.contentsMargins()
        room = wide - around.left() - around.right()
        high = (
            inside.totalHeightForWidth(room)
            if inside.hasHeightForWidth()
            else inside.totalSizeHint().height()
        )
        foot = self.buttons.sizeHint().height() + 2 * self.column.spacing() + _ABOVE_BUTTONS
        return QSize(wide, high + foot + around.top() + around.bottom()).expandedTo(self.least)

    def _room(self) -> QSize:
        """Return the room that the screen has, less the frame of a window: what does not fit scrolls above the buttons."""
        return self.screen().availableGeometry().size() - FRAME

    def guard(self, door: "Door", answers: Callable[[], object]) -> None:
        """Ask, through a door, before answers that are no longer what they are now are given up."""
        self._door, self._answers, self._begun_with = door, answers, answers()

    def reject(self) -> None:
        """Go without the answers; what was typed is asked about where it is guarded."""
        typed = self._door is not None and self._answers() != self._begun_with
        if (
            not typed
            or self._door is None
            or self._door.ask(
                self, "不保存就退出", "填过的还没有保存，退出就没有了。", yes="退出", no="接着填", danger=True
            )
        ):
            super().reject()

    def grow(self) -> None:
        """Let the body take what room the box has."""
        self._inside.setStretchFactor(self.body, 1)

    def offer(self, yes: str, no: str = "", *, danger: bool = False) -> None:
        """Set the buttons; the first one is the way out that changes nothing, and has the ring where yes is dangerous."""
        self.yes = button(yes, kind="danger" if danger else "primary")
        self._first = self.yes
        if no:
            refuse = button(no)
            refuse.clicked.connect(self.reject)
            self.buttons.addWidget(refuse)
            self._first = refuse if danger else self.yes
        self.yes.setDefault(not danger)
        self.yes.clicked.connect(self.accept)
        self.buttons.addWidget(self.yes)
        if no and not danger:
            # Tab and Enter behind the last field come to yes: to give up takes one step more.
            QWidget.setTabOrder(self.yes, refuse)

    def choices(self, options: Sequence[str]) -> None:
        """Set a button for each of several ways on, the usual first, and one to stay; `done` tells which."""
        stay = button("取消")
        stay.clicked.connect(self.reject)
        self.buttons.addWidget(stay)
        for at, text in reversed(list(enumerate(options))):
            way = button(text, kind="primary" if at == 0 else "")
            way.setDefault(at == 0)
            way.clicked.connect(lambda _=False, number=at: self.done(number + _FIRST))
            self.buttons.addWidget(way)
            self._first = way


class Door:
    """Asks a person. Tests pass a door of their own with planned answers; nothing else opens a dialog."""

    def ask(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        *,
        yes: str = "确定",
        no: str = "取消",
        danger: bool = False,
    ) -> bool:
        """Ask a question and return whether the answer is yes."""
        box = Box(parent, title, text)
        box.offer(yes, no, danger=danger)
        return box.exec() == _ACCEPTED

    def choose(self, parent: QWidget | None, title: str, text: str, options: Sequence[str]) -> int:
        """Offer several ways on and return the number of the chosen one; -1 if the person stays.

        The first option is the usual one and gets the accent.
        """
        box = Box(parent, title, text)
        box.choices(options)
        return max(box.exec() - _FIRST, -1)

    def tell(self, parent: QWidget | None, title: str, text: str) -> None:
        """Tell something that must be read."""
        box = Box(parent, title, text)
        box.offer("知道了")
        box.exec()

    def ask_text(
        self, parent: QWidget | None, title: str, text: str, *, yes: str = "确定", danger: bool = False,
        suggestions: Sequence[str] = (), secret: bool = False,
    ) -> str | None:  # fmt: skip
        """Ask for a line of text, such as the reason of a deletion; None if the person goes back."""
        box = Box(parent, title, text)
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal)
        box.body.addWidget(line)
        if suggestions:
            row = QHBoxLayout()
            for one in suggestions:
                chip = button(one, kind="chip")
                chip.clicked.connect(lambda _=False, said=one: line.setText(said))
                row.addWidget(chip)
            row.addStretch(1)
            box.body.addLayout(row)
        box.offer(yes, "取消", danger=danger)
        box.yes.setEnabled(False)
        line.textChanged.connect(lambda said: box.yes.setEnabled(bool(said.strip())))
        if danger:
            # No default: Enter on the reason goes to the dangerous button, and only a second one presses it.
            line.returnPressed.connect(box.yes.setFocus)
        line.setFocus()
        return line.text().strip() if box.exec() == _ACCEPTED else None

    def show_box(self, box: Box) -> bool:
        """Show a dialog that a page has filled itself, and return whether it was accepted."""
        return box.exec() == _ACCEPTED

    def pick_file(
        self, parent: QWidget | None, title: str, pattern: str, folder: Path | None = None
    ) -> Path | None:
        """Let a person choose a file to open; pattern as Qt writes it: `工作簿 (*.xlsx *.xls)`."""
        chosen, _ = QFileDialog.getOpenFileName(parent, title, str(folder or Path.home()), pattern)
        return Path(chosen) if chosen else None

    def pick_folder(self, parent: QWidget | None, title: str, folder: Path | None = None) -> Path | None:
        """Let a person choose a folder to write into."""
        chosen = QFileDialog.getExistingDirectory(parent, title, str(folder or Path.home()))
        return Path(chosen) if chosen else None

    def pick_target(self, parent: QWidget | None, title: str, proposed: Path, pattern: str) -> Path | None:
        """Let a person choose where a file is to be written."""
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), pattern)
        return Path(chosen) if chosen else None

    def pick_printer(self, parent: QWidget | None, title: str, pages: int = 0) -> "QPrinter | None":
        """Let a person choose a printer, and which of the pages; None if the person goes back."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(title)
        if pages > 1:
            dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
            dialog.setMinMax(1, pages)
        return printer if dialog.exec() == _ACCEPTED else None
