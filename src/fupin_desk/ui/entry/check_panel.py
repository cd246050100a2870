"""The panel beside the form: what is wrong, what saving does to coverage, what was changed last."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fupin_desk.model.finding import Finding
from fupin_desk.model.moments import local_moment
from fupin_desk.model.money import Money
from fupin_desk.model.page import Verdict
from fupin_desk.model.rule import Effect
from fupin_desk.model.workforce import Workforce
from fupin_desk.ui.entry.effect_row import EffectRow, StillRow
from fupin_desk.ui.entry.money_row import MoneyRow
from fupin_desk.ui.tallies.tally_scale import adds_up
from fupin_desk.ui.theme import icons, style
from fupin_desk.ui.widgets.card import Card, clear, label, line, restyle
from fupin_desk.ui.widgets.stack import Scroll

if TYPE_CHECKING:
    from fupin_desk.model.change import Batch, Change
    from fupin_desk.ui.navigation.pages import Navigator

_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_TOP = Qt.AlignmentFlag.AlignTop
_ICONS = {"E": ("error", "bad_ink"), "W": ("warn", "warn_ink"), "A": ("info", "accent_ink")}
_SHOWN, _SHOWN_BATCHES, _WIDTH = 12, 4, 306


class FindingRow(QFrame):
    """One finding: sign, what is wrong, how to mend it. A click or Enter goes to its field.

    Signals:
        chosen: The finding.
    """

    chosen = Signal(object)

    def __init__(self, finding: Finding, where: str) -> None:
        super().__init__()
        self.finding = finding
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("role", "finding")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(7)
        name, ink = _ICONS[finding.severity]
        sign = QLabel()
        sign.setPixmap(icons.pixmap(name, getattr(style.tokens(), ink), 16, self.devicePixelRatioF()))
        row.addWidget(sign, 0, _TOP)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(label(f"{where}：{finding.text}" if where else finding.text, "dense", wrap=True))
        column.addWidget(label(finding.mend, "small", wrap=True))
        if finding.waived:
            column.addWidget(label(f"已说明：{finding.waived}", "small", wrap=True))
        row.addLayout(column, 1)
        self.setAccessibleName(finding.text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the field."""
        self.chosen.emit(self.finding)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the field with Enter."""
        if event.key() in _RETURNS:
            self.chosen.emit(self.finding)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up under the mouse."""
        restyle(self, "lit", "true")

    def leaveEvent(self, event: object) -> None:
        """Go dark again."""
        restyle(self, "lit", "true" if self.hasFocus() else "false")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Light up under the keys."""
        restyle(self, "lit", "true")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Go dark again."""
        restyle(self, "lit", "false")


class LivePanel(Scroll):
    """Findings, coverage before and after, and the last changes of one page.

    Signals:
        chosen: A finding to go to.
    """

    chosen = Signal(object)

    def __init__(self, navigator: "Navigator", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._navigator = navigator
        self.findings: tuple[Finding, ...] = ()
        self.setFixedWidth(_WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(self.viewport())
        inside.setProperty("role", "plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(10)
        self._findings, self._effects, self._history = (
            Card(heading, inside) for heading in ("检查", "保存后的覆盖", "改动记录")
        )
        self._money, self._workers = Card("资金前后对照", inside), Card("劳动力", inside)
        self._workers.hide()
        self.standing: tuple[Effect, ...] = ()
        self.nothing = "现在没有会影响覆盖指标的改动。"
        self._parts: dict[Card, QVBoxLayout] = {}
        for card in (self._findings, self._money, self._workers, self._effects, self._history):
            self._parts[card] = QVBoxLayout()
            self._parts[card].setSpacing(4 if card is self._findings else 8)
            card.column.addLayout(self._parts[card])
            column.addWidget(card)
        self._count = label("", "small")
        self._findings.head.addWidget(self._count)
        column.addStretch(1)
        self.setWidget(inside)

    def show_verdict(self, verdict: Verdict, where: dict[tuple[str, str], str]) -> None:
        """Show what is wrong and what saving does.

        Args:
            verdict: What the desk says of the page.
            where: The label of a field by (record, field).
        """
        self._show_findings(verdict.findings, where)
        self._show_money(verdict.money)
        column = self._parts[self._effects]
        clear(column)
        moving = [one for one in verdict.effects if not changes_nothing(one)]
        for effect in moving:
            if column.count():
                column.addWidget(line())
            column.addWidget(EffectRow(effect, self._navigator))
        told = {one.rule for one in verdict.effects}
        rules = self._navigator.desk.pack().rules
        demanded = {one.id for one in rules if one.bound is not None and not adds_up(one)}
        standing = [one for one in self.standing if one.rule in demanded - told]
        still = [*(one for one in verdict.effects if changes_nothing(one)), *filter(is_open, standing)]
        if still and moving:
            column.addWidget(line())
        for effect in still:
            column.addWidget(StillRow(effect, self._navigator))
        done = [self._navigator.desk.rule(one.rule).short for one in standing if not is_open(one)]
        if done:
            column.addWidget(label(f"达到：{'、'.join(done)}", "good", wrap=True))
        if not column.count():
            column.addWidget(label(self.nothing, "muted", wrap=True))

    def show_workforce(self, workforce: Workforce) -> None:
        """Show how many of a household can work, and who of them has not completed a course."""
        column = self._parts[self._workers]
        clear(column)
        unclear = f"，{workforce.unclear} 人没有填" if workforce.unclear else ""
        column.addWidget(label(f"有劳动能力 {len(workforce.able)} 人{unclear}"))
        if workforce.untrained:
            column.addWidget(label(f"没有完成培训：{'、'.join(workforce.untrained)}", "warn", wrap=True))
        elif workforce.able:
            column.addWidget(label("都完成了培训", "good"))
        self._workers.show()
        self.nothing = "没有规则涉及这一户，不影响任何覆盖指标。"

    def _show_money(self, money: Sequence[Money]) -> None:
        column = self._parts[self._money]
        clear(column)
        self._money.setVisible(bool(money))
        for one in money:
            if column.count():
                column.addWidget(line())
            column.addWidget(MoneyRow(one))

    def _show_findings(self, findings: Sequence[Finding], where: dict[tuple[str, str], str]) -> None:
        self.findings = tuple(sorted(findings, key=lambda one: ("EWA".index(one.severity), bool(one.waived))))
        errors = sum(one.stops for one in findings)
        warnings = sum(one.severity == "W" or bool(one.waived) for one in findings)
        self._count.setText(f"{errors} 处差错，{warnings} 处提醒" if findings else "")
        column = self._parts[self._findings]
        clear(column)
        for one in self.findings[:_SHOWN]:
            row = FindingRow(one, where.get((one.record, one.field), ""))
            row.chosen.connect(self.chosen)
            column.addWidget(row)
        if len(self.findings) > _SHOWN:
            column.addWidget(label(f"还有 {len(self.findings) - _SHOWN} 处，改好前面的再看。", "small"))
        if not findings:
            column.addWidget(label("没有发现差错。", "muted"))
        elif errors:
            column.addWidget(label("有差错也能保存草稿，改好才能上报。F8 跳到下一处。", "small", wrap=True))

    def show_history(self, history: Sequence[tuple["Batch", list["Change"]]]) -> None:
        """Show the last batches that touched the record."""
        column = self._parts[self._history]
        clear(column)
        self._history.setVisible(bool(history))
        for batch, changes in history[:_SHOWN_BATCHES]:
            undone = "（已撤回）" if batch.undone_by else ""
            column.addWidget(label(f"{batch.what}{undone}", wrap=True))
            column.addWidget(label(f"{local_moment(batch.at)} · {batch.author} · {len(changes)} 处", "small"))
        if len(history) > _SHOWN_BATCHES:
            column.addWidget(label(f"共 {len(history)} 次改动，按“历史”看全部。", "small"))


def settled(effect: Effect) -> Effect:
    """Return how the units of an effect stand once it has come about."""
    touched = tuple((after, after) for _, after in effect.touched if after is not None)
    return replace(effect, touched=touched, before=effect.after, whole_before=effect.whole_after)


def is_open(effect: Effect) -> bool:
    """Whether a unit that is touched is missing under the rule, or cannot be judged yet."""
    return any(after is not None and after.outcome in {"gap", "unknown"} for _, after in effect.touched)


def changes_nothing(effect: Effect) -> bool:
    """Whether saving leaves a rule's numbers as they are: such a rule is shown in one line."""
    return (effect.before.part, effect.before.whole) == (effect.after.part, effect.after.whole)
