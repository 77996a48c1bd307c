import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localTimeAt } from './local-time.ts';

const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));

describe('an instant', () => {
  test('is formatted in local time with the offset', () => {
    const instant = Date.parse('2026-03-29T01:00:30.500Z');
    expect(localTimeAt(instant, 'Europe/Moscow')).toBe('2026-03-29T04:00:30+03:00');
    expect(localTimeAt(instant, 'Europe/Berlin')).toBe('2026-03-29T03:00:30+02:00');
    expect(localTimeAt(instant, 'UTC')).toBe('2026-03-29T01:00:30+00:00');
  });

  test('in whole minutes survives formatting and parsing, also in a repeated hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 29_500_000, max: 30_500_000 }), zones, (minute, zone) => {
        expect(Date.parse(localTimeAt(minute * 60_000, zone))).toBe(minute * 60_000);
      }),
    );
  });
});
