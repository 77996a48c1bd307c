import { refusalOf } from '@aisystant/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { epic, newPerson, newUserId, type Someone, smallTree } from './testing/small-tree.ts';
import { migrate, people, storeOf } from './testing/workspace.ts';
import { addComment } from './tools/comments/add-comment.ts';
import { listComments } from './tools/comments/list-comments.ts';
import { resolveComment } from './tools/comments/resolve-comment.ts';
import { createAcceptanceCriteria } from './tools/criteria/create-acceptance-criteria.ts';
import { createEpic } from './tools/epics/create-epic.ts';
import { listEpics } from './tools/epics/list-epics.ts';
import { updateEpic } from './tools/epics/update-epic.ts';
import { getHierarchy } from './tools/reading/get-hierarchy.ts';
import { createRelationship } from './tools/relationships/create-relationship.ts';
import { deleteRelationship } from './tools/relationships/delete-relationship.ts';
import { listRelationships } from './tools/relationships/list-relationships.ts';
import { createUserStory } from './tools/stories/create-user-story.ts';

beforeAll(migrate);

interface Page {
  readonly ids: readonly string[];
  readonly cursor: unknown;
}

/** A page of relationships. */
async function relationships(ask: Someone, limit: number, cursor?: unknown): Promise<Page> {
  const { data } = await ask(listRelationships, { limit, ...(cursor ? { cursor } : {}) });
  const rows = data['relationships'] as readonly { readonly id: string }[];
  return { ids: rows.map(({ id }) => id), cursor: data['next_cursor'] };
}

/** A page of the tree below the first epic. */
async function tree(ask: Someone, limit: number, cursor?: unknown): Promise<Page> {
  const { data } = await ask(getHierarchy, { id: 'EP-1', limit, ...(cursor ? { cursor } : {}) });
  const rows = data['items'] as readonly { readonly reference_id: string }[];
  return { ids: rows.map(({ reference_id }) => reference_id), cursor: data['next_cursor'] };
}

/** A person with four relationships between two requirements. */
async function withRelationships(): Promise<Someone> {
  const ask = newPerson();
  await smallTree(ask);
  const ends = { source_requirement_id: 'REQ-1', target_requirement_id: 'REQ-2' };
  for (const relationship_type_id of ['depends_on', 'blocks', 'relates_to', 'conflicts_with']) {
    await ask(createRelationship, { ...ends, relationship_type_id });
  }
  return ask;
}

describe('what changes between two pages', () => {
  test('a removed relationship, read or not, hides and repeats no other', async () => {
    for (const removed of [0, 1, 2, 3]) {
      const ask = await withRelationships();
      const { ids: all } = await relationships(ask, 10);
      const first = await relationships(ask, 2);
      await ask(deleteRelationship, { relationship_id: all[removed] });
      const second = await relationships(ask, 2, first.cursor);
      expect([...first.ids, ...second.ids]).toEqual(all.filter((_, at) => at < 2 || at !== removed));
      expect(second.cursor).toBeNull();
    }
  });

  test('a new relationship hides and repeats no other', async () => {
    const ask = await withRelationships();
    const { ids: all } = await relationships(ask, 10);
    const first = await relationships(ask, 2);
    const ends = { source_requirement_id: 'REQ-2', target_requirement_id: 'REQ-1' };
    await ask(createRelationship, { ...ends, relationship_type_id: 'derives_from' });
    const { ids } = await relationships(ask, 10, first.cursor);
    expect(ids.filter((id) => all.includes(id))).toEqual(all.slice(2));
  });

  test('something new above the place or below it repeats nothing of a tree, and below it is shown', async () => {
    const ask = newPerson();
    await smallTree(ask);
    for (const title of ['Второй', 'Третий']) await ask(createUserStory, { title, epic_id: 'EP-1', priority: 2 });
    const first = await tree(ask, 4);
    expect(first.ids).toEqual(['US-001', 'REQ-001', 'REQ-002', 'US-002']);
    for (const user_story_id of ['US-1', 'US-2']) {
      await ask(createAcceptanceCriteria, { user_story_id, description: `КОГДА ${user_story_id}, ТОГДА да` });
    }
    expect(await tree(ask, 4, first.cursor)).toEqual({ ids: ['AC-002', 'US-003'], cursor: null });
  });

  test('a tree goes on after what was last shown only as long as that is there', async () => {
    const userId = newUserId();
    const ask = people.clientOf(userId);
    await smallTree(ask);
    const first = await tree(ask, 2);
    expect(first.ids).toEqual(['US-001', 'REQ-001']);
    const store = storeOf({ userId });
    const last = await store.find('REQ-1');
    expect(await store.deleteEntity(last?.id ?? '', 'forced', Date.now())).not.toBeNull();
    const refusal = await refusalOf(ask(getHierarchy, { id: 'EP-1', limit: 2, cursor: first.cursor }));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'cursor' });
    expect(refusal.hint).toContain('без cursor');
    expect((await tree(ask, 2)).ids).toEqual(['US-001', 'REQ-002']);
  });

  test('a last page that others emptied does not say that there is nothing at all', async () => {
    const ask = await withRelationships();
    await ask(createEpic, epic('Второй'));
    for (const content of ['Почему?', 'Зачем?']) await ask(addComment, { entity_id: 'EP-1', content });
    const { ids } = await relationships(ask, 10);
    const { data: said } = await ask(listComments, { entity_id: 'EP-1' });
    const [, last] = said['comments'] as readonly { readonly id: string }[];
    const lists = [
      [listRelationships, { limit: 3 }, () => ask(deleteRelationship, { relationship_id: ids[3] })],
      [
        listComments,
        { entity_id: 'EP-1', state: 'open', limit: 1 },
        () => ask(resolveComment, { comment_id: last?.id }),
      ],
      [
        listEpics,
        { status: 'backlog', limit: 1 },
        () => ask(updateEpic, { epic_id: 'EP-2', status: 'cancelled', expected_version: 1 }),
      ],
    ] as const;
    for (const [list, input, empty] of lists) {
      const { data } = await ask(list, input);
      await empty();
      const page = await ask(list, { ...input, cursor: data['next_cursor'] });
      expect(page.data['next_cursor'], list.name).toBeNull();
      expect(page.summary).toMatch(/(?:Связей|комментариев|Эпиков) в ответе нет\./);
    }
  });

  test('a cursor of another tree is refused', async () => {
    const ask = newPerson();
    await smallTree(ask);
    await ask(createEpic, epic('Второй'));
    const { cursor } = await tree(ask, 1);
    const refusal = await refusalOf(ask(getHierarchy, { id: 'EP-2', limit: 1, cursor }));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'cursor' });
  });
});
