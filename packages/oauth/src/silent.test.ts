import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signInToAccount } from './testing/account.ts';
import {
  authorizeUrl,
  bindings,
  CLIENT_VERIFIER,
  createTestAuth,
  openConsent,
  postToken,
  registerClient,
} from './testing/auth.ts';
import { openBrowser, targetOf } from './testing/browser.ts';
import { type Account, identityProvider, newAccount } from './testing/identity-provider.ts';

const provider = identityProvider(bindings.IDENTITY_ISSUER);
beforeEach(() => {
  Object.assign(provider, { up: true, forged: {} });
  vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Where the page of the portal is sent back to. */
const PAGE = `${bindings.PORTAL_URL}/my`;
type Server = ReturnType<typeof createTestAuth>;

/** Where the provider sends the browser when the person is not signed in there. */
function refusal(location: string, error: string): string {
  const { searchParams } = new URL(location);
  const state = searchParams.get('state') ?? '';
  return `${searchParams.get('redirect_uri')}?${new URLSearchParams({ error, state, iss: bindings.IDENTITY_ISSUER })}`;
}

/** Begins a silent sign-in of the page, for a client that has just registered. */
async function begin({ fetch }: Server, redirectUri = PAGE, asked: { readonly scope?: string } = {}) {
  const clientId = await registerClient(fetch, redirectUri);
  const browser = openBrowser(fetch);
  const first = await browser.get(authorizeUrl(clientId, { redirect_uri: redirectUri, prompt: 'none', ...asked }));
  return { clientId, browser, first, target: targetOf(first) };
}

/** Redeems the code of an answer. */
async function redeem({ fetch }: Server, clientId: string, answer: URL, redirectUri = PAGE) {
  const response = await postToken(fetch, {
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code: answer.searchParams.get('code') ?? '',
    code_verifier: CLIENT_VERIFIER,
  });
  return response.json<{ access_token: string; refresh_token: string; scope: string }>();
}

/** Runs a silent sign-in to its end, and gives what the page gets: a code or an error. */
async function signInSilently(server: Server, account: Account, asked: { readonly scope?: string } = {}) {
  const { clientId, browser, target } = await begin(server, PAGE, asked);
  const back = await browser.get(provider.signIn(target, account));
  const answer = new URL(targetOf(back));
  return { clientId, answer, tokens: answer.searchParams.has('code') ? await redeem(server, clientId, answer) : null };
}

/** Allows the page some scopes on the consent page. */
async function consent(server: Server, account: Account, ticked: readonly string[], redirectUri = PAGE) {
  const clientId = await registerClient(server.fetch, redirectUri);
  const page = await openConsent(server.fetch, { client_id: clientId, redirect_uri: redirectUri });
  const back = await page.browser.get(provider.signIn(targetOf(await page.decide('approve', ticked)), account));
  return redeem(server, clientId, new URL(targetOf(back)), redirectUri);
}

/** Where the library stores the grant of a token. */
const grantKeyOf = ({ access_token }: { readonly access_token: string }) =>
  `grant:${access_token.split(':').slice(0, 2).join(':')}`;
const errorOf = ({ answer }: { readonly answer: URL }) => answer.searchParams.get('error');
const refresh = ({ fetch }: Server, clientId: string, token: string) =>
  postToken(fetch, { grant_type: 'refresh_token', client_id: clientId, refresh_token: token });

describe('the page of the portal signs in silently', () => {
  test('without any page of the server or of the provider, with the scopes that were allowed before, and no more', async () => {
    const server = createTestAuth();
    const anna = newAccount();
    await consent(server, anna, ['test:read']);
    const { first, target } = await begin(server);
    expect(first.status).toBe(302);
    expect(new URL(target).searchParams.get('prompt')).toBe('none');
    const { tokens } = await signInSilently(server, anna);
    expect(tokens?.scope).toBe('test:read offline_access');
  });

  test('in the name of the consent it continues: a deletion after that consent is after the sign-in too', async () => {
    const server = createTestAuth();
    const anna = newAccount();
    await consent(server, anna, ['test:read']);
    const allowed = Date.now();
    // A grant is dated to the second, and the newest one is continued.
    const aSecond = () => new Promise<void>((resolve) => setTimeout(resolve, 1_010));
    await aSecond();
    const { tokens } = await signInSilently(server, anna);
    await aSecond();
    const again = await signInSilently(server, anna);
    for (const token of [tokens, again.tokens]) {
      const request = new Request(`${bindings.BASE_URL}/mcp`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token?.access_token}` },
      });
      const known = await server.auth.authenticate(request);
      expect(known.ok && known.value.consentedAtMs).toBeLessThanOrEqual(allowed);
    }
  });

  test('only with something that was allowed: for what was not, the person is asked', async () => {
    const server = createTestAuth();
    const anna = newAccount();
    await consent(server, anna, ['test:read']);
    expect(errorOf(await signInSilently(server, anna, { scope: 'test:write' }))).toBe('consent_required');
    const { tokens } = await signInSilently(server, anna);
    expect(tokens?.scope).toBe('test:read offline_access');
  });

  test('only after a consent of the same person: anyone else is asked', async () => {
    const server = createTestAuth();
    await consent(server, newAccount(), ['test:read']);
    expect(errorOf(await signInSilently(server, newAccount()))).toBe('consent_required');
  });

  test('only after a consent to the page: one given to another app counts for nothing', async () => {
    const server = createTestAuth();
    const anna = newAccount();
    await consent(server, anna, ['test:read'], 'https://app.example.test/callback');
    expect(errorOf(await signInSilently(server, anna))).toBe('consent_required');
  });

  test.each([1, 60])('with the newest consent, whatever connection of an earlier one is %i s newer', async (newer) => {
    const server = createTestAuth();
    const anna = newAccount();
    const wide = await consent(server, anna, ['test:read', 'test:write']);
    await consent(server, anna, ['test:read']);
    const key = grantKeyOf(wide);
    const grant: object = JSON.parse((await bindings.OAUTH_KV.get(key)) ?? '');
    const createdAt = Math.floor(Date.now() / 1000) + newer;
    await bindings.OAUTH_KV.put(key, JSON.stringify({ ...grant, createdAt }));
    expect((await signInSilently(server, anna)).tokens?.scope).toBe('test:read offline_access');
    expect((await signInSilently(server, anna)).tokens?.scope).toBe('test:read offline_access');
  });

  test('not after the person ended the connection', async () => {
    const server = createTestAuth();
    const anna = newAccount();
    const { access_token } = await consent(server, anna, ['test:read']);
    const [userId = ''] = access_token.split(':');
    await server.auth.revokeAllAccess({ userId });
    expect(errorOf(await signInSilently(server, anna))).toBe('consent_required');
  });

  test('nor after they disconnected one of its connections on the account page', async () => {
    const server = createTestAuth();
    const anna = newAccount();
    await consent(server, anna, ['test:read']);
    const { tokens } = await signInSilently(server, anna);
    const { submit } = await signInToAccount(server.fetch, provider, anna);
    await submit('/account/disconnect', [['id', tokens?.access_token.split(':')[1] ?? '']]);
    expect(errorOf(await signInSilently(server, anna))).toBe('consent_required');
  });

  test('nor while KV still lists the connection that they ended', async () => {
    const server = createTestAuth();
    const anna = newAccount();
    const tokens = await consent(server, anna, ['test:read']);
    const key = grantKeyOf(tokens);
    const stored = (await bindings.OAUTH_KV.get(key)) ?? '';
    await server.auth.revokeAllAccess({ userId: key.split(':')[1] ?? '' });
    await bindings.OAUTH_KV.put(key, stored);
    expect(errorOf(await signInSilently(server, anna))).toBe('consent_required');
    await consent(server, anna, ['test:read']);
    expect((await signInSilently(server, anna)).tokens?.scope).toBe('test:read offline_access');
  });

  test('with a consent that more unfinished sign-ins of another site than a page lists would hide', async () => {
    const server = createTestAuth();
    const anna = newAccount();
    const { access_token } = await consent(server, anna, ['test:read']);
    const [userId = ''] = access_token.split(':');
    const unfinished = { clientId: 'x', userId, scope: [], metadata: {}, createdAt: 1, redirectUri: 'https://x.test/' };
    const ids = Array.from({ length: 101 }, (_, index) => String(index).padStart(16, '-'));
    await Promise.all(
      ids.map((id) => bindings.OAUTH_KV.put(`grant:${userId}:${id}`, JSON.stringify({ ...unfinished, id }))),
    );
    expect((await signInSilently(server, anna)).tokens?.scope).toBe('test:read offline_access');
  }, 30_000);

  test.each(['login_required', 'interaction_required', 'access_denied'])(
    'not when the provider does not know the person (%s)',
    async (error) => {
      const server = createTestAuth();
      const { browser, target } = await begin(server);
      const back = new URL(targetOf(await browser.get(refusal(target, error))));
      expect(back.origin + back.pathname).toBe(PAGE);
      expect(Object.fromEntries(back.searchParams)).toMatchObject({
        error: 'login_required',
        state: 'state-of-the-client',
        iss: bindings.BASE_URL,
      });
    },
  );

  test('and leaves at most the connection that it continued and its own: the older ones end', async () => {
    const server = createTestAuth();
    const anna = newAccount();
    await consent(server, anna, ['test:read']);
    const first = await signInSilently(server, anna);
    // Creation is kept in seconds, by which the newest is known.
    await new Promise<void>((resolve) => setTimeout(resolve, 1100));
    const second = await signInSilently(server, anna);
    await new Promise<void>((resolve) => setTimeout(resolve, 1100));
    const third = await signInSilently(server, anna);
    const statuses = await Promise.all(
      [first, second, third].map(async (each) => {
        const { status } = await refresh(server, each.clientId, each.tokens?.refresh_token ?? '');
        return status;
      }),
    );
    expect(statuses).toEqual([400, 200, 200]);
  });
});

test('while the provider is down the page gets an error, not a page it cannot leave', async () => {
  const server = createTestAuth();
  provider.up = false;
  const { first, target } = await begin(server);
  expect(first.status).toBe(302);
  expect(new URL(target).searchParams.get('error')).toBe('temporarily_unavailable');
});

test.each([
  ['does not answer', { up: false }, 'code exchange: '],
  ['proves no identity', { forged: { nonce: 'of-another-sign-in' } }, 'code exchange: OAUTH_'],
])('when the provider %s at the callback the page gets an error too', async (_, fault, detail) => {
  const server = createTestAuth();
  const { browser, target } = await begin(server);
  const callback = provider.signIn(target, newAccount());
  Object.assign(provider, fault);
  const back = new URL(targetOf(await browser.get(callback)));
  expect(back.origin + back.pathname).toBe(PAGE);
  const [error, state] = ['temporarily_unavailable', 'state-of-the-client'];
  expect(Object.fromEntries(back.searchParams)).toMatchObject({ error, state, iss: bindings.BASE_URL });
  expect(server.lines.at(-1)).toMatchObject({
    step: '/callback',
    code: error,
    detail: expect.stringContaining(detail),
  });
});

test.each(['https://app.example.test/callback', 'http://localhost:4444/my', PAGE.replace('localhost', '127.0.0.1')])(
  'S40 a client at %s gets the consent page, whatever prompt it asks for',
  async (redirectUri) => {
    const { first } = await begin(createTestAuth(), redirectUri);
    expect(first.status).toBe(200);
    expect(await first.text()).toContain('name="handle"');
  },
);
