import { addressesOf } from '@aisystant/mcp';
import { send } from '@aisystant/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { relationshipTypes, requirementTypes, statuses } from '../domain/dictionaries.ts';
import { ROLES } from '../domain/role.ts';
import { server } from '../server.ts';
import { migrate, newReader, type Reader, sharedWorkspace } from '../testing/workspace.ts';

beforeAll(migrate);

let known: Promise<Reader> | null = null;

/** A person with two epics, the first of which has stories, criteria and requirements; nothing changes them. */
function filled(): Promise<Reader> {
  known ??= newReader().then(fill);
  return known;
}

async function fill(person: Reader): Promise<Reader> {
  const make = async (tool: string, input: object) => {
    const { result } = await person.call(tool, input);
    return result?.['structuredContent'] as { readonly id: string };
  };
  await make('create_epic', { title: 'Вход сотрудников', priority: 1, description: 'По почте' });
  await make('create_epic', { title: 'Поиск по встречам', priority: 2 });
  await make('create_user_story', { title: 'Войти почтой', epic_id: 'EP-1', priority: 2 });
  await make('create_user_story', { title: 'Выйти', epic_id: 'EP-1', priority: 2 });
  await make('create_acceptance_criteria', { user_story_id: 'US-1', description: 'КОГДА чужой, ТОГДА отказ' });
  for (const [title, type_id] of [
    ['Чужого входа не видно', 'functional'],
    ['Ответ за секунду', 'Non-Functional'],
  ]) {
    await make('create_requirement', { title, user_story_id: 'US-1', type_id, priority: 1 });
  }
  const ends = { source_requirement_id: 'REQ-1', target_requirement_id: 'REQ-2' };
  await make('create_relationship', { ...ends, relationship_type_id: 'depends_on' });
  await person.call('update_epic', { epic_id: 'EP-1', status: 'In Progress', expected_version: 1 });
  return person;
}

describe('an entity', () => {
  test.each([
    [
      'epic://EP-1',
      { reference_id: 'EP-001', title: 'Вход сотрудников', description: 'По почте', status: 'In Progress' },
    ],
    [
      'epic://EP-001/hierarchy',
      {
        reference_id: 'EP-001',
        truncated: false,
        user_stories: [
          {
            reference_id: 'US-001',
            acceptance_criteria: [{ reference_id: 'AC-001' }],
            requirements: [{ reference_id: 'REQ-001' }, { reference_id: 'REQ-002' }],
          },
          { reference_id: 'US-002', acceptance_criteria: [], requirements: [] },
        ],
      },
    ],
    ['user-story://us-1', { reference_id: 'US-001', epic_id: expect.stringMatching(/-/) }],
    [
      'user-story://US-1/requirements',
      { reference_id: 'US-001', requirements: [{ reference_id: 'REQ-001' }, { type: 'Non-Functional' }] },
    ],
    ['requirement://REQ-1', { reference_id: 'REQ-001', type: 'Functional', type_id: expect.stringMatching(/-/) }],
    [
      'requirement://REQ-2/relationships',
      {
        reference_id: 'REQ-002',
        relationships: [
          { source: { reference_id: 'REQ-001' }, type: 'depends_on', target: { title: 'Ответ за секунду' } },
        ],
      },
    ],
    ['acceptance-criteria://AC-1', { reference_id: 'AC-001', description: 'КОГДА чужой, ТОГДА отказ' }],
  ])('%s is read by reference id and by UUID', async (uri, expected) => {
    const person = await filled();
    const read = await person.json(uri);
    expect(read).toMatchObject(expected);
    const byId = uri.replace(/\/\/[^/]+/, `//${read['id']}`);
    expect(await person.json(byId)).toEqual(read);
  });

  test.each([
    'epic://EP-9',
    'epic://US-1',
    'requirement://EP-1',
    'epic://nothing',
    'epic://',
    'epic://EP-1/other',
    'prompt://PROMPT-1',
  ])('%s is not there', async (uri) => {
    expect((await (await filled()).read(uri)).error?.code).toBe(-32602);
  });

  test('of another workspace is answered as one that does not exist', async () => {
    const [owner, stranger] = [await filled(), await newReader()];
    const { id } = await owner.json('epic://EP-1');
    for (const uri of [`epic://${id}`, `epic://${id}/hierarchy`, 'epic://EP-1']) {
      const nothing = await stranger.read(uri.replace(/\/\/[^/]+/, `//${crypto.randomUUID()}`));
      const { code, message } = (await stranger.read(uri)).error ?? {};
      expect(code).toBe(nothing.error?.code);
      expect(message?.replace(/\/\/[^/]+/, '')).toBe(nothing.error?.message.replace(/\/\/[^/]+/, ''));
    }
  });
});

describe('a search', () => {
  const idsOf = (list: unknown) => (list as { reference_id: string }[]).map(({ reference_id }) => reference_id);

  test.each([
    ['epics://list', 'epics', ['EP-001', 'EP-002']],
    ['epics://list?status=In%20Progress', 'epics', ['EP-001']],
    ['epics://list?status=in_progress&priority=1', 'epics', ['EP-001']],
    ['epics://list?priority=2', 'epics', ['EP-002']],
    ['epics://list?status=&priority=2', 'epics', ['EP-002']],
    ['epics://list?status=Done', 'epics', []],
    ['user-stories://list?epic_id=EP-1', 'user_stories', ['US-001', 'US-002']],
    ['user-stories://list?epic_id=EP-2&status=', 'user_stories', []],
    ['user-stories://list?status=Backlog', 'user_stories', ['US-001', 'US-002']],
    ['requirements://search', 'requirements', ['REQ-001', 'REQ-002']],
    [`requirements://search?query=${encodeURIComponent('входа')}`, 'requirements', ['REQ-001']],
    ['requirements://search?query=&type=Functional', 'requirements', ['REQ-001']],
    [`requirements://search?query=${encodeURIComponent('секунда')}&type=non-functional`, 'requirements', ['REQ-002']],
  ] as const)('%s', async (uri, list, expected) => {
    const found = await (await filled()).json(uri);
    expect(idsOf(found[list])).toEqual(expected);
    expect(found).toMatchObject({ count: expected.length, has_more: false });
  });

  test.each([
    ['входа', 'all_words', ['REQ-001']],
    ['входа протокол', 'any_word', ['REQ-001']],
  ])('by words tells whether all of them were found together: %s, %s', async (query, matched, expected) => {
    const found = await (await filled()).json(`requirements://search?query=${encodeURIComponent(query)}`);
    expect(idsOf(found['requirements'])).toEqual(expected);
    expect(found).toMatchObject({ matched });
  });

  test('takes the literal form of a template as a person fills it in, with letters as they are', async () => {
    const person = await filled();
    const found = await person.json('requirements://search?query=ответ за секунду&type=Non-Functional');
    expect(idsOf(found['requirements'])).toEqual(['REQ-002']);
  });

  test.each([
    ['epics://list?status=Active', 'status'],
    ['epics://list?priority=5', 'priority'],
    ['epics://list?priority=1.0', 'priority'],
    ['epics://list?title=x', 'uri'],
    ['epics://list?status=%D0', 'uri'],
    ['epics://list?status={status}&priority={priority}', 'uri'],
    ['user-stories://list?epic_id=EP-9', 'epic_id'],
    ['requirements://search?type=Magic', 'type'],
    [`requirements://search?query=${'x'.repeat(301)}`, 'input'],
  ])('%s is refused, not ignored: %s', async (uri, field) => {
    const { error } = await (await filled()).read(uri);
    expect(error).toMatchObject({ code: -32602 });
    if (!error?.message.includes('NOT_FOUND') && field !== 'epic_id') expect(error?.message).toContain(`(${field})`);
  });
});

test.each([
  ['requirement-types', requirementTypes.map(({ id, name, description }) => ({ id, name, description }))],
  ['relationship-types', relationshipTypes],
  ['statuses', statuses],
])('requirements://dictionaries/%s is what the fields take', async (name, entries) => {
  expect(await (await newReader()).json(`requirements://dictionaries/${name}`)).toEqual(entries);
});

test('every member reads every resource, and nobody else any that holds data', async () => {
  const emails = await sharedWorkspace();
  await fill(await newReader(emails.administrator));
  // The page of a widget is the same text for everyone.
  const addresses = server.resources.filter(({ mime }) => mime === 'application/json').flatMap(addressesOf);
  expect(addresses.length).toBeGreaterThan(10);
  const members = await Promise.all(ROLES.map((role) => newReader(emails[role])));
  const stranger = await newReader();
  for (const uri of addresses) {
    const [first, ...rest] = await Promise.all(members.map((member) => member.json(uri)));
    for (const each of rest) expect(each, uri).toEqual(first);
    const seen = await stranger.read(uri);
    if (!uri.startsWith('requirements://dictionaries/')) expect(seen.text, uri).not.toMatch(/(EP|US|AC|REQ)-001\\"/);
  }
});

describe('a completion', () => {
  const epic = { type: 'ref/resource', uri: 'epic://{id}/hierarchy' };

  test.each([
    [epic, 'id', '', ['EP-001', 'EP-002']],
    [epic, 'id', 'ep-', ['EP-001', 'EP-002']],
    [epic, 'id', 'EP-2', ['EP-002']],
    [epic, 'id', 'встреч', ['EP-002']],
    [epic, 'id', 'сотрудники', ['EP-001']],
    [epic, 'id', 'почте', []],
    [{ type: 'ref/resource', uri: 'requirement://{id}' }, 'id', 'секунд', ['REQ-002']],
    [{ type: 'ref/prompt', name: 'decompose_epic' }, 'epic_id', 'поиск', ['EP-002']],
    [{ type: 'ref/prompt', name: 'suggest_test_scenarios' }, 'requirement_id', 'req-', ['REQ-001', 'REQ-002']],
    [{ type: 'ref/resource', uri: 'epics://list{?status,priority}' }, 'status', 'in', ['In Progress']],
    [
      { type: 'ref/resource', uri: 'epics://list?status={status}&priority={priority}' },
      'priority',
      '',
      ['1', '2', '3', '4'],
    ],
    [{ type: 'ref/resource', uri: 'user-stories://list{?epic_id,status}' }, 'epic_id', 'вход', ['EP-001']],
    [{ type: 'ref/resource', uri: 'requirements://search{?query,type}' }, 'type', 'd', ['Data']],
  ] as const)('of %j %s from %j', async (ref, name, value, expected) => {
    expect((await (await filled()).complete(ref, name, value)).values).toEqual(expected);
  });

  test('shows a stranger nothing of a workspace, and every member the same', async () => {
    const emails = await sharedWorkspace();
    const administrator = await newReader(emails.administrator);
    await administrator.call('create_epic', { title: 'Тайный план', priority: 1 });
    for (const email of Object.values(emails)) {
      expect((await (await newReader(email)).complete(epic, 'id', 'тайный')).values).toEqual(['EP-001']);
    }
    const stranger = await newReader();
    for (const written of ['', 'EP', 'EP-1', 'тайный']) {
      expect((await stranger.complete(epic, 'id', written)).values).toEqual([]);
    }
  });

  test('needs a sign-in', async () => {
    const { endpoint, fetch } = await newReader();
    const params = { ref: epic, argument: { name: 'id', value: '' } };
    expect((await send(fetch, endpoint, { method: 'completion/complete', params })).status).toBe(401);
  });
});
