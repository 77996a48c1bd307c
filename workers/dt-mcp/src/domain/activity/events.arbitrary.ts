import fc from 'fast-check';
import { addDays, MS_PER_MINUTE, type Period, startOfDay } from '../time/calendar.ts';
import type { EventFacts } from './activity-event.ts';
import { ACTIVITY_TYPE_IDS } from './activity-types.ts';
import { ACTIVITY_SOURCES, confidenceOf } from './sources.ts';

/** An event with defaults; `startsAt` has an offset. */
export function eventAt(
  startsAt: string,
  minutes: number | null,
  more: Partial<Pick<EventFacts, 'activityType' | 'source' | 'externalId'>> = {},
): EventFacts {
  const { activityType = 'reading', source = 'manual_log', externalId = `${startsAt} ${minutes}` } = more;
  const startMs = Date.parse(startsAt);
  return {
    source,
    externalId,
    activityType,
    startMs,
    durationMinutes: minutes,
    confidence: confidenceOf(source, activityType),
  };
}

/** Zones with and without summer time, with a half-hour offset, and one that once skipped a whole date. */
export const zones = fc.constantFrom(
  'Europe/Moscow',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Africa/Casablanca',
  'Pacific/Apia',
);

/** Dates near clock changes, and an ordinary week. */
const anchors = fc.constantFrom('2026-03-27', '2026-10-23', '2026-07-01', '2011-12-28');

/** A period of one to nine days. */
export const periods: fc.Arbitrary<Period> = fc
  .tuple(anchors, fc.integer({ min: 0, max: 8 }))
  .map(([start, length]) => ({ start, end: addDays(start, length) }));

/** Events in and around a period: many overlap, and some share an external id. */
export function eventsAround(period: Period, maxLength = 30): fc.Arbitrary<EventFacts[]> {
  const from = Date.parse(`${addDays(period.start, -2)}T00:00:00Z`) / MS_PER_MINUTE;
  const to = Date.parse(`${addDays(period.end, 2)}T00:00:00Z`) / MS_PER_MINUTE;
  const event = fc.record({
    source: fc.oneof(fc.constantFrom('timer', 'manual_log'), fc.constantFrom(...ACTIVITY_SOURCES)),
    externalId: fc.integer({ min: 0, max: 19 }).map(String),
    activityType: fc.constantFrom(...ACTIVITY_TYPE_IDS),
    startMs: fc.integer({ min: from, max: to }).map((minute) => minute * MS_PER_MINUTE),
    durationMinutes: fc.option(fc.oneof(fc.integer({ min: 0, max: 1440 }), fc.integer({ min: 0, max: 90 })), {
      freq: 9,
    }),
    confidence: fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100),
  });
  return fc.array(event, { maxLength });
}

/** The night between two dates, crowded with overlapping events of a few sources. */
export const crowdedNights = fc
  .tuple(fc.constantFrom('2026-03-28', '2026-10-24', '2026-07-01'), zones)
  .chain(([start, zone]) => {
    const midnight = startOfDay(addDays(start, 1), zone);
    const event = fc.record({
      source: fc.constantFrom('timer', 'manual_log', 'mcp', 'import'),
      externalId: fc.integer({ min: 0, max: 19 }).map(String),
      activityType: fc.constantFrom('reading', 'writing', 'planning', 'guide_session', 'rest'),
      startMs: fc.integer({ min: -150, max: 240 }).map((minute) => midnight + minute * MS_PER_MINUTE),
      durationMinutes: fc.option(fc.integer({ min: 0, max: 120 }), { freq: 9 }),
      confidence: fc.constant(0.5),
    });
    const events: fc.Arbitrary<EventFacts[]> = fc.array(event, { minLength: 5, maxLength: 25, size: 'max' });
    return fc.record({ period: fc.constant({ start, end: addDays(start, 1) }), zone: fc.constant(zone), events });
  });

/** A period, a zone and events around it. */
export const weeksOfEvents = fc
  .tuple(periods, zones)
  .chain(([period, zone]) =>
    fc.record({ period: fc.constant(period), zone: fc.constant(zone), events: eventsAround(period) }),
  );
