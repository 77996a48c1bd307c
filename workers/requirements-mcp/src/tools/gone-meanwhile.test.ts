import { exports } from 'cloudflare:workers';
import { createPeople, refusalOf } from '@aisystant/testing';
import { beforeAll, expect, test } from 'vitest';
import { server } from '../server.ts';
import type { RequirementsServices } from '../services.ts';
import { bindings, migrate, storeOf } from '../testing/workspace.ts';
import { createRelationship } from './relationships/create-relationship.ts';
import { createEntity, updateEntity } from './write-entity.ts';

beforeAll(migrate);

const NOW = Date.parse('2026-11-28T00:00:00Z');

/** A person's tree; `late` are services in which something is deleted before anything is written. */
async function tree() {
  const userId = crypto.randomUUID();
  const store = storeOf({ userId });
  const services = { store } as RequirementsServices;
  const make = async (draft: Parameters<typeof createEntity>[2]) => {
    const { id } = await createEntity(services, NOW, draft);
    const entity = await store.find(id);
    if (entity === null) throw new Error('nothing was made');
    return entity;
  };
  const epic = await make({ type: 'epic', title: 'Вход', priority: 1 });
  const story = await make({ type: 'user_story', title: 'Почта', priority: 1, parentId: epic.id });
  const criterion = await make({ type: 'acceptance_criteria', description: 'КОГДА, ТОГДА', parentId: story.id });
  const requirement = (title: string) => make({ type: 'requirement', title, priority: 1, parentId: story.id });
  const [one, other] = [await requirement('Одно'), await requirement('Другое')];
  const late = (id: string) => {
    const after =
      <Args extends unknown[], Done>(write: (...args: Args) => Promise<Done>) =>
      async (...args: Args) => {
        await store.deleteEntity(id, 'forced', NOW);
        return write(...args);
      };
    const { create, update, relate } = store;
    return {
      store: { ...store, create: after(create), update: after(update), relate: after(relate) },
    } as typeof services;
  };
  return { userId, store, epic, story, criterion, one, other, late };
}

test('what is deleted while something is made below it is named by the field that named it', async () => {
  const { epic, story, criterion, late } = await tree();
  const requirement = { type: 'requirement', title: 'Новое', priority: 1, parentId: story.id } as const;
  const detailed = { ...requirement, criteriaId: criterion.id };
  const fieldOf = async (id: string, draft: Parameters<typeof createEntity>[2]) =>
    (await refusalOf(createEntity(late(id), NOW, draft))).field;
  expect(await fieldOf(criterion.id, detailed)).toBe('acceptance_criteria_id');
  expect(await fieldOf(story.id, requirement)).toBe('user_story_id');
  expect(await fieldOf(story.id, { type: 'acceptance_criteria', description: 'Иначе', parentId: story.id })).toBe(
    'user_story_id',
  );
  expect(await fieldOf(epic.id, { type: 'user_story', title: 'Иная', priority: 1, parentId: epic.id })).toBe('epic_id');
});

test('what is deleted while it is changed is named by the field that named it', async () => {
  const { epic, story, criterion, one, late } = await tree();
  const fields = [criterion, one, story, epic].map(async (entity) => {
    const edit = updateEntity(late(entity.id), NOW, entity, { description: 'Иначе', expected_version: 1 });
    return (await refusalOf(edit)).field;
  });
  expect(await Promise.all(fields)).toEqual(['acceptance_criteria_id', 'requirement_id', 'user_story_id', 'epic_id']);
});

test.each(['source', 'target'] as const)('the %s of a relationship that is deleted while it is made', async (end) => {
  const { userId, store, one, other } = await tree();
  const gone = end === 'source' ? one : other;
  const DB = {
    prepare: (sql: string) => bindings.DB.prepare(sql),
    async batch(statements: D1PreparedStatement[]) {
      // To relate takes three statements, to find the caller's workspace two.
      if (statements.length === 3) await store.deleteEntity(gone.id, 'forced', NOW);
      return bindings.DB.batch(statements);
    },
  };
  const ask = createPeople(server, { ...bindings, DB } as never, exports).clientOf(userId);
  const ends = { source_requirement_id: one.id, target_requirement_id: other.id, relationship_type_id: 'blocks' };
  const refusal = await refusalOf(ask(createRelationship, ends));
  expect(refusal).toMatchObject({ code: 'NOT_FOUND', field: `${end}_requirement_id` });
});
