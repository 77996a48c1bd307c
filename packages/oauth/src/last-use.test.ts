import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listLastUses } from './last-use.ts';
import { issuePersonalToken } from './personal-tokens.ts';
import { bindings, createTestAuth, requestWithToken } from './testing/auth.ts';
import { issueTokens } from './testing/issue-token.ts';
import { keysContaining } from './testing/stored.ts';
import { watchKv } from './testing/watched-kv.ts';

const MINUTE = 60 * 1000;
const SERVER = { name: 'test-mcp' };
const kv = bindings.OAUTH_KV;

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

/** When a grant of these tests was made, before now. */
const SIGNED_IN_AGO = 120 * MINUTE;

/** A test server over a watched KV, and a user with a grant. */
async function userWithGrant(ago = SIGNED_IN_AGO) {
  const watched = watchKv(kv);
  const server = createTestAuth({}, { OAUTH_KV: watched.kv });
  const userId = `anna-${crypto.randomUUID()}`;
  const consent = { consentedAtMs: Date.now() - ago };
  const { accessToken } = await issueTokens(server.fetch, bindings, { userId, scopes: ['test:read'], consent });
  const call = async ({ auth } = server) => (await auth.authenticate(requestWithToken(accessToken))).ok;
  const [, grant = ''] = accessToken.split(':');
  /** The recorded time, after background writes have ended. */
  const lastUse = async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return (await listLastUses(kv, userId)).get(grant);
  };
  return { ...server, userId, grant, watched, call, lastUse };
}

describe('the last use of a connection', () => {
  test('is recorded when its token is accepted', async () => {
    const { call, lastUse } = await userWithGrant();
    expect(await lastUse()).toBeUndefined();
    await call();
    expect(await lastUse()).toBe(Math.floor(Date.now() / 1000));
  });

  test('is the sign-in for an hour: its uses are not recorded', async () => {
    const { call, lastUse } = await userWithGrant(59 * MINUTE);
    await call();
    expect(await lastUse()).toBeUndefined();
    vi.setSystemTime(Date.now() + 61_000);
    await call(createTestAuth());
    expect(await lastUse()).toBe(Math.floor(Date.now() / 1000));
  });

  test('is recorded once an hour, for any number of uses and isolates', async () => {
    const { call, lastUse } = await userWithGrant();
    await call();
    const first = await lastUse();
    vi.setSystemTime(Date.now() + 50 * MINUTE);
    await call();
    await call(createTestAuth());
    expect(await lastUse()).toBe(first);
    vi.setSystemTime(Date.now() + 9 * MINUTE + 59_000);
    await call(createTestAuth());
    expect(await lastUse()).toBe(first);
  });

  test('is recorded again after an hour', async () => {
    const { fetch, auth } = createTestAuth();
    const userId = `anna-${crypto.randomUUID()}`;
    const consent = { consentedAtMs: Date.now() - SIGNED_IN_AGO };
    const issue = () => issueTokens(fetch, bindings, { userId, scopes: ['test:read'], consent });
    const { accessToken } = await issue();
    const [, grant = ''] = accessToken.split(':');
    await kv.put(`used:${userId}:${grant}`, '', { metadata: { at: Math.floor(Date.now() / 1000) - 3600 } });
    await auth.authenticate(requestWithToken(accessToken));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await listLastUses(kv, userId)).get(grant)).toBe(Math.floor(Date.now() / 1000));
  });

  test('is not recorded for a refused token', async () => {
    const { auth } = createTestAuth();
    const userId = crypto.randomUUID();
    await auth.authenticate(requestWithToken(`${userId}:something:secret`));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await keysContaining(kv, userId)).toEqual([]);
  });

  test('is not kept if the grant or token was deleted concurrently', async () => {
    const { call, lastUse, grant, userId } = await userWithGrant();
    await kv.delete(`grant:${userId}:${grant}`);
    expect(await call()).toBe(true);
    expect(await lastUse()).toBeUndefined();
    const owner = { userId, resource: `${bindings.BASE_URL}/mcp` };
    const request = { id: 'x'.repeat(16), name: 'Скрипт', scopes: ['test:read'], days: 7 } as const;
    const issued = await issuePersonalToken(kv, SERVER, request, owner);
    if (!issued.ok) throw new Error(issued.error);
    const [index] = (await kv.list({ prefix: `pats:${userId}:` })).keys;
    await kv.delete(index?.name ?? '');
    await createTestAuth().auth.authenticate(requestWithToken(issued.value.token));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await listLastUses(kv, userId)).toEqual(new Map());
  });

  test('that cannot be recorded is logged, and the request succeeds', async () => {
    const { call, lastUse, lines, watched } = await userWithGrant();
    watched.failing.add('put');
    expect(await call()).toBe(true);
    expect(await lastUse()).toBeUndefined();
    expect(lines.at(-1)).toEqual({
      event: 'unexpected',
      server: 'test-mcp',
      step: 'last use',
      code: 'UNAVAILABLE',
      detail: 'Error',
    });
  });
});
