import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { periodDays } from '../time/calendar.ts';
import { datesTouched, distinctEvents, eventsNear, startsToRead, touches } from './event-dates.ts';
import { eventAt, eventsAround, weeksOfEvents } from './events.arbitrary.ts';

const week = periodDays({ start: '2026-02-02', end: '2026-02-08' }, 'Europe/Moscow');
const touched = (...args: Parameters<typeof eventAt>) => [...datesTouched([eventAt(...args)], week)];

describe('the dates of an event', () => {
  test('leave out a date that a zone skipped as a whole: nobody worked on it', () => {
    const over = eventAt('2011-12-29T20:00:00-10:00', 600);
    const datesOn = (start: string, end: string) => [
      ...datesTouched([over], periodDays({ start, end }, 'Pacific/Apia')),
    ];
    expect(datesOn('2011-12-29', '2011-12-31')).toEqual(['2011-12-29', '2011-12-31']);
    expect(datesOn('2011-12-30', '2011-12-30')).toEqual([]);
  });

  test('are both dates when it runs over midnight', () => {
    expect(touched('2026-02-03T23:50:00+03:00', 30)).toEqual(['2026-02-03', '2026-02-04']);
  });

  test('do not include the next date if it ends at midnight', () => {
    expect(touched('2026-02-03T23:30:00+03:00', 30)).toEqual(['2026-02-03']);
  });

  test('are one date if its duration is unknown', () => {
    expect(touched('2026-02-03T00:00:00+03:00', null)).toEqual(['2026-02-03']);
  });

  test('are limited to the period', () => {
    expect(touched('2026-02-01T23:50:00+03:00', 30)).toEqual(['2026-02-02']);
    expect(touched('2026-02-08T23:50:00+03:00', 30)).toEqual(['2026-02-08']);
    expect(touched('2026-02-01T23:30:00+03:00', 30)).toEqual([]);
    expect(touched('2026-02-09T00:00:00+03:00', 30)).toEqual([]);
  });

  test('are none when it ends as the period begins', () => {
    expect(touches(eventAt('2026-02-01T23:30:00+03:00', 30), week)).toBe(false);
    expect(touches(eventAt('2026-02-01T23:30:00+03:00', 31), week)).toBe(true);
  });

  test('exist exactly when it overlaps the period, and then the query span includes it', () => {
    fc.assert(
      fc.property(weeksOfEvents, ({ period, zone, events }) => {
        const days = periodDays(period, zone);
        const { fromMs, toMs } = startsToRead(days);
        for (const event of events) {
          expect(datesTouched([event], days).size > 0).toBe(touches(event, days));
          if (touches(event, days)) expect(event.startMs >= fromMs && event.startMs < toMs).toBe(true);
        }
      }),
    );
  });
});

describe('a duplicate event', () => {
  test('with the same source and external id is one event', () => {
    const once = eventAt('2026-02-03T09:00:00+03:00', 25, { source: 'import', externalId: 'a' });
    const other = eventAt('2026-02-03T09:00:00+03:00', 25, { source: 'timer', externalId: 'a' });
    expect(distinctEvents([once, other, { ...once }])).toEqual([once, other]);
  });

  test('with different content: the earlier copy is kept, then the shorter one', () => {
    const copy = (clock: string, minutes: number | null) =>
      eventAt(`2026-02-03T${clock}:00+03:00`, minutes, { externalId: 'a' });
    expect(distinctEvents([copy('09:05', 10), copy('09:00', 60)])).toEqual([copy('09:00', 60)]);
    expect(distinctEvents([copy('09:00', 60), copy('09:05', 10)])).toEqual([copy('09:00', 60)]);
    expect(distinctEvents([copy('09:00', 60), copy('09:00', 25)])).toEqual([copy('09:00', 25)]);
    const reading = copy('09:00', 25);
    const writing = { ...reading, activityType: 'writing' as const };
    expect(distinctEvents([writing, reading])).toEqual(distinctEvents([reading, writing]));
    const doubted = { ...reading, confidence: 0.1 };
    expect(distinctEvents([doubted, reading])).toEqual(distinctEvents([reading, doubted]));
  });

  test('is resolved before the period is selected: the earlier copy is kept, even outside the period', () => {
    const copy = (date: string) => eventAt(`${date}T09:00:00+03:00`, 25, { externalId: 'a' });
    const other = eventAt('2026-02-04T09:00:00+03:00', 25, { externalId: 'b' });
    expect(eventsNear([copy('2026-01-05'), copy('2026-02-03'), other, other], week)).toEqual([other]);
    fc.assert(
      fc.property(weeksOfEvents, ({ period, zone, events }) => {
        const days = periodDays(period, zone);
        const touching = (some: readonly Parameters<typeof touches>[0][]) => some.filter((one) => touches(one, days));
        expect(touching(eventsNear(events, days))).toEqual(touching(distinctEvents(events)));
        const near = eventsNear(events, days);
        expect(distinctEvents(near)).toEqual(distinctEvents([...near]));
      }),
    );
  });

  test('with different content is resolved the same way in any order', () => {
    fc.assert(
      fc.property(eventsAround({ start: '2026-02-02', end: '2026-02-03' }), (events) => {
        expect(new Set(distinctEvents(events.toReversed()))).toEqual(new Set(distinctEvents(events)));
      }),
    );
  });
});
