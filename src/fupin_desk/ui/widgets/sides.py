"""Two parts of a page beside each other, or one below the other where the page is narrow."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from fupin_desk.ui.widgets.stack import least_height

_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_ANY_PX = 16_777_215


class Sides(QWidget):
    """The part that matters takes the room; the other one has a width of its own beside it, and any below it."""

    def __init__(
        self,
        main: QWidget,
        side: QWidget,
        *,
        side_px: int,
        room_px: int,
        main_px: int = 220,
        first: bool = False,
    ) -> None:
        """Put two parts together.

        Args:
            main: The part that takes the room.
            side: The other one.
            side_px: Its width while it stands beside.
            room_px: Below this width of both it stands below.
            main_px: The least height of the main part while the other stands below it.
            first: Whether the other stands at the left, and above where it is narrow.
        """
        super().__init__()
        self._main, self._side = main, side
        self._side_px, self._room_px, self._main_px = side_px, room_px, main_px
        self._row = QBoxLayout(_ACROSS, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        for one in (side, main) if first else (main, side):
            self._row.addWidget(one, 1 if one is main else 0)
        self._turn(narrow=False)

    def _turn(self, *, narrow: bool) -> None:
        self._row.setDirection(_DOWN if narrow else _ACROSS)
        self._side.setMinimumWidth(0 if narrow else self._side_px)
        self._side.setMaximumWidth(_ANY_PX if narrow else self._side_px)
        self._main.setMinimumHeight(self._main_px if narrow else 0)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the wider part alone: where both do not fit, they are put below each other."""
        parts = [one for one in (self._main, self._side) if not one.isHidden()]
        wide = max((one.minimumSizeHint().width() for one in parts), default=0)
        if self._row.direction() == _ACROSS:
            return QSize(wide, super().minimumSizeHint().height())
        high = sum(self._least(one, max(self.width(), wide)) for one in parts)
        return QSize(wide, high + self._row.spacing() * (len(parts) - 1))

    @staticmethod
    def _least(part: QWidget, width: int) -> int:
        """Return what the row will give a part at least."""
        asked = part.heightForWidth(width) if part.hasHeightForWidth() else least_height(part, width)
        return max(asked, part.minimumHeight())

    def hasHeightForWidth(self) -> bool:
        """Say that the hint above already reckons with the width."""
        return False

    def heightForWidth(self, width: int) -> int:
        """Return the same, for whoever asks the layout first."""
        return self.minimumSizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn at the width that is too narrow for both."""
        super().resizeEvent(event)
        narrow = self.width() < self._room_px
        if narrow != (self._row.direction() == _DOWN):
            self._turn(narrow=narrow)
        self.updateGeometry()
