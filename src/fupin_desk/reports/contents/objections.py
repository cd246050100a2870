"""差错清单: every finding of the file, where it is, what is wrong, how to mend it, and what was explained."""

import re
from collections.abc import Mapping, Sequence

from fupin_desk.model.document import Cell, Document, Row, Table
from fupin_desk.model.finding import Finding
from fupin_desk.model.roster import ReportInfo, Whereabouts
from fupin_desk.model.show import masked, shown
from fupin_desk.model.value import Value, Values
from fupin_desk.reports.contents import layout, order
from fupin_desk.reports.contents.layout import Spec, spec
from fupin_desk.reports.contents.setting import Setting, document

INFO = ReportInfo("差错清单", "差错清单", private="差错清单是内部核对用的工作清单，没有公示版。请用上报版。")
NEEDS = ("findings", "whereabouts", "faulty", "names")
# What follows the number is the program's name of the check.
_DEMAND = re.compile(r"R-[\d.]+[a-z]?(?=-|$)")
_LEVELS = {"E": "差错", "W": "提醒", "A": "提示"}
_RANK = {one: rank for rank, one in enumerate(_LEVELS)}


def build(
    setting: Setting,
    *,
    findings: Sequence[Finding],
    whereabouts: Mapping[str, Whereabouts],
    faulty: Mapping[str, Values],
    names: Mapping[str, str],
) -> Document:
    """Return the findings, errors first, then by village, group and head; private values masked."""
    lines = sorted(findings, key=lambda one: (_RANK[one.severity], _key(setting, one, whereabouts)))
    specs = _specs(setting, whereabouts, faulty, names)
    rows: list[Row] = []
    number = 1
    for severity, label in _LEVELS.items():
        some = [one for one in lines if one.severity == severity]
        if some:
            explained = sum(bool(one.waived) for one in some)
            text = f"{label} {len(some)} 条" + (f"，其中已核实说明 {explained} 条" if explained else "")
            rows.append(layout.group(specs, text))
            rows += layout.body(specs, some, number)
            number += len(some)
    table = Table(layout.columns(specs), tuple(rows), sheet="差错清单", freeze=4)
    return document(
        setting, [table], measure="条", notes=_notes(lines),
        reading=["逐条检查现存的全部记录得出。差错须改正后才能上报；提醒可改正，也可写核实说明。"],
    )  # fmt: skip


def _key(setting: Setting, one: Finding, whereabouts: Mapping[str, Whereabouts]) -> tuple[object, ...]:
    where = whereabouts.get(one.record, Whereabouts())
    home = order.home(setting.places, where.village, where.group, where.head)
    return (home, one.kind, where.name, one.record, one.code, one.field)


def _notes(lines: Sequence[Finding]) -> list[str]:
    errors, explained = sum(one.severity == "E" for one in lines), sum(bool(one.waived) for one in lines)
    if not lines:
        return ["没有发现差错。"]
    return [
        f"共 {len(lines)} 条：差错 {errors} 条，其余 {len(lines) - errors} 条；已写核实说明 {explained} 条。"
    ]


def _specs(
    setting: Setting,
    whereabouts: Mapping[str, Whereabouts],
    faulty: Mapping[str, Values],
    names: Mapping[str, str],
) -> list[Spec[Finding]]:
    def where(one: Finding) -> Whereabouts:
        return whereabouts.get(one.record, Whereabouts())

    def field(one: Finding) -> str:
        form = setting.forms[one.kind]
        return form.fields[one.field].label if one.field in form.fields else ""

    return [
        spec("级别", 7, lambda one: _LEVELS[one.severity]),
        spec("行政村", 12, lambda one: setting.village(where(one).village)),
        spec("村民小组", 9, lambda one: where(one).group),
        spec("户主姓名", 10, lambda one: where(one).head),
        spec("记录", 20, lambda one: f"{setting.forms[one.kind].label} {where(one).name}".strip()),
        spec("字段", 14, field),
        spec("现填内容", 18, lambda one: value_text(setting, one, faulty, names)),
        spec("问题", 40, lambda one: one.text),
        spec("怎么改", 36, lambda one: one.mend),
        spec("核实说明", 20, lambda one: one.waived),
        spec("政策条目", 10, lambda one: demand_of(one.code)),
    ]


def demand_of(code: str) -> str:
    """Return the demand of the policy that a check is about, as the manual numbers it; nothing for any other check."""
    number = _DEMAND.match(code)
    return number[0] if number else ""


def value_text(
    setting: Setting, one: Finding, faulty: Mapping[str, Values], names: Mapping[str, str]
) -> Cell:
    """Return what is held in the field of a finding, masked as lists mask it; unread text as it was typed."""
    field = setting.forms[one.kind].fields.get(one.field)
    value: Value = faulty.get(one.record, {}).get(one.field)
    if field is None or value is None:
        return ""
    if field.type in {"number", "yesno"} and isinstance(value, str):
        return value
    return masked(field.sensitivity, shown(field, value, setting.codes, names))
