"""The columns that say where something lies, and rows put in the order of villages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from fupin_desk.model import tally_text
from fupin_desk.model.amount import scaled
from fupin_desk.model.document import Cell, Row
from fupin_desk.model.roster import Home, Place
from fupin_desk.model.rule import Purpose, Rule, Tally
from fupin_desk.model.value import Value, Values
from fupin_desk.reports.contents import figures, layout, order
from fupin_desk.reports.contents.layout import Spec, T, spec
from fupin_desk.reports.contents.setting import Setting

Tallies = Mapping[tuple[str, str | None], Tally]
# Where records belong that name no village: the line after those of the villages.
NOWHERE = Place("", "", "", "", None)


def where(setting: Setting, of: Callable[[T], str | None], width: float = 12) -> list[Spec[T]]:
    """Return the columns of township (in the county's file) and village."""
    return [
        *([spec("乡镇", 10, lambda one: setting.township(of(one)))] if setting.is_county else []),
        spec("行政村", width, lambda one: setting.village(of(one)) or "未登记村"),
    ]


def at(setting: Setting, field: str = "village") -> list[Spec[Values]]:
    """Return the columns of township and village of a record."""
    return where(setting, lambda one: text(one[field]))


def sort(setting: Setting, rows: Iterable[Values], field: str = "village") -> list[Values]:
    """Return records by township and village; those of a village stay in their order."""
    return sorted(rows, key=lambda one: order.village(setting.places, text(one[field])))


def villages(setting: Setting) -> list[Place]:
    """Return the villages of the report in their order."""
    only = setting.place.id if setting.place else None
    held = [one for one in setting.places.values() if only in {None, one.id}]
    return sorted(held, key=lambda one: (order.village(setting.places, one.id), one.id))


def by_place(tallies: Sequence[Tally]) -> Tallies:
    """Return tallies by rule and village; the whole of the report stands under None."""
    return {(one.rule, one.place): one for one in tallies}


def text(value: Value) -> str:
    """Return a value as text; nothing for an empty one."""
    return "" if value is None else str(value)


def number(value: Value) -> int:
    """Return a stored number; 0 for an empty one."""
    return 0 if value is None else int(value)


def yes_no(value: Value, unknown: str = "待核") -> str:
    """Return a stored yes or no as a word."""
    return unknown if value is None else ("是" if value else "否")


def is_poor(place: Place) -> str:
    """Return whether a village is a poor one, as a word; a dash for the line of no village."""
    return layout.DASH if place == NOWHERE else yes_no(place.is_poor)


def coded(setting: Setting, head: str, codes: str, field: str, width: float) -> Spec[Values]:
    """Return a column of codes as words; several in a cell are joined."""
    return spec(head, width, lambda one: setting.labels(codes, one[field]))


def said(head: str | tuple[str, ...], field: str, width: float) -> Spec[Values]:
    """Return a column of a text as it is held."""
    return spec(head, width, lambda one: one.get(field))


def day(head: str | tuple[str, ...], field: str, width: float = 12) -> Spec[Values]:
    """Return a column of dates."""
    return spec(head, width, lambda one: one.get(field), type_="date")


def counted(
    head: str | tuple[str, ...], field: str, width: float = 9, *, total: bool = True, name: str = ""
) -> Spec[Values]:
    """Return a column of numbers that are added up."""
    return spec(head, width, lambda one: one.get(field), type_="integer", total=total, name=name)


def money(head: str | tuple[str, ...], field: str, width: float = 15, *, name: str = "") -> Spec[Values]:
    """Return a column of amounts in fen that are added up."""
    return spec(head, width, lambda one: one.get(field), type_="money", total=True, name=name)


def area(head: str | tuple[str, ...], field: str, width: float = 11, *, name: str = "") -> Spec[Values]:
    """Return a column of areas in hundredths of a mu that are added up."""
    return spec(head, width, lambda one: one.get(field), type_="number", decimals=2, total=True, name=name)


def tally_specs(
    head: str, rule: Rule, on: Callable[[Callable[[Tally], Cell]], Callable[[T], Cell]]
) -> list[Spec[T]]:
    """Return the columns of a tally under one head: denominator, numerator, and the ratio of the two.

    Args:
        head: The head that they share.
        rule: The rule, whose measure they have.
        on: Draws a cell from the tally of a row.
    """
    part, whole = f"{rule.id} 分子", f"{rule.id} 分母"
    columns = [
        _measure((head, "分母"), rule.whole, on(lambda one: one.whole), whole),
        _measure((head, "分子"), rule.part, on(lambda one: one.part), part),
    ]
    if rule.figure == "share":
        return [
            *columns,
            layout.ratio((head, "完成率"), 13, part, whole, aim=rule.target, name=f"{rule.id} 完成率"),
        ]
    words = {"fen": "户均", "times": "倍数"}[rule.figure]
    return [
        *columns,
        spec((head, words), 13, on(lambda one: figures.ratio(rule, one)), name=f"{rule.id} 完成率"),
    ]


def _measure(heads: tuple[str, str], expression: str, of: Callable[[T], Cell], name: str) -> Spec[T]:
    """Return a column in the measure of an expression: fen, hundredths of a mu, or units."""
    if figures.is_money(expression):
        return spec(heads, 14, of, type_="money", name=name)
    if figures.is_area(expression):
        return spec((heads[0], f"{heads[1]}（亩）"), 12, of, type_="number", decimals=2, name=name)
    return spec(heads, 9, of, type_="integer", name=name)


def running(
    specs: Sequence[Spec[Values]], at_work: Sequence[Values], ended: Sequence[Values], noun: str = "在营",
    label: str = "",
) -> list[Row]:  # fmt: skip
    """Return rows of two parts, each under the sum of its own: what runs, then what does not and is not counted."""
    rows: list[Row] = [layout.total(specs, at_work, label or f"合计（{noun}）"), *layout.body(specs, at_work)]
    if ended:
        rows.append(layout.total(specs, ended, f"小计（没有{noun}，不计入合计）", style="subtotal"))
        rows += layout.body(specs, ended, len(at_work) + 1)
    return rows


def scale(one: Values) -> Cell:
    """Return a size with its own unit: 300 箱."""
    size = one["scale_hundredths"]
    return f"{scaled(int(size), 2).removesuffix('.00')}{one['scale_unit'] or ''}" if size else ""


def people(homes: Sequence[Home], field: str = "household") -> tuple[Spec[Values], Spec[Values]]:
    """Return the columns of a household's group and head."""
    known = {one.id: one for one in homes}

    def part(one: Values, name: str) -> str:
        home = known.get(text(one[field]))
        return str(getattr(home, name)) if home else ""

    return (
        spec("村民小组", 9, lambda one: part(one, "group")),
        spec("户主姓名", 10, lambda one: part(one, "head")),
    )


class Standing:
    """How villages and the whole stand under the rule of a purpose; a policy without that rule says nothing.

    `rule` is None there, tallies are empty, and verdicts are dashes.
    """

    def __init__(self, setting: Setting, purpose: Purpose, tallies: Tallies) -> None:
        self.rule = setting.pack.find_rule(purpose)
        self._tallies = {
            place: tally for (rule, place), tally in tallies.items() if self.rule and rule == self.rule.id
        }
        self._only = setting.place.id if setting.place else None

    @property
    def aim(self) -> Fraction | None:
        """The target of the rule."""
        return self.rule.target if self.rule else None

    @property
    def cap(self) -> Fraction | None:
        """The cap of the rule."""
        return self.rule.at_most if self.rule else None

    @property
    def threshold(self) -> int:
        """The number that a unit must reach; 0 without one."""
        return (self.rule.threshold if self.rule else None) or 0

    def tally(self, village: str | None) -> Tally | None:
        """Return the tally of a village; under None the report's whole, under "" what belongs to no village."""
        if village is None:
            return self._tallies.get(self._only)
        return self._tallies.get(village) if village else self.remainder()

    def remainder(self) -> Tally | None:
        """Return what the whole file counts beyond its villages; None where that is nothing, or one village is shown."""
        whole = self._tallies.get(None)
        return remainder(whole, [one for place, one in self._tallies.items() if place]) if whole else None

    def verdict(self, village: str | None) -> str:
        """Return whether a place keeps to the rule, in a word."""
        tally = self.tally(village)
        return tally_text.verdict(self.rule, tally) if self.rule and tally else layout.DASH

    def reached(self) -> str:
        """Return how many villages of those that are meant keep to a rule of villages: `12/17 个村`."""
        tally = self.tally(None)
        return f"{tally.part}/{tally.whole} 个村" if tally else ""


_COUNTS = ("covered", "gap", "unknown", "exempt", "part", "whole")


def remainder(whole: Tally, villages: Iterable[Tally]) -> Tally | None:
    """Return what the whole file counts beyond its villages; None where that is nothing."""
    held = list(villages)
    counts = {name: getattr(whole, name) - sum(getattr(one, name) for one in held) for name in _COUNTS}
    return replace(whole, place="", place_name="", **counts) if any(counts.values()) else None
