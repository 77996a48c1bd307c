import { forgedCursor, refusalOf } from '@aisystant/testing';
import { beforeAll, expect, test } from 'vitest';
import { epic, newPerson, smallTree } from './testing/small-tree.ts';
import { migrate } from './testing/workspace.ts';
import { addComment } from './tools/comments/add-comment.ts';
import { listComments } from './tools/comments/list-comments.ts';
import { createEpic } from './tools/epics/create-epic.ts';
import { listEpics } from './tools/epics/list-epics.ts';
import { updateEpic } from './tools/epics/update-epic.ts';
import { getHierarchy } from './tools/reading/get-hierarchy.ts';
import { getHistory } from './tools/reading/get-history.ts';
import { createRelationship } from './tools/relationships/create-relationship.ts';
import { listRelationships } from './tools/relationships/list-relationships.ts';

beforeAll(migrate);

/** Every number of a position one before the first. */
const beforeTheFirst = (position: object) => Object.fromEntries(Object.keys(position).map((field) => [field, -1]));

test('a place before the first of a list is refused in its cursor, and lists nothing', async () => {
  const ask = newPerson();
  await smallTree(ask);
  await ask(createEpic, epic('Второй'));
  const { data } = await ask(updateEpic, { epic_id: 'EP-1', expected_version: 1, title: 'Иначе' });
  expect(data).toMatchObject({ operation: 'updated' });
  for (const content of ['Почему?', 'Зачем?']) await ask(addComment, { entity_id: 'EP-1', content });
  for (const type of ['depends_on', 'blocks']) {
    const ends = { source_requirement_id: 'REQ-1', target_requirement_id: 'REQ-2' };
    await ask(createRelationship, { ...ends, relationship_type_id: type });
  }
  const lists = [
    [listEpics, {}],
    [listComments, { entity_id: 'EP-1' }],
    [getHierarchy, { id: 'EP-1' }],
    [getHistory, { id: 'EP-1' }],
    [getHistory, { id: 'REQ-1', of: 'relationships' }],
    [listRelationships, {}],
  ] as const;
  for (const [list, input] of lists) {
    const first = await ask(list, { ...input, limit: 1 });
    const cursor = forgedCursor(first.data['next_cursor'], beforeTheFirst);
    const refusal = await refusalOf(ask(list, { ...input, limit: 1, cursor }));
    expect(refusal, list.name).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'cursor' });
  }
});
