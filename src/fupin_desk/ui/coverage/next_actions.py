"""The next things to do: the largest gaps with the village where most of them are, each with a way to close them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.model import tally_text
from fupin_desk.model.rule import Rule, Tally
from fupin_desk.ui.coverage import close_gap
from fupin_desk.ui.widgets.card import button, clear, label, restyle

# What a gap is closed by, in a word, and whether a whole list is closed at once.
_VERBS = {"assistance": "批量登记", "attendance": "登记参训", "visit": "登记服务", "pairing": "登记结对"}

_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Action:
    """A rule with something missing, and the village where most of it is."""

    rule: Rule
    gap: int
    village: str | None
    village_name: str
    village_gap: int

    @property
    def text(self) -> str:
        """What is missing, as a person says it: 还差 18 户，其中 11 户在黄淡村."""
        unit = tally_text.UNIT_NOUNS[self.rule.unit]
        if self.rule.unit == "village":
            names = self.village_name if self.gap == 1 else f"{self.village_name}等"
            return f"还差 {self.gap} 个村：{names}"
        where = (
            f"，其中 {self.village_gap} {unit}在{self.village_name}" if self.village_gap < self.gap else ""
        )
        return f"还差 {self.gap:,} {unit}{where or f'，都在{self.village_name}'}"


def actions(rules: Sequence[Rule], tallies: Sequence[Tally], place: str | None) -> list[Action]:
    """Return what is missing in a place, the largest gap first.

    Args:
        rules: The rules of the policy.
        tallies: The tallies of the whole file.
        place: The village that is looked at, None for all.
    """
    found = []
    by_rule: dict[str, list[Tally]] = {}
    for one in tallies:
        by_rule.setdefault(one.rule, []).append(one)
    for rule in rules:
        own = by_rule.get(rule.id, [])
        whole = next((one for one in own if one.place == place), None)
        villages = [one for one in own if one.place is not None and place in {None, one.place}]
        worst = max(villages, key=lambda one: one.gap, default=None)
        if whole and whole.gap and whole.met is False and worst and worst.gap:
            found.append(Action(rule, whole.gap, worst.place, worst.place_name, worst.gap))
    return sorted(found, key=lambda one: -one.gap)


class ActionRow(QWidget):
    """One action: a line that opens the list, and a button that begins to close it."""

    def __init__(self, action: Action, owner: "NextActions") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(4)
        title = button(action.rule.short, kind="row", tip=action.rule.title)
        restyle(title, "strong", "true")
        title.clicked.connect(lambda: owner.opened.emit(action))
        fixed = (
            "补填" if close_gap.is_amount(action.rule) else "" if close_gap.can_begin(action.rule) else "去看"
        )
        verb = fixed or _VERBS.get(action.rule.mend_kind, "登记")
        begin = button(verb, "plus", kind="number", ink="accent_ink")
        begin.setToolTip(f"从{action.village_name}开始")
        begin.clicked.connect(lambda: owner.begun.emit(action))
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(begin)
        column.addLayout(row)
        text = label(action.text, "small", wrap=True)
        text.setContentsMargins(5, 0, 0, 0)
        column.addWidget(text)


class NextActions(QWidget):
    """The actions below each other.

    Signals:
        opened: The list behind an action is wanted.
        begun: The person wants to close its gaps.
    """

    opened = Signal(object)
    begun = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: list[Action] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)

    def show_actions(self, found: list[Action], *, has_any: bool = True) -> None:
        """Show what is to be done; `has_any` says whether there is anybody whom a rule means."""
        self.shown = found
        clear(self._column)
        for one in found[:_SHOWN]:
            self._column.addWidget(ActionRow(one, self))
        if not found:
            said = (
                "各项指标都达到了，没有缺的。"
                if has_any
                else "先在村的资料里标明哪些是贫困村，再录入或导入农户，这里就列出该做的事。"
            )
            self._column.addWidget(label(said, "good" if has_any else "muted", wrap=True))
