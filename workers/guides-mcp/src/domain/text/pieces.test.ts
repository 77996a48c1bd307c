import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pieceAt } from './pieces.ts';

test('the pieces of any text make it up, none is longer than the limit, and none cuts a character', () => {
  const text = fc.string({ unit: fc.constantFrom('а', ' ', '\n\n', '. ', '🍅', 'е\u0308'), maxLength: 300 });
  fc.assert(
    fc.property(text, fc.integer({ min: 8, max: 80 }), (whole, limit) => {
      let made = '';
      for (let offset: number | null = 0; offset !== null; ) {
        const piece = pieceAt(whole, offset, limit);
        expect(piece.text.length).toBeLessThanOrEqual(limit);
        expect(piece.text.isWellFormed()).toBe(true);
        made += piece.text;
        offset = piece.next;
      }
      expect(made).toBe(whole);
    }),
  );
});
