"""产扶4 专家服务登记与覆盖表: the visits, and which village and self-developing household they reached."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fupin_desk.model.document import Cell, Document, Table
from fupin_desk.model.roster import Giver, Place, ReportInfo, Visit
from fupin_desk.model.rule import Tally
from fupin_desk.reports.contents import layout, order, places
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.places import Standing
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("产扶4", "专家服务登记与覆盖表", dated=True)
NEEDS = ("visits", "pairings", "tallies")
_DONE = "2"
_SELF = "自主发展贫困户"


@dataclass(frozen=True, slots=True)
class Line:
    """A village with its experts and the services that count for it."""

    place: Place
    paired: tuple[Giver, ...]
    services: tuple[Visit, ...]


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
    notes = ["覆盖表为自政策施行之日至统计日期的累计数，不限于报告期。合计的次数、户数只计已完成的服务。"]
    return document(
        setting, [_register(setting, held), _coverage(setting, visits, pairings, tallies)],
        measure="次、人、户", notes=notes, reading=setting.readings("village_service", "household_guidance"),
    )  # fmt: skip


def _text(value: object) -> str:
    return str(value or "")


def _register(setting: Setting, visits: Sequence[Visit]) -> Table:
    """Return the visits: those that are done add up, then those that are planned or fell through."""
    specs = _register_specs(setting)
    done, others = (
        [one for one in visits if (one.values["status"] == _DONE) is is_done] for is_done in (True, False)
    )
    rows = [layout.total(specs, done, "合计", {"服务日期": f"{len(done)} 次"}), *layout.body(specs, done)]
    if others:
        rows.append(layout.group(specs, f"小计（没有完成 {len(others)} 次，不计入合计）"))
        rows += layout.body(specs, others, len(done) + 1)
    return Table(layout.columns(specs), tuple(rows), caption="一、专家服务登记表", sheet="服务登记")


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
    serving: dict[str, list[Visit]] = {}
    for visit in visits:
        if visit.serves:
            serving.setdefault(visit.village, []).append(visit)
    lines = [
        Line(one, tuple(pairings.get(one.id, ())), tuple(serving.get(one.id, ())))
        for one in places.villages(setting)
    ]
    found = places.by_place(tallies)
    guided = places.Standing(setting, "household_guidance", found)
    if guided.tally(""):
        lines.append(Line(places.NOWHERE, (), ()))
    specs = _coverage_specs(setting, guided, places.Standing(setting, "village_service", found))
    given: dict[str, Cell] = {
        "结对专家": places.Standing(setting, "expert_pairing", found).reached(),
        "是否达标": places.Standing(setting, "village_service", found).reached(),
    }
    rows = (layout.total(specs, lines, "合计", given), *layout.body(specs, lines))
    return Table(layout.columns(specs), rows, caption="二、专家服务覆盖表", sheet="服务覆盖")


def _coverage_specs(setting: Setting, guided: Standing, served: Standing) -> list[Spec[Line]]:
    def counted(part: str) -> Callable[[Line], Cell]:
        return lambda one: getattr(guided.tally(one.place.id), part, 0)

    return [
        *places.where(setting, lambda one: one.place.id, 14),
        spec("是否贫困村", 9, lambda one: places.is_poor(one.place)),
        spec("结对专家", 24, lambda one: "；".join(map(_giver, one.paired))),
        spec(("专家团服务", "次数"), 9, lambda one: len(one.services), type_="integer", total=True),
        spec(("专家团服务", "最近日期"), 12, _last, type_="date"),
        spec(("专家团服务", "是否达标"), 10, lambda one: served.verdict(one.place.id)),
        spec((_SELF, "户数"), 8, counted("whole"), type_="integer", total=True),
        spec((_SELF, "已指导"), 8, counted("part"), type_="integer", total=True),
        spec((_SELF, "未指导"), 8, counted("gap"), type_="integer", total=True),
        spec((_SELF, "待核"), 8, counted("unknown"), type_="integer", total=True),
        layout.ratio((_SELF, "指导率"), 12, "已指导", "户数", aim=guided.aim),
    ]


def _last(one: Line) -> Cell:
    return max((str(visit.values["visited_on"]) for visit in one.services), default="")
