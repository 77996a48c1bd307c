import { expect, test } from 'vitest';
import { callUpstream } from './call.ts';
import type { TurnOutcome } from './pace/pace-rules.ts';
import type { UpstreamPolicy } from './policy.ts';
import { type FixtureCall, fixturePolicy } from './testing/fixture-policy.ts';

/** A call of a third party that answers so, and what became of its turns. */
async function callWith(change: Partial<UpstreamPolicy<FixtureCall>>, answer: () => Response) {
  const outcomes: TurnOutcome['result'][] = [];
  const pace = {
    enter: async () => ({ granted: true as const, id: 'turn' }),
    leave: async (_: string, { result }: TurnOutcome) => void outcomes.push(result),
  };
  const io = { now: () => 0, random: () => 0, sleep: async () => {}, fetch: async () => answer() };
  const policy = { ...fixturePolicy, ...change };
  const target = { baseUrl: 'https://third.example', headers: {}, secrets: [] };
  const upstream = { policy, target, pace, io, log: () => {}, server: 'fixture-mcp' };
  const schema = { safeParse: (data: unknown) => ({ success: true as const, data }) };
  const call = callUpstream(upstream, { endpoint: 'read', params: { id: '1' }, schema });
  const told = await call.catch((error: unknown) => error);
  return { told, outcomes };
}

test.each([200, 429, 503])(
  'a policy that cannot read an answer (%i) is a fault of ours: it is thrown, and counts against no third party',
  async (status) => {
    const usage = () => {
      throw new TypeError('time is undefined');
    };
    const { told, outcomes } = await callWith({ usage }, () => Response.json({}, { status }));
    expect(told).toEqual(new TypeError('time is undefined'));
    // The turn is given back, so that others need not wait for its lease to end.
    expect(outcomes).toEqual(['answered']);
  },
);

test('a connection that breaks is a fault of the third party, before the headers and within the body', async () => {
  const broken = () => {
    throw new TypeError('fetch failed: https://third.example/secret');
  };
  const cut = () => new Response(new ReadableStream({ pull: (body) => body.error(new Error('reset')) }));
  for (const answer of [broken, cut]) {
    const { told, outcomes } = await callWith({}, answer);
    expect(told).toMatchObject({ ok: false, error: { reason: 'unavailable', attempts: 3 } });
    expect(outcomes).toEqual(['failed', 'failed', 'failed']);
  }
});
