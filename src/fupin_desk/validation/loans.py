"""Loans: the borrower, what was lent and paid back, the terms of a poverty micro-loan."""

from collections.abc import Iterator

from fupin_desk.model.amount import scaled
from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation import dates, serials, spans
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error, warning

HOUSEHOLD, ENTITY = "1", "2"


def check(case: Case, loan: Record) -> Iterator[Finding]:
    """Yield what is wrong with a loan.

    Source:
        domain.md 2.5 (balance, day of repayment, cap, term, age), R-2.8.5 (productive use), R-2.8.7 (borrowers).
    """
    yield from serials.once(case, loan, "contract_no")
    yield from _balance(case, loan)
    yield from _due(case, loan)
    if not loan.values.get("is_productive") and loan.values.get("is_productive") is not None:
        yield warning(loan, "R-2.8.5-use", "is_productive")
    if loan.values.get("borrower_kind") == HOUSEHOLD:
        yield from _household(case, loan)
        yield from _terms(case, loan)
    if loan.values.get("borrower_kind") == ENTITY:
        yield from _entity(case, loan)


def check_repayment(case: Case, repayment: Record) -> Iterator[Finding]:
    """Yield whether something was paid back before it was lent."""
    loan, paid = case.record("loan", repayment.values.get("loan")), repayment.values.get("paid_on")
    lent = loan.values.get("lent_on") if loan else None
    if lent is not None and paid is not None and str(paid) < str(lent):
        yield error(repayment, "LN-before", "paid_on", value=str(paid), lent=str(lent))


def balance(case: Case, loan: Record, day: str | None = None) -> int:
    """Return what is still owed of a loan, by the repayments up to an ISO day or all of them."""
    paid = sum(
        int(one.values.get("principal_fen") or 0)
        for one in case.having("repayment", "loan", loan.id)
        if day is None or str(one.values.get("paid_on") or "") <= day
    )
    return int(loan.values.get("principal_fen") or 0) - paid


def _balance(case: Case, loan: Record) -> Iterator[Finding]:
    left = balance(case, loan)
    if loan.values.get("principal_fen") is not None and left < 0:
        lent = int(loan.values["principal_fen"] or 0)
        yield error(
            loan, "LN-balance", "principal_fen",
            lent=scaled(lent, 2), repaid=scaled(lent - left, 2), difference=scaled(-left, 2),
        )  # fmt: skip


def _due(case: Case, loan: Record) -> Iterator[Finding]:
    yield from spans.order(case, loan, "lent_on", "due_on")
    lent, due, months = (loan.values.get(one) for one in ("lent_on", "due_on", "months"))
    if months is None or not dates.is_iso(str(lent)) or not 0 <= int(months) <= 1200 or str(due) < str(lent):
        return
    expected = dates.after_months(str(lent), int(months))
    differs = dates.between(expected, due)
    if differs is not None and abs(differs) > case.limits.due_days:
        yield warning(
            loan, "LN-due", "due_on", value=str(due), lent=str(lent), months=str(months), expected=expected
        )


def _household(case: Case, loan: Record) -> Iterator[Finding]:
    household = case.record("household", loan.values.get("household"))
    if household is None:
        if loan.values.get("household") is None and not loan.unread.get("household"):
            yield error(loan, "LN-borrower", "household", kind=case.told(loan, "borrower_kind"))
        return
    head = case.head(household.id)
    member = case.record("member", loan.values.get("member"))
    if member is not None and member.values.get("household") != household.id:
        yield error(
            loan, "LN-member", "member", name=str(member.values.get("name") or "（姓名未填）"), head=head
        )
    if not case.is_poor(household):
        told = case.told(household, "poverty_status") or "未填"
        yield warning(loan, "R-2.8.5-poor", "household", head=head, status=told)
    lacking = [
        f"{field.label}“{case.told(household, field.name) or '未调查'}”"
        for field in (case.forms["household"].fields[one] for one in ("business_ability", "loan_willingness"))
        if household.values.get(field.name) != 1
    ]
    if lacking:
        yield warning(loan, "R-2.8.7", "household", head=head, lacking="、".join(lacking))
    for other in case.twins(loan, "household", "borrower_kind"):
        lent, before = str(loan.values.get("lent_on") or ""), str(other.values.get("lent_on") or "")
        if before and before <= lent and balance(case, other, lent) > 0:
            number = str(other.values.get("contract_no") or "（合同号未填）")
            yield warning(loan, "LN-second", "household", head=head, other=number, lent=before)
            break


def _terms(case: Case, loan: Record) -> Iterator[Finding]:
    limits, principal, months = case.limits, loan.values.get("principal_fen"), loan.values.get("months")
    if principal is not None and int(principal) > limits.loan_cap_fen:
        given = {"value": scaled(int(principal), 2), "most": scaled(limits.loan_cap_fen, 2)}
        yield warning(loan, "LN-cap", "principal_fen", **given)
    if months is not None and int(months) > limits.loan_months:
        yield warning(loan, "LN-term", "months", value=str(months), most=str(limits.loan_months))
    member, lent = case.record("member", loan.values.get("member")), loan.values.get("lent_on")
    birth = member.values.get("birth_date") if member else None
    if member is None or dates.between(birth, lent) is None:
        return
    age = dates.age(str(birth), str(lent))
    if not limits.loan_least_age <= age <= limits.loan_most_age:
        yield warning(
            loan, "AG-14", "member",
            name=str(member.values.get("name") or "（姓名未填）"), age=str(age),
            least=str(limits.loan_least_age), most=str(limits.loan_most_age),
        )  # fmt: skip


def _entity(case: Case, loan: Record) -> Iterator[Finding]:
    entity = case.record("entity", loan.values.get("entity"))
    if entity is None:
        if loan.values.get("entity") is None and not loan.unread.get("entity"):
            yield error(loan, "LN-borrower", "entity", kind=case.told(loan, "borrower_kind"))
        return
    if entity.values.get("drive_intent") != 1:
        told = case.told(entity, "drive_intent") or "未填"
        yield warning(loan, "R-2.8.7-entity", "entity", name=case.called("entity", entity.id), intent=told)
