-- The first file format: one STRICT table a record kind, the journal, what could not be read, sketches, search.
-- Every column but the keys may be empty: a draft is a saved record with gaps.

CREATE TABLE village (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  name TEXT,
  township TEXT,
  is_poor_village INTEGER,
  code_2018 TEXT,
  code_2017 TEXT,
  other_names TEXT,
  group_count INTEGER,
  household_count INTEGER,
  population INTEGER,
  contact_name TEXT,
  contact_phone TEXT,
  note TEXT
) STRICT;

CREATE TABLE household (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  group_name TEXT,
  household_no TEXT,
  address TEXT,
  phone TEXT,
  identification_standard TEXT,
  poverty_category TEXT,
  main_cause TEXT,
  other_causes TEXT,
  identified_year INTEGER,
  poverty_status TEXT,
  exit_year INTEGER,
  closed_on TEXT,
  close_reason TEXT,
  system_state TEXT,
  industry_willingness TEXT,
  willingness_on TEXT,
  development_mode TEXT,
  industry_direction TEXT,
  bank_name TEXT,
  bank_account TEXT,
  account_kind TEXT,
  account_holder TEXT,
  account_holder_relation TEXT,
  is_martyr_family INTEGER,
  is_only_child_family INTEGER,
  is_two_daughter_family INTEGER,
  is_relocated INTEGER,
  left_behind TEXT,
  note TEXT
) STRICT;

CREATE TABLE member (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT,
  relation TEXT,
  id_number TEXT,
  id_kind TEXT,
  sex TEXT,
  birth_date TEXT,
  ethnicity TEXT,
  political_status TEXT,
  phone TEXT,
  labour_capability TEXT,
  health_status TEXT,
  education TEXT,
  school_status TEXT,
  work_region TEXT,
  work_months INTEGER,
  wants_training INTEGER,
  disability_kind TEXT,
  disability_grade TEXT,
  has_medical_insurance INTEGER,
  has_pension_insurance INTEGER,
  has_major_illness_insurance INTEGER,
  receives_dibao INTEGER,
  is_serving_soldier INTEGER,
  joined_on TEXT,
  join_reason TEXT,
  left_on TEXT,
  leave_reason TEXT,
  member_no TEXT,
  person TEXT REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
  note TEXT
) STRICT;

CREATE TABLE income (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  year INTEGER,
  income_wage_fen INTEGER,
  income_business_fen INTEGER,
  income_property_fen INTEGER,
  income_asset_dividend_fen INTEGER,
  income_property_other_fen INTEGER,
  income_transfer_fen INTEGER,
  income_family_planning_fen INTEGER,
  income_dibao_fen INTEGER,
  income_wubao_fen INTEGER,
  income_pension_fen INTEGER,
  income_eco_compensation_fen INTEGER,
  income_transfer_other_fen INTEGER,
  income_total_fen INTEGER,
  business_expense_fen INTEGER,
  income_net_fen INTEGER
) STRICT;

CREATE TABLE condition (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  year INTEGER,
  farmland_cmu INTEGER,
  irrigated_cmu INTEGER,
  woodland_cmu INTEGER,
  returned_woodland_cmu INTEGER,
  orchard_cmu INTEGER,
  pasture_cmu INTEGER,
  water_surface_cmu INTEGER,
  has_production_power INTEGER,
  in_cooperative INTEGER,
  led_by_enterprise INTEGER,
  led_by_entrepreneur INTEGER,
  water_difficult INTEGER,
  water_safe INTEGER,
  has_living_power INTEGER,
  has_broadcast_tv INTEGER,
  road_distance_m INTEGER,
  access_road_kind TEXT,
  house_area_dm2 INTEGER,
  is_dangerous_house INTEGER,
  danger_grade TEXT,
  has_sanitary_toilet INTEGER,
  main_fuel TEXT
) STRICT;

CREATE TABLE helper (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT,
  unit TEXT,
  post TEXT,
  affiliation TEXT,
  political_status TEXT,
  phone TEXT,
  started_on TEXT,
  ended_on TEXT,
  content TEXT
) STRICT;

CREATE TABLE round (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  number INTEGER,
  year INTEGER,
  name TEXT,
  started_on TEXT,
  ended_on TEXT,
  state TEXT,
  note TEXT
) STRICT;

CREATE TABLE assistance (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  round TEXT REFERENCES round(id) DEFERRABLE INITIALLY DEFERRED,
  assistance_kind TEXT,
  measure TEXT,
  industry TEXT,
  scale_hundredths INTEGER,
  scale_unit TEXT,
  amount_fen INTEGER,
  status TEXT,
  done_on TEXT,
  income_increase_fen INTEGER,
  responsible TEXT,
  note TEXT
) STRICT;

CREATE TABLE expert (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  name TEXT,
  is_team_member INTEGER,
  bureau TEXT,
  unit TEXT,
  title TEXT,
  specialty TEXT,
  phone TEXT,
  note TEXT
) STRICT;

CREATE TABLE pairing (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  expert TEXT REFERENCES expert(id) DEFERRABLE INITIALLY DEFERRED,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  started_on TEXT,
  ended_on TEXT,
  note TEXT
) STRICT;

CREATE TABLE visit (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  visited_on TEXT,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  level TEXT,
  status TEXT,
  way TEXT,
  topics TEXT,
  industry TEXT,
  problem TEXT,
  advice TEXT,
  follow_up_on TEXT,
  is_pay_linked INTEGER,
  village_signed INTEGER,
  note TEXT
) STRICT;

CREATE TABLE visit_expert (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  visit TEXT REFERENCES visit(id) DEFERRABLE INITIALLY DEFERRED,
  expert TEXT REFERENCES expert(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE visit_household (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  visit TEXT REFERENCES visit(id) DEFERRABLE INITIALLY DEFERRED,
  household TEXT REFERENCES household(id) DEFERRABLE INITIALLY DEFERRED,
  is_signed INTEGER,
  note TEXT
) STRICT;

CREATE TABLE course (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  name TEXT,
  course_kind TEXT,
  organiser TEXT,
  started_on TEXT,
  ended_on TEXT,
  village TEXT REFERENCES village(id) DEFERRABLE INITIALLY DEFERRED,
  location TEXT,
  responsible TEXT,
  phone TEXT,
  content TEXT
) STRICT;

CREATE TABLE attendance (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  course TEXT REFERENCES course(id) DEFERRABLE INITIALLY DEFERRED,
  member TEXT REFERENCES member(id) DEFERRABLE INITIALLY DEFERRED,
  status TEXT,
  reason TEXT,
  certificate_no TEXT,
  note TEXT
) STRICT;

CREATE TABLE waiver (
  id TEXT PRIMARY KEY NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  remove_reason TEXT,
  seal TEXT NOT NULL DEFAULT '',
  about_kind TEXT,
  about TEXT,
  about_field TEXT,
  finding TEXT,
  reason TEXT
) STRICT;

CREATE INDEX household_by_village ON household (village);
CREATE INDEX household_by_no ON household (household_no);
CREATE INDEX household_by_phone ON household (phone);
CREATE INDEX household_by_account ON household (bank_account);
-- The wide ones hold all that the facts of a household read (store/facts/): judging need not fetch the rows.
CREATE INDEX member_by_household
  ON member (household, removed, labour_capability, joined_on, left_on, person, id);
CREATE INDEX member_by_id_number ON member (substr(id_number, 1, 18));
CREATE INDEX member_by_name ON member (name, birth_date);
CREATE INDEX member_by_person ON member (person) WHERE person IS NOT NULL;
CREATE INDEX income_by_household ON income (household, year);
CREATE INDEX condition_by_household ON condition (household, year);
CREATE INDEX helper_by_household ON helper (household);
CREATE INDEX assistance_by_household
  ON assistance (household, removed, assistance_kind, status, done_on, round, income_increase_fen);
CREATE INDEX assistance_by_round ON assistance (round);
CREATE INDEX pairing_by_village ON pairing (village);
CREATE INDEX pairing_by_expert ON pairing (expert);
CREATE INDEX visit_by_village ON visit (village, visited_on);
CREATE INDEX visit_expert_by_visit ON visit_expert (visit);
CREATE INDEX visit_expert_by_expert ON visit_expert (expert);
CREATE INDEX visit_household_by_visit ON visit_household (visit);
CREATE INDEX visit_household_by_household ON visit_household (household, removed, is_signed, visit);
CREATE INDEX course_by_village ON course (village);
CREATE INDEX attendance_by_course ON attendance (course);
CREATE INDEX attendance_by_member ON attendance (member, removed, status, course);
CREATE INDEX waiver_by_about ON waiver (about);

-- One batch is one act of a person; one change is one field of one record in it. A birth is one change with
-- field '*' and the values as JSON. parent names the change that wrote the old value (device:number:n), for merging.
-- sequence and taken_at say in which order and when this file took a batch up: a merged one comes later than it was
-- written. They are this file's own and no part of the hash.
CREATE TABLE batch (
  device TEXT NOT NULL,
  number INTEGER NOT NULL,
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  what TEXT NOT NULL,
  undoes TEXT NOT NULL DEFAULT '',
  hash TEXT NOT NULL,
  sequence INTEGER NOT NULL UNIQUE,
  taken_at TEXT NOT NULL,
  PRIMARY KEY (device, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX batch_by_undoes ON batch (undoes) WHERE undoes <> '';

CREATE TABLE change (
  device TEXT NOT NULL,
  number INTEGER NOT NULL,
  n INTEGER NOT NULL,
  kind TEXT NOT NULL,
  record TEXT NOT NULL,
  field TEXT NOT NULL,
  old ANY,
  new ANY,
  parent TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (device, number, n),
  FOREIGN KEY (device, number) REFERENCES batch (device, number) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE INDEX change_by_record ON change (record);
-- Finds the rows that once hung on a record; ids have 32 characters.
CREATE INDEX change_by_old_id ON change (old, field) WHERE length(old) = 32;

-- Text that did not parse as its field's type: shown again as typed, NULL to every rule.
CREATE TABLE unread (
  kind TEXT NOT NULL,
  record TEXT NOT NULL,
  field TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID;

-- A half-typed page, kept outside the journal so that a crash loses at most a second of typing.
CREATE TABLE sketch (
  record TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  page TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- About the file itself: device, place, operator, recovery, as_of of a demo.
CREATE TABLE about (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Pairs of characters, spellings, initials and numbers of a record as tokens; see store/search.py.
CREATE VIRTUAL TABLE search USING fts5 (record UNINDEXED, kind UNINDEXED, tokens, tokenize = 'unicode61');
