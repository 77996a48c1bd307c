import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listKeys, USER_KEY_KINDS } from './kv-keys.ts';
import { userIdOf } from './principal.ts';
import { shownToken, signInToAccount, tokenFields } from './testing/account.ts';
import { bindings, createTestAuth, postToken, requestWithToken } from './testing/auth.ts';
import { identityProvider, newAccount } from './testing/identity-provider.ts';
import { issueTokens } from './testing/issue-token.ts';
import { keysContaining } from './testing/stored.ts';

// A busy two-core machine needs more than the default five seconds.
vi.setConfig({ testTimeout: 60_000 });

const kv = bindings.OAUTH_KV;
const provider = identityProvider(bindings.IDENTITY_ISSUER);
const server = createTestAuth({ needsEmail: true });

beforeEach(() => void vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch));
afterEach(() => void vi.restoreAllMocks());

function newUser() {
  const { sub } = newAccount();
  return { sub, email: `${sub}@example.test`, email_verified: true };
}

/** Signs a new user in with several browsers. */
async function signedIn(browsers: number) {
  const account = newUser();
  const userId = await userIdOf(bindings.SUBJECT_KEY, bindings.IDENTITY_ISSUER, account.sub);
  const pages = [];
  for (let count = 0; count < browsers; count += 1) pages.push(await signInToAccount(server.fetch, provider, account));
  return { account, userId, pages };
}

type AccountSession = Awaited<ReturnType<typeof signInToAccount>>;
const isSignedIn = async ({ page }: AccountSession) => (await page()).includes('/account/sign-out');

async function isAccepted(token: string): Promise<boolean> {
  return (await createTestAuth().auth.authenticate(requestWithToken(token))).ok;
}

describe('revoking all access', () => {
  test('keeps the current session and ends all others', async () => {
    const { pages } = await signedIn(3);
    const [kept, ...others] = pages as [AccountSession, ...AccountSession[]];
    const answer = await kept.submit('/account/disconnect-all');
    expect(answer.headers.get('location')).toBe('/account?done=all_ended');
    expect(await isSignedIn(kept)).toBe(true);
    for (const other of others) expect(await isSignedIn(other)).toBe(false);
  });

  test('invalidates a stolen session: its forms create no token', async () => {
    const { pages, userId } = await signedIn(2);
    const [kept, stolen] = pages as [AccountSession, AccountSession];
    const form = [['csrf', /name="csrf" value="([^"]+)"/.exec(await stolen.page())?.[1] ?? ''] as const];
    await kept.submit('/account/disconnect-all');
    const url = `${bindings.BASE_URL}/account/tokens`;
    const answer = await stolen.browser.post(url, [...form, ...tokenFields()], { origin: bindings.BASE_URL });
    expect(answer.headers.get('location')).toBe('/account?done=session_ended');
    expect((await kv.list({ prefix: `pats:${userId}:` })).keys).toEqual([]);
  });

  test('ends a session for good, even if it is used where KV is still stale', async () => {
    const { pages, userId } = await signedIn(2);
    const [kept, stolen] = pages as [AccountSession, AccountSession];
    const stale = new Map<string, string | null>();
    const prefix = `session:${userId}:`;
    const ids = (await listKeys(kv, prefix)).map(({ name }) => name.slice(prefix.length));
    for (const key of ids.flatMap((id) => [prefix + id, `visit:${id}`])) stale.set(key, await kv.get(key));
    await kept.submit('/account/disconnect-all');
    // Reads are stale, as KV permits; writes are real.
    const late = new Proxy(kv, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (name === 'get') return async (key: string, type?: string) => readAs(stale.get(key) ?? null, type);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const headers = { cookie: stolen.browser.cookies() };
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + 50 * 60 * 1000);
    const request = new Request(`${bindings.BASE_URL}/account`, { headers });
    expect(await (await createTestAuth({}, { OAUTH_KV: late }).fetch(request)).text()).toContain('/account/sign-out');
    vi.useRealTimers();
    expect(await isSignedIn(stolen)).toBe(false);
  });

  test('does not sign other users out', async () => {
    const [anna, boris] = [await signedIn(1), await signedIn(1)];
    await (anna.pages as [AccountSession])[0].submit('/account/disconnect-all');
    expect(await isSignedIn((boris.pages as [AccountSession])[0])).toBe(true);
  });
});

/** A new user with every kind of stored data: two grants, one of them refreshed, a personal token, two sessions, last uses. */
async function userWithData() {
  const person = await signedIn(2);
  const { userId, account, pages } = person;
  const hoursAgo = { consentedAtMs: Date.now() - 2 * 60 * 60 * 1000 };
  const who = { userId, scopes: ['test:read'], email: account.email, consent: hoursAgo };
  const first = await issueTokens(server.fetch, bindings, who);
  const refresh = { grant_type: 'refresh_token', refresh_token: first.refreshToken, client_id: first.clientId };
  await postToken(server.fetch, refresh);
  const second = await issueTokens(server.fetch, bindings, who);
  const personal = await shownToken(await (pages as [AccountSession])[0].submit('/account/tokens', tokenFields()));
  const tokens = [first.accessToken, second.accessToken, personal];
  for (const token of tokens) expect(await isAccepted(token)).toBe(true);
  await vi.waitFor(async () => expect((await kv.list({ prefix: `used:${userId}:` })).keys).toHaveLength(3), 10_000);
  return { ...person, tokens, refresh };
}

describe('deleting a user', () => {
  test('leaves nothing in KV, invalidates all tokens and sessions, and does not affect others', async () => {
    const [anna, boris] = await Promise.all([userWithData(), userWithData()]);
    const before = await keysContaining(kv, boris.userId);
    await server.auth.revokeAllAccess(anna);
    expect(await keysContaining(kv, anna.userId)).toEqual([]);
    expect(await keysContaining(kv, anna.account.email)).toEqual([]);
    for (const token of anna.tokens) expect(await isAccepted(token)).toBe(false);
    for (const page of anna.pages) expect(await isSignedIn(page)).toBe(false);
    expect((await postToken(createTestAuth().fetch, anna.refresh)).status).toBe(400);

    expect(await keysContaining(kv, boris.userId)).toEqual(before);
    for (const token of boris.tokens) expect(await isAccepted(token)).toBe(true);
    for (const page of boris.pages) expect(await isSignedIn(page)).toBe(true);
  });

  test('deletes what can make others first, in the order that the runbook has too', async () => {
    const { userId } = await userWithData();
    const deleted: string[] = [];
    const watched = new Proxy(kv, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (name === 'delete') return (key: string) => deleted.push(key) && kv.delete(key);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    await createTestAuth({}, { OAUTH_KV: watched }).auth.revokeAllAccess({ userId });
    const kinds = deleted.filter((key) => key.includes(`:${userId}:`)).map((key) => key.split(':')[0]);
    // The library deletes a grant after its access tokens; the object of the grant has ended refreshes before.
    const order = USER_KEY_KINDS.filter((kind) => kind !== 'grant');
    expect([...new Set(kinds.filter((kind) => kind !== 'grant'))]).toEqual(order);
    expect(kinds.lastIndexOf('session')).toBeLessThan(kinds.indexOf('grant'));
    expect(kinds.lastIndexOf('grant')).toBeLessThan(kinds.indexOf('pats'));
  });

  test('deletes orphaned keys', async () => {
    const { userId } = await userWithData();
    await kv.put(`token:${userId}:a-grant-that-is-gone:x`, '{}');
    await kv.put(`grant:${userId}:broken`, 'null');
    await kv.put(`used:${userId}:long-ago`, '', { metadata: { at: 1 } });
    await server.auth.revokeAllAccess({ userId });
    expect(await keysContaining(kv, userId)).toEqual([]);
  });

  test('deletes more keys than one listing returns', async () => {
    const { userId } = await userWithData();
    const keys = Array.from({ length: 25 }, (_, index) => `used:${userId}:${index}`);
    await Promise.all(keys.map((key) => kv.put(key, '')));
    const pagedKv = new Proxy(kv, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (name === 'list') return (options: KVNamespaceListOptions) => kv.list({ ...options, limit: 2 });
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    await createTestAuth({}, { OAUTH_KV: pagedKv }).auth.revokeAllAccess({ userId });
    expect(await keysContaining(kv, userId)).toEqual([]);
  });

  test('does not affect a user whose id has the same prefix', async () => {
    const userId = `anna-${crypto.randomUUID()}`;
    const other = { userId: `${userId}-maria`, scopes: ['test:read'] };
    const { accessToken } = await issueTokens(server.fetch, bindings, other);
    await server.auth.revokeAllAccess({ userId });
    expect(await isAccepted(accessToken)).toBe(true);
  });

  test('is idempotent, and the user may return', async () => {
    const { account, userId } = await userWithData();
    await server.auth.revokeAllAccess({ userId });
    await server.auth.revokeAllAccess({ userId });
    const back = await signInToAccount(server.fetch, provider, account);
    expect(await isSignedIn(back)).toBe(true);
    const { accessToken } = await issueTokens(server.fetch, bindings, { userId, scopes: ['test:read'] });
    expect(await isAccepted(accessToken)).toBe(true);
  });
});

/** Converts a stored value to the type that `get` was called with. */
function readAs(value: string | null, type?: string): unknown {
  return value !== null && type === 'json' ? JSON.parse(value) : value;
}
