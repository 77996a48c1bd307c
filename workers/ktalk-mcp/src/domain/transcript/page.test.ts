import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filterUtterances, pageOf } from './page.ts';
import { type Utterance, utteranceLine } from './utterance.ts';

const UTTERANCE: fc.Arbitrary<Utterance> = fc
  .tuple(fc.nat(1_000_000), fc.nat(60_000), fc.constantFrom('Волкова Анна', 'Ким Борис'), fc.string({ minLength: 1 }))
  .map(([startMs, length, speaker, text]) => ({
    startMs,
    endMs: startMs + length,
    speaker,
    speakerKey: speaker,
    text,
  }));

test('the pages of a transcript make it up, each within its size', () => {
  fc.assert(
    fc.property(fc.array(UTTERANCE), fc.integer({ min: 10, max: 500 }), (all, maxChars) => {
      const read: Utterance[] = [];
      for (let offset: number | null = 0; offset !== null; ) {
        const page: ReturnType<typeof pageOf> = pageOf(all, {
          offset,
          maxChars,
          costOf: (each) => utteranceLine(each).length,
        });
        const size = page.utterances.reduce((sum, each) => sum + utteranceLine(each).length + 1, 0);
        if (page.utterances.length > 1) expect(size).toBeLessThanOrEqual(maxChars);
        read.push(...page.utterances);
        offset = page.nextOffset;
      }
      expect(read).toEqual(all);
    }),
  );
});

test('a filter keeps all that touches its span and is by its speaker, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(UTTERANCE), fc.nat(1_000_000), fc.nat(500_000), (all, fromMs, length) => {
      const toMs = fromMs + length;
      const kept = filterUtterances(all, { speaker: 'вОЛКОВА', fromMs, toMs });
      for (const each of all) {
        const wanted = each.speaker === 'Волкова Анна' && each.endMs >= fromMs && each.startMs <= toMs;
        expect(kept.includes(each)).toBe(wanted);
      }
    }),
  );
});

test.each(['Анна Волкова', 'волкова анна', ' Волк  анн ', 'Артёмовна', 'артемовна', 'Волкова, А.', '«Анна»'])(
  'a speaker is known by the words of the name in any order: %s',
  (speaker) => {
    const utterance = { startMs: 0, endMs: 1, speakerKey: null, text: 'Слот.' };
    const anna = { ...utterance, speaker: 'Волкова Анна Артёмовна' };
    const other = { ...utterance, speaker: 'Ким Борис' };
    expect(filterUtterances([anna, other], { speaker })).toEqual([anna]);
  },
);
