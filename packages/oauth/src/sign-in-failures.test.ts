import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { REUSE_WINDOW_MS } from './grant/grant-session.ts';
import { bindings, CLIENT_REDIRECT, createTestAuth, openConsent, postToken, requestWithToken } from './testing/auth.ts';
import { openBrowser } from './testing/browser.ts';
import { identityProvider, newAccount } from './testing/identity-provider.ts';
import { createSignIns } from './testing/sign-in.ts';

const provider = identityProvider(bindings.IDENTITY_ISSUER);
const anna = { ...newAccount('anna'), email: 'anna@example.test', email_verified: true };

beforeEach(() => {
  Object.assign(provider, { up: true, forged: {}, document: {}, signature: 'valid' });
  vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const { callbackOf, signIn } = createSignIns(provider);

describe('a discovery document', () => {
  test.each([
    ['names no authorization endpoint', { authorization_endpoint: undefined }],
    ['names no token endpoint', { token_endpoint: undefined }],
    ['names no keys', { jwks_uri: undefined }],
    ['names no userinfo endpoint', { userinfo_endpoint: undefined }],
    ['has an endpoint that is no address', { token_endpoint: 'token' }],
    ['has an endpoint with another scheme', { authorization_endpoint: 'javascript:alert(1)' }],
    ['has an endpoint that is no text', { jwks_uri: { href: 'https://x.test' } }],
    ['is of another issuer', { issuer: 'https://evil.example' }],
    ['spells the issuer in another way', { issuer: `${bindings.IDENTITY_ISSUER}/` }],
  ])('that %s is not kept: our page says so, and the next sign-in works', async (_, document) => {
    const server = createTestAuth({ needsEmail: true });
    provider.document = document;
    const { response, html } = await openConsent(server.fetch);
    expect(response.status).toBe(502);
    expect(html).toContain('Служба входа не отвечает');
    expect(server.lines.at(-1)).toMatchObject({ code: 'identityDown', detail: expect.stringContaining('discovery: ') });
    provider.document = {};
    expect((await signIn(server, anna)).principal?.email).toBe(anna.email);
  });

  test('is read again after an endpoint failed', async () => {
    const server = createTestAuth();
    provider.document = { token_endpoint: `${bindings.IDENTITY_ISSUER}/moved` };
    const page = await openConsent(server.fetch);
    expect((await page.browser.get(await callbackOf(page, anna))).status).toBe(502);
    provider.document = {};
    expect((await signIn(server, anna)).principal).toBeDefined();
  });

  test('is not read again after a forged callback, which anyone can send', async () => {
    const server = createTestAuth();
    provider.forged = { nonce: 'of-somebody-else' };
    const page = await openConsent(server.fetch);
    const before = provider.discoveries();
    await page.browser.get(await callbackOf(page, anna));
    await openConsent(server.fetch);
    expect(provider.discoveries()).toBe(before);
  });
});

describe('a sign-in fails', () => {
  test.each([
    ['another nonce', { nonce: 'of-somebody-else' }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['another audience', { aud: 'another-server' }],
    ['an expired ID token', { exp: 1 }],
    ['no person in it', { sub: undefined }],
    ['an empty subject', { sub: '' }],
    ['a subject of 256 characters', { sub: 'x'.repeat(256) }],
    ['a subject of other than ASCII characters', { sub: 'анна' }],
    ['a subject that is a number', { sub: 7 }],
  ])('with an ID token that has %s', async (_, forged) => {
    provider.forged = forged;
    await expectUnconfirmed();
  });

  test.each(['of another key', 'none'] as const)('S26 with an ID token whose signature is %s', async (signature) => {
    provider.signature = signature;
    await expectUnconfirmed();
  });

  async function expectUnconfirmed(): Promise<void> {
    const { fetch, lines } = createTestAuth();
    const page = await openConsent(fetch);
    const back = await page.browser.get(await callbackOf(page, anna));
    expect(back.status).toBe(502);
    expect(back.headers.get('location')).toBeNull();
    expect(await back.text()).toContain('Вход не подтверждён');
    expect(lines.at(-1)).toMatchObject({ step: '/callback', code: 'identityRefused' });
  }

  test('with a callback of another browser', async () => {
    const { fetch } = createTestAuth();
    const callback = await callbackOf(await openConsent(fetch), anna);
    await expectExpired(await openBrowser(fetch).get(callback));
  });

  test('with a callback that was used', async () => {
    const { fetch } = createTestAuth();
    const page = await openConsent(fetch);
    const callback = await callbackOf(page, anna);
    expect((await page.browser.get(callback)).status).toBe(302);
    await expectExpired(await page.browser.get(callback));
  });

  test.each(['', '?code=x', '?code=x&state=made-up', '?error=access_denied'])(
    'with an unsolicited callback: /callback%s',
    async (query) => {
      const { browser } = await openConsent(createTestAuth().fetch);
      await expectExpired(await browser.get(`${bindings.BASE_URL}/callback${query}`));
    },
  );

  test.each([
    ['access_denied', 'access_denied', []],
    ['login_required', 'access_denied', []],
    ['server_error', 'server_error', [{ code: 'server_error', detail: 'authorization: server_error' }]],
    ['temporarily_unavailable', 'temporarily_unavailable', [{ code: 'temporarily_unavailable' }]],
    ['invalid_scope', 'server_error', [{ code: 'server_error', detail: 'authorization: invalid_scope' }]],
    ['<b>&x', 'server_error', [{ code: 'server_error', detail: 'authorization: malformed' }]],
  ])('with the error %j of the identity provider; the client gets %s', async (error, told, logged) => {
    const { fetch, lines } = createTestAuth();
    const page = await openConsent(fetch);
    const { searchParams } = new URL(await callbackOf(page, anna));
    const query = new URLSearchParams({ error, state: searchParams.get('state') ?? '' });
    const back = await page.browser.get(`${bindings.BASE_URL}/callback?${query}`);
    const location = new URL(back.headers.get('location') ?? '');
    expect(location.origin + location.pathname).toBe(CLIENT_REDIRECT);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({ error: told, state: 'state-of-the-client' });
    expect(lines).toEqual(logged.map((line) => expect.objectContaining({ step: '/callback', ...line })));
  });

  test('with a wrong or missing PKCE verifier', async () => {
    const server = createTestAuth();
    const { exchange } = await signIn(server, anna);
    for (const code_verifier of ['another-verifier-that-is-long-enough-for-the-rules-0123456789', '']) {
      const answer = await postToken(server.fetch, { ...exchange, code_verifier });
      expect(answer.status).toBe(400);
    }
  });

  test('with a code that was used long ago: the tokens of its first use end too', async () => {
    const server = createTestAuth();
    const { exchange, tokens } = await signIn(server, anna);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + REUSE_WINDOW_MS });
    const answer = await postToken(server.fetch, exchange);
    vi.useRealTimers();
    expect(answer.status).toBe(400);
    const result = await createTestAuth().auth.authenticate(requestWithToken(tokens.access_token));
    expect(!result.ok && result.error.status).toBe(401);
  });
});

async function expectExpired(response: Response): Promise<void> {
  expect(response.status).toBe(400);
  expect(response.headers.get('location')).toBeNull();
  expect(await response.text()).toContain('Страница устарела');
}
