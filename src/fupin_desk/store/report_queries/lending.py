"""Micro-loans with balance and subsidy, the banks' risk fund, recognised losses, and who might borrow and has not."""

from fupin_desk.model.value import Values
from fupin_desk.store.report_queries.scope import IN_PLACE, IS_POOR, Scope

_LOANS = """WITH owed AS MATERIALIZED (SELECT id, repaid_fen, balance_fen FROM lending),
  repaid AS MATERIALIZED (
    SELECT loan, sum(coalesce(interest_fen, 0)) AS interest, max(paid_on) AS last
    FROM repayment WHERE removed = 0 AND paid_on <= :day GROUP BY loan),
  subsidised AS MATERIALIZED (
    SELECT loan, sum(CASE WHEN to_day <= :day THEN coalesce(interest_fen, 0) END) AS interest,
           sum(CASE WHEN paid_on <= :day THEN coalesce(subsidy_fen, 0) END) AS fen
    FROM interest_subsidy WHERE removed = 0 GROUP BY loan)
SELECT t.*, coalesce(h.village, n.village) AS _village, m.name AS _borrower, m.id_number AS _id_number,
       n.name AS _entity, owed.repaid_fen AS _repaid_fen, repaid.interest AS _interest_fen,
       repaid.last AS _repaid_on, owed.balance_fen AS _balance_fen,
       subsidised.interest AS _due_interest_fen, subsidised.fen AS _subsidy_fen,
       owed.balance_fen > 0 AND t.due_on < :day AS _is_overdue,
       CAST(julianday(:day) - julianday(t.due_on) AS INTEGER) AS _days
FROM owed JOIN loan t ON t.id = owed.id LEFT JOIN household h ON h.id = t.household AND t.borrower_kind IS NOT '2' AND h.removed = 0
  LEFT JOIN member m ON m.id = t.member AND t.borrower_kind IS NOT '2' AND m.removed = 0
  LEFT JOIN entity n ON n.id = t.entity AND t.borrower_kind = '2' AND n.removed = 0
  LEFT JOIN repaid ON repaid.loan = t.id LEFT JOIN subsidised ON subsidised.loan = t.id
WHERE (:village IS NULL OR coalesce(h.village, n.village) = :village)
ORDER BY t.borrower_kind, coalesce(h.village, n.village), t.lent_on, t.contract_no, t.id"""


def loans(scope: Scope) -> list[Values]:
    """Return the loans paid out up to the day.

    `_balance_fen` is what is not repaid; `_is_overdue`: a balance is left after the due day, `_days` since then
    (negative: still to go). `_due_interest_fen` is the interest of the subsidised periods that ended,
    `_subsidy_fen` what was paid of it.
    """
    return list(scope.facts(_LOANS))


def risk_moves(scope: Scope) -> dict[str, Values]:
    """Return for each bank the sums of the risk fund's transactions up to the day, by their kind `_1` to `_5`."""
    kinds = ", ".join(
        f"sum(CASE WHEN transaction_kind = '{kind}' THEN coalesce(amount_fen, 0) ELSE 0 END) AS _{kind}"
        for kind in range(1, 6)
    )
    sql = f"""SELECT bank, {kinds} FROM risk_fund WHERE removed = 0 AND happened_on <= :day AND bank IS NOT NULL
              GROUP BY bank ORDER BY bank"""
    return {str(one["bank"]): one for one in scope.named(sql)}


def losses(scope: Scope) -> list[Values]:
    """Return the losses recognised up to the day, with `_contract_no`, `_bank` and `_village` of the loan."""
    sql = """SELECT c.*, t.contract_no AS _contract_no, t.bank AS _bank, coalesce(h.village, n.village) AS _village
             FROM loss_claim c JOIN loan t ON t.id = c.loan AND t.removed = 0
             LEFT JOIN household h ON h.id = t.household LEFT JOIN entity n ON n.id = t.entity
             WHERE c.removed = 0 AND c.recognised_on <= :day
               AND (:village IS NULL OR coalesce(h.village, n.village) = :village)
             ORDER BY c.recognised_on, c.id"""
    return list(scope.named(sql))


def unlent(scope: Scope) -> list[str]:
    """Return the poor households that are able and willing to borrow and were lent nothing up to the day."""
    sql = f"""SELECT h.id FROM household h
              WHERE h.removed = 0 AND {IN_PLACE} AND {IS_POOR} IS 1
                AND h.business_ability = 1 AND h.loan_willingness = 1
                AND h.id NOT IN (SELECT household FROM loan WHERE removed = 0 AND lent_on <= :day
                                 AND household IS NOT NULL AND borrower_kind IS NOT '2')
              ORDER BY h.id"""
    return [row[0] for row in scope.rows(sql)]
