import { expect, test, vi } from 'vitest';
import { stampFile } from './fill.ts';

test('what was filled is kept for each learner of a login: other ports and another store have others', () => {
  const names = (['durable-object', 'surrealdb'] as const).flatMap((store) => {
    vi.stubEnv('TWIN_STORE', store);
    return [0, 1_000, 24_000].map((offset) => stampFile('state', offset));
  });
  vi.unstubAllEnvs();
  expect(new Set(names).size).toBe(names.length);
  expect(names[0]).toMatch(/demo\.json$/);
});
