import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, localDateAt, periodDays } from '../time/calendar.ts';
import type { EventFacts } from './activity-event.ts';
import { ACTIVITY_TYPES } from './activity-types.ts';
import { distinctEvents, endOf } from './event-dates.ts';
import { crowdedNights, weeksOfEvents } from './events.arbitrary.ts';
import { investedTime } from './invested-time.ts';
import { SOURCE_PRIORITY } from './sources.ts';

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, n) => total + n, 0);

/** Reference implementation, minute by minute; too slow for production. */
function ownerOf(minuteMs: number, events: readonly EventFacts[]): EventFacts | undefined {
  const claim = (event: EventFacts) => [
    event.activityType === 'guide_session' ? 1 : 0,
    SOURCE_PRIORITY.indexOf(event.source),
    event.startMs,
  ];
  const stronger = (a: EventFacts, b: EventFacts) => {
    const [ours, theirs] = [claim(a), claim(b)];
    const differs = ours.findIndex((value, i) => value !== theirs[i]);
    return differs < 0 ? a.externalId < b.externalId : (ours[differs] ?? 0) < (theirs[differs] ?? 0);
  };
  return events
    .filter((event) => event.activityType !== 'rest' && event.startMs <= minuteMs && minuteMs < endOf(event))
    .reduce<EventFacts | undefined>((best, event) => (best && !stronger(event, best) ? best : event), undefined);
}

function literalMinutes(events: readonly EventFacts[], zone: string): Map<string, number> {
  const counted = new Map<string, number>();
  const last = Math.max(...events.map(endOf));
  for (let minute = Math.min(...events.map((event) => event.startMs)); minute < last; minute += 60_000) {
    const type = ownerOf(minute, events)?.activityType;
    if (type === undefined) continue;
    const key = `${localDateAt(minute, zone)} ${type}`;
    counted.set(key, Math.min((counted.get(key) ?? 0) + 1, type === 'planning' ? 60 : 9999));
  }
  return counted;
}

describe('invested time, for any events, zone and clock change', () => {
  test('equals a minute-by-minute computation of the definition', () => {
    fc.assert(
      fc.property(crowdedNights, ({ period, zone, events }) => {
        const days = periodDays(period, zone);
        const counted = investedTime(events, days).days.flatMap((day) =>
          [...day.byType].map(([type, minutes]) => [`${day.date} ${type}`, minutes] as const),
        );
        expect(new Map(counted)).toEqual(literalMinutes(distinctEvents(events), zone));
      }),
    );
  });

  test('adds up: by date, by type and in total', () => {
    fc.assert(
      fc.property(weeksOfEvents, ({ period, zone, events }) => {
        const time = investedTime(events, periodDays(period, zone));
        expect(sum(time.days.map((day) => day.minutes))).toBe(time.totalMinutes);
        expect(sum(time.byType.values())).toBe(time.totalMinutes);
        for (const day of time.days) expect(sum(day.byType.values())).toBe(day.minutes);
      }),
    );
  });

  test('is whole minutes within the length of the date, with at most an hour of planning and no rest', () => {
    fc.assert(
      fc.property(weeksOfEvents, ({ period, zone, events }) => {
        const days = periodDays(period, zone);
        for (const [i, day] of investedTime(events, days).days.entries()) {
          expect(Number.isInteger(day.minutes)).toBe(true);
          expect(day.minutes * 60_000).toBeLessThanOrEqual((days.starts[i + 1] ?? 0) - (days.starts[i] ?? 0));
          expect(day.byType.get('planning') ?? 0).toBeLessThanOrEqual(60);
          expect(day.byType.has('rest')).toBe(false);
        }
      }),
    );
  });

  test('does not depend on the order in which events came', () => {
    const shuffled = weeksOfEvents.chain((week) =>
      fc.record({
        week: fc.constant(week),
        events: fc.shuffledSubarray(week.events, { minLength: week.events.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ week, events }) => {
        const days = periodDays(week.period, week.zone);
        expect(investedTime(events, days)).toEqual(investedTime(week.events, days));
      }),
    );
  });

  test('is not changed by a duplicate event', () => {
    fc.assert(
      fc.property(weeksOfEvents, fc.nat(), ({ period, zone, events }, pick) => {
        fc.pre(events.length > 0);
        const days = periodDays(period, zone);
        const again = events.slice(pick % events.length, (pick % events.length) + 1).map((event) => ({ ...event }));
        expect(investedTime([...events, ...again], days)).toEqual(investedTime(events, days));
      }),
    );
  });

  test('of two adjacent periods adds up to that of both', () => {
    fc.assert(
      fc.property(weeksOfEvents, fc.nat(), ({ period, zone, events }, cut) => {
        const whole = periodDays(period, zone);
        const last = addDays(period.start, cut % whole.dates.length);
        const first = investedTime(events, periodDays({ start: period.start, end: last }, zone));
        const rest = addDays(last, 1);
        const second =
          rest > period.end ? [] : investedTime(events, periodDays({ start: rest, end: period.end }, zone)).days;
        expect([...first.days, ...second]).toEqual(investedTime(events, whole).days);
      }),
    );
  });

  test('of one event is its own minutes, wherever it is split', () => {
    const invested = ACTIVITY_TYPES.filter((type) => type.counts_as_invested && type.max_minutes_per_day === null);
    fc.assert(
      fc.property(weeksOfEvents, fc.constantFrom(...invested), ({ period, zone, events: [event] }, type) => {
        fc.pre(event !== undefined);
        const wide = periodDays({ start: addDays(period.start, -4), end: addDays(period.end, 4) }, zone);
        const time = investedTime([{ ...event, activityType: type.id }], wide);
        expect(time.totalMinutes).toBe(event.durationMinutes ?? 0);
      }),
    );
  });
});
