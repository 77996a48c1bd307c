import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { callUpstream } from '../call.ts';
import { type FixtureCall, fixturePolicy } from '../testing/fixture-policy.ts';
import { systemIo, type Upstream } from '../upstream.ts';
import type { PaceObject } from './pace-object.ts';
import type { Pace } from './pace-rules.ts';

const { PACE } = env as typeof env & { readonly PACE: DurableObjectNamespace<PaceObject> };
const anything = { safeParse: (data: unknown) => ({ success: true, data }) as const };

/** A third party in memory, and the callers of several isolates: each has nothing in common with the others but the object. */
function start(
  name: string,
  pace: Partial<(typeof fixturePolicy)['pace']>,
  respond: () => Promise<Response>,
  object?: Pace,
) {
  let atOnce = 0;
  let most = 0;
  const times: number[] = [];
  const fetch = async () => {
    times.push(Date.now());
    atOnce += 1;
    most = Math.max(most, atOnce);
    return respond().finally(() => {
      atOnce -= 1;
    });
  };
  const isolate = (): Upstream<FixtureCall> => ({
    policy: { ...fixturePolicy, totalMs: 10_000, pace: { ...fixturePolicy.pace, ...pace } },
    target: { baseUrl: 'https://third.example', headers: {}, secrets: [] },
    pace: object ?? PACE.getByName(name),
    io: { ...systemIo, fetch },
    log: () => {},
    server: 'fixture-mcp',
  });
  const call = (endpoint: FixtureCall = 'read') =>
    callUpstream(isolate(), { endpoint, params: { id: '1' }, schema: anything });
  return { call, times, most: () => most };
}

const slowly = async () => {
  await new Promise((resolve) => setTimeout(resolve, 30));
  return Response.json({});
};

test('isolates share the pace: ten calls of a burst of five take as long as five tokens', async () => {
  const { call, times } = start('shared', { perSecond: 10, burst: 5 }, async () => Response.json({}));
  const results = await Promise.all(Array.from({ length: 10 }, () => call()));
  expect(results.every(({ ok }) => ok)).toBe(true);
  const [first = 0] = times;
  expect(Math.max(...times) - first).toBeGreaterThanOrEqual(400);
});

test('isolates share a lane: one call at a time', async () => {
  const { call, most } = start('lane', {}, slowly);
  await Promise.all(Array.from({ length: 5 }, () => call('oneByOne')));
  expect(most()).toBe(1);
});

test('isolates share the breaker: what failed for one is not tried by another', async () => {
  const breaker = { failures: 3, openMs: 60_000 };
  const { call, times } = start('breaker', { breaker }, async () => new Response('', { status: 500 }));
  expect(await call()).toMatchObject({ error: { reason: 'unavailable', attempts: 3 } });
  expect(await call()).toMatchObject({ error: { reason: 'circuit_open', attempts: 0 } });
  expect(times).toHaveLength(3);
});

test('a restart of the object gives no second burst, and closes no breaker', async () => {
  const breaker = { failures: 1, openMs: 60_000 };
  const { call } = start('restart', { breaker }, async () => new Response('', { status: 500 }));
  await call();
  await evictDurableObject(PACE.getByName('restart'));
  expect(await call()).toMatchObject({ error: { reason: 'circuit_open' } });
});

test('an object that fails is a third party that does not answer: nothing is sent', async () => {
  const { call, times } = start('broken', {}, async () => Response.json({}), {
    enter: () => Promise.reject(new Error('overloaded')),
    leave: () => Promise.resolve(),
  });
  expect(await call()).toMatchObject({ ok: false, error: { reason: 'unavailable', attempts: 0 } });
  expect(times).toEqual([]);
});
