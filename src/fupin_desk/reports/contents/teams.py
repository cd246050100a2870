"""工作队指标表: every work team with its people, and its village under every rule that is judged in villages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fupin_desk.model import tally_text
from fupin_desk.model.document import Cell, Document, Table
from fupin_desk.model.roster import Place, ReportInfo
from fupin_desk.model.rule import Rule, Tally
from fupin_desk.model.value import Values
from fupin_desk.reports.contents import layout, places
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.places import Tallies, text
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("工作队指标表", "驻村工作队考评指标表")
NEEDS = ("teams", "tallies")
_RULES_A_TABLE = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A village with the team that stands there; None where none stands."""

    place: Place
    team: Values | None


def build(setting: Setting, *, teams: Sequence[Values], tallies: Sequence[Tally]) -> Document:
    """Return the teams with how many targets their village reaches, then rule by rule."""
    by_village: dict[str, list[Values]] = {}
    for one in teams:
        by_village.setdefault(text(one["village"]), []).append(one)
    lines = []
    for place in places.villages(setting):
        standing = by_village.get(place.id, [])
        lines += [Line(place, team) for team in standing]
        lines += [] if standing or not place.is_poor else [Line(place, None)]
    found = places.by_place(tallies)
    rules = judged(setting, found)
    tables = [_summary(setting, lines, rules, found)]
    parts = [rules[start : start + _RULES_A_TABLE] for start in range(0, len(rules), _RULES_A_TABLE)]
    for number, some in enumerate(parts, 1):
        tables.append(_matrix(setting, lines, some, found, f"（{number}/{len(parts)}）"))
    return document(
        setting, tables, measure="支、人、项", wide=True,
        notes=["指标取工作队所驻村的数，与目标任务完成情况汇总表（产扶10）相同；没有对象的记“—”，不计入达标项数。"],
        reading=[*setting.readings("work_team"), "列出有工作队的村和没有工作队的贫困村。"],
    )  # fmt: skip


def judged(setting: Setting, tallies: Mapping[tuple[str, str | None], Tally]) -> list[Rule]:
    """Return the rules with a target that are judged in villages and mean somebody in one of them."""
    meant = {rule for (rule, place), tally in tallies.items() if place and (tally.whole or tally.unknown)}
    return [
        one
        for one in setting.pack.rules
        if "village" in one.levels and one.bound is not None and one.id in meant
    ]


def _summary(setting: Setting, lines: Sequence[Line], rules: Sequence[Rule], tallies: Tallies) -> Table:
    def held(field: str) -> Callable[[Line], Cell]:
        return lambda one: one.team[field] if one.team else ""

    def count(one: Line, *words: str) -> int:
        return sum(_verdict(rule, one, tallies) in words for rule in rules)

    def missed(one: Line) -> str:
        return "、".join(rule.short for rule in rules if _verdict(rule, one, tallies) == tally_text.MISSED)

    specs: list[Spec[Line]] = [
        *places.where(setting, lambda one: one.place.id, 14),
        spec("是否贫困村", 8, lambda one: places.yes_no(one.place.is_poor)),
        spec("工作队", 24, lambda one: text(one.team["name"]) if one.team else "没有工作队"),
        spec("派出单位", 18, held("unit")),
        spec("队长", 10, held("_leader")),
        spec("第一书记", 10, held("_secretary")),
        spec(
            "队员人数", 8, lambda one: places.number(one.team["_members"]) if one.team else 0, type_="integer", total=True
        ),
        spec("进驻日期", 12, held("started_on"), type_="date"),
        *([] if setting.is_public else [spec("联系电话", 14, held("phone"))]),
        spec(("考评指标（项）", "达标"), 8, lambda one: count(one, tally_text.MET), type_="integer"),
        spec(("考评指标（项）", "未达标"), 8, lambda one: count(one, tally_text.MISSED), type_="integer"),
        spec(("考评指标（项）", "待核"), 8, lambda one: count(one, tally_text.UNCLEAR, tally_text.MET_SO_FAR), type_="integer"),
        spec("未达标的指标", 44, missed),
    ]  # fmt: skip
    standing = sum(one.team is not None for one in lines)
    rows = (
        layout.total(specs, lines, "合计", {"工作队": f"{standing} 支工作队"}),
        *layout.body(specs, lines),
    )
    return Table(layout.columns(specs), rows, caption="一、工作队与达标项数", sheet="工作队")


def _matrix(
    setting: Setting, lines: Sequence[Line], rules: Sequence[Rule], tallies: Tallies, suffix: str
) -> Table:
    specs: list[Spec[Line]] = [
        *places.where(setting, lambda one: one.place.id, 14),
        spec("工作队", 22, lambda one: text(one.team["name"]) if one.team else "没有工作队"),
    ]
    for rule in rules:
        specs += _rule_specs(rule, tallies)
    return Table(
        layout.columns(specs), tuple(layout.body(specs, lines)), caption=f"二、分项指标{suffix}",
        sheet=f"分项指标{suffix}", freeze=3,
    )  # fmt: skip


def _verdict(rule: Rule, line: Line, tallies: Tallies) -> str:
    tally = tallies.get((rule.id, line.place.id))
    return tally_text.verdict(rule, tally) if tally else layout.DASH


def _rule_specs(rule: Rule, tallies: Tallies) -> list[Spec[Line]]:
    def of(line: Line) -> Tally | None:
        return tallies.get((rule.id, line.place.id))

    def on(cell: Callable[[Tally], Cell]) -> Callable[[Line], Cell]:
        return lambda line: cell(tally) if (tally := of(line)) else layout.DASH

    head = f"{rule.short}（{rule.id}）"
    return [
        *places.tally_specs(head, rule, on),
        spec((head, "是否达标"), 11, lambda one: _verdict(rule, one, tallies), name=f"{rule.id} 是否达标"),
    ]
