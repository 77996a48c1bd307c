import { type Bitrix24Options, type Row, seedPortal } from '@aisystant/simulators/bitrix24';
import { listOf, refusalOf, send } from '@aisystant/testing';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { listData } from '../testing/answer.ts';
import { people, toolNamed } from '../testing/person.ts';
import { emailOf, SEED_MS, serveInPlaceOfNetwork, testPortal } from '../testing/portal.ts';

afterEach(() => vi.unstubAllGlobals());

type PortalData = Bitrix24Options['portal'];

const seed = seedPortal(SEED_MS);
const PEOPLE = 6;
/** Each portal is of another hour, so that no directory of an earlier one is known. */
let hour = 0;
function nextHour(): number {
  hour += 1;
  return SEED_MS + hour * 3_600_000;
}

const userId = fc.integer({ min: 1, max: PEOPLE });
const department = fc.record({ parent: fc.option(fc.integer({ min: 1, max: 4 })), head: fc.option(userId) });

/** Portals with any tree of departments, circles too, and rows of anybody. */
const portals = fc
  .record({
    departments: fc.array(department, { minLength: 4, maxLength: 4 }),
    memberOf: fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 }), {
      minLength: PEOPLE,
      maxLength: PEOPLE,
    }),
    owners: fc.array(fc.tuple(userId, userId, fc.nat(3)), { minLength: 0, maxLength: 130 }),
  })
  .map(({ departments, memberOf, owners }): PortalData => {
    const users = Array.from(
      { length: PEOPLE },
      (_, index): Row =>
        ({
          ...seed.users[0],
          ID: index + 1,
          // In another letter case than the address of the sign-in.
          EMAIL: emailOf(`p${index + 1}`).toUpperCase(),
          NAME: `Имя${index}`,
          UF_DEPARTMENT: memberOf[index] ?? [],
        }) as Row,
    );
    const times = (day: number) => SEED_MS - day * 86_400_000;
    const rows = owners.map(
      ([responsible, creator, day], index): Row => ({
        ID: index + 1,
        TITLE: `Запись ${index % 5}`,
        NAME: `Имя ${index % 5}`,
        STATUS_ID: 'NEW',
        ASSIGNED_BY_ID: responsible,
        CREATED_BY_ID: creator,
        DATE_CREATE: times(day),
      }),
    );
    const tasks = owners.map(
      ([responsible, creator, day], index): Row => ({
        ID: index + 1,
        TITLE: `Задача ${index % 5}`,
        RESPONSIBLE_ID: responsible,
        CREATED_BY: creator,
        CREATED_DATE: times(day),
        REAL_STATUS: 2,
      }),
    );
    const named = departments.map(({ parent, head }, index) => ({
      id: index + 1,
      name: `Отдел ${index}`,
      parent,
      head,
    }));
    return { ...seed, departments: named, users, leads: rows, deals: rows, contacts: rows, companies: rows, tasks };
  });

/** Ids of the rows that a person may see, computed from the data and not by the server's code. */
function visibleTo(
  person: number,
  { departments, users }: PortalData,
  rows: readonly Row[],
  fullAccess: boolean,
): readonly string[] {
  const isUnder = (id: number, seen: readonly number[] = []): boolean => {
    const found = departments.find((each) => each.id === id);
    if (!found || seen.includes(id)) return false;
    return found.head === person || (found.parent !== null && isUnder(found.parent, [...seen, id]));
  };
  const theirs = users.filter(
    ({ ID, UF_DEPARTMENT }) => ID === person || (UF_DEPARTMENT as readonly number[]).some((id) => isUnder(id)),
  );
  const ids = theirs.map(({ ID }) => ID);
  const isVisible = (row: Row) =>
    [row['ASSIGNED_BY_ID'] ?? row['RESPONSIBLE_ID'], row['CREATED_BY_ID'] ?? row['CREATED_BY']].some((id) =>
      ids.includes(Number(id)),
    );
  return rows.filter((row) => fullAccess || isVisible(row)).map(({ ID }) => String(ID));
}

const LISTS = [
  ['getLeads', 'leads', 'getLead'],
  ['getDeals', 'deals', 'getDeal'],
  ['getContacts', 'contacts', null],
  ['getCompanies', 'companies', null],
  ['getTasks', 'tasks', 'getTask'],
] as const;
const ORDERS = [{}, { ID: 'ASC' }, { TITLE: 'ASC' }, { TITLE: 'DESC', ID: 'ASC' }];

describe('a person reaches exactly their own rows', () => {
  test('through every list, order, page size and cursor, and each row once', async () => {
    await fc.assert(
      fc.asyncProperty(
        portals,
        userId,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(...LISTS),
        fc.constantFrom(...ORDERS),
        async (data, person, limit, [tool, table, one], order) => {
          const now = nextHour();
          serveInPlaceOfNetwork(testPortal({ portal: data }));
          const ask = people.clientOf(`p${person}`, { email: emailOf(`p${person}`) });
          const expected = visibleTo(person, data, data[table], false);
          const found: string[] = [];
          let cursor: string | null = null;
          do {
            const input: object = {
              limit: Math.max(limit, 10),
              ...(tool === 'getContacts' ? {} : { order }),
              select: ['ID'],
              ...(cursor !== null && { cursor }),
            };
            const page = listData(await ask(toolNamed(tool), input, now));
            expect(page.pagination.total).toBe(expected.length);
            found.push(...page.ids);
            cursor = page.pagination.next_cursor;
          } while (cursor !== null);
          expect(found.toSorted()).toEqual([...expected].toSorted());
          if (one === null || data[table].length === 0) return;
          const id = data[table][limit % data[table].length]?.ID ?? 1;
          const record = await ask(toolNamed(one), { id }, now).then(
            () => true,
            () => false,
          );
          expect(record).toBe(expected.includes(String(id)));
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  test('whatever their own filter says of people', async () => {
    const filters = fc.constantFrom(
      'ASSIGNED_BY_ID',
      '=ASSIGNED_BY_ID',
      '!ASSIGNED_BY_ID',
      '@ASSIGNED_BY_ID',
      '!@ASSIGNED_BY_ID',
      '@CREATED_BY_ID',
      '>ASSIGNED_BY_ID',
    );
    await fc.assert(
      fc.asyncProperty(
        portals,
        userId,
        filters,
        fc.array(userId, { minLength: 1, maxLength: 3 }),
        async (data, person, key, ids) => {
          const now = nextHour();
          serveInPlaceOfNetwork(testPortal({ portal: data }));
          const ask = people.clientOf(`p${person}`, { email: emailOf(`p${person}`) });
          const value = key.includes('@') ? ids : ids[0];
          const { ids: found } = listData(
            await ask(toolNamed('getLeads'), { filter: { [key]: value }, limit: 500, select: ['ID'] }, now),
          );
          const holds = (row: Row) => {
            const own = Number(row[key.replace(/^\W+/, '')]);
            if (key.startsWith('>')) return own > Number(value);
            return ids.slice(0, key.includes('@') ? ids.length : 1).includes(own) !== key.startsWith('!');
          };
          const expected = visibleTo(person, data, data.leads.filter(holds), false);
          expect(found.toSorted()).toEqual([...expected].toSorted());
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  test('in sums and through resources too', async () => {
    serveInPlaceOfNetwork(testPortal());
    const weak = await people.signIn(undefined, undefined, emailOf('demo_weak'));
    const own = visibleTo(3, seed, seed.leads, false);
    const { data } = await people.clientOf('w', { email: emailOf('demo_weak') })(
      toolNamed('getLeads'),
      { limit: 500, select: ['ID', 'ASSIGNED_BY_ID'] },
      nextHour(),
    );
    const counts = Object.values(JSON.parse(JSON.stringify(data)).aggregates.responsible) as { count: number }[];
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(own.length);
    for (const table of ['leads', 'deals', 'contacts', 'companies', 'tasks'] as const) {
      const reply = await sendRead(weak.token, `bitrix24://crm/${table}`);
      const rows = JSON.parse(reply).data.map((row: { ID?: string; id?: string }) => row.ID ?? row.id);
      const visible = visibleTo(3, seed, seed[table], false);
      expect(rows.filter((id: string) => !visible.includes(id))).toEqual([]);
      expect(rows).toHaveLength(Math.min(50, visible.length));
    }
  });

  test('and nothing when the portal does not know them, or they left', async () => {
    serveInPlaceOfNetwork(testPortal());
    for (const login of ['stranger', 'left_company']) {
      const refusal = await refusalOf(
        people.clientOf('x', { email: emailOf(login) })(toolNamed('getLeads'), {}, nextHour()),
      );
      expect(refusal).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('почтой') });
    }
    expect(await refusalOf(people.clientOf('x')(toolNamed('getLeads'), {}, nextHour()))).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

async function sendRead(token: string, uri: string): Promise<string> {
  const reply = await send(people.fetch, people.endpoint, { method: 'resources/read', params: { uri }, token });
  return String(listOf(reply, 'contents')[0]?.['text']);
}
