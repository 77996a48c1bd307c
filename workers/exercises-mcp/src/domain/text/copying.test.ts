import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PAGE } from '../testing/samples.ts';
import { copyRatio, likeness, runsOf } from './copying.ts';

const source = new Set(runsOf(PAGE));

describe('a copy', () => {
  test('is recognised whatever its case, punctuation and endings', () => {
    expect(copyRatio(PAGE, source)).toBe(1);
    expect(copyRatio(PAGE.toUpperCase().replaceAll(' ', ',  '), source)).toBe(1);
    expect(copyRatio(PAGE.replace('встреча', 'встречи'), source)).toBe(1);
  });

  test('in part counts its own words only', () => {
    const half = PAGE.split(' ').slice(0, 8).join(' ');
    expect(copyRatio(`${half} дальше уже мои собственные слова об этом дне`, source)).toBe(0.5);
  });

  test('is not what has no five words in a row in common', () => {
    expect(copyRatio('Слот это время. Защищено как встреча. Назначено заранее!', source)).toBe(0);
    expect(copyRatio('', source)).toBe(0);
  });

  test('of any text is between 0 and 1, and more of the source never lowers it', () => {
    const text = fc
      .array(fc.constantFrom(...PAGE.split(' '), 'я', 'утром', 'дома'), { maxLength: 60 })
      .map((list) => list.join(' '));
    fc.assert(
      fc.property(text, text, (answer, more) => {
        const ratio = copyRatio(answer, source);
        expect(ratio >= 0 && ratio <= 1).toBe(true);
        expect(copyRatio(answer, new Set([...source, ...runsOf(more)]))).toBeGreaterThanOrEqual(ratio);
      }),
    );
  });
});

test.each([
  ['утром пишется легче', 'утром пишется легче', 1],
  ['утром пишется легче', 'утром легче пишется!', 1],
  ['утром пишется легче', 'вечером поздно', 0],
  ['', '', 0],
])('«%s» and «%s» are alike by %f', (one, other, expected) => {
  expect(likeness(one, other)).toBe(expected);
});
