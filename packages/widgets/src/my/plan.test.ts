import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Leg, nextAddress, type Plan, withAnswer } from './plan.ts';

const SERVERS = ['dt-mcp', 'exercises-mcp', 'ktalk-mcp'];

const legOf = (server: string): Leg => ({
  server,
  state: `state-of-${server}`,
  address: `https://${server}.example.test/authorize?client_id=x`,
  verifier: 'verifier',
  clientId: 'x',
  metadata: { issuer: '', authorization_endpoint: '', token_endpoint: '', response_types_supported: [] },
  asks: false,
});
const planOf = (mayAsk: boolean): Plan => ({ mayAsk, legs: SERVERS.map(legOf) });

const answered = (plan: Plan | null, server: string, answer: Record<string, string>) =>
  plan && withAnswer(plan, new URLSearchParams({ state: `state-of-${server}`, ...answer }));

/** Which server the browser goes to, and whether it may show a page. */
function next(plan: Plan | null) {
  const address = plan && nextAddress(plan);
  if (address === null) return null;
  const { hostname, searchParams } = new URL(address);
  return { server: hostname.split('.')[0], silent: searchParams.get('prompt') === 'none' };
}

const answerOf = (plan: Plan | null, server: string) => plan?.legs.find((leg) => leg.server === server)?.answer;

describe('a sign-in that may show no page', () => {
  test('asks every server once, silently, and keeps its code', () => {
    let plan: Plan | null = planOf(false);
    for (const server of SERVERS) {
      expect(next(plan)).toEqual({ server, silent: true });
      plan = answered(plan, server, { code: `code-of-${server}`, iss: 'https://issuer.example.test' });
      expect(answerOf(plan, server)).toEqual({ code: `code-of-${server}`, iss: 'https://issuer.example.test' });
    }
    expect(next(plan)).toBeNull();
  });

  test('ends at once for someone whom the identity provider does not know', () => {
    const plan = answered(planOf(false), 'dt-mcp', { error: 'login_required' });
    expect(next(plan)).toBeNull();
    for (const server of SERVERS) expect(answerOf(plan, server)).toEqual({ error: 'login_required' });
  });

  test('goes on after a server that the person has not allowed yet', () => {
    const plan = answered(planOf(false), 'dt-mcp', { error: 'consent_required' });
    expect(answerOf(plan, 'dt-mcp')).toEqual({ error: 'consent_required' });
    expect(next(plan)).toEqual({ server: 'exercises-mcp', silent: true });
  });
});

describe('a sign-in that the person began', () => {
  test.each(['login_required', 'consent_required'])('opens the page of a server that answers %s, once', (error) => {
    const asked = answered(planOf(true), 'dt-mcp', { error });
    expect(next(asked)).toEqual({ server: 'dt-mcp', silent: false });
    const again = answered(asked, 'dt-mcp', { error });
    expect(answerOf(again, 'dt-mcp')).toEqual({ error });
    expect(next(again)).toEqual({ server: 'exercises-mcp', silent: true });
  });

  test('takes a refusal as one, and goes on', () => {
    const asked = answered(planOf(true), 'dt-mcp', { error: 'consent_required' });
    const refused = answered(asked, 'dt-mcp', { error: 'access_denied' });
    expect(answerOf(refused, 'dt-mcp')).toEqual({ error: 'access_denied' });
    expect(next(refused)?.server).toBe('exercises-mcp');
  });
});

test.each([
  ['another state', { state: 'of somebody else', code: 'x' }],
  ['no state', { code: 'x' }],
  ['neither code nor error', { state: 'state-of-dt-mcp' }],
])('an address with %s answers nothing', (_, query) => {
  expect(withAnswer(planOf(true), new URLSearchParams(query as Record<string, string>))).toBeNull();
});

test('a code is taken once: the same answer again answers nothing', () => {
  const plan = answered(planOf(true), 'dt-mcp', { code: 'x' });
  expect(answered(plan, 'dt-mcp', { code: 'y' })).toBeNull();
});

test('whatever servers answer, a sign-in ends after at most two visits to each', () => {
  const answers = fc.oneof(
    fc.constant({ code: 'x' }),
    fc
      .constantFrom('login_required', 'consent_required', 'access_denied', 'server_error', '')
      .map((error) => ({ error })),
  );
  fc.assert(
    fc.property(fc.boolean(), fc.infiniteStream(answers), (mayAsk, stream) => {
      let plan: Plan | null = planOf(mayAsk);
      let visits = 0;
      for (let going = next(plan); going !== null; going = next(plan)) {
        visits += 1;
        expect(going.silent || mayAsk).toBe(true);
        plan = answered(plan, going.server ?? '', { ...stream.next().value });
        expect(plan).not.toBeNull();
      }
      expect(visits).toBeLessThanOrEqual(2 * SERVERS.length);
      expect(plan?.legs.every(({ answer }) => answer !== undefined)).toBe(true);
    }),
  );
});
