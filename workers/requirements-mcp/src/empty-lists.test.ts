import { beforeAll, expect, test } from 'vitest';
import { epic, newPerson, smallTree } from './testing/small-tree.ts';
import { migrate } from './testing/workspace.ts';
import { addComment } from './tools/comments/add-comment.ts';
import { listComments } from './tools/comments/list-comments.ts';
import { createEpic } from './tools/epics/create-epic.ts';
import { listEpics } from './tools/epics/list-epics.ts';
import { createRelationship } from './tools/relationships/create-relationship.ts';
import { listRelationships } from './tools/relationships/list-relationships.ts';
import { createRequirement } from './tools/requirements/create-requirement.ts';

beforeAll(migrate);

test('a person who has nothing yet reads that there is nothing', async () => {
  const ask = newPerson();
  expect((await ask(listEpics, {})).summary).toBe('Эпиков пока нет.');
  expect((await ask(listRelationships, {})).summary).toBe('Связей пока нет.');
  await ask(createEpic, epic('Первый'));
  expect((await ask(listComments, { entity_id: 'EP-1' })).summary).toMatch(/: комментариев пока нет\.$/);
});

test('a filter that finds nothing is not said to be all that there is', async () => {
  const ask = newPerson();
  await smallTree(ask);
  const alone = { title: 'Сама по себе', type_id: 'functional', priority: 1, user_story_id: 'US-1' };
  await ask(createRequirement, alone);
  const ends = { source_requirement_id: 'REQ-1', target_requirement_id: 'REQ-2' };
  await ask(createRelationship, { ...ends, relationship_type_id: 'blocks' });
  await ask(addComment, { entity_id: 'EP-1', content: 'Почему?' });
  expect((await ask(listEpics, { status: 'cancelled' })).summary).toBe('Подходящих эпиков нет.');
  expect((await ask(listRelationships, { requirement_id: 'REQ-3' })).summary).toBe(
    'У этого требования связей пока нет.',
  );
  const comments = (state: string) => ask(listComments, { entity_id: 'EP-1', state });
  expect((await comments('resolved')).summary).toMatch(/: решённых комментариев нет\.$/);
  expect((await comments('open')).summary).toContain(': комментариев в ответе: 1.');
});
