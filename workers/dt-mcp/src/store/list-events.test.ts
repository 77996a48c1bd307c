import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ActivityEvent } from '../domain/activity/activity-event.ts';
import { MS_PER_MINUTE } from '../domain/time/calendar.ts';
import { event, newLearner, writer } from '../testing/person.ts';
import type { EventQuery } from './event-store.ts';
import type { TwinStores } from './twin-store.ts';

const BEGIN = Date.parse('2026-11-09T00:00:00Z');
const TYPES = ['reading', 'writing', 'rest'] as const;
const SOURCES = ['timer', 'manual_log'] as const;

/** Reads all pages as a client does, up to a limit far above the possible number. */
async function walk(twin: TwinStores, query: Omit<EventQuery, 'after'>): Promise<ActivityEvent[]> {
  const seen: ActivityEvent[] = [];
  for (let page = 0; page < 100; page += 1) {
    const last = seen.at(-1);
    const after = last ? { startMs: last.startMs, eventId: last.eventId } : null;
    const { events } = await twin.events.listEvents({ ...query, after });
    expect(events.length).toBeLessThanOrEqual(query.limit);
    if (events.length === 0) return seen;
    seen.push(...events);
  }
  throw new Error('the pages do not end');
}

const places = fc.record({
  minute: fc.nat(5), // few minutes, so that many events begin at the same time
  type: fc.constantFrom(...TYPES),
  source: fc.constantFrom(...SOURCES),
});
const asked = fc.record({
  order: fc.constantFrom('asc' as const, 'desc' as const),
  limit: fc.integer({ min: 1, max: 7 }),
  types: fc.option(fc.subarray([...TYPES], { minLength: 1 })),
  sources: fc.option(fc.subarray([...SOURCES], { minLength: 1 })),
  from: fc.nat(4),
  length: fc.integer({ min: 0, max: 6 }),
});

describe('pages of events', () => {
  test('together contain every matching event once, in order, for any page size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(places, { maxLength: 25 }), asked, async (given, { from, length, ...filters }) => {
        const { twin } = newLearner();
        const startOf = (minute: number) => BEGIN + minute * MS_PER_MINUTE;
        const events = given.map(({ minute, type, source }, i) =>
          event({ at: new Date(startOf(minute)).toISOString(), type, source, id: `${i}` }),
        );
        await twin.events.saveEvents(events, writer());
        const query = { ...filters, fromMs: startOf(from), toMs: startOf(from + length) };
        const walked = await walk(twin, query);
        const { types, sources, order } = filters;
        const fitting = events.filter(
          ({ startMs, activityType, source }) =>
            startMs >= query.fromMs &&
            startMs < query.toMs &&
            (types === null || types.includes(activityType as (typeof TYPES)[number])) &&
            (sources === null || sources.includes(source as (typeof SOURCES)[number])),
        );
        const ids = (list: readonly { readonly externalId: string }[]) => list.map((event) => event.externalId).sort();
        expect(ids(walked)).toEqual(ids(fitting));
        expect(walked).toEqual([...walked].sort(byPlace(order)));
        expect((await twin.events.listEvents({ ...query, after: null })).total).toBe(fitting.length);
      }),
      { numRuns: 60 },
    );
  });

  test('miss no existing event if another one is added meanwhile', async () => {
    const { twin } = newLearner();
    const minute = (i: number) => new Date(BEGIN + i * MS_PER_MINUTE).toISOString();
    const old = [5, 6, 7, 8].map((i) => event({ at: minute(i), id: `${i}` }));
    await twin.events.saveEvents(old, writer());
    const query = {
      fromMs: BEGIN,
      toMs: BEGIN + 3_600_000,
      types: null,
      sources: null,
      order: 'asc',
      limit: 2,
    } as const;
    const first = await twin.events.listEvents({ ...query, after: null });
    await twin.events.saveEvents([event({ at: minute(1), id: 'late' })], writer());
    const last = first.events.at(-1);
    const second = await twin.events.listEvents({
      ...query,
      after: last ? { startMs: last.startMs, eventId: last.eventId } : null,
    });
    expect([...first.events, ...second.events].map((event) => event.externalId)).toEqual(['5', '6', '7', '8']);
  });

  test('accept more filter values than a statement can bind', async () => {
    const { twin } = newLearner();
    await twin.events.saveEvents([event({ at: new Date(BEGIN).toISOString() })], writer());
    const everything = { fromMs: BEGIN, toMs: BEGIN + 1, order: 'asc', limit: 10, after: null } as const;
    const many = Array.from({ length: 500 }, () => 'reading' as const);
    expect(await twin.events.listEvents({ ...everything, types: many, sources: null })).toMatchObject({ total: 1 });
    expect(await twin.events.listEvents({ ...everything, types: [], sources: null })).toMatchObject({ total: 0 });
  });
});

/** By start and then by id, as SQLite compares them. */
function byPlace(order: 'asc' | 'desc') {
  const sign = order === 'asc' ? 1 : -1;
  return (a: ActivityEvent, b: ActivityEvent) => sign * (a.startMs - b.startMs || (a.eventId < b.eventId ? -1 : 1));
}
