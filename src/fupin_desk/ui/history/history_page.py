"""The history page: every step with who and when, its changes in words, undo, and the time machine."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableView,
    QVBoxLayout,
)

from fupin_desk.desk import listing
from fupin_desk.model.change import Batch, Change
from fupin_desk.model.error import UndoRefusedError
from fupin_desk.model.moments import local_moment
from fupin_desk.ui.entry import record_history
from fupin_desk.ui.entry.record_history import records
from fupin_desk.ui.history.batches_model import BatchesModel
from fupin_desk.ui.history.time_machine import TimeMachine
from fupin_desk.ui.safety import backup_clock
from fupin_desk.ui.shell import undo
from fupin_desk.ui.tasks.waiting import Waiting
from fupin_desk.ui.theme.style import ROW_PX
from fupin_desk.ui.widgets import keys
from fupin_desk.ui.widgets.card import Card, button, label
from fupin_desk.ui.widgets.empty import Empty
from fupin_desk.ui.widgets.page_frame import PageFrame
from fupin_desk.ui.widgets.sides import Sides
from fupin_desk.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_ROOM_PX, _SIDE_HIGH = 960, 220
_FILTER_MS, _MOST_CHANGES, _SIDE = 150, 400, 380
_WIDTHS, _WHAT = (138, 104, 310, 76, 64), 2
_RECORD = Qt.ItemDataRole.UserRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_STEPS, _TIME = 0, 1


class HistoryPage(PageFrame):
    """Steps at the left, the changes of the chosen one at the right; or the time machine."""

    def __init__(self, navigator: "Navigator") -> None:
        super().__init__("历史")
        self._navigator, self._desk = navigator, navigator.desk
        self._waiting = Waiting(navigator.worker, self)
        self.model = BatchesModel(self._desk, self)
        self._timer = QTimer(self, singleShot=True, interval=_FILTER_MS)
        self._timer.timeout.connect(self._ask)
        self._about: dict[str, str] = {}
        self.time = TimeMachine(navigator)
        self.text = QLineEdit()
        self.text.setProperty("role", "search")
        self.text.setPlaceholderText(f"筛选：做了什么、谁做的、编号（{keys.FILTER}）")
        self.text.setClearButtonEnabled(True)
        self.text.setFixedWidth(300)
        self.text.textChanged.connect(lambda _text: self._timer.start())
        self.table, self.empty = (
            QTableView(),
            Empty("history", "还没有历史", "保存、导入、删除的每一步都会记在这里。"),
        )
        self._dress_table()
        self._build_side()
        self._lay_out()
        keys.bind(self, keys.FILTER, self.text.setFocus)
        self.turn(_STEPS)

    def _lay_out(self) -> None:
        self.tabs: list[QPushButton] = []
        for at, text in enumerate(("每一步", "时光机")):
            tab = button(text, kind="tab")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _=False, page=at: self.turn(page))
            self.tabs.append(tab)
            self.head.insertWidget(1 + at, tab)
        self.head.addWidget(self.text)
        self.steps = Stack()
        self.steps.addWidget(self.table)
        self.steps.addWidget(self.empty)
        card = Card(margin=1)
        card.column.addWidget(self.steps)
        both = Card(margin=0)
        both.setProperty("role", "page")
        both.column.addWidget(Sides(card, self.side, side_px=_SIDE, room_px=_ROOM_PX))
        self.stack = Stack()
        self.stack.addWidget(both)
        self.stack.addWidget(self.time)
        self.column.addWidget(self.stack, 1)

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName("历史")
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(_LEFT)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)
        for at, width in enumerate(_WIDTHS):
            table.setColumnWidth(at, width)
        table.selectionModel().currentRowChanged.connect(lambda *_: self._show_batch())

    def _build_side(self) -> None:
        self.side = Card()
        self.side.setMinimumHeight(_SIDE_HIGH)
        self.what, self.who = label("", "heading", wrap=True), label("", "small", wrap=True)
        self.changes = QListWidget()
        self.changes.setProperty("role", "sections")
        self.changes.setAccessibleName("改动")
        self.changes.setWordWrap(True)
        self.changes.itemActivated.connect(self._open_record)
        self.hint = label("双击一行打开那条记录。", "small")
        self.undo_button = button("撤回这一步", "undo", kind="danger")
        self.undo_button.clicked.connect(self.undo)
        foot = QHBoxLayout()
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.undo_button)
        column: QVBoxLayout = self.side.column
        for one in (self.what, self.who):
            column.addWidget(one)
        column.addWidget(self.changes, 1)
        column.addLayout(foot)

    # --- showing

    def turn(self, page: int) -> None:
        """Show the steps (0) or the time machine (1)."""
        self.stack.setCurrentIndex(page)
        self.text.setVisible(page == _STEPS)
        for at, tab in enumerate(self.tabs):
            tab.setChecked(at == page)
        if page == _TIME:
            self.time.refresh()

    def look_at(self, record: str = "", batch: str = "", **_about: str) -> None:
        """Show the history of one record, or one step."""
        self._about = {"record": record, "batch": batch}

    def refresh(self, batch: Batch | None) -> None:
        """Ask for the steps again, and show what the page was opened for."""
        about, self._about = self._about, {}
        if about.get("batch"):
            self.text.clear()
            self.turn(_STEPS)
        self._ask()
        if about.get("batch"):
            self.choose(about["batch"])
        if about.get("record"):
            QTimer.singleShot(0, self, lambda: self.show_record(about["record"]))
        if self.stack.currentIndex() == _TIME:
            self.time.refresh()

    def _ask(self) -> None:
        self._timer.stop()
        chosen = self.current()
        self.model.ask(self.text.text())
        if self.text.text().strip():
            self.empty.say("没有这样的步骤", "换个写法，或清除筛选再看。")
        else:
            self.empty.say("还没有历史", "保存、导入、删除的每一步都会记在这里。")
        self.steps.setCurrentWidget(self.table if self.model.rowCount() else self.empty)
        row = self.model.row_of(chosen.id) if chosen else 0
        self._select(max(row, 0))

    def _select(self, row: int) -> None:
        if self.model.rowCount():
            self.table.selectionModel().setCurrentIndex(self.model.index(row, 0), _CHOOSE)
        self._show_batch()

    def choose(self, batch: str) -> None:
        """Choose a step by its id, fetching older ones until it is there."""
        while self.model.row_of(batch) < 0 and self.model.canFetchMore():
            self.model.fetchMore()
        self._select(max(self.model.row_of(batch), 0))
        self.table.scrollTo(self.table.currentIndex())

    def current(self) -> Batch | None:
        """Return the chosen step."""
        return self.model.batch(self.table.currentIndex().row())

    def _show_batch(self) -> None:
        batch = self.current()
        self.side.setVisible(batch is not None)
        self.changes.clear()
        if batch is None:
            return
        changes = self._desk.changes(batch.id)
        self.what.setText(batch.what)
        undone = f"　已由 {batch.undone_by} 撤回" if batch.undone_by else ""
        self.who.setText(
            f"{local_moment(batch.at)}　{batch.author}　编号 {batch.id}\n{records(changes):,} 条记录，{len(changes):,} 处改动{undone}"
        )
        shown = changes[:_MOST_CHANGES]
        names = self._names(shown)
        for change, words in zip(shown, self._desk.worded_changes(shown), strict=True):
            name = names.get(change.record, "")
            item = QListWidgetItem(f"{name}　{words}" if name else words)
            item.setData(_RECORD, (change.kind, change.record))
            self.changes.addItem(item)
        if len(changes) > _MOST_CHANGES:
            self.changes.addItem(f"……还有 {len(changes) - _MOST_CHANGES:,} 处")
        self.undo_button.setEnabled(not batch.undone_by)

    def _names(self, changes: list[Change]) -> dict[str, str]:
        by_kind: dict[str, set[str]] = {}
        for one in changes:
            by_kind.setdefault(one.kind, set()).add(one.record)
        return {
            record: name
            for kind, ids in by_kind.items()
            for record, name in listing.labels(self._desk, kind, ids).items()
        }

    # --- acting

    def _open_record(self, item: QListWidgetItem) -> None:
        about = item.data(_RECORD)
        if about:
            held = self._desk.record(*about)
            if held is None or held.removed:
                self.show_record(about[1])
            else:
                self._navigator.open_record(*about)

    def show_record(self, record: str) -> None:
        """Show every change of one record."""
        record_history.show(self._navigator, record, self)

    def undo(self) -> None:
        """Take the chosen step back after asking; a large one only after a backup."""
        batch = self.current()
        if batch is None or batch.undone_by:
            return
        if not undo.agreed(self._navigator, self, batch):
            return
        if batch.size < undo.LARGE:
            try:
                self._taken_back(self._desk.undo(batch.id))
            except UndoRefusedError as refused:
                self._refused(refused)
        else:
            self._waiting.run(
                backup_clock.TITLE,
                lambda: backup_clock.task(self._desk),
                lambda _made: self._take_back(batch),
                self._refused,
            )

    def _take_back(self, batch: Batch) -> None:
        self._navigator.show_backup()
        self._waiting.write(
            self._desk,
            "正在撤回",
            lambda: self._desk.undo(batch.id),
            self._taken_back,
            self._refused,
        )

    def _taken_back(self, made: Batch) -> None:
        self._navigator.say(f"已{made.what}")
        self.table.setFocus()

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, UndoRefusedError):
            self._navigator.worker.report(error)
            return
        undo.refused(self._navigator, self, error)
