import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { relationshipTypes } from '../domain/dictionaries.ts';
import { caller, callerWith, FUNCTIONAL, fill, type Json } from '../testing/rest-caller.ts';
import { migrate, sharedWorkspace } from '../testing/workspace.ts';

beforeAll(migrate);

describe('an entity', () => {
  test('is answered whole, with the ids of what it belongs to', async () => {
    const ask = await caller();
    const { epic, story, criterion, first } = await fill(ask);
    expect(epic).toMatchObject({
      reference_id: 'EP-001',
      status: 'Backlog',
      priority: 1,
      description: 'Вход по почте',
    });
    expect(epic.assignee_id).toBe(epic.creator_id);
    expect(story).toMatchObject({ reference_id: 'US-001', epic_id: epic.id });
    expect(criterion).toMatchObject({ reference_id: 'AC-001', user_story_id: story.id, author_id: epic.creator_id });
    expect(Object.keys(criterion)).not.toEqual(expect.arrayContaining(['title', 'status', 'priority']));
    expect(first).toMatchObject({ user_story_id: story.id, acceptance_criteria_id: criterion.id, type_id: FUNCTIONAL });
    for (const id of [epic.id, 'EP-001', 'ep-1']) expect((await ask('GET', `/epics/${id}`)).json).toEqual(epic);
    expect(await ask('GET', `/epics/${story.id}`)).toMatchObject({
      status: 404,
      json: { error: { code: 'NOT_FOUND' } },
    });
  });

  test('is changed by the fields that are sent, and a wrong version or transition is refused', async () => {
    const ask = await caller();
    await fill(ask);
    const changed = await ask('PUT', '/epics/EP-1', { title: 'Вход сотрудников', expected_version: 1 });
    expect(changed).toMatchObject({ status: 200, json: { title: 'Вход сотрудников', priority: 1, version: 2 } });
    const stale = await ask('PUT', '/epics/EP-1', { title: 'Вход людей', expected_version: 1 });
    expect(stale).toMatchObject({ status: 409, json: { error: { code: 'CONFLICT', field: 'expected_version' } } });
    const blind = await ask('PUT', '/epics/EP-1', { title: 'Вход людей' });
    expect(blind).toMatchObject({ status: 409, json: { error: { code: 'CONFLICT', field: 'expected_version' } } });
    expect(blind.json.error.message).toContain('версия 2');
    const moved = await ask('PATCH', '/requirements/REQ-1/status', { status: 'active', expected_version: 1 });
    expect(moved).toMatchObject({ status: 200, json: { status: 'Active' } });
    const wrong = await ask('PATCH', '/epics/EP-1/status', { status: 'Done' });
    expect(wrong).toMatchObject({ status: 400, json: { error: { code: 'INVALID_ARGUMENT', field: 'status' } } });
    expect(wrong.json.error.hint).toContain('In Progress');
    expect(await ask('PATCH', '/epics/EP-1/status', {})).toMatchObject({
      status: 400,
      json: { error: { field: 'status' } },
    });
    const history = await ask('GET', '/epics/EP-1/history');
    expect(history.json.revisions.map(({ version }: Json) => version)).toEqual([2, 1]);
  });

  test('is assigned to a member, and given back by null', async () => {
    const emails = await sharedWorkspace();
    const [ask, other] = [await caller(emails.user), await caller(emails.administrator)];
    const { epic } = await fill(ask);
    const { data } = (await other('GET', '/members')).json;
    const admin = data.find(({ role }: Json) => role === 'administrator');
    const given = await ask('PATCH', '/epics/EP-1/assign', { assignee_id: admin.id, expected_version: 1 });
    expect(given.json).toMatchObject({ assignee_id: admin.id, version: 2 });
    const back = await ask('PATCH', '/epics/EP-1/assign', { assignee_id: null, expected_version: 2 });
    expect(back.json.assignee_id).toBe(epic.creator_id);
    expect(await ask('PATCH', '/epics/EP-1/assign', { assignee_id: crypto.randomUUID() })).toMatchObject({
      status: 404,
    });
  });

  test('comes with what belongs to it', async () => {
    const ask = await caller();
    const { epic, story, criterion, first, second } = await fill(ask);
    const page = { total_count: 1, limit: 50, offset: 0 };
    expect((await ask('GET', '/epics/EP-1/user-stories')).json).toEqual({ ...epic, user_stories: [story], ...page });
    expect((await ask('GET', '/user-stories/US-1/acceptance-criteria')).json.acceptance_criteria).toEqual([criterion]);
    expect((await ask('GET', '/user-stories/US-1/requirements')).json.requirements).toEqual([first, second]);
    const tree = (await ask('GET', '/hierarchy/epics/EP-1')).json;
    expect(tree.items.map(({ reference_id }: Json) => reference_id)).toEqual([
      'US-001',
      'AC-001',
      'REQ-001',
      'REQ-002',
    ]);
    expect((await ask('GET', '/hierarchy/user-stories/EP-1')).status).toBe(404);
  });
});

describe('relationships, comments, searches and dictionaries', () => {
  test('a relationship is read from both ends, made once, and removed', async () => {
    const ask = await caller();
    const { first, second, relationship } = await fill(ask);
    expect(relationship).toMatchObject({
      source_requirement_id: first.id,
      target_requirement: { id: second.id, reference_id: 'REQ-002' },
      relationship_type_id: relationshipTypes.find(({ name }) => name === 'depends_on')?.id,
      cycle: null,
    });
    const { source_relationships, target_relationships } = (await ask('GET', '/requirements/REQ-1/relationships')).json;
    expect([source_relationships.length, target_relationships.length]).toEqual([1, 0]);
    expect((await ask('GET', '/requirements/REQ-2/relationships')).json.target_relationships[0].id).toBe(
      relationship.id,
    );
    const again = {
      source_requirement_id: 'REQ-1',
      target_requirement_id: 'REQ-2',
      relationship_type_id: 'depends_on',
    };
    expect((await ask('POST', '/requirement-relationships', again)).json.id).toBe(relationship.id);
    expect((await ask('DELETE', `/requirement-relationships/${relationship.id}`)).status).toBe(204);
    expect((await ask('DELETE', `/requirement-relationships/${relationship.id}`)).status).toBe(404);
  });

  test('a comment is made, listed by state, resolved and opened again', async () => {
    const ask = await caller();
    const { comment } = await fill(ask);
    expect(comment).toMatchObject({ content: 'Когда?', is_inline: false, is_reply: false, is_resolved: false });
    const inline = { content: 'Какая?', linked_text: 'почте', parent_comment_id: comment.id };
    expect((await ask('POST', '/epics/EP-1/comments', inline)).json).toMatchObject({ is_inline: true, is_reply: true });
    expect((await ask('POST', `/comments/${comment.id}/resolve`)).json.is_resolved).toBe(true);
    expect((await ask('GET', '/epics/EP-1/comments?status=unresolved')).json).toMatchObject({ count: 1 });
    expect((await ask('POST', `/comments/${comment.id}/unresolve`)).json.is_resolved).toBe(false);
    // Under the address of another type it is not there, and nothing is written.
    expect((await ask('POST', '/requirements/EP-1/comments', { content: 'Где?' })).status).toBe(404);
    expect((await ask('GET', '/epics/EP-1/comments')).json.count).toBe(2);
  });

  test('a search and the dictionaries answer what the tools answer', async () => {
    const ask = await caller();
    await fill(ask);
    expect((await ask('GET', '/search?query=почта&entity_types=epic,user_story')).json.total).toBe(2);
    expect((await ask('GET', '/requirements/search?q=чужого')).json).toMatchObject({
      total_count: 1,
      limit: 50,
      offset: 0,
      data: [{ reference_id: 'REQ-001', priority: 3 }],
    });
    expect((await ask('GET', '/requirements/search')).json.error).toMatchObject({ field: 'q' });
    expect((await ask('GET', '/config/requirement-types')).json.data).toHaveLength(5);
    expect((await ask('GET', '/config/statuses')).json.data).toHaveLength(3);
  });
});

describe('a list', () => {
  test('holds exactly what its filters say, in its order, page by page', async () => {
    const ask = await caller();
    const { epic } = await fill(ask);
    for (const [title, priority] of [
      ['Б', 2],
      ['А', 4],
      ['В', 2],
      ['Г', 1],
    ] as const) {
      await ask('POST', '/epics', { title, priority });
    }
    await ask('PATCH', '/epics/EP-3/status', { status: 'draft', expected_version: 1 });
    const all = (await ask('GET', '/epics')).json.data as (Json & {
      title: string;
      priority: number;
      status: string;
    })[];
    const query = fc.record(
      {
        priority: fc.integer({ min: 1, max: 4 }),
        status: fc.constantFrom('backlog', 'Draft', 'in_progress'),
        creator_id: fc.constant(epic.creator_id as string),
        order_by: fc.constantFrom('title', 'title DESC', 'priority ASC', 'created_at DESC'),
        limit: fc.integer({ min: 1, max: 6 }),
        offset: fc.integer({ min: 0, max: 7 }),
      },
      { requiredKeys: [] },
    );
    const plain = (text: string) => text.toLowerCase().replace(/[ _]/g, '');
    await fc.assert(
      fc.asyncProperty(query, async (wanted) => {
        const kept = all.filter(
          ({ priority, status }) =>
            (wanted.priority ?? priority) === priority && plain(wanted.status ?? status) === plain(status),
        );
        const [field = 'reference_id', direction] = (wanted.order_by ?? 'reference_id').split(' ');
        const sign = direction === 'DESC' ? -1 : 1;
        const inOrder = kept.toSorted((a, b) => {
          const [left, right] = [a[field] as string, b[field] as string];
          return left === right ? 0 : left < right ? -sign : sign;
        });
        const { limit = 50, offset = 0 } = wanted;
        const entries = Object.entries(wanted).map(([name, value]) => [name, String(value)]);
        const { json } = await ask('GET', `/epics?${new URLSearchParams(entries)}`);
        expect(json).toEqual({ data: inOrder.slice(offset, offset + limit), total_count: kept.length, limit, offset });
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ['/epics?status=Active', 'status'],
    ['/epics?priority=5', 'priority'],
    ['/epics?priority=high', 'priority'],
    ['/epics?limit=101', 'limit'],
    ['/epics?offset=-1', 'offset'],
    ['/epics?creator_id=anna', 'creator_id'],
    ['/epics?order_by=title;DROP', 'order_by'],
    ['/epics?order_by=id', 'order_by'],
    ['/epics?epic_id=EP-1', 'epic_id'],
    ['/epics?include=everything', 'include.0'],
    ['/user-stories?epic_id=EP-9', 'epic_id'],
    ['/user-stories?epic_id=REQ-1', 'epic_id'],
    ['/requirements?type_id=Magic', 'type_id'],
    ['/acceptance-criteria?status=Draft', 'status'],
    [`/epics?assignee_id=${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}`, 'assignee_id'],
  ])('refuses %s, and never ignores it', async (path, field) => {
    const ask = await caller();
    await fill(ask);
    const { status, json } = await ask('GET', path);
    expect([400, 404]).toContain(status);
    expect(json.error.field).toBe(field);
  });
});

test('a personal token begins with mcp_pat_, reads and writes as its scopes say, over REST and MCP', async () => {
  const ask = await caller();
  await fill(ask);
  const { json } = await ask('POST', '/pats', { name: 'Скрипт', scopes: ['requirements:read'] });
  expect(json.token).toMatch(/^mcp_pat_[0-9A-Za-z]{49}$/);
  const script = callerWith(json.token);
  expect((await script('GET', '/epics')).json.total_count).toBe(1);
  expect(await script('POST', '/epics', { title: 'a', priority: 1 })).toMatchObject({ status: 403 });
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'list_epics', arguments: {} } };
  expect((await script('POST', '/mcp', list)).json.result.structuredContent.epics).toHaveLength(1);
});
