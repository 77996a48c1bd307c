import { beforeAll, expect, test } from 'vitest';
import { join, membersOf, newEmail, shared } from './testing/members.ts';
import { caller, fill } from './testing/rest-caller.ts';
import { memberWith, smallTree } from './testing/small-tree.ts';
import { migrate } from './testing/workspace.ts';
import { addComment } from './tools/comments/add-comment.ts';
import { resolveComment } from './tools/comments/resolve-comment.ts';
import { createEpic } from './tools/epics/create-epic.ts';
import { listEpics } from './tools/epics/list-epics.ts';
import { updateEpic } from './tools/epics/update-epic.ts';
import { answerInvitation } from './tools/members/answer-invitation.ts';
import { removeMember } from './tools/members/remove-member.ts';
import { setMember } from './tools/members/set-member.ts';
import { getEntity } from './tools/reading/get-entity.ts';
import { createRelationship } from './tools/relationships/create-relationship.ts';
import { deleteRelationship } from './tools/relationships/delete-relationship.ts';

beforeAll(migrate);

const capitals = (id: unknown) => String(id).toUpperCase();

test('a UUID in capitals names what it names in small letters, in fields of tools', async () => {
  const ask = await shared();
  await smallTree(ask);
  await join(ask, 'user');
  const { members } = await membersOf(ask);
  const other = members.find(({ is_me }) => !is_me);
  const assignee_id = capitals(other?.id);
  const { data: made } = await ask(createEpic, { title: 'Второй', priority: 1, assignee_id });
  const edit = { epic_id: capitals(made['id']), title: 'Иначе', assignee_id, expected_version: 1 };
  expect((await ask(updateEpic, edit)).data).toMatchObject({ operation: 'updated' });
  expect((await ask(getEntity, { id: 'EP-2' })).data).toMatchObject({ assignee_id: other?.id });
  expect((await ask(listEpics, { assignee_id })).data['epics']).toHaveLength(1);

  const { data: said } = await ask(addComment, { entity_id: 'EP-1', content: 'Почему?' });
  const comment_id = capitals((said['comment'] as { readonly id: string }).id);
  await ask(addComment, { entity_id: 'EP-1', content: 'Потому', parent_comment_id: comment_id });
  expect((await ask(resolveComment, { comment_id })).data).toMatchObject({ comment: { is_resolved: true } });

  const ends = { source_requirement_id: 'REQ-1', target_requirement_id: 'REQ-2', relationship_type_id: 'blocks' };
  const { data: related } = await ask(createRelationship, ends);
  const relationship_id = capitals((related['relationship'] as { readonly id: string }).id);
  expect((await ask(deleteRelationship, { relationship_id })).data).toHaveProperty('removed');

  const email = newEmail();
  const guest = memberWith(email);
  await ask(setMember, { email, name: 'Гость', role: 'user' });
  const { received } = await membersOf(guest);
  await guest(answerInvitation, { invitation_id: capitals(received[0]?.id), accept: true });
  await ask(removeMember, { id: assignee_id });
  expect((await membersOf(ask)).members.map(({ name }) => name)).toContain('Гость');
  expect((await membersOf(ask)).members).toHaveLength(2);
});

test('and in those of the REST interface', async () => {
  const ask = await caller();
  const { epic, comment, relationship } = await fill(ask);
  const creator_id = capitals(epic.creator_id);
  expect(await ask('GET', `/comments/${capitals(comment.id)}`)).toMatchObject({ status: 200 });
  expect(await ask('GET', `/epics?creator_id=${creator_id}`)).toMatchObject({ json: { total_count: 1 } });
  expect(await ask('POST', '/epics', { title: 'Ещё', priority: 1, creator_id })).toMatchObject({ status: 201 });
  const answer = { content: 'Завтра', parent_comment_id: capitals(comment.id) };
  expect(await ask('POST', '/epics/EP-1/comments', answer)).toMatchObject({ status: 201 });
  const { json: types } = await ask('GET', '/config/requirement-types');
  const type = `/config/requirement-types/${capitals(types.data?.[0]?.id ?? types[0]?.id)}`;
  expect(await ask('GET', type)).toMatchObject({ status: 200 });
  const removed = `/requirement-relationships/${capitals(relationship.id)}`;
  expect(await ask('DELETE', removed)).toMatchObject({ status: 204 });
});
