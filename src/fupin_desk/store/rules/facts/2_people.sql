-- Households, members, and whom a plan must reach.

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
SELECT a.household, a.industry, a.income_increase_fen,
  coalesce(a.status IN ('2', '3') AND a.done_on <= (SELECT until FROM asked), 0) AS is_done,
  coalesce(a.status = '1', 0) AS is_planned
FROM assistance a
WHERE a.removed = 0 AND a.assistance_kind = '01' AND a.round IN (SELECT id FROM round WHERE removed = 0);

-- A completed expert visit (status 2) from start to until, with a registered expert or more.
-- is_by_team: one of them is a member of the county's team. is_for_village: 村级服务 (1) or 集中培训 (3), or 到户指导 (2)
-- by the reading; by another reading one topic at least is of industry (01 to 06).
CREATE TEMP VIEW IF NOT EXISTS service AS
SELECT v.id, v.village, v.is_pay_linked,
  EXISTS (SELECT 1 FROM visit_expert x JOIN expert e ON e.id = x.expert
          WHERE x.visit = v.id AND x.removed = 0 AND e.removed = 0 AND e.is_team_member = 1) AS is_by_team,
  coalesce((v.level IN ('1', '3') OR v.level = '2' AND (SELECT home_visit_serves_village FROM asked))
    AND (NOT (SELECT industry_topics_only FROM asked) OR v.topics LIKE '%01%' OR v.topics LIKE '%02%'
      OR v.topics LIKE '%03%' OR v.topics LIKE '%04%' OR v.topics LIKE '%05%' OR v.topics LIKE '%06%'), 0) AS is_for_village
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

-- A household that is held. is_poor: NULL if poverty_status is empty; 0 from closed_on on, and for 清退 (9) without a
-- date; else 1: a household that has left poverty stays in.
CREATE TEMP VIEW IF NOT EXISTS home AS
SELECT h.id, h.village, h.poverty_status, h.industry_willingness, h.development_mode,
  CASE WHEN h.poverty_status IS NULL THEN NULL
       WHEN h.closed_on <= (SELECT as_of FROM asked) THEN 0
       WHEN h.poverty_status = '9' AND h.closed_on IS NULL THEN 0
       ELSE 1 END AS is_poor
FROM household h
WHERE h.removed = 0;

-- A household that benefits from a project: its share not ended, or ended after as_of. has_begun: the works began by
-- until, and so did the share; a share without a day of its own begins with the works.
CREATE TEMP VIEW IF NOT EXISTS benefiting AS
SELECT x.household, x.project, p.industry, p.is_open, p.is_feature,
  p.is_started AND (x.started_on IS NULL OR x.started_on <= (SELECT until FROM asked)) AS has_begun
FROM project_household x JOIN project_state p ON p.id = x.project
WHERE x.removed = 0
  AND (x.ended_on IS NULL OR x.ended_on > (SELECT as_of FROM asked));

-- A household that an entity drives: begun by until, not ended or ended after as_of.
CREATE TEMP VIEW IF NOT EXISTS driving AS
SELECT d.household, d.entity, e.industry
FROM drive_link d JOIN entity e ON e.id = d.entity
WHERE d.removed = 0 AND e.removed = 0 AND d.started_on <= (SELECT until FROM asked)
  AND (d.ended_on IS NULL OR d.ended_on > (SELECT as_of FROM asked));

-- A line of a plan that was adopted by until; one that names a household is the household's, else it is the village's.
CREATE TEMP VIEW IF NOT EXISTS planned_line AS
SELECT x.village, x.household FROM plan_line x
WHERE x.removed = 0 AND x.plan IN (SELECT id FROM plan WHERE removed = 0 AND adopted_on <= (SELECT until FROM asked));

-- capable_members: NULL if nobody is known to be capable and somebody is not known.
-- is_meant_driven: 1, or by the reading whether somebody is capable.
CREATE TEMP VIEW IF NOT EXISTS able_home AS
SELECT h.id, h.village, h.poverty_status, h.industry_willingness, h.development_mode, h.is_poor,
  (SELECT coalesce(nullif(sum(b.is_capable), 0), CASE WHEN count(*) = count(b.labour_capability) THEN 0 END)
   FROM belonging b WHERE b.household = h.id) AS capable_members,
  CASE WHEN (SELECT driven_among_capable FROM asked)
       THEN (SELECT coalesce(sum(b.is_capable) > 0, 0) OR CASE WHEN count(*) = count(b.labour_capability) THEN 0 END
             FROM belonging b WHERE b.household = h.id) ELSE 1 END AS is_meant_driven
FROM home h;

-- guidances: visits that list the household, signed. policy_benefits: received by until.
-- projects_started: shares that have begun; projects_listed: of any project that is not struck off or broken off.
-- share_agreements: of three parties (all filled), signed by until, not ended or ended after as_of.
CREATE TEMP VIEW IF NOT EXISTS household_facts AS
SELECT h.id, h.id AS household, h.village,
  h.poverty_status, h.industry_willingness, h.development_mode, h.is_poor, h.capable_members, h.is_meant_driven,
  CASE WHEN h.development_mode IS NOT NULL THEN h.development_mode IN ('1', '3') END AS is_self_developing,
  (SELECT count(*) FROM deed d WHERE d.household = h.id AND d.is_done) AS assistances_done,
  (SELECT count(*) FROM deed d WHERE d.household = h.id AND d.is_planned) AS assistances_planned,
  (SELECT sum(d.income_increase_fen) FROM deed d WHERE d.household = h.id AND d.is_done) AS income_increase_fen,
  (SELECT count(*) FROM visit_household x JOIN service s ON s.id = x.visit
   WHERE x.household = h.id AND x.removed = 0 AND x.is_signed = 1
     AND (s.is_by_team OR NOT (SELECT guidance_by_team_only FROM asked))) AS guidances,
  (SELECT count(*) FROM benefiting b WHERE b.household = h.id AND b.has_begun) AS projects_started,
  (SELECT count(*) FROM benefiting b WHERE b.household = h.id AND b.is_open) AS projects_listed,
  (SELECT count(*) FROM policy_benefit p
   WHERE p.household = h.id AND p.removed = 0 AND p.received_on <= (SELECT until FROM asked)) AS policy_benefits,
  (SELECT count(DISTINCT d.entity) FROM driving d WHERE d.household = h.id) AS driving_entities,
  (SELECT count(*) FROM share_agreement s JOIN entity e ON e.id = s.entity JOIN village w ON w.id = s.village
   WHERE s.household = h.id AND s.removed = 0 AND e.removed = 0 AND w.removed = 0
     AND s.signed_on <= (SELECT until FROM asked)
     AND (s.ended_on IS NULL OR s.ended_on > (SELECT as_of FROM asked))) AS share_agreements
FROM able_home h;

-- One row a member who belongs on as_of to a household that is held.
-- feature_projects: shares in projects of feature industries that have begun.
CREATE TEMP VIEW IF NOT EXISTS member_facts AS
SELECT b.id, h.id AS household, h.village,
  h.poverty_status, h.industry_willingness, b.labour_capability, b.is_capable, h.is_poor,
  CASE WHEN b.person IS NULL THEN (SELECT count(*) FROM training t WHERE t.member = b.id)
       ELSE (SELECT count(*) FROM member p JOIN training t ON t.member = p.id WHERE p.id = b.person AND p.removed = 0) END
  + (SELECT count(*) FROM member p JOIN training t ON t.member = p.id
     WHERE p.person = coalesce(b.person, b.id) AND p.removed = 0) AS trainings_done,
  (SELECT count(*) FROM benefiting x WHERE x.household = h.id AND x.has_begun AND x.is_feature = 1) AS feature_projects
FROM home h CROSS JOIN belonging b ON b.household = h.id;

-- Whom an adopted plan must reach: each village (is_meant: it is poor) and each household (is_meant: poor, with labour
-- and willing). What only the other of the two can lack is 0 or an empty text here, never NULL.
CREATE TEMP VIEW IF NOT EXISTS planned_facts AS
SELECT v.id, NULL AS household, v.id AS village,
  v.is_poor_village, '' AS poverty_status, 0 AS labour_capability, '' AS industry_willingness,
  v.is_poor_village = 1 AS is_meant,
  (SELECT count(*) FROM planned_line x WHERE x.village = v.id AND x.household IS NULL) AS plan_lines
FROM village v
WHERE v.removed = 0
UNION ALL
SELECT h.id, h.id, h.village,
  0, h.poverty_status, h.capable_members, h.industry_willingness,
  h.is_poor = 1 AND h.capable_members > 0 AND h.industry_willingness = '1',
  (SELECT count(*) FROM planned_line x WHERE x.household = h.id)
FROM able_home h;
