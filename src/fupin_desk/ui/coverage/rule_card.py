"""What a number means: the promise, its clause, how it is read, who answers for it, and how far it is kept."""

from fupin_desk.model import tally_text
from fupin_desk.model.rule import Rule, Tally
from fupin_desk.ui.tallies import figures, tally_scale
from fupin_desk.ui.widgets.bar import Bar
from fupin_desk.ui.widgets.card import Card, label
from fupin_desk.ui.widgets.chip import Chip
from fupin_desk.ui.widgets.flow import Flow


class RuleCard(Card):
    """One rule with its tally in one place."""

    def __init__(self) -> None:
        super().__init__()
        self.column.setSpacing(5)
        row = Flow(spacing=10)
        self.figure = label("", "figure")
        self.chip = Chip()
        self.range = label("", "muted", wrap=True)
        self.bar = Bar()
        self.bar.setFixedWidth(220)
        for one in (self.figure, self.chip, self.bar):
            row.addWidget(one)
        self.column.addLayout(row)
        self.promise = label("", "heading", wrap=True)
        self.reading = label("", "", wrap=True)
        self.source = label("", "small", wrap=True)
        for one in (self.range, self.promise, self.reading, self.source):
            self.column.addWidget(one)

    def show_rule(self, rule: Rule, tally: Tally, document: str, county: str = "") -> None:
        """Show a rule and what it counts; `county` is what the county told about it."""
        self.figure.setText(figures.ratio(tally, rule))
        self.chip.say(tally_text.verdict(rule, tally) if tally.whole else "不适用")
        length = tally_scale.share(tally, rule)
        self.bar.setVisible(length is not None)
        if length is not None:
            self.bar.show_share(length, target=tally_scale.mark(rule), tone=figures.tone(tally))
        spread = figures.span(tally, rule)
        ends = f"，核清后在 {spread} 之间" if spread else ""
        own = "本单位数，" if not tally.is_judged else ""
        beside = f"　{county}" if county else ""
        aim = f"目标 {figures.target(rule)}" if rule.target is not None else figures.target(rule)
        self.range.setText(f"{own}{aim}{ends}{beside}")
        self.promise.setText(rule.title)
        self.reading.setText(f"口径　{rule.reading}")
        units = "、".join(rule.cooperating)
        deadline = f" · 期限 {rule.deadline}" if rule.deadline else ""
        co = f" · 配合：{units}" if units else ""
        self.source.setText(f"{document} {rule.clause} · 牵头：{rule.lead}{co}{deadline}")
