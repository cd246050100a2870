"""Payments and the acceptances that they rest on: a project first, reviewed payees, no more than was accepted."""

from collections.abc import Iterator
from typing import Final

from fupin_desk.model.amount import scaled
from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation import spans, stages
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error, warning

_ADVANCE, _FINAL = "1", "3"
_FAILED = "2"
# Which field names the payee, by the kind of payee.
_PAYEES: Final = {"1": "household", "2": "entity", "3": "village"}


def check(case: Case, payment: Record) -> Iterator[Finding]:
    """Yield what is wrong with a payment.

    Source:
        R-2.1.2, R-3.4.2 (project before money), R-2.3.5 (据实拨付), R-3.4.1 (who is paid, and who looked at it),
        R-3.4.4 (no payment before approval, no final payment before acceptance).
    """
    yield from _project(case, payment)
    yield from _acceptance(case, payment)
    yield from _payee(case, payment)
    yield from _review(case, payment)
    yield from _funds(case, payment)


def check_acceptance(case: Case, acceptance: Record) -> Iterator[Finding]:
    """Yield whether more was paid on an acceptance than was accepted (R-2.3.5)."""
    paid = case.total("payment", "acceptance", acceptance.id, "amount_fen")
    if paid and acceptance.values.get("amount_fen") is not None:
        yield from _beyond(acceptance, acceptance, paid)


def _project(case: Case, payment: Record) -> Iterator[Finding]:
    project = case.record("project", payment.values.get("project"))
    if project is None:
        if payment.values.get("project") is None and not payment.unread.get("project"):
            yield error(payment, "R-3.4.2", "project")
        return
    day = str(payment.values.get("paid_on") or case.today)
    taken = stages.steps(case, project.id)
    name = case.called("project", project.id)
    if stages.is_out(taken, day):
        yield error(payment, "R-2.1.2-out", "project", project=name, value=day)
        return
    present = stages.run(taken, day)
    approved = stages.first(present, stages.APPROVED)
    missing = [
        case.codes["project_stage"].label(one)
        for one in (stages.ENTERED, stages.APPROVED)
        if stages.first(present, one) is None
    ]
    if missing:
        yield error(payment, "R-2.1.2", "project", project=name, missing="、".join(missing))
    if approved and day < approved:
        yield error(payment, "R-3.4.4-approved", "paid_on", value=day, project=name, approved=approved)
    accepted = stages.first(present, stages.ACCEPTED)
    if payment.values.get("payment_kind") == _FINAL and (accepted is None or day < accepted):
        told = f"验收日期是 {accepted}" if accepted else "还没有验收"
        yield error(payment, "R-3.4.4-final", "paid_on", value=day, project=name, accepted=told)


def _acceptance(case: Case, payment: Record) -> Iterator[Finding]:
    kind = payment.values.get("payment_kind")
    if payment.values.get("acceptance") is None:
        if kind is None or payment.unread.get("acceptance"):
            return
        if kind == _ADVANCE:
            yield warning(payment, "R-2.3.5-advance", "acceptance")
        else:
            yield error(payment, "R-2.3.5-none", "acceptance", kind=case.told(payment, "payment_kind"))
        return
    acceptance = case.record("acceptance", payment.values["acceptance"])
    if acceptance is None:
        return
    project, day = payment.values.get("project"), str(acceptance.values.get("accepted_on") or "")
    if project is not None and acceptance.values.get("project") not in {None, project}:
        other = case.called("project", acceptance.values["project"])
        yield error(payment, "R-2.3.5-project", "acceptance", other=other, accepted=day or "日期未填")
    if acceptance.values.get("result") == _FAILED:
        yield error(payment, "R-2.3.5-failed", "acceptance", accepted=day or "日期未填")
    paid_on = payment.values.get("paid_on")
    if kind not in {None, _ADVANCE} and paid_on and day > str(paid_on):
        yield error(payment, "R-2.3.5-before", "paid_on", value=str(paid_on), accepted=day)
    if acceptance.values.get("amount_fen") is not None:
        limit = int(acceptance.values["amount_fen"] or 0)
        paid = _too_much(case, payment, "acceptance", limit)
        if paid is not None:
            yield from _beyond(payment, acceptance, paid)


def _beyond(about: Record, acceptance: Record, paid: int) -> Iterator[Finding]:
    accepted = int(acceptance.values["amount_fen"] or 0)
    if paid > accepted:
        yield error(
            about, "R-2.3.5", "amount_fen",
            accepted=scaled(accepted, 2), paid=scaled(paid, 2), difference=scaled(paid - accepted, 2),
        )  # fmt: skip


def _payee(case: Case, payment: Record) -> Iterator[Finding]:
    kind = payment.values.get("payee_kind")
    field = _PAYEES.get(str(kind))
    if field is None:
        return
    if payment.values.get(field) is None:
        if not payment.unread.get(field):
            yield error(payment, "R-3.4.1-payee", field, kind=case.told(payment, "payee_kind"))
        return
    if field == "household":
        household = case.record("household", payment.values["household"])
        if household is not None and not case.is_poor(household):
            told = case.told(household, "poverty_status") or "未填"
            yield error(payment, "R-3.4.1", "household", head=case.head(household.id), status=told)
    if (
        field == "entity"
        and case.record("entity", payment.values["entity"])
        and not _has_agreement(case, payment)
    ):
        name = case.called("entity", payment.values["entity"])
        yield error(payment, "R-3.4.1-entity", "entity", name=name)


def _has_agreement(case: Case, payment: Record) -> bool:
    """Tell whether the payee, an entity, had agreed on that day to take poor households along."""
    entity, day = payment.values["entity"], str(payment.values.get("paid_on") or case.today)
    shared = case.having("share_agreement", "entity", entity)
    if any(spans.holds(one, day, "signed_on") for one in shared):
        return True
    links = case.having("drive_link", "entity", entity)
    return any(one.values.get("agreement_no") and spans.holds(one, day) for one in links)


def _review(case: Case, payment: Record) -> Iterator[Finding]:
    form = case.forms["payment"]
    for field in ("reviewed_by", "reviewed_on"):
        if payment.values.get(field) is None and not payment.unread.get(field):
            yield error(payment, "R-3.4.1-review", field, label=form.fields[field].label)
    reviewed, paid = payment.values.get("reviewed_on"), payment.values.get("paid_on")
    if reviewed and paid and str(paid) < str(reviewed):
        yield error(payment, "R-3.4.1-order", "paid_on", value=str(paid), reviewed=str(reviewed))


def check_line(case: Case, line: Record) -> Iterator[Finding]:
    """Yield whether more was paid of a line of funds than was allocated (R-3.4.2)."""
    paid, allocated = case.total("payment", "fund_line", line.id, "amount_fen"), line.values.get("amount_fen")
    if allocated is not None and paid > int(allocated):
        yield from _beyond_line(case, line, line, paid)


def check_project(case: Case, project: Record) -> Iterator[Finding]:
    """Yield whether more was paid to a project than its lines of funds hold, where it has any (R-3.4.2)."""
    allocated = case.total("fund_line", "project", project.id, "amount_fen")
    paid = case.total("payment", "project", project.id, "amount_fen")
    if paid > allocated and case.having("fund_line", "project", project.id):
        yield from _beyond_project(case, project, "budget_fen", project, paid)


def _funds(case: Case, payment: Record) -> Iterator[Finding]:
    line, project = case.record("fund_line", payment.values.get("fund_line")), payment.values.get("project")
    if line is not None:
        paid = _too_much(case, payment, "fund_line", int(line.values.get("amount_fen") or 0))
        if paid is not None:
            yield from _beyond_line(case, payment, line, paid)
        if project is not None and line.values.get("project") not in {None, project}:
            other = case.called("project", line.values["project"])
            name = case.called("fund_line", line.id)
            yield warning(payment, "R-3.4.2-other", "fund_line", name=name, other=other)
    found = case.record("project", project)
    if found is not None and case.having("fund_line", "project", project):
        allocated = case.total("fund_line", "project", project, "amount_fen")
        paid = _too_much(case, payment, "project", allocated)
        if paid is not None:
            yield from _beyond_project(case, payment, "amount_fen", found, paid)


def _too_much(case: Case, payment: Record, by: str, limit: int) -> int | None:
    """Return what all payments on one amount add up to, if they exceed a limit while this one is entered or changed.

    At other times the amount itself carries the finding: one for the amount, not one for each of its payments.
    """
    if not payment.values.get("amount_fen") or not case.is_changed(payment):
        return None
    total = case.total("payment", by, payment.values.get(by), "amount_fen")
    return total if total > limit else None


def _beyond_line(case: Case, about: Record, line: Record, paid: int) -> Iterator[Finding]:
    allocated = int(line.values.get("amount_fen") or 0)
    yield warning(
        about, "R-3.4.2-line", "amount_fen",
        name=case.called("fund_line", line.id), paid=scaled(paid, 2), allocated=scaled(allocated, 2),
        difference=scaled(paid - allocated, 2),
    )  # fmt: skip


def _beyond_project(case: Case, about: Record, field: str, project: Record, paid: int) -> Iterator[Finding]:
    allocated = case.total("fund_line", "project", project.id, "amount_fen")
    yield warning(
        about, "R-3.4.2-over", field,
        project=case.called("project", project.id), paid=scaled(paid, 2), allocated=scaled(allocated, 2),
        difference=scaled(paid - allocated, 2),
    )  # fmt: skip
