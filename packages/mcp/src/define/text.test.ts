import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cut, malformedField, shorten } from './text.ts';

const anyText = fc.array(
  fc.constantFrom('a', 'ж', 'е\u0308', '🍅', '👩‍👩‍👧', '🇷🇺', '👍🏽', 'e\u0301\u0302', '\r\n', '"'),
);
const segmenter = new Intl.Segmenter('ru');
const characters = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment);

describe('a cut text', () => {
  test('is the longest beginning that fits and splits no character', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 16, max: 60 }), (parts, limit) => {
        const text = parts.join('');
        const whole = characters(text);
        const kept = characters(cut(text, limit));
        expect(cut(text, limit).length).toBeLessThanOrEqual(limit);
        expect(kept).toEqual(whole.slice(0, kept.length));
        const next = whole[kept.length];
        if (next !== undefined) expect(kept.join('').length + next.length).toBeGreaterThan(limit);
      }),
    );
  });

  test('is well-formed even when one character is longer than the limit', () => {
    for (const limit of [1, 2, 3, 4, 5, 6, 7]) {
      const kept = cut('👩‍👩‍👧'.repeat(3), limit);
      expect(kept.isWellFormed()).toBe(true);
      expect(kept.length).toBeLessThanOrEqual(limit);
    }
  });

  test('says by an ellipsis that something is left out', () => {
    expect(shorten('🍅🍅🍅', 4)).toBe('🍅…');
    expect(shorten('🍅🍅', 4)).toBe('🍅🍅');
  });
});

describe('a malformed text', () => {
  test('is found wherever it is, with its path', () => {
    expect(malformedField({ steps: [{ title: 'да' }, { title: '\ud83d' }] })).toBe('steps.1.title');
    expect(malformedField({ patch: { 'имя\udf45': 1 } })).toBe('patch.имя\ufffd');
    expect(malformedField({ title: '🍅', tags: ['е\u0308'] })).toBeNull();
  });

  test('is found below any depth', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}"\\ud83d"${']'.repeat(50_000)}`);
    expect(malformedField(deep)).toMatch(/^0(\.0)+$/);
  });

  test('is found in a value exactly when its JSON has an escaped half', () => {
    const unit = fc.constantFrom('a', '🍅', '\ud83c', '\udf45');
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: unit }), (value) => {
        // JSON.stringify writes a whole pair as it is, and a half as an escape.
        expect(malformedField(value) !== null).toBe(/\\ud[89a-f]/.test(JSON.stringify(value)));
      }),
    );
  });
});
