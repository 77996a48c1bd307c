import { ToolError } from '@aisystant/mcp';
import type { Bitrix24 } from '@aisystant/simulators/bitrix24';
import { listOf, refusalOf, send } from '@aisystant/testing';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { PortalStore } from '../store/portal-store.ts';
import { listData } from '../testing/answer.ts';
import { serveInPlaceOfNetwork } from '../testing/network.ts';
import { askAs, people, toolNamed } from '../testing/person.ts';
import { emailOf, testPortal } from '../testing/portal.ts';
import { nextHour } from '../testing/random-portal.ts';
import { loadPortal } from './directory.ts';

interface Refused {
  readonly error: string;
  readonly error_description: string;
}
const DENIED: Refused = { error: '', error_description: 'Access denied.' };
const BROKEN: Refused = { error: 'INTERNAL_SERVER_ERROR', error_description: 'Internal server error' };

/** A portal that refuses the commands whose method begins so. */
function refusing(portal: Bitrix24, method: string, error: Refused): Pick<Bitrix24, 'fetch'> {
  return {
    async fetch(request) {
      const { result, ...rest } = await (await portal.fetch(request)).json<{ result: { [map: string]: object } }>();
      const names = Object.keys(Object(result['result'])).filter((name) =>
        name.startsWith(method.replaceAll('.', '_')),
      );
      const answered = Object.entries(Object(result['result'])).filter(([name]) => !names.includes(name));
      const refused = { ...Object(result['result_error']), ...Object.fromEntries(names.map((name) => [name, error])) };
      return Response.json({
        ...rest,
        result: { ...result, result: Object.fromEntries(answered), result_error: names.length > 0 ? refused : [] },
      });
    },
  };
}

let portal = testPortal();
let now = nextHour();
beforeEach(() => {
  portal = testPortal();
  now = nextHour();
  return () => vi.unstubAllGlobals();
});

const seller = askAs('demo_weak');
const ask = (name: string, input: object = {}) => seller(toolNamed(name), input, now);
const notesOf = ({ data }: Awaited<ReturnType<typeof ask>>) =>
  (data['data_quality'] as { readonly notes: string | null }).notes;

describe('without rights to CRM', () => {
  beforeEach(() => serveInPlaceOfNetwork(refusing(portal, 'crm.', DENIED)));

  test.each(['getTasks', 'getUsers'])('%s is answered as to anyone else', async (name) => {
    const answer = await ask(name);
    expect(listData(answer).rows.length).toBeGreaterThan(0);
    expect(notesOf(answer)).toBeNull();
  });

  test('dictionaries of tasks are told, those of CRM refused', async () => {
    expect((await ask('getDictionary', { kind: 'task_statuses' })).data['items']).toHaveLength(5);
    for (const kind of ['lead_statuses', 'deal_categories', 'currencies']) {
      expect(await refusalOf(ask('getDictionary', { kind }))).toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  test('lists of CRM are refused', async () => {
    for (const name of ['getLeads', 'getDeals', 'getContacts', 'getCompanies']) {
      expect(await refusalOf(ask(name))).toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});

describe('a dictionary that the portal refuses', () => {
  test.each([
    ['crm.currency.list', BROKEN, 'currencies'],
    ['crm.category.list', BROKEN, 'deal_categories'],
    ['crm.status.list', DENIED, 'deal_stages'],
  ])('%s leaves the rows, and the answers that use it say so: %o', async (method, error, kind) => {
    serveInPlaceOfNetwork(refusing(portal, method, error));
    const deals = await ask('getDeals', { limit: 5 });
    expect(listData(deals).rows).toHaveLength(5);
    expect(notesOf(deals)).toContain(kind);
    expect(deals.summary).toContain(notesOf(deals));
    const id = Number(listData(deals).ids[0]);
    const deal = await ask('getDeal', { id });
    expect(notesOf(deal)).toContain(kind);
    expect(deal.summary).toContain(notesOf(deal));
    expect(String(notesOf(await ask('getTasks', { limit: 5 })))).not.toContain(kind);
    // Values of a condition cannot be compared with a dictionary that is not there.
    expect(listData(await ask('getDeals', { filter: { STAGE_ID: 'WON', CURRENCY_ID: 'RUB' } })).rows).toBeDefined();
  });

  test('names of the other dictionaries stay', async () => {
    serveInPlaceOfNetwork(refusing(portal, 'crm.currency.list', BROKEN));
    const { names } = listData(await ask('getDeals', { limit: 5 }));
    expect(Object.keys(names).toSorted()).toEqual(['categories', 'people', 'stages']);
  });

  test('is asked for again by the next call that uses it, and by no other', async () => {
    serveInPlaceOfNetwork(refusing(portal, 'crm.currency.list', BROKEN));
    for (const name of ['getDeals', 'getTasks', 'getUsers']) await ask(name, { limit: 1 });
    serveInPlaceOfNetwork(portal);
    const methods = async (name: string) => {
      portal.clear();
      const answer = await ask(name, { limit: 5 });
      return { methods: portal.calls.map(({ method }) => method), answer };
    };
    expect((await methods('getTasks')).methods).not.toContain('crm.currency.list');
    const again = await methods('getDeals');
    expect(again.methods.filter((method) => !method.endsWith('deal.list'))).toEqual(['crm.currency.list']);
    expect(String(notesOf(again.answer))).not.toContain('currencies');
    expect(listData(again.answer).names['currencies']).toBeDefined();
    expect((await methods('getDeals')).methods).not.toContain('crm.currency.list');
  });

  test('is an error where it is what was asked for, and only there', async () => {
    serveInPlaceOfNetwork(refusing(portal, 'crm.currency.list', BROKEN));
    expect(await refusalOf(ask('getDictionary', { kind: 'currencies' }))).toMatchObject({ code: 'UNAVAILABLE' });
    expect((await ask('getDictionary', { kind: 'lead_statuses' })).data['items']).toHaveLength(5);
  });

  test('is named by the resources that use it too', async () => {
    serveInPlaceOfNetwork(refusing(portal, 'crm.status.list', DENIED));
    const { token } = await people.signIn(undefined, undefined, emailOf('demo_relapse'));
    const read = async (uri: string) =>
      listOf(
        await send(people.fetch, people.endpoint, { method: 'resources/read', params: { uri }, token }),
        'contents',
      );
    const [leads] = await read('bitrix24://crm/leads');
    expect(JSON.parse(String(leads?.['text']))).toMatchObject({ notes: expect.stringContaining('lead_statuses') });
    const [tasks] = await read('bitrix24://crm/tasks');
    expect(JSON.parse(String(tasks?.['text']))).not.toHaveProperty('notes');
  });
});

test.each(['user.get', 'department.get', 'tasks.task.getFields'])(
  'what an answer cannot do without is an error still: %s',
  async (method) => {
    serveInPlaceOfNetwork(refusing(portal, method, DENIED));
    expect(await refusalOf(ask('getTasks'))).toMatchObject({ code: 'FORBIDDEN' });
  },
);

test('an account, whose rights the portal enforces itself, does without departments', async () => {
  const denied = new ToolError('FORBIDDEN', 'Нет прав.');
  const account: PortalStore = {
    ...{ key: 'an account without departments', isAccount: true },
    run: async (commands) => {
      const answers = commands.map(({ method, optional }) => {
        const told = { 'user.current': { ID: '7' }, 'tasks.task.getFields': { fields: { ID: { type: 'integer' } } } };
        const nothing = { result: told[method as keyof typeof told] ?? [], total: 0, time: null };
        if (method !== 'department.get') return nothing;
        if (optional !== true) throw denied;
        return { ...nothing, refused: denied };
      });
      return { answers, portalZone: '+03:00' };
    },
  };
  expect(await loadPortal(account, 'tasks', now)).toMatchObject({ account: '7', departments: [] });
});
