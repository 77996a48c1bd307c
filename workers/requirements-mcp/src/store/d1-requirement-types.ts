import { err, ok } from '@aisystant/mcp';
import { boundOn, type Database, type Statement } from '@aisystant/mcp/d1';
import { plainName, requirementTypes } from '../domain/dictionaries.ts';
import { type Membership, memberValues, stillMay } from './membership.ts';
import type { RequirementTypeStore } from './requirement-type-store.ts';
import { type RequirementTypeRow, typesOf } from './rows.ts';

/** The types of requirements of the caller's workspace. The first change writes those of the server down, so that all are rows. */
export function requirementTypeStore(db: Database, membership: () => Promise<Membership>): RequirementTypeStore {
  const bound = boundOn(db);
  /** Makes a change in one transaction; whether it changed anything, and all types after it. */
  const change = async (caller: Membership, statement: Statement, at: string) => {
    const { workspace } = caller;
    const statements = [
      ...caller.founding(at),
      bound(FIRST, JSON.stringify(FIRST_ROWS), workspace, ...memberValues(caller)),
      statement,
      bound(TYPES, workspace),
    ];
    const results = await db.batch<RequirementTypeRow>(statements);
    const changed = (results.at(-2)?.meta.changes ?? 0) > 0;
    return { changed, types: typesOf(results.at(-1)?.results ?? []) };
  };
  return {
    requirementTypes: async () => (await membership()).requirementTypes,
    async addRequirementType({ name, description }, at) {
      const caller = await membership();
      const id = crypto.randomUUID();
      const plain = plainName(name);
      const { workspace } = caller;
      const row = [workspace, id, name, plain, description];
      const add = bound(ADD, ...row, ...memberValues(caller), workspace, workspace, plain);
      const { changed, types } = await change(caller, add, at);
      const type = types.find((each) => plainName(each.name) === plain);
      if (type === undefined) return err('too_many');
      const isSame = type.name === name && type.description === description;
      return changed || isSame ? ok({ value: type, repeated: !changed }) : err('name_taken');
    },
    async editRequirementType({ id, version: expected }, { name, description }, at) {
      const caller = await membership();
      const { workspace } = caller;
      const plain = plainName(name);
      const edit = bound(EDIT, name, plain, description, workspace, id, expected, ...memberValues(caller));
      const { changed, types } = await change(caller, edit, at);
      const type = types.find((each) => each.id === id && !each.retired);
      if (type === undefined) return err(null);
      if (changed) return ok(type);
      if (type.version !== expected) return err(type);
      const owner = types.find((each) => plainName(each.name) === plain);
      return err(owner?.retired ? 'name_retired' : 'name_taken');
    },
    async retireRequirementType(id, force, at) {
      const caller = await membership();
      const { workspace } = caller;
      const retire = bound(RETIRE, workspace, id, ...memberValues(caller), workspace, Number(force), workspace, id);
      const { changed, types } = await change(caller, retire, at);
      if (changed) return ok(null);
      const isThere = types.some((each) => each.id === id && !each.retired);
      if (!isThere) return err('not_found');
      return err(types.filter(({ retired }) => !retired).length > 1 ? 'in_use' : 'last');
    },
  };
}

/** Most types of a workspace, retired ones too: a model reads all of them. */
const MOST_TYPES = 50;

const FIRST_ROWS = requirementTypes.map(({ id, name, description }) => [id, name, plainName(name), description]);
/** The types of the server, unless the workspace has them as rows already. */
const FIRST = `INSERT OR IGNORE INTO requirement_type (workspace, id, name, plain, description)
  SELECT w.id, j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3
  FROM json_each(?) j, (SELECT ? AS id) w WHERE ${stillMay('configure')}`;
const TYPES = 'SELECT id, name, description, version, retired FROM requirement_type WHERE workspace = ? ORDER BY n';
/** A type that was retired comes back under its id when one of its name is added. */
const ADD = `INSERT INTO requirement_type (workspace, id, name, plain, description) SELECT ?, ?, ?, ?, ? WHERE ${stillMay('configure')}
    AND ((SELECT count(*) FROM requirement_type WHERE workspace = ?) < ${MOST_TYPES}
      OR EXISTS (SELECT 1 FROM requirement_type WHERE workspace = ? AND plain = ?))
  ON CONFLICT (workspace, plain) DO UPDATE
    SET name = excluded.name, description = excluded.description, retired = 0, version = version + 1 WHERE retired = 1`;
const EDIT = `UPDATE OR IGNORE requirement_type SET name = ?, plain = ?, description = ?, version = version + 1
  WHERE workspace = ? AND id = ? AND version = ? AND retired = 0 AND ${stillMay('configure')}`;
const RETIRE = `UPDATE requirement_type SET retired = 1, version = version + 1
  WHERE workspace = ? AND id = ? AND retired = 0 AND ${stillMay('configure')}
    AND (SELECT count(*) FROM requirement_type WHERE workspace = ? AND retired = 0) > 1
    AND (? = 1 OR NOT EXISTS (SELECT 1 FROM entity WHERE workspace = ? AND type = 'requirement' AND requirement_type = ?))`;
