import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifySpeakers } from './verification.ts';

const KEYS = fc.array(fc.constantFrom('u-1', 'u-2', 'u-3', 'u-4'));

test('a transcript fits only if everyone who speaks belongs to the recording', () => {
  fc.assert(
    fc.property(KEYS, KEYS, fc.array(fc.constant(null)), (speakers, belonging, guests) => {
      const verdict = verifySpeakers([...guests, ...speakers], new Set(belonging));
      const strangers = speakers.filter((key) => !belonging.includes(key));
      expect(verdict).toBe(speakers.length === 0 ? 'inconclusive' : strangers.length === 0 ? 'match' : 'mismatch');
    }),
  );
});
