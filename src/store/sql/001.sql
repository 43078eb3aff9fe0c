-- The first schema. A column for each field of data/dictionary.json that is not
-- sealed; sealed fields of a row stand together in its column "sealed".

CREATE TABLE workspace (
  name TEXT NOT NULL PRIMARY KEY,
  value ANY
) STRICT, WITHOUT ROWID;

-- How a passphrase becomes the key that unwraps the others.
CREATE TABLE locks (
  id INTEGER PRIMARY KEY,
  salt BLOB NOT NULL,
  operations INTEGER NOT NULL,
  memory INTEGER NOT NULL
) STRICT;

CREATE TABLE wraps (
  lock INTEGER NOT NULL REFERENCES locks (id) ON DELETE CASCADE,
  key_number INTEGER NOT NULL,
  purpose INTEGER NOT NULL,
  blob BLOB NOT NULL,
  PRIMARY KEY (lock, key_number)
) STRICT, WITHOUT ROWID;

-- Rows of outside files that are already here: a row's key is its hash and its
-- occurrence number.
CREATE TABLE imported_rows (
  key BLOB NOT NULL PRIMARY KEY,
  record INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Answers to the fields that a unit added. Their text is in the record's seal.
CREATE TABLE own_values (
  field INTEGER NOT NULL REFERENCES own_fields (id),
  record INTEGER NOT NULL,
  position INTEGER NOT NULL,
  value ANY,
  missing INTEGER REFERENCES entries (id),
  PRIMARY KEY (field, record, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX own_values_record ON own_values (record);

CREATE TABLE entries (
  id INTEGER PRIMARY KEY,
  catalogue TEXT NOT NULL,
  code TEXT NOT NULL,
  label_es TEXT NOT NULL,
  label_en TEXT,
  label_pt TEXT,
  position INTEGER,
  retired INTEGER,
  favourite INTEGER,
  parent INTEGER REFERENCES entries (id),
  direct INTEGER,
  default_function INTEGER REFERENCES entries (id),
  default_level INTEGER REFERENCES entries (id),
  default_field INTEGER REFERENCES entries (id),
  default_contact_mode INTEGER REFERENCES entries (id),
  default_minutes INTEGER,
  crosswalk TEXT
) STRICT;

CREATE TABLE own_fields (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  catalogue TEXT,
  label_es TEXT NOT NULL,
  label_en TEXT,
  label_pt TEXT,
  sensitivity TEXT NOT NULL,
  required INTEGER,
  minimum REAL,
  maximum REAL,
  unit TEXT,
  reference_kind TEXT,
  retired INTEGER
) STRICT;

CREATE TABLE units (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  institution TEXT,
  shift TEXT,
  retired INTEGER
) STRICT;

CREATE TABLE workers (
  id INTEGER PRIMARY KEY,
  unit INTEGER REFERENCES units (id),
  post TEXT,
  retired INTEGER,
  sealed BLOB
) STRICT;

CREATE TABLE persons (
  id INTEGER PRIMARY KEY,
  sex INTEGER REFERENCES entries (id),
  gender INTEGER REFERENCES entries (id),
  stated_age INTEGER,
  stated_age_missing INTEGER REFERENCES entries (id),
  stated_age_on TEXT,
  birth_year INTEGER,
  birth_state INTEGER REFERENCES entries (id),
  state INTEGER REFERENCES entries (id),
  municipality INTEGER REFERENCES entries (id),
  schooling INTEGER REFERENCES entries (id),
  occupation INTEGER REFERENCES entries (id),
  marital_status INTEGER REFERENCES entries (id),
  language INTEGER REFERENCES entries (id),
  indigenous INTEGER,
  indigenous_missing INTEGER REFERENCES entries (id),
  migrant INTEGER,
  migrant_missing INTEGER REFERENCES entries (id),
  coverage INTEGER REFERENCES entries (id),
  sealed BLOB
) STRICT;

CREATE TABLE cases (
  id INTEGER PRIMARY KEY,
  level INTEGER NOT NULL REFERENCES entries (id),
  status INTEGER NOT NULL REFERENCES entries (id),
  worker INTEGER NOT NULL REFERENCES workers (id),
  unit INTEGER REFERENCES units (id),
  opened TEXT NOT NULL,
  closed TEXT,
  "field" INTEGER REFERENCES entries (id),
  sealed BLOB
) STRICT;

CREATE TABLE consultations (
  id INTEGER PRIMARY KEY,
  date TEXT NOT NULL,
  time INTEGER,
  time_missing INTEGER REFERENCES entries (id),
  "case" INTEGER REFERENCES cases (id),
  person INTEGER REFERENCES persons (id),
  worker INTEGER NOT NULL REFERENCES workers (id),
  contact_mode INTEGER REFERENCES entries (id),
  origin INTEGER REFERENCES entries (id),
  sealed BLOB
) STRICT;

CREATE TABLE activities (
  id INTEGER PRIMARY KEY,
  date TEXT NOT NULL,
  start INTEGER,
  start_missing INTEGER REFERENCES entries (id),
  minutes INTEGER,
  minutes_missing INTEGER REFERENCES entries (id),
  worker INTEGER NOT NULL REFERENCES workers (id),
  "case" INTEGER REFERENCES cases (id),
  type INTEGER NOT NULL REFERENCES entries (id),
  "function" INTEGER NOT NULL REFERENCES entries (id),
  level INTEGER REFERENCES entries (id),
  "field" INTEGER REFERENCES entries (id),
  contact_mode INTEGER REFERENCES entries (id),
  place INTEGER REFERENCES entries (id),
  outcome INTEGER REFERENCES entries (id),
  consultation INTEGER REFERENCES consultations (id),
  sealed BLOB
) STRICT;

CREATE TABLE action_items (
  id INTEGER PRIMARY KEY,
  due TEXT,
  done TEXT,
  worker INTEGER NOT NULL REFERENCES workers (id),
  "case" INTEGER REFERENCES cases (id),
  activity INTEGER REFERENCES activities (id),
  sealed BLOB
) STRICT;

CREATE TABLE persons_disability (
  owner INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  code INTEGER NOT NULL REFERENCES entries (id),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE cases_problems (
  owner INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  code INTEGER NOT NULL REFERENCES entries (id),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE cases_people (
  owner INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  person INTEGER NOT NULL REFERENCES persons (id),
  role INTEGER NOT NULL REFERENCES entries (id),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE consultations_problems (
  owner INTEGER NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  code INTEGER NOT NULL REFERENCES entries (id),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE activities_problems (
  owner INTEGER NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  code INTEGER NOT NULL REFERENCES entries (id),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE activities_people (
  owner INTEGER NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  person INTEGER NOT NULL REFERENCES persons (id),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE activities_served (
  owner INTEGER NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  sex INTEGER NOT NULL REFERENCES entries (id),
  age_group INTEGER NOT NULL REFERENCES entries (id),
  n INTEGER NOT NULL,
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX entries_code ON entries (catalogue, code);
CREATE UNIQUE INDEX own_fields_name ON own_fields (kind, name);
CREATE INDEX cases_worker ON cases (worker);
CREATE INDEX consultations_case ON consultations ("case");
CREATE INDEX consultations_person ON consultations (person);
CREATE INDEX activities_day ON activities (date, worker);
CREATE INDEX activities_case ON activities ("case", date);
CREATE INDEX activities_consultation ON activities (consultation);
CREATE INDEX action_items_case ON action_items ("case");
CREATE INDEX action_items_activity ON action_items (activity);
CREATE INDEX action_items_pending ON action_items (worker, due) WHERE done IS NULL;
CREATE INDEX cases_people_person ON cases_people (person);
CREATE INDEX activities_people_person ON activities_people (person);
