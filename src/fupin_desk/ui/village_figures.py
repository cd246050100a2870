"""Villages side by side: how far entities drive households and land is transferred; stations and online shops."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desk.model.amount import scaled
from fupin_desk.model.rule import Tally
from fupin_desk.model.value import Values
from fupin_desk.ui import effect_row, figures
from fupin_desk.ui.bar_table import BarCell, BarRow, BarTable
from fupin_desk.ui.card import Card, label

if TYPE_CHECKING:
    from fupin_desk.ui.pages import Navigator

_DRIVEN, _LAND, _REWARD = "R-2.5.2", "R-2.5.3", "R-2.5.4"
_STATION, _SHOPS = "R-2.7.2", "R-2.7.3"
_SHOPS_ASKED = 5
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
        card.column.setContentsMargins(1, 1, 1, 1)
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
        facts = self._desk.village_facts(day)
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

    def _rate(self, rule: str, tallies: Tallies) -> BarCell:
        tally = tallies.get(rule)
        if tally is None or tally.ratio is None:
            return _NONE
        meant = self._desk.rule(rule)
        share = effect_row.share(tally, meant)
        return BarCell(figures.ratio(tally, meant), share, effect_row.mark(meant), figures.tone(tally))


def _flag(met: bool | None) -> BarCell:  # noqa: FBT001 - it is what is shown
    if met is None:
        return _NONE
    return BarCell(figures.MET if met else figures.MISSED, tone="good" if met else "bad")


def _met(rule: str, tallies: Tallies) -> bool | None:
    return tallies[rule].met if rule in tallies else None


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
    note = "带动率、流转率各自判定，70% 达标；“奖励条件”按政策口径（默认两项都达到）。双击一行看这个村。"
    kind = "entity"

    def cells(self, village: Values, facts: Values, tallies: Tallies) -> Sequence[BarCell]:
        """Return the cells of one village."""
        driven, land = _met(_DRIVEN, tallies), _met(_LAND, tallies)
        both = None if driven is None or land is None else driven and land
        return (
            BarCell(str(village.get("name") or "")),
            BarCell(f"{facts.get('poor_households') or 0}", is_number=True),
            BarCell(f"{facts.get('driven_households') or 0}", is_number=True),
            self._rate(_DRIVEN, tallies),
            _area(facts.get("contracted_farmland_cmu")),
            _area(facts.get("transferred_cmu") or 0),
            self._rate(_LAND, tallies),
            _flag(driven), _flag(land), _flag(both), _flag(_met(_REWARD, tallies)),
        )  # fmt: skip


class Market(VillageFigures):
    """Service stations and online shops of each village, the shops against the five that are asked."""

    headings = ("村", "贫困村", "服务站", "电商服务站", "网店（至少 5 个）", "网店")
    wide = frozenset({4})
    note = "贫困村要有一个验收并在营的服务站，网店不少于 5 个（同一平台同一店铺只算一个）。双击一行看这个村。"
    kind = "online_shop"

    def cells(self, village: Values, facts: Values, tallies: Tallies) -> Sequence[BarCell]:
        """Return the cells of one village."""
        shops = int(str(facts.get("shops") or 0))
        met = _met(_SHOPS, tallies)
        tone = "accent" if met is None else "good" if met else "bad"
        return (
            BarCell(str(village.get("name") or "")),
            BarCell("贫困村", tone="accent") if village.get("is_poor_village") else BarCell(""),
            BarCell(f"{facts.get('stations') or 0}", is_number=True),
            _flag(_met(_STATION, tallies)),
            BarCell(
                f"{shops}/{_SHOPS_ASKED}", Fraction(min(shops, 2 * _SHOPS_ASKED), 8), Fraction(5, 8), tone
            ),
            _flag(met),
        )


VIEWS: dict[str, Callable[["Navigator"], VillageFigures]] = {"driving": Driving, "market": Market}
