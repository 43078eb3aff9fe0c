-- Who objects to being in data sets; what a unit makes for itself: boards,
-- indicators, forms of report, recipes, as JSON.

ALTER TABLE persons ADD COLUMN objects INTEGER;

CREATE TABLE definitions (
  id INTEGER PRIMARY KEY,
  "use" TEXT NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  notes TEXT,
  retired INTEGER
) STRICT;
