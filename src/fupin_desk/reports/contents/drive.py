"""产扶6 新型经营主体带动与土地流转表: entities with the households they drive, and both shares of every village."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from fupin_desk.model import tally_text
from fupin_desk.model.document import Cell, Document, Table
from fupin_desk.model.roster import Home, Place, ReportInfo
from fupin_desk.model.rule import Purpose, Tally
from fupin_desk.model.value import Values
from fupin_desk.reports.contents import layout, order, places
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.places import Standing, text
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("产扶6", "新型经营主体带动与土地流转表")
NEEDS = ("entities", "drive_links", "transfers", "drive_facts", "homes", "tallies")
_PURPOSES: tuple[Purpose, ...] = ("driven_households", "transferred_land", "village_reward")
_DRIVE, _LAND = "带动情况", "土地流转"


@dataclass(frozen=True, slots=True)
class Line:
    """A village with its facts and what the two rules say of it."""

    place: Place
    facts: Values
    driven: str
    transferred: str

    @property
    def both(self) -> str:
        """Whether the village reaches both; unclear while one is unclear."""
        flags = {self.driven, self.transferred}
        if flags == {layout.DASH}:
            return layout.DASH
        if tally_text.MISSED in flags or layout.DASH in flags:
            return tally_text.MISSED
        return next(
            (word for word in (tally_text.UNCLEAR, tally_text.MET_SO_FAR) if word in flags), tally_text.MET
        )


def build(
    setting: Setting,
    *,
    entities: Sequence[Values],
    drive_links: Sequence[Values],
    transfers: Sequence[Values],
    drive_facts: Mapping[str, Values],
    homes: Sequence[Home],
    tallies: Sequence[Tally],
) -> Document:
    """Return the entities, the two shares a village apart and together, the driven households, the transfers."""
    tables = [
        _villages(setting, drive_facts, tallies),
        _entities(setting, entities),
        _households(setting, drive_links, homes),
        _transfers(setting, transfers),
    ]
    notes = [
        (
            "带动率 = 有主体带动的贫困户 ÷ 全村贫困户，一户由几个主体带动只算一户，没有登记行政村的户单列一行；"
            "流转率 = 计入流转率的面积 ÷ 家庭承包耕地面积，没有登记承包耕地的村，流转面积不计入。流转超过承包的标出待核，不算达标。"
        ),
        "文件写“适当奖励”，没有写金额：奖励金额由有权单位核定后填写，本表不计算。",
    ]
    return document(
        setting, tables, measure="户、亩、元", wide=True, notes=notes,
        reading=[*setting.readings("driven_households", "transferred_land", "village_reward"), _reward(setting)],
    )  # fmt: skip


def _reward(setting: Setting) -> str:
    either = setting.reads("reward_for_either")
    return f"奖励条件按“{'两个条件有一个达到即可' if either else '两个条件同时达到'}”理解，三个标识分开列出。"


def _villages(setting: Setting, facts: Mapping[str, Values], tallies: Sequence[Tally]) -> Table:
    found = places.by_place(tallies)
    standings = tuple(Standing(setting, purpose, found) for purpose in _PURPOSES)
    driven, land, _ = standings
    lines = [
        Line(one, facts[one.id], driven.verdict(one.id), land.verdict(one.id))
        for one in places.villages(setting)
        if one.id in facts
    ]
    if driven.tally(""):
        nothing: Values = {"transferred_cmu": None}
        lines.append(Line(places.NOWHERE, nothing, layout.DASH, layout.DASH))
    specs = _village_specs(setting, *standings)
    counts = {head: sum(getattr(one, name) == tally_text.MET for one in lines)
              for head, name in (("带动率达标", "driven"), ("流转率达标", "transferred"), ("同时达标", "both"))}  # fmt: skip
    total = layout.total(specs, lines, "合计", {head: f"{count} 个村" for head, count in counts.items()})
    return Table(
        layout.columns(specs), (total, *layout.body(specs, lines)), caption="一、各村带动率与流转率", sheet="各村带动与流转"
    )  # fmt: skip


def _village_specs(setting: Setting, driven: Standing, land: Standing, reward: Standing) -> list[Spec[Line]]:
    def of(standing: Standing, part: str) -> Callable[[Line], Cell]:
        return lambda one: getattr(standing.tally(one.place.id), part, 0)

    def rewarded(one: Line) -> str:
        tally = reward.tally(one.place.id) if one.place != places.NOWHERE else None
        if tally is None or tally.exempt:
            return layout.DASH
        return tally_text.UNCLEAR if tally.unknown else places.yes_no(tally.covered)

    return [
        *places.where(setting, lambda one: one.place.id, 14),
        spec("是否贫困村", 8, lambda one: places.is_poor(one.place)),
        spec((_DRIVE, "贫困户数"), 9, of(driven, "whole"), type_="integer", total=True),
        spec((_DRIVE, "带动户数"), 9, of(driven, "part"), type_="integer", total=True),
        layout.ratio((_DRIVE, "带动率"), 11, "带动户数", "贫困户数", aim=driven.aim),
        spec((_DRIVE, "带动率达标"), 9, lambda one: one.driven),
        spec((_LAND, "承包耕地（亩）"), 13, of(land, "whole"), type_="number", decimals=2, total=True),
        spec((_LAND, "流转面积（亩）"), 13, lambda one: one.facts["transferred_cmu"], type_="number", decimals=2, total=True),
        spec((_LAND, "计入流转率（亩）"), 13, of(land, "part"), type_="number", decimals=2, total=True),
        layout.ratio((_LAND, "流转率"), 13, "计入流转率（亩）", "承包耕地（亩）", aim=land.aim, most=Fraction(1)),
        spec((_LAND, "流转率达标"), 9, lambda one: one.transferred),
        spec("同时达标", 9, lambda one: one.both),
        spec("符合奖励条件", 9, rewarded),
        spec("奖励金额（元）", 14, lambda _: ""),
    ]  # fmt: skip


def _entities(setting: Setting, entities: Sequence[Values]) -> Table:
    rows = places.sort(setting, entities)
    inside: list[Spec[Values]] = [
        places.said("联系电话", "phone", 14),
        places.said("经营规模", "scale", 16),
        places.money("年产值（元）", "output_fen"),
        places.money("带动户年增收（元）", "_increase_fen"),
        places.said("备注", "note", 14),
    ]
    specs: list[Spec[Values]] = [
        *places.at(setting),
        places.said("主体名称", "name", 26),
        places.coded(setting, "主体类型", "entity_kind", "entity_kind", 14),
        places.said("统一社会信用代码", "credit_code", 20),
        places.said("法定代表人", "legal_person", 11),
        places.coded(setting, "经营产业", "industry", "industry", 14),
        places.coded(setting, "状态", "business_state", "state", 7),
        places.counted("带动贫困户", "_driven", 9, total=False),
        places.area("流转土地（亩）", "_land_cmu", 12),
        places.counted("三方股份合作协议", "_agreements", 10),
        *([] if setting.is_public else inside),
    ]
    total = layout.total(specs, rows, "合计", {"主体名称": f"{len(rows)} 个主体"})
    return Table(layout.columns(specs), (total, *layout.body(specs, rows)), caption="二、新型经营主体", sheet="经营主体",
                 notes=("一户可以由几个主体带动，带动贫困户不逐个相加；全村带动户数见表一。",))  # fmt: skip


def _households(setting: Setting, links: Sequence[Values], homes: Sequence[Home]) -> Table:
    known = {one.id: one for one in homes}

    def key(one: Values) -> tuple[object, ...]:
        home = known.get(text(one["household"]))
        where = order.home(
            setting.places, text(one["_village"]), home.group if home else "", home.head if home else ""
        )
        return (where, text(one["_entity"]), text(one["id"]))

    rows = sorted(links, key=key)
    inside: list[Spec[Values]] = [
        places.said("协议编号", "agreement_no", 14),
        places.counted("务工天数", "workdays", 8),
        places.money("工资（元）", "wage_fen", 13),
        places.money("入股（元）", "shares_fen", 13),
        places.money("分红（元）", "dividend_fen", 13),
        places.money("年增收（元）", "increase_fen", 13),
    ]
    specs: list[Spec[Values]] = [
        *places.at(setting, "_village"),
        *places.people(homes),
        places.said("带动主体", "_entity", 26),
        places.coded(setting, "带动方式", "link_mechanism", "modes", 26),
        places.day("起始日期", "started_on"),
        places.day("终止日期", "ended_on"),
        *([] if setting.is_public else inside),
    ]
    distinct = len({one["household"] for one in rows})
    total = layout.total(specs, rows, "合计", {"户主姓名": f"{distinct} 户"})
    return Table(
        layout.columns(specs), (total, *layout.body(specs, rows)), caption="三、带动的贫困户", sheet="带动户"
    )


def _transfers(setting: Setting, transfers: Sequence[Values]) -> Table:
    rows = places.sort(setting, transfers)
    specs: list[Spec[Values]] = [
        *places.at(setting),
        places.said("合同编号", "contract_no", 16),
        places.said("受让方", "_entity", 28),
        places.area("流转面积（亩）", "area_cmu", 13),
        spec("亩年租金（元）", 13, lambda one: one["rent_fen"], type_="money"),
        places.day("起始日期", "started_on"),
        places.day("终止日期", "ended_on"),
        places.said("备注", "note", 20),
    ]
    total = layout.total(specs, rows, "合计")
    return Table(
        layout.columns(specs), (total, *layout.body(specs, rows)), caption="四、土地流转", sheet="土地流转"
    )
