"""The journal in words: what a change did, as a person reads it."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fupin_desk.model.change import Change
from fupin_desk.model.form import Form
from fupin_desk.model.show import masked, shown
from fupin_desk.model.value import Value, Values

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_BIRTH, _WAIVER = "*", "waiver"


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
