-- What goals and indicators stand on: why a case was closed, referrals with
-- their outcome, the days on which workers are on duty, what is planned.

ALTER TABLE cases ADD COLUMN closing_reason INTEGER REFERENCES entries (id);

CREATE TABLE referrals (
  id INTEGER PRIMARY KEY,
  "case" INTEGER NOT NULL REFERENCES cases (id),
  date TEXT NOT NULL,
  worker INTEGER NOT NULL REFERENCES workers (id),
  person INTEGER REFERENCES persons (id),
  type INTEGER NOT NULL REFERENCES entries (id),
  organisation INTEGER REFERENCES entries (id),
  result INTEGER REFERENCES entries (id),
  result_date TEXT,
  sealed BLOB
) STRICT;

CREATE TABLE schedules (
  id INTEGER PRIMARY KEY,
  worker INTEGER NOT NULL REFERENCES workers (id),
  begins TEXT NOT NULL,
  ends TEXT,
  shift INTEGER REFERENCES entries (id),
  minutes_a_day INTEGER NOT NULL
) STRICT;

CREATE TABLE schedules_weekdays (
  owner INTEGER NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  code INTEGER NOT NULL REFERENCES entries (id),
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE leaves (
  id INTEGER PRIMARY KEY,
  worker INTEGER NOT NULL REFERENCES workers (id),
  begins TEXT NOT NULL,
  ends TEXT NOT NULL,
  reason INTEGER NOT NULL REFERENCES entries (id)
) STRICT;

CREATE TABLE goals (
  id INTEGER PRIMARY KEY,
  month TEXT NOT NULL,
  unit INTEGER REFERENCES units (id),
  worker INTEGER REFERENCES workers (id),
  type INTEGER REFERENCES entries (id),
  "function" INTEGER REFERENCES entries (id),
  planned INTEGER NOT NULL
) STRICT;

CREATE INDEX referrals_case ON referrals ("case");
CREATE INDEX referrals_person ON referrals (person);
CREATE INDEX schedules_worker ON schedules (worker);
CREATE INDEX leaves_worker ON leaves (worker);
-- One number for what is planned of one thing in one month.
CREATE UNIQUE INDEX goals_what ON goals (month, coalesce (unit, 0), coalesce (worker, 0),
  coalesce (type, 0), coalesce ("function", 0));
