-- The stems of what is searched; rowid is entity.n. Every token begins with that of its workspace, so that a search reads, and
-- its ranking counts, the rows of one workspace only. Each comment is between two bars, which the tokenizer skips.
CREATE VIRTUAL TABLE entity_words USING fts5 (
  title, description, comments, reference,
  tokenize = "unicode61 remove_diacritics 0"
);
INSERT INTO entity_words (rowid, title, description, comments, reference)
  SELECT e.n,
    iif(f.title = '', '', w.mark || replace(f.title, ' ', ' ' || w.mark)),
    iif(f.description = '', '', w.mark || replace(f.description, ' ', ' ' || w.mark)),
    iif(trim(f.comments) = '', '', '|' || w.mark || replace(trim(f.comments), ' ', ' ' || w.mark) || '|'),
    w.mark || '0' || replace(f.reference, ' ', '')
  FROM entity e JOIN entity_fts f ON f.rowid = e.n
    JOIN (SELECT id, substr(id, 1, 8) AS mark FROM workspace) w ON w.id = e.workspace;
DROP TABLE entity_fts;
