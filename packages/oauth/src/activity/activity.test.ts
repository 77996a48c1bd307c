import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { LogRecord } from '../log.ts';
import type { KnownPerson } from '../principal.ts';
import { type Activity, createActivity } from './activity.ts';
import {
  type ActivityEntry,
  type ActivityNamespace,
  type ActivityPage,
  PAGE_SIZE,
  type PlacedEntry,
} from './activity-entry.ts';
import { callsAddress } from './calls-address.ts';

const { ACTIVITY } = env as unknown as { readonly ACTIVITY: ActivityNamespace };

// What waits is written when a test reads it, and not meanwhile.
beforeAll(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }));
afterAll(() => void vi.useRealTimers());

/** A server that mounts two others, and one of these at its own address. */
const atHost = createActivity(ACTIVITY, { 'a-mcp': ACTIVITY, 'b-mcp': ACTIVITY }, 'host', () => {});
const atA = createActivity(ACTIVITY, {}, 'a-mcp', () => {});

/** A person as the host and the mounted servers know them. */
function newPerson() {
  const id = crypto.randomUUID();
  return { host: { userId: `${id} at host`, mountedIds: { 'a-mcp': `${id} at a`, 'b-mcp': `${id} at b` } } };
}

const CONSENTED = Date.now() - 60_000;
const BEGAN = Date.now() - 1_000;
const caller = (person: KnownPerson) => ({ ...person, scopes: [], clientId: 'chat', consentedAtMs: CONSENTED });
const nameOf = ({ name }: ActivityEntry) => name;

/** Every page, one after the other. */
async function pagesOf(activity: Activity, person: KnownPerson): Promise<readonly string[]> {
  const names: string[] = [];
  for (let before: string | null = null, first = true; first || before !== null; first = false) {
    const page: ActivityPage | null = await activity.page(person, before);
    if (page === null) throw new Error('nothing can be read');
    expect(page.missing).toEqual([]);
    expect(page.entries.length).toBeLessThanOrEqual(PAGE_SIZE);
    names.push(...page.entries.map(nameOf));
    before = page.next;
  }
  return names;
}

const HOMES = ['a-mcp', 'b-mcp', 'open-mcp'] as const;
const call = fc.record({ home: fc.constantFrom(...HOMES), after: fc.integer({ min: 0, max: 6 }), here: fc.boolean() });

/** As many calls as may wait without being written. */
const FEW = 40;

/** Makes calls of a person: of any server through the host, or of the first one at its own address. */
async function make({ host }: Person, calls: readonly Call[]): Promise<Made> {
  const made: Made[number][] = [];
  for (const [index, { home, after, here }] of calls.entries()) {
    const ended = { at_ms: BEGAN + after, kind: 'tool', name: `${home} ${index}`, code: 'OK' };
    const isDirect = home === 'a-mcp' && here;
    if (isDirect) atA.record(caller({ userId: host.mountedIds['a-mcp'] }), ended);
    else atHost.record(caller(host), ended, home);
    made.push({ ...ended, home, isDirect });
    if (index % FEW === FEW - 1 || index === calls.length - 1)
      await Promise.all([atHost.all(host), atA.all({ userId: host.mountedIds['a-mcp'] })]);
  }
  return made;
}

type Person = ReturnType<typeof newPerson>;
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;
type Made = readonly {
  readonly at_ms: number;
  readonly name: string;
  readonly home: string;
  readonly isDirect: boolean;
}[];
const newestFirst = (made: Made) => made.toSorted((a, b) => b.at_ms - a.at_ms).map(({ at_ms }) => at_ms);
const namesOf = (made: Made) => made.map(({ name }) => name).toSorted();

/** Expects the host to show what came in there, and the mounted server all that is about it. */
async function expectKept({ host }: Person, made: Made): Promise<void> {
  const atServer = { userId: host.mountedIds['a-mcp'] };
  const [cameIn, ofA] = [made.filter(({ isDirect }) => !isDirect), made.filter(({ home }) => home === 'a-mcp')];
  for (const [activity, person, expected] of [
    [atHost, host, cameIn],
    [atA, atServer, ofA],
  ] as const) {
    const all = await activity.all(person);
    expect(all.map(({ at_ms }) => at_ms)).toEqual(newestFirst(expected));
    expect(all.map(nameOf).toSorted()).toEqual(namesOf(expected));
    const shown = await pagesOf(activity, person);
    expect(shown.toSorted()).toEqual(namesOf(expected));
  }
}

describe('the calls of a person at a server that mounts others', () => {
  test('are shown each once, and are shown by the server that they are about too; an erasure by any way is whole', async () => {
    const erasure = fc.constantFrom('records through the host', 'records at the server', 'what came in at the host');
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 140 }), erasure, async (calls, how) => {
        const [anna, boris] = [newPerson(), newPerson()];
        const [made, others] = [await make(anna, calls), await make(boris, calls)];
        await expectKept(anna, made);
        if (how === 'records through the host') await atHost.erase(anna.host, 'a-mcp');
        else if (how === 'records at the server') await atA.erase({ userId: anna.host.mountedIds['a-mcp'] });
        else await atHost.erase(anna.host);
        // What is on its way comes too late.
        const late = calls.filter(({ home }) => home === 'a-mcp' && how !== 'what came in at the host');
        await make(anna, late);
        const isLeft = ({ home, isDirect }: Made[number]) =>
          how === 'what came in at the host' ? isDirect : home !== 'a-mcp';
        await expectKept(anna, made.filter(isLeft));
        await expectKept(boris, others);
      }),
      { numRuns: 6 * inject('fuzzFactor') },
    );
  }, 60_000);

  test('are those of the host itself where the person signed in before the server was mounted', async () => {
    const { host } = newPerson();
    const before = { userId: host.userId };
    atHost.record(caller(before), { at_ms: BEGAN, kind: 'tool', name: 'a.get', code: 'OK' }, 'a-mcp');
    expect((await atHost.all(before)).map(nameOf)).toEqual(['a.get']);
    expect((await atHost.page(before, null))?.entries).toHaveLength(1);
  });
});

describe('where stores of some servers cannot be read', () => {
  const SERVERS = ['host', 'a-mcp', 'b-mcp'] as const;
  type Fault = 'throws' | 'hangs';

  /** A host over stores in memory, of which some fail; each holds calls, one at each of these times. */
  function host(times: readonly number[], faults: ReadonlyMap<string, Fault>) {
    const lines: LogRecord[] = [];
    const namespace = (server: string): ActivityNamespace => {
      const fail = async (): Promise<void> => {
        const fault = faults.get(server);
        if (fault === 'throws') throw new RangeError('a secret');
        if (fault === 'hangs') await new Promise(() => {});
      };
      const page = async (before: string | null): Promise<readonly PlacedEntry[]> => {
        await fail();
        const caller = { server: 'host', via: 'app', app: 'chat', kind: 'tool', code: 'OK', n: 1 } as const;
        const all = times.map((at_ms) => ({ ...caller, at_ms, name: `${server} ${at_ms}` })).toReversed();
        return all.filter(({ at_ms }) => before === null || at_ms < parseInt(before, 10)).slice(0, PAGE_SIZE + 1);
      };
      const store = { page, add: fail, all: () => page(null), erase: fail };
      return { idFromName: () => ({}) as DurableObjectId, get: () => store };
    };
    const mounted = { 'a-mcp': namespace('a-mcp'), 'b-mcp': namespace('b-mcp') };
    return { activity: createActivity(namespace('host'), mounted, 'host', (line) => lines.push(line)), lines };
  }

  /** A page that waits for nothing longer than it may. */
  async function pageOf(activity: Activity, before: string | null): Promise<ActivityPage | null> {
    const page = activity.page(newPerson().host, before);
    await vi.advanceTimersByTimeAsync(3_000);
    return page;
  }

  const fault = fc.constantFrom<Fault | null>('throws', 'hangs', null);
  const faultsOf = fc.tuple(fault, fault, fault).map((all) => {
    return new Map(SERVERS.flatMap((server, index) => (all[index] ? [[server, all[index]] as const] : [])));
  });
  const calls = fc.integer({ min: 0, max: 70 }).map((count) => Array.from({ length: count }, (_, at) => at + 1));

  test('every page shows those of the others and names what is missing; none is there where all are missing', async () => {
    await fc.assert(
      fc.asyncProperty(calls, faultsOf, async (times, faults) => {
        const { activity, lines } = host(times, faults);
        const broken = SERVERS.filter((server) => faults.has(server));
        const working = SERVERS.filter((server) => !faults.has(server));
        const names: string[] = [];
        let before: string | null = null;
        do {
          const page: ActivityPage | null = await pageOf(activity, before);
          expect(page?.missing).toEqual(working.length === 0 ? undefined : broken);
          names.push(...(page?.entries.map(nameOf) ?? []));
          before = page?.next ?? null;
        } while (before !== null);
        expect(names.toSorted()).toEqual(working.flatMap((server) => times.map((at) => `${server} ${at}`)).toSorted());
        expect(new Set(lines.map(({ home }) => home))).toEqual(new Set<unknown>(broken));
        expect(JSON.stringify(lines)).not.toContain('secret');
      }),
      { numRuns: 30 * inject('fuzzFactor') },
    );
  });

  test('none of theirs is lost where they can be read again on a later page', async () => {
    const faults = new Map<string, Fault>([['a-mcp', 'throws']]);
    const { activity } = host(
      Array.from({ length: 60 }, (_, at) => at + 1),
      faults,
    );
    const first = await pageOf(activity, null);
    faults.clear();
    const names: string[] = [];
    for (let before = first?.next ?? null; before !== null; ) {
      const page: ActivityPage | null = await pageOf(activity, before);
      names.push(...(page?.entries.map(nameOf) ?? []));
      before = page?.next ?? null;
    }
    expect(names.filter((name) => name.startsWith('a-mcp'))).toHaveLength(60);
  });

  test('a copy is whole or none', async () => {
    const faults = new Map<string, Fault>([['a-mcp', 'throws']]);
    const { activity } = host([1], faults);
    await expect(activity.all(newPerson().host)).rejects.toThrow(RangeError);
  });
});

describe('calls that wait', () => {
  const ended = { at_ms: BEGAN, kind: 'tool', name: 'get', code: 'OK' };

  /** A server whose storage notes how many calls each request brings, by person. */
  function noted() {
    const requests: string[] = [];
    const names = new Map<string, string>();
    const store = (id: { name?: string }) => ({
      add: async (entries: readonly unknown[]) => void requests.push(`${names.get(id.name ?? '')}: ${entries.length}`),
    });
    const namespace = { idFromName: (name: string) => ({ name }), get: store } as unknown as ActivityNamespace;
    const activity = createActivity(namespace, {}, 'noted', () => {});
    const call = async (userId: string, times: number) => {
      names.set(await callsAddress(userId), userId);
      for (let n = 0; n < times; n += 1) activity.record(caller({ userId }), ended);
    };
    return { requests, call };
  }

  test('are written once for each person, however many others call in between', async () => {
    const { requests, call } = noted();
    for (let round = 0; round < 3; round += 1)
      for (let person = 0; person < 100; person += 1) await call(`person ${person}`, 1);
    expect(requests).toEqual([]);
    await vi.advanceTimersByTimeAsync(3_000);
    await vi.waitFor(() => expect(requests).toHaveLength(100));
    expect(new Set(requests).size).toBe(100);
    expect(requests.every((request) => request.endsWith(': 3'))).toBe(true);
  });

  test('are written at once when one person has fifty, and only theirs', async () => {
    const { requests, call } = noted();
    await call('anna', 1);
    await call('boris', 49);
    expect(requests).toEqual([]);
    await call('boris', 1);
    await vi.waitFor(() => expect(requests).toEqual(['boris: 50']));
    await vi.advanceTimersByTimeAsync(3_000);
    await vi.waitFor(() => expect(requests).toEqual(['boris: 50', 'anna: 1']));
  });

  test('are written at once when five hundred people have any', async () => {
    const { requests, call } = noted();
    for (let person = 0; person < 500; person += 1) await call(`person ${person}`, 1);
    await vi.waitFor(() => expect(requests).toHaveLength(500));
  });
});
