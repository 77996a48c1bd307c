import { refusalOf } from '@aisystant/testing';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { serveInPlaceOfNetwork } from '../testing/network.ts';
import { askAs, toolNamed } from '../testing/person.ts';
import { SEED_MS, testPortal } from '../testing/portal.ts';
import { nextHour, seed } from '../testing/random-portal.ts';

let portal = testPortal();
beforeEach(() => {
  portal = testPortal();
  serveInPlaceOfNetwork(portal);
  return () => vi.unstubAllGlobals();
});

const director = askAs('demo_long');
const seller = askAs('demo_weak');

describe('a record by its number', () => {
  test.each([
    ['getLead', 'leads', 'ASSIGNED_BY_ID', 'STATUS_ID', 'statuses'],
    ['getDeal', 'deals', 'ASSIGNED_BY_ID', 'STAGE_ID', 'stages'],
    ['getTask', 'tasks', 'responsibleId', 'status', 'task_statuses'],
  ] as const)('%s has the fields of the portal, and names beside them', async (tool, table, person, stage, kind) => {
    const [row] = seed[table];
    const { data, summary } = await director(toolNamed(tool), { id: row?.ID });
    const { result, names, metadata, data_quality: quality } = JSON.parse(JSON.stringify(data));
    expect(result.ID ?? result.id).toBe(String(row?.ID));
    expect(result.TITLE ?? result.title).toBe(row?.['TITLE']);
    expect(names.people[result[person]]).toMatch(/^\p{L}+ \p{L}+$/u);
    expect(names[kind][result[stage]]).toMatch(/\p{L}/u);
    expect([metadata.tool, quality.coverage_ratio]).toEqual([tool, 1]);
    expect(summary).toContain(String(row?.['TITLE']));
  });

  test('that is not the caller’s is refused as one that does not exist', async () => {
    const foreign = seed.leads.find((lead) => ![lead['ASSIGNED_BY_ID'], lead['CREATED_BY_ID']].includes(3));
    const refusals = [];
    for (const id of [foreign?.ID, 999_999]) refusals.push(await refusalOf(seller(toolNamed('getLead'), { id })));
    expect(refusals[0]).toMatchObject({ code: 'NOT_FOUND', hint: 'Номера своих записей показывает getLeads.' });
    expect(refusals[0]).toEqual(refusals[1]);
  });

  test('has every phone and address without being asked for them by name', async () => {
    const lead = seed.leads.find(({ HAS_PHONE, HAS_EMAIL }) => HAS_PHONE === 'Y' && HAS_EMAIL === 'Y');
    const { data } = await director(toolNamed('getLead'), { id: lead?.ID });
    expect(data['result']).toMatchObject({ TITLE: lead?.['TITLE'], PHONE: lead?.['PHONE'], EMAIL: lead?.['EMAIL'] });
  });

  test('has the fields that are asked for, and only those', async () => {
    const { data } = await director(toolNamed('getLead'), { id: 1001, select: ['TITLE', 'PHONE'] });
    const { result } = JSON.parse(JSON.stringify(data));
    expect(Object.keys(result).filter((key) => !['ID', 'TITLE', 'PHONE'].includes(key))).toEqual([]);
  });
});

describe('a dictionary', () => {
  const stages = (entity: string, funnel: string | null) =>
    seed.statuses
      .filter((status) => status.entity === entity)
      .map(({ id, name, semantics }) => ({ id, name, group: semantics, funnel }));
  const plain = (items: readonly { readonly id: string | number; readonly name: string }[]) =>
    items.map(({ id, name }) => ({ id: String(id), name, group: null, funnel: null }));

  test.each([
    ['lead_statuses', stages('STATUS', null)],
    ['lead_sources', stages('SOURCE', null)],
    ['deal_stages', [...stages('DEAL_STAGE', '0'), ...stages('DEAL_STAGE_1', '1')]],
    ['deal_categories', plain(seed.categories)],
    ['currencies', plain(seed.currencies)],
    [
      'task_statuses',
      plain(
        [
          [2, 'Ждёт выполнения'],
          [3, 'Выполняется'],
          [4, 'Ожидает контроля'],
          [5, 'Завершена'],
          [6, 'Отложена'],
        ].map(([id, name]) => ({ id: String(id), name: String(name) })),
      ),
    ],
    [
      'task_priorities',
      plain(
        [
          ['0', 'Низкая'],
          ['1', 'Средняя'],
          ['2', 'Высокая'],
        ].map(([id = '', name = '']) => ({ id, name })),
      ),
    ],
  ])('%s has every value with its name, stages with their group and funnel', async (kind, items) => {
    const { data } = await seller(toolNamed('getDictionary'), { kind });
    expect(items.length).toBeGreaterThan(1);
    expect(data['items']).toEqual(items);
  });

  test.each([
    ['short', 700, 'Источник'],
    ['long', 700, 'Откуда пришёл "человек" '.repeat(10)],
    ['few', 3, 'Источник'],
  ])('with %s names is told page by page, each value once, however many there are', async (_, count, name) => {
    const sources = Array.from({ length: count }, (_, index) => ({
      ...{ entity: 'SOURCE', id: `UC_${index}`, name: `${name} ${index}`, semantics: null },
    }));
    portal.setPortal({ ...seed, statuses: sources });
    const now = nextHour();
    for (const limit of [undefined, 40, 500]) {
      const ids: string[] = [];
      let cursor: string | null = null;
      do {
        const input: object = { kind: 'lead_sources', ...(limit && { limit }), ...(cursor !== null && { cursor }) };
        const { data, summary } = await seller(toolNamed('getDictionary'), input, now);
        const { items, pagination, data_quality: quality } = JSON.parse(JSON.stringify(data));
        expect(items.length).toBeLessThanOrEqual(pagination.limit);
        expect(pagination).toMatchObject({ start: ids.length, total: count, fetched: items.length });
        ids.push(...items.map(({ id }: { readonly id: string }) => id));
        cursor = pagination.next_cursor;
        expect(quality.coverage_ratio).toBe(ids.length / count);
        if (cursor !== null) expect(summary).toContain(cursor);
      } while (cursor !== null);
      expect(ids).toEqual(sources.map(({ id }) => id));
    }
  });

  test('a cursor of another dictionary is refused', async () => {
    const { data } = await seller(toolNamed('getDictionary'), { kind: 'lead_statuses', limit: 1 });
    const { next_cursor: cursor } = data['pagination'] as { readonly next_cursor: string };
    const refusal = await refusalOf(seller(toolNamed('getDictionary'), { kind: 'deal_stages', limit: 1, cursor }));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'cursor' });
  });

  test('is kept for five minutes, and then asked for again', async () => {
    const begin = SEED_MS + 6e9;
    const requestsAt = async (ms: number) => {
      portal.clear();
      await seller(toolNamed('getDictionary'), { kind: 'currencies' }, begin + ms);
      return portal.requests;
    };
    const times = [0, 1_000, 299_000, 301_000, 400_000];
    const requests: number[] = [];
    for (const ms of times) requests.push(await requestsAt(ms));
    expect(requests).toEqual([1, 0, 0, 1, 0]);
  });
});

describe('a record that is too long for an answer', () => {
  const [deal = { ID: 0 }] = seed.deals;
  const read = async (fields: object, select?: readonly string[]) => {
    portal.setPortal({ ...seed, deals: [{ ...deal, ...fields }] });
    const { data, summary } = await director(toolNamed('getDeal'), { id: deal.ID, ...(select && { select }) });
    const { result, data_quality: quality } = JSON.parse(JSON.stringify(data));
    return { result, notes: quality.notes, summary };
  };

  test('says which of its values are not whole, and tells more of one that is asked for alone', async () => {
    const comments = 'слово '.repeat(9_000);
    const { result, notes, summary } = await read({ COMMENTS: comments });
    expect([result.TITLE, result.COMMENTS.length < comments.length]).toEqual([deal['TITLE'], true]);
    expect(notes).toMatch(/сокращено: COMMENTS\./);
    expect(summary).toContain(notes);
    const alone = await read({ COMMENTS: comments }, ['COMMENTS']);
    expect(alone.result.COMMENTS.length).toBeGreaterThan(10_000);
  });

  test('that has many texts, or a long list of values, is told too', async () => {
    const text = 'слово '.repeat(300);
    const texts = Object.fromEntries(['UTM_SOURCE', 'UTM_MEDIUM', 'UTM_TERM'].map((name) => [name, text.repeat(9)]));
    expect((await read(texts)).notes).toMatch(/сокращено: UTM_SOURCE, UTM_MEDIUM, UTM_TERM\./);
    const phone = { ID: '1', VALUE_TYPE: 'WORK', VALUE: '+79990000000', TYPE_ID: 'PHONE' };
    const PHONE = Array.from({ length: 2_000 }, () => phone);
    portal.setPortal({ ...seed, leads: [{ ...seed.leads[0], ID: 7, PHONE }] });
    const { data } = await director(toolNamed('getLead'), { id: 7 });
    expect(data).toMatchObject({ data_quality: { notes: expect.stringMatching(/сокращено: PHONE\./) } });
  });

  test('has no note when it is short', async () => expect((await read({})).notes).toBeNull());
});
