-- The types of requirements of a workspace that has changed them; any other has those of the server. plain tells names apart.
CREATE TABLE requirement_type (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  plain TEXT NOT NULL,
  description TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  retired INTEGER NOT NULL DEFAULT 0,
  UNIQUE (workspace, id),
  UNIQUE (workspace, plain)
);
-- A requirement names its type by id, which stays when the type is renamed.
UPDATE entity SET requirement_type = CASE requirement_type
  WHEN 'Functional' THEN '0f2ce4a4-6a0e-4b0f-9d0b-5b7f3c1d9a11'
  WHEN 'Non-Functional' THEN '1b7d5f0e-3f64-4a37-8f0c-6a1c2e8b4d22'
  WHEN 'Business Rule' THEN '2c9a8e13-7d55-4e8a-b1f4-9e3d5a7c6b33'
  WHEN 'Interface' THEN '3d4b6f27-8c1a-4d92-a6e5-0f7c8b9d1e44'
  WHEN 'Data' THEN '4e5c7a38-9b2d-4f63-9c74-1a8d0e2f3c55'
  ELSE requirement_type END
WHERE requirement_type IS NOT NULL;
