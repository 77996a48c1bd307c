import { type Ask, refusalOf } from '@aisystant/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RequirementsServices } from './services.ts';
import { bindings, migrate, people, sharedWorkspace, storeOf } from './testing/workspace.ts';
import { createEpic } from './tools/epics/create-epic.ts';
import { listEpics } from './tools/epics/list-epics.ts';
import { exportWorkspace } from './tools/exchange/export-workspace.ts';
import { importWorkspace } from './tools/exchange/import-workspace.ts';
import { getEntity } from './tools/reading/get-entity.ts';
import { getHierarchy } from './tools/reading/get-hierarchy.ts';
import { getHistory } from './tools/reading/get-history.ts';
import { searchGlobal } from './tools/reading/search-global.ts';
import { listRelationships } from './tools/relationships/list-relationships.ts';

type Someone = Ask<RequirementsServices>;

beforeAll(migrate);

const newPerson = (email?: string): Someone =>
  people.clientOf(`person-${crypto.randomUUID()}`, email === undefined ? {} : { email });

const CONTENT = {
  format: 'requirements/1',
  epics: [
    {
      title: 'Вход',
      priority: 1,
      status: 'in progress',
      description: 'Почтой',
      user_stories: [
        {
          title: 'Войти',
          priority: 2,
          acceptance_criteria: [{ ref: 'c', description: 'КОГДА вошёл, ТОГДА видит своё' }],
          requirements: [
            { ref: 'a', title: 'Чужого не видно', priority: 1, type: 'functional', acceptance_criteria: 'c' },
            { ref: 'b', title: 'Ответ за секунду', priority: 2, type: 'Non-Functional', status: 'Active' },
          ],
        },
      ],
    },
  ],
  relationships: [{ source: 'a', type: 'depends_on', target: 'b' }],
};
const json = JSON.stringify(CONTENT);
/** The same with one wrong row, the last one. */
const wrong = JSON.stringify({ ...CONTENT, relationships: [{ source: 'a', type: 'depends_on', target: 'none' }] });

/** Follows a one-use link. */
async function download(ask: Someone, format: string): Promise<Response> {
  const { download_url } = (await ask(exportWorkspace, { format })).data;
  return people.fetch(new Request(String(download_url), { method: 'POST' }));
}

describe('an import', () => {
  test('is by default a dry run, which reports and writes nothing', async () => {
    const ask = newPerson();
    expect((await ask(importWorkspace, { json })).data).toMatchObject({
      status: 'checked',
      entities: 5,
      relationships: 1,
      problems: [],
      rows: [{ path: 'epics.0', reference_id: null }, {}, {}, {}, { path: 'epics.0.user_stories.0.requirements.1' }],
    });
    expect((await ask(listEpics, {})).data['epics']).toEqual([]);
  });

  test('makes everything at once: rows, numbers, history, relationships, words of the search', async () => {
    const ask = newPerson();
    await ask(createEpic, { title: 'Был', priority: 1 });
    const made = await ask(importWorkspace, { json, dry_run: false });
    expect(made.data).toMatchObject({ status: 'created', entities: 5 });
    const rows = made.data['rows'] as { reference_id: string }[];
    expect(rows.map(({ reference_id }) => reference_id)).toEqual(['EP-002', 'US-001', 'AC-001', 'REQ-001', 'REQ-002']);
    expect((await ask(getEntity, { id: 'REQ-1' })).data).toMatchObject({
      title: 'Чужого не видно',
      parent: 'US-001',
      acceptance_criteria: 'AC-001',
      requirement_type: 'Functional',
      status: 'Draft',
      version: 1,
    });
    expect((await ask(getEntity, { id: 'EP-2' })).data).toMatchObject({ status: 'In Progress', description: 'Почтой' });
    expect((await ask(getHistory, { id: 'REQ-2' })).data['revisions']).toMatchObject([
      { version: 1, client_id: 'test' },
    ]);
    expect((await ask(searchGlobal, { query: 'секунды' })).data['results']).toMatchObject([
      { reference_id: 'REQ-002' },
    ]);
    expect((await ask(searchGlobal, { query: 'req-1' })).data['results']).toMatchObject([{ reference_id: 'REQ-001' }]);
    expect((await ask(listRelationships, {})).data['relationships']).toMatchObject([{ type: 'depends_on' }]);
    expect((await ask(createEpic, { title: 'Дальше', priority: 1 })).data['reference_id']).toBe('EP-003');
  });

  test('is all or nothing: one wrong row, and nothing is written', async () => {
    const ask = newPerson();
    const refused = await ask(importWorkspace, { json: wrong, dry_run: false });
    expect(refused.data).toMatchObject({
      status: 'refused',
      problems_count: 1,
      problems: [{ path: 'relationships.0.target', problem: expect.stringContaining('ref') }],
    });
    expect((await ask(listEpics, {})).data['epics']).toEqual([]);
  });

  test('that is repeated, also at once, makes nothing twice, and gives the same numbers', async () => {
    const ask = newPerson();
    const all = await Promise.all(Array.from({ length: 5 }, () => ask(importWorkspace, { json, dry_run: false })));
    expect(new Set(all.map(({ data }) => JSON.stringify(data['rows']))).size).toBe(1);
    expect(all.filter(({ data }) => data['status'] === 'created')).toHaveLength(1);
    expect((await ask(listEpics, {})).data['epics']).toHaveLength(1);
    const other = JSON.stringify({ ...CONTENT, relationships: [] });
    await ask(importWorkspace, { json, dry_run: false, idempotency_key: 'k' });
    const conflict = ask(importWorkspace, { json: other, dry_run: false, idempotency_key: 'k' });
    expect(await refusalOf(conflict)).toMatchObject({ code: 'CONFLICT' });
  });

  describe.each([
    ['all of it', ['EP-1']],
    ['a part of it', ['REQ-1']],
  ])('of what was deleted, %s,', (_, ids) => {
    async function deleted(input: object): Promise<Someone> {
      const userId = `person-${crypto.randomUUID()}`;
      const [ask, store] = [people.clientOf(userId), storeOf({ userId })];
      await ask(importWorkspace, { json, dry_run: false, ...input });
      for (const id of ids) await store.deleteEntity((await store.find(id))?.id ?? '', 'forced', Date.now());
      return ask;
    }

    test('makes everything again, once', async () => {
      const ask = await deleted({});
      const all = await Promise.all(Array.from({ length: 3 }, () => ask(importWorkspace, { json, dry_run: false })));
      expect(all.map(({ data }) => data['status']).sort()).toEqual(['created', 'unchanged', 'unchanged']);
      expect(new Set(all.map(({ data }) => JSON.stringify(data['rows']))).size).toBe(1);
      expect((await ask(getHierarchy, { id: 'EP-2' })).data['items']).toHaveLength(4);
    });

    test('is a conflict under the key of the caller, which says to take another', async () => {
      const ask = await deleted({ idempotency_key: 'k' });
      const again = (idempotency_key: string) => ask(importWorkspace, { json, dry_run: false, idempotency_key });
      expect(await refusalOf(again('k'))).toMatchObject({
        code: 'CONFLICT',
        field: 'idempotency_key',
        hint: expect.stringContaining('новый ключ'),
      });
      expect((await again('l')).data).toMatchObject({ status: 'created', entities: 5 });
    });
  });

  test('of many at once leaves no gap in the numbers', async () => {
    const { user } = await sharedWorkspace();
    const file = (n: number) =>
      JSON.stringify({ format: 'requirements/1', epics: [1, 2, 3].map((m) => ({ title: `${n}.${m}`, priority: 1 })) });
    const made = await Promise.all(
      Array.from({ length: 10 }, (_, n) => newPerson(user)(importWorkspace, { json: file(n), dry_run: false })),
    );
    const numbers = made.flatMap(({ data }) =>
      (data['rows'] as { reference_id: string }[]).map(({ reference_id }) => Number(reference_id.slice(3))),
    );
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
  });
});

describe('an export', () => {
  test('as JSON can be imported elsewhere, and is then the same but for the numbers', async () => {
    const [from, to] = [newPerson(), newPerson()];
    await from(importWorkspace, { json, dry_run: false });
    await to(createEpic, { title: 'Уже есть', priority: 1 });
    const file = await (await download(from, 'json')).text();
    await to(importWorkspace, { json: file, dry_run: false });
    const tree = async (ask: Someone, id: string) => {
      const { items } = (await ask(getHierarchy, { id })).data;
      return (items as Record<string, unknown>[]).map(({ title, status, priority, depth, type }) => ({
        title,
        status,
        priority,
        depth,
        type,
      }));
    };
    expect(await tree(to, 'EP-2')).toEqual(await tree(from, 'EP-1'));
  });

  test.each([
    ['json', 'application/json', '"format": "requirements/1"'],
    ['markdown', 'text/markdown', '#### REQ-001 Чужого не видно'],
    ['reqif', 'application/xml', '<SPEC-OBJECT IDENTIFIER="REQ-001"'],
  ])('as %s is a file behind a link that works once', async (format, mime, content) => {
    const ask = newPerson();
    await ask(importWorkspace, { json, dry_run: false });
    const { download_url } = (await ask(exportWorkspace, { format })).data;
    const take = () => people.fetch(new Request(String(download_url), { method: 'POST' }));
    const file = await take();
    expect([file.status, file.headers.get('content-type')]).toEqual([200, `${mime}; charset=utf-8`]);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="requirements\.\w+"$/);
    expect(await file.text()).toContain(content);
    expect((await take()).status).toBe(410);
  });

  test('of a person who has written nothing yet is an empty file', async () => {
    const file = await download(newPerson(), 'json');
    expect(file.status).toBe(200);
    expect(await file.json()).toMatchObject({ format: 'requirements/1', epics: [], relationships: [] });
  });

  test('of a member who was removed meanwhile gives nothing', async () => {
    const { user } = await sharedWorkspace();
    const ask = newPerson(user);
    await ask(createEpic, { title: 'Общее', priority: 1 });
    const { download_url } = (await ask(exportWorkspace, { format: 'json' })).data;
    await (bindings.DB as D1Database).prepare('DELETE FROM member WHERE email = ?').bind(user).run();
    const taken = await people.fetch(new Request(String(download_url), { method: 'POST' }));
    expect(taken.status).toBe(404);
    expect(await taken.text()).not.toContain('Общее');
  });
});
