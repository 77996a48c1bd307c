import { expect, test } from 'vitest';
import { createCatchUp } from './catch-up.ts';
import type { SyncDeps } from './sync.ts';

/** An index that answers with these states, each as its test lets it; null is one that never answers. */
function indexWith(...states: readonly (Promise<unknown> | null)[]) {
  const asked = { times: 0, now: 0 };
  const state = () => states[asked.times++] ?? new Promise(() => {});
  return { asked, deps: { index: { state }, ktalk: {}, now: () => asked.now } as unknown as SyncDeps };
}

test('readers at the same moment share the work', async () => {
  const { asked, deps } = indexWith(Promise.resolve({ syncedAt: 0 }));
  const catchUp = createCatchUp();
  await Promise.all([catchUp(deps), catchUp(deps), catchUp(deps)]);
  expect(asked.times).toBe(1);
});

test('readers share a failure, and the next one tries again', async () => {
  const { asked, deps } = indexWith(Promise.reject(new Error('no index')), Promise.resolve({ syncedAt: 0 }));
  const catchUp = createCatchUp();
  const ends = await Promise.allSettled([catchUp(deps), catchUp(deps)]);
  expect(ends).toMatchObject([{ reason: { message: 'no index' } }, { reason: { message: 'no index' } }]);
  await catchUp(deps);
  expect(asked.times).toBe(2);
});

test('work that never ends keeps readers waiting for twenty seconds at most', async () => {
  const { asked, deps } = indexWith(null, ...[1, 2].map(() => Promise.resolve({ syncedAt: 20_000 })));
  const catchUp = createCatchUp();
  void catchUp(deps);
  const waiting = [catchUp(deps), catchUp(deps)];
  asked.now = 19_999;
  expect(await Promise.race([Promise.all(waiting), new Promise((resolve) => setTimeout(resolve, 50, 'waits'))])).toBe(
    'waits',
  );
  expect(asked.times).toBe(1);
  asked.now = 20_000;
  await Promise.all(waiting);
  expect(asked.times).toBeGreaterThan(1);
});
