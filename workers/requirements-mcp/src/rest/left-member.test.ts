import { beforeAll, expect, test } from 'vitest';
import { caller } from '../testing/rest-caller.ts';
import { epic, memberWith, type Someone } from '../testing/small-tree.ts';
import { migrate, sharedWorkspace } from '../testing/workspace.ts';
import { createEpic } from '../tools/epics/create-epic.ts';
import { updateEpic } from '../tools/epics/update-epic.ts';
import { removeMember } from '../tools/members/remove-member.ts';
import { getDictionaries } from '../tools/reading/get-dictionaries.ts';
import { getEntity } from '../tools/reading/get-entity.ts';
import { deleteMyData } from '../tools/rights/delete-my-data.ts';

beforeAll(migrate);

interface Leaving {
  readonly administrator: Someone;
  readonly leaving: Someone;
  readonly id: string;
}

/** How somebody comes to be no member any more. */
const WAYS: readonly (readonly [string, (leaving: Leaving) => Promise<unknown>])[] = [
  ['was removed', ({ administrator, id }) => administrator(removeMember, { id })],
  ['left', ({ leaving, id }) => leaving(removeMember, { id })],
  [
    'erased themselves',
    async ({ leaving }) =>
      leaving(deleteMyData, { confirm: (await leaving(deleteMyData, {})).data['confirmation_token'] }),
  ],
];

test.each(WAYS)('nobody is offered, and nothing is given to, a member who %s', async (_, go) => {
  const emails = await sharedWorkspace();
  const [administrator, leaving] = [memberWith(emails.administrator), memberWith(emails.user)];
  const anna = await caller(emails.administrator);
  await leaving(createEpic, epic('Борис'));
  const { creator_id: id } = (await anna('GET', '/epics/EP-1')).json;
  await go({ administrator, leaving, id });

  const { data, summary } = await administrator(getEntity, { id: 'EP-1' });
  expect(data).toMatchObject({ assignee_id: id });
  expect(summary).toMatch(/Отвечает: «?бывший участник»?\./i);
  expect(JSON.stringify((await administrator(getDictionaries, {})).data)).not.toContain(id);
  expect(JSON.stringify((await anna('GET', '/members')).json)).not.toContain(id);
  const refused = { facts: { code: 'NOT_FOUND', field: 'assignee_id' } };
  await expect(administrator(createEpic, epic('Новый', { assignee_id: id }))).rejects.toMatchObject(refused);
  await administrator(createEpic, epic('Анна'));
  const edit = { epic_id: 'EP-2', assignee_id: id, expected_version: 1 };
  await expect(administrator(updateEpic, edit)).rejects.toMatchObject(refused);
  const back = await anna('PATCH', '/epics/EP-1/assign', { assignee_id: null, expected_version: 1 });
  expect(back).toMatchObject({ status: 400, json: { error: { field: 'assignee_id' } } });
  expect((await anna('GET', `/epics?creator_id=${id}`)).json).toMatchObject({ total_count: 1 });
});

test('what a member made who has left is still listed by them, and is given to others, not back', async () => {
  const emails = await sharedWorkspace();
  const [anna, boris] = [await caller(emails.administrator), await caller(emails.user)];
  const { creator_id } = (await boris('POST', '/epics', { title: 'Борис', priority: 1 })).json;
  await memberWith(emails.administrator)(removeMember, { id: creator_id });

  for (const filter of ['creator_id', 'assignee_id']) {
    const path = `?${filter}=${creator_id}`;
    expect((await anna('GET', `/epics${path}`)).json, filter).toMatchObject({ total_count: 1 });
    expect((await anna('GET', `/search${path}`)).json, filter).toMatchObject({ total: 1 });
  }
  expect((await anna('GET', `/epics?creator_id=${crypto.randomUUID()}`)).status).toBe(404);
  expect((await (await caller())('GET', `/epics?creator_id=${creator_id}`)).status).toBe(404);

  const back = await anna('PATCH', '/epics/EP-1/assign', { assignee_id: null, expected_version: 1 });
  const error = { field: 'assignee_id', hint: expect.stringContaining('/members') };
  expect(back).toMatchObject({ status: 400, json: { error } });
  const [member] = (await anna('GET', '/members')).json.data;
  const given = await anna('PATCH', '/epics/EP-1/assign', { assignee_id: member.id, expected_version: 1 });
  expect(given).toMatchObject({ status: 200, json: { assignee_id: member.id } });
});
