"""Waivers: warnings, and errors that may be, which somebody explained; the reason is printed beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from fupin_desk.model.change import Batch
from fupin_desk.model.error import RequestError
from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Draft, Record, Values
from fupin_desk.store.records import rows

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

# What a reason is for: the record, its field, the code of the finding.
About = tuple[str, str, str]


def reasons(held: Iterable[Record]) -> dict[About, str]:
    """Return the reasons of waiver records by what they are for."""
    return {
        (_text(one, "about"), _text(one, "about_field"), _text(one, "finding")): _text(one, "reason")
        for one in held
    }


def explain(finding: Finding, given: Mapping[About, str]) -> Finding:
    """Return a finding with the reason that was given for it; what is not explicable stays as it is."""
    reason = given.get((finding.record, finding.field, finding.code), "")
    return replace(finding, waived=reason) if reason and finding.explicable else finding


def explained(desk: "Desk", findings: Sequence[Finding]) -> list[Finding]:
    """Return findings of a few records with the reasons that were given for them."""
    form = desk.catalog.forms["waiver"]
    about = dict.fromkeys(one.record for one in findings if one.explicable)
    held = [one for record in about for one in rows.records(desk.file.connection, form, {"about": record})]
    given = reasons(held)
    return [explain(one, given) for one in findings]


def waive(desk: "Desk", findings: Sequence[Finding], reason: str) -> Batch | None:
    """Explain findings in one batch; explaining one again replaces its reason, an empty reason takes it back.

    Raises:
        RequestError: If one of them is an error that has to be mended.
    """
    if reason.strip():
        for one in findings:
            if not one.explicable:
                title = desk.catalog.texts.title(one.code)
                raise RequestError(f"“{title}”是差错，改正了才能上报，不能用说明代替。")
    drafts: list[Draft] = []
    for one in findings:
        drafts += _drafts(desk, one, reason.strip())
    count = f" {len(findings)} 处" if len(findings) > 1 else ""
    return desk.save_drafts(drafts, f"填写核实说明{count}" if reason.strip() else f"取消核实说明{count}")


def _drafts(desk: "Desk", finding: Finding, reason: str) -> list[Draft]:
    form = desk.catalog.forms["waiver"]
    held = [
        one
        for one in rows.records(desk.file.connection, form, {"about": finding.record})
        if one.values.get("finding") == finding.code and _text(one, "about_field") == finding.field
    ]
    if not reason:
        return [Draft("waiver", one.id, {}, removed=True, remove_reason="取消说明") for one in held]
    values: Values = {
        "about_kind": finding.kind, "about": finding.record, "about_field": finding.field or None,
        "finding": finding.code, "reason": reason,
    }  # fmt: skip
    return [Draft("waiver", held[0].id if held else desk.new_id(), values, is_new=not held)]


def _text(record: Record, field: str) -> str:
    return str(record.values.get(field) or "")
