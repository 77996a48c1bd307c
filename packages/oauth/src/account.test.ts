import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { idOf, isAccepted, openAccount, shownToken, signInToAccount, tokenFields } from './testing/account.ts';
import { bindings, CLIENT_REDIRECT, CLIENT_VERIFIER, createTestAuth, openConsent, postToken } from './testing/auth.ts';
import { hiddenField, openBrowser, targetOf } from './testing/browser.ts';
import { identityProvider, newAccount } from './testing/identity-provider.ts';
import { issueTokens } from './testing/issue-token.ts';
import { keysContaining } from './testing/stored.ts';

const base = bindings.BASE_URL;
const provider = identityProvider(bindings.IDENTITY_ISSUER);

/** What the library stores of a grant, without its id and its person. */
const GRANT = { clientId: 'x', scope: ['test:read'], metadata: {}, createdAt: 1, expiresAt: 4_000_000_000 };

beforeEach(() => void vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch));
afterEach(() => {
  provider.forged = {};
  vi.restoreAllMocks();
});

describe('a visitor without a session', () => {
  test('sees a description of the page and the sign-in link', async () => {
    const response = await openBrowser(createTestAuth().fetch).get(`${base}/account`);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await response.text();
    expect(page).toContain('href="/account/sign-in"');
    expect(page).not.toContain('<form');
  });

  test.each(['sign-out', 'disconnect', 'disconnect-all', 'tokens', 'tokens/revoke', 'copy', 'erase'])(
    'is told at the page that a form without a session changed nothing: /account/%s',
    async (path) => {
      const browser = openBrowser(createTestAuth().fetch);
      const response = await browser.post(`${base}/account/${path}`, [], { origin: base });
      expect(response.status).toBe(303);
      const page = await (await browser.get(`${base}${response.headers.get('location')}`)).text();
      expect(page).toContain('Вход уже закончился, и ничего не изменилось.');
      expect(page).toContain('href="/account/sign-in"');
    },
  );

  test('cannot inject a message through the query', async () => {
    const browser = openBrowser(createTestAuth().fetch);
    for (const done of ['%3Cscript%3E', 'constructor', '__proto__', 'toString']) {
      const page = await (await browser.get(`${base}/account?done=${done}`)).text();
      expect(page).not.toMatch(/script|class="note"/);
    }
  });
});

describe('the account page shows', () => {
  test('the pairwise user id', async () => {
    const { page, userId } = await openAccount(provider);
    expect(await page()).toContain(userId);
  });

  test('the e-mail instead, at a server that needs it', async () => {
    const { fetch } = createTestAuth({ needsEmail: true });
    const account = { ...newAccount(), email: 'anna@example.test', email_verified: true };
    const { page } = await signInToAccount(fetch, provider, account);
    expect(await page()).toContain('<strong><bdi>anna@example.test</bdi></strong>');
  });

  test.each([
    ['a verified e-mail', { email: 'zoya@example.test', email_verified: true, name: 'Зоя' }, 'zoya@example.test'],
    ['the login', { email: 'zoya@example.test', email_verified: false, preferred_username: 'zoya' }, 'zoya'],
    ['the name', { email: 'zoya@example.test', preferred_username: '\u200b', name: '<b>Зоя' }, '&lt;b&gt;Зоя'],
  ])('first %s of the ID token', async (_, claims, shown) => {
    provider.forged = claims;
    expect(await (await openAccount(provider)).page()).toContain(`Вы вошли как <strong><bdi>${shown}</bdi></strong>.`);
  });

  test.each([{}, { name: '' }, { preferred_username: 7, name: null }, { email: 'zoya@example.test' }])(
    'no name where the ID token has none: %j',
    async (claims) => {
      provider.forged = claims;
      expect(await (await openAccount(provider)).page()).toContain('<p>Вы вошли.</p>');
    },
  );

  test('the name from the session, which alone keeps it, without having asked for it', async () => {
    const login = `login-${crypto.randomUUID()}`;
    provider.forged = { preferred_username: login };
    const { page, submit, lines, browser } = await openAccount(provider);
    await submit('/account/tokens', tokenFields());
    expect(await page()).toContain(login);
    expect(await keysContaining(bindings.OAUTH_KV, login)).toEqual([expect.stringMatching(/^session:/)]);
    expect(JSON.stringify(lines)).not.toContain(login);
    const target = new URL((await browser.get(`${base}/account/sign-in`)).headers.get('location') ?? '');
    expect(target.searchParams.get('scope')).toBe('openid');
  });

  test('the language of the browser', async () => {
    const { browser } = await openAccount(provider);
    const page = await (await browser.get(`${base}/account`, { 'accept-language': 'en' })).text();
    expect(page).toContain('Connected apps');
    expect(page).toContain('Nothing is connected yet.');
  });

  test('that a client without a refresh token loses its access by itself, until it has lost it', async () => {
    const { page, fetch, userId, connect } = await openAccount(provider);
    await connect();
    expect(await page()).not.toMatch(/ends by itself|закончится сам/);
    const redirect_uris = ['http://localhost:33418/callback'];
    const metadata = { redirect_uris, grant_types: ['authorization_code'], client_name: 'Once' };
    const body = JSON.stringify({ ...metadata, token_endpoint_auth_method: 'none' });
    const headers = { 'content-type': 'application/json' };
    const registered = await fetch(new Request(`${base}/oauth/register`, { method: 'POST', headers, body }));
    const { client_id } = await registered.json<{ client_id: string }>();
    await issueTokens(fetch, bindings, { userId, scopes: ['test:read'] }, client_id);
    expect((await page()).match(/ends by itself|закончится сам/g)).toHaveLength(1);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61 * 60_000 });
    expect(await page()).not.toMatch(/ends by itself|закончится сам/);
    vi.useRealTimers();
  });

  test('the connections of its user only', async () => {
    const anna = await openAccount(provider);
    const boris = await openAccount(provider);
    await anna.connect();
    expect(await anna.page()).toContain('/account/disconnect"');
    expect(await boris.page()).toContain('Пока ничего не подключено.');
  });
});

describe('a person revokes', () => {
  test('one connection without affecting the others', async () => {
    const { connect, page, submit, lines, userId } = await openAccount(provider);
    const [first, second] = [await connect(), await connect()];
    const [, grant = ''] = first.accessToken.split(':');
    expect(await page()).toContain(grant);
    const response = await submit('/account/disconnect', [['id', grant]]);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/account?done=ended');
    expect([await isAccepted(first.accessToken), await isAccepted(second.accessToken)]).toEqual([false, true]);
    expect(await page()).not.toContain(grant);
    expect(lines.at(-1)).toEqual({ event: 'account', server: 'test-mcp', step: 'app disconnected', who: userId });
  });

  test.each([
    ['every other one of the page of the portal with one of them', `${bindings.PORTAL_URL}/my`, true],
    ['of another site that one alone', 'https://app.example.test/my', false],
    ['of a program on the computer that one alone', 'cursor://callback', false],
  ])(
    '%s, even more than the page lists',
    async (_, redirectUri, endsAll) => {
      const { submit, userId } = await openAccount(provider);
      const prefix = `grant:${userId}:`;
      const put = (id: string, changed: object) =>
        bindings.OAUTH_KV.put(prefix + id, JSON.stringify({ ...GRANT, id, userId, redirectUri, ...changed }));
      const ids = Array.from({ length: 101 }, (_, index) => `grant-${String(index).padStart(10, '0')}`);
      await Promise.all(ids.map((id) => put(id, {})));
      await put('unfinished-00001', { expiresAt: undefined });
      await put('another-00000001', { redirectUri: 'https://other.example.test/my' });
      await submit('/account/disconnect', [['id', ids[7] ?? '']]);
      const { keys } = await bindings.OAUTH_KV.list({ prefix });
      const left = keys.map(({ name }) => name.slice(prefix.length));
      expect(left).toHaveLength(endsAll ? 1 : 102);
      expect(left).toContain('another-00000001');
      expect(left).not.toContain(ids[7]);
    },
    30_000,
  );

  test('all connections and tokens', async () => {
    const { connect, page, submit } = await openAccount(provider);
    const apps = [await connect(), await connect(), await connect()];
    const token = await shownToken(await submit('/account/tokens', tokenFields()));
    expect((await submit('/account/disconnect-all')).headers.get('location')).toBe('/account?done=all_ended');
    for (const each of [...apps.map(({ accessToken }) => accessToken), token])
      expect(await isAccepted(each)).toBe(false);
    expect(await page()).not.toContain('/account/disconnect');
  });

  test('a sign-in whose client has not asked for its tokens, which is not listed as an app', async () => {
    const { page, submit, fetch, userId, account } = await openAccount(provider);
    const consent = await openConsent(fetch);
    const back = await consent.browser.get(provider.signIn(targetOf(await consent.decide('approve')), account));
    const exchange = {
      grant_type: 'authorization_code',
      client_id: new URL(consent.url).searchParams.get('client_id') ?? '',
      redirect_uri: CLIENT_REDIRECT,
      code: new URL(targetOf(back)).searchParams.get('code') ?? '',
      code_verifier: CLIENT_VERIFIER,
    };
    const shown = await page();
    expect(shown).toContain('Пока ничего не подключено.');
    expect(shown).toContain('/account/disconnect-all"');
    await submit('/account/disconnect-all');
    expect((await postToken(createTestAuth().fetch, exchange)).status).toBe(400);
    expect((await bindings.OAUTH_KV.list({ prefix: `grant:${userId}:` })).keys).toEqual([]);
  });

  test('all connections, even more than the page lists', async () => {
    const { page, submit, userId } = await openAccount(provider);
    const prefix = `grant:${userId}:`;
    const grantOf = (id: string) => ({ ...GRANT, id, userId });
    const ids = Array.from({ length: 101 }, (_, index) => `grant-${String(index).padStart(10, '0')}`);
    await Promise.all(ids.map((id) => bindings.OAUTH_KV.put(prefix + id, JSON.stringify(grantOf(id)))));
    const shown = await page();
    expect(shown.split('/account/disconnect"')).toHaveLength(101);
    expect(shown).toContain('Показаны не все');
    await submit('/account/disconnect-all');
    expect((await bindings.OAUTH_KV.list({ prefix })).keys).toEqual([]);
  }, 30_000);

  test('nothing of another user, even with its id', async () => {
    const [anna, boris] = [await openAccount(provider), await openAccount(provider)];
    const app = await anna.connect();
    const token = await shownToken(await anna.submit('/account/tokens', tokenFields({ name: 'аннин' })));
    await boris.submit('/account/disconnect', [['id', app.accessToken.split(':')[1] ?? '']]);
    await boris.submit('/account/tokens/revoke', [['id', idOf(await anna.page(), 'аннин')]]);
    await boris.submit('/account/disconnect-all');
    expect([await isAccepted(app.accessToken), await isAccepted(token)]).toEqual([true, true]);
  });

  test('the session by signing out: its cookie is no longer accepted', async () => {
    const { submit, page, browser } = await openAccount(provider);
    const response = await submit('/account/sign-out');
    expect(response.headers.get('location')).toBe('/account?done=signed_out');
    expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-test-mcp-session=; Max-Age=0/)]);
    expect(await page()).toContain('href="/account/sign-in"');
    expect((await browser.get(`${base}/account`)).status).toBe(200);
  });
});

test('the pages where a person decides lead to the policies of the portal', async () => {
  const { page, fetch } = await openAccount(provider);
  const welcome = await (await openBrowser(fetch).get(`${base}/account`)).text();
  for (const text of [await page(), welcome, (await openConsent(fetch)).html]) {
    for (const policy of ['privacy', 'terms']) expect(text).toContain(`<a href="${bindings.PORTAL_URL}/${policy}">`);
  }
});

test('a server that keeps no records offers the copy and the erasure of the calls', async () => {
  const { submit, page, userId, auth, browser } = await openAccount(provider);
  const user = { userId, scopes: [], clientId: 'client-1', clientName: 'Приложение', consentedAtMs: Date.now() };
  auth.activity.record(user, { at_ms: Date.now(), kind: 'tool', name: 'test.read', code: 'OK' });
  expect(await page()).toContain('<bdi>Приложение</bdi> — выполнено');
  expect(await (await submit('/account/copy')).json()).toMatchObject({
    user_id: userId,
    call: [{ app: 'Приложение' }],
  });
  const question = await (await submit('/account/erase')).text();
  expect(question).toContain('<li>обращения приложений: 1</li>');
  const erased = await submit('/account/erase', [['confirm', hiddenField(question, 'confirm')]]);
  expect(await erased.text()).toContain('<li>обращения приложений: 1</li>');
  expect(await auth.activity.all({ userId })).toEqual([]);
  expect(await page()).toContain('href="/account/sign-in"');
  expect((await browser.get(`${base}/account/activity`)).status).toBe(302);
});

describe('a form of the page is rejected', () => {
  const everywhere = [
    ...['/account/sign-out', '/account/disconnect-all', '/account/tokens'],
    ...['/account/copy', '/account/erase'],
  ];

  test.each([['https://evil.example'], ['null'], ['http://localhost:1'], [`${base}.evil.example`], ['']])(
    'from the origin %j',
    async (origin) => {
      const { submit, page } = await openAccount(provider);
      for (const path of everywhere) {
        const response = await submit(path, tokenFields(), { origin });
        expect(response.status).toBe(403);
        expect(await response.text()).toContain('Форма не принята');
      }
      expect(await page()).toContain('/account/sign-out');
    },
  );

  test('without the CSRF token of the session, or with that of another', async () => {
    const { browser, page } = await openAccount(provider);
    const other = hiddenField(await (await openAccount(provider)).page(), 'csrf');
    for (const csrf of ['', 'made-up', other]) {
      const response = await browser.post(`${base}/account/sign-out`, [['csrf', csrf]], { origin: base });
      expect(response.status).toBe(403);
    }
    expect((await browser.post(`${base}/account/sign-out`, [], { origin: base })).status).toBe(403);
    expect(await page()).toContain('/account/sign-out');
  });

  test('as a GET request', async () => {
    const { browser } = await openAccount(provider);
    for (const path of everywhere) expect((await browser.get(`${base}${path}`)).status).toBe(404);
  });
});
