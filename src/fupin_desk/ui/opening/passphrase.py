"""Typing a passphrase: a line that warns of Caps Lock, and a pair of lines for a new one with its strength."""

from collections.abc import Callable, Iterable
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fupin_desk.desk import strength
from fupin_desk.desk.strength import Level
from fupin_desk.ui.theme import icons
from fupin_desk.ui.widgets.bar import Bar
from fupin_desk.ui.widgets.card import label, restyle
from fupin_desk.ui.widgets.composing import Line, allow

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_HIDDEN, _SHOWN = QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal
# A demo township protects nobody.
DEMO_PASSPHRASE = "demo"  # noqa: S105
_TONES = {
    Level.SHORT: "bad",
    Level.GUESSED: "bad",
    Level.WEAK: "warn",
    Level.ENOUGH: "good",
    Level.GOOD: "good",
}


class PassphraseLine(Line):
    """A line whose text is hidden, with an eye to show it.

    Signals:
        caps_noticed: Whether Caps Lock seems to be on, judged by the letters that arrive.
    """

    caps_noticed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None, *, composes: bool = False) -> None:
        """Make the line, hidden.

        Args:
            name: What is asked.
            parent: The widget around it.
            composes: Whether an input method may serve it while it is shown: old passphrases may hold Chinese,
                new ones must be typed hidden as well.
        """
        super().__init__(parent)
        self._composes = composes
        self.setAccessibleName(name)
        self._eye = QAction(self)
        self._eye.triggered.connect(self._toggle)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._show(_HIDDEN)

    def _show(self, mode: QLineEdit.EchoMode) -> None:
        hidden = mode == _HIDDEN
        self.setEchoMode(mode)
        # Showing the text switches the input method on again.
        allow(self, composes=self._composes and not hidden)
        icons.dress(self._eye, "eye" if hidden else "eye_off", "muted")
        words = "显示口令（口令里有汉字的，显示着才能输入）" if self._composes else "显示口令"
        self._eye.setToolTip(words if hidden else "遮住口令")

    def _toggle(self) -> None:
        self._show(_SHOWN if self.echoMode() == _HIDDEN else _HIDDEN)

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
    """A new passphrase, typed twice, with a meter that names its weakness.

    Args:
        names: Called for what anybody would try: the unit, the village, the operator.

    Signals:
        changed: Either line was edited.
    """

    changed = Signal()

    def __init__(self, names: Callable[[], Iterable[str]] = tuple, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self.first, self.second = PassphraseLine("新口令"), PassphraseLine("再输一遍")
        self._bar = Bar(thickness=5)
        self.words = label("", "small", wrap=True)
        self._same = label("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(label("口令", "muted"))
        column.addWidget(self.first)
        column.addWidget(self._bar)
        column.addWidget(self.words)
        column.addWidget(label("再输一遍", "muted"))
        column.addWidget(self.second)
        column.addWidget(self._same)
        column.addWidget(CapsHint(self.first, self.second))
        self.first.textChanged.connect(self._judge)
        self.second.textChanged.connect(self._judge)
        self._judge()

    def _judge(self) -> None:
        text = self.first.text()
        judged = strength.judge(text, self._names())
        tone = _TONES[judged.level]
        self._bar.show_share(Fraction(judged.level + 1 if text else 0, len(Level)), tone=tone)
        self.words.setText(judged.words if text else f"{strength.SHORTEST} 个字符以上，最好是几个不相干的词")
        restyle(self.words, "role", {"bad": "error", "warn": "warn"}.get(tone, "small") if text else "small")
        differs = bool(self.second.text()) and self.second.text() != text
        self._same.setText("两次输入的不一样。" if differs else "")
        restyle(self._same, "role", "error")
        self.changed.emit()

    def judge_again(self) -> None:
        """Judge once more: what anybody would try has changed."""
        self._judge()

    def passphrase(self) -> str:
        """Return the passphrase if it may be used, else an empty text."""
        text = self.first.text()
        allowed = not strength.judge(text, self._names()).refused
        return text if allowed and text == self.second.text() else ""
