"""旅游与基地表: bases of rural tourism, of feature industries, of processing and services, and works that serve them."""

from collections.abc import Sequence
from fractions import Fraction

from fupin_desk.model.document import Document, Row, Table
from fupin_desk.model.roster import ReportInfo
from fupin_desk.model.value import Values
from fupin_desk.reports.contents import layout, places
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.places import text
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
            "合计只计在营（已完工）的，其余另列；文件没有规定数量，只统计、不判断是否达标。户数、人数为各基地登记数，同一户可能在几个基地。"
        ],
        reading=setting.readings("industry_bases", "service_bases", "tourism_bases", "infrastructure"),
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
    at_work, ended = _split(setting, rows, "_runs")
    label = f"合计 {len(at_work)} 个在营基地"
    return Table(layout.columns(specs), tuple(places.running(specs, at_work, ended, label=label)),
                 caption="一、乡村旅游扶贫基地", sheet="旅游基地")  # fmt: skip


def _bases(setting: Setting, rows: Sequence[Values]) -> Table:
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
        layout.ratio("贫困人口参与度", 10, "其中：贫困人口（人）", "用工（人）", most=Fraction(1)),
        places.counted("带动贫困户（户）", "poor_households", 10),
        places.said("备注", "note", 18),
    ]
    at_work, ended = _split(setting, rows, "_runs")
    kinds = sorted({text(one["base_kind"]) for one in at_work})
    table_rows: list[Row] = [layout.total(specs, at_work, f"合计 {len(at_work)} 个在营基地")]
    start = 1
    for kind in kinds:
        some = [one for one in at_work if text(one["base_kind"]) == kind]
        table_rows.append(
            layout.group(specs, f"{setting.label('base_kind', kind) or '未填类别'}（{len(some)} 个）")
        )
        table_rows += layout.body(specs, some, start)
        start += len(some)
    if ended:
        table_rows.append(layout.total(specs, ended, "小计（没有在营，不计入合计）", style="subtotal"))
        table_rows += layout.body(specs, ended, start)
    return Table(
        layout.columns(specs), tuple(table_rows), caption="二、特色产业、加工、服务基地", sheet="产业基地"
    )


def _split(setting: Setting, rows: Sequence[Values], flag: str) -> tuple[list[Values], list[Values]]:
    """Return the records that count and those that do not, each by village."""
    held = places.sort(setting, rows)
    return [one for one in held if one[flag]], [one for one in held if not one[flag]]


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
    done, others = _split(setting, rows, "_done")
    table_rows = places.running(specs, done, others, noun="已完工", label=f"合计 {len(done)} 个已完工")
    return Table(
        layout.columns(specs), tuple(table_rows), caption="三、向产业延伸的水电路等基础设施", sheet="基础设施"
    )
