import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bindings, createTestAuth, postToken, requestWithToken } from './testing/auth.ts';
import { issueTokens } from './testing/issue-token.ts';
import { watchKv } from './testing/watched-kv.ts';

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
  return result.ok ? 200 : result.error.status;
}

describe('an access token', () => {
  test('identifies the user, the granted scopes, the client and its grant', async () => {
    const { auth, fetch } = createTestAuth();
    const person = newUser();
    const { accessToken, clientId } = await issueTokens(fetch, bindings, person);
    const consentedAtMs = expect.closeTo(Date.now(), -4);
    const grantId = accessToken.split(':')[1];
    expect(await auth.authenticate(requestWithToken(accessToken))).toEqual({
      ok: true,
      value: { userId: person.userId, scopes, clientId, consentedAtMs, grantId },
    });
  });

  test.each([
    ['in milliseconds', { consentedAtMs: 1_700_000_000_123 }, 1_700_000_000_123],
    ['in seconds, as it once was', { consentedAt: 1_700_000_000 }, 1_700_000_000_000],
    ['not at all, as it once was', {}, undefined],
  ])('tells when the person consented: stored %s', async (_, consent, consentedAtMs) => {
    const { auth, fetch } = createTestAuth();
    const { accessToken } = await issueTokens(fetch, bindings, { ...newUser(), consent });
    const result = await auth.authenticate(requestWithToken(accessToken));
    expect(result.ok && result.value.consentedAtMs).toBe(consentedAtMs);
    expect(result).not.toHaveProperty('value.consentedAt');
  });

  test.each([
    ['missing', undefined],
    ['not a bearer token', 'Basic YW5uYTpzZWNyZXQ='],
    ['empty', 'Bearer '],
    ['unknown', 'Bearer nobody:knows:this'],
    ['two at once', 'Bearer a:b:c, Bearer d:e:f'],
  ])('that is %s is refused with a challenge and without caching', async (_, authorization) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const result = await createTestAuth().auth.authenticate(
      new Request(requestWithToken('').url, { method: 'POST', headers }),
    );
    if (result.ok) throw new Error('it was let in');
    expect(result.error.status).toBe(401);
    expect(result.error.headers.get('cache-control')).toBe('no-store');
    expect(result.error.headers.get('www-authenticate')).toContain('scope="test:read test:write"');
  });

  test('in the query is ignored', async () => {
    const server = createTestAuth();
    const { accessToken } = await issueTokens(server.fetch, bindings, newUser());
    const result = await server.auth.authenticate(
      new Request(`${bindings.BASE_URL}/mcp?access_token=${accessToken}`, { method: 'POST' }),
    );
    expect(!result.ok && result.error.status).toBe(401);
  });

  test('of another server is refused, even over the same storage', async () => {
    const elsewhere = { BASE_URL: 'http://localhost:9999' };
    const other = createTestAuth({}, elsewhere);
    const { accessToken } = await issueTokens(other.fetch, { ...bindings, ...elsewhere }, newUser());
    expect(await statusOf(createTestAuth(), accessToken)).toBe(401);
  });
});

describe('a valid token is cached for ten seconds', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  test('so that consecutive calls read KV once', async () => {
    const { watched, ...server } = serverWithWatchedKv();
    const { accessToken } = await issueTokens(server.fetch, bindings, newUser());
    await statusOf(server, accessToken);
    const before = watched.reads();
    for (let call = 0; call < 5; call += 1) expect(await statusOf(server, accessToken)).toBe(200);
    expect(watched.reads()).toBe(before);
  });

  test('so a revoked one is refused after that time, and at once by another isolate', async () => {
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

  test('but not beyond its expiry', async () => {
    const server = createTestAuth();
    const { accessToken } = await issueTokens(server.fetch, bindings, newUser());
    vi.setSystemTime(Date.now() + HOUR - 2 * SECOND);
    expect(await statusOf(server, accessToken)).toBe(200);
    vi.setSystemTime(Date.now() + 3 * SECOND);
    expect(await statusOf(server, accessToken)).toBe(401);
  });

  test('while invalid ones are not cached: KV is eventually consistent', async () => {
    const { watched, ...server } = serverWithWatchedKv();
    const { accessToken } = await issueTokens(server.fetch, bindings, newUser());
    watched.mode = 'empty';
    expect(await statusOf(server, accessToken)).toBe(401);
    watched.mode = 'works';
    expect(await statusOf(server, accessToken)).toBe(200);
  });

  test('by the whole token', async () => {
    const server = createTestAuth();
    const { accessToken } = await issueTokens(server.fetch, bindings, newUser());
    expect(await statusOf(server, accessToken)).toBe(200);
    for (const other of [accessToken.slice(0, -1), `${accessToken}x`, accessToken.toUpperCase()]) {
      expect(await statusOf(server, other)).toBe(401);
    }
  });
});

describe('when KV is unavailable', () => {
  test('a request gets 503 instead of 401, and the log has the reason, whatever another server has written', async () => {
    const others = serverWithWatchedKv();
    others.watched.mode = 'throws';
    for (let request = 0; request < 20; request += 1) await statusOf(others, `a:b:${request}`);
    expect(others.lines.length).toBeLessThan(20);
    const { watched, ...server } = serverWithWatchedKv();
    const { accessToken } = await issueTokens(server.fetch, bindings, newUser());
    watched.mode = 'throws';
    const result = await server.auth.authenticate(requestWithToken(accessToken));
    if (result.ok) throw new Error('it was let in');
    expect(result.error.status).toBe(503);
    expect(result.error.headers.get('retry-after')).toBe('5');
    expect(result.error.headers.get('www-authenticate')).toBeNull();
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

  test('a token request gets 503 in JSON', async () => {
    const { watched, ...server } = serverWithWatchedKv();
    const { refreshToken, clientId } = await issueTokens(server.fetch, bindings, newUser());
    const refresh = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId };
    watched.mode = 'throws';
    const answer = await postToken(server.fetch, refresh);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({
      error: 'temporarily_unavailable',
      error_description: 'Something broke; ask again later.',
    });
    watched.mode = 'works';
    expect((await postToken(server.fetch, refresh)).status).toBe(200);
  });
});
