import { beforeAll, expect, test } from 'vitest';
import { caller } from '../testing/rest-caller.ts';
import { memberWith } from '../testing/small-tree.ts';
import { migrate, sharedWorkspace } from '../testing/workspace.ts';
import { removeMember } from '../tools/members/remove-member.ts';

beforeAll(migrate);

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
