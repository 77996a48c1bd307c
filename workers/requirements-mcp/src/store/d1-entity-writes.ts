import { err, type IdempotencyKey, ok } from '@aisystant/mcp';
import { type Bound, boundOn, type Database, type Statement } from '@aisystant/mcp/d1';
import type { Entity } from '../domain/entity.ts';
import { PREFIXES } from '../domain/reference-id.ts';
import { type Change, changeOf, NO_FIELDS } from '../domain/revision.ts';
import { referenceMark } from '../domain/search-words.ts';
import type { EntityStore, NewEntity } from './entity-store.ts';
import { indexedWords, markOf } from './entity-words.ts';
import { type ClaimCondition, writeOnce } from './idempotent-write.ts';
import { type Membership, memberValues, stillMay } from './membership.ts';
import { type EntityRow, entitiesOf } from './rows.ts';

/** Writes entities of the caller's workspace, each with its revision and its words for the search, in one transaction. */
export function entityWrites(
  db: Database,
  membership: () => Promise<Membership>,
): Pick<EntityStore, 'create' | 'update'> {
  const bound = boundOn(db);
  const byId = (workspace: string, id: string) =>
    bound('SELECT * FROM entity WHERE workspace = ? AND id = ?', workspace, id);
  const read = async (caller: Membership, id: string): Promise<Entity | null> => {
    const [answer] = await db.batch<EntityRow>([byId(caller.workspace, id)]);
    return entitiesOf(answer?.results ?? [], caller)[0] ?? null;
  };

  async function create(entity: NewEntity, key: IdempotencyKey) {
    const caller = await membership();
    const { id, createdAt, parentId, criteriaId } = entity;
    const needs = [parentId, criteriaId].filter((needed) => needed !== null);
    const requirementType = entity.requirementType?.id;
    const write = { membership: caller, action: 'write' as const, key, id, at: createdAt, needs, requirementType };
    const made = await writeOnce(db, write, (claimed) => createStatements(bound, { caller, entity, key, claimed }));
    if (!made.ok) return made;
    const value = await read(caller, made.value);
    return value === null ? err('not_found' as const) : ok({ value, repeated: made.value !== id });
  }

  return {
    create,
    async update({ id, expectedVersion, fields, at }) {
      const caller = await membership();
      const { workspace } = caller;
      const before = await read(caller, id);
      if (before === null || before.version !== expectedVersion) return err(before);
      const change = changeOf(before, fields);
      if (Object.keys(change).length === 0) return ok(before);
      const results = await db.batch<EntityRow>([
        ...updateStatements(bound, { caller, before, after: { ...before, ...fields }, change, at }),
        byId(workspace, id),
      ]);
      const [entity] = entitiesOf(results.at(-1)?.results ?? [], caller);
      if (entity === undefined) return err(null);
      // Another writer was first: the version is as expected only if this write made it.
      const won = (results[0]?.meta.changes ?? 0) > 0;
      return won ? ok(entity) : err(entity);
    },
  };
}

function createStatements(
  bound: Bound,
  {
    caller,
    entity,
    key,
    claimed: { condition, values },
  }: {
    readonly caller: Membership;
    readonly entity: NewEntity;
    readonly key: IdempotencyKey;
    readonly claimed: ClaimCondition;
  },
): readonly Statement[] {
  const { workspace } = caller;
  const { id, createdAt, parentId, criteriaId } = entity;
  const revision = JSON.stringify(changeOf(NO_FIELDS, entity));
  const row = [
    id,
    workspace,
    entity.type,
    parentId,
    criteriaId,
    entity.requirementType?.id ?? null,
    entity.title,
    entity.description,
    entity.status,
    entity.priority,
    caller.id,
    entity.assigneeId,
    createdAt,
    key.key,
  ];
  return [
    bound(
      `INSERT INTO counter (workspace, type, last) SELECT ?, ?, 1 WHERE ${condition}
       ON CONFLICT (workspace, type) DO UPDATE SET last = last + 1`,
      workspace,
      entity.type,
      ...values,
    ),
    bound(
      `INSERT INTO entity (id, workspace, type, number, parent, criteria, requirement_type, title, description, status,
         priority, creator, assignee, version, write_id, created_at, updated_at)
       SELECT ?1, ?2, ?3, last, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1, ?1, ?13, ?13
       FROM counter WHERE workspace = ?2 AND type = ?3
         AND EXISTS (SELECT 1 FROM request WHERE workspace = ?2 AND member = ?11 AND key = ?14 AND made = ?1)`,
      ...row,
    ),
    bound(
      `INSERT INTO revision (entity, version, at, author, client, change) SELECT ?, 1, ?, ?, ?, ? WHERE ${condition}`,
      id,
      createdAt,
      caller.id,
      caller.clientId,
      revision,
      ...values,
    ),
    bound(
      `INSERT INTO entity_words (rowid, title, description, comments, reference)
       SELECT n, ?, ?, '', ? || printf('%03d', number) FROM entity WHERE id = ?`,
      indexedWords(workspace, entity.title),
      indexedWords(workspace, entity.description),
      `${markOf(workspace)}${referenceMark(PREFIXES[entity.type])}`,
      id,
    ),
  ];
}

function updateStatements(
  bound: Bound,
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
      `UPDATE entity SET title = ?, description = ?, status = ?, priority = ?, assignee = ?, criteria = ?,
         version = version + 1, write_id = ?, updated_at = ? WHERE workspace = ? AND id = ? AND version = ? AND ${stillMay('write')}
           AND (? IS NULL OR EXISTS (SELECT 1 FROM entity c WHERE c.workspace = ? AND c.id = ?))`,
      after.title,
      after.description,
      after.status,
      after.priority,
      after.assigneeId,
      after.criteriaId,
      writeId,
      at,
      caller.workspace,
      id,
      version,
      ...memberValues(caller),
      after.criteriaId,
      caller.workspace,
      after.criteriaId,
    ),
    bound(
      `INSERT INTO revision (entity, version, at, author, client, change)
       SELECT id, version, ?, ?, ?, ? FROM entity WHERE id = ? AND write_id = ?`,
      at,
      caller.id,
      caller.clientId,
      JSON.stringify(change),
      id,
      writeId,
    ),
    bound(
      `UPDATE entity_words SET title = ?, description = ?
       WHERE rowid = (SELECT n FROM entity WHERE id = ? AND write_id = ?)`,
      indexedWords(caller.workspace, after.title),
      indexedWords(caller.workspace, after.description),
      id,
      writeId,
    ),
    // An automatic key is a hash of the words, which the entity no longer has: the same words make another one.
    ...('title' in change || 'description' in change
      ? [
          bound(
            `DELETE FROM request WHERE workspace = ? AND made = ? AND key LIKE 'auto:%'
             AND EXISTS (SELECT 1 FROM entity WHERE id = ? AND write_id = ?)`,
            caller.workspace,
            id,
            id,
            writeId,
          ),
        ]
      : []),
  ];
}
