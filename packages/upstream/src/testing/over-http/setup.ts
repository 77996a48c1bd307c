import type { LogRecord } from '@aisystant/oauth';
import { callUpstream, type UpstreamCall } from '../../call.ts';
import type { PaceState } from '../../pace/pace-state.ts';
import { createPacer } from '../../pace/pacer.ts';
import type { UpstreamPolicy } from '../../policy.ts';
import { systemIo, type Upstream, type UpstreamIo } from '../../upstream.ts';
import { type FixtureCall, fixturePolicy } from '../fixture-policy.ts';
import { startThirdParty } from './third-party.ts';

/** The key of the tests; in no error and no log line. */
export const SECRET = 'k3y/with+signs';

/** A caller of a third party on a real socket, with the lines it logs. */
export async function startCaller(change: Partial<UpstreamPolicy<FixtureCall>> = {}, io: Partial<UpstreamIo> = {}) {
  const thirdParty = await startThirdParty();
  const lines: LogRecord[] = [];
  let state: PaceState | undefined;
  const upstream: Upstream<FixtureCall> = {
    policy: { ...fixturePolicy, ...change },
    target: {
      baseUrl: `${thirdParty.origin}/hook/${encodeURIComponent(SECRET)}`,
      headers: { 'x-auth-token': SECRET },
      secrets: [SECRET],
    },
    pace: createPacer({
      now: Date.now,
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      newId: () => crypto.randomUUID(),
      load: () => state,
      save: (next) => {
        state = next;
      },
    }),
    io: { ...systemIo, fetch: holding(fetch), ...io },
    log: (line) => lines.push(line),
    server: 'fixture-mcp',
  };
  const call = (change: Partial<UpstreamCall<FixtureCall, unknown>> = {}) =>
    callUpstream(upstream, { endpoint: 'read', params: { id: '1' }, schema: valueSchema, ...change });
  return { thirdParty, upstream, lines, call };
}

/**
 * Keeps every request for as long as its caller: Node forgets to abort the call of a request that was collected as garbage, and a
 * stall would never end.
 */
function holding(send: (request: Request) => Promise<Response>): UpstreamIo['fetch'] {
  const held: Request[] = [];
  return (request) => {
    held.push(request);
    return send(request);
  };
}

/** Accepts an object with a number `value`. */
const valueSchema = {
  safeParse(value: unknown) {
    const isValue = typeof value === 'object' && value !== null && 'value' in value && typeof value.value === 'number';
    return isValue ? ({ success: true, data: value } as const) : ({ success: false } as const);
  },
};
