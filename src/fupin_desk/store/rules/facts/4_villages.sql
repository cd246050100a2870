-- Villages.

-- An industry of a village that runs: begun by until, and no newer row of the same name up to the year of as_of. It runs while
-- its end lies after as_of or, without an end, while its state is 在营 (1).
CREATE TEMP VIEW IF NOT EXISTS industry_now AS
SELECT i.id, i.village, i.is_feature, i.is_one_village_one_product, i.area_cmu, i.contiguous_cmu, i.poor_households
FROM village_industry i
WHERE i.removed = 0 AND i.year <= (SELECT year FROM asked) AND i.started_on <= (SELECT until FROM asked)
  AND CASE WHEN i.ended_on IS NULL THEN i.state = '1' ELSE i.ended_on > (SELECT as_of FROM asked) END
  AND NOT EXISTS (SELECT 1 FROM village_industry y WHERE y.village = i.village AND y.removed = 0 AND y.name = i.name
                  AND y.year > i.year AND y.year <= (SELECT year FROM asked));

-- What a project that was finished by until returned up to the year of as_of: to the village, or by the reading its
-- net profit.
CREATE TEMP VIEW IF NOT EXISTS yield AS
SELECT p.village, r.year,
  CASE WHEN (SELECT return_is_net_profit FROM asked) THEN r.net_profit_fen ELSE r.return_fen END AS return_fen
FROM project_state p JOIN project_return r ON r.project = p.id
WHERE p.is_finished AND r.removed = 0 AND r.year <= (SELECT year FROM asked);

-- paired_experts: different experts with a pairing that holds on as_of (started_on <= as_of, ended_on empty or > as_of).
-- visits_done: completed visits of whatever level; visits_pay_linked: those whose pay hangs on the result.
-- feature_industries: running; by the strict reading 0 unless they are 1 to 3, cover 60 % of the poor households with
-- labour, and an entity or a base runs in the village.
-- best_return_fen: of one project in one year, or by the reading of all the village's projects in one year.
-- tech_projects: projects of technology transfer that are not struck off or broken off.
-- poor_households, driven_households: those that are meant to be driven, and those of them that an entity drives.
-- transferred_cmu: begun by until, not ended or ended after as_of.
-- stations: accepted by until, running (state 2, or closed after as_of). shops: different (platform, number), opened by
-- until, running (state 1, or closed after as_of).
-- ecommerce_entities: entities of rural e-commerce (FW04) that run and were founded by until.
-- area_cmu, new_cmu, area_before_cmu, new_before_cmu: industries by the year that they are written for, the fiscal year
-- and the one before; new is the larger of new variety and new technology of each.
CREATE TEMP VIEW IF NOT EXISTS village_facts AS
SELECT v.id, NULL AS household, v.id AS village, v.is_poor_village,
  (SELECT count(DISTINCT p.expert) FROM pairing p JOIN expert e ON e.id = p.expert
   WHERE p.village = v.id AND p.removed = 0 AND e.removed = 0
     AND p.started_on <= (SELECT as_of FROM asked)
     AND (p.ended_on IS NULL OR p.ended_on > (SELECT as_of FROM asked))) AS paired_experts,
  (SELECT count(*) FROM service s WHERE s.village = v.id AND s.is_for_village AND s.is_by_team) AS team_visits,
  (SELECT count(*) FROM service s WHERE s.village = v.id) AS visits_done,
  (SELECT count(*) FROM service s WHERE s.village = v.id AND s.is_pay_linked = 1) AS visits_pay_linked,
  CASE WHEN NOT (SELECT strict_feature_industry FROM asked)
         OR (SELECT count(*) BETWEEN 1 AND 3 FROM industry_now i WHERE i.village = v.id AND i.is_feature = 1)
         AND (SELECT 10 * coalesce(sum(i.poor_households), 0) FROM industry_now i
              WHERE i.village = v.id AND i.is_feature = 1)
           >= (SELECT 6 * count(*) FROM able_home h WHERE h.village = v.id AND h.is_poor = 1 AND h.capable_members > 0)
         AND (EXISTS (SELECT 1 FROM entity e WHERE e.village = v.id AND e.removed = 0 AND e.state = '1')
              OR EXISTS (SELECT 1 FROM base b WHERE b.village = v.id AND b.removed = 0 AND b.state = '1'))
       THEN (SELECT count(*) FROM industry_now i WHERE i.village = v.id AND i.is_feature = 1) ELSE 0
  END AS feature_industries,
  (SELECT count(*) FROM industry_now i WHERE i.village = v.id AND i.is_one_village_one_product = 1) AS village_products,
  (SELECT sum(i.area_cmu) FROM industry_now i WHERE i.village = v.id) AS industry_cmu,
  (SELECT sum(i.contiguous_cmu) FROM industry_now i WHERE i.village = v.id) AS contiguous_cmu,
  CASE WHEN (SELECT returns_summed FROM asked)
       THEN (SELECT max(y.return_fen) FROM (SELECT sum(return_fen) AS return_fen FROM yield
             WHERE village = v.id GROUP BY year) AS y)
       ELSE (SELECT max(y.return_fen) FROM yield y WHERE y.village = v.id) END AS best_return_fen,
  (SELECT count(*) FROM project_state p WHERE p.village = v.id AND p.is_open AND p.is_tech_transfer = 1) AS tech_projects,
  v.contracted_farmland_cmu,
  (SELECT coalesce(sum(t.area_cmu), 0) FROM land_transfer t
   WHERE t.village = v.id AND t.removed = 0 AND t.started_on <= (SELECT until FROM asked)
     AND (t.ended_on IS NULL OR t.ended_on > (SELECT as_of FROM asked))) AS transferred_cmu,
  (SELECT count(*) FROM able_home h
   WHERE h.village = v.id AND h.is_poor = 1 AND h.is_meant_driven = 1) AS poor_households,
  (SELECT count(*) FROM able_home h
   WHERE h.village = v.id AND h.is_poor = 1 AND h.is_meant_driven = 1
     AND EXISTS (SELECT 1 FROM driving d WHERE d.household = h.id)) AS driven_households,
  (SELECT reward_for_either FROM asked) AS reward_for_either,
  (SELECT count(*) FROM ecommerce_station s
   WHERE s.village = v.id AND s.removed = 0 AND s.accepted_on <= (SELECT until FROM asked)
     AND CASE WHEN s.closed_on IS NULL THEN s.state = '2' ELSE s.closed_on > (SELECT as_of FROM asked) END) AS stations,
  (SELECT count(DISTINCT s.platform || ' ' || s.shop_no) FROM online_shop s
   WHERE s.village = v.id AND s.removed = 0 AND s.opened_on <= (SELECT until FROM asked)
     AND CASE WHEN s.closed_on IS NULL THEN s.state = '1' ELSE s.closed_on > (SELECT as_of FROM asked) END) AS shops,
  (SELECT sum(i.area_cmu) FROM village_industry i
   WHERE i.village = v.id AND i.removed = 0 AND i.year = (SELECT year FROM asked)) AS area_cmu,
  (SELECT sum(max(coalesce(i.new_variety_cmu, 0), coalesce(i.new_technology_cmu, 0))) FROM village_industry i
   WHERE i.village = v.id AND i.removed = 0 AND i.year = (SELECT year FROM asked)) AS new_cmu,
  (SELECT sum(i.area_cmu) FROM village_industry i
   WHERE i.village = v.id AND i.removed = 0 AND i.year = (SELECT year FROM asked) - 1) AS area_before_cmu,
  (SELECT sum(max(coalesce(i.new_variety_cmu, 0), coalesce(i.new_technology_cmu, 0))) FROM village_industry i
   WHERE i.village = v.id AND i.removed = 0 AND i.year = (SELECT year FROM asked) - 1) AS new_before_cmu,
  (SELECT count(*) FROM entity e WHERE e.village = v.id AND e.removed = 0 AND e.state = '1' AND e.industry = 'FW04'
     AND e.founded_on <= (SELECT until FROM asked)) AS ecommerce_entities,
  (SELECT count(*) FROM work_team t WHERE t.village = v.id AND t.removed = 0
     AND t.started_on <= (SELECT until FROM asked)
     AND (t.ended_on IS NULL OR t.ended_on > (SELECT as_of FROM asked))) AS work_teams
FROM village v
WHERE v.removed = 0;

-- Records of a village that are listed one by one. is_running: built by until and 在营 (1) now.
CREATE TEMP VIEW IF NOT EXISTS base_facts AS
SELECT b.id, NULL AS household, b.village, b.base_kind, b.workers, b.poor_workers,
  coalesce(b.built_on <= (SELECT until FROM asked) AND b.state = '1', 0) AS is_running
FROM base b
WHERE b.removed = 0;

CREATE TEMP VIEW IF NOT EXISTS tourism_base_facts AS
SELECT b.id, NULL AS household, b.village,
  coalesce(b.built_on <= (SELECT until FROM asked) AND b.state = '1', 0) AS is_running
FROM tourism_base b
WHERE b.removed = 0;

-- is_finished: by until.
CREATE TEMP VIEW IF NOT EXISTS infrastructure_facts AS
SELECT i.id, NULL AS household, i.village,
  i.infrastructure_kind, i.serves_industry_area, i.serves_entity,
  coalesce(i.finished_on <= (SELECT until FROM asked), 0) AS is_finished
FROM infrastructure i
WHERE i.removed = 0;

-- What an inspection found. is_noted: by until. is_rectified: 已整改 (3) by until.
CREATE TEMP VIEW IF NOT EXISTS inspection_finding_facts AS
SELECT f.id, NULL AS household, i.village,
  coalesce(i.inspected_on <= (SELECT until FROM asked), 0) AS is_noted,
  coalesce(f.state = '3' AND f.rectified_on <= (SELECT until FROM asked), 0) AS is_rectified
FROM inspection i CROSS JOIN inspection_finding f ON f.inspection = i.id
WHERE i.removed = 0 AND f.removed = 0;

-- An item of publicity. is_published: it appeared by until.
CREATE TEMP VIEW IF NOT EXISTS publicity_facts AS
SELECT p.id, NULL AS household, NULL AS village,
  coalesce(p.published_on <= (SELECT until FROM asked), 0) AS is_published
FROM publicity p
WHERE p.removed = 0;
