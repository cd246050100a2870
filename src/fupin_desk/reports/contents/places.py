"""The columns that say where something lies, and rows put in the order of villages."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from fupin_desk.model.amount import scaled
from fupin_desk.model.document import Cell
from fupin_desk.model.roster import Home, Place
from fupin_desk.model.rule import Tally
from fupin_desk.model.value import Value, Values
from fupin_desk.reports.contents import layout, order
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


def verdict(tally: Tally | None) -> str:
    """Return whether a place keeps to a rule, in a word; 待核 where the unclear units could turn it."""
    if tally is None:
        return layout.DASH
    if tally.met is None:
        return "待核" if tally.unknown and tally.is_judged else layout.DASH
    if tally.met and tally.target is not None and tally.part < tally.target * (tally.whole + tally.unknown):
        return "待核"
    return "达标" if tally.met else "未达标"
