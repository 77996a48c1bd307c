-- What was deleted: its history can still be read, down to who deleted it.
CREATE TABLE deleted_entity (
  id TEXT PRIMARY KEY,
  workspace TEXT NOT NULL,
  type TEXT NOT NULL,
  number INTEGER NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (workspace, type, number)
) WITHOUT ROWID;
CREATE INDEX entity_criteria ON entity (criteria) WHERE criteria IS NOT NULL;
