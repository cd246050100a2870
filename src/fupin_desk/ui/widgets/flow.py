"""A row that wraps: what does not fit goes on in the next line, so that no head of a page asks for a wide window."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QWidget

_NOTHING = Qt.Orientation(0)
_FREE = QSizePolicy.Policy.Expanding


class Flow(QLayout):
    """Items from left to right, in as many lines as it takes; a stretch pushes what follows it in its line to the right."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 8, fill: bool = False) -> None:
        """Make a row; with `fill` the items of a line share what is left of it."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._fill = fill
        # Qt asks for the same few widths many times before anything changes.
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)
        self.invalidate()

    def addStretch(self) -> None:
        """Push what follows to the right end of its line."""
        self.addItem(QSpacerItem(0, 0, _FREE))

    def insertWidget(self, at: int, widget: QWidget) -> None:
        """Take a widget at a place."""
        self.addWidget(widget)
        self._items.insert(at, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, at: int) -> QLayoutItem | None:
        """Return an item, None behind the last one."""
        return self._items[at] if 0 <= at < len(self._items) else None

    def takeAt(self, at: int) -> QLayoutItem | None:
        """Let go of an item."""
        self.invalidate()
        return self._items.pop(at) if 0 <= at < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Say that no room is asked for beyond the hint."""
        return _NOTHING

    def hasHeightForWidth(self) -> bool:
        """Say that a narrow row is a higher one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at this width."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was reckoned."""
        self._heights.clear()
        super().invalidate()

    def minimumSize(self) -> QSize:
        """Return the room of the widest item and of one line."""
        shown = [one.minimumSize() for one in self._items if not one.isEmpty()]
        around = self.contentsMargins()
        return QSize(
            max((one.width() for one in shown), default=0) + around.left() + around.right(),
            max((one.height() for one in shown), default=0) + around.top() + around.bottom(),
        )

    def sizeHint(self) -> QSize:
        """Return the room of one line that holds everything."""
        shown = [one.sizeHint() for one in self._items if not one.isEmpty()]
        around = self.contentsMargins()
        wide = sum(one.width() for one in shown) + self.spacing() * max(len(shown) - 1, 0)
        high = max((one.height() for one in shown), default=0)
        return QSize(wide + around.left() + around.right(), high + around.top() + around.bottom())

    def setGeometry(self, rect: QRect) -> None:
        """Put every item into its place."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        area = rect.marginsRemoved(self.contentsMargins())
        top = area.top()
        lines = self._lines(area.width())
        at_end = False
        for line in lines:
            high = max((size.height() for _, size in line), default=0)
            if move:
                self._place(line, QRect(area.left(), top, area.width(), high), at_end=at_end)
            # What is pushed to the right stays there in the lines below.
            at_end = at_end or any(item.spacerItem() is not None for item, _ in line)
            top += high + self.spacing()
        around = self.contentsMargins()
        return max(top - area.top() - self.spacing(), 0) + around.top() + around.bottom() if lines else 0

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        taken = 0
        for item in self._items:
            if item.spacerItem() is not None:
                lines[-1].append((item, QSize(0, 0)))
                continue
            if item.isEmpty():
                continue
            size = (
                item.sizeHint()
                .expandedTo(item.minimumSize())
                .boundedTo(QSize(max(room, item.minimumSize().width()), 1_000_000))
            )
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if taken and taken + size.width() > room:
                lines.append([])
                taken = 0
            lines[-1].append((item, size))
            taken += size.width() + self.spacing()
        return [line for line in lines if any(item.spacerItem() is None for item, _ in line)]

    def _place(self, line: list[tuple[QLayoutItem, QSize]], area: QRect, *, at_end: bool) -> None:
        shown = [size.width() for item, size in line if item.spacerItem() is None]
        free = max(area.width() - sum(shown) - self.spacing() * (len(shown) - 1), 0)
        springs = sum(item.spacerItem() is not None for item, _ in line)
        left = area.left() + (free if at_end and not springs else 0)
        for item, size in line:
            if item.spacerItem() is not None:
                left += free // springs
                continue
            wide = size.width() + (free // len(shown) if self._fill else 0)
            place = QPoint(left, area.top() + (area.height() - size.height()) // 2)
            item.setGeometry(QRect(place, QSize(wide, size.height())))
            left += wide + self.spacing()
