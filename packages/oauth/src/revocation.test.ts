import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { userIdOf } from './principal.ts';
import { shownToken, signInToAccount, tokenFields } from './testing/account.ts';
import { bearing, bindings, createTestAuth, postToken } from './testing/auth.ts';
import { identityProvider } from './testing/identity-provider.ts';
import { storedAbout } from './testing/stored.ts';
import { issueTokens } from './testing.ts';

// A machine of two cores with other work on it may be slow.
vi.setConfig({ testTimeout: 60_000 });

const kv = bindings.OAUTH_KV;
const provider = identityProvider(bindings.IDENTITY_ISSUER);
const opened = createTestAuth({ needsEmail: true });

beforeEach(() => void vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch));
afterEach(() => void vi.restoreAllMocks());

function somebody() {
  const sub = `learner-${crypto.randomUUID()}`;
  return { sub, email: `${sub}@example.test`, email_verified: true };
}

/** A person with several browsers signed in at once. */
async function signedIn(browsers: number) {
  const account = somebody();
  const userId = await userIdOf(bindings.SUBJECT_KEY, bindings.IDENTITY_ISSUER, account.sub);
  const pages = [];
  for (let count = 0; count < browsers; count += 1) pages.push(await signInToAccount(opened.fetch, provider, account));
  return { account, userId, pages };
}

type AtAccount = Awaited<ReturnType<typeof signInToAccount>>;
const isIn = async ({ page }: AtAccount) => (await page()).includes('/account/sign-out');

async function works(token: string): Promise<boolean> {
  return 'principal' in (await createTestAuth().auth.authenticate(bearing(token)));
}

describe('a person who ends everything at once', () => {
  test('stays on the page, and is signed out everywhere else', async () => {
    const { pages } = await signedIn(3);
    const [mine, ...others] = pages as [AtAccount, ...AtAccount[]];
    const answer = await mine.submit('/account/disconnect-all');
    expect(answer.headers.get('location')).toBe('/account?done=all_ended');
    expect(await isIn(mine)).toBe(true);
    for (const other of others) expect(await isIn(other)).toBe(false);
  });

  test('leaves a stolen session nothing: its forms make no token', async () => {
    const { pages, userId } = await signedIn(2);
    const [mine, stolen] = pages as [AtAccount, AtAccount];
    const form = [['csrf', /name="csrf" value="([^"]+)"/.exec(await stolen.page())?.[1] ?? ''] as const];
    await mine.submit('/account/disconnect-all');
    const url = `${bindings.BASE_URL}/account/tokens`;
    const answer = await stolen.browser.post(url, [...form, ...tokenFields()], { origin: bindings.BASE_URL });
    expect(answer.headers.get('location')).toBe('/account');
    expect((await kv.list({ prefix: `pats:${userId}:` })).keys).toEqual([]);
  });

  test('ends a session for good, though it is visited where the storage has not heard of it yet', async () => {
    const { pages } = await signedIn(2);
    const [mine, stolen] = pages as [AtAccount, AtAccount];
    const known = new Map<string, string | null>();
    const { keys } = await kv.list();
    for (const { name } of keys) known.set(name, await kv.get(name));
    await mine.submit('/account/disconnect-all');
    // Reads are as late as KV may be; writes go where they always go.
    const late = new Proxy(kv, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (name === 'get') return async (key: string, type?: string) => readAs(known.get(key) ?? null, type);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const headers = { cookie: stolen.browser.cookies() };
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + 50 * 60 * 1000);
    const visit = new Request(`${bindings.BASE_URL}/account`, { headers });
    expect(await (await createTestAuth({}, { OAUTH_KV: late }).fetch(visit)).text()).toContain('/account/sign-out');
    vi.useRealTimers();
    expect(await isIn(stolen)).toBe(false);
  });

  test('signs nobody else out', async () => {
    const [anna, boris] = [await signedIn(1), await signedIn(1)];
    await (anna.pages as [AtAccount])[0].submit('/account/disconnect-all');
    expect(await isIn((boris.pages as [AtAccount])[0])).toBe(true);
  });
});

/** A person who has everything there is: two apps, one of them refreshed, a personal token, two browsers, notes of use. */
async function established() {
  const person = await signedIn(2);
  const { userId, account, pages } = person;
  const who = { userId, scopes: ['test:read'], email: account.email };
  const first = await issueTokens(opened.fetch, bindings, who);
  const refresh = { grant_type: 'refresh_token', refresh_token: first.refreshToken, client_id: first.clientId };
  await postToken(opened.fetch, refresh);
  const second = await issueTokens(opened.fetch, bindings, who);
  const personal = await shownToken(await (pages as [AtAccount])[0].submit('/account/tokens', tokenFields()));
  const tokens = [first.accessToken, second.accessToken, personal];
  for (const token of tokens) expect(await works(token)).toBe(true);
  await vi.waitFor(async () => expect((await kv.list({ prefix: `used:${userId}:` })).keys).toHaveLength(3), 10_000);
  return { ...person, tokens, refresh };
}

describe('a person who is forgotten', () => {
  test('leaves nothing in the storage, and nothing of theirs opens anything; nobody else notices', async () => {
    const [anna, boris] = await Promise.all([established(), established()]);
    const before = await storedAbout(kv, boris.userId);
    await opened.auth.revokeAllAccess(anna.userId);
    expect(await storedAbout(kv, anna.userId)).toEqual([]);
    expect(await storedAbout(kv, anna.account.email)).toEqual([]);
    for (const token of anna.tokens) expect(await works(token)).toBe(false);
    for (const page of anna.pages) expect(await isIn(page)).toBe(false);
    expect((await postToken(createTestAuth().fetch, anna.refresh)).status).toBe(400);

    expect(await storedAbout(kv, boris.userId)).toEqual(before);
    for (const token of boris.tokens) expect(await works(token)).toBe(true);
    for (const page of boris.pages) expect(await isIn(page)).toBe(true);
  });

  test('leaves nothing that belongs to nothing any more', async () => {
    const { userId } = await established();
    await kv.put(`token:${userId}:a-grant-that-is-gone:x`, '{}');
    await kv.put(`grant:${userId}:broken`, 'null');
    await kv.put(`used:${userId}:long-ago`, '', { metadata: { at: 1 } });
    await opened.auth.revokeAllAccess(userId);
    expect(await storedAbout(kv, userId)).toEqual([]);
  });

  test('leaves nothing of more than one listing gives', async () => {
    const { userId } = await established();
    const notes = Array.from({ length: 25 }, (_, index) => `used:${userId}:${index}`);
    await Promise.all(notes.map((key) => kv.put(key, '')));
    const short = new Proxy(kv, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (name === 'list') return (options: KVNamespaceListOptions) => kv.list({ ...options, limit: 2 });
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    await createTestAuth({}, { OAUTH_KV: short }).auth.revokeAllAccess(userId);
    expect(await storedAbout(kv, userId)).toEqual([]);
  });

  test('is not mixed up with somebody whose id begins alike', async () => {
    const userId = `anna-${crypto.randomUUID()}`;
    const other = { userId: `${userId}-maria`, scopes: ['test:read'] };
    const { accessToken } = await issueTokens(opened.fetch, bindings, other);
    await opened.auth.revokeAllAccess(userId);
    expect(await works(accessToken)).toBe(true);
  });

  test('may be forgotten again, and may come back', async () => {
    const { account, userId } = await established();
    await opened.auth.revokeAllAccess(userId);
    await opened.auth.revokeAllAccess(userId);
    const back = await signInToAccount(opened.fetch, provider, account);
    expect(await isIn(back)).toBe(true);
    const { accessToken } = await issueTokens(opened.fetch, bindings, { userId, scopes: ['test:read'] });
    expect(await works(accessToken)).toBe(true);
  });
});

/** A value as KV gives it. */
function readAs(value: string | null, type?: string): unknown {
  return value !== null && type === 'json' ? JSON.parse(value) : value;
}
