"""产扶10 目标任务完成情况汇总表: every rule of the policy, and every village under every rule."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from math import ceil

from fupin_desk.model import tally_text
from fupin_desk.model.amount import percent, scaled
from fupin_desk.model.document import Cell, Document, Row, Table
from fupin_desk.model.roster import ReportInfo, Waiver, Whereabouts
from fupin_desk.model.rule import Rule, Tally
from fupin_desk.model.value import Value, Values
from fupin_desk.reports.contents import figures, layout, order, places
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("产扶10", "目标任务完成情况汇总表")
NEEDS = ("tallies", "county_figures", "waivers", "whereabouts")
_RULES_A_TABLE = 6
_WAIVERS_SHOWN = 20
_COUNTS = ("covered", "gap", "unknown", "part", "whole")
Line = tuple[Rule, Tally]
VillageLine = tuple[str, Mapping[str, Tally]]


def build(
    setting: Setting,
    *,
    tallies: Sequence[Tally],
    waivers: Sequence[Waiver],
    whereabouts: Mapping[str, Whereabouts],
    county_figures: Mapping[str, Values] | None = None,
) -> Document:
    """Return the summary: a row a rule, then a row a village with the figures of each rule."""
    tables = [_summary(setting, tallies, county_figures or {}), *_matrices(setting, tallies)]
    notes = [
        "完成率 = 分子 ÷ 分母，合计为各村分子之和 ÷ 分母之和，不是各村完成率的平均。没有对象的记“—”。",
        "待核的对象不进分母；待核全不计入、全计入时的完成率另列一栏。金额、面积类指标的待核没有这两个数。",
        "“只统计”的条款文件没有定数，列数不判断。面积、金额、用工类指标的分母、分子为面积、金额、人数，“达到”“未达到”为对象个数。",
    ]
    if not setting.is_county:
        notes.append("全县口径的指标本表列本单位数，由县判定；“县级参考数”是录入的县级数，没有录入的空着。")
    if setting.period:
        notes.append(f"本表为截至 {setting.as_of} 的累计数，报告期只用于标注。")
    if not setting.is_public:
        notes += waiver_notes(setting, waivers, whereabouts)
    reading = ["各指标的对象与达标条件见“口径说明”栏。"]
    return document(setting, tables, measure="户、人、个村、元", notes=notes, reading=reading, wide=True)


def _summary(setting: Setting, tallies: Sequence[Tally], county: Mapping[str, Values]) -> Table:
    place = setting.place.id if setting.place else None
    whole = {one.rule: one for one in tallies if one.place == place}
    lines = [(rule, whole[rule.id]) for rule in setting.pack.rules if rule.id in whole]
    specs = _specs(setting, county)
    rows: list[Row] = []
    number = 1
    for clause, some in groupby(lines, key=lambda line: line[0].clause):
        rows.append(layout.group(specs, clause))
        part = layout.body(specs, some, number)
        number += len(part)
        rows += part
    return Table(layout.columns(specs), tuple(rows), caption="一、指标完成情况", sheet="指标完成情况")


def _specs(setting: Setting, county: Mapping[str, Values]) -> list[Spec[Line]]:
    def on_rule(of: Callable[[Rule], Cell]) -> Callable[[Line], Cell]:
        return lambda line: of(line[0])

    def on_both(of: Callable[[Rule, Tally], Cell]) -> Callable[[Line], Cell]:
        return lambda line: of(*line)

    reference: list[Spec[Line]] = [
        spec("县级参考数", 18, on_rule(lambda rule: county_figure(rule, county.get(rule.id.upper())))),
    ]
    return [
        spec("指标", 34, on_rule(lambda rule: _indicator(setting, rule))),
        spec("条款", 18, on_rule(lambda rule: f"{rule.clause}（{rule.id}）")),
        spec("目标值", 13, on_rule(tally_text.format_target)),
        spec("分母", 18, on_both(lambda rule, tally: figures.measured(rule.whole, tally.whole)), type_="integer"),
        spec("分子", 18, on_both(lambda rule, tally: figures.measured(rule.part, tally.part)), type_="integer"),
        spec("完成率", 13, on_both(figures.ratio), type_="share", decimals=2),
        spec("待核全不计入–全计入", 13, on_both(tally_text.format_range)),
        spec("是否达标", 10, on_both(tally_text.verdict)),
        spec("差额", 16, on_both(figures.shortfall), type_="integer"),
        spec(("对象（个）", "达到"), 7, lambda line: line[1].covered, type_="integer"),
        spec(("对象（个）", "未达到"), 7, lambda line: line[1].gap, type_="integer"),
        spec(("对象（个）", "待核"), 7, lambda line: line[1].unknown, type_="integer"),
        *([] if setting.is_county else reference),
        spec("牵头单位", 12, on_rule(lambda rule: rule.lead)),
        spec("协同单位", 18, on_rule(lambda rule: "、".join(rule.cooperating) or layout.DASH)),
        spec("口径说明", 56, on_rule(lambda rule: rule.reading)),
    ]  # fmt: skip


def county_figure(rule: Rule, told: Values | None) -> str:
    """Return what the county told about a rule: parts, ratio, day and source; nothing where it told nothing."""
    if told is None:
        return ""
    part, whole = (_told(rule, expression, told[field]) for expression, field in (
        (rule.part, "part_hundredths"), (rule.whole, "whole_hundredths")))  # fmt: skip
    words = "/".join(one for one in (part, whole) if one)
    numbers = (told["part_hundredths"], told["whole_hundredths"])
    if rule.figure == "share" and None not in numbers and numbers[1]:
        words += f" = {percent(int(numbers[0] or 0), int(numbers[1]), target=rule.target)}"
    return f"{words}（{'，'.join(str(one) for one in (told['as_of'], told['source']) if one)}）"


def _told(rule: Rule, expression: str, hundredths: Value) -> str:
    """Return a number that the county told: yuan where the rule counts money, else the number as it is."""
    if hundredths is None:
        return ""
    if figures.is_money(expression or rule.part):
        return figures.large(int(hundredths))
    return scaled(int(hundredths), 2).removesuffix(".00")


def _indicator(setting: Setting, rule: Rule) -> str:
    own = "，本单位数" if not setting.is_county and "township" not in rule.levels else ""
    return f"{rule.title}（{tally_text.UNIT_NOUNS[rule.unit]}{own}）"


def _matrices(setting: Setting, tallies: Sequence[Tally]) -> list[Table]:
    """Return the tables of village by rule, some rules each so that a page holds them.

    A rule that counts nobody in any village, such as one of the county's money, stands in the summary alone.
    """
    counting = {one.rule for one in tallies if one.place and any(getattr(one, name) for name in _COUNTS)}
    rules = [
        one
        for one in setting.pack.rules
        if one.id in counting and not (setting.is_public and figures.is_money(one.part))
    ]
    count = ceil(len(rules) / _RULES_A_TABLE)
    found = []
    for index in range(count):
        some = rules[index * _RULES_A_TABLE : (index + 1) * _RULES_A_TABLE]
        suffix = f"（{index + 1}/{count}）" if count > 1 else ""
        found.append(_matrix(setting, tallies, some, suffix))
    return found


def _matrix(setting: Setting, tallies: Sequence[Tally], rules: Sequence[Rule], suffix: str) -> Table:
    villages: dict[str, dict[str, Tally]] = {}
    place = setting.place.id if setting.place else None
    for one in tallies:
        if one.place is not None and place in {None, one.place}:
            villages.setdefault(one.place, {})[one.rule] = one
    lines: list[VillageLine] = sorted(
        villages.items(), key=lambda line: order.village(setting.places, line[0])
    )
    specs = _matrix_specs(setting, rules)
    ids = {one.id for one in rules}
    whole = {one.rule: one for one in tallies if one.place == place and one.rule in ids}
    lines += _unplaced(whole, lines) if place is None else []
    summed = layout.body(specs, [("", whole)])[0]
    cells = list(summed.cells)
    cells[: 3 if setting.is_county else 2] = ["", "合计", ""] if setting.is_county else ["", "合计"]
    rows = (Row(tuple(cells), "total"), *layout.body(specs, lines))
    return Table(
        layout.columns(specs), rows, caption=f"二、分村完成情况{suffix}", sheet=f"分村完成情况{suffix}"
    )


def _unplaced(whole: Mapping[str, Tally], lines: Sequence[VillageLine]) -> list[VillageLine]:
    """Return what the whole file counts beyond its villages: records without a village, as a line of their own."""
    left: dict[str, Tally] = {}
    for rule, tally in whole.items():
        villages = [line[1][rule] for line in lines if rule in line[1]]
        if beyond := places.remainder(tally, villages):
            left[rule] = beyond
    return [("", left)] if left else []


def _matrix_specs(setting: Setting, rules: Sequence[Rule]) -> list[Spec[VillageLine]]:
    specs: list[Spec[VillageLine]] = []
    if setting.is_county:
        specs.append(spec("乡镇", 12, lambda line: setting.township(line[0])))
    specs.append(spec("行政村", 14, lambda line: setting.village(line[0]) or setting.no_village))
    for rule in rules:
        specs += _rule_specs(rule)
    return specs


def _rule_specs(rule: Rule) -> list[Spec[VillageLine]]:
    def on(of: Callable[[Tally], Cell]) -> Callable[[VillageLine], Cell]:
        return lambda line: of(line[1][rule.id]) if rule.id in line[1] else layout.DASH

    head = f"{rule.short}（{rule.id}）"
    return [
        *places.tally_specs(head, rule, on),
        spec((head, "待核"), 6, on(lambda one: one.unknown), type_="integer", name=f"{rule.id} 待核"),
    ]


def waiver_notes(
    setting: Setting, waivers: Sequence[Waiver], whereabouts: Mapping[str, Whereabouts]
) -> list[str]:
    """Return the explained warnings as lines: where, whose record, which field, why."""
    lines = []
    for one in waivers:
        where = whereabouts.get(one.record)
        if where is None or (setting.place and where.village != setting.place.id):
            continue
        form = setting.forms.get(one.kind)
        field = form.fields.get(one.field) if form else None
        parts = [
            setting.village(where.village),
            where.head,
            form.label if form else "",
            field.label if field else "",
        ]
        lines.append(f"核实说明：{' '.join(part for part in parts if part)}——{one.reason}")
    if len(lines) > _WAIVERS_SHOWN:
        rest = len(lines) - _WAIVERS_SHOWN
        return [*lines[:_WAIVERS_SHOWN], f"另有 {rest} 条核实说明，见差错清单。"]
    return lines
