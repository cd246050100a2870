"""差错清单: what is wrong in the whole file, grouped, with a way to each field and reasons for what is right."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from fupin_desk.model.change import Batch
from fupin_desk.model.finding import Finding
from fupin_desk.ui.findings import findings_model
from fupin_desk.ui.findings.findings_model import HEADINGS, FindingsModel, GroupsModel
from fupin_desk.ui.theme.style import DENSE_ROW_PX
from fupin_desk.ui.widgets import clipboard, keys, plain_table
from fupin_desk.ui.widgets.card import Card, button, label, line
from fupin_desk.ui.widgets.empty import Empty
from fupin_desk.ui.widgets.flow import Flow
from fupin_desk.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_TABS = ("差错", "提醒", "已说明", "全部")
_WIDTHS = (74, 200, 150, 120, 330)
_BESIDE_PX = 320
_REASONS = ("核实过，情况属实", "已向县里报备", "资料在乡镇留存")
_FILTER_MS = 150


class FindingsPage(QWidget):
    """The findings of the last check. The worker looks for them; a saved record is checked again at once."""

    def __init__(self, navigator: "Navigator", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.title = "差错清单"
        self._navigator, self._desk, self._checkup = navigator, navigator.desk, navigator.checkup
        self.tab, self.code = "差错", ""
        self.model, self.groups = FindingsModel(self._desk, self), GroupsModel(self)
        self.table = plain_table.make(self.model, frozenset({0}))
        self.beside = plain_table.make(self.groups, row_px=DENSE_ROW_PX)
        self.state = label("", "muted")
        self.what, self.mend = label("", "heading", wrap=True), label("", "muted", wrap=True)
        self.kind, self.text = QComboBox(), QLineEdit()
        self.tabs: dict[str, QPushButton] = {}
        self.empty = Empty("findings", "")
        self.stack = Stack()
        self._timer = QTimer(self, singleShot=True, interval=_FILTER_MS)
        self._timer.timeout.connect(self._filter)
        self._lay_out()
        self._bind()

    # --- building

    def _lay_out(self) -> None:
        for at, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(at, width)
        header = self.beside.horizontalHeader()
        header.setStretchLastSection(False)
        self.beside.setColumnWidth(1, 56)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.beside.setSelectionMode(self.beside.SelectionMode.SingleSelection)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(10)
        split.setChildrenCollapsible(False)
        for widget in (self.beside, self._rows()):
            card = Card(margin=1)
            card.column.setSpacing(0)
            card.column.addWidget(widget)
            split.addWidget(card)
        split.setStretchFactor(1, 1)
        split.setSizes([_BESIDE_PX, 900])
        self.stack.addWidget(split)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addLayout(self._bar())
        column.addWidget(self.stack, 1)

    def _rows(self) -> QWidget:
        """Return the table with the chosen finding in full below it."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(line())
        told = QVBoxLayout()
        told.setContentsMargins(12, 8, 12, 8)
        told.setSpacing(2)
        told.addWidget(self.what)
        told.addWidget(self.mend)
        column.addLayout(told)
        self.table.setColumnHidden(len(HEADINGS) - 1, True)
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.horizontalHeader().setSectionResizeMode(len(HEADINGS) - 2, QHeaderView.ResizeMode.Stretch)
        return made

    def _head(self) -> Flow:
        row = Flow(spacing=10)
        row.addWidget(label("差错清单", "title"))
        row.addWidget(self.state)
        row.addStretch()
        self.waive_button = button(
            "说明…", "check", tip="核实无误的提醒（和证件上本来就印错的号码），写明理由；可以选多行一起说明"
        )
        self.waive_button.clicked.connect(self.waive)
        self.unwaive_button = button("取消说明", "undo")
        self.unwaive_button.clicked.connect(self.unwaive)
        self.run_button = button("检查全部", "findings", kind="primary", tip=keys.CHECK)
        self.run_button.clicked.connect(self._checkup.run)
        for one in (self.waive_button, self.unwaive_button, self.run_button):
            row.addWidget(one)
        return row

    def _bar(self) -> Flow:
        row = Flow(spacing=12)
        for name in _TABS:
            tab = button(name, kind="tab")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _=False, one=name: self.choose_tab(one))
            self.tabs[name] = tab
            row.addWidget(tab)
        row.addStretch()
        self.kind.setMinimumWidth(120)
        self.kind.setAccessibleName("哪一类记录")
        row.addWidget(self.kind)
        self.text.setProperty("role", "search")
        self.text.setPlaceholderText(f"筛选姓名、问题（{keys.FILTER}）")
        self.text.setClearButtonEnabled(True)
        self.text.setFixedWidth(220)
        row.addWidget(self.text)
        copied = button("", "copy", kind="flat", tip=f"复制选中的行（{keys.COPY}）")
        copied.clicked.connect(self.copy)
        row.addWidget(copied)
        return row

    def _bind(self) -> None:
        self._checkup.changed.connect(self._show)
        self.text.textChanged.connect(lambda _text: self._timer.start())
        self.kind.activated.connect(lambda _index: self._filter())
        self.beside.selectionModel().currentRowChanged.connect(lambda now, _old: self._choose_group(now))
        self.table.doubleClicked.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._name_buttons())
        for one in ("Return", "Enter"):
            keys.bind(self.table, one, lambda: self._open(self.table.currentIndex()))
        keys.bind(self.table, keys.COPY, self.copy)
        keys.bind(self, keys.FILTER, self.text.setFocus)
        for one in ("Down", "Return", "Enter"):
            keys.bind(self.text, one, self._go_to_rows)

    # --- showing

    def showEvent(self, event: QShowEvent) -> None:
        """Let the keys begin in the rows."""
        super().showEvent(event)
        self.table.setFocus()

    def refresh(self, batch: Batch | None) -> None:
        """Show what the last check found; what a batch mended is gone already."""
        if batch is None:
            self._show()

    def _show(self) -> None:
        found, checkup = self._checkup.found, self._checkup
        self.run_button.setEnabled(not checkup.running)
        if checkup.running:
            self.state.setText("正在检查全部记录…")
        elif found is None:
            self.state.setText("")
        else:
            stale = "，此后有大批改动，请重新检查" if checkup.is_stale else ""
            self.state.setText(f"{checkup.at} 检查{stale}")
        self._fill_kinds()
        self._filter()

    def _here(self) -> list[Finding]:
        """Return the findings of the village that is looked at, all without one."""
        place, where = self._navigator.place, self._checkup.where
        found = self._checkup.found or []
        if place is None:
            return found
        return [
            one
            for one in found
            if one.record == place or (one.record in where and where[one.record].village == place)
        ]

    def _fill_kinds(self) -> None:
        kept, forms = self.kind.currentData(), self._desk.catalog.forms
        self.kind.clear()
        self.kind.addItem("全部记录", None)
        present = {one.kind for one in self._here()}
        for kind in (one for one in forms if one in present):
            self.kind.addItem(forms[kind].label, kind)
        self.kind.setCurrentIndex(max(self.kind.findData(kept), 0))

    def _filter(self) -> None:
        self._timer.stop()
        here, kind = self._matching(self._here()), self.kind.currentData()
        for name, tab in self.tabs.items():
            count = sum(name in {"全部", findings_model.state(one)} for one in here)
            tab.setText(f"{name} {count:,}" if self._checkup.found is not None else name)
            tab.setChecked(name == self.tab)
        shown = [
            one
            for one in here
            if self.tab in {"全部", findings_model.state(one)} and kind in {None, one.kind}
        ]
        found = findings_model.groups(self._desk, shown)
        codes = [one.code for one in found]
        self.code = self.code if self.code in codes else ""
        blocked = self.beside.selectionModel().blockSignals(True)
        self.groups.show(found)
        self.beside.selectRow(codes.index(self.code))
        self.beside.selectionModel().blockSignals(blocked)
        self._list([one for one in shown if self.code in {"", one.code}])
        self._say_empty(bool(shown))

    def _matching(self, found: list[Finding]) -> list[Finding]:
        """Return the findings in which the text of the filter stands; the counts are of these, too."""
        text = self.text.text().strip()
        if not text:
            return found
        read = FindingsModel(self._desk)
        read.show(found, self._checkup.where)
        return [one for row, one in enumerate(found) if any(text in cell for cell in read.texts(row))]

    def _go_to_rows(self) -> None:
        """Go from the filter to the rows."""
        self._filter()
        self.table.setFocus()

    def _list(self, found: list[Finding]) -> None:
        kept = self._current()
        self.model.show(found, self._checkup.where)
        if self.model.findings:
            self.table.selectRow(self.model.findings.index(kept) if kept in self.model.findings else 0)
        self._name_buttons()

    def _say_empty(self, any_shown: bool) -> None:  # noqa: FBT001 - a state
        self.stack.setCurrentIndex(0 if any_shown else 1)
        if self._checkup.running and self._checkup.found is None:
            self.empty.say("正在检查", "可以继续做别的，查完会列在这里。")
        elif self._checkup.found is None:
            self.empty.say("还没有检查", f"按 {keys.CHECK} 或右上角“检查全部”，逐条核对全部记录。")
        elif self.text.text().strip():
            self.empty.say(
                "没有符合筛选的", f"没有一条里有“{self.text.text().strip()}”。清空筛选，就都列出来。"
            )
        else:
            self.empty.say(
                f"没有{self.tab if self.tab != '全部' else '差错和提醒'}", "这里的记录都通过了检查。"
            )

    def choose_tab(self, name: str) -> None:
        """Show errors, warnings, what was explained, or all."""
        self.tab = name
        self._filter()

    def _choose_group(self, index: QModelIndex) -> None:
        if index.isValid():
            self.code = self.groups.groups[index.row()].code
            self._filter()

    def _name_buttons(self) -> None:
        chosen = self.chosen()
        to_waive = [one for one in chosen if _to_waive(one)]
        waived = [one for one in chosen if one.waived]
        count = f" {len(to_waive)} 处" if len(to_waive) > 1 else ""
        self.waive_button.setText(f"说明{count}…")
        self.waive_button.setEnabled(bool(to_waive))
        self.unwaive_button.setVisible(bool(waived))
        one = self._current()
        self.what.setText(one.text if one else "")
        told = f"已说明：{one.waived}" if one and one.waived else one.mend if one else ""
        self.mend.setText(f"{told}　（Enter 打开这一栏）" if told else "")

    # --- acting

    def _current(self) -> Finding | None:
        row = self.table.currentIndex().row()
        return self.model.findings[row] if 0 <= row < len(self.model.findings) else None

    def chosen(self) -> list[Finding]:
        """Return the chosen findings in the order of the list."""
        return [self.model.findings[row] for row in plain_table.chosen(self.table)]

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            one = self.model.findings[index.row()]
            self._checkup.follow(one)
            self._navigator.open_record(one.kind, one.record, one.field)

    def waive(self) -> None:
        """Explain what can be of the chosen findings with one reason, in one batch."""
        some = [one for one in self.chosen() if _to_waive(one)]
        if not some:
            return
        reason = self._navigator.door.ask_text(
            self, f"说明 {len(some)} 处", "核实无误的写明理由，上报时印在差错清单里；以后还能取消。",
            yes="说明", suggestions=_REASONS,
        )  # fmt: skip
        if reason:
            self._keep(some, reason)

    def unwaive(self) -> None:
        """Take the reasons of the chosen findings back."""
        self._keep([one for one in self.chosen() if one.waived], "")

    def _keep(self, some: list[Finding], reason: str) -> None:
        batch = self._desk.waive(some, reason)
        if batch:
            self._navigator.say(f"已{'说明' if reason else '取消说明'} {len(some)} 处")

    def copy(self) -> None:
        """Copy the chosen rows as a table with headings."""
        rows = plain_table.chosen(self.table)
        clipboard.copy(self._navigator, self.model.titles(), [self.model.texts(row) for row in rows])


def _to_waive(one: Finding) -> bool:
    return one.explicable and one.severity != "A" and not one.waived
