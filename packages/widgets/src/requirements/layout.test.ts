import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Edge, layoutOf } from './layout.ts';

const NAMES = Array.from({ length: 12 }, (_, at) => `REQ-${at}`);
const name = fc.constantFrom(...NAMES);
const edges = fc.array(fc.record({ from: name, to: name }), { maxLength: 30 });
/** A number is greater than those that it leads to, so that there is no cycle. */
const forward = edges.map((all) => all.filter(({ from, to }) => NAMES.indexOf(from) < NAMES.indexOf(to)));

describe('a laid out graph', () => {
  test('has every node once, none over another, all within its size', () => {
    fc.assert(
      fc.property(edges, (given) => {
        const { places, columns, rows } = layoutOf(NAMES, given);
        expect([...places.keys()].sort()).toEqual([...NAMES].sort());
        const all = [...places.values()];
        for (const [at, one] of all.entries()) {
          expect(one.column).toBeLessThan(columns);
          expect(one.row).toBeGreaterThanOrEqual(-1e-9);
          expect(one.row).toBeLessThanOrEqual(rows - 1 + 1e-9);
          for (const other of all.slice(at + 1)) {
            if (one.column === other.column) expect(Math.abs(one.row - other.row)).toBeGreaterThanOrEqual(1 - 1e-9);
          }
        }
      }),
    );
  });

  test('draws every edge from its one end to its other, column by column', () => {
    fc.assert(
      fc.property(edges, (given) => {
        const { places, ways } = layoutOf(NAMES, given);
        for (const [at, { from, to }] of given.entries()) {
          const way = ways[at] ?? [];
          if (from === to) expect(way).toEqual([]);
          else expect([way[0], way.at(-1)]).toEqual([places.get(from), places.get(to)]);
          const steps = way.slice(1).map(({ column }, step) => column - (way[step]?.column ?? 0));
          expect(new Set(steps).size).toBeLessThanOrEqual(1);
          expect(steps.every((step) => Math.abs(step) === 1)).toBe(true);
        }
      }),
    );
  });

  test('leads every edge to the right where there is no cycle, and turns one back on each cycle', () => {
    const isForward = (layout: ReturnType<typeof layoutOf>, { from, to }: Edge) =>
      (layout.places.get(from)?.column ?? 0) < (layout.places.get(to)?.column ?? 0);
    fc.assert(
      fc.property(forward, (given) => {
        const layout = layoutOf(NAMES, given);
        expect(given.filter((edge) => !isForward(layout, edge))).toEqual([]);
      }),
    );
    const cycle = ['a', 'b', 'c'].map((from, at) => ({ from, to: ['b', 'c', 'a'][at] ?? '' }));
    const layout = layoutOf(['a', 'b', 'c'], cycle);
    expect(cycle.map((edge) => isForward(layout, edge))).toEqual([true, true, false]);
  });

  test('keeps what nothing connects apart', () => {
    const { places, rows } = layoutOf(
      ['a', 'b', 'c', 'd'],
      [
        { from: 'a', to: 'b' },
        { from: 'c', to: 'd' },
      ],
    );
    expect(rows).toBe(2);
    expect([places.get('a')?.row, places.get('b')?.row, places.get('c')?.row, places.get('d')?.row]).toEqual([
      0, 0, 1, 1,
    ]);
  });

  test('of a thousand relationships is made in no time', () => {
    const many = Array.from({ length: 80 }, (_, at) => `REQ-${at}`);
    const given = Array.from({ length: 1_000 }, (_, at) => ({
      from: many[(at * 7) % 80] ?? '',
      to: many[(at * 13 + 5) % 80] ?? '',
    }));
    const start = performance.now();
    layoutOf(many, given);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('of nothing is empty', () => {
    expect(layoutOf([], [])).toEqual({ places: new Map(), ways: [], columns: 0, rows: 0 });
  });
});
