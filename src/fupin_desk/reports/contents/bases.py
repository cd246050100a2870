"""旅游与基地表: bases of rural tourism, of feature industries, of processing and services, and works that serve them."""

from collections.abc import Sequence

from fupin_desk.model.document import Cell, Document, Row, Table
from fupin_desk.model.roster import ReportInfo
from fupin_desk.model.value import Values
from fupin_desk.reports.contents import figures, layout, places
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.places import number, text
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("旅游与基地表", "乡村旅游与产业基地情况表")
NEEDS = ("tourism_bases", "bases", "works")


def build(
    setting: Setting, *, tourism_bases: Sequence[Values], bases: Sequence[Values], works: Sequence[Values]
) -> Document:
    """Return the three lists; totals count what runs, or is finished, on the day."""
    return document(
        setting,
        [_tourism(setting, tourism_bases), _bases(setting, bases), _works(setting, works)],
        measure="个、户、人、元",
        wide=True,
        notes=[
            "合计只计在营（已完工）的；文件没有规定数量，只统计、不判断是否达标。户数、人数为各基地登记数，同一户可能在几个基地。"
        ],
        reading=setting.readings("R-1.1", "R-2.2.2", "R-2.6.1", "R-2.3.10"),
    )


def _tourism(setting: Setting, rows: Sequence[Values]) -> Table:
    specs: list[Spec[Values]] = [
        *places.at(setting),
        places.said("基地名称", "name", 26),
        places.coded(setting, "所属工程", "tourism_programme", "programme", 14),
        places.day("建成日期", "built_on"),
        spec("在营", 6, lambda one: places.yes_no(one["_runs"])),
        places.counted("带动贫困户（户）", "poor_households", 10),
        places.counted("吸纳贫困人口（人）", "poor_workers", 10),
        places.counted("年接待游客（人次）", "visitors", 11),
        places.money("年收入（元）", "income_fen", 16),
        places.said("备注", "note", 22),
    ]
    held = places.sort(setting, rows)
    return Table(
        layout.columns(specs), (_total(specs, held, "个在营基地"), *layout.body(specs, held)),
        caption="一、乡村旅游扶贫基地", sheet="旅游基地",
    )  # fmt: skip


def _bases(setting: Setting, rows: Sequence[Values]) -> Table:
    def share(one: Values) -> Cell:
        return _participation([one])

    specs: list[Spec[Values]] = [
        *places.at(setting),
        places.said("基地名称", "name", 26),
        places.coded(setting, "产业", "industry", "industry", 16),
        places.said("经营主体", "operator_name", 22),
        places.said("规模", "scale", 16),
        places.day("建成日期", "built_on"),
        spec("在营", 6, lambda one: places.yes_no(one["_runs"])),
        places.counted("用工（人）", "workers", 9),
        places.counted("其中：贫困人口（人）", "poor_workers", 10),
        spec("贫困人口参与度", 10, share, type_="share", decimals=2),
        places.counted("带动贫困户（户）", "poor_households", 10),
        places.said("备注", "note", 18),
    ]
    running = [one for one in rows if one["_runs"]]
    total = layout.total(
        specs, running, f"合计 {len(running)} 个在营基地", {"贫困人口参与度": _participation(running)}
    )
    table_rows: list[Row] = [total]
    start = 1
    for kind in sorted({text(one["base_kind"]) for one in rows}):
        some = places.sort(setting, [one for one in rows if text(one["base_kind"]) == kind])
        table_rows.append(
            layout.group(specs, f"{setting.label('base_kind', kind) or '未填类别'}（{len(some)} 个）")
        )
        table_rows += layout.body(specs, some, start)
        start += len(some)
    return Table(
        layout.columns(specs), tuple(table_rows), caption="二、特色产业、加工、服务基地", sheet="产业基地"
    )


def _participation(rows: Sequence[Values]) -> Cell:
    """Return the share of the poor among the workers; a dash where no base tells how many they are."""
    if all(one["poor_workers"] is None for one in rows):
        return layout.DASH
    return figures.share(
        sum(number(one["poor_workers"]) for one in rows), sum(number(one["workers"]) for one in rows), None
    )


def _works(setting: Setting, rows: Sequence[Values]) -> Table:
    specs: list[Spec[Values]] = [
        *places.at(setting),
        places.said("项目名称", "name", 28),
        places.coded(setting, "类别", "infrastructure_kind", "infrastructure_kind", 8),
        places.coded(setting, "主管部门", "department", "department", 16),
        spec("服务产业扶贫集中区域", 11, lambda one: places.yes_no(one["serves_industry_area"], "未填")),
        spec("延伸到市场主体所在地", 11, lambda one: places.yes_no(one["serves_entity"], "未填")),
        places.money("投资（元）", "invested_fen", 16),
        places.day("完工日期", "finished_on"),
        spec("已完工", 8, lambda one: places.yes_no(one["_done"])),
        places.said("备注", "note", 22),
    ]
    held = places.sort(setting, rows)
    total = layout.total(
        specs,
        [one for one in held if one["_done"]],
        f"合计 {sum(bool(one['_done']) for one in held)} 个已完工",
    )
    return Table(
        layout.columns(specs), (total, *layout.body(specs, held)), caption="三、向产业延伸的水电路等基础设施",
        sheet="基础设施",
    )  # fmt: skip


def _total(specs: Sequence[Spec[Values]], rows: Sequence[Values], what: str) -> Row:
    running = [one for one in rows if one["_runs"]]
    return layout.total(specs, running, f"合计 {len(running)} {what}")
