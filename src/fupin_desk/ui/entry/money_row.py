"""One watched amount before and after saving: as it stands, as it would stand, and what it is held against."""

from fractions import Fraction

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.model.money import Money
from fupin_desk.ui.widgets.bar import Bar
from fupin_desk.ui.widgets.card import label
from fupin_desk.ui.widgets.chip import Chip

_ROOM = Fraction(5, 4)


class MoneyRow(QWidget):
    """Its name with a verdict, the figures before and after, a bar where they are ratios, and the rest in words."""

    def __init__(self, money: Money, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(label(money.label, "heading"))
        head.addStretch(1)
        if money.is_kept is not None:
            kept, broken = ("达标", "未达标") if money.limit.endswith("%") else ("没有超出", "超出")
            head.addWidget(Chip(kept if money.is_kept else broken, "good" if money.is_kept else "bad"))
        column.addLayout(head)
        figures = money.after if money.before == money.after else f"{money.before} → {money.after}"
        role = "good" if money.is_kept else "bad" if money.is_kept is False else ""
        column.addWidget(label(figures, role, wrap=True))
        bar = _bar(money)
        if bar is not None:
            column.addWidget(bar)
        if money.limit:
            column.addWidget(label(money.limit, "small", wrap=True))
        if money.text:
            column.addWidget(label(money.text, "small", wrap=True))


def _bar(money: Money) -> Bar | None:
    """Return the bar of an amount that is held against a limit; what is left of an amount has no mark."""
    after, before, limit = (number(one) for one in (money.after, money.before, money.limit))
    if after is None or not limit:
        return None
    tone = "" if money.is_kept is None else "good" if money.is_kept else "bad"
    made = Bar()
    if money.limit.endswith("元）") or money.limit.endswith("元"):
        made.show_share(
            max(after / limit, Fraction(0)), before=max((before or after) / limit, Fraction(0)), tone=tone
        )
    else:
        top = Fraction(1) if money.limit.endswith("%") else limit * _ROOM
        made.show_share(after / top, before=(before or Fraction(0)) / top, target=limit / top, tone=tone)
    return made


def number(text: str) -> Fraction | None:
    """Return the first number of a text such as `62.50%` or `不超过 8.00倍`; a percentage as a share of one."""
    digits = "".join(one for one in text.replace(",", "") if one in "0123456789.-")
    try:
        found = Fraction(digits)
    except ValueError:
        return None
    return found / 100 if text.rstrip().endswith("%") else found
