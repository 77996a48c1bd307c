import { afterEach, describe, expect, test, vi } from 'vitest';
import { REUSE_WINDOW_MS } from './grant/grant-session.ts';
import { bindings, createTestAuth, postToken, requestWithToken } from './testing/auth.ts';
import { issueTokens } from './testing/issue-token.ts';
import { watchKv } from './testing/watched-kv.ts';

const person = () => ({ userId: `anna-${crypto.randomUUID()}`, scopes: ['test:read'] });
afterEach(() => void vi.useRealTimers());

/** A namespace in which the next write of a key of one kind fails. */
function kvThatFails() {
  const broken = { kind: '' };
  const kv = new Proxy(bindings.OAUTH_KV, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (key: string, ...rest: unknown[]) => {
        if (name !== 'put' || broken.kind === '' || !key.startsWith(`${broken.kind}:`))
          return Reflect.apply(value, target, [key, ...rest]);
        broken.kind = '';
        throw new Error('KV PUT failed: 429 Too Many Requests');
      };
    },
  });
  return { kv, broken };
}

describe.each(['grant', 'token'])('an exchange whose %s cannot be written', (kind) => {
  function setUp() {
    const { kv, broken } = kvThatFails();
    const server = createTestAuth({}, { OAUTH_KV: kv });
    const refused: number[] = [];
    /** The first try fails, and the client asks again. */
    const again = async (request: Request) => {
      if (!request.url.endsWith('/oauth/token')) return server.fetch(request);
      broken.kind = kind;
      refused.push((await server.fetch(request.clone())).status);
      return server.fetch(request);
    };
    return { server, again, refused };
  }

  test('spends no code: the client is connected when it asks again, and stays so', async () => {
    const { server, again, refused } = setUp();
    const tokens = await issueTokens(again, bindings, person());
    expect(refused[0]).toBeGreaterThanOrEqual(429);
    expect(await server.auth.authenticate(requestWithToken(tokens.accessToken))).toMatchObject({ ok: true });
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refreshToken, client_id: tokens.clientId };
    expect((await postToken(server.fetch, form)).status).toBe(200);
  });

  test('spends no refresh token either', async () => {
    const { server, again, refused } = setUp();
    const { clientId, refreshToken } = await issueTokens(server.fetch, bindings, person());
    let token = refreshToken;
    for (let round = 0; round < 3; round += 1) {
      const answer = await postToken(again, { grant_type: 'refresh_token', refresh_token: token, client_id: clientId });
      const body = await answer.json<{ access_token: string; refresh_token: string }>();
      expect(answer.status).toBe(200);
      expect(await server.auth.authenticate(requestWithToken(body.access_token))).toMatchObject({ ok: true });
      token = body.refresh_token;
    }
    expect(refused).toHaveLength(3);
  });
});

test.each(['list', 'delete'])(
  'a family that ended while KV could not %s has no access after the next request',
  async (failing) => {
    const watched = watchKv(bindings.OAUTH_KV);
    const server = createTestAuth({}, { OAUTH_KV: watched.kv });
    const refresh = async (token: string) =>
      postToken(server.fetch, { grant_type: 'refresh_token', refresh_token: token, client_id: clientId });
    const { clientId, refreshToken } = await issueTokens(server.fetch, bindings, person());
    const newer = await (await refresh(refreshToken)).json<{ access_token: string; refresh_token: string }>();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + REUSE_WINDOW_MS });
    watched.failing.add(failing);
    expect((await refresh(refreshToken)).status).toBe(503);
    watched.failing.clear();
    expect((await refresh(newer.refresh_token)).status).toBe(400);
    const elsewhere = createTestAuth().auth;
    expect(await elsewhere.authenticate(requestWithToken(newer.access_token))).toMatchObject({ ok: false });
  },
);
