import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergePieces, type SpokenPiece, timeCode, UTTERANCE_CHARACTERS, utteranceLine } from './utterance.ts';

const WORD = fc.string({ unit: fc.constantFrom('а', 'б', 'е\u0308', '🍅', 'слово'), minLength: 1, maxLength: 12 });
const PIECE: fc.Arbitrary<SpokenPiece> = fc
  .record({
    startMs: fc.nat(600_000),
    length: fc.nat(20_000),
    speaker: fc.constantFrom('Волкова Анна', 'Ким Борис', 'Гость'),
    words: fc.array(WORD, { maxLength: 400 }),
  })
  .map(({ startMs, length, speaker, words }) => ({
    startMs,
    endMs: startMs + length,
    speaker,
    text: words.join(' '),
    speakerKey: speaker === 'Гость' ? null : `u-${speaker}`,
  }));

test('nothing said is lost or repeated, on whatever tracks it is', () => {
  fc.assert(
    fc.property(fc.array(PIECE, { maxLength: 20 }), (pieces) => {
      const said = (texts: readonly { readonly speaker: string; readonly text: string }[], who: string) =>
        texts.filter(({ speaker }) => speaker === who).map(({ text }) => text.replace(/\s/g, ''));
      const merged = mergePieces(pieces);
      for (const who of ['Волкова Анна', 'Ким Борис', 'Гость']) {
        const before = said(
          pieces.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs),
          who,
        ).join('');
        expect(said(merged, who).join('').length).toBe(before.length);
      }
    }),
  );
});

test('utterances are in the order of time, each is by one speaker, whole characters, and fits a page', () => {
  fc.assert(
    fc.property(fc.array(PIECE, { maxLength: 20 }), (pieces) => {
      const merged = mergePieces(
        pieces.map((piece, n) => ({ ...piece, startMs: n * 40_000, endMs: n * 40_000 + 5_000 })),
      );
      for (const [n, { startMs, endMs, text }] of merged.entries()) {
        expect(startMs).toBeGreaterThanOrEqual(merged[n - 1]?.startMs ?? 0);
        expect(endMs).toBeGreaterThanOrEqual(startMs);
        expect(text).toMatch(/\S/);
        expect(text.isWellFormed()).toBe(true);
        expect(text.length).toBeLessThanOrEqual(UTTERANCE_CHARACTERS);
      }
    }),
  );
});

test('two tracks are woven together, and neighbours of one speaker become one utterance', () => {
  const anna = { speakerKey: 'u-anna', speaker: 'Волкова Анна' };
  const boris = { speakerKey: 'u-boris', speaker: 'Ким Борис' };
  const merged = mergePieces([
    { ...anna, startMs: 0, endMs: 900, text: 'Начнём.' },
    { ...anna, startMs: 1_000, endMs: 2_000, text: ' Кто готов? ' },
    { ...anna, startMs: 5_000, endMs: 6_000, text: 'Хорошо.' },
    { ...boris, startMs: 3_000, endMs: 4_000, text: 'Я готов.' },
  ]);
  expect(merged.map(utteranceLine)).toEqual([
    '[00:00:00] Волкова Анна: Начнём. Кто готов?',
    '[00:00:03] Ким Борис: Я готов.',
    '[00:00:05] Волкова Анна: Хорошо.',
  ]);
});

test('a time code has hours, minutes and seconds', () => {
  expect([0, 61_000, 3_723_999].map(timeCode)).toEqual(['00:00:00', '00:01:01', '01:02:03']);
});
