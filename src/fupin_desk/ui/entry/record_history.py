"""The history of one record: every change in words, the newest first, and the way to the step it came from."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.model.change import Batch, Change
from fupin_desk.model.moments import local_moment
from fupin_desk.ui.widgets.ask import Box
from fupin_desk.ui.widgets.card import button, label, line

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_WIDE, _HIGH, _MOST = 680, 420, 200


class RecordHistory(Box):
    """Shows who changed what and when. `chosen` names the batch that the person wants to see on the history page."""

    least = QSize(_WIDE, _HIGH)

    def __init__(self, navigator: "Navigator", record: str, parent: QWidget | None = None) -> None:
        desk = navigator.desk
        held = desk.find_record(record)
        form = desk.catalog.forms[held.kind]
        history = desk.history(record)
        super().__init__(
            parent,
            f"{form.label} · {desk.name_of(held.kind, record)}",
            f"共改过 {len(history)} 次，最近的在上面。",
        )
        self.chosen = ""
        self._desk = desk
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for batch, changes in history[:_MOST]:
            column.addWidget(line())
            column.addLayout(self._step(batch))
            for words in desk.worded_changes(changes):
                column.addWidget(label(words.removeprefix(f"{form.label} · "), "dense", wrap=True))
        column.addStretch(1)
        self.body.addWidget(inside)
        self.offer("知道了")

    def _step(self, batch: Batch) -> QHBoxLayout:
        row = QHBoxLayout()
        undone = "（已撤回）" if batch.undone_by else ""
        row.addWidget(label(f"{batch.what}{undone}", "heading"))
        row.addWidget(label(f"{local_moment(batch.at)}　{batch.author}", "small"))
        row.addStretch(1)
        whole = button("看这一步", kind="flat")
        whole.clicked.connect(lambda: self._choose(batch.id))
        row.addWidget(whole)
        return row

    def _choose(self, batch: str) -> None:
        self.chosen = batch
        self.accept()


def show(navigator: "Navigator", record: str, parent: QWidget) -> None:
    """Show the history of a record; the step that the person chooses there opens on the history page."""
    box = RecordHistory(navigator, record, parent)
    agreed, chosen = navigator.door.show_box(box), box.chosen
    box.deleteLater()
    if agreed and chosen:
        navigator.open_page("history", batch=chosen)


def records(changes: list[Change]) -> int:
    """Return how many records some changes touch."""
    return len({one.record for one in changes})
