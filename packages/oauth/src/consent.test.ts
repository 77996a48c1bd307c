import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  authorizeUrl,
  bindings,
  CLIENT_REDIRECT,
  createTestAuth,
  openConsent,
  registerClient,
} from './testing/auth.ts';
import { openBrowser } from './testing/browser.ts';
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
  test('has a CSP that allows exactly this server, the identity provider and the client', async () => {
    const { response } = await openConsent(fetch);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-security-policy': `default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self' ${bindings.IDENTITY_ISSUER} https://app.example.test`,
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
    });
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-[^=]+=[^;]+; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=600$/),
    ]);
  });

  test('omits form-action for a client at [::1], which CSP cannot express', async () => {
    const redirect_uri = 'http://[::1]:33418/callback';
    const client_id = await registerClient(fetch, redirect_uri);
    const { response } = await openConsent(fetch, { client_id, redirect_uri });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'",
    );
  });

  test.each(['https://a;sandbox/', 'https://*/cb', 'https://[2001:db8::1]/cb'])(
    'is not shown for a registered redirect URI that CSP cannot express: %s',
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
  ])('is not shown %s; the client gets the error', async (_, asked, error) => {
    const { response } = await openConsent(fetch, asked);
    expect(response.status).toBe(302);
    const location = new URL(response.headers.get('location') ?? '');
    expect(location.origin + location.pathname).toBe(CLIENT_REDIRECT);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      error,
      state: 'state-of-the-client',
      iss: bindings.BASE_URL,
    });
  });
});

describe('the decision', () => {
  test('to deny redirects to the client with access_denied, its state and the issuer', async () => {
    const { decide } = await openConsent(fetch);
    const response = await decide('deny');
    expect(response.status).toBe(302);
    const location = new URL(response.headers.get('location') ?? '');
    expect(location.origin + location.pathname).toBe(CLIENT_REDIRECT);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      error: 'access_denied',
      state: 'state-of-the-client',
      iss: bindings.BASE_URL,
    });
  });

  test('to approve redirects to the identity provider with PKCE, nonce and another state', async () => {
    const { decide } = await openConsent(fetch);
    const response = await decide('approve');
    expect(response.status).toBe(302);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { origin, pathname, searchParams } = new URL(response.headers.get('location') ?? '');
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
    const location = new URL((await decide('approve_as_other')).headers.get('location') ?? '');
    expect(location.searchParams.get('prompt')).toBe('login');
  });

  test('requests the e-mail only for a server that needs it', async () => {
    const { decide } = await openConsent(createTestAuth({ needsEmail: true }).fetch);
    const location = new URL((await decide('approve')).headers.get('location') ?? '');
    expect(location.searchParams.get('scope')).toBe('openid email');
  });

  test.each([[[]], [['other:thing']], [['offline_access']], [['__proto__', 'constructor']]])(
    'without a known scope (%j) is refused, and the page remains valid',
    async (ticked) => {
      const { decide } = await openConsent(fetch);
      const response = await decide('approve', ticked);
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('Не отмечено ни одного разрешения');
      expect((await decide('approve')).status).toBe(302);
    },
  );

  test('is accepted once', async () => {
    const { decide } = await openConsent(fetch);
    expect((await decide('approve')).status).toBe(302);
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
  expect(await response.text()).toContain('Страница устарела');
}
