import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bindings, createTestAuth, postToken, requestWithToken } from './testing/auth.ts';
import { watchKv } from './testing/watched-kv.ts';
import { issueTokens } from './testing.ts';

const SECOND = 1000;
const HOUR = 60 * 60 * SECOND;
const scopes = ['test:read'];
const newUser = () => ({ userId: `person-${crypto.randomUUID()}`, scopes });

/** A test server over a watched KV. */
function serverWithWatchedKv() {
  const watched = watchKv(bindings.OAUTH_KV);
  return { watched, ...createTestAuth({}, { OAUTH_KV: watched.kv }) };
}

async function statusOf({ auth }: ReturnType<typeof createTestAuth>, token: string): Promise<number> {
  const result = await auth.authenticate(requestWithToken(token));
  return 'refusal' in result ? result.refusal.status : 200;
}

describe('a token', () => {
  test('says who its person is, what they allowed, and through which client', async () => {
    const { auth, fetch } = createTestAuth();
    const person = newUser();
    const { accessToken, clientId } = await issueTokens(fetch, bindings, person);
    expect(await auth.authenticate(requestWithToken(accessToken))).toEqual({
      principal: { userId: person.userId, scopes, clientId, consentedAt: expect.any(Number) },
    });
  });

  test.each([
    ['missing', undefined],
    ['not a bearer token', 'Basic YW5uYTpzZWNyZXQ='],
    ['empty', 'Bearer '],
    ['unknown', 'Bearer nobody:knows:this'],
    ['two at once', 'Bearer a:b:c, Bearer d:e:f'],
  ])('that is %s is refused with the challenge, and the refusal is not kept anywhere', async (_, authorization) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const result = await createTestAuth().auth.authenticate(
      new Request(requestWithToken('').url, { method: 'POST', headers }),
    );
    if (!('refusal' in result)) throw new Error('it was let in');
    expect(result.refusal.status).toBe(401);
    expect(result.refusal.headers.get('cache-control')).toBe('no-store');
    expect(result.refusal.headers.get('www-authenticate')).toContain('scope="test:read test:write"');
  });

  test('in the address of a request is not looked at', async () => {
    const server = createTestAuth();
    const { accessToken } = await issueTokens(server.fetch, bindings, newUser());
    const result = await server.auth.authenticate(
      new Request(`${bindings.BASE_URL}/mcp?access_token=${accessToken}`, { method: 'POST' }),
    );
    expect('refusal' in result && result.refusal.status).toBe(401);
  });

  test('of another server is refused, even over the same storage', async () => {
    const other = { ...bindings, BASE_URL: 'http://localhost:9999' };
    const { accessToken } = await issueTokens(createTestAuth({}, other).fetch, other, newUser());
    expect(await statusOf(createTestAuth(), accessToken)).toBe(401);
  });
});

describe('a token found valid is remembered for ten seconds', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  test('so that calls in a row read the storage once', async () => {
    const { watched, ...server } = serverWithWatchedKv();
    const { accessToken } = await issueTokens(server.fetch, bindings, newUser());
    await statusOf(server, accessToken);
    const before = watched.reads();
    for (let call = 0; call < 5; call += 1) expect(await statusOf(server, accessToken)).toBe(200);
    expect(watched.reads()).toBe(before);
  });

  test('and a revoked one is refused by then, at once by an isolate that has not seen it', async () => {
    const server = createTestAuth();
    const { accessToken, clientId } = await issueTokens(server.fetch, bindings, newUser());
    expect(await statusOf(server, accessToken)).toBe(200);
    expect((await postToken(server.fetch, { token: accessToken, client_id: clientId })).status).toBe(200);
    expect(await statusOf(createTestAuth(), accessToken)).toBe(401);
    vi.setSystemTime(Date.now() + 9 * SECOND);
    expect(await statusOf(server, accessToken)).toBe(200);
    vi.setSystemTime(Date.now() + 2 * SECOND);
    expect(await statusOf(server, accessToken)).toBe(401);
  });

  test('but never past its own end', async () => {
    const server = createTestAuth();
    const { accessToken } = await issueTokens(server.fetch, bindings, newUser());
    vi.setSystemTime(Date.now() + HOUR - 2 * SECOND);
    expect(await statusOf(server, accessToken)).toBe(200);
    vi.setSystemTime(Date.now() + 3 * SECOND);
    expect(await statusOf(server, accessToken)).toBe(401);
  });

  test('while a refusal is not remembered: the storage of the edge may learn of a new token late', async () => {
    const { watched, ...server } = serverWithWatchedKv();
    const { accessToken } = await issueTokens(server.fetch, bindings, newUser());
    watched.mode = 'empty';
    expect(await statusOf(server, accessToken)).toBe(401);
    watched.mode = 'works';
    expect(await statusOf(server, accessToken)).toBe(200);
  });

  test('whole, so that no other token is taken for it', async () => {
    const server = createTestAuth();
    const { accessToken } = await issueTokens(server.fetch, bindings, newUser());
    expect(await statusOf(server, accessToken)).toBe(200);
    for (const other of [accessToken.slice(0, -1), `${accessToken}x`, accessToken.toUpperCase()]) {
      expect(await statusOf(server, other)).toBe(401);
    }
  });
});

describe('when the storage of tokens is down', () => {
  test('a request is told to come again, never that its token is bad, and the log says why', async () => {
    const { watched, ...server } = serverWithWatchedKv();
    const { accessToken } = await issueTokens(server.fetch, bindings, newUser());
    watched.mode = 'throws';
    const result = await server.auth.authenticate(requestWithToken(accessToken));
    if (!('refusal' in result)) throw new Error('it was let in');
    expect(result.refusal.status).toBe(503);
    expect(result.refusal.headers.get('retry-after')).toBe('5');
    expect(result.refusal.headers.get('www-authenticate')).toBeNull();
    expect(server.lines.at(-1)).toEqual({
      event: 'unexpected',
      server: 'test-mcp',
      step: 'token check',
      code: 'UNAVAILABLE',
      detail: 'Error',
    });
    expect(JSON.stringify(server.lines)).not.toContain(accessToken);
    watched.mode = 'works';
    expect(await statusOf(server, accessToken)).toBe(200);
  });

  test('a client that asks for tokens is told to come again, in JSON', async () => {
    const { watched, ...server } = serverWithWatchedKv();
    const { refreshToken, clientId } = await issueTokens(server.fetch, bindings, newUser());
    const refresh = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId };
    watched.mode = 'throws';
    const answer = await postToken(server.fetch, refresh);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({ error: 'temporarily_unavailable' });
    watched.mode = 'works';
    expect((await postToken(server.fetch, refresh)).status).toBe(200);
  });
});
