-- What is known of every household, member, village, project, fund, loan ... on a day. Policy packs read the views
-- `<unit>_facts` and nothing else; whoever counts over the exported CSVs by these comments gets the same figures.
-- `asked` says the day.
--
-- In general
--   * A removed row never counts, and nothing counts that hangs on a removed row. A reference to one is no reference.
--   * An empty field is not known: it makes a fact NULL, never "no". A date that is empty fulfils no deadline.
--   * until is the earlier of as_of and the rule's deadline: deeds count up to and including that day.
--   * What began and ends is judged on as_of: begun by until, and not ended or ended after as_of.
--   * What has a state and a day of its end: the day decides where it is filled, else the state of today.
--   * What did not happen yet on the day is exempt; a person who does not belong to the household is no unit.

CREATE TEMP TABLE IF NOT EXISTS asked (
  as_of TEXT,                           -- the day on which memberships, pairings and exits are judged
  until TEXT,                           -- the last day of deeds
  start TEXT,                           -- the first day of expert visits: the policy's own first day
  year INTEGER,                         -- the fiscal year: that of as_of
  weak_labour_counts INTEGER,           -- reading: 弱劳动力或半劳动力 (05) counts as labour-capable
  home_visit_serves_village INTEGER,    -- reading: a purely 到户 visit serves the village too
  industry_topics_only INTEGER,         -- reading: a visit about policy, finance or other things alone does not serve it
  guidance_by_team_only INTEGER,        -- reading: only members of the county's team guide a self-developing household
  strict_feature_industry INTEGER,      -- reading: a village's feature industries must also cover 60 % of its households
  returns_summed INTEGER,               -- reading: the returns of a village's projects are added up within a year
  return_is_net_profit INTEGER,         -- reading: a return is the project's net profit, not what the village received
  funds_by_payment INTEGER,             -- reading: funds count by what was paid, not by what was allocated
  special_fund_once INTEGER,            -- reading: the size of the special fund is all that ever came in
  top_up_to_fen INTEGER,                -- reading: the county tops the special fund up to this; 0: up to what is payable
  driven_among_capable INTEGER,         -- reading: only households with labour are to be driven
  reward_for_either INTEGER,            -- reading: a village earns the reward by either of the two shares
  progress_days INTEGER,                -- a project under way reports within so many days
  self_check_days INTEGER,              -- a township checks itself within so many days
  bulletin_months INTEGER               -- a bulletin is due every so many months
);

INSERT INTO temp.asked (as_of) SELECT NULL WHERE NOT EXISTS (SELECT 1 FROM temp.asked);

-- The reporting units that the policy addresses, by their codes.
CREATE TEMP TABLE IF NOT EXISTS addressed (unit TEXT PRIMARY KEY) WITHOUT ROWID;

-- The SQL of packs that was looked at and reads nothing but facts; see judging.py.
CREATE TEMP TABLE IF NOT EXISTS approved (sql TEXT PRIMARY KEY) WITHOUT ROWID;
