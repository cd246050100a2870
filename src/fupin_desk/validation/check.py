"""Everything that is to be said of one page: each value, each record, the page against the rest of the file."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from fupin_desk.model.code import CodeList
from fupin_desk.model.finding import Finding
from fupin_desk.model.form import Form
from fupin_desk.model.page import Held, Page
from fupin_desk.model.value import Record
from fupin_desk.validation import (
    assistance,
    conditions,
    experts,
    fields,
    household,
    income,
    members,
    rounds,
    training,
    villages,
    visits,
)
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error

_RECORD_CHECKS: Mapping[str, Callable[[Case, Record], Iterable[Finding]]] = {
    "assistance": assistance.check,
    "attendance": training.check_attendance,
    "condition": conditions.check,
    "course": training.check_course,
    "expert": experts.check_expert,
    "helper": household.check_helper,
    "household": household.check,
    "income": income.check,
    "member": members.check,
    "pairing": experts.check_pairing,
    "round": rounds.check,
    "village": villages.check,
    "visit": visits.check,
    "visit_expert": visits.check_expert,
    "visit_household": visits.check_household,
}


def check(
    page: Page, forms: Mapping[str, Form], codes: Mapping[str, CodeList], held: Held, today: str
) -> list[Finding]:
    """Return all objections to a page, not only the first; none of them stops a draft from being saved.

    Args:
        page: The record and its rows, as they would be saved. Kinds of rows that it does not bring are
            looked up in `held`. Removed records are not judged.
        forms: The forms by kind.
        codes: The code lists by name.
        held: The other records of the file.
        today: The ISO day on which the page is judged.
    """
    case = Case(page, forms, codes, held, today)
    found: list[Finding] = []
    if page.record.removed:
        return found
    for record in page.records():
        if record.removed:
            continue
        found += fields.check(record, forms[record.kind], codes, today, excused=_excused(record))
        found += _lost_references(case, record)
        look = _RECORD_CHECKS.get(record.kind)
        if look is not None:
            found += look(case, record)
    return found


def _excused(record: Record) -> tuple[str, ...]:
    # Somebody without papers has no number; members.check asks for the police certificate instead (ID-7).
    return ("id_number",) if record.values.get("id_kind") == "90" else ()


def _lost_references(case: Case, record: Record) -> Iterator[Finding]:
    form = case.forms[record.kind]
    for name, field in form.fields.items():
        if (
            field.of
            and (value := record.values.get(name)) is not None
            and case.record(field.of, value) is None
        ):
            yield error(record, "lost_record", name, label=field.label, kind=case.forms[field.of].label)
