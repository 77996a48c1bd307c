-- A workspace: one that members share, or that of one person.
CREATE TABLE workspace (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL
) WITHOUT ROWID;

-- Who belongs to a workspace: by verified e-mail to a shared one, by their id at this server to their own.
CREATE TABLE member (
  workspace TEXT NOT NULL,
  id TEXT NOT NULL,
  email TEXT UNIQUE,
  person TEXT UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (workspace, id)
) WITHOUT ROWID;

-- The last number given to each type; it only grows, so no number is given twice.
CREATE TABLE counter (
  workspace TEXT NOT NULL,
  type TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (workspace, type)
) WITHOUT ROWID;

-- Epics, user stories, acceptance criteria and requirements. write_id is that of the last change: the other statements of
-- the same transaction recognise by it whether the change was made.
CREATE TABLE entity (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  workspace TEXT NOT NULL,
  type TEXT NOT NULL,
  number INTEGER NOT NULL,
  parent TEXT,
  criteria TEXT,
  requirement_type TEXT,
  title TEXT,
  description TEXT,
  status TEXT,
  priority INTEGER,
  creator TEXT NOT NULL,
  assignee TEXT,
  version INTEGER NOT NULL,
  write_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  UNIQUE (workspace, type, number)
);
CREATE INDEX entity_parent ON entity (parent, type, number);

-- Every change of an entity, with its version after it.
CREATE TABLE revision (
  entity TEXT NOT NULL,
  version INTEGER NOT NULL,
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  client TEXT NOT NULL,
  change TEXT NOT NULL,
  PRIMARY KEY (entity, version)
) WITHOUT ROWID;

CREATE TABLE relationship (
  id TEXT PRIMARY KEY,
  workspace TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  type TEXT NOT NULL,
  creator TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (source, target, type)
) WITHOUT ROWID;
CREATE INDEX relationship_target ON relationship (target);
CREATE INDEX relationship_workspace ON relationship (workspace);

CREATE TABLE comment (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  workspace TEXT NOT NULL,
  entity TEXT NOT NULL,
  parent TEXT,
  author TEXT NOT NULL,
  content TEXT NOT NULL,
  linked_text TEXT,
  text_start INTEGER,
  text_end INTEGER,
  resolved INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);
CREATE INDEX comment_entity ON comment (entity, n);

-- Requests that made something, so that a repeated one makes nothing.
CREATE TABLE request (
  workspace TEXT NOT NULL,
  member TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT,
  made TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (workspace, member, key)
) WITHOUT ROWID;

-- The stems of what is searched; rowid is entity.n.
CREATE VIRTUAL TABLE entity_fts USING fts5 (
  title, description, comments, reference, workspace,
  tokenize = "unicode61 remove_diacritics 0"
);

-- One-use secrets, as hashes: a link to a copy, the confirmation of an erasure. taken_by is the call that used it.
CREATE TABLE ticket (
  hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  workspace TEXT NOT NULL,
  member TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  taken_by TEXT
) WITHOUT ROWID;
CREATE INDEX ticket_member ON ticket (workspace, member);
