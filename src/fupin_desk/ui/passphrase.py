"""Typing a passphrase: a line that warns of Caps Lock, and a pair of lines for a new one with its strength."""

import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fupin_desk.ui import icons
from fupin_desk.ui.bar import Bar
from fupin_desk.ui.card import label, restyle

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_HIDDEN, _SHOWN = QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal
SHORTEST = 4
# A demo township protects nobody.
DEMO_PASSPHRASE = "demo"  # noqa: S105
_COMMON = ("1234", "123456", "12345678", "password", "888888", "666666", "000000", "111111", "abcd", "fupin")
_LEVELS = (
    ("bad", "太短，至少 4 个字符"), ("bad", "太常见，一猜就中"), ("warn", "较弱，再长一些更稳妥"), ("good", "够用"),
    ("good", "很好"),
)  # fmt: skip


def strength(passphrase: str) -> int:
    """Return how strong a passphrase is: 0 too short, 1 common, 2 weak, 3 enough, 4 good."""
    plain = unicodedata.normalize("NFKC", passphrase).strip()
    if len(plain) < SHORTEST:
        return 0
    if plain.lower() in _COMMON or len(set(plain)) <= 2:
        return 1
    # A Chinese character is worth about two letters.
    kinds = sum(any(test(one) for one in plain) for test in (str.isdigit, str.islower, str.isupper))
    worth = sum(2 if ord(one) > 0x2E80 else 1 for one in plain) + 2 * max(0, kinds - 1)
    return 2 if worth < 8 else 3 if worth < 13 else 4


class PassphraseLine(QLineEdit):
    """A line whose text is hidden, with an eye to show it.

    Signals:
        caps_noticed: Whether Caps Lock seems to be on, judged by the letters that arrive.
    """

    caps_noticed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(_HIDDEN)
        self.setAccessibleName(name)
        self._eye = QAction(self)
        self._eye.triggered.connect(self._toggle)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._dress()

    def _dress(self) -> None:
        hidden = self.echoMode() == _HIDDEN
        icons.dress(self._eye, "eye" if hidden else "eye_off", "muted")
        self._eye.setToolTip("显示口令" if hidden else "遮住口令")

    def _toggle(self) -> None:
        self.setEchoMode(_SHOWN if self.echoMode() == _HIDDEN else _HIDDEN)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Notice Caps Lock: a capital without Shift, or a small letter with it."""
        typed = event.text()
        if typed.isalpha() and typed.isascii():
            self.caps_noticed.emit(typed.isupper() != bool(event.modifiers() & _SHIFT))
        super().keyPressEvent(event)


class CapsHint(QWidget):
    """Room for the one line that says that Caps Lock is on; the room is kept, so that nothing jumps."""

    def __init__(self, *lines: PassphraseLine) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.text = label("", "warn")
        row.addWidget(self.text)
        for one in lines:
            one.caps_noticed.connect(
                lambda on: self.text.setText("大写锁定开着，口令区分大小写。" if on else "")
            )


class NewPassphrase(QWidget):
    """A new passphrase, typed twice.

    Signals:
        changed: Either line was edited.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.second = PassphraseLine("新口令"), PassphraseLine("再输一遍")
        self._bar = Bar(thickness=5)
        self._words = label("", "small")
        self._same = label("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(label("口令", "muted"))
        column.addWidget(self.first)
        beside = QHBoxLayout()
        beside.addWidget(self._bar, 1)
        beside.addWidget(self._words, 2)
        column.addLayout(beside)
        column.addWidget(label("再输一遍", "muted"))
        column.addWidget(self.second)
        column.addWidget(self._same)
        column.addWidget(CapsHint(self.first, self.second))
        self.first.textChanged.connect(self._judge)
        self.second.textChanged.connect(self._judge)
        self._judge()

    def _judge(self) -> None:
        from fractions import Fraction

        text = self.first.text()
        level = strength(text)
        tone, words = _LEVELS[level]
        self._bar.show_share(Fraction(level + 1 if text else 0, len(_LEVELS)), tone=tone)
        self._words.setText(words if text else "4 个不相干的词，或 8 位以上字母数字")
        differs = bool(self.second.text()) and self.second.text() != text
        self._same.setText("两次输入的不一样。" if differs else "")
        restyle(self._same, "role", "error")
        self.changed.emit()

    def passphrase(self) -> str:
        """Return the passphrase if it may be used, else an empty text."""
        text = self.first.text()
        return text if strength(text) >= 1 and text == self.second.text() else ""
