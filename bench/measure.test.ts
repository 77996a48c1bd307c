import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { median } from './load.ts';
import { parseStat, processesBelow } from './processes.ts';
import { ratioOf } from './ratios.ts';

describe('processes', () => {
  test.each(['workerd', 'a (b) c', ') R 7', ''])('are read whatever their name: %j', (name) => {
    const fields = Array.from({ length: 52 }, (_, index) => String(index + 1));
    const line = `${['12', `(${name})`, ...fields.slice(2)].join(' ')}`;
    expect(parseStat(line)).toEqual({ pid: 12, name, parent: 4, cpuMs: (14 + 15) * 10, bytes: 24 * 4096 });
  });

  test('below this one are found, and their CPU grows with work', () => {
    const cpu = () => processesBelow(process.pid).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
    const before = cpu();
    const started = process.cpuUsage();
    while (process.cpuUsage(started).user < 100_000) Math.sqrt(Math.random());
    expect(cpu() - before).toBeGreaterThanOrEqual(80);
  });
});

describe('a ratio', () => {
  test('is of rounds: what slows a whole round slows both, and changes nothing', () => {
    const slow = fc.array(fc.double({ min: 0.5, max: 20, noNaN: true }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(slow, (factors) => {
        const samples = (cpuMs: number) =>
          factors.map((by) => ({ count: 1, rate: 1, p50: 1, p99: 1, cpuMs: cpuMs * by }));
        const ratio = ratioOf({ title: 'a', by: 'b', metric: 'cpuMs' }, samples(3), samples(4));
        expect(ratio.value).toBeCloseTo(0.75, 9);
        expect(ratio.low).toBeCloseTo(0.75, 9);
        expect(ratio.high).toBeCloseTo(0.75, 9);
      }),
    );
  });
});

describe('a median', () => {
  test('has as many values below as above', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const middle = median(values);
        expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2);
        expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2);
        if (values.length % 2 === 1) expect(values).toContain(middle);
      }),
    );
  });

  test('favours no side: that of the negated values is the negated median', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        expect(median(values.map((value) => -value)) + median(values)).toBe(0);
      }),
    );
    expect(median([2, 1])).toBe(1.5);
  });
});
