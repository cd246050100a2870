"""Interest subsidies: never more than the interest, as much as the policy promises to those who are eligible."""

from collections.abc import Iterator

from fupin_desk.model.amount import scaled
from fupin_desk.model.finding import Finding
from fupin_desk.model.value import Record
from fupin_desk.validation import loans, spans
from fupin_desk.validation.case import Case
from fupin_desk.validation.objections import error, warning


def check(case: Case, subsidy: Record) -> Iterator[Finding]:
    """Yield what is wrong with a subsidy.

    Source:
        R-2.8.5 (100 % for households), R-2.8.6 (50 % for entities); domain.md 2.5 (who is eligible).
    """
    yield from spans.order(case, subsidy, "from_day", "to_day")
    others = case.twins(subsidy, "loan")
    for other in others:
        if spans.overlap(one=other, other=subsidy, first="from_day", last="to_day"):
            yield warning(
                subsidy, "R-2.8.5-overlap", "from_day",
                first=str(other.values.get("from_day") or "（未填）"), last=str(other.values.get("to_day") or "（未填）"),
            )  # fmt: skip
            break
    loan = case.record("loan", subsidy.values.get("loan"))
    if loan is None:
        return
    if subsidy.values.get("is_eligible"):
        reasons = _reasons(case, loan)
        if reasons:
            yield warning(subsidy, "R-2.8.5-eligible", "is_eligible", reasons="；".join(reasons))
    yield from _amount(case, subsidy, loan)


def _amount(case: Case, subsidy: Record, loan: Record) -> Iterator[Finding]:
    interest, paid = subsidy.values.get("interest_fen"), subsidy.values.get("subsidy_fen")
    if interest is None or paid is None:
        return
    of_entity = loan.values.get("borrower_kind") == loans.ENTITY
    percent = case.limits.entity_subsidy_percent if of_entity else case.limits.household_subsidy_percent
    share = int(interest) * percent
    given = {
        "value": scaled(int(paid), 2), "interest": scaled(int(interest), 2), "percent": str(percent),
        "due": scaled((share + 50) // 100, 2),
    }  # fmt: skip
    # Half a fen may be rounded either way.
    is_over, is_under = int(paid) > -(-share // 100), int(paid) < share // 100
    eligible = bool(subsidy.values.get("is_eligible"))
    if of_entity and is_over:
        yield error(subsidy, "R-2.8.6", "subsidy_fen", **given)
    if of_entity and is_under and eligible:
        yield warning(subsidy, "R-2.8.6-less", "subsidy_fen", **given)
    if not of_entity and is_over:
        yield error(subsidy, "R-2.8.5", "subsidy_fen", **given)
    if not of_entity and is_under and eligible:
        yield warning(subsidy, "R-2.8.5-less", "subsidy_fen", **given)


def _reasons(case: Case, loan: Record) -> list[str]:
    """Return why a loan does not earn a subsidy though it is said to be eligible."""
    reasons = []
    if loan.values.get("is_productive") == 0:
        reasons.append("贷款不是用于生产")
    if loan.values.get("borrower_kind") == loans.ENTITY:
        if not case.having("drive_link", "entity", loan.values.get("entity")):
            reasons.append("主体没有带动贫困户的名单")
        return reasons
    household = case.record("household", loan.values.get("household"))
    if household is not None and not case.is_poor(household):
        reasons.append("贷款户不是建档立卡贫困户")
    if int(loan.values.get("principal_fen") or 0) > case.limits.loan_cap_fen:
        reasons.append(f"贷款金额超过 {scaled(case.limits.loan_cap_fen, 2)} 元")
    if int(loan.values.get("months") or 0) > case.limits.loan_months:
        reasons.append(f"期限超过 {case.limits.loan_months} 个月")
    return reasons
