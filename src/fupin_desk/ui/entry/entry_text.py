"""What an entry page says: where its findings are, how many each part has, and what was saved."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from fupin_desk.desk import listing
from fupin_desk.model.change import Batch
from fupin_desk.model.finding import Finding
from fupin_desk.model.form import Form
from fupin_desk.model.page import Page, Verdict

if TYPE_CHECKING:
    from fupin_desk.desk.desk import Desk

_HEAD = "01"


def where(forms: Mapping[str, Form], page: Page, findings: Sequence[Finding]) -> dict[tuple[str, str], str]:
    """Return for each finding the name of the row and the label of the field that it is about."""
    names = {row.id: str(row.values.get("name") or "") for row in page.records() if row is not page.record}
    places = {}
    for finding in findings:
        field = forms[finding.kind].fields.get(finding.field)
        parts = (names.get(finding.record, ""), field.label if field else "")
        places[finding.record, finding.field] = " · ".join(part for part in parts if part)
    return places


def counts(form: Form, page: Page, findings: Sequence[Finding]) -> dict[str, int]:
    """Return how many errors each section and each grid of a page has."""
    sections = {field.name: section.name for section in form.sections for field in section.fields}
    errors: dict[str, int] = {}
    for finding in findings:
        if finding.stops:
            part = sections.get(finding.field, "") if finding.record == page.record.id else finding.kind
            errors[part] = errors.get(part, 0) + 1
    return errors


def saved(verdict: Verdict, batch: Batch | None) -> str:
    """Return what was saved, with what stops its submission: a village that cannot be read before all else."""
    stops = [finding for finding in verdict.findings if finding.stops]
    stops.sort(key=lambda finding: finding.field != "village")
    wrong = f"（有 {len(stops)} 处差错：{stops[0].text}）" if stops else ""
    return f"已保存{wrong}：{batch.what}" if batch else f"没有改动，不用保存{wrong}"


def whose(desk: "Desk", page: Page) -> str:
    """Return whose half-typed page it is, for the screen only: the place, the number, the name, as far as they are typed."""
    values = page.record.values
    parts = [desk.name_of("village", str(values["village"]))] if values.get("village") else []
    if values.get("household"):
        parts += listing.labels(desk, "household", [str(values["household"])]).values()
    members = page.children.get("member", ())
    heads = [member for member in members if member.values.get("relation") == _HEAD] or [*members]
    names = [str(row.values["name"]) for row in (page.record, *heads[:1]) if row.values.get("name")]
    parts += [str(values[name]) for name in ("group_name", "household_no") if values.get(name)]
    return " ".join([*parts, *names])
