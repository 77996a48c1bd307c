import { beforeAll, describe, expect, test } from 'vitest';
import { type Caller, caller, fill, type Json } from '../testing/rest-caller.ts';
import { migrate } from '../testing/workspace.ts';

beforeAll(migrate);

const CONFLICT = { status: 409, json: { error: { code: 'CONFLICT', field: 'force' } } };
const statusesOf = async (ask: Caller, ...paths: string[]) =>
  Promise.all(paths.map(async (path) => (await ask('GET', path)).status));
const ALL = [
  '/epics/EP-1',
  '/user-stories/US-1',
  '/acceptance-criteria/AC-1',
  '/requirements/REQ-1',
  '/requirements/REQ-2',
];

describe('a deletion', () => {
  test.each([
    ['/epics/EP-1', ALL],
    ['/user-stories/US-1', ALL.slice(1)],
    ['/acceptance-criteria/AC-1', ALL.slice(2, 3)],
    ['/requirements/REQ-1', ALL.slice(3, 4)],
  ])(
    'of %s is refused as long as something depends on it, and takes what is below it only by force',
    async (path, gone) => {
      const ask = await caller();
      await fill(ask);
      for (const query of ['', '?force=false']) expect(await ask('DELETE', `${path}${query}`)).toMatchObject(CONFLICT);
      expect(await ask('DELETE', `${path}?force=yes`)).toMatchObject({
        status: 400,
        json: { error: { field: 'force' } },
      });
      expect(await statusesOf(ask, ...ALL)).toEqual([200, 200, 200, 200, 200]);
      expect(await ask('DELETE', `${path}?force=true`)).toEqual({ status: 204, json: null });
      expect(await statusesOf(ask, ...ALL)).toEqual(ALL.map((each) => (gone.includes(each) ? 404 : 200)));
      expect((await ask('DELETE', `${path}?force=true`)).status).toBe(404);
      expect((await ask('GET', '/search?query=чужого')).json.total).toBe(gone.includes('/requirements/REQ-1') ? 0 : 1);
    },
  );

  test('of what nothing depends on takes one step, and its number is not given again', async () => {
    const ask = await caller();
    const { story } = await fill(ask);
    const made: Json[] = [];
    for (const [path, body] of [
      ['/epics', { title: 'Пустой', priority: 4 }],
      ['/user-stories', { title: 'Пустая', priority: 4, epic_id: 'EP-1' }],
      ['/acceptance-criteria', { user_story_id: story.id, description: 'КОГДА лишнее, ТОГДА его нет' }],
      ['/requirements', { title: 'Лишнее', priority: 4, user_story_id: story.id, type_id: 'Data' }],
    ] as const) {
      const { json } = await ask('POST', path, body);
      expect((await ask('DELETE', `${path}/${json.reference_id}`)).status, path).toBe(204);
      const again = await ask('POST', path, body);
      expect(again.status).toBe(201);
      made.push(json, again.json);
    }
    expect(new Set(made.map(({ reference_id }) => reference_id)).size).toBe(made.length);
  });

  test('leaves the history, with who deleted it and when, and a requirement that lost its criterion has a revision', async () => {
    const ask = await caller();
    const { epic, criterion, first } = await fill(ask);
    expect((await ask('DELETE', '/acceptance-criteria/AC-1?force=true')).status).toBe(204);
    const kept = (await ask('GET', '/requirements/REQ-1')).json;
    expect(kept).toMatchObject({ id: first.id, version: 2 });
    expect(kept).not.toHaveProperty('acceptance_criteria_id');
    const { revisions } = (await ask('GET', '/requirements/REQ-1/history')).json;
    expect(revisions[0].changes).toEqual([{ field: 'acceptance_criteria_id', from: criterion.id, to: null }]);
    expect(revisions[1].changes).toContainEqual({ field: 'acceptance_criteria_id', from: null, to: criterion.id });
    expect((await ask('DELETE', '/epics/EP-1?force=true')).status).toBe(204);
    for (const id of ['EP-1', epic.id]) {
      const { json } = await ask('GET', `/epics/${id}/history`);
      expect(json).toMatchObject({ deleted: true, entity: { reference_id: 'EP-001', version: 2, title: null } });
      expect(json.revisions[0]).toMatchObject({ version: 2, author_id: epic.creator_id });
      expect(json.revisions[0].changes).toContainEqual({ field: 'title', from: 'Вход', to: null });
    }
    const stranger = await caller();
    for (const id of ['EP-1', epic.id]) expect((await stranger('GET', `/epics/${id}/history`)).status).toBe(404);
  });

  test('of ten at once is one, and of a parent with a child that is being made leaves no orphan', async () => {
    const ask = await caller();
    await ask('POST', '/epics', { title: 'Спорный', priority: 1 });
    const outcomes = await Promise.all([
      ...Array.from({ length: 10 }, () => ask('DELETE', '/epics/EP-1')),
      ask('POST', '/user-stories', { title: 'Успела', priority: 1, epic_id: 'EP-1' }),
    ]);
    const story = outcomes.at(-1);
    for (const { status } of outcomes) expect([201, 204, 404, 409]).toContain(status);
    const deleted = outcomes.slice(0, 10).filter(({ status }) => status === 204);
    expect(deleted.length + (story?.status === 201 ? 1 : 0)).toBe(1);
    expect((await ask('GET', '/user-stories')).json.total_count).toBe(story?.status === 201 ? 1 : 0);
  });
});
