-- Projects and the money that they are given.

-- What a project has come to. out_on: the last day by as_of on which it was struck off (98) or broken off (99), '' if it
-- never was; the steps after that day are its present ones. is_open: never out by as_of, or back since: 入库 (05) or
-- later, since to declare it again (01 to 04) does not bring it back. The other three
-- hold by the present stages that were reached by until: 入库 (05) or later, 开工 (07) or later, 竣工 (08) or later.
CREATE TEMP VIEW IF NOT EXISTS project_state AS
SELECT o.id, o.village, o.industry, o.is_feature, o.is_major, o.is_tech_transfer, o.out_on,
  o.out_on = '' OR EXISTS (SELECT 1 FROM project_event e WHERE e.project = o.id AND e.removed = 0
    AND e.stage BETWEEN '05' AND '11' AND e.happened_on > o.out_on AND e.happened_on <= (SELECT as_of FROM asked)) AS is_open,
  EXISTS (SELECT 1 FROM project_event e WHERE e.project = o.id AND e.removed = 0 AND e.stage BETWEEN '05' AND '11'
    AND e.happened_on > o.out_on AND e.happened_on <= (SELECT until FROM asked)) AS is_in_library,
  EXISTS (SELECT 1 FROM project_event e WHERE e.project = o.id AND e.removed = 0 AND e.stage BETWEEN '07' AND '11'
    AND e.happened_on > o.out_on AND e.happened_on <= (SELECT until FROM asked)) AS is_started,
  EXISTS (SELECT 1 FROM project_event e WHERE e.project = o.id AND e.removed = 0 AND e.stage BETWEEN '08' AND '11'
    AND e.happened_on > o.out_on AND e.happened_on <= (SELECT until FROM asked)) AS is_finished
FROM (
  SELECT p.id, p.village, p.industry, p.is_feature, p.is_major, p.is_tech_transfer,
    coalesce((SELECT max(e.happened_on) FROM project_event e WHERE e.project = p.id AND e.removed = 0
      AND e.stage IN ('98', '99') AND e.happened_on <= (SELECT as_of FROM asked)), '') AS out_on
  FROM project p WHERE p.removed = 0
) AS o;

-- carries_anything: funds allocated or paid by until, or a household that benefits. departments: those that gave funds
-- by until. is_under_way: works began and are not finished. days_silent: since the last report of progress by until,
-- or since the works of the present steps began.
CREATE TEMP VIEW IF NOT EXISTS project_facts AS
SELECT p.id, NULL AS household, p.village,
  p.is_major, p.is_open, p.is_in_library, p.is_started AND NOT p.is_finished AS is_under_way,
  EXISTS (SELECT 1 FROM fund_line f WHERE f.project = p.id AND f.removed = 0
          AND f.allocated_on <= (SELECT until FROM asked))
  OR EXISTS (SELECT 1 FROM payment m WHERE m.project = p.id AND m.removed = 0
             AND m.paid_on <= (SELECT until FROM asked))
  OR EXISTS (SELECT 1 FROM project_household x JOIN household h ON h.id = x.household
             WHERE x.project = p.id AND x.removed = 0 AND h.removed = 0) AS carries_anything,
  (SELECT count(DISTINCT f.department) FROM fund_line f WHERE f.project = p.id AND f.removed = 0
     AND f.allocated_on <= (SELECT until FROM asked)) AS departments,
  CAST(julianday((SELECT as_of FROM asked)) - julianday(max(
    coalesce((SELECT max(g.reported_on) FROM project_progress g WHERE g.project = p.id AND g.removed = 0
              AND g.reported_on <= (SELECT until FROM asked)), ''),
    coalesce((SELECT min(e.happened_on) FROM project_event e WHERE e.project = p.id AND e.removed = 0
              AND e.stage BETWEEN '07' AND '11' AND e.happened_on > p.out_on
              AND e.happened_on <= (SELECT until FROM asked)), '')
  )) AS INTEGER) AS days_silent,
  (SELECT progress_days FROM asked) AS progress_days
FROM project_state p;

-- is_counted: of the fiscal year, allocated by until. counted_fen: what was allocated, or by the reading what was paid
-- of it by until. is_poverty_fund: as flagged; a loan (09) or a donation (10) never is.
CREATE TEMP VIEW IF NOT EXISTS fund_line_facts AS
SELECT f.id, NULL AS household, f.village,
  CASE WHEN f.source IN ('09', '10') THEN 0 ELSE f.is_poverty_fund END AS is_poverty_fund,
  f.use_class, f.use_detail, f.target_level, f.department,
  coalesce(f.year = (SELECT year FROM asked) AND f.allocated_on <= (SELECT until FROM asked), 0) AS is_counted,
  CASE WHEN (SELECT funds_by_payment FROM asked)
       THEN (SELECT coalesce(sum(m.amount_fen), 0) FROM payment m
             WHERE m.fund_line = f.id AND m.removed = 0 AND m.paid_on <= (SELECT until FROM asked))
       ELSE f.amount_fen END AS counted_fen
FROM fund_line f
WHERE f.removed = 0;

-- The special fund's yearly ledger up to the fiscal year. Empty amounts of income count as nothing.
-- needed_fen: what is payable beyond the carry-over and the year's own income (or, by the reading, what these lack to
-- the fund's size). carried_fen: what the year before closed with; NULL where that year has no row.
-- is_balanced: closing = opening + income - paid, and not below 0.
CREATE TEMP VIEW IF NOT EXISTS special_fund_facts AS
SELECT s.id, NULL AS household, NULL AS village,
  s.year = (SELECT year FROM asked) AS is_of_year, s.payable_fen, s.opening_fen,
  coalesce(s.top_up_fen, 0) AS top_up_fen,
  coalesce(nullif((SELECT top_up_to_fen FROM asked), 0), s.payable_fen)
    - s.opening_fen - coalesce(s.appropriated_fen, 0) - coalesce(s.other_fen, 0) AS needed_fen,
  (SELECT b.closing_fen FROM special_fund b WHERE b.removed = 0 AND b.year = s.year - 1 ORDER BY b.id LIMIT 1)
    AS carried_fen,
  s.closing_fen >= 0 AND s.closing_fen = s.opening_fen + coalesce(s.appropriated_fen, 0)
    + coalesce(s.top_up_fen, 0) + coalesce(s.other_fen, 0) - s.paid_fen AS is_balanced
FROM special_fund s
WHERE s.removed = 0 AND s.year <= (SELECT year FROM asked);
