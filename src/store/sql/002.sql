-- Users and their keys, the log of changes, drafts.

CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  worker INTEGER REFERENCES workers (id),
  unit INTEGER REFERENCES units (id),
  practitioner INTEGER,
  supervisor INTEGER,
  researcher INTEGER,
  administrator INTEGER,
  retired INTEGER
) STRICT;
CREATE UNIQUE INDEX users_name ON users (name);

-- Who can open a key: users, by their id, and the recovery key, as 1. The secret
-- half is encrypted under the passphrase; the recovery key's stands on paper only.
CREATE TABLE key_holders (
  id INTEGER PRIMARY KEY,
  public_key BLOB NOT NULL,
  secret BLOB,
  salt BLOB,
  operations INTEGER,
  memory INTEGER
) STRICT;

-- The workspace's keys. A key of a restricted case names its case.
CREATE TABLE keys (
  number INTEGER PRIMARY KEY,
  purpose INTEGER NOT NULL,
  "case" INTEGER,
  made INTEGER NOT NULL
) STRICT;
CREATE INDEX keys_case ON keys ("case") WHERE "case" IS NOT NULL;

CREATE TABLE key_wraps (
  holder INTEGER NOT NULL REFERENCES key_holders (id) ON DELETE CASCADE,
  key INTEGER NOT NULL REFERENCES keys (number),
  blob BLOB NOT NULL,
  PRIMARY KEY (holder, key)
) STRICT, WITHOUT ROWID;

-- Passphrases that did not open, until the next that does takes them into the log.
CREATE TABLE attempts (
  id INTEGER PRIMARY KEY,
  user INTEGER NOT NULL,
  machine TEXT NOT NULL
) STRICT;

-- What users did, each row chained to the one before it: hash = H (hash of the
-- row before, the row, hash of its entries). Times are milliseconds in UTC.
CREATE TABLE changes (
  sequence INTEGER PRIMARY KEY,
  id INTEGER NOT NULL,
  time INTEGER NOT NULL,
  user INTEGER NOT NULL,
  machine TEXT NOT NULL,
  action INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  record INTEGER NOT NULL,
  undoes INTEGER NOT NULL,
  first_entry INTEGER NOT NULL,
  n_entries INTEGER NOT NULL,
  detail BLOB,
  entries_hash BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE INDEX changes_user ON changes (user, sequence);

-- The records that a change touched, with the fields before and after. Where a
-- body was erased its hash stands in its place.
CREATE TABLE change_entries (
  id INTEGER PRIMARY KEY,
  change INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  record INTEGER NOT NULL,
  operation INTEGER NOT NULL,
  erased INTEGER,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX change_entries_record ON change_entries (record);

-- What is being typed, sealed for who types it. It is about the record that is
-- edited, or the case to which a new one belongs, or nothing (0).
CREATE TABLE drafts (
  id INTEGER PRIMARY KEY,
  user INTEGER NOT NULL,
  session TEXT NOT NULL,
  form TEXT NOT NULL,
  about INTEGER NOT NULL,
  saved INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;
CREATE INDEX drafts_user ON drafts (user);
CREATE INDEX drafts_about ON drafts (about);
