"""帮扶轮次: how far each round is, its records, and closing it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.model.change import Batch
from fupin_desk.model.page import Page
from fupin_desk.model.query import Query
from fupin_desk.model.value import Record
from fupin_desk.ui.coverage import due
from fupin_desk.ui.lists.filters import Where
from fupin_desk.ui.lists.list_page import ListPage
from fupin_desk.ui.widgets.card import Card, button, clear, label
from fupin_desk.ui.widgets.chip import Chip
from fupin_desk.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk
    from fupin_desk.ui.navigation.pages import Navigator

_OPEN, _CLOSED = "1", "2"
_SHOWN = 3


class RoundCard(Card):
    """One round: its days, how many records it has in which state, and the button that closes or opens it."""

    def __init__(self, record: Record, owner: "RoundsPage") -> None:
        super().__init__()
        desk, values = owner.desk, record.values
        self.column.setSpacing(3)
        is_open = values.get("state") == _OPEN
        head = QHBoxLayout()
        name = button(str(values.get("name") or "帮扶轮次"), kind="row", tip="打开这一轮")
        name.setProperty("strong", "true")
        name.clicked.connect(lambda: owner.open_round(record.id))
        head.addWidget(name)
        head.addWidget(Chip("进行中" if is_open else "已关闭"))
        head.addStretch(1)
        turn = button("关闭这一轮" if is_open else "重新打开", kind="flat", ink="accent_ink")
        turn.clicked.connect(lambda: owner.turn(record.id))
        head.addWidget(turn)
        self.column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.setContentsMargins(4, 0, 0, 0)
        row.addWidget(label(self._when(record, desk.today(), is_open=is_open), "muted"))
        row.addStretch(1)
        for code in desk.catalog.codes["assistance_status"].codes.values():
            where: Where = {"round": (record.id,), "status": (code.code,)}
            count = len(desk.ids(Query("assistance", owner.place, where=where)))
            made = button(f"{code.label} {count:,}", kind="number")
            made.clicked.connect(lambda _=False, it=where: owner.show_records(it))
            row.addWidget(made)
        self.column.addLayout(row)

    @staticmethod
    def _when(record: Record, today: str, *, is_open: bool) -> str:
        first, last = (str(record.values.get(name) or "") for name in ("started_on", "ended_on"))
        span = f"{first} 至 {last}" if first and last else "没有填起止日期"
        if not is_open or not last:
            return span
        left = due.days(today, last)
        return f"{span}，{f'还有 {left} 天' if left >= 0 else f'已过期 {-left} 天'}"


class RoundsPage(ListPage):
    """The list of assistance records and of rounds, with the newest rounds as cards above."""

    def __init__(self, navigator: "Navigator", parent: QWidget | None = None) -> None:
        self._cards = Flow(spacing=10, fill=True)
        super().__init__(navigator, "帮扶轮次", ("assistance", "round"), parent)
        above = QVBoxLayout()
        above.addLayout(self._cards)
        self.column.insertLayout(1, above)
        self.offer("批量登记", "tick_list", self.give_measure, tip="同一项措施，勾选多户，一次登记")

    @property
    def desk(self) -> "Desk":
        """The open desk."""
        return self._navigator.desk

    @property
    def place(self) -> str | None:
        """The village that is looked at."""
        return self._navigator.place

    def refresh(self, batch: Batch | None) -> None:
        """Show rounds and rows as they are now."""
        super().refresh(batch)
        self._show_rounds()

    def look_at(self, kind: str, where: Where, text: str = "") -> None:
        """Show the list of a kind, filtered."""
        super().look_at(kind, where, text)
        self._show_rounds()

    def _show_rounds(self) -> None:
        clear(self._cards)
        form = self.desk.catalog.forms["round"]
        for one in self.desk.ids(Query("round", sort=form.sort))[:_SHOWN]:
            record = self.desk.record("round", one)
            if record is not None:
                self._cards.addWidget(RoundCard(record, self))

    def open_round(self, record: str) -> None:
        """Open a round's page."""
        self._navigator.open_record("round", record)

    def show_records(self, where: Where) -> None:
        """List the records of a round in one state."""
        self.show_kind("assistance", ask=False).show_where(where)

    def turn(self, record: str) -> None:
        """Close a round after asking, or open it again."""
        page = self.desk.page("round", record)
        closing = page.record.values.get("state") == _OPEN
        name = self.desk.name_of("round", record)
        if closing and not self._navigator.door.ask(
            self, f"关闭{name}", self._left_open(record), yes="关闭", no="先不关"
        ):
            return
        values = {**page.record.values, "state": _CLOSED if closing else _OPEN}
        changed = Page(Record("round", record, values, page.record.unread), page.children)
        self.desk.save(changed, what=f"{'关闭' if closing else '重新打开'}帮扶轮次")
        self._navigator.say(f"{name}已{'关闭' if closing else '重新打开'}")

    def _left_open(self, record: str) -> str:
        planned = len(self.desk.ids(Query("assistance", where={"round": (record,), "status": ("1",)})))
        rest = f"还有 {planned} 条只是计划，没有落实。" if planned else "这一轮的记录都已落实。"
        return f"{rest}关闭后不能再往这一轮加记录；要补录，可以重新打开。"

    def give_measure(self) -> None:
        """Register one measure for many households."""
        from fupin_desk.ui.batch import measure_box

        current = self.current()
        chosen = current.chosen_ids() if current.kind == "assistance" else []
        records = [self.desk.record("assistance", one) for one in chosen] if len(chosen) > 1 else []
        households = [str(one.values["household"]) for one in records if one and one.values.get("household")]
        measure_box.run(self._navigator, self, [*dict.fromkeys(households)])
