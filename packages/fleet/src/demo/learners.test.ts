import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type DemoEvent, demoData } from './learners.ts';
import { DEMO_ZONE, DST_ZONE, dateIn, lastCompleteMonday } from './weeks.ts';

/** Any minute of some years: every weekday, both sides of midnight, weeks in which the clocks change. */
const anyMoment = fc
  .integer({ min: Date.parse('2024-01-01T00:00:00Z') / 60_000, max: Date.parse('2036-01-01T00:00:00Z') / 60_000 })
  .map((minute) => new Date(minute * 60_000));

const endOf = ({ occurred_at, duration_minutes }: DemoEvent) => Date.parse(occurred_at) + duration_minutes * 60_000;
const datesOf = (events: readonly DemoEvent[]) =>
  [...new Set(events.map(({ occurred_at }) => occurred_at.slice(0, 10)))].sort();

describe('whenever the fleet starts', () => {
  test('nothing of a demo learner lies in the future: no server would take it', () => {
    fc.assert(
      fc.property(anyMoment, (now) => {
        const today = dateIn(DEMO_ZONE, now).toString();
        for (const { events, synced, notes } of Object.values(demoData(now))) {
          for (const event of events) expect(endOf(event)).toBeLessThanOrEqual(now.getTime());
          for (const { period } of notes) expect((period as { end: string }).end < today).toBe(true);
          expect((synced?.to ?? '') < today).toBe(true);
        }
      }),
    );
  });

  test('the one week of “weak” and “good” is the last one that is over', () => {
    fc.assert(
      fc.property(anyMoment, (now) => {
        const monday = lastCompleteMonday(now, DEMO_ZONE);
        const day = (index: number) => monday.add({ days: index }).toString();
        const { demo_weak, demo_good } = demoData(now);
        expect(datesOf(demo_weak.events)).toEqual([day(0), day(2)]);
        expect(datesOf(demo_good.events)).toEqual([0, 1, 2, 3, 4].map(day));
      }),
    );
  });

  test('“long” worked yesterday or the day before, and “relapse” six days ago', () => {
    fc.assert(
      fc.property(anyMoment, (now) => {
        const { demo_long, demo_relapse } = demoData(now);
        const daysSince = (events: readonly DemoEvent[]) =>
          Temporal.PlainDate.from(datesOf(events).at(-1) ?? '').until(dateIn(DEMO_ZONE, now)).days;
        expect(daysSince(demo_long.events)).toBeLessThanOrEqual(2);
        expect(daysSince(demo_relapse.events)).toBe(6);
      }),
    );
  });

  test('the clocks change within the week of “tricky”, and an event leads out of it', () => {
    fc.assert(
      fc.property(anyMoment, (now) => {
        const { events } = demoData(now).demo_tricky;
        expect(new Set(events.map(({ occurred_at }) => occurred_at.slice(19))).size).toBe(2);
        const ends = events.map((event) => dateIn(DST_ZONE, new Date(endOf(event))));
        expect(ends.filter(({ dayOfWeek }) => dayOfWeek === 1).length).toBe(3);
      }),
    );
  });

  test('the learners are the same from midnight to midnight', () => {
    fc.assert(
      fc.property(anyMoment, (now) => {
        const midnight = dateIn(DEMO_ZONE, now).toZonedDateTime(DEMO_ZONE).epochMilliseconds;
        expect(demoData(now)).toEqual(demoData(new Date(midnight)));
      }),
    );
  });
});
