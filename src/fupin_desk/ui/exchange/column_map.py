"""Which column of a workbook means which field, and how a person sets that right."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from fupin_desk.model.importing import Heading, Plan
from fupin_desk.model.show import masked_numbers
from fupin_desk.ui.widgets.card import label

_LEAVE_OUT, _AS_BEFORE = "不导入这一列", "按上次的对应"
_COMBO_WIDE, _EXAMPLE_CHARS = 260, 22


class ColumnMap(QScrollArea):
    """One line a column: its letter, its heading, an example, and the field that it fills.

    Signals:
        changed: The person chose another field for a column.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.combos: dict[int, QComboBox] = {}
        self.chosen: dict[int, str] = {}

    def show_plan(self, plan: Plan, sheet: int, targets: Mapping[str, str]) -> None:
        """Show the columns of a sheet.

        Args:
            plan: The plan.
            sheet: The number of the sheet, from 0.
            targets: What a column may mean, with its label.
        """
        self.combos.clear()
        inside = QWidget()
        grid = QGridLayout()
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        for at, text in enumerate(("列", "表头", "例", "导入到")):
            grid.addWidget(label(text, "small"), 0, at)
        for row, heading in enumerate(plan.sheets[sheet].headings if plan.sheets else (), start=1):
            grid.addWidget(label(letters(heading.column), "muted"), row, 0)
            grid.addWidget(label(heading.text or "（空）"), row, 1)
            grid.addWidget(label(_example(plan, sheet, heading.column), "muted"), row, 2)
            combo = self._combo(heading, targets)
            self.combos[heading.column] = combo
            grid.addWidget(combo, row, 3)
            remarks = [_AS_BEFORE] if heading.set_by == "memory" else []
            remarks += [f"读作：{heading.reading}"] if heading.reading else []
            remarks += [heading.refusal] if heading.refusal else []
            if remarks:
                grid.addWidget(label("；".join(remarks), "warn" if heading.refusal else "small"), row, 4)
        grid.setColumnStretch(4, 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def _combo(self, heading: Heading, targets: Mapping[str, str]) -> QComboBox:
        combo = QComboBox()
        combo.setFixedWidth(_COMBO_WIDE)
        combo.setMaxVisibleItems(18)
        combo.setAccessibleName(f"“{heading.text}”列导入到")
        combo.addItem(_LEAVE_OUT, "")
        for target, text in targets.items():
            combo.addItem(text, target)
        if heading.target and combo.findData(heading.target) < 0:
            combo.addItem(heading.label, heading.target)
        combo.setCurrentIndex(combo.findData(heading.target))
        combo.activated.connect(lambda _at, column=heading.column: self._take(column))
        return combo

    def _take(self, column: int) -> None:
        self.chosen[column] = str(self.combos[column].currentData())
        self.changed.emit()


def letters(column: int) -> str:
    """Return a column as Excel names it: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _example(plan: Plan, sheet: int, column: int) -> str:
    for row in plan.rows:
        if row.raw.sheet == sheet and column <= len(row.raw.cells) and row.raw.cells[column - 1] != "":
            text = masked_numbers(str(row.raw.cells[column - 1]))
            return text if len(text) <= _EXAMPLE_CHARS else f"{text[:_EXAMPLE_CHARS]}…"
    return ""
