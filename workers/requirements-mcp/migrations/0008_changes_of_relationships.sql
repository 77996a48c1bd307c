-- A relationship never changes, but is made and removed: who, when, through which client. Both ends have it in their history.
CREATE TABLE relationship_change (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace TEXT NOT NULL,
  relationship TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  type TEXT NOT NULL,
  change TEXT NOT NULL,
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  client TEXT NOT NULL
);
CREATE INDEX relationship_change_source ON relationship_change (source, n);
CREATE INDEX relationship_change_target ON relationship_change (target, n);
CREATE INDEX relationship_change_workspace ON relationship_change (workspace, author);
