"""A list to tick: a village's households, a course's people, the villages of a trip."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from fupin_desk.ui.theme.style import DENSE_ROW_PX
from fupin_desk.ui.widgets import plain_table
from fupin_desk.ui.widgets.card import Card, button, label, restyle
from fupin_desk.ui.widgets.tick_model import TickModel, TickRow

Load = Callable[[str | None], list[TickRow]]
_SPACE, _PRESS = Qt.Key.Key_Space, QEvent.Type.KeyPress
_FILTER_MS = 120


class TickList(QWidget):
    """Rows of one village, or of all, with a filter line and quick filters.

    Signals:
        changed: Other rows are ticked.
    """

    changed = Signal()

    def __init__(
        self,
        headings: Sequence[str],
        measure: str,
        load: Load,
        *,
        places: Sequence[tuple[str | None, str]] = (),
        filters: Sequence[str] = (),
        widths: Sequence[int] = (),
        chips: frozenset[int] = frozenset(),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._load, self._measure = load, measure
        self._loaded: list[TickRow] = []
        self.model = TickModel(headings, self)
        self.table = plain_table.make(self.model, chips, DENSE_ROW_PX)
        self.place = QComboBox()
        self.text = QLineEdit()
        self.count = label("", "heading")
        self.filters: dict[str, QPushButton] = {}
        self._timer = QTimer(self, singleShot=True, interval=_FILTER_MS)
        self._lay_out(places, filters)
        self._bind(widths)

    def _lay_out(self, places: Sequence[tuple[str | None, str]], filters: Sequence[str]) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(6)
        self.place.setMaxVisibleItems(20)
        for one, name in places:
            self.place.addItem(name, one)
        self.place.setVisible(bool(places))
        self.text.setProperty("role", "search")
        self.text.setPlaceholderText("筛选")
        self.text.setClearButtonEnabled(True)
        bar.addWidget(self.place)
        bar.addWidget(self.text, 1)
        for name in filters:
            chip = button(name, kind="chip")
            chip.setCheckable(True)
            chip.toggled.connect(lambda on, it=chip: restyle(it, "on", "true" if on else "false"))
            chip.toggled.connect(lambda _on: self._filter())
            self.filters[name] = chip
            bar.addWidget(chip)
        card = Card(margin=1)
        card.column.addWidget(self.table)
        foot = QHBoxLayout()
        every = button("勾选列出的", "check", kind="flat")
        every.clicked.connect(lambda: self.model.tick([one.id for one in self.model.rows], on=True))
        none = button("全部取消", kind="flat")
        none.clicked.connect(lambda: self.model.tick([*self.model.ticked], on=False))
        foot.addWidget(self.count)
        foot.addStretch(1)
        foot.addWidget(every)
        foot.addWidget(none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(bar)
        column.addWidget(card, 1)
        column.addLayout(foot)

    def _bind(self, widths: Sequence[int]) -> None:
        self._timer.timeout.connect(self._filter)
        self.text.textChanged.connect(lambda _text: self._timer.start())
        self.place.activated.connect(lambda _index: self.reload())
        self.model.ticked_changed.connect(self._count)
        self.model.ticked_changed.connect(self.changed)
        self.table.clicked.connect(lambda index: self._toggle([index.row()]) if index.column() else None)
        self.table.installEventFilter(self)
        for at, width in enumerate(widths):
            self.table.setColumnWidth(at, width)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tick the chosen rows with the space bar."""
        if isinstance(event, QKeyEvent) and event.type() == _PRESS and event.key() == _SPACE:
            self._toggle(sorted({index.row() for index in self.table.selectionModel().selectedRows()}))
            return True
        return super().eventFilter(watched, event)

    def _toggle(self, rows: list[int]) -> None:
        ids = [self.model.rows[row].id for row in rows]
        self.model.tick(ids, on=any(one not in self.model.ticked for one in ids))

    def reload(self) -> None:
        """Load the rows of the chosen village again."""
        self._loaded = self._load(self.place.currentData())
        self._filter()

    def _filter(self) -> None:
        self._timer.stop()
        text = self.text.text().strip()
        wanted = {name for name, chip in self.filters.items() if chip.isChecked()}
        self.model.show([
            one
            for one in self._loaded
            if wanted <= one.passes and (not text or any(text in cell for cell in one.texts))
        ])  # fmt: skip
        self._count()

    def _count(self) -> None:
        self.count.setText(f"已勾选 {len(self.model.ticked):,} {self._measure}")

    @property
    def ticked(self) -> list[str]:
        """The ticked ids, those listed first and in their order."""
        listed = [one.id for one in self._loaded if one.id in self.model.ticked]
        return [*listed, *sorted(self.model.ticked - set(listed))]

    def tick(self, ids: Sequence[str]) -> None:
        """Tick ids, besides those that are ticked."""
        self.model.tick(ids, on=True)
