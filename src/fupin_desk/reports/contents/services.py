"""产扶4 专家服务登记与覆盖表: the visits, and which village and self-developing household they reached."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fupin_desk.model.document import Cell, Document, Table
from fupin_desk.model.roster import Giver, Place, ReportInfo, Visit
from fupin_desk.model.rule import Tally
from fupin_desk.model.value import Value
from fupin_desk.reports.contents import figures, layout, order
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("产扶4", "专家服务登记与覆盖表", dated=True)
NEEDS = ("visits", "pairings", "tallies")
PAIRED, SERVED, GUIDED = "R-2.4.6", "R-2.4.7", "R-2.4.8"
_DONE = "2"
_SELF = "自主发展贫困户"


@dataclass(frozen=True, slots=True)
class Line:
    """A village with its experts, the services that count for it, and its tallies by rule."""

    place: Place
    paired: tuple[Giver, ...]
    services: tuple[Visit, ...]
    tallies: Mapping[str, Tally]


def build(
    setting: Setting,
    *,
    visits: Sequence[Visit],
    pairings: Mapping[str, Sequence[Giver]],
    tallies: Sequence[Tally],
) -> Document:
    """Return the register of visits (of the period, if one is given) and the coverage since the policy began."""
    held = [
        one
        for one in visits
        if (not setting.period or setting.period.holds(_text(one.values["visited_on"])))
        and not (setting.is_public and one.values["status"] != _DONE)
    ]
    held.sort(
        key=lambda one: (order.village(setting.places, one.village), _text(one.values["visited_on"]), one.id)
    )
    readings = {rule.id: rule.reading for rule in setting.pack.rules}
    notes = ["覆盖表为自政策施行之日至统计日期的累计数，不限于报告期。合计的次数、户数只计已完成的服务。"]
    return document(
        setting, [_register(setting, held), _coverage(setting, visits, pairings, tallies)],
        measure="次、人、户", notes=notes, reading=[readings[one] for one in (SERVED, GUIDED) if one in readings],
    )  # fmt: skip


def _text(value: object) -> str:
    return str(value or "")


def _register(setting: Setting, visits: Sequence[Visit]) -> Table:
    specs = _register_specs(setting)
    done = [one for one in visits if one.values["status"] == _DONE]
    total = layout.total(specs, done, "合计", {"服务日期": f"{len(done)} 次"})
    return Table(
        layout.columns(specs),
        (total, *layout.body(specs, visits)),
        caption="一、专家服务登记表",
        sheet="服务登记",
    )


def _register_specs(setting: Setting) -> list[Spec[Visit]]:
    def code(head: str, choices: str, field: str, width: float) -> Spec[Visit]:
        return spec(head, width, lambda one: setting.labels(choices, one.values[field]))

    specs = [
        *([spec("乡镇", 10, lambda one: setting.township(one.village))] if setting.is_county else []),
        spec("行政村", 12, lambda one: setting.village(one.village)),
        spec("服务日期", 12, lambda one: one.values["visited_on"], type_="date"),
        code("服务层级", "visit_level", "level", 10),
        code("状态", "visit_status", "status", 8),
        spec("专家（单位、职称）", 30, lambda one: "；".join(map(_giver, one.givers))),
        spec("县专家团", 8, lambda one: "是" if any(giver.is_team_member for giver in one.givers) else "否"),
        code("服务方式", "visit_way", "way", 8),
        code("服务内容", "visit_topic", "topics", 20),
        code("涉及产业", "industry", "industry", 12),
        spec("服务户数", 8, lambda one: one.households, type_="integer", total=True),
        spec("签字户数", 8, lambda one: one.signed, type_="integer", total=True),
    ]
    if setting.is_public:
        return specs
    return [
        *specs,
        spec("存在问题", 22, lambda one: one.values["problem"]),
        spec("建议处方", 22, lambda one: one.values["advice"]),
        spec("跟踪日期", 12, lambda one: one.values["follow_up_on"], type_="date"),
        spec("备注", 14, lambda one: one.values["note"]),
    ]


def _giver(one: Giver) -> str:
    about = "、".join(part for part in (one.unit, one.title) if part)
    return f"{one.name}（{about}）" if about else one.name


def _coverage(
    setting: Setting,
    visits: Sequence[Visit],
    pairings: Mapping[str, Sequence[Giver]],
    tallies: Sequence[Tally],
) -> Table:
    place = setting.place.id if setting.place else None
    serving: dict[str, list[Visit]] = {}
    for visit in visits:
        if visit.serves:
            serving.setdefault(visit.village, []).append(visit)
    by_village: dict[str, dict[str, Tally]] = {}
    for one in tallies:
        by_village.setdefault(one.place or "", {})[one.rule] = one
    lines = [
        Line(one, tuple(pairings.get(one.id, ())), tuple(serving.get(one.id, ())), by_village.get(one.id, {}))
        for one in setting.places.values()
        if place in {None, one.id}
    ]
    lines.sort(key=lambda one: (order.village(setting.places, one.place.id), one.place.id))
    specs = _coverage_specs(setting)
    whole = by_village.get(place or "", {})
    given = _totals(specs, whole)
    rows = (layout.total(specs, lines, "合计", given), *layout.body(specs, lines))
    return Table(layout.columns(specs), rows, caption="二、专家服务覆盖表", sheet="服务覆盖")


def _totals(specs: Sequence[Spec[Line]], whole: Mapping[str, Tally]) -> dict[str, Cell]:
    """Return the cells of the total row that the rules count: 达到/对象 for villages, figures of households."""
    line = Line(Place("", "", "", "", None), (), (), whole)
    given = {one.column.name: one.of(line) for one in specs if one.column.heads[0] == _SELF}
    for name, rule in (("结对专家", PAIRED), ("是否达标", SERVED)):
        if rule in whole:
            given[name] = f"{whole[rule].part}/{whole[rule].whole} 个村"
    return given


def _coverage_specs(setting: Setting) -> list[Spec[Line]]:
    def counted(rule: str, part: str) -> Callable[[Line], Cell]:
        return lambda one: getattr(one.tallies[rule], part) if rule in one.tallies else 0

    return [
        *([spec("乡镇", 10, lambda one: setting.township(one.place.id))] if setting.is_county else []),
        spec("行政村", 14, lambda one: one.place.name),
        spec("是否贫困村", 9, lambda one: _yes_no(one.place.is_poor)),
        spec("结对专家", 24, lambda one: "；".join(map(_giver, one.paired))),
        spec(("专家团服务", "次数"), 9, lambda one: len(one.services), type_="integer", total=True),
        spec(("专家团服务", "最近日期"), 12, _last, type_="date"),
        spec(("专家团服务", "是否达标"), 10, _served),
        spec((_SELF, "户数"), 8, counted(GUIDED, "whole"), type_="integer", total=True),
        spec((_SELF, "已指导"), 8, counted(GUIDED, "part"), type_="integer", total=True),
        spec((_SELF, "未指导"), 8, counted(GUIDED, "gap"), type_="integer", total=True),
        spec((_SELF, "待核"), 8, counted(GUIDED, "unknown"), type_="integer", total=True),
        spec((_SELF, "指导率"), 12, lambda one: _rate(one.tallies), type_="share", decimals=2),
    ]


def _yes_no(value: Value) -> str:
    return "待核" if value is None else ("是" if value else "否")


def _last(one: Line) -> Cell:
    return max((str(visit.values["visited_on"]) for visit in one.services), default="")


def _served(one: Line) -> str:
    tally = one.tallies.get(SERVED)
    if tally and tally.unknown:
        return "待核"
    return {True: "达标", False: "未达标", None: layout.DASH}[tally.met if tally else None]


def _rate(tallies: Mapping[str, Tally]) -> Cell:
    tally = tallies.get(GUIDED)
    return figures.share(tally.part, tally.whole, tally.target) if tally else layout.DASH
