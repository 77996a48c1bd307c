import { describe, expect, test } from 'vitest';
import { inTurn } from './in-turn.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('the writes of one learner in an isolate', () => {
  test('run one after the other, however long the line is', async () => {
    const running = { now: 0, most: 0 };
    const order: number[] = [];
    const write = (index: number) => async () => {
      running.now += 1;
      running.most = Math.max(running.most, running.now);
      await pause(250);
      order.push(index);
      running.now -= 1;
    };
    // The last one waits longer than a single write may take.
    await Promise.all(Array.from({ length: 14 }, (_, index) => inTurn('a long line', write(index))));
    expect(running.most).toBe(1);
    expect(order).toEqual(Array.from({ length: 14 }, (_, index) => index));
  });

  test('go on after one that fails, and past one that never ends', async () => {
    const failed = inTurn('a broken line', () => Promise.reject(new Error('no')));
    const second = inTurn('a broken line', async () => 'second');
    await expect(failed).rejects.toThrow('no');
    expect(await second).toBe('second');
    void inTurn('a broken line', () => new Promise(() => {}));
    expect(await inTurn('a broken line', async () => 'last')).toBe('last');
  });

  test('do not wait for those of another', async () => {
    void inTurn('one', () => new Promise(() => {}));
    const begun = performance.now();
    await inTurn('another', async () => {});
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});
