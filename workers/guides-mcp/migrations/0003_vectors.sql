-- Passages that can be found by meaning, by the ids of their vectors. An id is made of the text, so the same passage has one
-- vector in every generation. What is in the index of vectors is named here first: nothing there is ever without a row.
CREATE TABLE vector (
  generation INTEGER NOT NULL,
  id TEXT NOT NULL,
  page INTEGER NOT NULL,
  -- 1 when the index has confirmed it.
  stored INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (generation, id, page)
) WITHOUT ROWID;
CREATE INDEX vector_id ON vector (id);

-- Passages of the generation; 0 when it was imported by words alone, or not all vectors could be made.
ALTER TABLE generation ADD COLUMN vectors INTEGER NOT NULL DEFAULT 0;
