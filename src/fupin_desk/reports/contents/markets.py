"""产扶7 电商服务站与网店表: stations and shops of every village, held against one station and five shops."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fupin_desk.model.document import Cell, Document, Table
from fupin_desk.model.roster import Home, Place, ReportInfo
from fupin_desk.model.rule import Tally
from fupin_desk.model.value import Values
from fupin_desk.reports.contents import layout, places
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.places import Standing, number, text
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("产扶7", "电商服务站与网店表")
NEEDS = ("centres", "stations", "shops", "market_facts", "homes", "tallies")


@dataclass(frozen=True, slots=True)
class Line:
    """A village with its facts and its running shops."""

    place: Place
    facts: Values
    shops: tuple[Values, ...]


def build(
    setting: Setting,
    *,
    centres: Sequence[Values],
    stations: Sequence[Values],
    shops: Sequence[Values],
    market_facts: Mapping[str, Values],
    homes: Sequence[Home],
    tallies: Sequence[Tally],
) -> Document:
    """Return the figures a village, the stations and the shops one by one, and the county's centre."""
    found = places.by_place(tallies)
    enough = Standing(setting, "online_shops", found)
    tables = [
        _villages(setting, market_facts, shops, enough, Standing(setting, "service_station", found)),
        _stations(setting, stations),
        _shops(setting, shops, homes),
    ]
    open_centres = [text(one["name"]) for one in centres if one["_runs"]]
    notes = [
        f"县级农村电子商务公共服务中心：{'、'.join(open_centres) or '本文件没有登记'}。",
        f"网店按平台和店铺编号去重，同一家店只算一次；每个贫困村不少于 {enough.threshold} 个（含 {enough.threshold} 个）。非贫困户开的店也算。",
    ]
    readings = setting.readings("ecommerce_centre", "service_station", "online_shops")
    return document(setting, tables, measure="个、元", notes=notes, reading=readings)


def _villages(
    setting: Setting, facts: Mapping[str, Values], shops: Sequence[Values], enough: Standing, served: Standing
) -> Table:
    by_village: dict[str, list[Values]] = {}
    for one in shops:
        if one["_counts"]:
            by_village.setdefault(text(one["village"]), []).append(one)
    lines = [
        Line(one, facts[one.id], tuple(by_village.get(one.id, ())))
        for one in places.villages(setting)
        if one.id in facts
    ]
    specs = _village_specs(setting, enough, served)
    given: dict[str, Cell] = {"服务站覆盖": served.reached(), "网店达标": enough.reached()}
    rows = (layout.total(specs, lines, "合计", given), *layout.body(specs, lines))
    return Table(layout.columns(specs), rows, caption="一、各村电商情况", sheet="各村电商")


def _village_specs(setting: Setting, enough: Standing, served: Standing) -> list[Spec[Line]]:
    def missing(one: Line) -> Cell:
        return max(enough.threshold - number(one.facts["shops"]), 0) if one.place.is_poor else layout.DASH

    def met(standing: Standing) -> Callable[[Line], Cell]:
        return lambda one: standing.verdict(one.place.id)

    return [
        *places.where(setting, lambda one: one.place.id, 14),
        spec("是否贫困村", 9, lambda one: places.yes_no(one.place.is_poor)),
        spec(("电商服务站", "运营个数"), 9, lambda one: one.facts["stations"], type_="integer", total=True),
        spec(("电商服务站", "服务站覆盖"), 10, met(served)),
        spec(("网店", "在营个数"), 9, lambda one: one.facts["shops"], type_="integer", total=True),
        spec(
            ("网店", "其中：贫困户开办"), 10,
            lambda one: sum(row["household"] is not None for row in one.shops), type_="integer", total=True,
        ),
        spec(("网店", "网店达标"), 9, met(enough)),
        spec(("网店", f"距 {enough.threshold} 个还差"), 9, missing, type_="integer", total=True),
        spec(
            ("网店", "年销售额（元）"), 16,
            lambda one: sum(number(row["sales_fen"]) for row in one.shops), type_="money", total=True,
        ),
    ]  # fmt: skip


def _stations(setting: Setting, stations: Sequence[Values]) -> Table:
    rows = places.sort(setting, stations)
    specs: list[Spec[Values]] = [
        *places.at(setting),
        places.said("站名", "name", 24),
        places.coded(setting, "状态", "station_state", "state", 8),
        places.day("建成日期", "built_on"),
        places.day("验收日期", "accepted_on"),
        places.day("停运日期", "closed_on"),
        spec("计入覆盖", 8, lambda one: places.yes_no(one["_counts"])),
        places.said("地址", "address", 18),
        places.said("负责人", "responsible", 10),
        *([] if setting.is_public else [places.said("联系电话", "phone", 14)]),
        places.said("服务内容", "services", 22),
    ]
    total = layout.total([*specs], rows, "合计", {"站名": f"{len(rows)} 个"})
    return Table(
        layout.columns(specs), (total, *layout.body(specs, rows)), caption="二、电商服务站", sheet="服务站"
    )


def _shops(setting: Setting, shops: Sequence[Values], homes: Sequence[Home]) -> Table:
    rows = places.sort(setting, shops)
    known = {one.id: one for one in homes}

    def poor(one: Values) -> str:
        home = known.get(text(one["household"]))
        return home.head if home else ""

    specs: list[Spec[Values]] = [
        *places.at(setting),
        places.said("店名", "name", 22),
        places.coded(setting, "平台", "shop_platform", "platform", 8),
        places.said("店铺网址或编号", "shop_no", 24),
        places.said("店主", "owner", 10),
        spec("店主所在贫困户", 10, poor),
        places.day("开店日期", "opened_on"),
        places.day("关店日期", "closed_on"),
        spec("计入个数", 8, lambda one: places.yes_no(one["_counts"])),
        places.said("主营", "goods", 16),
        places.money("年销售额（元）", "sales_fen"),
    ]
    total = layout.total(specs, rows, "合计", {"店名": f"{len(rows)} 个"})
    notes = ("同一平台同一编号在本村登记两次的，第二次不计入个数；已关店的不计入。",)
    return Table(
        layout.columns(specs),
        (total, *layout.body(specs, rows)),
        caption="三、网店",
        sheet="网店",
        notes=notes,
    )
