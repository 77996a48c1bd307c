import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lastUsesOf } from './last-use.ts';
import { makePersonalToken } from './personal-tokens.ts';
import { bearing, bindings, createTestAuth } from './testing/auth.ts';
import { watchKv } from './testing/watched-kv.ts';
import { issueTokens } from './testing.ts';

const MINUTE = 60 * 1000;
const kv = bindings.OAUTH_KV;

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

/** A door over a watched KV, and somebody connected to it. */
async function connected() {
  const watched = watchKv(kv);
  const opened = createTestAuth({}, { OAUTH_KV: watched.kv });
  const userId = `anna-${crypto.randomUUID()}`;
  const { accessToken } = await issueTokens(opened.fetch, bindings, { userId, scopes: ['test:read'] });
  const call = async ({ auth } = opened) => 'principal' in (await auth.authenticate(bearing(accessToken)));
  const [, grant = ''] = accessToken.split(':');
  /** The noted time, once what goes on behind the requests has ended. */
  const noted = async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return (await lastUsesOf(kv, userId)).get(grant);
  };
  return { ...opened, userId, grant, watched, call, noted };
}

describe('the last use of a connection', () => {
  test('is noted when its token opens the server', async () => {
    const { call, noted } = await connected();
    expect(await noted()).toBeUndefined();
    await call();
    expect(await noted()).toBe(Math.floor(Date.now() / 1000));
  });

  test('is noted once an hour, however often and by however many isolates it is used', async () => {
    const { call, noted } = await connected();
    await call();
    const first = await noted();
    vi.setSystemTime(Date.now() + 50 * MINUTE);
    await call();
    await call(createTestAuth());
    expect(await noted()).toBe(first);
    vi.setSystemTime(Date.now() + 9 * MINUTE + 59_000);
    await call(createTestAuth());
    expect(await noted()).toBe(first);
  });

  test('is noted anew after an hour', async () => {
    const { fetch, auth } = createTestAuth();
    const userId = `anna-${crypto.randomUUID()}`;
    const issue = () => issueTokens(fetch, bindings, { userId, scopes: ['test:read'] });
    const { accessToken } = await issue();
    const [, grant = ''] = accessToken.split(':');
    await kv.put(`used:${userId}:${grant}`, '', { metadata: { at: Math.floor(Date.now() / 1000) - 3600 } });
    await auth.authenticate(bearing(accessToken));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await lastUsesOf(kv, userId)).get(grant)).toBe(Math.floor(Date.now() / 1000));
  });

  test('is not noted for a refused token', async () => {
    const { auth } = createTestAuth();
    const before = (await kv.list({ prefix: 'used:' })).keys.length;
    await auth.authenticate(bearing('somebody:something:secret'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await kv.list({ prefix: 'used:' })).keys).toHaveLength(before);
  });

  test('is not kept of something that was ended meanwhile', async () => {
    const { call, noted, grant, userId } = await connected();
    await kv.delete(`grant:${userId}:${grant}`);
    expect(await call()).toBe(true);
    expect(await noted()).toBeUndefined();
    const owner = { userId, resource: `${bindings.BASE_URL}/mcp` };
    const draft = { id: 'x'.repeat(16), name: 'Скрипт', scopes: ['test:read'], days: 7 } as const;
    const made = await makePersonalToken(kv, 'test-mcp', draft, owner);
    if ('refused' in made) throw new Error('refused');
    const [index] = (await kv.list({ prefix: `pats:${userId}:` })).keys;
    await kv.delete(index?.name ?? '');
    await createTestAuth().auth.authenticate(bearing(made.token));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await lastUsesOf(kv, userId)).toEqual(new Map());
  });

  test('that cannot be noted costs a line in the log and never the request', async () => {
    const { call, noted, lines, watched } = await connected();
    watched.failing.add('put');
    expect(await call()).toBe(true);
    expect(await noted()).toBeUndefined();
    expect(lines.at(-1)).toEqual({
      event: 'unexpected',
      server: 'test-mcp',
      step: 'last use',
      code: 'UNAVAILABLE',
      detail: 'Error',
    });
  });
});
