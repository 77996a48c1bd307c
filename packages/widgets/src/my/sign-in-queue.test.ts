import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextAddress, type ServerSignIn, type SignInQueue, withAnswer } from './sign-in-queue.ts';

const SERVERS = ['dt-mcp', 'exercises-mcp', 'ktalk-mcp'];

const signInOf = (server: string): ServerSignIn => ({
  server,
  state: `state-of-${server}`,
  address: `https://${server}.example.test/authorize?client_id=x`,
  verifier: 'verifier',
  clientId: 'x',
  metadata: { issuer: '', authorization_endpoint: '', token_endpoint: '', response_types_supported: [] },
  showsPages: false,
});
const queueOf = (mayShowPages: boolean): SignInQueue => ({ mayShowPages, signIns: SERVERS.map(signInOf) });

const answered = (queue: SignInQueue | null, server: string, answer: Record<string, string>) =>
  queue && withAnswer(queue, new URLSearchParams({ state: `state-of-${server}`, ...answer }));

/** Which server the browser goes to, and whether it may show a page. */
function next(queue: SignInQueue | null) {
  const address = queue && nextAddress(queue);
  if (address === null) return null;
  const { hostname, searchParams } = new URL(address);
  return { server: hostname.split('.')[0], silent: searchParams.get('prompt') === 'none' };
}

const answerOf = (queue: SignInQueue | null, server: string) =>
  queue?.signIns.find((signIn) => signIn.server === server)?.answer;

describe('a sign-in that may show no page', () => {
  test('asks every server once, silently, and keeps its code', () => {
    let queue: SignInQueue | null = queueOf(false);
    for (const server of SERVERS) {
      expect(next(queue)).toEqual({ server, silent: true });
      queue = answered(queue, server, { code: `code-of-${server}`, iss: 'https://issuer.example.test' });
      expect(answerOf(queue, server)).toEqual({ code: `code-of-${server}`, iss: 'https://issuer.example.test' });
    }
    expect(next(queue)).toBeNull();
  });

  test('ends at once for someone whom the identity provider does not know', () => {
    const queue = answered(queueOf(false), 'dt-mcp', { error: 'login_required' });
    expect(next(queue)).toBeNull();
    for (const server of SERVERS) expect(answerOf(queue, server)).toEqual({ error: 'login_required' });
  });

  test('goes on after a server that the person has not allowed yet', () => {
    const queue = answered(queueOf(false), 'dt-mcp', { error: 'consent_required' });
    expect(answerOf(queue, 'dt-mcp')).toEqual({ error: 'consent_required' });
    expect(next(queue)).toEqual({ server: 'exercises-mcp', silent: true });
  });
});

describe('a sign-in that the person began', () => {
  test.each(['login_required', 'consent_required'])('opens the page of a server that answers %s, once', (error) => {
    const asked = answered(queueOf(true), 'dt-mcp', { error });
    expect(next(asked)).toEqual({ server: 'dt-mcp', silent: false });
    const again = answered(asked, 'dt-mcp', { error });
    expect(answerOf(again, 'dt-mcp')).toEqual({ error });
    expect(next(again)).toEqual({ server: 'exercises-mcp', silent: true });
  });

  test('takes a refusal as one, and goes on', () => {
    const asked = answered(queueOf(true), 'dt-mcp', { error: 'consent_required' });
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
  expect(withAnswer(queueOf(true), new URLSearchParams(query as Record<string, string>))).toBeNull();
});

test('a code is taken once: the same answer again answers nothing', () => {
  const queue = answered(queueOf(true), 'dt-mcp', { code: 'x' });
  expect(answered(queue, 'dt-mcp', { code: 'y' })).toBeNull();
});

test('whatever servers answer, a sign-in ends after at most two visits to each', () => {
  const answers = fc.oneof(
    fc.constant({ code: 'x' }),
    fc
      .constantFrom('login_required', 'consent_required', 'access_denied', 'server_error', '')
      .map((error) => ({ error })),
  );
  fc.assert(
    fc.property(fc.boolean(), fc.infiniteStream(answers), (mayShowPages, stream) => {
      let queue: SignInQueue | null = queueOf(mayShowPages);
      let visits = 0;
      for (let going = next(queue); going !== null; going = next(queue)) {
        visits += 1;
        expect(going.silent || mayShowPages).toBe(true);
        queue = answered(queue, going.server ?? '', { ...stream.next().value });
        expect(queue).not.toBeNull();
      }
      expect(visits).toBeLessThanOrEqual(2 * SERVERS.length);
      expect(queue?.signIns.every(({ answer }) => answer !== undefined)).toBe(true);
    }),
  );
});
