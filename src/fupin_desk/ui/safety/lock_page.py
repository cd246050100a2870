"""The page that stands in the window's place while it is locked: a passphrase, and nothing of what is in the file."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from fupin_desk.ui.opening.passphrase import CapsHint, PassphraseLine
from fupin_desk.ui.theme import icons, style
from fupin_desk.ui.widgets.card import Card, button, label

_WIDE, _PICTURE_PX = 400, 36
_KEPT = "没有保存的那一页留着，解锁后接着录。正在做的导入、备份会做完。"


class LockPage(QFrame):
    """Asks for the passphrase again.

    Signals:
        given: The secret that was typed: the passphrase, or the text of the recovery sheet.
        left: The person wants to end the program.
    """

    given = Signal(object)
    left = Signal()

    def __init__(self, file_name: str) -> None:
        super().__init__()
        self.setProperty("role", "page")
        card = Card(margin=22)
        card.setFixedWidth(_WIDE)
        card.column.setSpacing(10)
        card.column.addLayout(self._head(file_name))
        self.passphrase = PassphraseLine("口令")
        self.passphrase.setPlaceholderText("口令（忘了可以贴上恢复单的 16 组字符）")
        self.passphrase.returnPressed.connect(self._give)
        self.error = label("", "error", wrap=True)
        card.column.addWidget(self.passphrase)
        card.column.addWidget(CapsHint(self.passphrase))
        card.column.addWidget(self.error)
        card.column.addWidget(label(_KEPT, "small", wrap=True))
        row = QHBoxLayout()
        leave = button("退出程序", kind="flat")
        leave.clicked.connect(self.left)
        self.unlock = button("解锁", kind="primary")
        self.unlock.clicked.connect(self._give)
        row.addWidget(leave)
        row.addStretch(1)
        row.addWidget(self.unlock)
        card.column.addLayout(row)
        middle = QVBoxLayout(self)
        middle.addStretch(2)
        middle.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(3)

    def _head(self, file_name: str) -> QHBoxLayout:
        picture = QLabel()
        ratio = self.devicePixelRatioF()
        picture.setPixmap(icons.pixmap("lock", style.tokens().accent_ink, _PICTURE_PX, ratio))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label("已锁定", "title"))
        words.addWidget(label(file_name, "muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(picture)
        row.addLayout(words, 1)
        return row

    def _give(self) -> None:
        secret = self.passphrase.text().strip()
        if secret:
            self.given.emit(secret)
        else:
            self.refuse("请输入口令。")

    def refuse(self, words: str) -> None:
        """Say why the window stays locked."""
        self.error.setText(words)
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def begin(self) -> None:
        """Put the keys into the line."""
        self.passphrase.setFocus()
