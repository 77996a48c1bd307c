-- A generation is one import of the whole corpus. Readers follow the pointer, so they never see half of one.
CREATE TABLE generation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  digest TEXT NOT NULL,
  pages INTEGER NOT NULL DEFAULT 0,
  added INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  moved INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE pointer (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  generation INTEGER NOT NULL
);

CREATE TABLE guide (
  generation INTEGER NOT NULL,
  slug TEXT NOT NULL,
  n INTEGER NOT NULL,
  code TEXT,
  title TEXT NOT NULL,
  programme TEXT NOT NULL,
  level TEXT,
  stages TEXT NOT NULL,
  lang TEXT NOT NULL,
  PRIMARY KEY (generation, slug)
) WITHOUT ROWID;

CREATE TABLE section (
  generation INTEGER NOT NULL,
  guide TEXT NOT NULL,
  slug TEXT NOT NULL,
  n INTEGER NOT NULL,
  number TEXT,
  title TEXT NOT NULL,
  PRIMARY KEY (generation, guide, slug)
) WITHOUT ROWID;

-- `key` is the rowid of the page in the full-text table of its generation, page_fts_<generation>.
CREATE TABLE page (
  key INTEGER PRIMARY KEY,
  generation INTEGER NOT NULL,
  n INTEGER NOT NULL,
  id TEXT NOT NULL,
  path TEXT NOT NULL,
  guide TEXT NOT NULL,
  section TEXT NOT NULL,
  number TEXT,
  title TEXT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  stages TEXT NOT NULL,
  facts TEXT NOT NULL,
  reading_minutes INTEGER NOT NULL,
  practice_minutes INTEGER NOT NULL,
  digest TEXT NOT NULL,
  sketch TEXT NOT NULL,
  characters INTEGER NOT NULL,
  text TEXT NOT NULL,
  answers TEXT NOT NULL
);
CREATE UNIQUE INDEX page_id ON page (generation, id);
CREATE UNIQUE INDEX page_order ON page (generation, n);
CREATE INDEX page_guide ON page (generation, guide, n);

-- Every name a page, a section or a guide ever had.
CREATE TABLE alias (
  generation INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (generation, name)
) WITHOUT ROWID;

-- Word forms with the stem they are indexed under; `pages` is 0 for a form that only the dictionary knows.
CREATE TABLE word (
  generation INTEGER NOT NULL,
  form TEXT NOT NULL,
  stem TEXT NOT NULL,
  pages INTEGER NOT NULL,
  PRIMARY KEY (generation, form)
) WITHOUT ROWID;
CREATE INDEX word_stem ON word (generation, stem);

-- Concepts and terms: `key` is the stems of a name; every synonym has a row of its own.
-- `listed` is 1 for those with synonyms, by which a query is widened.
CREATE TABLE term (
  generation INTEGER NOT NULL,
  key TEXT NOT NULL,
  term TEXT NOT NULL,
  listed INTEGER NOT NULL,
  facts TEXT NOT NULL,
  PRIMARY KEY (generation, key)
) WITHOUT ROWID;
