import { expect, test } from 'vitest';
import { qualityLine, readQuality } from './quality.ts';
import { readerOf } from './read.ts';

test.each([
  [{ status: 'OK', days_known: 7, days_expected: 7 }, 'Данные полные: известно дней 7 из 7.'],
  [{ status: 'OK', days_known: 80, days_expected: 85 }, 'Данные почти полные: известно дней 80 из 85.'],
  [{ status: 'PARTIAL_DATA', days_known: 2, days_expected: 5 }, 'Данные неполные: известно дней 2 из 5.'],
  [{ status: 'OK' }, 'Данные полные.'],
  [{ status: 'NO_DATA', days_known: 0, days_expected: 5 }, 'Данных нет.'],
  [{}, 'О полноте данных ничего не известно.'],
])('of %j is said: %s', (data_quality, words) => {
  expect(qualityLine(readQuality(readerOf({ data_quality })))).toBe(words);
});
