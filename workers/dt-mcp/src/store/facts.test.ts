import { runInDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_EVENT_MINUTES } from '../domain/activity/activity-event.ts';
import { datesTouched, isAction } from '../domain/activity/event-dates.ts';
import { MS_PER_MINUTE, periodDays } from '../domain/time/calendar.ts';
import { event, IN_OBJECTS, NOW, newLearner, writer } from '../testing/person.ts';
import { addEvents, evict } from '../testing/stored.ts';

const PERIOD = { start: '2026-11-09', end: '2026-11-15' };
const SPAN = { fromMs: Date.parse('2026-11-09T00:00:00Z'), toMs: Date.parse('2026-11-16T00:00:00Z') };
const DAY_MS = 86_400_000;

describe('facts of a period', () => {
  test('of an empty twin are empty, and reading does not create the twin', async () => {
    const { twin } = newLearner();
    const nothing = {
      events: [],
      syncReports: [],
      dailyNotes: [],
      createdAtMs: null,
      firstEventMs: null,
      firstActionMs: null,
      firstReportedDate: null,
      firstNotedDate: null,
      firstDailyNoteMs: null,
    };
    expect(await twin.events.periodFacts(SPAN, PERIOD)).toEqual(nothing);
    expect(await twin.events.periodFacts(SPAN, PERIOD)).toEqual(nothing);
  });

  test('contain exactly the events that start in the half-open span, sorted by start', async () => {
    const minutes = fc.array(fc.integer({ min: -4, max: 14 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(minutes, fc.nat(9), fc.nat(9), async (offsets, from, length) => {
        const { twin } = newLearner();
        const startOf = (offset: number) => SPAN.fromMs + offset * MS_PER_MINUTE;
        const events = offsets.map((offset, i) => event({ at: new Date(startOf(offset)).toISOString(), id: `${i}` }));
        await twin.events.saveEvents(events, writer());
        const facts = await twin.events.periodFacts({ fromMs: startOf(from), toMs: startOf(from + length) }, PERIOD);
        const expected = offsets.filter((offset) => offset >= from && offset < from + length).sort((a, b) => a - b);
        expect(facts.events.map((event) => event.startMs)).toEqual(expected.map(startOf));
        expect(facts.firstEventMs).toBe(offsets.length === 0 ? null : startOf(Math.min(...offsets)));
      }),
      { numRuns: 40 },
    );
  });

  test('name the first activity apart from the first event, however much rest came before it', async () => {
    const learner = newLearner();
    const { twin } = learner;
    const firsts = async () => {
      const { firstEventMs, firstActionMs } = await twin.events.periodFacts(SPAN, PERIOD);
      return [firstEventMs, firstActionMs];
    };
    const [rest, reading, earlier] = ['2026-11-01', '2026-11-09', '2026-11-05'].map((date) => `${date}T06:00:00.000Z`);
    const msOf = (at = '') => Date.parse(at);
    const save = (at = '', type = 'reading') => twin.events.saveEvents([event({ at, type, id: at })], writer());
    await save(rest, 'rest');
    expect(await firsts()).toEqual([msOf(rest), null]);
    await save(reading);
    expect(await firsts()).toEqual([msOf(rest), msOf(reading)]);
    const [saved] = await save(earlier);
    expect(await firsts()).toEqual([msOf(rest), msOf(earlier)]);
    if (saved?.status === 'stored') await twin.events.cancelEvent(saved.event.eventId, null, writer());
    expect(await firsts()).toEqual([msOf(rest), msOf(reading)]);
    const minutes = Array.from({ length: 1200 }, (_, i) => new Date(msOf(rest) + i * MS_PER_MINUTE).toISOString());
    const rests = minutes.map((at, i) => event({ at, type: 'rest', id: `rest ${i}` }));
    for (let i = 0; i < rests.length; i += 100) await twin.events.saveEvents(rests.slice(i, i + 100), writer());
    expect(await firsts()).toEqual([msOf(rest), msOf(reading)]);
  });

  test('contain no texts, so that a year of the longest notes is not too large', async () => {
    const learner = newLearner();
    const { twin } = learner;
    await twin.events.saveEvents(
      [event({ at: '2026-11-09T09:00:00+03:00', title: 'моё дело', note: 'мои слова' })],
      writer(),
    );
    expect(JSON.stringify((await twin.events.periodFacts(SPAN, PERIOD)).events)).not.toMatch(/моё дело|мои слова/);
    const many = IN_OBJECTS ? 10_000 : 1_000;
    await addEvents(learner, many, { note: 'ж'.repeat(2000), lastMs: SPAN.fromMs + many * 60_000 });
    // The rows are none of the object's own writes.
    await evict(learner);
    expect((await twin.events.periodFacts(SPAN, PERIOD)).events).toHaveLength(many + 1);
  });
});

test('show for each event whether it has a role or a method', async () => {
  const { twin } = newLearner();
  const cases = [
    { role: 'писатель', method: null },
    { role: null, method: 'письмо' },
    { role: 'писатель', method: 'письмо' },
    { role: null, method: null },
  ];
  const at = (i: number) => `2026-11-09T0${i}:00:00Z`;
  await twin.events.saveEvents(
    cases.map((words, i) => ({ ...event({ at: at(i), id: `${i}` }), ...words })),
    writer(),
  );
  const { events } = await twin.events.periodFacts(SPAN, PERIOD);
  expect(events.map(({ hasRoleOrMethod }) => hasRoleOrMethod)).toEqual([true, true, true, false]);
  expect(events[0]).toEqual({
    eventId: expect.any(String),
    source: 'manual_log',
    externalId: '0',
    activityType: 'reading',
    startMs: Date.parse(at(0)),
    durationMinutes: 25,
    confidence: expect.any(Number),
    hasRoleOrMethod: true,
  });
});

test.runIf(IN_OBJECTS)('forty thousand events are all returned, each once, in order', async () => {
  const { twin, stub } = newLearner();
  await twin.events.saveEvents([event({ at: '2026-11-09T09:00:00+03:00' })], writer());
  const many = 40_005;
  await runInDurableObject(stub, (_, { storage }) => {
    // Many begin at the same moment, so that pages end among equals.
    storage.sql.exec(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${many - 1})
       insert into event(event_id, source, external_id, activity_type, start_ms, confidence, client_id, recorded_at_ms)
       select 'e' || i, 'timer', 'x' || i, 'reading', ${SPAN.fromMs} + (i / 15000) * 60000, 0.8, 'test', 0 from n`,
    );
  });
  const { events } = await twin.events.periodFacts(SPAN, PERIOD);
  expect([events.length, new Set(events.map(({ eventId }) => eventId)).size]).toEqual([many, many]);
  const places = events.map(({ startMs, eventId }) => `${startMs} ${eventId}`);
  expect(places).toEqual([...places].sort());
});

describe('sync reports', () => {
  const report = (from: string, to: string, source: 'timer' | 'bot' = 'timer') => ({ source, from, to });

  test('that overlap the period are in its facts; of the others only the newest', async () => {
    const { twin } = newLearner();
    const reports = [
      report('2026-11-01', '2026-11-08'),
      report('2026-11-05', '2026-11-09'),
      report('2026-11-15', '2026-11-16', 'bot'),
      report('2026-11-16', '2026-11-16'),
    ];
    for (const [i, one] of reports.entries()) await twin.events.saveSyncReport(one, writer(NOW + i));
    const { syncReports } = await twin.events.periodFacts(SPAN, PERIOD);
    const byTime = [...syncReports].sort((a, b) => a.receivedAtMs - b.receivedAtMs);
    expect(byTime).toEqual([1, 2, 3].map((i) => ({ ...reports[i], receivedAtMs: NOW + i })));
  });

  test('that are repeated only move receivedAtMs forward', async () => {
    const { twin } = newLearner();
    for (const shift of [0, 5, 2])
      await twin.events.saveSyncReport(report(PERIOD.start, PERIOD.end), writer(NOW + shift));
    const { syncReports, firstReportedDate } = await twin.events.periodFacts(SPAN, PERIOD);
    expect(syncReports).toEqual([{ ...report(PERIOD.start, PERIOD.end), receivedAtMs: NOW + 5 }]);
    expect(firstReportedDate).toBe(PERIOD.start);
  });
});

describe('the creation time of a twin', () => {
  const lists = { achievements: ['шаг'], challenges: [], insights: [], next_focus: [] };
  test.each([
    ['an event', (twin) => twin.events.saveEvents([event({ at: '2026-11-09T09:00:00+03:00' })], writer())],
    [
      'a report',
      (twin) => twin.events.saveSyncReport({ source: 'timer', from: PERIOD.start, to: PERIOD.end }, writer()),
    ],
    ['a note', (twin) => twin.notes.saveNote({ type: 'daily', ...lists }, 'key', writer())],
  ] satisfies [string, (twin: ReturnType<typeof newLearner>['twin']) => Promise<unknown>][])(
    'is that of its first write (%s) and never changes',
    async (_, write) => {
      const { twin } = newLearner();
      await write(twin);
      await twin.events.saveEvents([event({ at: '2026-11-10T09:00:00+03:00' })], writer(NOW + DAY_MS));
      await twin.events.saveEvents([event({ at: '2026-11-11T09:00:00+03:00' })], writer(NOW - DAY_MS));
      expect((await twin.events.periodFacts(SPAN, PERIOD)).createdAtMs).toBe(NOW);
    },
  );
});

test('the active days are those that the domain finds in the events', async () => {
  const days = periodDays({ start: '2026-10-23', end: '2026-10-28' }, 'Europe/Berlin'); // the clocks change within
  const spans = days.dates.map((_, day) => ({ fromMs: days.starts[day] ?? 0, toMs: days.starts[day + 1] ?? 0 }));
  const [first = 0, last = 0] = [days.starts[0], days.starts.at(-1)];
  const near = fc
    .constantFrom(...days.starts)
    .chain((ms) => fc.integer({ min: -3, max: 3 }).map((by) => ms + by * MS_PER_MINUTE));
  const anywhere = fc.integer({ min: -DAY_MS / MS_PER_MINUTE, max: (last - first) / MS_PER_MINUTE });
  const some = fc.record({
    startMs: fc.oneof(
      near,
      anywhere.map((minutes) => first + minutes * MS_PER_MINUTE),
    ),
    minutes: fc.option(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: MAX_EVENT_MINUTES }))),
    type: fc.constantFrom('practice', 'rest'),
    cancelled: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(some, { maxLength: 5 }), async (drawn) => {
      const { twin } = newLearner();
      const events = drawn.map(({ startMs, minutes, type }, i) =>
        event({ at: new Date(startMs).toISOString(), id: `${i}`, type, ...(minutes !== null && { minutes }) }),
      );
      const saved = await twin.events.saveEvents(events, writer());
      for (const [i, outcome] of saved.entries()) {
        if (drawn[i]?.cancelled && outcome.status === 'stored')
          await twin.events.cancelEvent(outcome.event.eventId, null, writer());
      }
      const kept = events.filter((each, i) => !drawn[i]?.cancelled && isAction(each));
      const expected = [...datesTouched(kept, days)].sort().map((date) => days.dates.indexOf(date));
      expect(await twin.events.activeDays(spans)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});
