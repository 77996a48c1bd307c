import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Caller, caller, callerWith, FUNCTIONAL, fill, type Json } from '../testing/rest-caller.ts';
import { migrate, people, sharedWorkspace } from '../testing/workspace.ts';

beforeAll(migrate);

const idsOf = (json: { readonly results: readonly Json[] }) => json.results.map(({ reference_id }) => reference_id);
const search = async (ask: Caller, query: string) => (await ask('GET', `/search?${query}`)).json;

describe('a search', () => {
  test('finds exactly what its filters say, with words and without, in its order, page by page', async () => {
    const ask = await caller();
    const { epic, story, criterion } = await fill(ask);
    const other = (await ask('POST', '/epics', { title: 'Почта и выход', priority: 4 })).json;
    await ask('POST', '/user-stories', { title: 'Выйти', priority: 1, epic_id: other.id });
    const all = (await search(ask, 'limit=100')).results as readonly Json[];
    expect(all).toHaveLength(7);
    const details = new Map<unknown, Json>();
    for (const [folder, type] of [
      ['epics', 'epic'],
      ['user-stories', 'user_story'],
      ['acceptance-criteria', 'acceptance_criteria'],
      ['requirements', 'requirement'],
    ]) {
      for (const each of (await ask('GET', `/${folder}`)).json.data) details.set(each.id, { ...each, type });
    }
    const inEpic = (each: Json): boolean => {
      const above = details.get(each['epic_id'] ?? each['user_story_id']);
      return above !== undefined && (above['id'] === epic.id || inEpic(above));
    };
    const tests: { readonly [field: string]: (each: Json, value: unknown) => boolean } = {
      entity_types: (each, value) => String(value).split(',').includes(String(each['type'])),
      priority: (each, value) => each['priority'] === value,
      status: (each, value) => String(each['status']).toLowerCase() === value,
      author_id: (each) => each['type'] === 'acceptance_criteria',
      creator_id: () => true,
      epic_id: inEpic,
      user_story_id: (each) => each['user_story_id'] === story.id,
      acceptance_criteria_id: (each) => each['acceptance_criteria_id'] === criterion.id,
      requirement_type_id: (each) => each['type'] === 'requirement',
      created_from: () => true,
      created_to: () => true,
      query: (each) => /вход|почт/i.test(`${each['title']} ${each['description']}`),
    };
    const wanted = fc.record(
      {
        entity_types: fc.constantFrom('epic', 'user_story,requirement', 'acceptance_criteria'),
        priority: fc.constantFrom(1, 2, 3, 4),
        status: fc.constantFrom('backlog', 'draft'),
        author_id: fc.constant(epic.creator_id),
        creator_id: fc.constant(epic.creator_id),
        epic_id: fc.constantFrom(epic.id, 'EP-1'),
        user_story_id: fc.constantFrom(story.id, 'us-001'),
        acceptance_criteria_id: fc.constant('AC-001'),
        requirement_type_id: fc.constantFrom('Functional', 'functional'),
        created_from: fc.constantFrom('2020-01-01T00:00:00Z', '2020-01-01T03:00:00+03:00'),
        created_to: fc.constant('2999-01-01T00:00:00Z'),
        query: fc.constant('почта'),
        sort_by: fc.constantFrom('priority', 'created_at', 'updated_at', 'title'),
        sort_order: fc.constantFrom('asc', 'desc'),
        limit: fc.integer({ min: 1, max: 5 }),
        offset: fc.integer({ min: 0, max: 8 }),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(wanted, async (asked) => {
        const kept = [...details.values()].filter((each) =>
          Object.entries(asked).every(([field, value]) => tests[field]?.(each, value) ?? true),
        );
        const entries = Object.entries(asked).map(([field, value]) => [field, String(value)]);
        const json = await search(ask, String(new URLSearchParams(entries)));
        const { limit = 50, offset = 0 } = asked;
        expect(json).toMatchObject({ total: kept.length, limit, offset, query: asked.query ?? '' });
        expect(json.results).toHaveLength(Math.max(0, Math.min(limit, kept.length - offset)));
        const whole = await search(
          ask,
          String(new URLSearchParams([...entries.filter(([n]) => n !== 'limit' && n !== 'offset'), ['limit', '100']])),
        );
        expect(idsOf(whole).toSorted()).toEqual(kept.map((each) => each['reference_id']).toSorted());
        expect(idsOf(json)).toEqual(idsOf(whole).slice(offset, offset + limit));
        const { sort_by, sort_order } = asked;
        if (sort_by === undefined) return;
        const values = (whole.results as readonly Json[]).map((each) => details.get(each['id'])?.[sort_by] ?? '');
        const sorted = values.toSorted((a, b) => (a === b ? 0 : (a as string) < (b as string) ? -1 : 1));
        expect(values).toEqual(sort_order === 'desc' ? sorted.toReversed() : sorted);
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ['/search?query=', 'results'],
    ['/requirements/search?q=', 'data'],
  ])('at %s tells whether all words were found together, or some of them', async (address, rows) => {
    const ask = await caller();
    await fill(ask);
    const title = 'Квантовый протокол';
    await ask('POST', '/requirements', { title, priority: 1, user_story_id: 'US-1', type_id: FUNCTIONAL });
    for (const [query, matched] of [
      ['квантовый протокол', 'all_words'],
      ['квантовый водопровод', 'any_word'],
    ] as const) {
      const { json } = await ask('GET', `${address}${encodeURIComponent(query)}`);
      expect(json).toMatchObject({ matched, [rows]: [{ title }] });
    }
  });

  test('without words says nothing of them', async () => {
    const ask = await caller();
    await fill(ask);
    expect(await search(ask, 'priority=1')).not.toHaveProperty('matched');
  });

  test.each([
    ['/search?query=', 'results', 'total'],
    ['/requirements/search?q=', 'data', 'total_count'],
  ])('at %s holds every row of its page, however long the descriptions are', async (address, rows, count) => {
    const ask = await caller();
    await fill(ask);
    const description = 'длинное слово '.repeat(72);
    for (let n = 0; n < 60; n += 1) {
      const body = { title: `Длинное ${n}`, user_story_id: 'US-1', type_id: FUNCTIONAL, priority: 3, description };
      expect((await ask('POST', '/requirements', body)).status).toBe(201);
    }
    const seen = new Set<unknown>();
    for (const [offset, limit] of [
      [0, 50],
      [50, 50],
      [10, 40],
      [60, 50],
    ] as const) {
      const { json } = await ask('GET', `${address}длинное&limit=${limit}&offset=${offset}`);
      expect(json[count]).toBe(60);
      expect(json[rows]).toHaveLength(Math.min(limit, 60 - offset));
      for (const { id } of json[rows]) seen.add(id);
    }
    expect(seen.size).toBe(60);
  });

  test.each([
    ['created_from=yesterday', 'created_from'],
    ['created_to=2026-11-28', 'created_to'],
    ['sort_by=relevance;DROP', 'sort_by'],
    ['sort_order=up', 'sort_order'],
    ['entity_types=task', 'entity_types.0'],
    ['status=Closed', 'status'],
    ['epic_id=EP-99', 'epic_id'],
    ['epic_id=REQ-1', 'epic_id'],
    ['user_story_id=EP-1', 'user_story_id'],
    ['acceptance_criteria_id=AC-9', 'acceptance_criteria_id'],
    ['requirement_type_id=Magic', 'requirement_type_id'],
    ['author_id=anna', 'author_id'],
    ['limit=101', 'limit'],
    ['query=', 'query'],
    ['q=x', 'q'],
  ])('refuses %s, and never ignores it', async (query, field) => {
    const ask = await caller();
    await fill(ask);
    const { status, json } = await ask('GET', `/search?${query}`);
    expect([400, 404]).toContain(status);
    expect(json.error.field).toBe(field);
  });

  test('refuses an author who is not the creator, since no criterion has both', async () => {
    const emails = await sharedWorkspace();
    const [anna, boris] = [await caller(emails.administrator), await caller(emails.user)];
    const { epic } = await fill(anna);
    const { creator_id } = (await boris('POST', '/epics', { title: 'Борис', priority: 1 })).json;
    const asked = await anna('GET', `/search?author_id=${creator_id}&creator_id=${epic.creator_id}`);
    expect(asked).toMatchObject({ status: 400, json: { error: { field: 'author_id' } } });
  });

  test('suggests titles, reference ids and statuses by their beginnings', async () => {
    const ask = await caller();
    await fill(ask);
    const suggested = async (query: string) => (await ask('GET', `/search/suggestions?query=${query}`)).json;
    expect(await suggested('поч')).toEqual({ titles: ['Почта'], reference_ids: ['US-001'], statuses: [] });
    expect(await suggested('req-')).toMatchObject({ reference_ids: ['REQ-001', 'REQ-002'] });
    expect(await suggested('dr')).toEqual({ titles: [], reference_ids: [], statuses: ['Draft'] });
    expect((await ask('GET', '/search/suggestions')).json.error.field).toBe('query');
    expect(await (await caller())('GET', '/search/suggestions?query=поч')).toMatchObject({ json: { titles: [] } });
  });
});

test('the tree of all epics and the way to an entity say what belongs to what', async () => {
  const ask = await caller();
  const { first } = await fill(ask);
  await ask('POST', '/epics', { title: 'Пустой', priority: 4 });
  const { json } = await ask('GET', '/hierarchy');
  expect(json).toMatchObject({
    total_count: 2,
    data: [
      {
        root: { reference_id: 'EP-001' },
        coverage: { stories: 1, stories_without_criteria: 0, requirements: 2, requirements_without_tests: 0 },
        items: [{ reference_id: 'US-001' }, { reference_id: 'AC-001' }, { reference_id: 'REQ-001' }, {}],
      },
      { root: { reference_id: 'EP-002' }, items: [] },
    ],
  });
  expect((await ask('GET', '/hierarchy?limit=1&offset=1')).json.data).toEqual(json.data.slice(1));
  for (const id of ['REQ-1', first.id]) {
    const { path } = (await ask('GET', `/hierarchy/path/requirement/${id}`)).json;
    expect(path.map(({ reference_id }: Json) => reference_id)).toEqual(['EP-001', 'US-001', 'REQ-001']);
  }
  expect((await ask('GET', '/hierarchy/path/epic/REQ-1')).status).toBe(404);
  expect((await ask('GET', '/hierarchy/path/task/REQ-1')).status).toBe(400);
});

describe('a list with include', () => {
  test('brings exactly what is asked for', async () => {
    const ask = await caller();
    const { epic, story, criterion, first, second, comment } = await fill(ask);
    const [plain] = (await ask('GET', '/epics')).json.data;
    expect(plain).toEqual(epic);
    const [withAll] = (await ask('GET', '/epics?include=creator,assignee,user_stories,comments')).json.data;
    const person = { id: epic.creator_id, role: 'administrator' };
    expect(withAll).toMatchObject({ creator: person, assignee: person, user_stories: [story], comments: [comment] });
    const [stories] = (await ask('GET', '/user-stories?include=requirements,acceptance_criteria')).json.data;
    expect(stories).toEqual({ ...story, acceptance_criteria: [criterion], requirements: [first, second] });
    expect((await ask('GET', '/epics?include=requirements')).json.error.field).toBe('include.0');
    expect((await ask('GET', '/requirements?include=comments')).json.error.field).toBe('include');
  });

  test('counts only what is asked for', async () => {
    const person = await people.signIn();
    const requirement = { title: 'Т', priority: 1, type: 'Data' };
    const story = {
      ...{ title: 'И', priority: 1, acceptance_criteria: [{ description: 'К' }] },
      requirements: Array.from({ length: 300 }, () => requirement),
    };
    for (const title of ['Вход', 'Выход']) {
      const epics = [{ title, priority: 1, user_stories: [story] }];
      const json = JSON.stringify({ format: 'requirements/1', epics });
      const { result, text } = await person.call('import_workspace', { json, dry_run: false });
      expect(result?.['isError'], text).toBe(false);
    }
    const ask = callerWith(person.token);
    const { data } = (await ask('GET', '/user-stories?include=acceptance_criteria')).json;
    expect(data).toMatchObject([{ acceptance_criteria: [{}] }, { acceptance_criteria: [{}] }]);
    expect((await ask('GET', '/user-stories?include=requirements')).json.error.field).toBe('include');
  });
});

test('nobody writes in the name of another', async () => {
  const ask = await caller();
  const { epic, first, second } = await fill(ask);
  const bodies = (id: string): readonly (readonly [string, Json])[] => [
    ['/epics', { title: 'Свой', priority: 1, creator_id: id }],
    ['/requirements', { title: 'Своё', priority: 1, user_story_id: 'US-1', type_id: 'Data', creator_id: id }],
    [
      '/requirements/relationships',
      {
        source_requirement_id: second.id,
        target_requirement_id: first.id,
        relationship_type_id: 'blocks',
        created_by: id,
      },
    ],
  ];
  for (const [path, body] of bodies(crypto.randomUUID()))
    expect((await ask('POST', path, body)).status, path).toBe(400);
  for (const [path, body] of bodies(epic.creator_id)) expect((await ask('POST', path, body)).status, path).toBe(201);
});
