-- What a supervisor says of a worker's day, what was corrected after that, and
-- the months whose figures are kept as they were.

CREATE TABLE reviews (
  id INTEGER PRIMARY KEY,
  worker INTEGER NOT NULL REFERENCES workers (id),
  day TEXT NOT NULL,
  decision INTEGER NOT NULL REFERENCES entries (id),
  reviewer INTEGER REFERENCES users (id),
  change INTEGER,
  sealed BLOB
) STRICT;

CREATE TABLE closed_months (
  id INTEGER PRIMARY KEY,
  month TEXT NOT NULL,
  unit INTEGER REFERENCES units (id),
  change INTEGER,
  figures TEXT NOT NULL
) STRICT;

CREATE INDEX reviews_day ON reviews (worker, day);
CREATE UNIQUE INDEX closed_months_what ON closed_months (month, coalesce (unit, 0));
