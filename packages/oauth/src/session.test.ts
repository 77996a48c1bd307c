import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listKeys } from './kv-keys.ts';
import { userIdOf } from './principal.ts';
import { signInToAccount } from './testing/account.ts';
import { bindings, createTestAuth } from './testing/auth.ts';
import { openBrowser } from './testing/browser.ts';
import { identityProvider, newAccount } from './testing/identity-provider.ts';
import { keysContaining } from './testing/stored.ts';

const MINUTE = 60 * 1000;
const base = bindings.BASE_URL;
const provider = identityProvider(bindings.IDENTITY_ISSUER);
const anna = newAccount('anna');
const boris = newAccount('boris');

beforeEach(() => {
  provider.up = true;
  provider.forged = {};
  vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch);
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Starts a sign-in from the account page; `location` is the authorization URL. */
async function startSignIn(browser: ReturnType<typeof openBrowser>, query = '') {
  const response = await browser.get(`${base}/account/sign-in${query}`);
  return { response, location: new URL(response.headers.get('location') ?? '') };
}

async function sessionsOf({ sub }: { readonly sub: string }) {
  const userId = await userIdOf(bindings.SUBJECT_KEY, bindings.IDENTITY_ISSUER, sub);
  return listKeys(bindings.OAUTH_KV, `session:${userId}:`);
}

const isSignedInPage = (page: string) => page.includes('/account/sign-out');

describe('a person signs in to the account page', () => {
  test('at the identity provider, with the same scopes as in a client’s sign-in', async () => {
    const { response, location } = await startSignIn(openBrowser(createTestAuth().fetch));
    expect(response.status).toBe(302);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      client_id: bindings.IDENTITY_CLIENT_ID,
      redirect_uri: `${base}/callback`,
      scope: 'openid',
      code_challenge_method: 'S256',
      nonce: expect.stringMatching(/^[\w-]{20,}$/),
    });
    expect(location.searchParams.has('prompt')).toBe(false);
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-test-mcp-sign-in-[\w-]{16}=[\w.-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
  });

  test('as another user on request', async () => {
    const { location } = await startSignIn(openBrowser(createTestAuth().fetch), '?as=other');
    expect(location.searchParams.get('prompt')).toBe('login');
  });

  test('and gets a host-only, secure, HTTP-only cookie', async () => {
    const { fetch, lines } = createTestAuth();
    const browser = openBrowser(fetch);
    const back = await browser.get(provider.signIn((await startSignIn(browser)).location.href, anna));
    expect(back.status).toBe(303);
    expect(back.headers.get('location')).toBe('/account');
    expect(back.headers.getSetCookie()).toContainEqual(
      expect.stringMatching(/^__Host-test-mcp-session=[\w-]{43}\.[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    );
    expect(lines).toEqual([{ event: 'account', server: 'test-mcp', step: 'signed in', who: expect.any(String) }]);
  });

  test('whose secret is not stored', async () => {
    const browser = openBrowser(createTestAuth().fetch);
    const back = await browser.get(provider.signIn((await startSignIn(browser)).location.href, anna));
    const [, secret = ''] = /session=[\w-]{43}\.([\w-]{43})/.exec(back.headers.getSetCookie().join()) ?? [];
    expect(secret).not.toBe('');
    expect(await keysContaining(bindings.OAUTH_KV, secret)).toEqual([]);
  });

  test('in several tabs at once, each of which opens its own page', async () => {
    const browser = openBrowser(createTestAuth().fetch);
    const begun = [await browser.get(`${base}/account/sign-in`), await browser.get(`${base}/account/activity`)];
    const opened = [];
    for (const tab of begun) {
      const back = await browser.get(provider.signIn(tab.headers.get('location') ?? '', anna));
      opened.push([back.status, back.headers.get('location')]);
    }
    expect(opened).toEqual([
      [303, '/account'],
      [303, '/account/activity'],
    ]);
    expect(browser.cookies()).not.toContain('sign-in');
  });

  test('again, which ends the previous session', async () => {
    const { fetch } = createTestAuth();
    const [first, second] = [newAccount(), newAccount()];
    const { browser } = await signInToAccount(fetch, provider, first);
    expect(await sessionsOf(first)).toHaveLength(1);
    await browser.get(provider.signIn((await startSignIn(browser)).location.href, second));
    expect(await sessionsOf(first)).toEqual([]);
    expect(await sessionsOf(second)).toHaveLength(1);
  });
});

describe('no one is signed in to the account page', () => {
  test('by a callback of another browser', async () => {
    const { fetch } = createTestAuth();
    const callback = provider.signIn((await startSignIn(openBrowser(fetch))).location.href, anna);
    await expectExpired(await openBrowser(fetch).get(callback));
    const other = openBrowser(fetch);
    await startSignIn(other);
    await expectExpired(await other.get(callback));
  });

  test('by a used callback', async () => {
    const browser = openBrowser(createTestAuth().fetch);
    const callback = provider.signIn((await startSignIn(browser)).location.href, anna);
    expect((await browser.get(callback)).status).toBe(303);
    await expectExpired(await browser.get(callback));
  });

  test.each(['account.', 'account.made-up'])('by an invented state: %s', async (state) => {
    await expectExpired(await openBrowser(createTestAuth().fetch).get(`${base}/callback?code=x&state=${state}`));
  });

  test('by a forged ID token', async () => {
    provider.forged = { nonce: 'of-somebody-else' };
    const { fetch, lines } = createTestAuth();
    const { browser, page } = await signInToAccount(fetch, provider, anna);
    expect(isSignedInPage(await page())).toBe(false);
    expect(lines.at(-1)).toMatchObject({ step: '/callback', code: 'identityRefused' });
    expect((await browser.get(`${base}/account`)).status).toBe(200);
  });

  test('while the identity provider is down, and nothing is stored', async () => {
    provider.up = false;
    const response = await openBrowser(createTestAuth().fetch).get(`${base}/account/sign-in`);
    expect(response.status).toBe(502);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  test('after cancelling at the identity provider; the page offers to retry', async () => {
    const { fetch } = createTestAuth();
    const browser = openBrowser(fetch);
    const { location } = await startSignIn(browser);
    const query = new URLSearchParams({ error: 'access_denied', state: location.searchParams.get('state') ?? '' });
    const back = await browser.get(`${base}/callback?${query}`);
    expect(back.headers.get('location')).toBe('/account');
    expect(isSignedInPage(await (await browser.get(`${base}/account`)).text())).toBe(false);
  });

  test('with a fault of the identity provider; our page says so, and the log', async () => {
    const { fetch, lines } = createTestAuth();
    const browser = openBrowser(fetch);
    const { location } = await startSignIn(browser);
    const query = new URLSearchParams({ error: 'server_error', state: location.searchParams.get('state') ?? '' });
    expect((await browser.get(`${base}/callback?${query}`)).status).toBe(502);
    expect(lines.at(-1)).toMatchObject({ code: 'identityDown', detail: 'authorization: server_error' });
  });

  test.each([
    ...['x', '', '.', '../secret', `${'a'.repeat(42)}!`, 'a'.repeat(43), `.${'a'.repeat(43)}`],
    ...[
      `${'a'.repeat(43)}.${'a'.repeat(43)}`,
      `${'a'.repeat(600)}.${'a'.repeat(43)}`,
      `${'a'.repeat(43)}.${'a'.repeat(600)}`,
    ],
  ])('by the cookie %j', async (value) => {
    const headers = { cookie: `__Host-test-mcp-session=${value}` };
    const page = await (await createTestAuth().fetch(new Request(`${base}/account`, { headers }))).text();
    expect(isSignedInPage(page)).toBe(false);
  });

  test('by a cookie with another user id and the own secret', async () => {
    const { fetch } = createTestAuth();
    const [mine, other] = [await signInToAccount(fetch, provider, anna), await signInToAccount(fetch, provider, boris)];
    const [, secret = ''] = /session=[\w-]{43}\.([\w-]{43})/.exec(mine.browser.cookies()) ?? [];
    const [, userId = ''] = /session=([\w-]{43})\./.exec(other.browser.cookies()) ?? [];
    const headers = { cookie: `__Host-test-mcp-session=${userId}.${secret}` };
    expect(isSignedInPage(await (await fetch(new Request(`${base}/account`, { headers }))).text())).toBe(false);
  });

  test('by the cookie of another server', async () => {
    const { browser } = await signInToAccount(createTestAuth().fetch, provider, anna);
    const other = createTestAuth({ name: 'other-mcp' });
    const request = new Request(`${base}/account`, { headers: { cookie: browser.cookies() } });
    expect(isSignedInPage(await (await other.fetch(request)).text())).toBe(false);
  });
});

describe('a session', () => {
  test('ends after an hour without a request', async () => {
    const { page } = await signInToAccount(createTestAuth().fetch, provider, anna);
    vi.setSystemTime(Date.now() + 59 * MINUTE);
    expect(isSignedInPage(await page())).toBe(true);
    vi.setSystemTime(Date.now() + 61 * MINUTE);
    expect(isSignedInPage(await page())).toBe(false);
  });

  test('is extended by every request, up to twelve hours', async () => {
    const { page } = await signInToAccount(createTestAuth().fetch, provider, anna);
    const start = Date.now();
    for (let minutes = 40; minutes < 12 * 60; minutes += 40) {
      vi.setSystemTime(start + minutes * MINUTE);
      expect(isSignedInPage(await page())).toBe(true);
    }
    vi.setSystemTime(start + 12 * 60 * MINUTE);
    expect(isSignedInPage(await page())).toBe(false);
  });
});

async function expectExpired(response: Response): Promise<void> {
  expect(response.status).toBe(400);
  expect(response.headers.get('location')).toBeNull();
  expect(await response.text()).toContain('Вход не завершён');
}
