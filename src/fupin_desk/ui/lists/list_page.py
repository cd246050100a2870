"""A list page: filter as one types, chips for codes, sort by heading, chosen columns, copy, reveal, open."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fupin_desk.model.change import Batch
from fupin_desk.model.query import Query
from fupin_desk.ui.entry import removal
from fupin_desk.ui.lists.filters import Filters, Where
from fupin_desk.ui.lists.list_marks import ListMarks
from fupin_desk.ui.lists.rows_model import MARK_PX, RowsModel
from fupin_desk.ui.theme import icons
from fupin_desk.ui.widgets import clipboard, keys, plain_table
from fupin_desk.ui.widgets.card import Card, button, label, restyle
from fupin_desk.ui.widgets.empty import Empty
from fupin_desk.ui.widgets.flow import Flow
from fupin_desk.ui.widgets.list_cells import ListCells
from fupin_desk.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_FILTER_MS = 150
_PX_PER_CHAR, _HEADER_PX = 8, 34
_LEAST_PX, _MOST_PX, _AROUND_PX, _ARROW_PX, _BESIDE_MARK_PX = 58, 190, 26, 34, 8
_NARROWEST, _WIDEST, _MEASURED = 1.0, 1.6, 40
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ASCENDING, _DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
# Computed columns that hold a status, drawn as a chip like a code.
_STATUSES = frozenset({"@overdue"})


class RecordList(QWidget):
    """The list of one kind."""

    def __init__(self, navigator: "Navigator", kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._navigator, self._desk, self.kind = navigator, navigator.desk, kind
        self._form = self._desk.catalog.forms[kind]
        columns = navigator.settings.columns(kind, self._form.columns)
        headings = self._desk.headings(kind)
        self.model = RowsModel(self._desk, kind, tuple(one for one in columns if one in headings), self)
        self._sort = self._form.sort
        # What the list is always filtered by, and what 新建 begins where it is no record of the list's own kind.
        self.fixed: Where = {}
        self.begin: Callable[[], object] | None = None
        self._fitted = False
        self._timer = QTimer(self, singleShot=True, interval=_FILTER_MS)
        self._timer.timeout.connect(self.ask)
        self.text = QLineEdit()
        self.text.setProperty("role", "search")
        self.text.setPlaceholderText(f"筛选{self._form.label}（{keys.FILTER}）")
        self.text.setClearButtonEnabled(True)
        self.text.setFixedWidth(220)
        self.text.textChanged.connect(lambda _text: self._timer.start())
        self.filters = Filters(self._desk, kind)
        self.filters.changed.connect(self.ask)
        self.count = label("", "muted")
        self.table = plain_table.make(self.model)
        self.empty = Empty(icons.of_kind(kind), f"还没有{self._form.label.removesuffix('记录')}记录")
        self.empty.offer(f"新建{self._form.label}", self.new)
        self._lay_out()
        self._dress()
        self._bind()
        self._marks = ListMarks(self._desk, self.table, self.model)

    def _lay_out(self) -> None:
        bar = Flow()
        bar.addWidget(self.text)
        bar.addWidget(self.filters)
        bar.addStretch()
        self.eye = button("", "eye", kind="flat", tip=f"显示证件号码、电话（{keys.REVEAL}）")
        self.eye.clicked.connect(self.toggle_reveal)
        copied = button("", "copy", kind="flat", tip=f"复制选中的行（{keys.COPY}）")
        copied.clicked.connect(self.copy)
        columns = button("", "columns", kind="flat", tip="选择要显示的列")
        columns.clicked.connect(
            lambda: self._column_menu().popup(columns.mapToGlobal(columns.rect().bottomLeft()))
        )
        for one in (self.eye, copied, columns):
            bar.addWidget(one)
        self.stack = Stack()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        card = Card(margin=1)
        card.column.addWidget(self.stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(card, 1)

    def _dress(self) -> None:
        table, header = self.table, self.table.horizontalHeader()
        self._cells = ListCells()
        table.setItemDelegate(self._cells)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(False)
        header.sectionClicked.connect(self._sort_by)
        table.doubleClicked.connect(self._open_index)
        self._fit_columns()

    def _bind(self) -> None:
        keys.bind(self, keys.NEW, self.new)
        keys.bind(self, keys.FILTER, self.text.setFocus)
        keys.bind(self, keys.REVEAL, self.toggle_reveal)
        keys.bind(self, keys.DELETE, self.remove)
        keys.bind(self.table, keys.COPY, self.copy)
        keys.bind(self.table, keys.PASTE, lambda: clipboard.refuse_paste(self._navigator))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(
            lambda place: self._row_menu().popup(self.table.viewport().mapToGlobal(place))
        )
        for one in ("Return", "Enter"):
            keys.bind(self.table, one, self.open_current)
        keys.bind(self.text, "Down", self.go_to_rows)
        keys.bind(self.text, "Return", self.go_to_rows)

    def _fit_columns(self) -> None:
        """Give each column the room that its first rows need, and share out what the window has left."""
        fields = self._form.fields
        metrics = self.table.fontMetrics()
        rows = [self.model.row_texts(row) for row in range(min(self.model.rowCount(), _MEASURED))]
        widths: list[int] = []
        wished: list[int] = []
        for name in self.model.columns:
            texts = {row.get(name, "") for row in rows}
            widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            heading = metrics.horizontalAdvance(self.model.headings[name]) + _ARROW_PX
            declared = 0 if rows else fields[name].width * _PX_PER_CHAR if name in fields else 0
            marked = 0 if widths else MARK_PX + _BESIDE_MARK_PX
            wished.append(max(widest + _AROUND_PX + marked, heading, declared, _LEAST_PX))
            widths.append(min(wished[-1], _MOST_PX))
        # Before all are widened, those whose texts are cut take what is free: the name comes first.
        free = max(self.table.viewport().width() - sum(widths), 0)
        for at, wish in enumerate(wished):
            more = min(wish - widths[at], free)
            widths[at] += more
            free -= more
        room = self.table.viewport().width() / max(sum(widths), 1)
        for at, width in enumerate(widths):
            self.table.setColumnWidth(at, int(width * min(max(room, _NARROWEST), _WIDEST)))
        names = enumerate(self.model.columns)
        self._cells.chips = frozenset(
            at for at, name in names if name in _STATUSES or (name in fields and fields[name].type == "code")
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the columns to the window once it has its size."""
        super().showEvent(event)
        self.table.setFocus()
        if not self._fitted:
            self._fitted = True
            QTimer.singleShot(0, self, self._fit_columns)

    # --- what is listed

    def ask(self) -> None:
        """Ask the desk for the rows that the page describes; keep the chosen row where it still stands."""
        self._timer.stop()
        kept = self.current_id()
        village = self._navigator.place if self.kind != "village" else None
        where = {**self.filters.where, **self.fixed}
        query = Query(
            self.kind, village, self.text.text().strip(), where, self._sort, day=self._navigator.as_of
        )
        self.model.show(query)
        self._show_sort()
        self.count.setText(f"{len(self.model.ids):,} {self._form.measure}")
        narrowed = bool(query.text or query.where or query.place)
        if narrowed:
            self.empty.say(
                "没有符合条件的记录", "换个写法，或清除筛选再看。可以用姓名、拼音首字母、证件号码后四位。"
            )
        else:
            self.empty.say(
                f"还没有{self._form.label.removesuffix('记录')}记录",
                "可以逐条录入，也可以在“数据交换”里从 Excel 导入。",
            )
        self.stack.setCurrentWidget(self.table if self.model.ids else self.empty)
        if self.model.ids:
            self._select(self.model.ids.index(kept) if kept in self.model.ids else 0)

    def show_where(self, where: Where, text: str = "") -> None:
        """Filter the list as a link asks for."""
        self.filters.show_where(where)
        self.text.blockSignals(True)
        self.text.setText(text)
        self.text.blockSignals(False)
        self.ask()

    def _sort_by(self, column: int) -> None:
        name = self.model.columns[column]
        down = bool(self._sort) and self._sort[0] == name
        self.model.sort(column, _DESCENDING if down else _ASCENDING)
        self._sort = self.model.query.sort
        self._show_sort()

    def _show_sort(self) -> None:
        first = self._sort[0] if self._sort else ""
        name = first.removeprefix("-")
        at = self.model.columns.index(name) if name in self.model.columns else -1
        self.table.horizontalHeader().setSortIndicator(
            at, _DESCENDING if first.startswith("-") else _ASCENDING
        )

    # --- choosing

    def _select(self, row: int) -> None:
        index = self.model.index(row, 0)
        self.table.selectionModel().setCurrentIndex(index, _SELECT)
        self.table.scrollTo(index)

    def current_id(self) -> str:
        """Return the id of the row under the keys, empty if there is none."""
        row = self.table.currentIndex().row()
        return self.model.ids[row] if 0 <= row < len(self.model.ids) else ""

    def chosen_ids(self) -> list[str]:
        """Return the ids of the chosen rows, in the order of the list."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.ids[row] for row in rows]

    def go_to_rows(self) -> None:
        """Go from the filter to the rows."""
        if self._timer.isActive():
            self.ask()
        self.table.setFocus()

    # --- acting

    def new(self) -> None:
        """Begin a new record; what the list is filtered by is filled in."""
        if self.begin is not None:
            self.begin()
            return
        single = {
            name: values[0]
            for name, values in self.filters.where.items()
            if len(values) == 1 and name in self._form.fields
        }
        self._navigator.new_record(self.kind, **single)

    def open_current(self) -> None:
        """Open the row under the keys."""
        if self.current_id():
            self._navigator.open_record(self.kind, self.current_id())

    def _open_index(self, index: QModelIndex) -> None:
        self._navigator.open_record(self.kind, self.model.ids[index.row()])

    def remove(self) -> None:
        """Delete the row under the keys, with a reason."""
        record = self.current_id()
        if not record:
            return
        reason = removal.ask(self._navigator, self, self.kind, record)
        if reason:
            removal.remove(self._navigator, self.kind, record, reason)

    def copy(self) -> None:
        """Copy the chosen rows as a table with headings, masked as they are shown."""
        rows = [self.model.row_texts(row) for row in plain_table.chosen(self.table)]
        texts = [[one.get(name, "") for name in self.model.columns] for one in rows]
        clipboard.copy(self._navigator, self.model.titles(), texts)

    def toggle_reveal(self) -> None:
        """Show ID numbers, phones and accounts in full, or masked again."""
        self.model.set_reveal(not self.model.reveal)
        icons.dress(self.eye, "eye_off" if self.model.reveal else "eye", "text", 16)
        restyle(self.eye, "on", "true" if self.model.reveal else "false")

    def _row_menu(self) -> QMenu:
        """Return what can be done with the row under the pointer, with its keys."""
        menu = QMenu(self)
        acts = (
            ("打开", "Enter", self.open_current), ("复制选中的行", keys.COPY, self.copy),
            (f"新建{self._form.label}", keys.NEW, self.new), ("删除…", keys.DELETE, self.remove),
        )  # fmt: skip
        for text, key, act in acts:
            menu.addAction(f"{text}\t{key}").triggered.connect(lambda _=False, act=act: act())
        return menu

    def _column_menu(self) -> QMenu:
        menu = QMenu(self)
        for name, text in self.model.headings.items():
            action = QAction(text, menu)
            action.setCheckable(True)
            action.setChecked(name in self.model.columns)
            action.toggled.connect(lambda on, one=name: self.show_column(one, shown=on))
            menu.addAction(action)
        return menu

    def show_column(self, name: str, *, shown: bool) -> None:
        """Show a column or hide it; the choice is remembered. The last column stays."""
        columns = {*self.model.columns, name} if shown else set(self.model.columns) - {name}
        if not columns:
            return
        chosen = tuple(one for one in self.model.headings if one in columns)
        self.model.show_columns(chosen)
        self._navigator.settings.set_columns(self.kind, chosen)
        self._fit_columns()
        self._show_sort()


class ListPage(QWidget):
    """One or more lists that belong together, as tabs under one title."""

    def __init__(
        self, navigator: "Navigator", title: str, kinds: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._navigator, self.title, self._kinds = navigator, title, tuple(kinds)
        self.lists: dict[str, RecordList] = {}
        self.stack = Stack()
        self._tabs: dict[str, QPushButton] = {}
        self._offers: list[tuple[QPushButton, tuple[str, ...]]] = []
        self._head = Flow(spacing=12)
        self._head.addWidget(label(title, "title"))
        self._counts = Stack()
        self._build_tabs()
        self._head.addWidget(self._counts)
        self._head.addStretch()
        self.new_button = button("新建", "plus", kind="primary", tip=keys.NEW)
        self.new_button.clicked.connect(lambda: self.current().new())
        self._head.addWidget(self.new_button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 14, 10)
        self.column.setSpacing(10)
        self.column.addLayout(self._head)
        self.column.addWidget(self.stack, 1)
        self.show_kind(self._kinds[0], ask=False)

    def _build_tabs(self) -> None:
        forms = self._navigator.desk.catalog.forms
        for kind in self._kinds if len(self._kinds) > 1 else ():
            tab = button(forms[kind].label, kind="tab")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _=False, one=kind: self.show_kind(one))
            self._tabs[kind] = tab
            self._head.addWidget(tab)

    def offer(
        self, text: str, icon: str, act: Callable[[], object], kinds: Sequence[str] = (), tip: str = ""
    ) -> QPushButton:
        """Put a button before 新建; it shows beside the lists of these kinds only, beside all if none is named."""
        made = button(text, icon, tip=tip)
        made.clicked.connect(act)
        self._offers.append((made, tuple(kinds) or self._kinds))
        self._head.insertWidget(self._head.count() - 1, made)
        made.setVisible(self.current().kind in self._offers[-1][1])
        return made

    def current(self) -> RecordList:
        """Return the list that is shown."""
        widget = self.stack.currentWidget()
        return next(one for one in self.lists.values() if one is widget)

    def show_kind(self, kind: str, *, ask: bool = True) -> RecordList:
        """Show the list of a kind; it is built when it is first shown."""
        if kind not in self.lists:
            made = RecordList(self._navigator, kind)
            self.lists[kind] = made
            self.stack.addWidget(made)
            self._counts.addWidget(made.count)
        shown = self.lists[kind]
        self.stack.setCurrentWidget(shown)
        self._counts.setCurrentWidget(shown.count)
        for one, tab in self._tabs.items():
            tab.setChecked(one == kind)
        for offered, kinds in self._offers:
            offered.setVisible(kind in kinds)
        self.new_button.setText(f"新建{self._navigator.desk.catalog.forms[kind].label}")
        if ask:
            shown.ask()
        return shown

    def look_at(self, kind: str, where: Where, text: str = "") -> None:
        """Show the list of a kind, filtered."""
        self.show_kind(kind, ask=False).show_where(where, text)

    def refresh(self, batch: Batch | None) -> None:
        """Ask again for the rows."""
        self.current().ask()
