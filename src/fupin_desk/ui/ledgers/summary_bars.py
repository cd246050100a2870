"""What stands above ledgers: the two ratios of the year's funds, the state of loans, the risk fund bank by bank."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fupin_desk.desk import ledgers
from fupin_desk.model import tally_text
from fupin_desk.model.amount import percent, rounded
from fupin_desk.model.rule import Purpose, Rule, Tally, UnitAmount
from fupin_desk.model.value import Value, Values
from fupin_desk.ui.tallies import figures, tally_scale
from fupin_desk.ui.widgets.bar import Bar
from fupin_desk.ui.widgets.card import Card, button, clear, label, restyle
from fupin_desk.ui.widgets.chip import Chip
from fupin_desk.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_RATIOS: tuple[Purpose, ...] = ("industry_funds", "household_funds")
_SOON = 60


class Strip(Card):
    """A card above a ledger."""

    def __init__(self, navigator: "Navigator") -> None:
        super().__init__(margin=12)
        self._navigator, self._desk = navigator, navigator.desk
        self.column.setSpacing(4)

    def show_now(self) -> None:
        """Show what is held now."""
        raise NotImplementedError


def number(value: Value) -> int:
    """Return an amount; nothing counts as 0."""
    return int(value or 0)


class FundRatios(Strip):
    """Both 60 % ratios of a fiscal year with the amounts behind them; the year is chosen here."""

    def __init__(self, navigator: "Navigator") -> None:
        super().__init__(navigator)
        self.year = QComboBox()
        self.year.setAccessibleName("年度")
        self.year.setFixedWidth(104)
        self.year.activated.connect(lambda _at: self._show())
        body = QWidget()
        self._body = Flow(body, spacing=24, fill=True)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.year)
        row.addWidget(body, 1)
        self.column.addLayout(row)

    def show_now(self) -> None:
        """Show the years that there are, and the chosen one's ratios."""
        today = int(self._navigator.as_of[:4])
        lines = self._desk.ledger("funds", self._navigator.place, self._navigator.as_of)
        years = sorted({number(one.get("year")) for one in lines if one.get("year")} | {today}, reverse=True)
        chosen = self.year.currentData() or today
        self.year.clear()
        for one in years:
            self.year.addItem(f"{one} 年", one)
        self.year.setCurrentIndex(max(self.year.findData(chosen), 0))
        self._show()

    def day(self) -> str:
        """Return the day on which the chosen year is judged: its end, or the day looked at in the year itself."""
        return min(f"{self.year.currentData()}-12-31", self._navigator.as_of)

    def _show(self) -> None:
        clear(self._body)
        year, place, day = self.year.currentData(), self._navigator.place, self.day()
        tallies = {tally.rule: tally for tally in self._desk.coverage(as_of=day) if tally.place == place}
        lines = [one for one in self._desk.ledger("funds", place, day) if one.get("year") == year]
        rules = [self._desk.pack(day).find_rule(purpose) for purpose in _RATIOS]
        judged = [(rule, tallies[rule.id]) for rule in rules if rule and rule.id in tallies]
        for rule, tally in judged:
            self._body.addWidget(self._ratio(rule, tally))
        self._body.addWidget(self._sums(lines, [tally for _, tally in judged]))

    def _ratio(self, rule: Rule, tally: Tally) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        head = QHBoxLayout()
        head.setSpacing(8)
        name = button(rule.short, kind="row", tip=f"{rule.title}\n口径：{rule.reading}")
        name.clicked.connect(
            lambda: self._navigator.open_page("behind", rule=rule.id, outcome="gap", place=tally.place or "")
        )
        head.addWidget(name)
        head.addWidget(label(figures.ratio(tally, rule), "heading"))
        head.addWidget(Chip(tally_text.verdict(rule, tally) if tally.whole else ""))
        head.addStretch(1)
        head.addWidget(label(f"目标 {figures.target(rule)}", "small"))
        column.addLayout(head)
        bar = Bar()
        bar.show_share(
            tally_scale.share(tally, rule) or Fraction(0),
            target=tally_scale.mark(rule),
            tone=figures.tone(tally),
        )
        column.addWidget(bar)
        words = label(
            f"{tally_text.short_amount(tally.part)} ÷ {tally_text.short_amount(tally.whole)}", "small"
        )
        words.setToolTip(f"{figures.both(tally.part)} ÷ {figures.both(tally.whole)}")
        column.addWidget(words)
        return made

    def _sums(self, lines: list[Values], tallies: Sequence[Tally]) -> QWidget:
        """Return what was allocated and paid in the year, and the share of all poverty funds that reaches homes.

        Args:
            lines: The lines of funds of the year.
            tallies: What the two rules of shares count: of industry, and of households.
        """
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        allocated = sum(number(one.get("amount_fen")) for one in lines)
        paid = sum(number(one.get("_paid_fen")) for one in lines)
        rows = [
            (f"下达 {len(lines)} 笔", allocated, ""),
            ("已拨付", paid, percent(paid, allocated, decimals=1)),
        ]
        if len(tallies) == len(_RATIOS):
            homes, whole = tallies[1].part, tallies[0].whole
            rows.append(("到户占扶贫资金", homes, percent(homes, whole, decimals=1)))
        for text, fen, extra in rows:
            row = QHBoxLayout()
            row.addWidget(label(text, "muted"))
            row.addStretch(1)
            words = label(f"{tally_text.short_amount(fen)}{f'　{extra}' if extra else ''}")
            words.setToolTip(figures.both(fen))
            row.addWidget(words)
            column.addLayout(row)
        return made


class LendingFigures(Strip):
    """Balance, loans due soon and overdue, and who might borrow and has not; each figure filters the list."""

    def __init__(self, navigator: "Navigator") -> None:
        super().__init__(navigator)
        self.numbers: dict[str, QPushButton] = {}
        row = Flow(spacing=18)
        for name, where in (
            ("余额", {}), ("将到期", {"@overdue": ("将到期",)}), ("逾期", {"@overdue": ("逾期",)}),
            ("已还清", {"@overdue": ("已还清",)}),
        ):  # fmt: skip
            made = button("", kind="number")
            made.clicked.connect(lambda _=False, it=where: navigator.open_list("loan", dict(it)))
            self.numbers[name] = made
            row.addWidget(made)
        self.unlent = label("", "muted")
        row.addWidget(self.unlent)
        self.column.addLayout(row)

    def show_now(self) -> None:
        """Count the loans of the place."""
        day, place = self._navigator.as_of, self._navigator.place
        loans = self._desk.ledger("loans", place, day)
        open_ones = [one for one in loans if number(one.get("_balance_fen")) > 0]
        late = [one for one in open_ones if one.get("_is_overdue")]
        soon = [
            one for one in open_ones if one.get("_days") is not None and -_SOON <= number(one["_days"]) <= 0
        ]
        for name, some, words in (
            ("余额", open_ones, f"在贷 {len(open_ones)} 笔，余额"), ("将到期", soon, f"{_SOON} 天内到期 {len(soon)} 笔"),
            ("逾期", late, f"逾期 {len(late)} 笔"),
        ):  # fmt: skip
            total = sum(number(one.get("_balance_fen")) for one in some)
            self.numbers[name].setText(f"{words} {tally_text.short_amount(total)}" if some else words)
            self.numbers[name].setToolTip(figures.both(total))
        restyle(self.numbers["逾期"], "tone", "bad" if late else "")
        restyle(self.numbers["将到期"], "tone", "warn" if soon else "")
        self.numbers["已还清"].setText(f"已还清 {len(loans) - len(open_ones)} 笔")
        self.unlent.setText(
            f"应贷未贷 {len(self._desk.ledger('unlent', place, day)):,} 户（有能力、有意愿、没有贷款）"
        )


class BankFigures(Strip):
    """What lies in the risk fund at each bank, and how far its loans use the eightfold."""

    def __init__(self, navigator: "Navigator") -> None:
        super().__init__(navigator)
        self._banks = Flow(spacing=24, fill=True)
        self.column.addLayout(self._banks)

    def show_now(self) -> None:
        """Show each bank that lends or holds risk fund."""
        clear(self._banks)
        day = self._navigator.as_of
        rule = self._desk.pack(day).find_rule("bank_lending")
        amounts = ledgers.unit_amounts(self._desk, "bank_lending", day)
        for bank in sorted(amounts):
            if amounts[bank].outcome != "exempt":
                self._banks.addWidget(self._bank(bank, amounts[bank], rule.at_most if rule else None))
        if not self._banks.count():
            self._banks.addWidget(label("还没有风险补偿金和贷款。先登记注入银行的风险补偿金。", "muted"))

    def _bank(self, bank: str, amount: UnitAmount, cap: Fraction | None) -> QWidget:
        fund, balance = amount.whole, amount.part
        used = Fraction(balance, fund) if fund > 0 else None
        kept = amount.outcome == "covered"
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        head = QHBoxLayout()
        head.addWidget(label(self._desk.catalog.codes["bank"].label(bank), "heading"))
        head.addStretch(1)
        times = f"{rounded(used, 2)} 倍" if used is not None else "没有补偿金"
        head.addWidget(label(times, "good" if kept else "bad"))
        column.addLayout(head)
        if used is not None and cap:
            bar = Bar()
            room = cap * Fraction(5, 4)
            bar.show_share(used / room, target=cap / room, tone="good" if kept else "bad")
            column.addWidget(bar)
        words = label(
            f"补偿金 {tally_text.short_amount(fund)} · 贷款余额 {tally_text.short_amount(balance)}", "small"
        )
        words.setToolTip(f"补偿金 {figures.both(fund)}\n贷款余额 {figures.both(balance)}")
        column.addWidget(words)
        if cap and fund > 0:
            rest = int(cap * fund) - balance
            told = (
                f"还可放贷 {tally_text.short_amount(rest)}"
                if rest >= 0
                else f"超出 {tally_text.short_amount(-rest)}"
            )
            column.addWidget(label(f"1:{rounded(cap, 0)}，{told}", "small"))
        return made
