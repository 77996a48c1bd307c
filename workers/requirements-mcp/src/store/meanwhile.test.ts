import { sha256Hex } from '@aisystant/mcp';
import type { Database } from '@aisystant/mcp/d1';
import { beforeAll, expect, test } from 'vitest';
import { readImport } from '../domain/exchange/read-import.ts';
import { bindings, migrate, storeOf } from '../testing/workspace.ts';
import { d1ExchangeStore } from './d1-exchange.ts';
import { d1RequirementsStore } from './d1-requirements-store.ts';
import { membershipOf } from './membership.ts';

beforeAll(migrate);

const AT = '2026-11-28T00:00:00.000Z';
const NOW = Date.parse(AT);
const newKey = () => ({ key: `auto:${crypto.randomUUID()}`, fingerprint: null });
const FIELDS = { description: 'Слова', status: 'Draft', priority: 1, assigneeId: null, criteriaId: null } as const;

/** A person's epic with a story, a criterion and a requirement; `late` is their store, in which something happens before a write. */
async function tree() {
  const caller = { userId: crypto.randomUUID(), email: `p-${crypto.randomUUID()}@example.test` };
  const store = storeOf(caller);
  const make = async (type: 'epic' | 'user_story' | 'acceptance_criteria' | 'requirement', parentId: string | null) => {
    const title = type === 'acceptance_criteria' ? null : type;
    const made = await store.create(
      { ...FIELDS, type, title, parentId, requirementType: null, id: crypto.randomUUID(), createdAt: AT },
      newKey(),
    );
    if (!made.ok) throw new Error(`no ${type}`);
    return made.value.value;
  };
  const epic = await make('epic', null);
  const story = await make('user_story', epic.id);
  const criteria = await make('acceptance_criteria', story.id);
  const requirement = await make('requirement', story.id);
  const membership = await membershipOf(bindings.DB, { ...caller, clientId: 'test', scopes: [] });
  const late = (meanwhile: () => Promise<unknown>) => d1RequirementsStore(before(meanwhile), async () => membership);
  const lateFiles = (meanwhile: () => Promise<unknown>) => d1ExchangeStore(before(meanwhile), async () => membership);
  return { store, epic, story, criteria, requirement, late, lateFiles };
}

/** The database, in which something happens before the next transaction of several statements. */
function before(meanwhile: () => Promise<unknown>): Database {
  return {
    prepare: (sql: string) => bindings.DB.prepare(sql),
    async batch<Row>(statements: D1PreparedStatement[]) {
      if (statements.length > 1) await meanwhile();
      return bindings.DB.batch<Row>(statements);
    },
  } as Database;
}

test('a requirement details no criterion that is deleted while it is changed', async () => {
  const { store, criteria, requirement, late } = await tree();
  const edit = { id: requirement.id, expectedVersion: 1, fields: { criteriaId: criteria.id }, at: AT };
  const done = await late(() => store.deleteEntity(criteria.id, 'forced', NOW)).update(edit);
  expect(done.ok).toBe(false);
  expect(await store.find(requirement.id)).toMatchObject({ criteriaId: null, version: 1 });
});

test('a type that is deleted while a requirement of it is made is given to none', async () => {
  const { store, story, late } = await tree();
  const added = await store.addRequirementType({ name: 'Особый', description: '' }, AT);
  if (!added.ok) throw new Error('no type');
  const requirementType = added.value.value;
  const { id } = requirementType;
  const entity = { ...FIELDS, type: 'requirement', title: 'Т', parentId: story.id, requirementType } as const;
  const retiring = () => store.retireRequirementType(id, false, AT);
  const made = await late(retiring).create({ ...entity, id: crypto.randomUUID(), createdAt: AT }, newKey());
  expect(made).toEqual({ ok: false, error: 'not_found' });
  expect((await store.requirementTypes()).find((each) => each.id === id)).toMatchObject({ retired: true });
});

test('a file brings requirements of a type that is deleted while it is imported, as one that is imported later', async () => {
  const { store, lateFiles } = await tree();
  const added = await store.addRequirementType({ name: 'Особый', description: '' }, AT);
  if (!added.ok) throw new Error('no type');
  const requirement = { title: 'Т', priority: 1, type: 'особый' };
  const json = (title: string) => {
    const epics = [{ title, priority: 1, user_stories: [{ title, priority: 1, requirements: [requirement] }] }];
    return JSON.stringify({ format: 'requirements/1', epics });
  };
  const retiring = () => store.retireRequirementType(added.value.value.id, false, AT);
  const [early, later] = [readImport(json('Рано'), await store.requirementTypes()), json('Позже')];
  expect(await lateFiles(retiring).importAll({ ...early, at: AT }, newKey())).toMatchObject({ ok: true });
  expect((await store.requirementTypes()).at(-1)).toMatchObject({ name: 'Особый', retired: true });
  expect(await store.find('REQ-2')).toMatchObject({ requirementType: { name: 'Особый' } });
  expect(readImport(later, await store.requirementTypes())).toMatchObject({ problems: [] });
});

test('a confirmed deletion takes nothing that came after it was asked for', async () => {
  const { store, epic, story, late } = await tree();
  const confirmation = await sha256Hex(crypto.randomUUID());
  await store.confirmDeletion(epic.id, confirmation, NOW + 1_000);
  const comment = { id: crypto.randomUUID(), entityId: story.id, parentId: null, content: 'Слова', createdAt: AT };
  const say = () => store.addComment({ ...comment, linkedText: null, textStart: null, textEnd: null }, newKey());
  expect(await late(say).deleteEntity(epic.id, { confirmation }, NOW)).toBeNull();
  expect(await store.find(story.id)).not.toBeNull();
});
