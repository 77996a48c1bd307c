-- How many comments a reply is below the first one.
ALTER TABLE comment ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;
WITH RECURSIVE thread (id, depth) AS (
  SELECT id, 0 FROM comment WHERE parent IS NULL
  UNION ALL SELECT reply.id, thread.depth + 1 FROM thread JOIN comment reply ON reply.parent = thread.id)
UPDATE comment SET depth = (SELECT thread.depth FROM thread WHERE thread.id = comment.id);
CREATE INDEX comment_parent ON comment (parent, n) WHERE parent IS NOT NULL;
CREATE INDEX comment_workspace ON comment (workspace, n);
