"""The workbench: how far the promises are kept, where something is missing, what to do next, what is due."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fupin_desk.desk import ledgers
from fupin_desk.model.change import Batch
from fupin_desk.model.rule import Tally
from fupin_desk.ui.coverage import due
from fupin_desk.ui.coverage.matrix import Matrix
from fupin_desk.ui.coverage.next_actions import Action, NextActions, actions
from fupin_desk.ui.coverage.tiles import Tiles
from fupin_desk.ui.coverage.unit_figures import UnitFigures
from fupin_desk.ui.tallies import clauses
from fupin_desk.ui.widgets.card import Card, Cut, button, clear, label, line, restyle
from fupin_desk.ui.widgets.empty import Empty
from fupin_desk.ui.widgets.flow import Flow
from fupin_desk.ui.widgets.sides import Sides
from fupin_desk.ui.widgets.stack import Scroll

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_SIDE_PX, _SOON = 318, 100
# Below this width the side stands below; the least heights of the villages and of the side.
_FOR_SIDE, _MAIN_PX, _BELOW_PX = 960, 280, 150


class Workbench(QWidget):
    """The first page. Its numbers are those of the reports; each of them opens the list behind it."""

    title = "工作台"

    def __init__(self, navigator: "Navigator", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._navigator, self._desk = navigator, navigator.desk
        self.about, self.left = Cut("", "muted", asks=True), label("", "heading")
        self.tiles, self.matrix, self.units, self._below = Tiles(), Matrix(), UnitFigures(), QWidget()
        self.group, self._has_any = clauses.HEADLINES, False
        self.groups: dict[str, QPushButton] = {}
        self.next, self._due, self._state = NextActions(), QVBoxLayout(), QVBoxLayout()
        self.safety = Cut("", "small")
        self._look = button("去看看", "health", kind="flat", ink="accent_ink", tip="打开“备份与体检”")
        self._look.clicked.connect(lambda: navigator.open_page("health"))
        self.empty = Empty("household", "还没有农户", "从 Excel 导入村和农户，或先录入一户，这里就有数了。")
        self.empty.offer("去导入", lambda: navigator.open_page("exchange"))
        self._lay_out()
        self.tiles.opened.connect(self._open_tile)
        self.matrix.opened.connect(self._open_cell)
        self.units.opened.connect(self._open_cell)
        self.matrix.village_opened.connect(lambda one: navigator.open_page("village_view", village=one))
        self.next.opened.connect(self._open_action)
        self.next.begun.connect(self._begin)
        navigator.checkup.changed.connect(self._show_state)
        navigator.daily.changed.connect(self._show_safety)

    # --- building

    def _lay_out(self) -> None:
        self.card = Card(margin=1)
        self.card.column.setContentsMargins(1, 4, 1, 1)
        self.card.column.addLayout(self._clauses())
        self.card.column.addWidget(self.units)
        self.card.column.addWidget(self.matrix, 1)
        self.card.column.addWidget(self.empty, 1)
        self.card.column.addWidget(self._below, 1)
        body = Sides(self.card, self._side(), side_px=_SIDE_PX, room_px=_FOR_SIDE, main_px=_MAIN_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(10)
        column.addLayout(self._head())
        below = QHBoxLayout()
        below.addWidget(self.safety, 1)
        below.addWidget(self._look)
        column.addLayout(below)
        column.addWidget(self.tiles)
        column.addWidget(body, 1)

    def _head(self) -> Flow:
        row = Flow(spacing=10)
        row.addWidget(label("工作台", "title"))
        row.addWidget(self.about)
        row.addStretch()
        row.addWidget(self.left)
        trip = button("登记专家下乡", "visit", tip="专家一趟跑几个村：每村记一条服务")
        trip.clicked.connect(self._plan_trip)
        measure = button("批量登记帮扶", "tick_list", kind="primary", tip="同一项措施，勾选多户，一次登记")
        measure.clicked.connect(self._give_measure)
        row.addWidget(trip)
        row.addWidget(measure)
        return row

    def _clauses(self) -> Flow:
        """Return the row of chips that choose the clause whose rules are shown."""
        row = Flow(spacing=4)
        row.setContentsMargins(8, 4, 8, 0)
        for name, text in clauses.groups(self._desk.pack(self._navigator.as_of).rules).items():
            made = button(text, kind="tab")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, one=name: self.show_group(one))
            self.groups[name] = made
            row.addWidget(made)
        return row

    def _side(self) -> QWidget:
        inside = Card()
        column = inside.column
        column.setSpacing(3)
        for heading, content in (("下一步", self.next), ("到期", self._due), ("差错与草稿", self._state)):
            if column.count():
                column.addSpacing(3)
                column.addWidget(line())
                column.addSpacing(3)
            column.addWidget(label(heading, "heading"))
            if isinstance(content, QWidget):
                column.addWidget(content)
            else:
                content.setSpacing(1)
                column.addLayout(content)
        column.addStretch(1)
        area = Scroll()
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(_BELOW_PX)
        area.setWidget(inside)
        return area

    # --- showing

    def refresh(self, batch: Batch | None) -> None:
        """Show what the rules count now, in the place and on the day of the top bar."""
        navigator, day = self._navigator, self._navigator.as_of
        pack, held = self._desk.pack(day), self._desk.coverage(as_of=day)
        own = [one for one in held if one.place == navigator.place]
        villages = {one.place for one in held if one.place is not None}
        name = self._desk.name_of("village", navigator.place) if navigator.place else self._desk.place_name
        many = "" if navigator.place else f" · {len(villages)} 个村"
        self.about.say(f"{name}{many} · {pack.document}")
        self.about.setToolTip(f"{pack.title}，政策包 {pack.id} 第 {pack.version} 版")
        self._show_days(pack.target_date, day)
        self.tiles.show_tallies(self._desk, own, day)
        self._has_any = any(_judged(one) for one in held)
        self.empty.setVisible(not self._has_any)
        self.show_group(self.group)
        people = {one.id for one in pack.rules if one.unit == "household"}
        self.next.show_actions(
            actions(pack.rules, held, navigator.place),
            has_any=any(one.rule in people and _judged(one) for one in own),
        )
        self._show_due(due.all_due(self._desk, own, navigator.place, day))
        self._show_state()
        self._show_safety()

    def show_group(self, group: str) -> None:
        """Show the rules of one clause: villages by rules, and above them what stands for the whole unit."""
        self.group = group
        for name, made in self.groups.items():
            made.setChecked(name == group)
        day = self._navigator.as_of
        held, rules = self._desk.coverage(as_of=day), clauses.of_group(self._desk.pack(day), group)
        villages = clauses.by_village(rules)
        whole = () if group == clauses.HEADLINES else clauses.of_unit(rules)
        self.matrix.show_tallies(villages, held, f"全{self._desk.place_name[-1:]}", self._navigator.place)
        self.units.show_tallies(whole, held, ledgers.county_figures(self._desk, day) if whole else {})
        self.matrix.setVisible(self._has_any and bool(villages))
        self.units.setVisible(self._has_any and bool(whole))
        self._below.setVisible(self._has_any and not villages)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the keys begin in the matrix."""
        super().showEvent(event)
        self.matrix.table.setFocus()

    def _show_days(self, target: str, day: str) -> None:
        left = due.days(day, target)
        self.left.setText(f"距目标期限还有 {left:,} 天" if left >= 0 else f"目标期限已过 {-left:,} 天")
        self.left.setToolTip(f"目标期限 {target}，统计截至 {day}")
        self.left.setProperty("role", "bad" if left < _SOON else "heading")
        self.left.style().polish(self.left)

    def _show_due(self, found: list[due.Due]) -> None:
        clear(self._due)
        for one in found:
            self._due.addWidget(
                self._row(one.text, one.when, one.tone, lambda _=False, it=one: self._open_due(it))
            )
        if not found:
            self._due.addWidget(label("近期没有到期的事。", "muted"))

    def _row(self, text: str, right: str, tone: str, act: object) -> QWidget:
        made = button(text, kind="row")
        made.clicked.connect(act)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 4, 0)
        row.addStretch(1)
        word = label(right, {"bad": "error", "warn": "warn"}.get(tone, "small"))
        word.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(word)
        return made

    def _show_state(self) -> None:
        """Show how many findings the last check left, and the pages that were never saved."""
        clear(self._state)
        checkup = self._navigator.checkup
        if checkup.running:
            self._state.addWidget(label("正在检查全部记录…", "muted"))
        elif checkup.found is None:
            run = lambda _=False: checkup.run()  # noqa: E731 - a slot of one line
            self._state.addWidget(self._row("还没有检查全部记录", "现在检查 F7", "plain", run))
        else:
            tone = "bad" if checkup.errors else "plain"
            text = f"差错 {checkup.errors:,} 处，提醒 {checkup.warnings:,} 处"
            when = "记录改过，请重查" if checkup.is_stale else f"{checkup.at} 检查"
            self._state.addWidget(
                self._row(text, when, tone, lambda _=False: self._navigator.open_page("findings"))
            )
        for page in self._desk.sketches():
            form = self._desk.catalog.forms[page.record.kind]
            new = "新建" if page.record.id in page.is_new else ""
            self._state.addWidget(
                self._row(
                    f"没保存的一页：{new}{form.label}", "接着录", "warn",
                    lambda _=False, it=page: self._navigator.open_draft(it),
                )
            )  # fmt: skip

    def _show_safety(self) -> None:
        """Say what today's examination and the rehearsal of the last backup found, and lead on where that is not well."""
        found = self._navigator.daily.today
        short = self._desk.has_short_passphrase
        words = found.words if found else self._navigator.daily.coming
        self.safety.say(words + "现在的口令不到 8 个字符，请换一个。" * short)
        well = found is None or found.sound
        restyle(self.safety, "role", "small" if well and not short else "warn" if well else "error")
        self._look.setVisible(short or bool(found and not (found.sound and found.rehearsed)))

    # --- acting

    def _open_tile(self, rule: str, outcome: str) -> None:
        self._navigator.open_page("behind", rule=rule, outcome=outcome, place=self._navigator.place or "")

    def _open_cell(self, rule: str, place: str | None) -> None:
        held = self._desk.coverage(as_of=self._navigator.as_of)
        tally = next(one for one in held if one.rule == rule and one.place == place)
        outcome = next((name for name in ("gap", "unknown", "covered") if getattr(tally, name)), "exempt")
        self._navigator.open_page("behind", rule=rule, outcome=outcome, place=place or "")

    def _open_action(self, action: Action) -> None:
        self._open_tile(action.rule.id, "gap")

    def _open_due(self, one: due.Due) -> None:
        if one.rule:
            self._open_tile(one.rule, "unknown")
        else:
            self._navigator.open_record(one.kind, one.record)

    def _begin(self, action: Action) -> None:
        gaps = self._desk.judged(
            action.rule.id, outcome="gap", place=action.village, as_of=self._navigator.as_of
        )
        if gaps:
            # The dialogs are built of many parts that the first page does without.
            from fupin_desk.ui.batch import close_many

            close_many.begin(self._navigator, self, action.rule, gaps)

    def _give_measure(self) -> None:
        from fupin_desk.ui.batch import measure_box

        measure_box.run(self._navigator, self)

    def _plan_trip(self) -> None:
        from fupin_desk.ui.batch import trip_box

        trip_box.run(self._navigator, self)


def _judged(one: Tally) -> int:
    """Return how many units a rule looked at."""
    return one.covered + one.gap + one.unknown + one.exempt
