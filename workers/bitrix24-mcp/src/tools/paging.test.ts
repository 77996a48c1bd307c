import type { Row } from '@aisystant/simulators/bitrix24';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { listData } from '../testing/answer.ts';
import { serveInPlaceOfNetwork } from '../testing/network.ts';
import { people, toolNamed } from '../testing/person.ts';
import { emailOf, SEED_MS, testPortal } from '../testing/portal.ts';
import { nextHour, type PortalData, portals, seed, userId, visibleTo } from '../testing/random-portal.ts';

afterEach(() => vi.unstubAllGlobals());

const LISTS = [
  ['getLeads', 'leads'],
  ['getTasks', 'tasks'],
] as const;
type Table = (typeof LISTS)[number][1];

/** What others do at the portal while a person pages through a list. */
const change = fc.oneof(
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(200), person: userId }),
  fc.record({ kind: fc.constant('add' as const), at: fc.nat(200), person: userId }),
  fc.record({ kind: fc.constantFrom('responsible' as const, 'creator' as const), at: fc.nat(200), person: userId }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const NEW_ID = 1_000;

function changed(data: PortalData, table: Table, changes: readonly Change[]): PortalData {
  let rows: readonly Row[] = data[table];
  for (const { kind, at, person } of changes) {
    const index = rows.length === 0 ? -1 : at % rows.length;
    if (kind === 'remove') rows = rows.filter((_, each) => each !== index);
    else if (kind === 'add') rows = [...rows, added(rows, table, at, person)];
    else rows = rows.map((row, each) => (each === index ? { ...row, [COLUMNS[table][kind]]: person } : row));
  }
  return { ...data, [table]: rows };
}

const COLUMNS = {
  leads: { responsible: 'ASSIGNED_BY_ID', creator: 'CREATED_BY_ID', at: 'DATE_CREATE' },
  tasks: { responsible: 'RESPONSIBLE_ID', creator: 'CREATED_BY', at: 'CREATED_DATE' },
} as const;

function added(rows: readonly Row[], table: Table, title: number, person: number): Row {
  const { responsible, creator, at } = COLUMNS[table];
  return {
    ID: Math.max(NEW_ID, ...rows.map(({ ID }) => ID)) + 1,
    TITLE: `Запись ${title % 5}`,
    STATUS_ID: 'NEW',
    REAL_STATUS: 2,
    [responsible]: person,
    [creator]: person,
    [at]: SEED_MS,
  };
}

/** Pages through a list to its end, while the portal changes once between two pages; the ids in the order shown. */
async function readWhileChanging({
  data,
  table,
  tool,
  person,
  input,
  steps,
}: {
  readonly data: PortalData;
  readonly table: Table;
  readonly tool: string;
  readonly person: number;
  readonly input: { readonly limit: number; readonly order: object };
  readonly steps: readonly (readonly Change[])[];
}) {
  const now = nextHour();
  const portal = testPortal({ portal: data });
  serveInPlaceOfNetwork(portal);
  const ask = people.clientOf(`p${person}`, { email: emailOf(`p${person}`) });
  const shown: string[] = [];
  const states = [data];
  let cursor: string | null = null;
  const mostPages = Math.ceil((data[table].length + steps.flat().length) / input.limit) + steps.flat().length + 2;
  for (let page = 0; page === 0 || cursor !== null; page += 1) {
    if (page > mostPages) throw new Error(`there is no end after ${page} pages`);
    if (page > 0) {
      states.push(changed(states.at(-1) ?? data, table, steps[page - 1] ?? []));
      portal.setPortal(states.at(-1) ?? data);
    }
    portal.clear();
    const { ids, pagination } = listData(
      await ask(toolNamed(tool), { ...input, select: ['TITLE'], ...(cursor !== null && { cursor }) }, now),
    );
    expect(portal.requests).toBeLessThanOrEqual(2);
    shown.push(...ids);
    cursor = pagination.next_cursor;
    if (cursor !== null) expect(ids).not.toEqual([]);
  }
  const [always = new Set<string>(), ...others] = states.map(
    (state) => new Set(visibleTo(person, state, state[table], false)),
  );
  return { shown, stayed: [...always].filter((id) => others.every((state) => state.has(id))) };
}

const ROWS = 60;

/** A portal with as many rows as take several pages; the owners of its few ones come again and again. */
const longPortals = portals
  .filter(({ leads }) => leads.length > 0)
  .map((data): PortalData => {
    const long = (rows: readonly Row[]) =>
      Array.from({ length: ROWS }, (_, index) => ({ ...rows[index % rows.length], ID: index + 1 }) as Row);
    return { ...data, leads: long(data.leads), tasks: long(data.tasks) };
  });

const cases = {
  data: longPortals,
  person: userId,
  list: fc.constantFrom(...LISTS),
  limit: fc.integer({ min: 4, max: 20 }),
  steps: fc.array(fc.array(change, { minLength: 2, maxLength: 12 }), { minLength: 2, maxLength: 6 }),
};

test('while the portal changes, pages by id have each row that stays exactly once, in order', async () => {
  const orders = fc.constantFrom({}, { ID: 'DESC' }, { ID: 'ASC' }, { ID: 'DESC', TITLE: 'ASC' });
  await fc.assert(
    fc.asyncProperty(fc.record({ ...cases, order: orders }), async ({ list: [tool, table], limit, order, ...rest }) => {
      const { shown, stayed } = await readWhileChanging({ ...rest, tool, table, input: { limit, order } });
      expect(new Set(shown).size).toBe(shown.length);
      expect(stayed.filter((id) => !shown.includes(id))).toEqual([]);
      const direction = 'ID' in order && order.ID === 'ASC' ? 1 : -1;
      expect(shown).toEqual(shown.toSorted((one, other) => direction * (Number(one) - Number(other))));
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('while the portal changes, pages in any other order come to an end, and to that of both lists', async () => {
  const orders = fc.constantFrom({ TITLE: 'ASC' }, { TITLE: 'DESC', ID: 'ASC' });
  await fc.assert(
    fc.asyncProperty(fc.record({ ...cases, order: orders }), async ({ list: [tool, table], limit, order, ...rest }) => {
      const { shown, stayed } = await readWhileChanging({ ...rest, tool, table, input: { limit, order } });
      // An order by a column that may be equal or change has no place to continue from but a number of rows: each row that
      // leaves may hide one, and no more than one.
      const left = rest.steps.flat().filter(({ kind }) => kind !== 'add').length;
      expect(stayed.filter((id) => !shown.includes(id)).length).toBeLessThanOrEqual(left);
    }),
    { numRuns: 25 },
  );
}, 60_000);

test.each(LISTS)(
  '%s has each row once, page by page and at once, in an order in which many rows are equal',
  async (tool, table) => {
    const rows = Array.from({ length: 180 }, (_, index): Row => ({ ...seed[table][0], ID: index + 1 }) as Row);
    serveInPlaceOfNetwork(testPortal({ portal: { ...seed, [table]: rows } }));
    const ask = people.clientOf('person-demo_long', { email: emailOf('demo_long') });
    const now = nextHour();
    for (const limit of [40, 180]) {
      const shown: string[] = [];
      let cursor: string | null = null;
      do {
        const input: object = { limit, order: { TITLE: 'ASC' }, select: ['ID'], ...(cursor !== null && { cursor }) };
        const page = listData(await ask(toolNamed(tool), input, now));
        shown.push(...page.ids);
        cursor = page.pagination.next_cursor;
      } while (cursor !== null && shown.length < 400);
      expect(shown).toEqual(rows.map(({ ID }) => String(ID)));
    }
  },
);

test.each([
  ['getLeads', 'leads'],
  ['getUsers', 'users'],
] as const)('%s of exactly two pages has no third, empty one', async (tool, table) => {
  const rows = Array.from(
    { length: 100 },
    (_, index): Row => ({ ...seed[table][0], EMAIL: emailOf(`other_${index}`), ID: index + 1 }) as Row,
  );
  const data = { ...seed, [table]: table === 'users' ? [...seed.users, ...rows.slice(seed.users.length)] : rows };
  serveInPlaceOfNetwork(testPortal({ portal: data }));
  const ask = people.clientOf('person-demo_long', { email: emailOf('demo_long') });
  const now = nextHour();
  const sizes: number[] = [];
  let cursor: string | null = null;
  do {
    const input: object = { limit: 50, select: ['ID'], ...(cursor !== null && { cursor }) };
    const page = listData(await ask(toolNamed(tool), input, now));
    expect(page.pagination.total).toBe(100);
    sizes.push(page.ids.length);
    cursor = page.pagination.next_cursor;
  } while (cursor !== null && sizes.length < 5);
  expect(sizes).toEqual([50, 50]);
});
