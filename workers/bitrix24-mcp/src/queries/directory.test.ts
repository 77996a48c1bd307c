import type { Bitrix24, Row } from '@aisystant/simulators/bitrix24';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Command, PortalStore } from '../store/portal-store.ts';
import { listData } from '../testing/answer.ts';
import { serveInPlaceOfNetwork } from '../testing/network.ts';
import { people, toolNamed } from '../testing/person.ts';
import { emailOf, testPortal } from '../testing/portal.ts';
import { nextHour, seed } from '../testing/random-portal.ts';
import { loadPortal } from './directory.ts';

afterEach(() => vi.unstubAllGlobals());

/** Somebody whom the portal does not list, such as a bot. */
const BOT = 1_000_000;

/** A portal of so many people, whose leads and deals are of the last of them; a bot made them. */
function portalOf(count: number) {
  const users = Array.from(
    { length: count },
    (_, index): Row =>
      ({
        ...seed.users[0],
        ID: index + 1,
        NAME: 'Имя',
        LAST_NAME: `№${index + 1}`,
        EMAIL: emailOf(`n${index + 1}`),
      }) as Row,
  );
  const row = { ...seed.leads[0], ASSIGNED_BY_ID: count, CREATED_BY_ID: BOT };
  const rows = Array.from({ length: 120 }, (_, index): Row => ({ ...row, ID: index + 1 }) as Row);
  const deals = rows.map((each): Row => ({ ...seed.deals[0], ...each }) as Row);
  return testPortal({ portal: { ...seed, users, leads: rows, deals, departments: [] } });
}

// Other tests of this isolate left a small portal at the same address: a portal is asked for as many people as it had before.
beforeAll(async () => {
  serveInPlaceOfNetwork(portalOf(2_000));
  await people.clientOf('n2000', { email: emailOf('n2000') })(toolNamed('getUsers'), {}, nextHour());
  vi.unstubAllGlobals();
});

// From the largest on.
test.each([2_000, 1_000, 401, 50, 1])(
  'a call takes at most two requests at a portal of %i people, also of a bot whom the portal does not name',
  async (count) => {
    const portal = portalOf(count);
    serveInPlaceOfNetwork(portal);
    const ask = people.clientOf(`n${count}`, { email: emailOf(`n${count}`) });
    const select = ['ID', 'ASSIGNED_BY_ID', 'CREATED_BY_ID'];
    const now = nextHour();
    // Nothing is known, then the columns of deals are not, then all is, then all is old.
    for (const [tool, at, most] of [
      ['getLeads', now, 2],
      ['getDeals', now + 1_000, 2],
      ['getDeals', now + 2_000, 2],
      ['getLeads', now + 600_000, 2],
    ] as const) {
      portal.clear();
      const { rows, names } = listData(await ask(toolNamed(tool), { limit: 100, select }, at));
      expect(rows).toHaveLength(100);
      expect(names['people']?.[String(count)]).toBe(`Имя №${count}`);
      expect(portal.requests).toBeLessThanOrEqual(most);
    }
  },
);

test('the head of a department sees its rows, although the portal has more departments than a page', async () => {
  const departments = Array.from({ length: 120 }, (_, index) => ({
    id: index + 1,
    name: `Отдел ${index + 1}`,
    parent: index === 0 ? null : 1,
    head: index === 117 ? 1 : null,
  }));
  const users = [1, 2].map(
    (ID): Row => ({ ...seed.users[0], ID, EMAIL: emailOf(`h${ID}`), UF_DEPARTMENT: [ID === 1 ? 1 : 118] }) as Row,
  );
  const leads = [{ ...seed.leads[0], ID: 1, ASSIGNED_BY_ID: 2, CREATED_BY_ID: 2 } as Row];
  const portal = testPortal({ portal: { ...seed, users, leads, departments } });
  serveInPlaceOfNetwork(portal);
  const head = people.clientOf('h1', { email: emailOf('h1') });
  expect(listData(await head(toolNamed('getLeads'), {}, nextHour())).rows).toHaveLength(1);
});

test.each([
  ['a page of fifty at a time', (portal: Bitrix24) => portal],
  ['all at once', allStatuses],
])('a stage has its name where the portal has more stages than a page, and gives %s', async (_, given) => {
  const statuses = Array.from({ length: 120 }, (_, index) => ({
    ...{ entity: `DEAL_STAGE_${1 + Math.floor(index / 8)}`, id: `C:${index}`, name: `Стадия ${index}` },
    semantics: 'P' as const,
  }));
  const portal = testPortal({ portal: { ...seed, statuses } });
  serveInPlaceOfNetwork(given(portal));
  const seller = people.clientOf('stages', { email: emailOf('demo_weak') });
  const { data } = await seller(toolNamed('getDictionary'), { kind: 'deal_stages' }, nextHour());
  expect(data['items']).toMatchObject(statuses.map(({ id, name }) => ({ id, name })));
});

/** A portal that gives its statuses at once, whatever page is asked for. */
function allStatuses(portal: Bitrix24): Pick<Bitrix24, 'fetch'> {
  return {
    async fetch(request) {
      const body = await request.json<{ cmd: { readonly [name: string]: string } }>();
      const ask = async (start: number) => {
        const cmd = Object.entries(body.cmd).map(([name, command]) => [
          name,
          command.startsWith('crm.status.list') ? `crm.status.list?start=${start}` : command,
        ]);
        const asked = new Request(request, { body: JSON.stringify({ ...body, cmd: Object.fromEntries(cmd) }) });
        return (await portal.fetch(asked)).json<{ result: { result: { [name: string]: object[] } } }>();
      };
      const [first, ...more] = [await ask(0), await ask(50), await ask(100)];
      const name = Object.keys(body.cmd).find((each) => each.startsWith('crm_status_list')) ?? '';
      for (const { result } of more) first.result.result[name]?.push(...(result.result[name] ?? []));
      return Response.json(first);
    },
  };
}

/** A portal of so many people, as one account sees it. */
function accountOf(key: string, count: number): PortalStore {
  const row = (index: number) => ({ ID: String(index + 1), EMAIL: emailOf(`m${index}`), ACTIVE: true });
  const answerTo = ({ method, params }: Command) => {
    const start = Number(params['start'] ?? 0);
    const rows = Array.from({ length: Math.max(0, Math.min(50, count - start)) }, (_, index) => row(start + index));
    const others = { result: { ID: { type: 'integer' } }, total: 0, time: null };
    return method === 'user.get' ? { result: rows, total: count, time: null } : others;
  };
  return {
    ...{ key, isAccount: true },
    run: async (commands) => ({ answers: commands.map(answerTo), portalZone: '+03:00' }),
  };
}

test('of large portals an isolate remembers no more than its memory holds: those that were read last', async () => {
  const accounts = Array.from({ length: 8 }, (_, index) => accountOf(`large ${index}`, 10_000));
  const now = nextHour();
  for (const account of accounts) expect((await loadPortal(account, 'leads', now)).people).toHaveLength(10_000);
  const asked: boolean[] = [];
  for (const account of accounts.toReversed()) asked.push((await loadPortal(account, 'leads', now + 1_000)).isAsked);
  expect(asked).toEqual([false, false, false, false, false, true, true, true]);
});
