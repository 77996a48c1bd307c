import { refusalOf } from '@aisystant/testing';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { listData } from '../testing/answer.ts';
import { serveInPlaceOfNetwork } from '../testing/network.ts';
import { askAs, toolNamed } from '../testing/person.ts';
import { testPortal } from '../testing/portal.ts';
import { nextHour } from '../testing/random-portal.ts';

type Maps = Record<'result' | 'result_error' | 'result_total', Record<string, unknown>>;

const portal = testPortal();
let now = nextHour();
/** Serves the answers of the portal, of each the maps changed. */
function serve(change: (maps: Maps) => Partial<Record<keyof Maps, unknown>>): void {
  serveInPlaceOfNetwork({
    async fetch(request) {
      const { result, ...rest } = await (await portal.fetch(request)).json<{ result: Maps }>();
      return Response.json({ ...rest, result: { ...result, ...change(result) } });
    },
  });
}

beforeEach(() => {
  now = nextHour();
  serve(() => ({}));
  return () => vi.unstubAllGlobals();
});

const ask = (name: string, input: object = {}) => askAs('demo_long')(toolNamed(name), input, now);
const without = (map: Record<string, unknown>, name: string) =>
  Object.fromEntries(Object.entries(map).filter(([key]) => !key.startsWith(name)));
const replaced = (map: Record<string, unknown>, name: string, change: (value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, key.startsWith(name) ? change(value) : value]));

describe('an answer without what was asked for is no empty list', () => {
  test.each([
    ['getLeads', 'crm_lead_list', 'a command left out', null],
    ['getTasks', 'tasks_task_list', 'a command left out', null],
    ['getUsers', 'user_get', 'a command left out', null],
    ['getLeads', 'crm_lead_list', 'the rows under another name', (rows: unknown) => ({ items: rows })],
    ['getTasks', 'tasks_task_list', 'the rows under another name', (page: unknown) => ({ items: page })],
    ['getDeals', 'crm_deal_list', 'nothing in their place', () => null],
  ])('%s: of %s %s', async (name, command, _, change) => {
    await ask(name);
    serve(({ result }) => ({ result: change === null ? without(result, command) : replaced(result, command, change) }));
    expect(await refusalOf(ask(name, { limit: 3 }))).toMatchObject({ code: 'UNAVAILABLE' });
  });

  test.each([
    ['getDeals', 'crm_deal_fields', []],
    ['getTasks', 'tasks_task_getFields', { columns: {} }],
  ])('%s: no columns, which are asked for again', async (name, command, told) => {
    serve(({ result }) => ({ result: replaced(result, command, () => told) }));
    expect(await refusalOf(ask(name, { filter: { '>ID': 0 } }))).toMatchObject({ code: 'UNAVAILABLE' });
    serve(() => ({}));
    expect(listData(await ask(name, { filter: { '>ID': 0 } })).rows.length).toBeGreaterThan(0);
  });

  test('and a list without rows is one', async () => {
    for (const name of ['getLeads', 'getTasks', 'getUsers']) {
      expect(listData(await ask(name, { filter: { '<ID': 0 } })).pagination.total).toBe(0);
    }
  });
});

describe('a count that cannot be true ends no list, and hides no rows', () => {
  const COUNTS = [undefined, null, 0, 7, -1, 'много', ''];
  test.each(COUNTS)('%j', async (count) => {
    const input = { select: ['ID'], filter: { '>ID': 0 }, limit: 200 };
    const all = async (name: string) => {
      const ids: string[] = [];
      let cursor: string | null = null;
      do {
        const page = listData(await ask(name, { ...input, ...(cursor !== null && { cursor }) }));
        expect(page.pagination.total).toBeGreaterThanOrEqual(ids.length + page.ids.length);
        ids.push(...page.ids);
        cursor = page.pagination.next_cursor;
      } while (cursor !== null);
      return ids;
    };
    for (const name of ['getLeads', 'getTasks']) {
      const expected = await all(name);
      serve(({ result_total: totals }) => ({ result_total: replaced(totals, '', () => count) }));
      expect(await all(name)).toEqual(expected);
      serve(() => ({}));
    }
  });
});
