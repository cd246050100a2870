"""One watched amount before and after saving: as it stands, as it would stand, and what it is held against."""

from fractions import Fraction

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.model.money import Money
from fupin_desk.ui.bar import Bar
from fupin_desk.ui.card import label
from fupin_desk.ui.chip import Chip

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
            head.addWidget(Chip("达标" if money.is_kept else "未达标"))
        column.addLayout(head)
        figures = money.after if money.before == money.after else f"{money.before} → {money.after}"
        role = "good" if money.is_kept else "bad" if money.is_kept is False else ""
        column.addWidget(label(figures, role, wrap=True))
        after, limit = number(money.after), number(money.limit)
        if after is not None and limit:
            before = number(money.before) or Fraction(0)
            tone = "" if money.is_kept is None else "good" if money.is_kept else "bad"
            bar = Bar()
            top = max(limit * _ROOM, Fraction(1) if money.limit.endswith("%") else limit * _ROOM)
            bar.show_share(after / top, before=before / top, target=limit / top, tone=tone)
            column.addWidget(bar)
        if money.limit:
            column.addWidget(label(money.limit, "small", wrap=True))
        if money.text:
            column.addWidget(label(money.text, "small", wrap=True))


def number(text: str) -> Fraction | None:
    """Return the first number of a text such as `62.50%` or `不超过 8.00倍`; a percentage as a share of one."""
    digits = "".join(one for one in text.replace(",", "") if one in "0123456789.-")
    try:
        found = Fraction(digits)
    except ValueError:
        return None
    return found / 100 if text.rstrip().endswith("%") else found
