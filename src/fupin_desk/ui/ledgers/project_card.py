"""One project on the board: its name, where, how much, for whom, how long it stands where it stands."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from fupin_desk.model import tally_text
from fupin_desk.model.value import Values
from fupin_desk.ui.coverage import due
from fupin_desk.ui.ledgers.advance import next_stage
from fupin_desk.ui.widgets.card import button, label
from fupin_desk.ui.widgets.chip import Chip

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_UNDER_WAY = "07"


def since(project: Values) -> str:
    """Return the ISO day on which a project came to its stage; empty if it has none."""
    return str(project.get(f"_on_{project.get('_stage')}") or "")


def silence(project: Values, day: str) -> int:
    """Return for how many days nothing was reported of a project under way; 0 for any other."""
    if project.get("_stage") != _UNDER_WAY:
        return 0
    last = max(str(project.get("_reported_on") or ""), since(project))
    return due.days(last, day) if last else 0


class ProjectCard(QFrame):
    """A card opens its project; the arrow asks for the next step.

    Signals:
        opened, advanced: The id of the project.
    """

    opened = Signal(object)
    advanced = Signal(object)

    def __init__(self, desk: "Desk", project: Values, village: str, day: str, asked: int) -> None:
        super().__init__()
        self.id = str(project["id"])
        self.setProperty("role", "tile")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name = str(project.get("name") or "（未填项目名称）")
        self.setAccessibleName(name)
        self.setToolTip(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 6, 4)
        column.setSpacing(1)
        column.addWidget(label(name, "dense_strong", wrap=True))
        stage = project.get("_stage")
        word = desk.catalog.codes["project_stage"].label(stage) if stage else "还没有节点"
        column.addWidget(label(f"{village or '（未填村）'} · {word}", "small", wrap=True))
        households = int(project.get("_households") or 0)
        money = tally_text.short_amount(int(project.get("budget_fen") or 0))
        column.addWidget(label(f"{money} · {households} 户", "dense"))
        self._foot(column, project, day, asked)

    def _foot(self, column: QVBoxLayout, project: Values, day: str, asked: int) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        start = since(project)
        days = label(f"{due.days(start, day)} 天" if start else "", "small")
        days.setToolTip(f"{start} 到这个节点" if start else "")
        row.addWidget(days)
        row.addStretch(1)
        silent = silence(project, day)
        self.is_late = silent > asked
        if self.is_late:
            late = Chip("超期", "bad")
            late.setToolTip(f"{silent} 天没有填报进度，要求 {asked} 天内填一次")
            row.addWidget(late)
        if next_stage(str(project.get("_stage") or "")):
            on = button("", "advance", kind="flat", ink="accent_ink", tip="推进到下一节点")
            on.clicked.connect(lambda: self.advanced.emit(self.id))
            row.addWidget(on)
        column.addLayout(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the project."""
        self.opened.emit(self.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the project with the keys of a button."""
        if event.key() in _RETURNS:
            self.opened.emit(self.id)
        else:
            super().keyPressEvent(event)
