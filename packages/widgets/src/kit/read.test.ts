import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_LIST, LONGEST_TEXT, readerOf } from './read.ts';

describe('a reader', () => {
  test('takes for absent what is not of the declared kind', () => {
    const reader = readerOf({
      text: 7,
      number: '7',
      nan: Number.NaN,
      endless: Number.POSITIVE_INFINITY,
      list: {},
      at: [],
    });
    expect([reader.text('text'), reader.number('number'), reader.number('nan'), reader.number('endless')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect([reader.list('list'), reader.texts('list'), reader.has('at'), reader.isTrue('text')]).toEqual([
      [],
      [],
      false,
      false,
    ]);
  });

  test('tells what is said to be nothing from what is not said', () => {
    const reader = readerOf({ none: null, empty: [], some: [7], record: {}, text: '' });
    const said = ['none', 'empty', 'some', 'record', 'text', 'absent'].filter((field) => reader.isNothing(field));
    expect(said).toEqual(['none', 'empty']);
  });

  test('knows no field that is not in the answer itself', () => {
    for (const field of ['constructor', '__proto__', 'toString']) {
      expect(readerOf({}).text(field)).toBeNull();
      expect(readerOf({}).has(field)).toBe(false);
    }
  });

  test('counts only whole numbers from 0 on', () => {
    const counts = [0, 7, -1, 1.5, 1e300].map((value) => readerOf({ value }).count('value'));
    expect(counts).toEqual([0, 7, null, null, null]);
  });

  test('leaves out of a text what turns a line around or is not seen, and keeps joined emoji', () => {
    expect(readerOf({ value: '\u202eокно\u200b\u0000' }).text('value')).toBe('окно');
    expect(readerOf({ value: '👩‍👩‍👧\nстрока' }).text('value')).toBe('👩‍👩‍👧\nстрока');
    expect(readerOf({ value: ' \u200b ' }).text('value')).toBeNull();
  });

  test('reads anything without an error, within its limits', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (value, field) => {
        const reader = readerOf(value);
        expect(reader.list(field).length).toBeLessThanOrEqual(LONGEST_LIST);
        expect((reader.text(field) ?? '').length).toBeLessThanOrEqual(LONGEST_TEXT);
        expect([reader.number(field)].every((number) => number === null || Number.isFinite(number))).toBe(true);
      }),
    );
    expect(readerOf({ value: 'ж'.repeat(10_000) }).text('value')).toHaveLength(LONGEST_TEXT);
  });
});
