"""Marks in a list: which records hold differences to the rules, judged a few rows at a time while the window rests."""

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QTableView

from fupin_desk.model.error import DeskError
from fupin_desk.ui.lists.rows_model import Mark, RowsModel

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_AFTER_MS, _AT_ONCE_MS, _TIP_LINES = 60, 8, 6
_SEEN = (QEvent.Type.Show, QEvent.Type.Resize)


class ListMarks(QObject):
    """Judges the rows that are in sight, and no others; what was judged stays until the list is asked again."""

    def __init__(self, desk: "Desk", table: QTableView, model: RowsModel) -> None:
        super().__init__(table)
        self._desk, self._table, self._model = desk, table, model
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self._go_on)
        model.modelReset.connect(self._timer.start)
        table.verticalScrollBar().valueChanged.connect(lambda _value: self._timer.start())
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again when the list is shown or has another height."""
        if event.type() in _SEEN:
            self._timer.start()
        return super().eventFilter(watched, event)

    def _in_sight(self) -> range:
        top, bottom = self._table.rowAt(0), self._table.rowAt(self._table.viewport().height() - 1)
        last = len(self._model.ids) - 1 if bottom < 0 else bottom
        return range(max(top, 0), last + 1)

    def _go_on(self) -> None:
        """Judge rows for some milliseconds, then let the window do what waits, and go on."""
        if not self._table.isVisible():
            return
        until = time.monotonic() + _AT_ONCE_MS / 1000
        for row in self._in_sight():
            if self._model.ids[row] in self._model.marks:
                continue
            try:
                mark = self._judged(self._model.ids[row])
            except DeskError:
                # The window is locked, or the record has just gone: the list is asked again when that is over.
                return
            self._model.mark(row, mark)
            if time.monotonic() > until:
                self._timer.start()
                return

    def _judged(self, record: str) -> Mark | None:
        form = self._desk.catalog.forms[self._model.query.kind]
        held = self._desk.record(form.kind, record)
        if held is None:
            return None
        kind, page = form.kind, record
        if form.parent_kind and held.values.get(form.parent_field):
            kind, page = form.parent_kind, str(held.values[form.parent_field])
        findings = self._desk.check(self._desk.page(kind, page), effects=False).findings
        shown = [
            finding
            for finding in findings
            if finding.severity != "A"
            and not finding.waived
            and (kind == form.kind or finding.record == record)
        ]
        if not shown:
            return None
        shown.sort(key=lambda finding: finding.severity != "E")
        more = f"……共 {len(shown)} 处" if len(shown) > _TIP_LINES else ""
        lines = [f"· {finding.text}" for finding in shown[:_TIP_LINES]]
        return Mark(shown[0].stops, "\n".join([*lines, more] if more else lines))
