"""产扶6 新型经营主体带动与土地流转表: entities with the households they drive, and both shares of every village."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from fupin_desk.model.document import Cell, Document, Table
from fupin_desk.model.roster import Home, Place, ReportInfo
from fupin_desk.model.rule import Tally
from fupin_desk.model.value import Values
from fupin_desk.reports.contents import figures, layout, order, places
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.places import number, text
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("产扶6", "新型经营主体带动与土地流转表")
NEEDS = ("entities", "drive_links", "transfers", "drive_facts", "homes", "tallies")
DRIVEN, LAND, BOTH = "R-2.5.2", "R-2.5.3", "R-2.5.4"
_TARGET = Fraction(7, 10)
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
        if "未达标" in flags or layout.DASH in flags:
            return "未达标"
        return "待核" if "待核" in flags else "达标"


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
        "带动率 = 有主体带动的贫困户 ÷ 全村贫困户，一户由几个主体带动只算一户，没有登记行政村的户单列一行；流转率 = 流转面积 ÷ 家庭承包耕地面积。",
        "文件写“适当奖励”，没有写金额：奖励金额由有权单位核定后填写，本表不计算。",
    ]
    return document(
        setting, tables, measure="户、亩、元", wide=True, notes=notes,
        reading=[*setting.readings(DRIVEN, LAND, BOTH), _reward(setting)],
    )  # fmt: skip


def _reward(setting: Setting) -> str:
    either = setting.reads("reward_for_either")
    return f"奖励条件按“{'两个条件有一个达到即可' if either else '两个条件同时达到'}”理解，三个标识分开列出。"


def flag(part: int, whole: int | None, rule: Tally | None) -> str:
    """Return whether a village reaches 70 % by the exact ratio; unclear without a denominator that is known."""
    if whole is None:
        return "待核"
    if not whole:
        return layout.DASH
    target = rule.target if rule and rule.target is not None else _TARGET
    return "达标" if part >= target * whole else "未达标"


def _villages(setting: Setting, facts: Mapping[str, Values], tallies: Sequence[Tally]) -> Table:
    rules = places.by_place(tallies)
    lines = []
    for one in places.villages(setting):
        if not (held := facts.get(one.id)):
            continue
        driven = flag(
            number(held["driven_households"]), number(held["poor_households"]), rules.get((DRIVEN, one.id))
        )
        whole = held["contracted_farmland_cmu"]
        land = flag(
            number(held["transferred_cmu"]), None if whole is None else int(whole), rules.get((LAND, one.id))
        )
        lines.append(Line(one, held, driven, land))
    if setting.place is None and (unplaced := _unplaced(tallies)):
        lines.append(unplaced)
    specs = _village_specs(setting, rules)
    rows = (layout.total(specs, lines, "合计", _totals(lines)), *layout.body(specs, lines))
    return Table(layout.columns(specs), rows, caption="一、各村带动率与流转率", sheet="各村带动与流转")


def _unplaced(tallies: Sequence[Tally]) -> Line | None:
    """Return what the whole file counts beyond its villages; a line that no rule judges."""
    counted = [one for one in tallies if one.rule == DRIVEN]
    whole, part = (
        sum(getattr(one, name) * (1 if one.place is None else -1) for one in counted)
        for name in ("whole", "part")
    )
    facts: Values = {"poor_households": whole, "driven_households": part,
                     "contracted_farmland_cmu": None, "transferred_cmu": None}  # fmt: skip
    return Line(places.NOWHERE, facts, layout.DASH, layout.DASH) if whole else None


def _totals(lines: Sequence[Line]) -> dict[str, Cell]:
    """Return the ratios of the whole: sum over sum, land of those villages alone whose contracted land is known."""
    known = [one.facts for one in lines if one.facts["contracted_farmland_cmu"] is not None]
    counts = {head: sum(getattr(one, name) == "达标" for one in lines)
              for head, name in (("带动率达标", "driven"), ("流转率达标", "transferred"), ("同时达标", "both"))}  # fmt: skip
    return {
        "带动率": figures.share(
            sum(number(one.facts["driven_households"]) for one in lines),
            sum(number(one.facts["poor_households"]) for one in lines),
            _TARGET,
        ),
        "流转率": figures.share(
            sum(number(one["transferred_cmu"]) for one in known),
            sum(number(one["contracted_farmland_cmu"]) for one in known),
            _TARGET,
        ),
        **{head: f"{count} 个村" for head, count in counts.items()},
    }


def _village_specs(setting: Setting, rules: Mapping[tuple[str, str | None], Tally]) -> list[Spec[Line]]:
    def fact(name: str) -> Callable[[Line], Cell]:
        return lambda one: one.facts[name]

    def rate(part: str, whole: str, rule: str) -> Callable[[Line], Cell]:
        def cell(one: Line) -> Cell:
            tally = rules.get((rule, one.place.id))
            aim = tally.target if tally else _TARGET
            return figures.share(number(one.facts[part]), number(one.facts[whole]), aim)

        return cell

    def earned(one: Line) -> str:
        if not setting.reads("reward_for_either"):
            return one.both
        return "达标" if "达标" in {one.driven, one.transferred} else one.both

    def rewarded(one: Line) -> str:
        return layout.DASH if one.place == places.NOWHERE else "是" if earned(one) == "达标" else "否"

    return [
        *places.where(setting, lambda one: one.place.id, 14),
        spec("是否贫困村", 8, lambda one: places.is_poor(one.place)),
        spec((_DRIVE, "贫困户数"), 9, fact("poor_households"), type_="integer", total=True),
        spec((_DRIVE, "带动户数"), 9, fact("driven_households"), type_="integer", total=True),
        spec((_DRIVE, "带动率"), 11, rate("driven_households", "poor_households", DRIVEN), type_="share", decimals=2),
        spec((_DRIVE, "带动率达标"), 9, lambda one: one.driven),
        spec((_LAND, "承包耕地（亩）"), 13, fact("contracted_farmland_cmu"), type_="number", decimals=2, total=True),
        spec((_LAND, "流转面积（亩）"), 13, fact("transferred_cmu"), type_="number", decimals=2, total=True),
        spec((_LAND, "流转率"), 11, rate("transferred_cmu", "contracted_farmland_cmu", LAND), type_="share", decimals=2),
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
