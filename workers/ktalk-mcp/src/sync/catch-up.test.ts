import { expect, test } from 'vitest';
import { createCatchUp } from './catch-up.ts';
import type { SyncDeps } from './sync.ts';

test('readers share the work, and one that was given up keeps them waiting for a minute at most', async () => {
  let [now, began] = [0, 0];
  let state: () => Promise<unknown> = () => new Promise(() => {});
  const index = {
    state: () => {
      began += 1;
      return state();
    },
  };
  const deps = { index, ktalk: {}, now: () => now } as unknown as SyncDeps;
  const catchUp = createCatchUp();
  void catchUp(deps);
  void catchUp(deps);
  expect(began).toBe(1);
  now = 60_000;
  state = async () => ({ syncedAt: now });
  await catchUp(deps);
  expect(began).toBe(2);
});
