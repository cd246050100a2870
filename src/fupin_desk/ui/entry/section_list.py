"""The list at the left of an entry page: its parts with their open errors, and the records that refer to it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from fupin_desk.ui.widgets.card import button, clear, label, restyle
from fupin_desk.ui.widgets.chip import Chip
from fupin_desk.ui.widgets.stack import Scroll

_LEAST_PX, _MOST_PX, _BAR_PX = 136, 196, 12
_BY_TAB = Qt.FocusPolicy.TabFocus
# What stands around a name: its edge, the button behind it, the scroll bar.
_AROUND_PX = 56
_NO_FOCUS, _NO_BAR = Qt.FocusPolicy.NoFocus, Qt.ScrollBarPolicy.ScrollBarAlwaysOff


@dataclass(frozen=True, slots=True)
class Related:
    """A kind of records that refers to the page's record through one of its fields."""

    text: str
    kind: str
    field: str


class SectionList(Scroll):
    """Buttons that scroll to a part of the page. A village has more of them than a low screen is high: they scroll.

    Signals:
        chosen: The name of the part.
    """

    chosen = Signal(object)

    def __init__(self, parts: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_LEAST_PX)
        self.setHorizontalScrollBarPolicy(_NO_BAR)
        inside = QWidget(self.viewport())
        inside.setProperty("role", "plain")
        self.setWidget(inside)
        column = self._column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, _BAR_PX, 0)
        column.setSpacing(2)
        self._buttons: dict[str, QPushButton] = {}
        self._counts: dict[str, Chip] = {}
        for name, text in parts:
            column.addWidget(self._part(name, text))
        self._related = QVBoxLayout()
        self._related.setSpacing(2)
        column.addSpacing(14)
        column.addLayout(self._related)
        column.addStretch(1)

    def _part(self, name: str, text: str) -> QWidget:
        made = button(text, kind="part")
        made.setFocusPolicy(_NO_FOCUS)
        made.clicked.connect(lambda: self.chosen.emit(name))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 6, 0)
        row.addStretch(1)
        count = Chip("", "bad")
        count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(count)
        self._buttons[name], self._counts[name] = made, count
        return made

    def order(self, parts: list[tuple[str, str]]) -> None:
        """Put the parts into another order."""
        for at, (name, _) in enumerate(parts):
            self._column.insertWidget(at, self._buttons[name])

    def show_counts(self, errors: dict[str, int]) -> None:
        """Show how many errors each part has."""
        for name, chip in self._counts.items():
            chip.say(str(errors[name]) if errors.get(name) else "", "bad")

    def light(self, name: str) -> None:
        """Show which part is being filled."""
        for one, made in self._buttons.items():
            restyle(made, "on", "true" if one == name else "false")

    def show_related(
        self, related: list[Related], opened: Callable[[Related], None], added: Callable[[Related], None]
    ) -> None:
        """Show the kinds of records that refer to this one, each with a button for a new one."""
        clear(self._related)
        if related:
            self._related.addWidget(label("相关记录", "small"))
        for one in related:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(0)
            name = button(one.text, kind="part", tip=one.text, yields=True)
            name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            plus = button("", "plus", kind="flat", tip="新建一条，带上这条记录")
            name.clicked.connect(lambda _=False, it=one: opened(it))
            plus.clicked.connect(lambda _=False, it=one: added(it))
            for made in (name, plus):
                made.setFocusPolicy(_BY_TAB)
            row.addWidget(name, 1)
            row.addWidget(plus)
            self._related.addWidget(line)
        self._widen([one.text for one in related])

    def _widen(self, related: list[str]) -> None:
        """Take the width that the longest name asks for, within reason."""
        metrics = self.fontMetrics()
        wide = [metrics.horizontalAdvance(one) + _AROUND_PX for one in related]
        wide += [
            metrics.horizontalAdvance(one.text()) + _AROUND_PX + self._counts[name].width()
            for name, one in self._buttons.items()
        ]
        self.setFixedWidth(min(max([_LEAST_PX, *wide]), _MOST_PX))
