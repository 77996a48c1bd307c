import fc from 'fast-check';
import { surql } from 'surrealdb';
import { describe, expect, test } from 'vitest';
import { copyFrom, moveTo } from '../../testing/moved.ts';
import { event, NOW, newLearner, writer } from '../../testing/person.ts';
import { query } from '../../testing/stored.ts';
import type { PeriodFacts } from '../event-store.ts';
import { placeOf } from './hints.ts';
import { learnerNameOf } from './surrealdb-stores.ts';

const DAY_MS = 86_400_000;
const PERIOD = { start: '2026-11-09', end: '2026-11-15' };
const SPAN = { fromMs: Date.parse('2026-11-09T00:00:00Z'), toMs: Date.parse('2026-11-16T00:00:00Z') };
const dateOf = (day: number) => new Date(NOW - day * DAY_MS).toISOString().slice(0, 10);

const day = fc.integer({ min: 0, max: 400 });
const written = fc.array(
  fc.oneof(
    fc.record({ what: fc.constant('event' as const), day, rest: fc.boolean(), cancelled: fc.boolean() }),
    fc.record({ what: fc.constant('note' as const), day, dated: fc.boolean(), cancelled: fc.boolean() }),
    fc.record({ what: fc.constant('report' as const), day }),
  ),
  { maxLength: 10 },
);
type Written = typeof written extends fc.Arbitrary<readonly (infer T)[]> ? T : never;
type Learner = ReturnType<typeof newLearner>;

async function write({ twin }: Learner, each: Written, place: number): Promise<void> {
  const by = writer(NOW + place);
  if (each.what === 'report') {
    const date = dateOf(each.day);
    return twin.events.saveSyncReport({ source: 'timer', from: date, to: date }, by);
  }
  if (each.what === 'event') {
    const at = new Date(NOW - each.day * DAY_MS - DAY_MS).toISOString();
    const [saved] = await twin.events.saveEvents(
      [event({ at, id: `${place}`, type: each.rest ? 'rest' : 'reading' })],
      by,
    );
    if (each.cancelled && saved?.status === 'stored') await twin.events.cancelEvent(saved.event.eventId, null, by);
    return;
  }
  const date = dateOf(each.day);
  const period = each.dated ? { period: { start: date, end: date } } : {};
  const lists = { achievements: [], challenges: [], insights: [], next_focus: [] };
  const saved = await twin.notes.saveNote({ type: 'daily', ...lists, ...period }, `${place}`, by);
  if (each.cancelled && saved.status === 'created') await twin.notes.cancelNote(saved.noteId, null, by);
}

/** The earliest and newest of what was written and not cancelled. */
function expectedOf(all: readonly Written[]) {
  const placed = all.map((each, place) => ({ ...each, place }));
  const left = placed.filter((each) => each.what === 'report' || !each.cancelled);
  const first = <T extends string | number>(values: readonly T[]): T | null => values.toSorted()[0] ?? null;
  const events = left.flatMap((each) => (each.what === 'event' ? [each] : []));
  const startOf = (each: { readonly day: number }) => NOW - each.day * DAY_MS - DAY_MS;
  const notes = left.flatMap((each) => (each.what === 'note' ? [each] : []));
  const reports = left.flatMap((each) => (each.what === 'report' ? [each] : []));
  return {
    firstEventMs: first(events.map(startOf)),
    firstActionMs: first(events.filter(({ rest }) => !rest).map(startOf)),
    firstReportedDate: first(reports.map((each) => dateOf(each.day))),
    firstNotedDate: first(notes.flatMap((each) => (each.dated ? [dateOf(each.day)] : []))),
    firstDailyNoteMs: first(notes.map(({ place }) => NOW + place)),
    newestMs: reports.length === 0 ? null : NOW + (reports.at(-1)?.place ?? 0),
  };
}

function foundIn({ syncReports, ...facts }: PeriodFacts) {
  const { firstEventMs, firstActionMs, firstReportedDate, firstNotedDate, firstDailyNoteMs } = facts;
  const received = syncReports.map(({ receivedAtMs }) => receivedAtMs);
  const newestMs = received.length === 0 ? null : Math.max(...received);
  return { firstEventMs, firstActionMs, firstReportedDate, firstNotedDate, firstDailyNoteMs, newestMs };
}

describe('the first records and the newest report', () => {
  test('are found whatever was written and cancelled, and after a move there and back', async () => {
    await fc.assert(
      fc.asyncProperty(written, async (all) => {
        const learner = newLearner();
        for (const [place, each] of all.entries()) await write(learner, each, place);
        const facts = async () => foundIn(await learner.twin.events.periodFacts(SPAN, PERIOD));
        expect(await facts()).toEqual(expectedOf(all));
        if (all.length === 0) return;
        const copy = await copyFrom('records', learner);
        await moveTo('object', learner);
        await moveTo('records', learner);
        expect(await copyFrom('records', learner)).toBe(copy);
        expect(await facts()).toEqual(expectedOf(all));
      }),
      { numRuns: 15 },
    );
  });

  test('are found whatever a hint says of where to look', async () => {
    const learner = newLearner();
    const all: readonly Written[] = [40, 300, 20].flatMap((each) => [
      { what: 'event', day: each, rest: each > 100, cancelled: false },
      { what: 'note', day: each, dated: each > 100, cancelled: false },
      { what: 'report', day: each },
    ]);
    for (const [place, each] of all.entries()) await write(learner, each, place);
    const name = await learnerNameOf(learner.userId);
    const hints = fc.record({
      event: fc.option(day.map((each) => placeOf(name, NOW - each * DAY_MS))),
      noted: fc.option(day.map(dateOf)),
      daily_ms: fc.option(fc.integer({ min: NOW - 5, max: NOW + 20 })),
      reported: fc.option(day.map(dateOf)),
      received_ms: fc.option(fc.integer({ min: 0, max: NOW })),
    });
    await fc.assert(
      fc.asyncProperty(hints, async (changed) => {
        await query(learner, surql`UPDATE $auth MERGE ${{ hints: changed }} RETURN NONE`);
        expect(foundIn(await learner.twin.events.periodFacts(SPAN, PERIOD))).toEqual(expectedOf(all));
      }),
      { numRuns: 30 },
    );
  });
});
