import { describe, expect, test } from 'vitest';
import { createSampledLog, type LogRecord } from './log.ts';

/** Logs these keys at these times; gives the numbers of the written lines, 0 for one written in full. */
function written(keys: Iterable<string>, now: () => number = () => 0): number[] {
  const lines: LogRecord[] = [];
  const sampled = createSampledLog(now);
  for (const key of keys) sampled((line) => lines.push(line), key, { event: 'e', server: 's' });
  return lines.map(({ repeats }) => Number(repeats ?? 0));
}

describe('of a flood of lines', () => {
  test('the first ten are written, then each at twice the number', () => {
    expect(written(Array(100).fill('a'))).toEqual([...Array(10).fill(0), 16, 32, 64]);
    expect(written(Array(100_000).fill('a')).length).toBeLessThan(25);
  });

  test('every key has its own', () => {
    expect(written([...Array(12).fill('a'), 'b'])).toEqual(Array(11).fill(0));
  });

  test('a new minute begins again', () => {
    let calls = 0;
    expect(written(Array(24).fill('a'), () => (calls++ < 12 ? 59_999 : 60_000))).toHaveLength(20);
  });

  test('a great number of keys is counted as one', () => {
    const keys = Array.from({ length: 100_000 }, (_, index) => `key ${index}`);
    expect(written(keys).length).toBeLessThan(1_030);
  });
});
