import { err, type IdempotencyKey, ok } from '@aisystant/mcp';
import { indexText, stemOfCommon } from '@aisystant/search';
import type { Entity } from '../domain/entity.ts';
import { parseEntityKey } from '../domain/reference-id.ts';
import { type Change, changeOf, NO_FIELDS, type Revision } from '../domain/revision.ts';
import { type Database, rowsOf, type Statement } from './database.ts';
import { type Membership, memberValues, STILL_MEMBER } from './membership.ts';
import { makeOnce } from './once.ts';
import type { EntityFilters, NewEntity, RequirementsStore } from './requirements-store.ts';
import { type EntityRow, entityOf } from './rows.ts';

/** Reads entities of the caller's workspace. */
export function entityReads(
  db: Database,
  membership: () => Promise<Membership>,
): Pick<RequirementsStore, 'find' | 'findAll' | 'list' | 'below' | 'history'> {
  const rows = async <Row = EntityRow>(sql: string, ...values: readonly unknown[]) =>
    rowsOf<Row>(db, sql, (await membership()).workspace, ...values);
  return {
    async find(written) {
      const key = parseEntityKey(written);
      if (key === null) return null;
      const [row] =
        key.by === 'id'
          ? await rows('SELECT * FROM entity WHERE workspace = ? AND id = ?', key.id)
          : await rows('SELECT * FROM entity WHERE workspace = ? AND type = ? AND number = ?', key.type, key.number);
      return row ? entityOf(row) : null;
    },
    async findAll(ids) {
      const found = await rows(
        'SELECT * FROM entity WHERE workspace = ? AND id IN (SELECT value FROM json_each(?))',
        JSON.stringify(ids),
      );
      return found.map(entityOf);
    },
    async list(filters, after, limit) {
      const { sql, values } = conditionsOf(filters);
      const found = await rows(
        `SELECT * FROM entity WHERE workspace = ? AND type = ? AND number > ? ${sql} ORDER BY number LIMIT ?`,
        filters.type,
        after ?? 0,
        ...values,
        limit,
      );
      return found.map((row) => ({ number: row.number, entity: entityOf(row) }));
    },
    async below(id, limit) {
      const found = await rows(
        `WITH RECURSIVE tree (id) AS (
           SELECT id FROM entity WHERE workspace = ?1 AND parent = ?2
           UNION ALL SELECT e.id FROM tree JOIN entity e ON e.parent = tree.id)
         SELECT entity.* FROM tree JOIN entity ON entity.id = tree.id ORDER BY entity.type, entity.number LIMIT ?3`,
        id,
        limit,
      );
      return found.map(entityOf);
    },
    async history(id, before, limit) {
      const found = await rows<RevisionRow>(
        `SELECT r.* FROM entity e JOIN revision r ON r.entity = e.id
         WHERE e.workspace = ? AND e.id = ? AND r.version < ? ORDER BY r.version DESC LIMIT ?`,
        id,
        before ?? Number.MAX_SAFE_INTEGER,
        limit,
      );
      return found.map(revisionOf);
    },
  };
}

interface RevisionRow {
  readonly version: number;
  readonly at: string;
  readonly author: string;
  readonly client: string;
  readonly change: string;
}

function revisionOf({ version, at, author, client, change }: RevisionRow): Revision {
  return { version, at, authorId: author, clientId: client, change: JSON.parse(change) };
}

function conditionsOf(filters: EntityFilters) {
  const columns = [
    ['status', filters.status],
    ['priority', filters.priority],
    ['parent', filters.parentId],
    ['creator', filters.creatorId],
    ['assignee', filters.assigneeId],
    ['requirement_type', filters.requirementType],
  ] as const;
  const given = columns.filter(([, value]) => value !== undefined);
  return { sql: given.map(([column]) => `AND ${column} = ?`).join(' '), values: given.map(([, value]) => value) };
}

const stems = (text: string | null) => indexText(text ?? '', stemOfCommon);

/** Writes entities of the caller's workspace, each with its revision and its words for the search, in one transaction. */
export function entityWrites(
  db: Database,
  membership: () => Promise<Membership>,
): Pick<RequirementsStore, 'create' | 'update'> {
  const bound = (sql: string, ...values: readonly unknown[]): Statement => db.prepare(sql).bind(...values);
  const byId = (workspace: string, id: string) =>
    bound('SELECT * FROM entity WHERE workspace = ? AND id = ?', workspace, id);
  const read = async (workspace: string, id: string): Promise<Entity | null> => {
    const [answer] = await db.batch<EntityRow>([byId(workspace, id)]);
    const row = answer?.results[0];
    return row ? entityOf(row) : null;
  };

  async function create(entity: NewEntity, key: IdempotencyKey) {
    const caller = await membership();
    const { id, createdAt, parentId, criteriaId } = entity;
    const { workspace } = caller;
    const needs = [parentId, criteriaId].filter((needed) => needed !== null);
    const revision = JSON.stringify(changeOf(NO_FIELDS, entity));
    const made = await makeOnce(db, { membership: caller, key, id, at: createdAt, needs }, ({ condition, values }) => [
      bound(
        `INSERT INTO counter (workspace, type, last) SELECT ?, ?, 1 WHERE ${condition}
         ON CONFLICT (workspace, type) DO UPDATE SET last = last + 1`,
        ...[workspace, entity.type, ...values],
      ),
      bound(
        `INSERT INTO entity (id, workspace, type, number, parent, criteria, requirement_type, title, description, status,
           priority, creator, assignee, version, write_id, created_at, updated_at)
         SELECT ?1, ?2, ?3, last, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1, ?1, ?13, ?13
         FROM counter WHERE workspace = ?2 AND type = ?3
           AND EXISTS (SELECT 1 FROM request WHERE workspace = ?2 AND member = ?11 AND key = ?14 AND made = ?1)`,
        ...[id, workspace, entity.type, parentId, criteriaId, entity.requirementType, entity.title, entity.description],
        ...[entity.status, entity.priority, caller.id, entity.assigneeId, createdAt, key.key],
      ),
      bound(
        `INSERT INTO revision (entity, version, at, author, client, change) SELECT ?, 1, ?, ?, ?, ? WHERE ${condition}`,
        ...[id, createdAt, caller.id, caller.clientId, revision, ...values],
      ),
      bound(
        `INSERT INTO entity_fts (rowid, title, description, comments, reference, workspace)
         SELECT n, ?, ?, '', ? || ' ' || printf('%03d', number), workspace FROM entity WHERE id = ?`,
        ...[stems(entity.title), stems(entity.description), PREFIX_TOKENS[entity.type], id],
      ),
    ]);
    if (!made.ok) return made;
    const value = await read(workspace, made.value);
    return value === null ? err('not_found' as const) : ok({ value, repeated: made.value !== id });
  }

  return {
    create,
    async update({ id, expectedVersion, fields, at }) {
      const caller = await membership();
      const { workspace } = caller;
      const before = await read(workspace, id);
      if (before === null || before.version !== expectedVersion) return err(before);
      const change = changeOf(before, fields);
      if (Object.keys(change).length === 0) return ok(before);
      const results = await db.batch<EntityRow>([
        ...updateStatements(bound, { caller, before, after: { ...before, ...fields }, change, at }),
        byId(workspace, id),
      ]);
      const row = results.at(-1)?.results[0];
      if (row === undefined) return err(null);
      // Another writer was first: the version is as expected only if this write made it.
      const won = (results[0]?.meta.changes ?? 0) > 0;
      return won ? ok(entityOf(row)) : err(entityOf(row));
    },
  };
}

/** How a reference id begins in the index. */
const PREFIX_TOKENS = { epic: 'ep', user_story: 'us', acceptance_criteria: 'ac', requirement: 'req' } as const;

function updateStatements(
  bound: (sql: string, ...values: readonly unknown[]) => Statement,
  {
    caller,
    before,
    after,
    change,
    at,
  }: {
    readonly caller: Membership;
    readonly before: Entity;
    readonly after: Entity;
    readonly change: Change;
    readonly at: string;
  },
): readonly Statement[] {
  const writeId = crypto.randomUUID();
  const { id, version } = before;
  return [
    bound(
      `UPDATE entity SET title = ?, description = ?, status = ?, priority = ?, assignee = ?, version = version + 1,
         write_id = ?, updated_at = ? WHERE workspace = ? AND id = ? AND version = ? AND ${STILL_MEMBER}`,
      ...[after.title, after.description, after.status, after.priority, after.assigneeId, writeId, at],
      ...[caller.workspace, id, version, ...memberValues(caller)],
    ),
    bound(
      `INSERT INTO revision (entity, version, at, author, client, change)
       SELECT id, version, ?, ?, ?, ? FROM entity WHERE id = ? AND write_id = ?`,
      ...[at, caller.id, caller.clientId, JSON.stringify(change), id, writeId],
    ),
    bound(
      `UPDATE entity_fts SET title = ?, description = ?
       WHERE rowid = (SELECT n FROM entity WHERE id = ? AND write_id = ?)`,
      ...[stems(after.title), stems(after.description), id, writeId],
    ),
  ];
}
