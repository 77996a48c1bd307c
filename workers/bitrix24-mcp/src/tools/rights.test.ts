import { env, exports } from 'cloudflare:workers';
import type { Row } from '@aisystant/simulators/bitrix24';
import { createPeople, listOf, refusalOf, send } from '@aisystant/testing';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { server } from '../server.ts';
import { listData } from '../testing/answer.ts';
import { serveInPlaceOfNetwork } from '../testing/network.ts';
import { people, toolNamed } from '../testing/person.ts';
import { emailOf, SEED_MS, testPortal } from '../testing/portal.ts';
import { nextHour, portals, seed, userId, visibleTo } from '../testing/random-portal.ts';

afterEach(() => vi.unstubAllGlobals());

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

  test('or every row with an e-mail of the list, in any letter case, and the answer says so', async () => {
    serveInPlaceOfNetwork(testPortal());
    const variables = { ...env, BITRIX_FULL_ACCESS: `x@example.test, ${emailOf('Demo_Weak')}` };
    const listed = createPeople(server, variables as typeof env, exports, () => SEED_MS);
    for (const [login, scope] of [
      ['demo_weak', 'all'],
      ['demo_tricky', 'own'],
    ] as const) {
      const ask = listed.clientOf(login, { email: emailOf(login) });
      const answer = await ask(toolNamed('getLeads'), { limit: 1, select: ['ID'] }, nextHour());
      expect(answer.data['metadata']).toMatchObject({ scope });
      const { total } = listData(answer).pagination;
      expect(total === seed.leads.length, login).toBe(scope === 'all');
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
