-- Reporting units, and what the file holds as a whole.

-- One row a reporting unit: those of the villages, and the file's own, or in a county's file (a code of six digits) all
-- that the policy addresses.
-- leading_industries: named by until, not ended or ended after as_of. is_self_checked: the last self-check by until is no
-- older on as_of than self_check_days and says yes to all four things; of several on that day each must.
CREATE TEMP VIEW IF NOT EXISTS township_facts AS
SELECT t.id, NULL AS household, NULL AS village,
  (SELECT count(*) FROM township_industry i WHERE i.township = t.id AND i.removed = 0
     AND i.named_on <= (SELECT until FROM asked)
     AND (i.ended_on IS NULL OR i.ended_on > (SELECT as_of FROM asked))) AS leading_industries,
  coalesce((SELECT min(coalesce(s.planning_done = 1 AND s.projects_done = 1 AND s.funds_done = 1 AND s.progress_done = 1, 0))
   FROM self_check s WHERE s.township = t.id AND s.removed = 0
     AND julianday((SELECT as_of FROM asked)) - julianday(s.checked_on) <= (SELECT self_check_days FROM asked)
     AND s.checked_on = (SELECT max(x.checked_on) FROM self_check x
       WHERE x.township = t.id AND x.removed = 0 AND x.checked_on <= (SELECT until FROM asked))), 0) AS is_self_checked
FROM (SELECT township AS id FROM village WHERE removed = 0 AND township IS NOT NULL
      UNION SELECT substr(value, 1, 9) FROM about WHERE name = 'place' AND length(value) <> 6
      UNION SELECT unit FROM addressed WHERE EXISTS (SELECT 1 FROM about WHERE name = 'place' AND length(value) = 6)) AS t;

-- A month as a number that counts on over the years.
CREATE TEMP VIEW IF NOT EXISTS bulletin_period AS
SELECT DISTINCT (CAST(substr(b.issued_on, 1, 4) AS INTEGER) * 12 + CAST(substr(b.issued_on, 6, 2) AS INTEGER)
  - (SELECT CAST(substr(start, 1, 4) AS INTEGER) * 12 + CAST(substr(start, 6, 2) AS INTEGER) FROM asked))
  / (SELECT bulletin_months FROM asked) AS number
FROM bulletin b
WHERE b.removed = 0 AND substr(b.issued_on, 1, 7) >= (SELECT substr(start, 1, 7) FROM asked)
  AND b.issued_on <= (SELECT until FROM asked);

-- plans_adopted: by until; plans_coordinated: those of them that say how other plans are brought together.
-- organising_documents: of kind 领导小组与分工 (3), issued by until.
-- processing_fen: funds of 县域经济发展调度资金 (08) for enterprises that process farm products (02), allocated by until.
-- special_fund_fen: carry-over and income of the fiscal year, or by the reading all income up to it.
-- centres: opened by until, not closed or closed after as_of. periods_due: whole periods of bulletin_months from the
-- month of start to the month before as_of's; periods_reported: those of them in which a bulletin was issued.
-- unbalanced_moves: references whose sums out and in differ.
CREATE TEMP VIEW IF NOT EXISTS file_facts AS
SELECT 'file' AS id, NULL AS household, NULL AS village,
  (SELECT count(*) FROM plan p WHERE p.removed = 0 AND p.adopted_on <= (SELECT until FROM asked)) AS plans_adopted,
  (SELECT count(*) FROM plan p WHERE p.removed = 0 AND p.adopted_on <= (SELECT until FROM asked)
     AND p.coordination <> '') AS plans_coordinated,
  (SELECT count(*) FROM policy_document d WHERE d.removed = 0 AND d.document_kind = '3'
     AND d.issued_on <= (SELECT until FROM asked)) AS organising_documents,
  (SELECT coalesce(sum(f.amount_fen), 0) FROM fund_line f WHERE f.removed = 0 AND f.source = '08'
     AND f.use_detail = '02' AND f.allocated_on <= (SELECT until FROM asked)) AS processing_fen,
  (SELECT count(*) FROM policy_document d WHERE d.removed = 0 AND d.document_kind = '1'
     AND d.issued_on <= (SELECT until FROM asked)) AS reward_policies,
  CASE WHEN (SELECT special_fund_once FROM asked)
       THEN (SELECT coalesce(sum(coalesce(s.appropriated_fen, 0) + coalesce(s.top_up_fen, 0) + coalesce(s.other_fen, 0)), 0)
             FROM special_fund s WHERE s.removed = 0 AND s.year <= (SELECT year FROM asked))
       ELSE (SELECT coalesce(sum(coalesce(s.opening_fen, 0) + coalesce(s.appropriated_fen, 0)
               + coalesce(s.top_up_fen, 0) + coalesce(s.other_fen, 0)), 0)
             FROM special_fund s WHERE s.removed = 0 AND s.year = (SELECT year FROM asked)) END AS special_fund_fen,
  (SELECT count(*) FROM expert e WHERE e.removed = 0 AND e.is_team_member = 1 AND e.bureau = '1') AS agriculture_experts,
  (SELECT count(*) FROM expert e WHERE e.removed = 0 AND e.is_team_member = 1 AND e.bureau = '2') AS science_experts,
  (SELECT count(*) FROM ecommerce_centre c WHERE c.removed = 0 AND c.opened_on <= (SELECT until FROM asked)
     AND (c.closed_on IS NULL OR c.closed_on > (SELECT as_of FROM asked))) AS centres,
  (SELECT coalesce(sum(r.amount_fen), 0) FROM risk_move r WHERE r.transaction_kind = '1') AS risk_paid_in_fen,
  (SELECT coalesce(sum(r.gain_fen), 0) FROM risk_move r) AS risk_balance_fen,
  (SELECT coalesce(sum(r.amount_fen), 0) FROM risk_move r WHERE r.transaction_kind = '4') AS moved_out_fen,
  (SELECT coalesce(sum(r.amount_fen), 0) FROM risk_move r WHERE r.transaction_kind = '5') AS moved_in_fen,
  (SELECT count(*) FROM (SELECT 1 FROM risk_move r WHERE r.transaction_kind IN ('4', '5')
     GROUP BY r.reference HAVING sum(r.gain_fen) <> 0)) AS unbalanced_moves,
  max((SELECT CAST(substr(as_of, 1, 4) AS INTEGER) * 12 + CAST(substr(as_of, 6, 2) AS INTEGER)
     - CAST(substr(start, 1, 4) AS INTEGER) * 12 - CAST(substr(start, 6, 2) AS INTEGER) FROM asked)
    / (SELECT bulletin_months FROM asked), 0) AS periods_due,
  (SELECT count(*) FROM bulletin_period p WHERE p.number <
    (SELECT CAST(substr(as_of, 1, 4) AS INTEGER) * 12 + CAST(substr(as_of, 6, 2) AS INTEGER)
     - CAST(substr(start, 1, 4) AS INTEGER) * 12 - CAST(substr(start, 6, 2) AS INTEGER) FROM asked)
    / (SELECT bulletin_months FROM asked)) AS periods_reported;
