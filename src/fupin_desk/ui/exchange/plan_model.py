"""The rows of an import preview: the workbook's own cells, what becomes of each row, and why."""

import datetime
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from fupin_desk.model.form import Sensitivity
from fupin_desk.model.importing import NOT_NEEDED, OUTCOMES, Cause, Cell, Plan, PlannedRow
from fupin_desk.model.show import masked, masked_numbers
from fupin_desk.ui.theme import style
from fupin_desk.ui.widgets import chip

_DISPLAY, _TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
_GROUND, _INK = Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole
_ACROSS = Qt.Orientation.Horizontal
_NOWHERE = QModelIndex()
_OWN = ("行号", "结果", "原因")
TONES = {"new": "good", "changed": "accent", "same": "plain", "refused": "bad"}
FAULTY = "faulty"
Index = QModelIndex | QPersistentModelIndex


class PlanModel(QAbstractTableModel):
    """One sheet of a plan, filtered by what becomes of the rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self._rows: list[PlannedRow] = []
        self._columns: list[tuple[int, str]] = []
        self._readings: dict[int, str] = {}
        self._sensitive: dict[int, Sensitivity] = {}
        self.reveal = False

    def show(
        self,
        plan: Plan,
        sheet: int,
        only: str = "",
        sensitive: Mapping[str, Sensitivity] | None = None,
        cause: Cause | None = None,
    ) -> None:
        """Show a sheet of a plan.

        Args:
            plan: The plan.
            sheet: Its number, from 0.
            only: An outcome, `faulty`, or nothing for all rows.
            sensitive: The sensitivity of a column by its target, where it is known.
            cause: Only the rows in which this is wrong.
        """
        self.beginResetModel()
        self._plan = plan
        headings = plan.sheets[sheet].headings if sheet < len(plan.sheets) else ()
        self._columns = [(one.column, one.text) for one in headings if one.target != NOT_NEEDED and one.text]
        self._readings = {one.column: one.reading for one in headings if one.target and one.reading}
        known = sensitive or {}
        self._sensitive = {one.column: known[one.target] for one in headings if one.target in known}
        self._rows = [row for row in plan.rows if row.raw.sheet == sheet and _kept(row, only)]
        if cause is not None:
            places = set(cause.rows)
            self._rows = [row for row in self._rows if (row.raw.sheet, row.raw.number) in places]
        self.endResetModel()

    @property
    def rows(self) -> list[PlannedRow]:
        """The rows that are shown."""
        return self._rows

    def is_told(self, section: int) -> bool:
        """Return whether a heading says in which unit its numbers are read."""
        return section >= len(_OWN) and "→" in self._readings.get(self._columns[section - len(_OWN)][0], "")

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the columns of our own and those of the workbook."""
        return 0 if parent.isValid() else len(_OWN) + len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return the heading of a column, and below it in which unit its numbers are read, where that changes them."""
        if orientation != _ACROSS or role not in (_DISPLAY, _TIP):
            return None
        if section < len(_OWN):
            return _OWN[section] if role == _DISPLAY else None
        column, text = self._columns[section - len(_OWN)]
        is_told = self.is_told(section) or (role == _TIP and column in self._readings)
        return f"{text}\n读作：{self._readings[column]}" if is_told else text

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Return text, tip and colours of a cell."""
        if not index.isValid() or role not in (_DISPLAY, _TIP, _GROUND, _INK):
            return None
        row, at = self._rows[index.row()], index.column()
        if at < len(_OWN):
            return self._own(row, at, role)
        column = self._columns[at - len(_OWN)][0]
        if role == _DISPLAY:
            return self._cell(row, column)
        return _marked(row, column, role) or (self._meant(row, column) if role == _TIP else None)

    def set_reveal(self, reveal: bool) -> None:  # noqa: FBT001 - as the models of lists
        """Show numbers of persons, phones and accounts in full, or masked as in every list."""
        self.reveal = reveal
        if self._rows:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1), [_DISPLAY]
            )

    @staticmethod
    def _meant(row: PlannedRow, column: int) -> str | None:
        """Return how an amount is read that has its unit elsewhere."""
        at = column - 1
        changed = at < len(row.raw.read) and row.raw.read[at] != row.raw.cells[at]
        return f"读作：{_text(row.raw.read[at])}" if changed else None

    def _cell(self, row: PlannedRow, column: int) -> str:
        if column > len(row.raw.cells):
            return ""
        text = _text(row.raw.cells[column - 1])
        if self.reveal:
            return text
        # What the person wrote may stand in the wrong column: every cell is looked through.
        return masked_numbers(masked(self._sensitive.get(column, "public"), text))

    @staticmethod
    def _own(row: PlannedRow, at: int, role: int) -> Any:
        if role in (_DISPLAY, _TIP):
            return (str(row.raw.number), OUTCOMES[row.outcome], "".join(reasons(row)))[at]
        ink, ground = chip.colours(_tone(row))
        if at == 1:
            return QColor(ink if role == _INK else ground)
        return None


def _tone(row: PlannedRow) -> str:
    return "warn" if row.is_faulty else TONES[row.outcome]


def _marked(row: PlannedRow, column: int, role: int) -> Any:
    issues = [one for one in row.issues if one.column == column]
    if not issues:
        return None
    if role == _TIP:
        return "\n".join(one.text for one in issues)
    tokens = style.tokens()
    refuses = any(one.refuses for one in issues)
    if role == _GROUND:
        return QColor(tokens.bad_soft if refuses else tokens.warn_soft)
    return QColor(tokens.bad_ink if refuses else tokens.warn_ink)


def _kept(row: PlannedRow, only: str) -> bool:
    return not only or (row.is_faulty if only == FAULTY else row.outcome == only)


def reasons(row: PlannedRow) -> list[str]:
    """Return why a row is refused, or what is to be mended in it later, each once."""
    texts = [issue.text for issue in sorted(row.issues, key=lambda issue: not issue.refuses)]
    texts += [f"{finding.text}{finding.mend}" for finding in row.findings if finding.severity == "E"]
    return list(dict.fromkeys(text if text.endswith("。") else f"{text}。" for text in texts if text))


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
