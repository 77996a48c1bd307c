import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressKey, keyOf, keysOf } from './page-key.ts';

describe('a name of a page', () => {
  test.each([
    ['X1.2:3', 'x1.2:3'],
    ['х1.2:3', 'x1.2:3'],
    ['%D1%851.2%3A3', 'x1.2:3'],
    ['%25D1%25851.2:3', 'x1.2:3'],
    ['§ X1.2', 'x1.2'],
    ['guides://ritm/Х1.2/3', 'ritm/x1.2/3'],
    ['guides://ritm/toc', 'ritm'],
    ['/personal/Глава/стр.md', 'personal/глава/стр'],
    ['PD.GUIDE.3.S4.SS9', 'pd.guide.3.s4.ss9'],
    ['100%', '100%'],
  ])('%s is looked up as %s', (name, key) => expect(keyOf(name)).toBe(key));

  test('with a Cyrillic letter that sounds like another Latin one than it looks like is looked up as both', () => {
    expect(keysOf('Р5.1:3')).toEqual(['p5.1:3', 'r5.1:3']);
  });

  test('that is an address means the page that is there now, before one that was there', () => {
    expect(keysOf('guides://guide/section/a')).toEqual([addressKey('guide/section/a'), 'guide/section/a']);
  });

  test('has the same keys however often it is encoded, up to twice, and in any case', () => {
    const name = fc.string({
      unit: fc.constantFrom('а', 'Й', 'x', '1', '.', ':', '/', '-'),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(name, (text) => {
        const encoded = encodeURIComponent(text);
        for (const spelling of [encoded, encodeURIComponent(encoded), text.toUpperCase()]) {
          expect(keysOf(spelling)).toEqual(keysOf(text));
        }
      }),
    );
  });

  test('is looked up without an error whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void expect(keysOf(text)).not.toEqual([])));
  });
});
