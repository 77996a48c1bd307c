import { beforeAll, expect, test } from 'vitest';
import { epic, newPerson, smallTree } from './testing/small-tree.ts';
import { migrate } from './testing/workspace.ts';
import { addComment } from './tools/comments/add-comment.ts';
import { listComments } from './tools/comments/list-comments.ts';
import { createEpic } from './tools/epics/create-epic.ts';
import { listEpics } from './tools/epics/list-epics.ts';
import { createRelationship } from './tools/relationships/create-relationship.ts';
import { listRelationships } from './tools/relationships/list-relationships.ts';

beforeAll(migrate);

test('a list says how many rows an answer has, and never tells the length of one page as that of the list', async () => {
  const ask = newPerson();
  await smallTree(ask);
  for (const title of ['Второй', 'Третий']) await ask(createEpic, epic(title));
  for (const content of ['Почему?', 'Зачем?', 'Когда?']) await ask(addComment, { entity_id: 'EP-1', content });
  const ends = { source_requirement_id: 'REQ-1', target_requirement_id: 'REQ-2' };
  for (const relationship_type_id of ['depends_on', 'blocks', 'relates_to']) {
    await ask(createRelationship, { ...ends, relationship_type_id });
  }
  const lists = [
    [listEpics, {}, 'Эпиков'],
    [listComments, { entity_id: 'EP-1' }, 'комментариев'],
    [listRelationships, {}, 'Связей'],
  ] as const;
  for (const [list, input, rows] of lists) {
    const first = await ask(list, { ...input, limit: 2 });
    expect(first.summary).toContain(`${rows} в ответе: 2, это не все.`);
    const last = await ask(list, { ...input, limit: 2, cursor: first.data['next_cursor'] });
    expect(last.summary).toContain(`${rows} в ответе: 1.`);
    expect((await ask(list, input)).summary).toContain(`${rows} в ответе: 3.`);
  }
});
