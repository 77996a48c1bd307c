import { err, type IdempotencyKey, ok, sha256Hex } from '@aisystant/mcp';
import { type Bound, type Database, rowsOf, type Statement } from '@aisystant/mcp/d1';
import { ENTITY_TYPES } from '../domain/entity-type.ts';
import { PREFIXES, referenceIdOf } from '../domain/reference-id.ts';
import { changeOf, NO_FIELDS } from '../domain/revision.ts';
import { referenceMark } from '../domain/search-words.ts';
import { CHANGES } from './d1-relationship-writes.ts';
import { indexedWords, markOf } from './entity-words.ts';
import type { ExchangeStore, NewImport } from './exchange-store.ts';
import { type ClaimCondition, writeOnce } from './idempotent-write.ts';
import { type Membership, uuidOf } from './membership.ts';
import type { EntityRow } from './rows.ts';

/** Makes what is imported, or finds what the same request made first: ids follow from that of the import. */
export async function importOnce(
  db: Database,
  caller: Membership,
  content: NewImport,
  key: IdempotencyKey,
): ReturnType<ExchangeStore['importAll']> {
  const id = crypto.randomUUID();
  const rows = await rowsFor(id, content, caller);
  const write = { membership: caller, action: 'write' as const, key, id, at: content.at, needs: [] };
  const made = await writeOnce(db, write, (claimed) => importStatements(db, { caller, content, rows, claimed }));
  if (!made.ok) return made;
  const ids = await idsOf(made.value, content.rows.length);
  const found = await rowsOf<Pick<EntityRow, 'id' | 'type' | 'number'>>(
    db,
    'SELECT id, type, number FROM entity WHERE +workspace = ? AND id IN (SELECT value FROM json_each(?))',
    caller.workspace,
    JSON.stringify(ids),
  );
  if (found.length < ids.length) {
    // An automatic key is a hash of the words: of what is deleted, the same words make another one.
    const stale =
      "DELETE FROM request WHERE workspace = ? AND member = ? AND key = ? AND made = ? AND key LIKE 'auto:%'";
    await rowsOf(db, stale, caller.workspace, caller.id, key.key, made.value);
    return err('deleted');
  }
  const references = new Map(found.map(({ id: each, type, number }) => [each, referenceIdOf(type, number)]));
  return ok({ value: ids.map((each) => references.get(each) ?? ''), repeated: made.value !== id });
}

const idsOf = (importId: string, count: number) =>
  Promise.all(Array.from({ length: count }, async (_, n) => uuidOf(await sha256Hex(`${importId}\n${n}`))));

/** The rows as the statements read them from JSON. */
async function rowsFor(importId: string, { rows }: NewImport, { id: member, workspace }: Membership) {
  const ids = await idsOf(importId, rows.length);
  const left = new Map(ENTITY_TYPES.map((type) => [type, rows.filter((row) => row.type === type).length]));
  const at = (index: number | null) => (index === null ? null : (ids[index] ?? null));
  return rows.map(({ path: _, parent, criteria, ...row }, n) => {
    const before = (left.get(row.type) ?? 0) - 1;
    left.set(row.type, before);
    const assigneeId = row.type === 'acceptance_criteria' ? null : member;
    const criteriaId = at(criteria);
    return {
      ...row,
      id: ids[n] ?? '',
      /** How many of its type come after it: its number is the last one less this. */
      before,
      parent: at(parent),
      criteria: criteriaId,
      requirementType: row.requirementType?.id ?? null,
      assigneeId,
      change: JSON.stringify(changeOf(NO_FIELDS, { ...row, assigneeId, criteriaId })),
      titleWords: indexedWords(workspace, row.title),
      descriptionWords: indexedWords(workspace, row.description),
      referenceMark: markOf(workspace) + referenceMark(PREFIXES[row.type]),
    };
  });
}

interface Importing {
  readonly caller: Membership;
  readonly content: NewImport;
  readonly rows: Awaited<ReturnType<typeof rowsFor>>;
  readonly claimed: ClaimCondition;
}

/** Each statement ends with the condition of the claim, so that its values are bound last. */
function importStatements(db: Database, importing: Importing): readonly Statement[] {
  const { values } = importing.claimed;
  const bound = (sql: string, ...own: readonly unknown[]) => db.prepare(sql).bind(...own, ...values);
  return [...entityStatements(bound, importing), ...relationshipStatements(bound, importing)];
}

/** The numbers of the entities, the entities, and for each its first revision and its words for the search. */
function entityStatements(bound: Bound, { caller, content, rows, claimed }: Importing): readonly Statement[] {
  const { workspace, id: member, clientId } = caller;
  const { at } = content;
  const { condition } = claimed;
  const json = JSON.stringify(rows);
  const counts = ENTITY_TYPES.map((type) => ({ type, count: rows.filter((row) => row.type === type).length }));
  return [
    ...counts
      .filter(({ count }) => count > 0)
      .map(({ type, count }) =>
        bound(
          `INSERT INTO counter (workspace, type, last) SELECT ?, ?, n FROM (SELECT ? AS n) WHERE ${condition}
           ON CONFLICT (workspace, type) DO UPDATE SET last = last + excluded.last`,
          workspace,
          type,
          count,
        ),
      ),
    bound(
      `INSERT INTO entity (id, workspace, type, number, parent, criteria, requirement_type, title, description, status,
         priority, creator, assignee, version, write_id, created_at, updated_at)
       SELECT j.value ->> 'id', c.workspace, c.type, c.last - (j.value ->> 'before'), j.value ->> 'parent',
         j.value ->> 'criteria', j.value ->> 'requirementType', j.value ->> 'title', j.value ->> 'description',
         j.value ->> 'status', j.value ->> 'priority', w.member, j.value ->> 'assigneeId', 1, j.value ->> 'id', w.at, w.at
       FROM json_each(?) j, (SELECT ? AS member, ? AS at) w JOIN counter c ON c.workspace = ? AND c.type = j.value ->> 'type'
       WHERE ${condition}`,
      json,
      member,
      at,
      workspace,
    ),
    bound(
      `INSERT INTO revision (entity, version, at, author, client, change)
       SELECT j.value ->> 'id', 1, w.at, w.member, w.client, j.value ->> 'change'
       FROM json_each(?) j, (SELECT ? AS at, ? AS member, ? AS client) w WHERE ${condition}`,
      json,
      at,
      member,
      clientId,
    ),
    bound(
      `INSERT INTO entity_words (rowid, title, description, comments, reference)
       SELECT e.n, j.value ->> 'titleWords', j.value ->> 'descriptionWords', '',
         (j.value ->> 'referenceMark') || printf('%03d', e.number)
       FROM json_each(?) j JOIN entity e ON e.id = j.value ->> 'id' WHERE ${condition}`,
      json,
    ),
  ];
}

function relationshipStatements(bound: Bound, { caller, content, rows, claimed }: Importing): readonly Statement[] {
  const { workspace, id: member, clientId } = caller;
  const { at } = content;
  const { condition } = claimed;
  // Relationships of one moment are listed by id, which keeps them in the order of the file.
  const ids = content.relationships.map(() => crypto.randomUUID()).toSorted();
  const arrows = content.relationships.map(({ source, target, type }, n) => ({
    id: ids[n],
    source: rows[source]?.id,
    target: rows[target]?.id,
    type,
  }));
  const json = JSON.stringify(arrows);
  return [
    bound(
      `INSERT INTO relationship (id, workspace, source, target, type, creator, created_at)
       SELECT j.value ->> 'id', w.workspace, j.value ->> 'source', j.value ->> 'target', j.value ->> 'type', w.member, w.at
       FROM json_each(?) j, (SELECT ? AS workspace, ? AS member, ? AS at) w WHERE ${condition}`,
      json,
      workspace,
      member,
      at,
    ),
    bound(
      `${CHANGES} SELECT r.workspace, r.id, r.source, r.target, r.type, 'made', r.created_at, r.creator, w.client
       FROM json_each(?) j JOIN relationship r ON r.id = j.value ->> 'id', (SELECT ? AS client) w WHERE ${condition}`,
      json,
      clientId,
    ),
  ];
}
