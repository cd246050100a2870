"""督查整改表: what inspections found, who mends it by when, and what is late."""

from collections.abc import Sequence
from datetime import date

from fupin_desk.model.document import Cell, Document, Table
from fupin_desk.model.roster import ReportInfo
from fupin_desk.model.value import Values
from fupin_desk.reports.contents import layout, places
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.places import text
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("督查整改表", "督查问题整改情况表", dated=True)
NEEDS = ("inspected",)


def build(setting: Setting, *, inspected: Sequence[Values]) -> Document:
    """Return the findings of inspections (of the period, if one is given), the open ones marked when late."""
    rows = [one for one in inspected if not setting.period or setting.period.holds(text(one["inspected_on"]))]
    found = [one for one in rows if one["id"] is not None]
    late = sum(bool(one["_is_late"]) for one in found)
    inspections = len({one["inspection"] for one in rows})
    specs = _specs(setting)
    given: dict[str, Cell] = {
        "问题": f"{inspections} 次督查，{len(found)} 个问题",
        "整改情况": f"已整改 {sum(bool(one['_is_rectified']) for one in found)} 个，逾期 {late} 个",
    }
    table = Table(
        layout.columns(specs), (layout.total(specs, rows, "合计", given), *layout.body(specs, rows)), caption="二、问题清单", sheet="问题清单"
    )  # fmt: skip
    return document(
        setting,
        [_units(found), table],
        measure="次、个",
        notes=[
            "整改期限已过、到统计日期还没有整改的为逾期。整改率 = 已整改 ÷ 发现的问题；写着已整改而没填整改日期的待核，不算已整改，也不算逾期。"
        ],
        reading=setting.readings("rectified_findings"),
    )


def _units(found: Sequence[Values]) -> Table:
    """Return how each inspected unit stands with what was found there."""
    by_unit: dict[str, list[Values]] = {}
    for one in found:
        by_unit.setdefault(text(one["inspected_unit"]), []).append(one)

    def count(unit: str, field: str) -> int:
        return sum(bool(one[field]) for one in by_unit[unit])

    specs: list[Spec[str]] = [
        spec("被督查单位", 28, lambda unit: unit or "未填"),
        spec("发现问题", 12, lambda unit: len(by_unit[unit]), type_="integer", total=True),
        spec("已整改", 12, lambda unit: count(unit, "_is_rectified"), type_="integer", total=True),
        spec("整改日期待核", 12, lambda unit: count(unit, "_is_undated"), type_="integer", total=True),
        spec("逾期未整改", 12, lambda unit: count(unit, "_is_late"), type_="integer", total=True),
        layout.ratio("整改率", 12, "已整改", "发现问题"),
    ]  # fmt: skip
    units = sorted(by_unit)
    total = layout.total(specs, units, "合计")
    return Table(
        layout.columns(specs),
        (total, *layout.body(specs, units)),
        caption="一、各单位整改情况",
        sheet="各单位",
    )


def _specs(setting: Setting) -> list[Spec[Values]]:
    def state(one: Values) -> str:
        if one["id"] is None:
            return "未发现问题"
        if one["_is_undated"]:
            return "已整改，日期未填（待核）"
        if one["_is_rectified"]:
            days = (
                (date.fromisoformat(text(one["rectified_on"])) - date.fromisoformat(text(one["due_on"]))).days
                if one["due_on"]
                else 0
            )
            return f"已整改（超期 {days} 天）" if days > 0 else "已整改"
        words = setting.label("rectify_state", one["state"]) or "未填"
        return f"{words}（逾期）" if one["_is_late"] else words

    return [
        places.day("督查日期", "inspected_on"),
        places.coded(setting, "类别", "inspection_kind", "inspection_kind", 9),
        places.said("被督查单位", "inspected_unit", 16),
        spec("村", 11, lambda one: setting.village(text(one["village"]))),
        places.said("督查组", "inspector", 14),
        places.said("问题", "problem", 34),
        *([] if setting.is_public else [places.said("整改责任人", "responsible", 10)]),
        places.day("整改期限", "due_on"),
        spec("整改情况", 15, state),
        places.day("整改日期", "rectified_on"),
        places.said("整改结果", "result", 26),
    ]
