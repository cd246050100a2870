"""Villages side by side: how far entities drive households and land is transferred; stations and online shops."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desk.desk import ledgers
from fupin_desk.model import tally_text
from fupin_desk.model.amount import scaled
from fupin_desk.model.rule import Purpose, Rule, Tally
from fupin_desk.model.value import Values
from fupin_desk.ui.tallies import figures, tally_scale
from fupin_desk.ui.widgets.bar_table import BarCell, BarRow, BarTable
from fupin_desk.ui.widgets.card import Card, label

if TYPE_CHECKING:
    from fupin_desk.ui.navigation.pages import Navigator

_NONE = BarCell(figures.NOTHING)
Tallies = dict[str, Tally]


class VillageFigures(QWidget):
    """A row a village; the one that is looked at alone if one is chosen. A row opens the village's own page."""

    headings: tuple[str, ...] = ()
    wide: frozenset[int] = frozenset()
    note = ""
    kind = ""

    def __init__(self, navigator: "Navigator") -> None:
        super().__init__()
        self._navigator, self._desk = navigator, navigator.desk
        self.count = label("", "muted")
        self.rows = BarTable(self.headings, self.wide)
        self.rows.opened.connect(lambda one: navigator.open_page("village_view", village=one))
        card = Card(margin=1)
        inside = QVBoxLayout(self.rows)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.rows.table)
        card.column.addWidget(self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(self.note, "muted", wrap=True))
        column.addWidget(card, 1)

    def ask(self) -> None:
        """Show what is held now."""
        day, place = self._navigator.as_of, self._navigator.place
        facts = ledgers.village_facts(self._desk, day)
        held: dict[str | None, Tallies] = {}
        for one in self._desk.coverage(as_of=day):
            held.setdefault(one.place, {})[one.rule] = one
        villages = [one for one in self._desk.villages() if place in {None, one.id}]
        villages.sort(key=lambda one: not one.values.get("is_poor_village"))
        self.rows.show_rows(
            [
                BarRow(one.id, tuple(self.cells(one.values, facts[one.id], held.get(one.id, {}))))
                for one in villages
                if one.id in facts
            ]
        )
        self.count.setText(f"{len(self.rows.model.rows)} 个村")

    def new(self) -> None:
        """Begin a new record of the kind that the view is about."""
        given = {"village": self._navigator.place} if self._navigator.place else {}
        self._navigator.new_record(self.kind, **given)

    def cells(self, village: Values, facts: Values, tallies: Tallies) -> Sequence[BarCell]:
        """Return the cells of one village."""
        raise NotImplementedError

    def rule(self, purpose: Purpose) -> Rule | None:
        """Return the policy's rule of a purpose on the day that is looked at; None where it has none."""
        return self._desk.pack(self._navigator.as_of).find_rule(purpose)

    def rate(self, purpose: Purpose, tallies: Tallies) -> BarCell:
        """Return the ratio of a village under the rule of a purpose, as a bar."""
        rule = self.rule(purpose)
        tally = tallies.get(rule.id) if rule else None
        if rule is None or tally is None or tally.ratio is None:
            return _NONE
        return BarCell(
            figures.ratio(tally, rule),
            tally_scale.share(tally, rule),
            tally_scale.mark(rule),
            figures.tone(tally),
        )

    def met(self, purpose: Purpose, tallies: Tallies) -> bool | None:
        """Return whether a village keeps to the rule of a purpose; None where it is not meant."""
        rule = self.rule(purpose)
        return tallies[rule.id].met if rule and rule.id in tallies else None

    def flag(self, purpose: Purpose, tallies: Tallies) -> BarCell:
        """Return the verdict on a village under the rule of a purpose, in a word."""
        rule = self.rule(purpose)
        if rule is None or rule.id not in tallies:
            return _NONE
        tally = tallies[rule.id]
        return BarCell(
            tally_text.verdict(rule, tally), tone=figures.tone(tally) if tally.met is not None else ""
        )


def _flag(met: bool | None) -> BarCell:  # noqa: FBT001 - it is what is shown
    if met is None:
        return _NONE
    return BarCell(tally_text.MET if met else tally_text.MISSED, tone="good" if met else "bad")


def _area(cmu: object) -> BarCell:
    return (
        BarCell(scaled(int(str(cmu)), 2), is_number=True) if cmu is not None else BarCell("未填", tone="warn")
    )


class Driving(VillageFigures):
    """带动率 and 流转率 of each village, the two flags apart, then both, then what the reward asks."""

    headings = (
        "村", "贫困户", "带动户", "带动率", "承包耕地（亩）", "流转面积（亩）", "流转率", "带动达标", "流转达标", "同时达标",
        "奖励条件",
    )  # fmt: skip
    wide = frozenset({3, 6})
    note = "带动率、流转率各自判定；“奖励条件”按政策口径（默认两项都达到）。双击一行看这个村。"
    kind = "entity"

    def cells(self, village: Values, facts: Values, tallies: Tallies) -> Sequence[BarCell]:
        """Return the cells of one village."""
        driven, land = self.met("driven_households", tallies), self.met("transferred_land", tallies)
        both = None if driven is None or land is None else driven and land
        return (
            BarCell(str(village.get("name") or "")),
            BarCell(f"{facts.get('poor_households') or 0}", is_number=True),
            BarCell(f"{facts.get('driven_households') or 0}", is_number=True),
            self.rate("driven_households", tallies),
            _area(facts.get("contracted_farmland_cmu")),
            _area(facts.get("transferred_cmu") or 0),
            self.rate("transferred_land", tallies),
            self.flag("driven_households", tallies), self.flag("transferred_land", tallies), _flag(both),
            self.flag("village_reward", tallies),
        )  # fmt: skip


class Market(VillageFigures):
    """Service stations and online shops of each village, the shops against the five that are asked."""

    headings = ("村", "贫困村", "服务站", "电商服务站", "网店个数", "网店")
    wide = frozenset({4})
    note = "贫困村要有一个验收并在营的服务站和足够的网店（同一平台同一店铺只算一个），横条上的竖线是要求的个数。双击一行看这个村。"
    kind = "online_shop"

    def cells(self, village: Values, facts: Values, tallies: Tallies) -> Sequence[BarCell]:
        """Return the cells of one village."""
        shops, rule = int(str(facts.get("shops") or 0)), self.rule("online_shops")
        least = (rule.threshold if rule else None) or 1
        room = least * 8 // 5
        met = self.met("online_shops", tallies)
        tone = "accent" if met is None else "good" if met else "bad"
        return (
            BarCell(str(village.get("name") or "")),
            BarCell("贫困村", tone="accent") if village.get("is_poor_village") else BarCell(""),
            BarCell(f"{facts.get('stations') or 0}", is_number=True),
            self.flag("service_station", tallies),
            BarCell(f"{shops}/{least}", Fraction(min(shops, room), room), Fraction(least, room), tone),
            self.flag("online_shops", tallies),
        )


VIEWS: dict[str, Callable[["Navigator"], VillageFigures]] = {"driving": Driving, "market": Market}
