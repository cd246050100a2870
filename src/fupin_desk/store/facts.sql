-- What is known of every household, member and village on a day. Policy packs read these views and nothing
-- else; whoever counts over the exported CSVs by these comments gets the same figures. `asked` says the day.
--
-- In general
--   * A removed row never counts, and nothing counts that hangs on a removed row: no assistance of a removed round,
--     no visit of removed experts alone, no attendance of a removed course or member.
--   * village is the id that the record holds. A household of no village, or of a removed one, counts in the whole
--     file and in no village (coverage.py).
--   * An empty field is not known: it makes a fact NULL, never "no". A date that is empty fulfils no deadline.
--   * until is the earlier of as_of and the rule's deadline: deeds count up to and including that day.

CREATE TEMP TABLE IF NOT EXISTS asked (
  as_of TEXT,                           -- the day on which memberships, pairings and exits are judged
  until TEXT,                           -- the last day of deeds
  start TEXT,                           -- the first day of expert visits: the policy's own first day
  weak_labour_counts INTEGER,           -- reading: 弱劳动力或半劳动力 (05) counts as labour-capable
  home_visit_serves_village INTEGER     -- reading: a purely 到户 visit serves the village too
);

-- A member belongs to the household on as_of: joined_on empty or <= as_of, left_on empty or > as_of.
-- is_capable: labour_capability 01 or 02, or 05 by the reading; NULL if labour_capability is empty.
CREATE TEMP VIEW IF NOT EXISTS belonging AS
SELECT id, household, person, labour_capability,
  CASE WHEN labour_capability IN ('01', '02') THEN 1
       WHEN labour_capability = '05' THEN (SELECT weak_labour_counts FROM asked)
       WHEN labour_capability IS NOT NULL THEN 0 END AS is_capable
FROM member
WHERE removed = 0
  AND (joined_on IS NULL OR joined_on <= (SELECT as_of FROM asked))
  AND (left_on IS NULL OR left_on > (SELECT as_of FROM asked));

-- An assistance of the policy's own kind (01 产业帮扶) in a round that is held.
-- is_done: status 2 or 3 and done_on <= until. is_planned: status 1, whatever day it is planned for.
CREATE TEMP VIEW IF NOT EXISTS deed AS
SELECT a.household, a.income_increase_fen,
  coalesce(a.status IN ('2', '3') AND a.done_on <= (SELECT until FROM asked), 0) AS is_done,
  coalesce(a.status = '1', 0) AS is_planned
FROM assistance a
WHERE a.removed = 0 AND a.assistance_kind = '01' AND a.round IN (SELECT id FROM round WHERE removed = 0);

-- A completed expert visit (status 2) from start to until, with a registered expert or more.
-- is_by_team: one of them is a member of the county's team. is_for_village: 村级服务 (1) or 集中培训 (3), or 到户指导 (2)
-- by the reading.
CREATE TEMP VIEW IF NOT EXISTS service AS
SELECT v.id, v.village,
  EXISTS (SELECT 1 FROM visit_expert x JOIN expert e ON e.id = x.expert
          WHERE x.visit = v.id AND x.removed = 0 AND e.removed = 0 AND e.is_team_member = 1) AS is_by_team,
  coalesce(v.level IN ('1', '3') OR v.level = '2' AND (SELECT home_visit_serves_village FROM asked), 0) AS is_for_village
FROM visit v
WHERE v.removed = 0 AND v.status = '2'
  AND v.visited_on BETWEEN (SELECT start FROM asked) AND (SELECT until FROM asked)
  AND EXISTS (SELECT 1 FROM visit_expert x JOIN expert e ON e.id = x.expert
              WHERE x.visit = v.id AND x.removed = 0 AND e.removed = 0);

-- A completed attendance (status 2) of a course that ended by until (without an end: began by until).
CREATE TEMP VIEW IF NOT EXISTS training AS
SELECT a.member
FROM attendance a JOIN course c ON c.id = a.course
WHERE a.removed = 0 AND a.status = '2' AND c.removed = 0
  AND coalesce(c.ended_on, c.started_on) <= (SELECT until FROM asked);

-- One row a household, whatever its state.
-- is_poor: NULL if poverty_status is empty; 0 from closed_on on, and for 清退 (9) without a date; else 1: a household
-- that has left poverty stays in. capable_members: NULL if nobody is known to be capable and somebody is not known.
CREATE TEMP VIEW IF NOT EXISTS household_facts AS
SELECT h.id, h.id AS household, h.village,
  h.poverty_status, h.industry_willingness, h.development_mode,
  CASE WHEN h.poverty_status IS NULL THEN NULL
       WHEN h.closed_on <= (SELECT as_of FROM asked) THEN 0
       WHEN h.poverty_status = '9' AND h.closed_on IS NULL THEN 0
       ELSE 1 END AS is_poor,
  (SELECT coalesce(nullif(sum(b.is_capable), 0), CASE WHEN count(*) = count(b.labour_capability) THEN 0 END)
   FROM belonging b WHERE b.household = h.id) AS capable_members,
  CASE WHEN h.development_mode IS NOT NULL THEN h.development_mode IN ('1', '3') END AS is_self_developing,
  (SELECT count(*) FROM deed d WHERE d.household = h.id AND d.is_done) AS assistances_done,
  (SELECT count(*) FROM deed d WHERE d.household = h.id AND d.is_planned) AS assistances_planned,
  (SELECT sum(d.income_increase_fen) FROM deed d WHERE d.household = h.id AND d.is_done) AS income_increase_fen,
  (SELECT count(*) FROM visit_household x JOIN service s ON s.id = x.visit
   WHERE x.household = h.id AND x.removed = 0 AND x.is_signed = 1) AS guidances
FROM household h
WHERE h.removed = 0;

-- One row a member who belongs on as_of to a household that is held. trainings_done counts over all rows of the
-- person: a row made by a split names the person's first row in `person`, and what was learnt stays with the person.
CREATE TEMP VIEW IF NOT EXISTS member_facts AS
SELECT b.id, b.household, h.village,
  h.poverty_status, b.labour_capability, b.is_capable,
  CASE WHEN h.poverty_status IS NULL THEN NULL
       WHEN h.closed_on <= (SELECT as_of FROM asked) THEN 0
       WHEN h.poverty_status = '9' AND h.closed_on IS NULL THEN 0
       ELSE 1 END AS is_poor,
  CASE WHEN b.person IS NULL THEN (SELECT count(*) FROM training t WHERE t.member = b.id)
       ELSE (SELECT count(*) FROM member p JOIN training t ON t.member = p.id WHERE p.id = b.person AND p.removed = 0) END
  + (SELECT count(*) FROM member p JOIN training t ON t.member = p.id
     WHERE p.person = coalesce(b.person, b.id) AND p.removed = 0) AS trainings_done
FROM household h CROSS JOIN belonging b ON b.household = h.id
WHERE h.removed = 0;

-- paired_experts: different experts with a pairing that holds on as_of (started_on <= as_of, ended_on empty or > as_of).
CREATE TEMP VIEW IF NOT EXISTS village_facts AS
SELECT v.id, NULL AS household, v.id AS village, v.is_poor_village,
  (SELECT count(DISTINCT p.expert) FROM pairing p JOIN expert e ON e.id = p.expert
   WHERE p.village = v.id AND p.removed = 0 AND e.removed = 0
     AND p.started_on <= (SELECT as_of FROM asked)
     AND (p.ended_on IS NULL OR p.ended_on > (SELECT as_of FROM asked))) AS paired_experts,
  (SELECT count(*) FROM service s WHERE s.village = v.id AND s.is_for_village AND s.is_by_team) AS team_visits
FROM village v
WHERE v.removed = 0;

INSERT INTO temp.asked SELECT NULL, NULL, NULL, 0, 0 WHERE NOT EXISTS (SELECT 1 FROM temp.asked);

-- The SQL of packs that was looked at and reads nothing but facts; see judging.py.
CREATE TEMP TABLE IF NOT EXISTS approved (sql TEXT PRIMARY KEY) WITHOUT ROWID;
