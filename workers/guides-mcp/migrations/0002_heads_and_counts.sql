-- Earlier imports have no table of titles and no counts: the corpus is imported again.
DELETE FROM pointer;

-- Every search needs what a guide has; to count its pages would read all of them.
ALTER TABLE guide ADD COLUMN sections INTEGER NOT NULL DEFAULT 0;
ALTER TABLE guide ADD COLUMN pages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE guide ADD COLUMN drafts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE guide ADD COLUMN reading_minutes INTEGER NOT NULL DEFAULT 0;

-- Every search reads the terms with synonyms, which are a few of all.
CREATE INDEX term_listed ON term (generation, listed, term);
