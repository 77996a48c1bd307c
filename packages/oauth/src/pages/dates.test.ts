import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAgo, formatDay } from './dates.ts';

const NOW = Date.UTC(2026, 10, 20, 12) / 1000;
const HOUR = 3600;

test('a date is formatted in the language of the page', () => {
  expect(formatDay(NOW, 'ru')).toBe('20 ноября 2026\u00a0г.');
  expect(formatDay(NOW, 'en')).toBe('November 20, 2026');
});

test('a day begins when it does in Moscow, on every part of a page', () => {
  const midnight = Date.UTC(2026, 10, 20, 21) / 1000;
  expect([midnight - 1, midnight].map((seconds) => formatDay(seconds, 'ru'))).toEqual([
    '20 ноября 2026\u00a0г.',
    '21 ноября 2026\u00a0г.',
  ]);
});

describe('a relative time', () => {
  test.each([
    [0, 'в последний час', 'within the last hour'],
    [HOUR - 1, 'в последний час', 'within the last hour'],
    [HOUR, '1 час назад', '1 hour ago'],
    [5 * HOUR, '5 часов назад', '5 hours ago'],
    [47 * HOUR, '47 часов назад', '47 hours ago'],
    [48 * HOUR, '2 дня назад', '2 days ago'],
    [30 * 24 * HOUR, '30 дней назад', '30 days ago'],
  ])('of %i seconds is «%s»', (elapsed, ru, en) => {
    expect(formatAgo(NOW - elapsed, NOW, 'ru')).toBe(ru);
    expect(formatAgo(NOW - elapsed, NOW, 'en')).toBe(en);
  });

  test('is never in the future, even with clock skew', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 * HOUR }), (ahead) => {
        expect(formatAgo(NOW + ahead, NOW, 'ru')).toBe('в последний час');
      }),
    );
  });
});
