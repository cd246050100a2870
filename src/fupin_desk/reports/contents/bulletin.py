"""通报: where the unit stands under every rule in a sentence, which villages lead and which lag, and who is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from fupin_desk.model import tally_text
from fupin_desk.model.chart import Bar, Chart
from fupin_desk.model.document import Cell, Document, Table
from fupin_desk.model.roster import ReportInfo
from fupin_desk.model.rule import Judged, Rule, Tally
from fupin_desk.reports.cell import share_text, texts_of
from fupin_desk.reports.contents import figures, layout, order, places
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.places import Tallies
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("通报", "产业扶贫工作进展通报")
NEEDS = ("tallies", "lagging")
_NAMED, _BARS = 10, 40
_NOBODY = "—"
_PEOPLE = {"household", "member"}


@dataclass(frozen=True, slots=True)
class Line:
    """A village under one rule, with its rank; villages of the same ratio share it."""

    village: str
    tally: Tally
    rank: int | None


def build(setting: Setting, *, tallies: Sequence[Tally], lagging: Mapping[str, Sequence[Judged]]) -> Document:
    """Return the whole in sentences, the villages by yes or no, then a ranking for each rule with shares."""
    found = places.by_place(tallies)
    whole = setting.place.id if setting.place else None
    rules = [
        one
        for one in setting.pack.rules
        if one.bound is not None
        and (tally := found.get((one.id, whole)))
        and tally.is_judged
        and (tally.whole or tally.unknown)
    ]
    ranked = [
        one
        for one in rules
        if _is_ranked(one) and not setting.place and not (setting.is_public and figures.is_money(one.part))
    ]
    tables = [_overall(setting, rules, found, whole)]
    counted = [one for one in rules if one.unit == "village" and not _is_ranked(one)]
    if counted:
        tables.append(_villages(setting, counted, lagging, found, whole))
    tables += [_ranking(setting, one, found, lagging) for one in ranked]
    notes = [
        "排名按精确比率，待核的先按没有完成算，相同的并列；没有对象的村不参加排名。完成率的合计为各村之和相除，不是平均。"
    ]
    if setting.period:
        notes.append(f"本期通报为截至 {setting.as_of} 的累计数。")
    return document(setting, tables, measure="户、人、个村、元", landscape=False, notes=notes)


def names_units(rule: Rule) -> bool:
    """Return whether a bulletin names the units that a rule misses: villages, households, persons."""
    return "village" in rule.levels and rule.bound is not None and rule.unit in {"village", *_PEOPLE}


def _is_ranked(rule: Rule) -> bool:
    """Return whether villages differ under a rule by more than yes and no."""
    return "village" in rule.levels and (rule.unit != "village" or bool(rule.whole))


def sentence(setting: Setting, rule: Rule, tally: Tally) -> str:
    """Return where a place stands under a rule, in one sentence."""
    who = setting.place.name if setting.place else ("全县" if setting.is_county else setting.unit_name)
    unit = tally_text.UNIT_NOUNS[rule.unit]
    parts = [f"{who}{rule.short}（{rule.id}）："]
    if rule.whole or rule.part:
        parts.append(f"目标 {tally_text.format_target(rule)}，现为 {_written(figures.ratio(rule, tally))}")
    else:
        reached = f"应达到 {tally.whole} {unit}，已达到 {tally.part} {unit}"
        parts.append(f"{reached}，完成率 {_written(figures.ratio(rule, tally))}")
    if bounds := tally_text.format_range(rule, tally):
        parts.append(f"（待核全不计入至全计入为 {bounds}）")
    parts.append(f"，{tally_text.verdict(rule, tally)}")
    missing = figures.shortfall(rule, tally)
    if tally.met is False:
        over = isinstance(missing, str) and missing.startswith("超出")
        words = f"{missing} {unit}" if isinstance(missing, int) else f"{missing}"
        parts.append(f"，{words}" if over else f"，还差 {words}")
    if tally.unknown:
        parts.append(f"；另有 {tally.unknown} {unit}待核")
    return "".join(parts) + "。"


def _written(cell: Cell) -> str:
    return texts_of(_PLAIN)(cell)


_PLAIN = layout.columns([spec("完成率", 10, lambda _: None, type_="share")])[1]


def _overall(setting: Setting, rules: Sequence[Rule], tallies: Tallies, whole: str | None) -> Table:
    specs: list[Spec[Rule]] = [
        spec("指标", 16, lambda rule: f"{rule.short}（{rule.id}）"),
        spec("进展", 62, lambda rule: sentence(setting, rule, tallies[rule.id, whole])),
        spec(
            "应达到",
            11,
            lambda rule: figures.measured(rule.whole, tallies[rule.id, whole].whole),
            type_="integer",
        ),
        spec(
            "已达到",
            11,
            lambda rule: figures.measured(rule.part, tallies[rule.id, whole].part),
            type_="integer",
        ),
        spec(
            "完成率", 13, lambda rule: figures.ratio(rule, tallies[rule.id, whole]), type_="share", decimals=2
        ),
        spec("是否达标", 11, lambda rule: tally_text.verdict(rule, tallies[rule.id, whole])),
    ]
    states = [tally_text.verdict(one, tallies[one.id, whole]) for one in rules]
    judged = [one for one in states if one != layout.DASH]
    late = "、".join(
        one.short for one, state in zip(rules, states, strict=True) if state == tally_text.MISSED
    )
    words = (tally_text.MET, tally_text.MET_SO_FAR, tally_text.MISSED, tally_text.UNCLEAR)
    counts = "、".join(f"{word} {states.count(word)} 项" for word in words if states.count(word))
    lead = f"截至 {setting.as_of}，可判断的 {len(judged)} 项指标中{counts or '没有已达标的'}。" + (
        f"未达标的有：{late}。" if late else ""
    )
    bars = [_bar(one, tallies[one.id, whole], one.short) for one in rules if _is_full(one)]
    chart = Chart(tuple(bars), Fraction(1), "目标 100%") if bars else None
    return Table(
        layout.columns(specs), tuple(layout.body(specs, rules)), caption="一、总体进展", sheet="总体进展", lead=lead,
        chart=chart,
    )  # fmt: skip


def _is_full(rule: Rule) -> bool:
    """Return whether a rule aims at everybody: these share one scale."""
    return rule.figure == "share" and rule.target == 1


def _bar(rule: Rule, tally: Tally, label: str) -> Bar:
    """Return the bar of a tally: its exact ratio in the measure of the target."""
    cell = figures.ratio(rule, tally)
    text = share_text(cell) if not isinstance(cell, (str, int, float, type(None))) else str(cell)
    return Bar(
        label,
        standing(rule, tally) or Fraction(0),
        text,
        is_met=tally_text.verdict(rule, tally) == tally_text.MET,
    )


def standing(rule: Rule, tally: Tally) -> Fraction | None:
    """Return the ratio that a place is surely at: its unclear units count as missing; None where nobody is meant."""
    if rule.whole or not tally.unknown:
        return tally.ratio
    return Fraction(tally.part, tally.whole + tally.unknown)


def _villages(
    setting: Setting,
    rules: Sequence[Rule],
    judged: Mapping[str, Sequence[Judged]],
    tallies: Tallies,
    whole: str | None,
) -> Table:
    def names(rule: Rule, outcome: str) -> str:
        units = [one for one in judged.get(rule.id, ()) if one.outcome == outcome]
        units.sort(key=lambda one: (order.village(setting.places, one.place), one.id))
        return _listed([one.name for one in units], "个村", most=60)

    def count(rule: Rule, part: str) -> int:
        return int(getattr(tallies[rule.id, whole], part))

    specs: list[Spec[Rule]] = [
        spec("指标", 16, lambda rule: f"{rule.short}（{rule.id}）"),
        spec("应达到", 8, lambda rule: count(rule, "whole"), type_="integer"),
        spec("已达到", 8, lambda rule: count(rule, "part"), type_="integer"),
        spec(
            "完成率", 11, lambda rule: figures.ratio(rule, tallies[rule.id, whole]), type_="share", decimals=2
        ),
        spec("还差的村", 42, lambda rule: names(rule, "gap")),
        spec("待核的村", 16, lambda rule: names(rule, "unknown")),
    ]
    return Table(
        layout.columns(specs),
        tuple(layout.body(specs, rules)),
        caption="二、逐村判断的指标",
        sheet="逐村指标",
    )


def _listed(names: Sequence[str], unit: str, most: int = _NAMED) -> str:
    shown = "、".join(names[:most])
    return f"{shown} 等 {len(names)} {unit}" if len(names) > most else shown


def ranking(setting: Setting, rule: Rule, tallies: Tallies) -> list[Line]:
    """Return the villages under a rule, the best first; those that mean nobody come last and have no rank."""
    held = [(one.id, tally) for one in places.villages(setting) if (tally := tallies.get((rule.id, one.id)))]
    sign = -1 if rule.target is not None else 1
    stands = {village: standing(rule, tally) for village, tally in held}
    meant = sorted(
        (line for line in held if stands[line[0]] is not None),
        key=lambda line: (sign * (stands[line[0]] or 0), order.village(setting.places, line[0])),
    )
    lines: list[Line] = []
    for place, (village, tally) in enumerate(meant, 1):
        same = lines and stands[lines[-1].village] == stands[village]
        lines.append(Line(village, tally, lines[-1].rank if same else place))
    return lines + [Line(village, tally, None) for village, tally in held if stands[village] is None]


def _ranking(setting: Setting, rule: Rule, tallies: Tallies, judged: Mapping[str, Sequence[Judged]]) -> Table:
    lines = ranking(setting, rule, tallies)
    specs = _rank_specs(setting, rule, _gaps(judged.get(rule.id, ())))
    rows = layout.body(specs, lines)
    ranked = [one for one in lines if one.rank is not None]
    lead = sentence(setting, rule, tallies[rule.id, None]) + _ends(setting, rule, ranked)
    head = f"{rule.short}（{rule.id}）"
    return Table(
        layout.columns(specs), tuple(rows), caption=f"分村排名：{head}", sheet=head, lead=lead,
        chart=_chart(setting, rule, ranked),
    )  # fmt: skip


def _gaps(judged: Sequence[Judged]) -> Mapping[str | None, Sequence[str]]:
    found: dict[str | None, list[str]] = {}
    for one in judged:
        if one.outcome == "gap":
            found.setdefault(one.place, []).append(one.name)
    return found


def _rank_specs(setting: Setting, rule: Rule, gaps: Mapping[str | None, Sequence[str]]) -> list[Spec[Line]]:
    unit = tally_text.UNIT_NOUNS[rule.unit]
    named = rule.unit in _PEOPLE and not setting.is_public
    missing: list[Spec[Line]] = [
        spec("还差的对象", 46, lambda one: _listed(gaps.get(one.village, ()), unit)),
    ]
    return [
        spec("名次", 6, lambda one: str(one.rank) if one.rank else _NOBODY),
        *places.where(setting, lambda one: one.village),
        spec("应达到", 11, lambda one: figures.measured(rule.whole, one.tally.whole), type_="integer"),
        spec("已达到", 11, lambda one: figures.measured(rule.part, one.tally.part), type_="integer"),
        spec("完成率", 12, lambda one: figures.ratio(rule, one.tally), type_="share", decimals=2),
        spec("是否达标", 10, lambda one: tally_text.verdict(rule, one.tally)),
        spec("差额", 9, lambda one: figures.shortfall(rule, one.tally), type_="integer"),
        spec("待核", 6, lambda one: one.tally.unknown, type_="integer"),
        *(missing if named else []),
    ]


def _ends(setting: Setting, rule: Rule, ranked: Sequence[Line]) -> str:
    """Return who leads and who lags, in a sentence; nothing where all are alike."""
    if len(ranked) < 2 or ranked[0].rank == ranked[-1].rank:
        return ""
    first, last = (
        f"{setting.village(one.village)}（{_written(figures.ratio(rule, one.tally))}）"
        for one in (ranked[0], ranked[-1])
    )
    return f"居首的是{first}，居末的是{last}。"


def _chart(setting: Setting, rule: Rule, ranked: Sequence[Line]) -> Chart | None:
    """Return the bars of the villages; of too many villages those of their townships, sum over sum."""
    bound = rule.bound
    if not ranked or bound is None:
        return None
    bars = [_bar(rule, one.tally, setting.village(one.village)) for one in ranked]
    if len(bars) > _BARS:
        bars = _townships(setting, rule, ranked)
    text = f"{'目标' if rule.target is not None else '上限'} {tally_text.format_target(rule).removeprefix('不超过')}"
    return Chart(tuple(bars), bound, text)


def _townships(setting: Setting, rule: Rule, ranked: Sequence[Line]) -> list[Bar]:
    sums: dict[str, Tally] = {}
    for one in ranked:
        name = setting.township(one.village) or "未登记乡镇"
        held, tally = sums.get(name), one.tally
        sums[name] = tally if held is None else replace(
            held, part=held.part + tally.part, whole=held.whole + tally.whole, unknown=held.unknown + tally.unknown
        )  # fmt: skip
    bars = [_bar(rule, tally, name) for name, tally in sums.items()]
    return sorted(bars, key=lambda one: -one.length)
