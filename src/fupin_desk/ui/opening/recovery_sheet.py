"""The recovery sheet on the screen: its groups, printing, and the tick that it is safe on paper."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.model import clock
from fupin_desk.ui.theme import fonts
from fupin_desk.ui.widgets.ask import Box, Door
from fupin_desk.ui.widgets.card import button, label

_CENTRE = Qt.AlignmentFlag.AlignCenter
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse
_SIGN_PX, _A_LINE = 18, 4
_NO_FILE = (
    "没有打印：“{name}”会把恢复单存成电脑里的文件，谁拿到那个文件，谁就能打开您的数据。"
    "请选真正的打印机；没有打印机，就照着抄下来。"
)


class RecoverySheet(QWidget):
    """Sixteen groups in four lines, numbered, with a button that prints them.

    Signals:
        kept: Whether the person says that the sheet is on paper.
    """

    kept = Signal(object)

    def __init__(self, door: Door, text: str, place: str, file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door, self._text, self._place, self._file = door, text, place, file
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._groups())
        row = QHBoxLayout()
        printing = button("打印恢复单", "print")
        printing.clicked.connect(self.print)
        row.addWidget(printing)
        self.said = label("", "small", wrap=True)
        row.addWidget(self.said, 1)
        column.addLayout(row)
        self.tick = QCheckBox("我已抄下或打印，并收好了")
        self.tick.toggled.connect(self.kept.emit)
        column.addWidget(self.tick)

    def _groups(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "card")
        grid = QGridLayout(frame)
        grid.setContentsMargins(14, 10, 14, 12)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(4)
        font = QFont(fonts.bundled() or self.font().family())
        font.setPixelSize(_SIGN_PX)
        for at, group in enumerate(self._text.split()):
            row, across = divmod(at, _A_LINE)
            grid.addWidget(label(f"第 {at + 1} 组", "small"), row * 2, across, _CENTRE)
            signs = label(group)
            signs.setFont(font)
            signs.setStyleSheet(f"font-size: {_SIGN_PX}px; font-weight: 700;")
            signs.setTextInteractionFlags(_SELECTABLE)
            grid.addWidget(signs, row * 2 + 1, across, _CENTRE)
        return frame

    def print(self) -> None:
        """Print the sheet on a printer that the person chooses."""
        from fupin_desk.model.error import DeskError
        from fupin_desk.ui.widgets import printing

        printer = self._door.pick_printer(self, "打印恢复单")
        if printer is None:
            return
        file = printing.to_file(printer)
        if file:
            self.said.setText(_NO_FILE.format(name=file))
            return
        day = clock.today()
        try:
            printing.print_recovery_sheet(printer, self._place, self._file, day, self._text)
            self.said.setText(f"{printing.told(printer)}。等纸出来，看清上面的字，再打勾。")
        except DeskError as error:
            self.said.setText(str(error))


def show(door: Door, parent: QWidget | None, text: str, place: str, file: str, *, why: str = "") -> None:
    """Show the sheet in a dialog of its own; it closes when the person says that it is kept."""
    box = Box(parent, "恢复单", why or WHY)
    sheet = RecoverySheet(door, text, place, file)
    box.body.addWidget(sheet)
    box.offer("收好了")
    box.yes.setEnabled(False)
    enable: Callable[[object], None] = lambda on: box.yes.setEnabled(bool(on))  # noqa: E731 - a slot
    sheet.kept.connect(enable)
    door.show_box(box)
    box.deleteLater()


WHY = "忘了口令时，只有这张恢复单能打开文件和备份，任何人都没有后门。打印或抄下来锁好，不要拍照，不要和电脑放在一起。"
