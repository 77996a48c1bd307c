import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostRelapsesWithin } from './relapses.ts';

/** Runs of more than three empty days. */
function relapsesIn(days: readonly boolean[]): number {
  const line = days.map((active) => (active ? 'x' : '.')).join('');
  return line.split('x').filter((gap) => gap.length > 3).length;
}

test('the number of relapses that fit into unknown days is an upper bound that can be reached', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 80 }), (days) => {
      expect(relapsesIn(days)).toBeLessThanOrEqual(mostRelapsesWithin(days.length));
    }),
  );
  for (let length = 0; length < 80; length++) {
    const worst = Array.from({ length }, (_, day) => day % 5 === 4);
    expect(relapsesIn(worst)).toBe(mostRelapsesWithin(length));
  }
});
