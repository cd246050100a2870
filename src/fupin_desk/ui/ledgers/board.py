"""The project library as a board: a column a group of stages, a card a project."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fupin_desk.model import tally_text
from fupin_desk.model.value import Value, Values
from fupin_desk.ui.ledgers import advance
from fupin_desk.ui.ledgers.project_card import ProjectCard, silence
from fupin_desk.ui.widgets.card import button, clear, label, restyle
from fupin_desk.ui.widgets.flow import Flow
from fupin_desk.ui.widgets.stack import Scroll

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

# The stages of each column.
COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("申报评议", ("", "01", "02")), ("审核审定", ("03", "04")), ("入库批复", ("05", "06")), ("开工", ("07",)),
    ("竣工验收", ("08", "09")), ("移交结项", ("10", "11")), ("出库终止", ("98", "99")),
)  # fmt: skip
_MOST, _ALL = 40, ""
# A lane keeps the width of a card; where all do not fit, the board scrolls.
_LANE_PX = 164
_FILTERS = (("village", "全部村"), ("batch_no", "全部批次"), ("category", "全部类别"))


class _Column(QFrame):
    """One column: its name, how many projects and how much money, and the cards, which scroll."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "lane")
        self.setAccessibleName(name)
        self.count = label("", "small")
        self.cards = QVBoxLayout()
        self.cards.setSpacing(6)
        inside = QWidget()
        inside.setProperty("role", "lane_inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.cards)
        column.addStretch(1)
        area = Scroll()
        area.setProperty("role", "lane_inside")
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(6, 7, 6, 6)
        outside.setSpacing(5)
        outside.addWidget(label(name, "heading"))
        outside.addWidget(self.count)
        outside.addWidget(area, 1)


class Board(QWidget):
    """All projects of the place by stage, narrowed by village, batch and category."""

    kind = "project"

    def __init__(self, navigator: "Navigator") -> None:
        super().__init__()
        self._navigator, self._desk = navigator, navigator.desk
        self.count = label("", "muted")
        self.cards: list[ProjectCard] = []
        self._columns = {name: _Column(name) for name, _ in COLUMNS}
        self.filters = {name: QComboBox() for name, _ in _FILTERS}
        self.late: QPushButton = button("只看进度超期", kind="chip")
        self._is_late = False
        self._projects: list[Values] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._bar())
        lanes = QWidget()
        lanes.setProperty("role", "plain")
        row = QHBoxLayout(lanes)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for one in self._columns.values():
            one.setMinimumWidth(_LANE_PX)
            row.addWidget(one, 1)
        area = Scroll()
        area.setWidget(lanes)
        column.addWidget(area, 1)

    def _bar(self) -> Flow:
        row = Flow()
        for name, text in _FILTERS:
            box = self.filters[name]
            box.setAccessibleName(text)
            box.setMinimumWidth(140)
            box.activated.connect(lambda _at: self._show())
            row.addWidget(box)
        self.late.clicked.connect(self.toggle_late)
        row.addWidget(self.late)
        return row

    # --- showing

    def ask(self) -> None:
        """Show the projects as they are held now."""
        self._projects = self._desk.ledger("projects", self._navigator.place, self._navigator.as_of)
        for name, text in _FILTERS:
            self._fill(name, text)
        self._show()

    def _fill(self, name: str, text: str) -> None:
        box, found = self.filters[name], {one.get(name) for one in self._projects} - {None}
        kept = box.currentData()
        box.clear()
        box.addItem(text, _ALL)
        for value in sorted(found, key=str):
            box.addItem(self._word(name, value), value)
        box.setCurrentIndex(max(box.findData(kept), 0))

    def _word(self, name: str, value: Value) -> str:
        if name == "village":
            return self._desk.name_of("village", str(value))
        return self._desk.catalog.codes["project_category"].label(value) if name == "category" else str(value)

    def toggle_late(self) -> None:
        """Show only projects whose progress is overdue, or all again."""
        self._is_late = not self._is_late
        restyle(self.late, "on", "true" if self._is_late else "false")
        self._show()

    def _show(self) -> None:
        day = self._navigator.as_of
        asked = int(self._desk.pack(day).readings.get("progress_days", 92) or 92)
        shown = [one for one in self._projects if self._is_chosen(one)]
        if self._is_late:
            shown = [one for one in shown if silence(one, day) > asked]
        names = self._desk.names("village", {str(one["village"]) for one in shown if one.get("village")})
        self.cards = []
        for name, stages in COLUMNS:
            some = [one for one in shown if str(one.get("_stage") or "") in stages]
            self._show_column(self._columns[name], some, names, asked)
        self.count.setText(f"{len(shown):,} 个项目")

    def _show_column(self, column: _Column, some: list[Values], names: dict[str, str], asked: int) -> None:
        clear(column.cards)
        total = sum(int(one.get("budget_fen") or 0) for one in some)
        column.count.setText(f"{len(some)} 个 · {tally_text.short_amount(total)}" if some else "没有")
        for one in some[:_MOST]:
            card = ProjectCard(
                self._desk, one, names.get(str(one.get("village")), ""), self._navigator.as_of, asked
            )
            card.opened.connect(lambda it: self._navigator.open_record("project", it))
            card.advanced.connect(lambda it: advance.run(self._navigator, self, it))
            self.cards.append(card)
            column.cards.addWidget(card)
        if len(some) > _MOST:
            column.cards.addWidget(label(f"还有 {len(some) - _MOST} 个，看表格", "small"))

    def _is_chosen(self, one: Values) -> bool:
        return all(box.currentData() in {_ALL, None, one.get(name)} for name, box in self.filters.items())

    def new(self) -> None:
        """Begin a new project with what the board is narrowed to."""
        given = {name: box.currentData() for name, box in self.filters.items() if box.currentData()}
        if self._navigator.place:
            given.setdefault("village", self._navigator.place)
        self._navigator.new_record("project", **given)
