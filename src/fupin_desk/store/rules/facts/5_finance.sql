-- Loans, subsidies, the risk fund, insurance.

-- A loan that was paid out by until. repaid_fen: principal repaid by until; balance_fen: what is left.
CREATE TEMP VIEW IF NOT EXISTS lending AS
SELECT o.id, o.bank, o.repaid_fen, o.principal_fen - o.repaid_fen AS balance_fen
FROM (
  SELECT l.id, l.bank, coalesce(l.principal_fen, 0) AS principal_fen,
    (SELECT coalesce(sum(r.principal_fen), 0) FROM repayment r
     WHERE r.loan = l.id AND r.removed = 0 AND r.paid_on <= (SELECT until FROM asked)) AS repaid_fen
  FROM loan l
  WHERE l.removed = 0 AND l.lent_on <= (SELECT until FROM asked)
) AS o;

-- A transaction of the risk fund by until: paid in (1), given out for a loss (2), recovered (3), moved out (4), in (5).
CREATE TEMP VIEW IF NOT EXISTS risk_move AS
SELECT r.bank, r.transaction_kind, r.reference, coalesce(r.amount_fen, 0) AS amount_fen,
  CASE WHEN r.transaction_kind IN ('1', '3', '5') THEN coalesce(r.amount_fen, 0)
       WHEN r.transaction_kind IN ('2', '4') THEN -coalesce(r.amount_fen, 0) ELSE 0 END AS gain_fen
FROM risk_fund r
WHERE r.removed = 0 AND r.happened_on <= (SELECT until FROM asked);

-- One row a bank that lends or holds risk fund. fund_fen: what lies there; balance_fen: of all loans, of households and
-- of entities.
CREATE TEMP VIEW IF NOT EXISTS bank_facts AS
SELECT b.id, NULL AS household, NULL AS village,
  (SELECT coalesce(sum(r.gain_fen), 0) FROM risk_move r WHERE r.bank = b.id) AS fund_fen,
  (SELECT coalesce(sum(l.balance_fen), 0) FROM lending l WHERE l.bank = b.id) AS balance_fen
FROM (SELECT bank AS id FROM loan WHERE removed = 0 AND bank IS NOT NULL
      UNION SELECT bank FROM risk_fund WHERE removed = 0 AND bank IS NOT NULL) AS b;

-- A loan and its borrower: the household or the entity. is_fit: a household that is able and willing, an entity that
-- wants to drive households. What only the other borrower can lack is 0 here, never NULL.
CREATE TEMP VIEW IF NOT EXISTS loan_facts AS
SELECT l.id, h.id AS household, coalesce(h.village, e.village) AS village, l.borrower_kind,
  coalesce(l.lent_on <= (SELECT until FROM asked), 0) AS is_lent,
  CASE l.borrower_kind WHEN '2' THEN 0 ELSE h.business_ability END AS business_ability,
  CASE l.borrower_kind WHEN '2' THEN 0 ELSE h.loan_willingness END AS loan_willingness,
  CASE l.borrower_kind WHEN '2' THEN e.drive_intent ELSE 0 END AS drive_intent,
  CASE l.borrower_kind WHEN '2' THEN e.drive_intent = 1
       ELSE h.business_ability = 1 AND h.loan_willingness = 1 END AS is_fit
FROM loan l
  LEFT JOIN household h ON l.borrower_kind IS DISTINCT FROM '2' AND h.id = l.household AND h.removed = 0
  LEFT JOIN entity e ON l.borrower_kind = '2' AND e.id = l.entity AND e.removed = 0
WHERE l.removed = 0;

-- Interest of a period that ended by until. paid_fen: the subsidy, 0 until it was paid.
CREATE TEMP VIEW IF NOT EXISTS interest_subsidy_facts AS
SELECT s.id, l.household, l.village, l.borrower_kind, s.is_eligible, s.interest_fen,
  coalesce(s.to_day <= (SELECT until FROM asked), 0) AS is_due,
  CASE WHEN s.paid_on <= (SELECT until FROM asked) THEN s.subsidy_fen ELSE 0 END AS paid_fen
FROM interest_subsidy s CROSS JOIN loan_facts l ON l.id = s.loan
WHERE s.removed = 0;

-- A loss that was recognised by until.
CREATE TEMP VIEW IF NOT EXISTS loss_claim_facts AS
SELECT c.id, l.household, l.village, c.loss_fen, c.bank_share_fen, c.government_share_fen,
  coalesce(c.recognised_on <= (SELECT until FROM asked), 0) AS is_recognised
FROM loss_claim c CROSS JOIN loan_facts l ON l.id = c.loan
WHERE c.removed = 0;

-- is_in_force: from_day by until, to_day empty or not before as_of.
CREATE TEMP VIEW IF NOT EXISTS insurance_facts AS
SELECT i.id, h.id AS household, coalesce(h.village, e.village) AS village, i.premium_fen, i.subsidy_fen,
  coalesce(i.from_day <= (SELECT until FROM asked)
           AND (i.to_day IS NULL OR i.to_day >= (SELECT as_of FROM asked)), 0) AS is_in_force
FROM insurance i
  LEFT JOIN household h ON h.id = i.household AND h.removed = 0
  LEFT JOIN entity e ON e.id = i.entity AND e.removed = 0
WHERE i.removed = 0;
