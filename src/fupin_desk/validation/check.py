"""Everything that is to be said of one page: each value, each record, the page against the rest of the file."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from fupin_desk.model.code import CodeList
from fupin_desk.model.finding import Finding
from fupin_desk.model.form import Form
from fupin_desk.model.limits import Limits
from fupin_desk.model.page import Held, Page
from fupin_desk.model.value import Record
from fupin_desk.validation import (
    assistance,
    conditions,
    entities,
    experts,
    fields,
    funds,
    household,
    income,
    industries,
    loans,
    losses,
    markets,
    members,
    payments,
    plans,
    projects,
    rounds,
    safeguards,
    subsidies,
    training,
    villages,
    visits,
)
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error

_RECORD_CHECKS: Mapping[str, Callable[[Case, Record], Iterable[Finding]]] = {
    "acceptance": payments.check_acceptance,
    "assistance": assistance.check,
    "attendance": training.check_attendance,
    "base": industries.check_base,
    "bulletin": safeguards.check_bulletin,
    "condition": conditions.check,
    "course": training.check_course,
    "drive_link": entities.check_link,
    "ecommerce_centre": markets.check_centre,
    "ecommerce_station": markets.check_station,
    "entity": entities.check,
    "expert": experts.check_expert,
    "fund_household": funds.check_household,
    "fund_line": funds.check_line,
    "helper": household.check_helper,
    "household": household.check,
    "income": income.check,
    "inspection_finding": safeguards.check_inspection_finding,
    "insurance": losses.check_insurance,
    "interest_subsidy": subsidies.check,
    "land_transfer": entities.check_transfer,
    "loan": loans.check,
    "loss_claim": losses.check_claim,
    "member": members.check,
    "online_shop": markets.check_shop,
    "pairing": experts.check_pairing,
    "payment": payments.check,
    "plan": plans.check,
    "plan_line": plans.check_line,
    "policy_benefit": safeguards.check_benefit,
    "project": projects.check,
    "project_event": projects.check_event,
    "project_household": projects.check_household,
    "project_return": projects.check_return,
    "project_village": projects.check_village,
    "repayment": loans.check_repayment,
    "risk_fund": losses.check_transaction,
    "round": rounds.check,
    "self_check": safeguards.check_self_check,
    "share_agreement": entities.check_agreement,
    "special_fund": funds.check_special,
    "team_member": safeguards.check_team_member,
    "township_industry": industries.check_township_industry,
    "village": villages.check,
    "village_industry": industries.check_village_industry,
    "visit": visits.check,
    "visit_expert": visits.check_expert,
    "visit_household": visits.check_household,
    "work_team": safeguards.check_team,
}

# Needed fields whose checks name the clause themselves, or ask only from a certain step on.
_ASKED_ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "payment": ("project", "reviewed_by", "reviewed_on"),
    "project": ("performance_goal", "batch_no"),
}


def check(
    page: Page,
    forms: Mapping[str, Form],
    codes: Mapping[str, CodeList],
    held: Held,
    today: str,
    *,
    limits: Limits,
) -> list[Finding]:
    """Return all objections to a page, not only the first; none of them stops a draft from being saved.

    Args:
        page: The record and its rows, as they would be saved. Kinds of rows that it does not bring are
            looked up in `held`. Removed records are not judged.
        forms: The forms by kind.
        codes: The code lists by name.
        held: The other records of the file.
        today: The ISO day on which the page is judged.
        limits: What the policy in force on that day sets to single records.
    """
    case = Case(page, forms, codes, held, today, limits)
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
    if record.values.get("id_kind") == "90":
        return ("id_number",)
    return _ASKED_ELSEWHERE.get(record.kind, ())


def _lost_references(case: Case, record: Record) -> Iterator[Finding]:
    form = case.forms[record.kind]
    for name, field in form.fields.items():
        if (
            field.of
            and (value := record.values.get(name)) is not None
            and case.record(field.of, value) is None
        ):
            yield error(record, "lost_record", name, label=field.label, kind=case.forms[field.of].label)
