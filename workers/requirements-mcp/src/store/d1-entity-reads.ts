import { type Database, rowsOf } from '@aisystant/mcp/d1';
import { parseEntityKey, referenceIdOf } from '../domain/reference-id.ts';
import type { Revision } from '../domain/revision.ts';
import { readTree } from './d1-entity-tree.ts';
import { conditionsOf, orderedBy } from './entity-conditions.ts';
import type { EntityStore } from './entity-store.ts';
import type { Membership } from './membership.ts';
import { type EntityRow, entitiesOf } from './rows.ts';

/** Reads entities of the caller's workspace. */
export function entityReads(
  db: Database,
  membership: () => Promise<Membership>,
): Pick<EntityStore, 'find' | 'findDeleted' | 'findAll' | 'children' | 'list' | 'page' | 'below' | 'history'> {
  const rows = async <Row = EntityRow>(sql: string, ...values: readonly unknown[]) =>
    rowsOf<Row>(db, sql, (await membership()).workspace, ...values);
  const entities = async (sql: string, ...values: readonly unknown[]) =>
    entitiesOf(await rows(sql, ...values), await membership());
  /** The row of a table that a caller names by UUID or reference id. */
  const named = async (written: string, table: 'entity' | 'deleted_entity') => {
    const key = parseEntityKey(written);
    if (key === null) return [];
    const from = `SELECT * FROM ${table} WHERE workspace = ?`;
    return key.by === 'id'
      ? rows(`${from} AND id = ?`, key.id)
      : rows(`${from} AND type = ? AND number = ?`, key.type, key.number);
  };
  return {
    async find(written) {
      const [entity] = entitiesOf(await named(written, 'entity'), await membership());
      return entity ?? null;
    },
    async findDeleted(written) {
      const [row] = await named(written, 'deleted_entity');
      if (row === undefined) return null;
      const { id, type, number, version } = row;
      return { id, type, version, referenceId: referenceIdOf(type, number), title: null, status: null, priority: null };
    },
    async findAll(ids) {
      return entities(
        // The plus keeps SQLite from reading the whole workspace by its index to find a few ids.
        'SELECT * FROM entity WHERE +workspace = ? AND id IN (SELECT value FROM json_each(?))',
        JSON.stringify(ids),
      );
    },
    async children(parentIds, types, limit) {
      return entities(
        `SELECT * FROM entity WHERE +workspace = ? AND parent IN (SELECT value FROM json_each(?))
           AND type IN (SELECT value FROM json_each(?)) ORDER BY type, number LIMIT ?`,
        JSON.stringify(parentIds),
        JSON.stringify(types),
        limit,
      );
    },
    async list(filters, after, limit) {
      const { sql, values } = conditionsOf(filters);
      const found = await rows(
        `SELECT * FROM entity e WHERE e.workspace = ? ${sql} AND e.number > ? ORDER BY e.number LIMIT ?`,
        ...values,
        after ?? 0,
        limit,
      );
      const listed = entitiesOf(found, await membership());
      return listed.map((entity, at) => ({ number: found[at]?.number ?? 0, entity }));
    },
    async page(filters, order, { limit, offset }) {
      const { sql, values } = conditionsOf(filters);
      const { workspace, requirementTypes } = await membership();
      const from = `FROM entity e WHERE e.workspace = ? ${sql}`;
      const bound = [workspace, ...values];
      const [found, counted] = await db.batch<EntityRow & { total: number }>([
        db.prepare(`SELECT e.* ${from} ORDER BY ${orderedBy(order)} LIMIT ? OFFSET ?`).bind(...bound, limit, offset),
        db.prepare(`SELECT count(*) AS total ${from}`).bind(...bound),
      ]);
      const shown = entitiesOf(found?.results ?? [], { requirementTypes });
      return { entities: shown, total: counted?.results[0]?.total ?? 0 };
    },
    below: async (id, limit) => readTree(db, await membership(), id, limit),
    async history(id, before, limit) {
      const found = await rows<RevisionRow>(
        `SELECT * FROM revision WHERE entity = ?2 AND version < ?3
           AND (EXISTS (SELECT 1 FROM entity WHERE workspace = ?1 AND id = ?2)
             OR EXISTS (SELECT 1 FROM deleted_entity WHERE workspace = ?1 AND id = ?2))
         ORDER BY version DESC LIMIT ?4`,
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
