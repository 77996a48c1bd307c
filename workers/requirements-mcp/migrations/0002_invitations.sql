-- Invitations to a shared workspace that are not answered yet: a person is moved to another workspace only by agreeing.
CREATE TABLE invitation (
  id TEXT PRIMARY KEY,
  workspace TEXT NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  inviter TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (workspace, email)
) WITHOUT ROWID;
CREATE INDEX invitation_email ON invitation (email);
