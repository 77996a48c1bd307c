import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Arrow, cyclesOf, cycleThrough, type Order, orderOf, RELATIONSHIP_TYPES } from './relationship.ts';

const node = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const arrow: fc.Arbitrary<Arrow> = fc.record({
  sourceId: node,
  targetId: node,
  type: fc.constantFrom(...RELATIONSHIP_TYPES),
});
const arrows = fc
  .array(arrow, { maxLength: 14 })
  .map((all) => all.filter(({ sourceId, targetId }) => sourceId !== targetId));

/** Whether a node comes before itself, by trying all ways. */
function comesBeforeItself(order: Order, start: string): boolean {
  const reached = new Set<string>();
  const visit = (at: string): void => {
    for (const next of order.get(at) ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      visit(next);
    }
  };
  visit(start);
  return reached.has(start);
}

/** A map that counts how often it is asked. */
class CountedMap<K, V> extends Map<K, V> {
  reads = 0;
  override get(key: K): V | undefined {
    this.reads += 1;
    return super.get(key);
  }
}

const isCycle = (order: Order, cycle: readonly string[]) =>
  cycle.length > 1 &&
  cycle[0] === cycle.at(-1) &&
  cycle.slice(1).every((each, at) => order.get(cycle[at] ?? '')?.includes(each));

describe('a cycle', () => {
  test('is found through a requirement exactly when it comes before itself, and is one', () => {
    fc.assert(
      fc.property(arrows, node, (all, start) => {
        const order = orderOf(all);
        const cycle = cycleThrough(order, start);
        expect(cycle !== null).toBe(comesBeforeItself(order, start));
        if (cycle === null) return;
        expect(isCycle(order, cycle)).toBe(true);
        expect(cycle[0]).toBe(start);
        expect(new Set(cycle).size).toBe(cycle.length - 1);
      }),
    );
  });

  test('names every requirement that is on one', () => {
    fc.assert(
      fc.property(arrows, (all) => {
        const order = orderOf(all);
        const cycles = cyclesOf(order);
        for (const cycle of cycles) expect(isCycle(order, cycle)).toBe(true);
        const named = new Set(cycles.flat());
        for (const each of 'abcdef') expect(named.has(each), each).toBe(comesBeforeItself(order, each));
      }),
    );
  });

  test('is looked for by few looks at each requirement, also at those between two cycles', () => {
    const length = 2_000;
    const arrowTo = (from: number, to: number): Arrow => ({
      ...{ sourceId: `r${from}`, targetId: `r${to}`, type: 'depends_on' },
    });
    const chain = Array.from({ length }, (_, n) => arrowTo(n, n + 1));
    const order = new CountedMap(orderOf([...chain, arrowTo(1, 0), arrowTo(length, length - 1)]));
    expect(cyclesOf(order)).toHaveLength(2);
    expect(order.reads).toBeLessThan(10 * length);
  });

  test('may go through relationships of different types, with blocks read backwards', () => {
    const order = orderOf([
      { sourceId: 'a', targetId: 'b', type: 'depends_on' },
      { sourceId: 'c', targetId: 'b', type: 'blocks' },
      { sourceId: 'c', targetId: 'a', type: 'derives_from' },
    ]);
    expect(cycleThrough(order, 'a')).toEqual(['a', 'b', 'c', 'a']);
  });

  test('is not made by relationships that order nothing', () => {
    const both = (type: Arrow['type']): readonly Arrow[] => [
      { sourceId: 'a', targetId: 'b', type },
      { sourceId: 'b', targetId: 'a', type },
    ];
    expect(cyclesOf(orderOf([...both('relates_to'), ...both('conflicts_with')]))).toEqual([]);
  });
});
