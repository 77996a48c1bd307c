import type { UpstreamPolicy } from '../policy.ts';

/** Calls of the third party of the tests. */
export type FixtureCall = 'read' | 'oneByOne' | 'query' | 'write';

/** A third party that is called fast, so that a test of retries takes no time. */
export const fixturePolicy: UpstreamPolicy<FixtureCall> = {
  name: 'fixture',
  title: 'Сервис',
  endpoints: {
    read: { method: 'GET', path: '/things/{id}', scope: 'things' },
    oneByOne: { method: 'GET', path: '/slow/{id}', lane: 'slow' },
    query: { method: 'POST', path: '/query', idempotent: true },
    write: { method: 'POST', path: '/write' },
  },
  redirectHosts: [],
  timeoutMs: 1_000,
  totalMs: 8_000,
  maxBodyBytes: 100_000,
  retry: { attempts: 3, baseMs: 20, maxMs: 100 },
  errorBody: { code: 'errorCode', message: 'errorMessage' },
  errors: [],
  pace: { perSecond: 1_000, burst: 1_000, parallel: 10, maxWaitMs: 5_000, breaker: { failures: 10, openMs: 60_000 } },
};
