"""The journal in words: what a change did, as a person reads it."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from fupin_desk.model.change import Change
from fupin_desk.model.form import Form
from fupin_desk.model.show import masked, shown
from fupin_desk.model.value import Value, Values
from fupin_desk.store.journal import record_state

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk
    from fupin_desk.store.journal.edits import Touched

_BIRTH, _WAIVER = "*", "waiver"
# The kinds whose own name is never that of a person: a batch may name them.
_NAMED = frozenset({
    "base", "course", "ecommerce_centre", "ecommerce_station", "fund_line", "infrastructure", "project", "round",
    "tourism_base", "township_industry", "village", "village_industry", "work_team",
})  # fmt: skip
_MOST_FIELDS = 3


def worded(desk: "Desk", changes: Sequence[Change]) -> list[str]:
    """Return one sentence a change; a birth names how many fields it filled."""
    return [_sentence(desk, one) for one in changes]


def _sentence(desk: "Desk", change: Change) -> str:
    form = desk.catalog.forms[change.kind]
    if change.field == _BIRTH:
        return f"{form.label}：新增{_born(desk, form, json.loads(str(change.new)))}"
    if change.field == "removed":
        return f"{form.label}：{'删除' if change.new else '恢复'}"
    if change.field == "remove_reason":
        return f"{form.label}：删除原因 {change.new or change.old or '（空）'}"
    old, new = (value_text(desk, form, change.field, one) for one in (change.old, change.new))
    return f"{form.label} · {label(form, change.field)}：{old or '空'} → {new or '空'}"


def _born(desk: "Desk", form: Form, values: Values) -> str:
    """Return what is told of a new record: how much was filled in, or the finding that is explained."""
    if form.kind == _WAIVER:
        return f"，“{desk.catalog.texts.title(str(values.get('finding')))}”"
    return f"，填了 {len(values)} 项"


def label(form: Form, field: str) -> str:
    """Return the label of a changed field; what could not be read is marked."""
    name = field.removeprefix("~")
    text = form.fields[name].label if name in form.fields else name
    return f"{text}（未读懂的原文）" if field.startswith("~") else text


def value_text(desk: "Desk", form: Form, field: str, value: Value) -> str:
    """Return a value of the journal as lists show it, masked."""
    if form.kind == _WAIVER and field == "finding":
        return desk.catalog.texts.title(str(value))
    held = form.fields.get(field)
    if held is None or value is None:
        return "" if value is None else str(value)
    names = desk.names(held.of, [str(value)]) if held.type == "record" else None
    return masked(held.sensitivity, shown(held, value, desk.catalog.codes, names))


# --- a batch in a few words


def summary(desk: "Desk", touched: Sequence["Touched"]) -> str:
    """Return what a batch does, without any name of a person: 黄淡村3组（户编号…）：修改农户 1 户（村民小组）；新增家庭成员 1 人."""
    groups: dict[str, dict[str, list[Touched]]] = {"新增": {}, "修改": {}, "恢复": {}, "删除": {}}
    for change in touched:
        groups[_verb(change)].setdefault(change.kind, []).append(change)
    parts = [
        verb + "、".join(_counted(desk.catalog.forms[kind], changes) for kind, changes in kinds.items())
        for verb, kinds in groups.items()
        if kinds
    ]
    return _whose(desk, touched) + "；".join(parts)


def removal(desk: "Desk", kind: str, reason: str, touched: Sequence["Touched"]) -> str:
    """Return what the removal of a record with all that hangs on it is called."""
    return f"{_whose(desk, touched)}删除{desk.catalog.forms[kind].label}：{reason}"


def _verb(change: "Touched") -> str:
    if change.held is None:
        return "新增"
    if "removed" in change.changed:
        return "删除" if change.changed["removed"][1] else "恢复"
    return "修改"


def _counted(form: Form, changes: Sequence["Touched"]) -> str:
    """Return how many records of a kind, and which of their fields where these are few."""
    names = dict.fromkeys(
        name.removeprefix(record_state.UNREAD) for change in changes for name in change.changed
    )
    labels = [form.fields[name].label for name in names if name in form.fields]
    few = "、".join(labels[:_MOST_FIELDS]) + (f"等 {len(labels)} 项" if len(labels) > _MOST_FIELDS else "")
    return f"{form.label} {len(changes)} {form.measure}" + (f"（{few}）" if few else "")


def _whose(desk: "Desk", touched: Sequence["Touched"]) -> str:
    """Return where a batch belongs if all of it belongs to one record: 村组 and number of a household, never a name."""
    states = {change.record: (change.kind, change.became) for change in touched}
    kind, record = _top(desk, states, touched[0].kind, touched[0].record)
    if any(_top(desk, states, change.kind, change.record) != (kind, record) for change in touched):
        return ""
    values = states[record][1] if record in states else _stored(desk, kind, record)
    village = values.get("village")
    place = desk.name_of("village", str(village)) if village and kind != "village" else ""
    if kind == "household":
        number = values.get("household_no")
        words = f"{place}{values.get('group_name') or ''}" + (f"（户编号{number}）" if number else "")
    else:
        name = str(values.get("name") or "") if kind in _NAMED else ""
        words = "·".join(part for part in (place, name) if part)
    return f"{words}：" if words else ""


def _top(
    desk: "Desk", states: Mapping[str, tuple[str, Mapping[str, Value]]], kind: str, record: str
) -> tuple[str, str]:
    """Return the household that a record belongs to, or the record on whose page it stands."""
    values = states[record][1] if record in states else _stored(desk, kind, record)
    form = desk.catalog.forms[kind]
    up = form.parent_kind if form.parent_kind and values.get(form.parent_field) else ""
    if up:
        return _top(desk, states, up, str(values[form.parent_field]))
    household = values.get("household") if "household" in form.fields else None
    return ("household", str(household)) if household else (kind, record)


def _stored(desk: "Desk", kind: str, record: str) -> Mapping[str, Value]:
    found = desk.record(kind, record)
    return found.values if found else {}
