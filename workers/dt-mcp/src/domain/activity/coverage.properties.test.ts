import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, periodDays } from '../time/calendar.ts';
import { dataQuality } from './coverage.ts';
import { weeksOfEvents } from './events.arbitrary.ts';

const noon = (date: string) => Date.parse(`${date}T12:00:00+03:00`);

describe('data quality of any records', () => {
  const records = weeksOfEvents.chain(({ period, zone, events }) => {
    const date = fc.integer({ min: -4, max: 14 }).map((days) => addDays(period.start, days));
    const range = fc.record({
      source: fc.constantFrom('timer' as const, 'lms' as const),
      from: date,
      to: date,
      receivedAtMs: date.map(noon),
    });
    return fc.record({
      days: fc.constant(periodDays(period, zone)),
      nowMs: date.map(noon),
      facts: fc.record({
        events: fc.oneof(fc.constant(events), fc.constant(events.slice(0, 2)), fc.constant([])),
        syncRanges: fc.array(range, { maxLength: 2 }),
        closedDates: fc.array(date, { maxLength: 2 }),
        knownSince: fc.option(date),
      }),
    });
  });

  test('has a ratio from 0 to 1 that determines the status', () => {
    fc.assert(
      fc.property(records, fc.constantFrom('tolerant', 'strict'), ({ facts, days, nowMs }, mode) => {
        const { coverage_ratio: ratio, status } = dataQuality(facts, days, nowMs, mode);
        expect(ratio === null || (ratio >= 0 && ratio <= 1)).toBe(true);
        expect(status).toBe(!ratio ? 'NO_DATA' : ratio < 0.8 ? 'PARTIAL_DATA' : 'OK');
      }),
    );
  });

  test('knows every expected date, or lists it as missing, or it is before the records', () => {
    fc.assert(
      fc.property(records, ({ facts, days, nowMs }) => {
        const quality = dataQuality(facts, days, nowMs);
        const { days_known, days_expected, known_dates, missing_dates } = quality;
        expect(known_dates).toHaveLength(days_known);
        for (const date of quality.assumed_dates) expect(known_dates).toContain(date);
        for (const date of known_dates) expect(missing_dates).not.toContain(date);
        const isBefore = (date: string) => facts.knownSince !== null && date < facts.knownSince;
        const before = days.dates.slice(0, days_expected).filter(isBefore).length;
        expect(days_known + missing_dates.length + before).toBe(days_expected);
        expect(missing_dates.some(isBefore)).toBe(false);
        if (quality.coverage_ratio === null) expect(days_known).toBe(0);
        else expect(quality.coverage_ratio === 1).toBe(days_known === days_expected);
        for (const date of quality.assumed_dates) expect(quality.missing_dates).not.toContain(date);
      }),
    );
  });

  test('says the same of a date, whatever period is asked about', () => {
    const within = fc.tuple(fc.nat(20), fc.nat(20));
    fc.assert(
      fc.property(records, within, ({ facts, days, nowMs }, [from, length]) => {
        const start = addDays(days.start, from - 5);
        const asked = periodDays({ start, end: addDays(start, length) }, days.zone);
        const each = asked.dates.map((date) =>
          dataQuality(facts, periodDays({ start: date, end: date }, days.zone), nowMs),
        );
        const whole = dataQuality(facts, asked, nowMs);
        expect(whole.missing_dates).toEqual(each.flatMap(({ missing_dates }) => missing_dates));
        expect(whole.assumed_dates).toEqual(each.flatMap(({ assumed_dates }) => assumed_dates));
        expect(whole.known_dates).toEqual(each.flatMap(({ known_dates }) => known_dates));
        expect(whole.days_known).toBe(each.reduce((sum, { days_known }) => sum + days_known, 0));
        expect(whole.days_expected).toBe(each.reduce((sum, { days_expected }) => sum + days_expected, 0));
      }),
    );
  });

  test('is never better in strict mode', () => {
    fc.assert(
      fc.property(records, ({ facts, days, nowMs }) => {
        const strict = dataQuality(facts, days, nowMs, 'strict').coverage_ratio ?? 0;
        expect(strict).toBeLessThanOrEqual(dataQuality(facts, days, nowMs).coverage_ratio ?? 0);
      }),
    );
  });

  test('does not depend on the order of records or on duplicates', () => {
    fc.assert(
      fc.property(records, ({ facts, days, nowMs }) => {
        const events = [...facts.events.toReversed(), ...facts.events];
        const syncRanges = facts.syncRanges.toReversed();
        expect(dataQuality({ ...facts, events, syncRanges }, days, nowMs)).toEqual(dataQuality(facts, days, nowMs));
      }),
    );
  });
});
