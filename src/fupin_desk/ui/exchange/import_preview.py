"""What an import would do, before it does it: counts as filters, every row with its reasons, the columns' meaning."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from fupin_desk.model.form import Sensitivity
from fupin_desk.model.importing import OUTCOMES, Cause, Plan
from fupin_desk.model.show import masked_numbers
from fupin_desk.ui.exchange.column_map import ColumnMap
from fupin_desk.ui.exchange.plan_model import FAULTY, PlanModel, reasons
from fupin_desk.ui.theme import icons
from fupin_desk.ui.theme.style import ROW_PX
from fupin_desk.ui.widgets import keys
from fupin_desk.ui.widgets.card import Card, button, label, restyle
from fupin_desk.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from PySide6.QtCore import QItemSelection

_WIDTHS = (56, 84, 300)
_CELL_PX, _REASON_HIGH = 116, 40
_CAUSE_CHARS, _CAUSES_SHOWN = 12, 20
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ImportPreview(QWidget):
    """The preview of one plan.

    Signals:
        accepted: The plan shall be imported.
        rejects_asked: The refused rows shall be saved as a workbook.
        mapping_changed: The columns mean something else: {column: target}.
        forget_asked: The columns shall mean what their headings say, not what was said at an import before.
        left: The person goes back.
    """

    accepted, rejects_asked, forget_asked, left = Signal(), Signal(), Signal(), Signal()
    mapping_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan: Plan | None = None
        self._targets: Mapping[str, str] = {}
        self._sensitive: Mapping[str, Sensitivity] = {}
        self._only = ""
        self.model = PlanModel(self)
        self.table, self.columns = QTableView(), ColumnMap()
        self.columns.changed.connect(self._mapping_touched)
        self._build_head()
        self._build_bar()
        self._dress_table()
        self.reason = label("", "dense", wrap=True)
        self.reason.setMinimumHeight(_REASON_HIGH)
        card = Card(margin=1)
        self.stack = Stack()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.columns)
        card.column.addWidget(self.stack)
        keys.bind(self, keys.REVEAL, self.toggle_reveal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.head)
        column.addLayout(self.bar)
        column.addWidget(card, 1)
        column.addWidget(self.reason)

    def _build_head(self) -> None:
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        back = button("", "back", kind="flat", tip="返回，不导入")
        back.clicked.connect(self.left)
        self.source = label("", "heading")
        self.notes = label("", "warn", wrap=True)
        self.rejects = button(
            "退回表另存…", "download", tip="退回的行写成一份 Excel：标出错的格和原因，改好可以原样再导入"
        )
        self.rejects.clicked.connect(self.rejects_asked)
        self.forget = button(
            "恢复自动对应", "undo", tip="忘掉上次手工设的列对应，按表头重新认，再读一遍这份表格"
        )
        self.forget.clicked.connect(self.forget_asked)
        self.accept = button("导入", "check", kind="primary")
        self.accept.clicked.connect(self.accepted)
        self.again = button("按新的对应重新读取", kind="primary")
        self.again.clicked.connect(lambda: self.mapping_changed.emit(dict(self.columns.chosen)))
        self.head.addWidget(back)
        self.head.addWidget(self.source)
        self.head.addWidget(self.notes, 1)
        for one in (self.forget, self.rejects, self.again, self.accept):
            self.head.addWidget(one)

    def _build_bar(self) -> None:
        self.bar = QHBoxLayout()
        self.bar.setSpacing(6)
        self.chips: dict[str, QPushButton] = {}
        for name in ("", *OUTCOMES, FAULTY):
            made = button("", kind="chip")
            made.clicked.connect(lambda _=False, only=name: self.filter(only))
            self.chips[name] = made
            self.bar.addWidget(made)
        self.causes = QComboBox()
        self.causes.setAccessibleName("原因")
        self.causes.setToolTip("同一个原因的行归在一起，选一个，只看这些行")
        self.causes.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.causes.setMinimumContentsLength(_CAUSE_CHARS)
        self.causes.setMaxVisibleItems(_CAUSES_SHOWN)
        self.causes.activated.connect(lambda _at: self._cause_chosen())
        self.bar.addWidget(self.causes, 1)
        self.eye = button("", "eye", kind="flat", tip=f"显示证件号码、电话（{keys.REVEAL}）")
        self.eye.clicked.connect(self.toggle_reveal)
        self.bar.addWidget(self.eye)
        self.sheets = QComboBox()
        self.sheets.setAccessibleName("工作表")
        self.sheets.activated.connect(lambda _at: self._show())
        self.bar.addWidget(self.sheets)
        self.tabs: list[QPushButton] = []
        for at, text in enumerate(("逐行看", "列的对应")):
            tab = button(text, kind="tab")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _=False, page=at: self._turn(page))
            self.tabs.append(tab)
            self.bar.addWidget(tab)

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(_LEFT)
        table.selectionModel().selectionChanged.connect(self._row_chosen)

    # --- showing

    def show_plan(
        self, plan: Plan, targets: Mapping[str, str], sensitive: Mapping[str, Sensitivity], *, fresh: bool
    ) -> None:
        """Show a plan.

        Args:
            plan: What importing would do.
            targets: What a column may mean, with its label.
            sensitive: How sensitive what it may mean is.
            fresh: Whether it is another workbook; else the same one was read again.
        """
        self.plan, self._targets, self._sensitive = plan, targets, sensitive
        if fresh:
            self.columns.chosen.clear()
            self._only = ""
            self._turn(0)
        self.source.setText(f"{plan.source.name} → {plan.label}")
        self.notes.setText("".join(plan.notes))
        self.notes.setToolTip("\n".join(plan.notes))
        self.sheets.clear()
        for at, sheet in enumerate(plan.sheets):
            self.sheets.addItem(f"工作表：{sheet.name}", at)
        self.sheets.setVisible(len(plan.sheets) > 1)
        self._name_chips(plan)
        self._name_causes(plan)
        writes = len(plan.rows) - plan.refused - plan.counts["same"]
        self.accept.setText(f"导入 {writes:,} 行" if writes else "没有要写入的")
        self.accept.setEnabled(bool(plan.drafts))
        self.accept.show()
        self.again.hide()
        self.forget.setVisible(bool(plan.remembered))
        self.rejects.setEnabled(bool(plan.refused))
        if plan.refused and not plan.drafts:
            self._only = "refused"
        self._show()

    def _name_chips(self, plan: Plan) -> None:
        counts = plan.counts
        texts = {"": f"全部 {len(plan.rows):,}", FAULTY: f"有差错 {plan.faulty:,}"}
        texts |= {name: f"{word} {counts[name]:,}" for name, word in OUTCOMES.items()}
        for name, made in self.chips.items():
            made.setText(texts[name])
        self.chips[FAULTY].setToolTip("能导入，先存成草稿，改好才能上报")

    def _name_causes(self, plan: Plan) -> None:
        causes = plan.causes()
        self.causes.clear()
        self.causes.addItem(f"按原因看（{len(causes)} 种）", None)
        for cause in causes:
            self.causes.addItem(f"{len(cause.rows):,} 行：{masked_numbers(cause.text)}", cause)
            self.causes.setItemData(
                self.causes.count() - 1, masked_numbers(cause.sentence()), Qt.ItemDataRole.ToolTipRole
            )
        self.causes.setVisible(bool(causes))

    def _cause_chosen(self) -> None:
        """Show the rows of the cause, on the sheet where it stands first."""
        cause: Cause | None = self.causes.currentData()
        self._only = ""
        if cause is not None:
            self.sheets.setCurrentIndex(cause.rows[0][0])
        self._turn(0)
        self._show()

    def filter(self, only: str) -> None:
        """Show the rows of one outcome, those with errors, or all."""
        self._only = only
        self.causes.setCurrentIndex(0)
        self._turn(0)
        self._show()

    def _show(self) -> None:
        if self.plan is None:
            return
        sheet = self.sheets.currentData() or 0
        self.model.show(self.plan, sheet, self._only, self._sensitive, self.causes.currentData())
        self.columns.show_plan(self.plan, sheet, self._targets)
        for name, made in self.chips.items():
            restyle(made, "on", "true" if name == self._only else "false")
        for at in range(self.model.columnCount()):
            wide = (
                max(_CELL_PX, self.table.horizontalHeader().sectionSizeHint(at))
                if self.model.is_told(at)
                else _CELL_PX
            )
            self.table.setColumnWidth(at, _WIDTHS[at] if at < len(_WIDTHS) else wide)
        self.reason.setText("")
        if self.model.rows:
            self.table.selectRow(0)

    def toggle_reveal(self) -> None:
        """Show ID numbers, phones and accounts in full, or masked again."""
        self.model.set_reveal(not self.model.reveal)
        icons.dress(self.eye, "eye_off" if self.model.reveal else "eye", "text", 16)
        restyle(self.eye, "on", "true" if self.model.reveal else "false")

    def _turn(self, page: int) -> None:
        self.stack.setCurrentIndex(page)
        for at, tab in enumerate(self.tabs):
            tab.setChecked(at == page)

    def _mapping_touched(self) -> None:
        self.again.show()
        self.accept.hide()

    def _row_chosen(self, _new: "QItemSelection", _old: "QItemSelection") -> None:
        index: QModelIndex = self.table.currentIndex()
        rows = self.model.rows
        said = reasons(rows[index.row()]) if index.isValid() and index.row() < len(rows) else []
        self.reason.setText(f"第 {rows[index.row()].raw.number} 行：{''.join(said)}" if said else "")
