import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { afterEach, describe, expect, inject, test, vi } from 'vitest';
import { MAX_ENTRIES, type NewEntry, PAGE_SIZE, type PlacedEntry, placeOf, RETENTION_DAYS } from './activity-entry.ts';
import type { ActivityObject } from './activity-object.ts';

const { ACTIVITY } = env as unknown as { readonly ACTIVITY: DurableObjectNamespace<ActivityObject> };
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW = Date.UTC(2026, 10, 20, 9);

afterEach(() => void vi.useRealTimers());

const newObject = () => ACTIVITY.getByName(`person-${crypto.randomUUID()}`);

const entry = (changed: Partial<NewEntry> = {}): NewEntry => ({
  at_ms: NOW,
  server: 'dt-mcp',
  via: 'app',
  app: 'Приложение',
  kind: 'tool',
  name: 'test.read',
  code: 'OK',
  consentedAtMs: NOW - DAY_MS,
  ...changed,
});

/** Every page, one after the other. */
async function pagesOf(object: DurableObjectStub<ActivityObject>, nowMs: number, server?: string) {
  const all: PlacedEntry[] = [];
  for (;;) {
    const last = all.at(-1);
    const page: readonly PlacedEntry[] = await object.page(last ? placeOf(last) : null, nowMs, server);
    all.push(...page.slice(0, PAGE_SIZE));
    if (page.length <= PAGE_SIZE) return all.map(({ n: _, ...kept }) => kept);
  }
}

/** Everything that the storage holds, table by table. */
function storedIn(object: DurableObjectStub<ActivityObject>) {
  return runInDurableObject(object, (_, { storage }) => {
    const tables = storage.sql.exec<{ name: string }>(
      "select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\'",
    );
    return Array.from(tables, ({ name }) => [name, storage.sql.exec(`select * from "${name}"`).toArray()] as const);
  });
}

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      batch: fc.array(
        fc.record({
          /** Days before the time of the step. */
          ago: fc.constantFrom(0, 0, 0.01, 0.02, 0.03, 1),
          app: fc.constantFrom('А', 'Б'),
          server: fc.constantFrom('dt-mcp', 'app'),
          code: fc.constantFrom('OK', 'CONFLICT'),
          /** Days between the consent and the call. */
          consented: fc.constantFrom(0, 0.5, 30),
        }),
        { maxLength: 40 },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ days: fc.constantFrom(0, 1, 30, 60) }) },
  { weight: 1, arbitrary: fc.record({ erased: fc.constantFrom(undefined, undefined, 'app', 'dt-mcp') }) },
);

const WAYS = ['dt-mcp', 'app'];

/** A list with the same rules. */
class Model {
  readonly #erasedAtMs: Record<string, number> = {};
  #calls: NewEntry[] = [];

  add(entries: readonly NewEntry[], nowMs: number): void {
    const isLater = ({ consentedAtMs, server }: NewEntry) => consentedAtMs > (this.#erasedAtMs[server] ?? 0);
    const isRecent = ({ at_ms }: NewEntry) => nowMs - at_ms < HOUR_MS / 2;
    this.#calls.push(...entries.filter((each) => isLater(each) && isRecent(each)));
  }

  erase(nowMs: number, way: string | undefined): void {
    const erased = way === undefined ? WAYS : [way];
    for (const server of erased) this.#erasedAtMs[server] = nowMs;
    this.#calls = this.#calls.filter(({ server }) => !erased.includes(server));
  }

  kept(nowMs: number) {
    return (
      this.#calls
        .filter(({ at_ms }) => at_ms > nowMs - RETENTION_DAYS * DAY_MS)
        // A stable sort of the reverse: of one millisecond the later one is first.
        .toReversed()
        .sort((a, b) => b.at_ms - a.at_ms)
        .map(({ consentedAtMs: _, ...kept }) => kept)
    );
  }
}

/** Does a step with an object and with the list. */
async function take(
  each: typeof step extends fc.Arbitrary<infer T> ? T : never,
  { object, model }: { readonly object: DurableObjectStub<ActivityObject>; readonly model: Model },
  nowMs: number,
): Promise<void> {
  if ('erased' in each) {
    await object.erase(nowMs, each.erased);
    model.erase(nowMs, each.erased);
  } else if ('batch' in each) {
    const entries = each.batch.map(({ ago, app, server, code, consented }, index) => {
      const at_ms = nowMs - ago * DAY_MS;
      const consentedAtMs = at_ms - consented * DAY_MS;
      return entry({ at_ms, app, server, code, name: `test.${index}`, consentedAtMs });
    });
    await object.add(entries, nowMs);
    model.add(entries, nowMs);
  }
}

describe('what is kept of the calls of a person', () => {
  test('is what a list with the same rules has: ninety days, nothing of a consent before an erasure of that way in nor half an hour late, newest first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const [object, model] = [newObject(), new Model()];
        let nowMs = NOW;
        for (const each of steps) {
          nowMs += 'days' in each ? each.days * DAY_MS : 1;
          await take(each, { object, model }, nowMs);
          const expected = model.kept(nowMs);
          expect(await pagesOf(object, nowMs)).toEqual(expected);
          expect(await object.all(nowMs)).toEqual(expected);
          for (const way of WAYS) {
            const cameIn = expected.filter(({ server }) => server === way);
            expect(await pagesOf(object, nowMs, way)).toEqual(cameIn);
            expect(await object.all(nowMs, way)).toEqual(cameIn);
          }
        }
      }),
      { numRuns: 12 * inject('fuzzFactor') },
    );
  });

  test(`is the newest ${MAX_ENTRIES}`, async () => {
    const object = newObject();
    const calls = Array.from({ length: MAX_ENTRIES + 7 }, (_, index) => entry({ at_ms: NOW + index }));
    await object.add(calls.slice(0, 7), NOW);
    await object.add(calls.slice(7), NOW);
    const all = await object.all(NOW);
    expect([all.length, all.at(-1)?.at_ms]).toEqual([MAX_ENTRIES, NOW + 7]);
    // Writes at any time remove the others before long.
    for (let later = 1; later <= 64; later += 1) await object.add([], NOW + later);
    expect((await storedIn(object)).flatMap(([, rows]) => rows)).toHaveLength(MAX_ENTRIES);
  });

  test('has the page after any place, also one that is no longer there', async () => {
    const object = newObject();
    await object.add(
      Array.from({ length: 3 }, (_, index) => entry({ at_ms: NOW + index })),
      NOW,
    );
    expect(await object.page(`${NOW + 2}.1`, NOW)).toHaveLength(2);
    expect(await object.page(`${NOW + 999}.5`, NOW)).toHaveLength(3);
    expect(await object.page('1.1', NOW)).toEqual([]);
  });
});

describe('the storage of a person', () => {
  test('is empty while only looked at', async () => {
    const object = newObject();
    expect(await object.page(null, NOW)).toEqual([]);
    expect(await object.all(NOW)).toEqual([]);
    expect(await storedIn(object)).toEqual([]);
  });

  test('removes calls by itself ninety days later, the old ones first, and then everything', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    const object = newObject();
    await object.add([entry()], NOW);
    await object.add([entry({ at_ms: NOW + DAY_MS })], NOW + DAY_MS);
    vi.setSystemTime(NOW + RETENTION_DAYS * DAY_MS);
    expect(await runDurableObjectAlarm(object)).toBe(true);
    expect((await storedIn(object)).flatMap(([, rows]) => rows)).toMatchObject([{ at_ms: NOW + DAY_MS }]);
    vi.setSystemTime(NOW + (RETENTION_DAYS + 1) * DAY_MS);
    expect(await runDurableObjectAlarm(object)).toBe(true);
    expect(await storedIn(object)).toEqual([]);
    await object.add([entry({ at_ms: Date.now() })], Date.now());
    expect(await object.all(Date.now())).toHaveLength(1);
  });

  test('has only the time of an erasure after it, for an hour', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    const object = newObject();
    await object.add([entry()], NOW);
    await object.erase(NOW + 1);
    expect(await storedIn(object)).toEqual([
      ['call', []],
      ['erasure', [{ at_ms: NOW + 1, server: '' }]],
    ]);
    vi.setSystemTime(NOW + 1 + 3_600_000);
    await runDurableObjectAlarm(object);
    expect(await storedIn(object)).toEqual([]);
  });

  test('takes no call from before an erasure, even when the time of that has gone', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    const object = newObject();
    await object.erase(NOW + 1);
    vi.setSystemTime(NOW + 1 + HOUR_MS);
    await runDurableObjectAlarm(object);
    await object.add([entry()], Date.now());
    expect(await object.all(Date.now())).toEqual([]);
  });

  test('keeps what was called on a new consent after an erasure when its mark goes', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    const object = newObject();
    await object.erase(NOW);
    await object.add([entry(), entry({ at_ms: NOW + 2, consentedAtMs: NOW + 1 })], NOW + 2);
    vi.setSystemTime(NOW + 2 * 3_600_000);
    await runDurableObjectAlarm(object);
    expect((await storedIn(object)).flatMap(([, rows]) => rows)).toMatchObject([{ at_ms: NOW + 2 }]);
  });
});

test('calls that were kept before there were two ways in are still there, and new ones beside them', async () => {
  const object = newObject();
  await object.add([entry()], NOW);
  await runInDurableObject(object, (_, { storage: { sql } }) => {
    for (const table of ['call', 'erasure']) sql.exec(`alter table ${table} drop column server`);
  });
  await evictDurableObject(object);
  expect(await object.all(NOW)).toMatchObject([{ server: '', name: 'test.read' }]);
  await object.add([entry({ at_ms: NOW + 1, server: 'app' })], NOW + 1);
  expect((await object.all(NOW + 1)).map(({ server }) => server)).toEqual(['app', '']);
  await object.erase(NOW + 2);
  expect(await object.all(NOW + 2)).toEqual([]);
});
