"""项目库表 and 项目进度表: what each project is, and how far it has come."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from fupin_desk.model.document import Cell, Document, Row, Table
from fupin_desk.model.roster import ReportInfo
from fupin_desk.model.value import Values
from fupin_desk.reports.contents import figures, layout, places
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.places import number, text
from fupin_desk.reports.contents.setting import Setting, document

LIBRARY = ReportInfo("项目库表", "产业扶贫项目库表")
PROGRESS = ReportInfo("项目进度表", "产业扶贫项目进度表")
NEEDS = ("projects",)
LIBRARY_NEEDS = ("projects", "beneficiaries")
_STAGES = ("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11")
_ENDED = ("98", "99")
_STARTED, _FINISHED = "07", "08"
_DAYS = 92
# The required contents of an entry to the library, as the fields that hold them.
_REQUIRED = (
    "name", "category", "construction_kind", "village", "planned_start", "planned_end", "responsible_unit", "scope",
    "budget_fen", "funding", "link_mechanisms", "participation", "performance_goal",
)  # fmt: skip


def library(setting: Setting, *, projects: Sequence[Values], beneficiaries: tuple[int, int]) -> Document:
    """Return every project with its required contents; what is missing stands in the last column."""
    specs = _library_specs(setting)
    rows = places.sort(setting, projects)
    turns = [sum(number(one[name]) for one in rows) for name in ("_households", "_persons")]
    given: dict[str, Cell] = {
        "贫困户（户）": f"{turns[0]} 户次，不重复 {beneficiaries[0]} 户",
        "人口（人）": f"{turns[1]} 人次，不重复 {beneficiaries[1]} 人",
    }
    table_rows: list[Row] = [layout.total(specs, rows, f"合计 {len(rows)} 个项目", given)]
    start = 1
    for batch in sorted({text(one["batch_no"]) for one in rows}):
        some = [one for one in rows if text(one["batch_no"]) == batch]
        table_rows.append(
            layout.group(specs, f"批次 {batch}（{len(some)} 个）" if batch else f"未分批次（{len(some)} 个）")
        )
        table_rows += layout.body(specs, some, start)
        start += len(some)
    table = Table(layout.columns(specs), tuple(table_rows), sheet="项目库", freeze=3)
    notes = [
        f"资金规模合计 {figures.large(sum(number(one['budget_fen']) for one in rows))}。",
        (
            "入库必填内容：项目名称、项目类别、建设性质、实施地点、时间进度、责任单位、建设任务、资金规模和筹资方式、受益对象、"
            "绩效目标、群众参与、带贫减贫机制；没有绩效目标、没有受益贫困户也没有受益贫困村的不得入库。"
        ),
    ]
    return document(
        setting, [table], measure="户、人、元", wide=True, notes=notes,
        reading=["受益户数、人数为统计日期仍受益的户和在户的人，由受益名单数出，不是填报数。", *setting.readings("project_library")],
    )  # fmt: skip


def _library_specs(setting: Setting) -> list[Spec[Values]]:
    inside = [places.said("责任人", "responsible", 9)]
    return [
        spec("项目名称", 22, _named),
        places.coded(setting, "项目类别", "project_category", "category", 12),
        places.coded(setting, "建设性质", "construction_kind", "construction_kind", 6),
        spec("实施地点", 12, lambda one: _place(setting, one)),
        spec(
            "时间进度", 12, lambda one: f"{_month(one['planned_start'])}至{_month(one['planned_end'])}"
        ),
        places.said("责任单位", "responsible_unit", 14),
        *([] if setting.is_public else inside),
        spec("建设任务（规模及内容）", 28, lambda one: "；".join(filter(None, (text(one["scope"]), text(places.scale(one)))))),  # type: ignore[arg-type]
        places.money("资金规模（元）", "budget_fen"),
        places.coded(setting, "筹资方式", "funding_source", "funding", 16),
        places.counted(("受益对象", "贫困户（户）"), "_households", 8),
        places.counted(("受益对象", "人口（人）"), "_persons", 8),
        places.said(("受益对象", "受益村"), "_villages", 12),
        places.said("绩效目标", "performance_goal", 24),
        places.said("群众参与", "participation", 18),
        places.coded(setting, "带贫减贫机制", "link_mechanism", "link_mechanisms", 18),
        spec("现阶段", 8, lambda one: setting.label("project_stage", one["_stage"]) or "未登记"),
        spec("缺什么", 14, lambda one: "、".join(lacking(setting, one))),
    ]  # fmt: skip


def _named(one: Values) -> str:
    number_ = text(one["project_no"])
    return f"{text(one['name'])}（{number_}）" if number_ else text(one["name"])


def _place(setting: Setting, one: Values) -> str:
    village = text(one["village"])
    return (setting.township(village) if setting.is_county else "") + setting.village(village)


def _month(value: object) -> str:
    return str(value)[:7] if value else "？"


def lacking(setting: Setting, one: Values) -> list[str]:
    """Return which of the required contents a project has not."""
    fields = setting.forms["project"].fields
    found = [fields[name].label for name in _REQUIRED if one[name] is None or not str(one[name]).strip()]
    return found if one["_households"] or one["_villages"] else [*found, "受益对象"]


def progress(setting: Setting, *, projects: Sequence[Values]) -> Document:
    """Return the steps of every project with their days, its money, its last report, and whether it is late."""
    specs = _progress_specs(setting)
    rows = places.sort(setting, projects)
    late = sum(bool(overdue(setting, one)) for one in rows)
    given: dict[str, Cell] = {
        "项目名称": f"{len(rows)} 个项目",
        "逾期": f"{late} 个",
    }
    total = layout.total(specs, rows, "合计", given)
    table = Table(
        layout.columns(specs),
        (total, *layout.body(specs, rows)),
        caption="二、项目进度",
        sheet="项目进度",
        freeze=3,
    )
    days = setting.reads("progress_days", _DAYS)
    notes = [
        (
            f"开工后没有竣工的项目超过 {days} 天没有进度记录为逾期；计划完工日期已过而没有竣工的也标出。"
            "支付率 = 已拨付 ÷ 已下达，与资金使用情况表（产扶9）同一口径；超过 100% 的标出待核。"
        ),
        (
            f"资金规模合计 {figures.large(_sum(rows, 'budget_fen'))}，已下达 {figures.large(_sum(rows, '_given_fen'))}，"
            f"已拨付 {figures.large(_sum(rows, '_paid_fen'))}。"
        ),
    ]
    return document(
        setting, [_stages(setting, rows), table], measure="个、元", wide=True, notes=notes,
        reading=["现阶段为统计日期以前最后一个节点；各节点日期取第一次到达的日期。", *setting.readings("project_progress")],
    )  # fmt: skip


def _sum(rows: Sequence[Values], field: str) -> int:
    return sum(number(one[field]) for one in rows)


def overdue(setting: Setting, one: Values) -> str:
    """Return why a project is late: no report for too long, or not finished in time; empty if it is not."""
    if any(one.get(f"_on_{stage}") for stage in (_FINISHED, "09", "10", "11", *_ENDED)):
        return ""
    reasons = []
    begun = one.get(f"_on_{_STARTED}")
    if begun:
        since = max(text(begun), text(one.get("_reported_on")))
        days = (date.fromisoformat(setting.as_of) - date.fromisoformat(since)).days
        if days > setting.reads("progress_days", _DAYS):
            reasons.append(f"{days} 天没有进度")
    if one["planned_end"] and text(one["planned_end"]) < setting.as_of:
        reasons.append("超过计划完工日期")
    return "；".join(reasons)


def _progress_specs(setting: Setting) -> list[Spec[Values]]:
    steps: list[Spec[Values]] = [
        places.day(("节点日期", setting.label("project_stage", stage)), f"_on_{stage}", 11)
        for stage in _STAGES
    ]
    return [
        *places.at(setting),
        places.said("项目名称", "name", 22),
        spec("现阶段", 8, lambda one: setting.label("project_stage", one["_stage"]) or "未登记"),
        *steps,
        places.money(("资金（元）", "资金规模"), "budget_fen", 14),
        places.money(("资金（元）", "已下达"), "_given_fen", 14),
        places.money(("资金（元）", "已拨付"), "_paid_fen", 14),
        layout.ratio("支付率", 8, "已拨付", "已下达", most=Fraction(1)),
        spec("完成进度（%）", 7, lambda one: one.get("_percent"), type_="integer"),
        places.day("最近填报", "_reported_on", 11),
        places.said("存在问题", "_problem", 18),
        spec("逾期", 16, lambda one: overdue(setting, one)),
    ]  # fmt: skip


def _stages(setting: Setting, rows: Sequence[Values]) -> Table:
    """Return how many projects stand at each stage, with their money."""
    stages = [code for code in (*_STAGES, *_ENDED) if any(one["_stage"] == code for one in rows)]
    some = {code: [one for one in rows if one["_stage"] == code] for code in stages}
    if unset := [one for one in rows if one["_stage"] is None]:
        some[""] = unset
    specs: list[Spec[str]] = [
        spec("现阶段", 14, lambda code: setting.label("project_stage", code) or "未登记"),
        spec("项目数", 10, lambda code: len(some[code]), type_="integer", total=True),
        spec("资金规模（元）", 18, lambda code: _sum(some[code], "budget_fen"), type_="money", total=True),
        spec("已下达（元）", 18, lambda code: _sum(some[code], "_given_fen"), type_="money", total=True),
        spec("已拨付（元）", 18, lambda code: _sum(some[code], "_paid_fen"), type_="money", total=True),
        layout.ratio("支付率", 10, "已拨付（元）", "已下达（元）", most=Fraction(1)),
        spec("逾期项目", 10, lambda code: sum(bool(overdue(setting, one)) for one in some[code]), type_="integer",
             total=True),
    ]  # fmt: skip
    table_rows = (layout.total(specs, list(some), "合计"), *layout.body(specs, list(some)))
    return Table(layout.columns(specs), table_rows, caption="一、各阶段项目", sheet="各阶段")
