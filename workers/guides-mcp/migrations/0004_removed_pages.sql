-- Pages that are gone, as they were last: one that comes back is the same page, with its id and every name it had.
CREATE TABLE removed_page (
  generation INTEGER NOT NULL,
  id TEXT NOT NULL,
  path TEXT NOT NULL,
  digest TEXT NOT NULL,
  sketch TEXT NOT NULL,
  names TEXT NOT NULL,
  PRIMARY KEY (generation, id)
) WITHOUT ROWID;
