-- The whole policy: plans, projects, funds, entities, land, e-commerce, finance, safeguards.

CREATE TABLE plan (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  title TEXT,
  township TEXT,
  from_year INTEGER,
  to_year INTEGER,
  adopted_on TEXT,
  doc_no TEXT,
  coordination TEXT,
  note TEXT
) STRICT;


CREATE TABLE plan_line (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  plan TEXT REFERENCES plan(id) DEFERRABLE INITIALLY DEFERRED,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  industry TEXT,
  scale_hundredths INTEGER,
  scale_unit TEXT,
  year INTEGER,
  note TEXT
) STRICT;

CREATE INDEX plan_line_by_plan ON plan_line (plan);
CREATE INDEX plan_line_by_village ON plan_line (village, removed, household, plan);
CREATE INDEX plan_line_by_household ON plan_line (household, removed, plan);

CREATE TABLE village_industry (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  year INTEGER,
  industry TEXT,
  name TEXT,
  is_feature INTEGER,
  is_one_village_one_product INTEGER,
  state TEXT,
  started_on TEXT,
  ended_on TEXT,
  area_cmu INTEGER,
  contiguous_cmu INTEGER,
  new_variety_cmu INTEGER,
  new_technology_cmu INTEGER,
  scale_hundredths INTEGER,
  scale_unit TEXT,
  output_fen INTEGER,
  households INTEGER,
  poor_households INTEGER,
  note TEXT
) STRICT;

CREATE INDEX village_industry_by_village ON village_industry (village);

CREATE TABLE base (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  name TEXT,
  base_kind TEXT,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  industry TEXT,
  built_on TEXT,
  state TEXT,
  operator_name TEXT,
  scale TEXT,
  workers INTEGER,
  poor_workers INTEGER,
  poor_households INTEGER,
  note TEXT
) STRICT;

CREATE INDEX base_by_village ON base (village);

CREATE TABLE township_industry (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  township TEXT,
  industry TEXT,
  name TEXT,
  named_on TEXT,
  ended_on TEXT,
  doc_no TEXT,
  output_fen INTEGER,
  note TEXT
) STRICT;


CREATE TABLE project (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  name TEXT,
  project_no TEXT,
  category TEXT,
  construction_kind TEXT,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  planned_start TEXT,
  planned_end TEXT,
  batch_no TEXT,
  responsible_unit TEXT,
  responsible TEXT,
  phone TEXT,
  industry TEXT,
  scope TEXT,
  scale_hundredths INTEGER,
  scale_unit TEXT,
  budget_fen INTEGER,
  funding TEXT,
  link_mechanisms TEXT,
  participation TEXT,
  performance_goal TEXT,
  expected_return_fen INTEGER,
  is_feature INTEGER,
  is_major INTEGER,
  is_tech_transfer INTEGER,
  note TEXT
) STRICT;

CREATE INDEX project_by_village ON project (village);
CREATE INDEX project_by_project_no ON project (project_no);

CREATE TABLE project_event (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  project TEXT REFERENCES project(id) DEFERRABLE INITIALLY DEFERRED,
  stage TEXT,
  happened_on TEXT,
  person TEXT,
  doc_no TEXT,
  opinion TEXT
) STRICT;

CREATE INDEX project_event_by_project ON project_event (project, removed, stage, happened_on);

CREATE TABLE project_household (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  project TEXT REFERENCES project(id) DEFERRABLE INITIALLY DEFERRED,
  household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  started_on TEXT,
  ended_on TEXT,
  link_mechanism TEXT,
  expected_fen INTEGER,
  note TEXT
) STRICT;

CREATE INDEX project_household_by_project ON project_household (project);
CREATE INDEX project_household_by_household ON project_household
  (household, removed, started_on, ended_on, project);

CREATE TABLE project_village (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  project TEXT REFERENCES project(id) DEFERRABLE INITIALLY DEFERRED,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  note TEXT
) STRICT;

CREATE INDEX project_village_by_project ON project_village (project);
CREATE INDEX project_village_by_village ON project_village (village);

CREATE TABLE project_return (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  project TEXT REFERENCES project(id) DEFERRABLE INITIALLY DEFERRED,
  year INTEGER,
  return_fen INTEGER,
  net_profit_fen INTEGER,
  distributed_fen INTEGER,
  households INTEGER,
  note TEXT
) STRICT;

CREATE INDEX project_return_by_project ON project_return (project, removed, year, return_fen);

CREATE TABLE project_progress (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  project TEXT REFERENCES project(id) DEFERRABLE INITIALLY DEFERRED,
  reported_on TEXT,
  percent INTEGER,
  progress TEXT,
  problem TEXT
) STRICT;

CREATE INDEX project_progress_by_project ON project_progress (project);

CREATE TABLE fund_line (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  year INTEGER,
  name TEXT,
  source TEXT,
  department TEXT,
  doc_no TEXT,
  allocated_on TEXT,
  amount_fen INTEGER,
  is_poverty_fund INTEGER,
  use_class TEXT,
  use_detail TEXT,
  target_level TEXT,
  project TEXT REFERENCES project(id) DEFERRABLE INITIALLY DEFERRED,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  note TEXT
) STRICT;

CREATE INDEX fund_line_by_project ON fund_line (project);
CREATE INDEX fund_line_by_village ON fund_line (village);
CREATE INDEX fund_line_by_year ON fund_line (year);

CREATE TABLE fund_household (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  fund_line TEXT REFERENCES fund_line(id) DEFERRABLE INITIALLY DEFERRED,
  household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  amount_fen INTEGER,
  note TEXT
) STRICT;

CREATE INDEX fund_household_by_fund_line ON fund_household (fund_line);
CREATE INDEX fund_household_by_household ON fund_household (household);

CREATE TABLE acceptance (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  project TEXT REFERENCES project(id) DEFERRABLE INITIALLY DEFERRED,
  accepted_on TEXT,
  amount_fen INTEGER,
  team TEXT,
  doc_no TEXT,
  result TEXT,
  note TEXT
) STRICT;

CREATE INDEX acceptance_by_project ON acceptance (project);

CREATE TABLE payment (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  project TEXT REFERENCES project(id) DEFERRABLE INITIALLY DEFERRED,
  fund_line TEXT REFERENCES fund_line(id) DEFERRABLE INITIALLY DEFERRED,
  acceptance TEXT REFERENCES acceptance(id) DEFERRABLE INITIALLY DEFERRED,
  payment_kind TEXT,
  paid_on TEXT,
  amount_fen INTEGER,
  payee_kind TEXT,
  household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  entity TEXT REFERENCES entity(id) DEFERRABLE INITIALLY DEFERRED,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  reviewed_by TEXT,
  reviewed_on TEXT,
  doc_no TEXT,
  note TEXT
) STRICT;

CREATE INDEX payment_by_project ON payment (project);
CREATE INDEX payment_by_fund_line ON payment (fund_line, removed, paid_on, amount_fen);
CREATE INDEX payment_by_acceptance ON payment (acceptance);
CREATE INDEX payment_by_household ON payment (household);
CREATE INDEX payment_by_entity ON payment (entity);
CREATE INDEX payment_by_village ON payment (village);

CREATE TABLE special_fund (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  year INTEGER,
  opening_fen INTEGER,
  appropriated_fen INTEGER,
  top_up_fen INTEGER,
  other_fen INTEGER,
  payable_fen INTEGER,
  paid_fen INTEGER,
  inflow_fen INTEGER,
  closing_fen INTEGER,
  note TEXT
) STRICT;


CREATE TABLE entity (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  name TEXT,
  entity_kind TEXT,
  credit_code TEXT,
  legal_person TEXT,
  phone TEXT,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  industry TEXT,
  founded_on TEXT,
  state TEXT,
  drive_intent INTEGER,
  scale TEXT,
  assets_fen INTEGER,
  output_fen INTEGER,
  note TEXT
) STRICT;

CREATE INDEX entity_by_village ON entity (village);
CREATE INDEX entity_by_credit_code ON entity (credit_code);

CREATE TABLE drive_link (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  entity TEXT REFERENCES entity(id) DEFERRABLE INITIALLY DEFERRED,
  household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  modes TEXT,
  agreement_no TEXT,
  started_on TEXT,
  ended_on TEXT,
  workdays INTEGER,
  wage_fen INTEGER,
  shares_fen INTEGER,
  dividend_fen INTEGER,
  increase_fen INTEGER,
  note TEXT
) STRICT;

CREATE INDEX drive_link_by_entity ON drive_link (entity);
CREATE INDEX drive_link_by_household ON drive_link (household, removed, started_on, ended_on, entity);

CREATE TABLE share_agreement (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  agreement_no TEXT,
  entity TEXT REFERENCES entity(id) DEFERRABLE INITIALLY DEFERRED,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  signed_on TEXT,
  ended_on TEXT,
  shares_fen INTEGER,
  dividend_fen INTEGER,
  note TEXT
) STRICT;

CREATE INDEX share_agreement_by_entity ON share_agreement (entity);
CREATE INDEX share_agreement_by_village ON share_agreement (village);
CREATE INDEX share_agreement_by_household ON share_agreement
  (household, removed, signed_on, ended_on, entity, village);
CREATE INDEX share_agreement_by_agreement_no ON share_agreement (agreement_no);

CREATE TABLE land_transfer (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  contract_no TEXT,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  entity TEXT REFERENCES entity(id) DEFERRABLE INITIALLY DEFERRED,
  transferee TEXT,
  area_cmu INTEGER,
  rent_fen INTEGER,
  started_on TEXT,
  ended_on TEXT,
  household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  note TEXT
) STRICT;

CREATE INDEX land_transfer_by_village ON land_transfer (village);
CREATE INDEX land_transfer_by_entity ON land_transfer (entity);
CREATE INDEX land_transfer_by_household ON land_transfer (household);
CREATE INDEX land_transfer_by_contract_no ON land_transfer (contract_no);

CREATE TABLE ecommerce_centre (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  name TEXT,
  opened_on TEXT,
  closed_on TEXT,
  address TEXT,
  responsible TEXT,
  phone TEXT,
  note TEXT
) STRICT;


CREATE TABLE ecommerce_station (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  name TEXT,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  built_on TEXT,
  accepted_on TEXT,
  closed_on TEXT,
  state TEXT,
  address TEXT,
  area_m2 INTEGER,
  responsible TEXT,
  phone TEXT,
  services TEXT,
  note TEXT
) STRICT;

CREATE INDEX ecommerce_station_by_village ON ecommerce_station (village);

CREATE TABLE online_shop (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  name TEXT,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  platform TEXT,
  shop_no TEXT,
  owner TEXT,
  household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  opened_on TEXT,
  closed_on TEXT,
  state TEXT,
  goods TEXT,
  sales_fen INTEGER,
  note TEXT
) STRICT;

CREATE INDEX online_shop_by_village ON online_shop (village);
CREATE INDEX online_shop_by_household ON online_shop (household);
CREATE INDEX online_shop_by_shop_no ON online_shop (shop_no);

CREATE TABLE tourism_base (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  name TEXT,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  programme TEXT,
  built_on TEXT,
  state TEXT,
  poor_households INTEGER,
  poor_workers INTEGER,
  visitors INTEGER,
  income_fen INTEGER,
  note TEXT
) STRICT;

CREATE INDEX tourism_base_by_village ON tourism_base (village);

CREATE TABLE infrastructure (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  name TEXT,
  infrastructure_kind TEXT,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  department TEXT,
  serves_industry_area INTEGER,
  serves_entity INTEGER,
  invested_fen INTEGER,
  finished_on TEXT,
  note TEXT
) STRICT;

CREATE INDEX infrastructure_by_village ON infrastructure (village);

CREATE TABLE loan (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  contract_no TEXT,
  borrower_kind TEXT,
  household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  member TEXT REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
  entity TEXT REFERENCES entity(id) DEFERRABLE INITIALLY DEFERRED,
  bank TEXT,
  principal_fen INTEGER,
  months INTEGER,
  rate_bp INTEGER,
  lent_on TEXT,
  due_on TEXT,
  purpose TEXT,
  is_productive INTEGER,
  note TEXT
) STRICT;

CREATE INDEX loan_by_household ON loan (household);
CREATE INDEX loan_by_member ON loan (member);
CREATE INDEX loan_by_entity ON loan (entity);
CREATE INDEX loan_by_contract_no ON loan (contract_no);
CREATE INDEX loan_by_bank ON loan (bank, removed, lent_on, principal_fen, id);

CREATE TABLE repayment (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  loan TEXT REFERENCES loan(id) DEFERRABLE INITIALLY DEFERRED,
  paid_on TEXT,
  principal_fen INTEGER,
  interest_fen INTEGER,
  note TEXT
) STRICT;

CREATE INDEX repayment_by_loan ON repayment (loan, removed, paid_on, principal_fen);

CREATE TABLE interest_subsidy (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  loan TEXT REFERENCES loan(id) DEFERRABLE INITIALLY DEFERRED,
  from_day TEXT,
  to_day TEXT,
  interest_fen INTEGER,
  subsidy_fen INTEGER,
  is_eligible INTEGER,
  paid_on TEXT,
  note TEXT
) STRICT;

CREATE INDEX interest_subsidy_by_loan ON interest_subsidy (loan);

CREATE TABLE risk_fund (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  bank TEXT,
  transaction_kind TEXT,
  amount_fen INTEGER,
  happened_on TEXT,
  reference TEXT,
  loss_claim TEXT REFERENCES loss_claim(id) DEFERRABLE INITIALLY DEFERRED,
  note TEXT
) STRICT;

CREATE INDEX risk_fund_by_loss_claim ON risk_fund (loss_claim);
CREATE INDEX risk_fund_by_bank ON risk_fund (bank);
CREATE INDEX risk_fund_by_reference ON risk_fund (reference);

CREATE TABLE loss_claim (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  loan TEXT REFERENCES loan(id) DEFERRABLE INITIALLY DEFERRED,
  recognised_on TEXT,
  loss_fen INTEGER,
  bank_share_fen INTEGER,
  government_share_fen INTEGER,
  note TEXT
) STRICT;

CREATE INDEX loss_claim_by_loan ON loss_claim (loan);

CREATE TABLE insurance (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  policy_no TEXT,
  insurance_kind TEXT,
  household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  entity TEXT REFERENCES entity(id) DEFERRABLE INITIALLY DEFERRED,
  insurer TEXT,
  insured_fen INTEGER,
  premium_fen INTEGER,
  subsidy_fen INTEGER,
  from_day TEXT,
  to_day TEXT,
  note TEXT
) STRICT;

CREATE INDEX insurance_by_household ON insurance (household);
CREATE INDEX insurance_by_entity ON insurance (entity);
CREATE INDEX insurance_by_policy_no ON insurance (policy_no);

CREATE TABLE policy_document (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  title TEXT,
  document_kind TEXT,
  doc_no TEXT,
  issuer TEXT,
  issued_on TEXT,
  note TEXT
) STRICT;


CREATE TABLE policy_benefit (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  benefit_kind TEXT,
  policy_document TEXT REFERENCES policy_document(id) DEFERRABLE INITIALLY DEFERRED,
  amount_fen INTEGER,
  received_on TEXT,
  note TEXT
) STRICT;

CREATE INDEX policy_benefit_by_household ON policy_benefit (household, removed, received_on);
CREATE INDEX policy_benefit_by_policy_document ON policy_benefit (policy_document);

CREATE TABLE bulletin (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  title TEXT,
  period TEXT,
  issued_on TEXT,
  doc_no TEXT,
  summary TEXT,
  note TEXT
) STRICT;


CREATE TABLE inspection (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  inspection_kind TEXT,
  inspected_on TEXT,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  inspected_unit TEXT,
  inspector TEXT,
  summary TEXT,
  note TEXT
) STRICT;

CREATE INDEX inspection_by_village ON inspection (village);

CREATE TABLE inspection_finding (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  inspection TEXT REFERENCES inspection(id) DEFERRABLE INITIALLY DEFERRED,
  problem TEXT,
  responsible TEXT,
  due_on TEXT,
  rectified_on TEXT,
  state TEXT,
  result TEXT
) STRICT;

CREATE INDEX inspection_finding_by_inspection ON inspection_finding (inspection);

CREATE TABLE publicity (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  title TEXT,
  media TEXT,
  outlet TEXT,
  published_on TEXT,
  subject TEXT,
  note TEXT
) STRICT;


CREATE TABLE self_check (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  township TEXT,
  period TEXT,
  checked_on TEXT,
  planning_done INTEGER,
  projects_done INTEGER,
  funds_done INTEGER,
  progress_done INTEGER,
  problem TEXT,
  note TEXT
) STRICT;


CREATE TABLE work_team (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  name TEXT,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  unit TEXT,
  affiliation TEXT,
  started_on TEXT,
  ended_on TEXT,
  phone TEXT,
  note TEXT
) STRICT;

CREATE INDEX work_team_by_village ON work_team (village);

CREATE TABLE team_member (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  work_team TEXT REFERENCES work_team(id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT,
  unit TEXT,
  post TEXT,
  is_leader INTEGER,
  is_first_secretary INTEGER,
  political_status TEXT,
  phone TEXT,
  started_on TEXT,
  ended_on TEXT
) STRICT;

CREATE INDEX team_member_by_work_team ON team_member (work_team);

CREATE TABLE county_figure (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  rule TEXT,
  as_of TEXT,
  part_hundredths INTEGER,
  whole_hundredths INTEGER,
  source TEXT
) STRICT;


-- The wide indexes hold all that the facts of a household or a project read (store/facts/): see 0001.
DROP INDEX household_by_village;
CREATE INDEX household_by_village ON household (village, removed, poverty_status, closed_on);
CREATE INDEX household_by_id
  ON household (id, removed, village, poverty_status, closed_on, industry_willingness, development_mode);
DROP INDEX member_by_household;
CREATE INDEX member_by_household ON member (household, removed, labour_capability, joined_on, left_on, person, id);

ALTER TABLE household ADD COLUMN business_ability INTEGER;
ALTER TABLE household ADD COLUMN loan_willingness INTEGER;
ALTER TABLE village ADD COLUMN contracted_farmland_cmu INTEGER;
