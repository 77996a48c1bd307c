import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sha256Hex } from './secret.ts';
import {
  authorizeUrl,
  bindings,
  CLIENT_REDIRECT,
  createTestAuth,
  openConsent,
  registerClient,
} from './testing/auth.ts';
import { openBrowser, targetOf } from './testing/browser.ts';
import { identityProvider } from './testing/identity-provider.ts';

const authorize = `${bindings.BASE_URL}/authorize`;
const provider = identityProvider(bindings.IDENTITY_ISSUER);
const { fetch } = createTestAuth();

beforeEach(() => {
  provider.up = true;
  vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch);
});
afterEach(() => vi.restoreAllMocks());

describe('the consent page', () => {
  test('has a CSP that allows exactly this server', async () => {
    const { response } = await openConsent(fetch);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-security-policy':
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
    });
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-[^=]+=[^;]+; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=600$/),
    ]);
  });

  test('is shown for a client at [::1]', async () => {
    const redirect_uri = 'http://[::1]:33418/callback';
    const client_id = await registerClient(fetch, redirect_uri);
    expect((await openConsent(fetch, { client_id, redirect_uri })).response.status).toBe(200);
  });

  test.each(['https://a;sandbox/', 'https://*/cb', 'https://[2001:db8::1]/cb'])(
    'is not shown for a registered redirect URI with an ambiguous host: %s',
    async (redirect_uri) => {
      const client_id = await registerClient(fetch);
      const key = `client:${client_id}`;
      const known = await bindings.OAUTH_KV.get<object>(key, 'json');
      await bindings.OAUTH_KV.put(key, JSON.stringify({ ...known, redirectUris: [redirect_uri] }));
      const { response, html } = await openConsent(fetch, { client_id, redirect_uri });
      expect(response.status).toBe(400);
      expect(html).toContain('Приложение прислало неверный запрос');
    },
  );

  test.each([
    ['test:read', ['test:read']],
    ['test:read offline_access', ['test:read']],
    ['test:read other:thing admin', ['test:read']],
    ['other:thing', ['test:read', 'test:write']],
    ['offline_access', ['test:read', 'test:write']],
    ['', ['test:read', 'test:write']],
    ['test:write test:read', ['test:read', 'test:write']],
  ])('offers only known scopes of those requested (%j)', async (scope, offered) => {
    const { html } = await openConsent(fetch, { scope });
    expect([...html.matchAll(/name="scope" value="([^"]+)"/g)].map(([, id]) => id)).toEqual(offered);
  });

  test('is in the language of the browser', async () => {
    const url = authorizeUrl(await registerClient(fetch));
    const ask = async (language: string) => (await openBrowser(fetch).get(url, { 'accept-language': language })).text();
    expect(await ask('en-GB')).toContain('Add records');
    expect(await ask('ru')).toContain('Добавлять записи');
  });

  test('is not shown while the identity provider is down, and nothing is stored', async () => {
    provider.up = false;
    const { fetch: fresh, lines } = createTestAuth();
    const { response } = await openConsent(fresh);
    expect(response.status).toBe(502);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(lines.at(-1)).toMatchObject({ code: 'identityDown', detail: expect.stringContaining('discovery') });
    provider.up = true;
    expect((await openConsent(fresh)).response.status).toBe(200);
  });

  test.each([
    ['an unknown client', { client_id: 'nobody' }],
    ['an unregistered address', { redirect_uri: 'https://evil.example/callback' }],
    ['a longer address', { redirect_uri: `${CLIENT_REDIRECT}/more` }],
    ['a script address', { redirect_uri: 'javascript:alert(1)' }],
  ])('is never shown for %s, and the browser is not redirected', async (_, asked) => {
    const { response, html } = await openConsent(fetch, asked);
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(html).toContain('Приложение прислало неверный запрос');
  });

  test.each([
    ['without PKCE', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
    ['with PKCE plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['for another resource', { resource: 'https://other.example.test/mcp' }, 'invalid_target'],
    ['for a token in the address', { response_type: 'token' }, 'unsupported_response_type'],
  ])(
    'S25 is not shown %s; only a client on the own computer is redirected to without consent',
    async (_, asked, error) => {
      const redirect_uri = 'http://localhost:33418/callback';
      const client_id = await registerClient(fetch, redirect_uri);
      const { response } = await openConsent(fetch, { client_id, redirect_uri, ...asked });
      expect(response.status).toBe(302);
      expectError(response.headers.get('location') ?? '', redirect_uri, error);
      // The same at an address of the internet, to which the browser is not sent before the person has agreed to it.
      const elsewhere = await openConsent(fetch, asked);
      expect(elsewhere.response.status).toBe(400);
      expect(elsewhere.response.headers.get('location')).toBeNull();
      expect(elsewhere.response.headers.get('refresh')).toBeNull();
      expect(elsewhere.html).toContain('<strong>app.example.test</strong>');
      const [, back = ''] = /<a href="(https:[^"]*)"/.exec(elsewhere.html) ?? [];
      expectError(back.replaceAll('&amp;', '&'), CLIENT_REDIRECT, error);
    },
  );

  function expectError(address: string, redirectUri: string, error: string): void {
    const location = new URL(address);
    expect(location.origin + location.pathname).toBe(redirectUri);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      error,
      state: 'state-of-the-client',
      iss: bindings.BASE_URL,
    });
  }
});

describe('the decision', () => {
  test('to deny leads to the client with access_denied, its state and the issuer', async () => {
    const { decide } = await openConsent(fetch);
    const location = new URL(targetOf(await decide('deny')));
    expect(location.origin + location.pathname).toBe(CLIENT_REDIRECT);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      error: 'access_denied',
      state: 'state-of-the-client',
      iss: bindings.BASE_URL,
    });
  });

  test('to approve leads to the identity provider with PKCE, nonce and another state', async () => {
    const { decide } = await openConsent(fetch);
    const response = await decide('approve');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { origin, pathname, searchParams } = new URL(targetOf(response));
    expect(origin + pathname).toBe(`${bindings.IDENTITY_ISSUER}/authorize`);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: bindings.IDENTITY_CLIENT_ID,
      redirect_uri: `${bindings.BASE_URL}/callback`,
      response_type: 'code',
      scope: 'openid',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{20,}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(searchParams.get('state')).not.toBe('state-of-the-client');
  });

  test('to sign in as another user sets prompt=login', async () => {
    const { decide } = await openConsent(fetch);
    const location = new URL(targetOf(await decide('approve_as_other')));
    expect(location.searchParams.get('prompt')).toBe('login');
  });

  test('requests the e-mail only for a server that needs it', async () => {
    const { decide } = await openConsent(createTestAuth({ needsEmail: true }).fetch);
    const location = new URL(targetOf(await decide('approve')));
    expect(location.searchParams.get('scope')).toBe('openid email');
  });

  test.each([[[]], [['other:thing']], [['offline_access']], [['__proto__', 'constructor']]])(
    'without a known scope (%j) is refused, and the page remains valid',
    async (ticked) => {
      const { decide } = await openConsent(fetch);
      const response = await decide('approve', ticked);
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('Не отмечено ни одного разрешения');
      expect(targetOf(await decide('approve'))).toContain(bindings.IDENTITY_ISSUER);
    },
  );

  // A redirect would carry the form's CSP to every later hop, up to where the client itself redirects to.
  test.each(['approve', 'approve_as_other', 'deny'])(
    '%s is answered by a page, never by a redirect',
    async (decision) => {
      const { decide } = await openConsent(fetch);
      const response = await decide(decision);
      expect(response.status).toBe(200);
      expect(response.headers.get('location')).toBeNull();
      expect(response.headers.get('content-security-policy')).toMatch(/form-action 'self'$/);
      const [, link = ''] = /<a class="button primary" href="([^"]*)"/.exec(await response.text()) ?? [];
      expect(link.replaceAll('&amp;', '&')).toBe(targetOf(response));
    },
  );

  test.each([
    ['approve', 'approve'],
    ['deny', 'deny'],
    ['approve', 'deny'],
    ['approve_as_other', 'approve'],
  ])('pressed twice in one browser, %s and %s, is answered twice', async (first, second) => {
    const { decide } = await openConsent(fetch);
    await decide(first);
    const target = new URL(targetOf(await decide(second)));
    expect(target.origin).toBe(second === 'deny' ? new URL(CLIENT_REDIRECT).origin : bindings.IDENTITY_ISSUER);
  });

  test('cannot be sent once its ten minutes are over', async () => {
    const { decide, handle } = await openConsent(fetch);
    await decide('approve');
    const prefix = `transaction:${await sha256Hex(handle)}`;
    const { keys } = await bindings.OAUTH_KV.list({ prefix });
    expect(keys).toHaveLength(1);
    expect((keys[0]?.expiration ?? Number.POSITIVE_INFINITY) - Date.now() / 1000).toBeLessThanOrEqual(600);
    await bindings.OAUTH_KV.delete(prefix);
    await expectExpired(await decide('approve'));
  });

  test('from another browser is refused', async () => {
    const { handle } = await openConsent(fetch);
    for (const decision of ['approve', 'deny']) {
      const form = [
        ['handle', handle],
        ['decision', decision],
        ['scope', 'test:read'],
      ] as const;
      await expectExpired(await openBrowser(fetch).post(authorize, form));
    }
  });

  test('with an unknown handle is refused', async () => {
    const { browser } = await openConsent(fetch);
    const form = [
      ['handle', 'made-up'],
      ['decision', 'approve'],
      ['scope', 'test:read'],
    ] as const;
    await expectExpired(await browser.post(authorize, form));
    await expectExpired(await browser.post(authorize, []));
  });

  test('is refused in English for an English browser', async () => {
    const response = await openBrowser(fetch).post(authorize, [], { 'accept-language': 'en' });
    expect(await response.text()).toContain('This page has expired');
  });

  test('that is not a form is refused, not an internal error', async () => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(new Request(authorize, { method: 'POST', headers, body: '{"decision":"approve"}' }));
    await expectExpired(response);
  });
});

async function expectExpired(response: Response): Promise<void> {
  expect(response.status).toBe(400);
  expect(response.headers.get('location')).toBeNull();
  const page = await response.text();
  expect(page).toContain('Страница устарела');
  // The form may be pressed again.
  expect(page).not.toContain('один раз');
}
