import { createExecutionContext } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { authorizeUrl, bindings, createTestAuth, openConsent, requestWithToken } from './testing/auth.ts';
import { openBrowser, targetOf } from './testing/browser.ts';
import { identityProvider, newAccount } from './testing/identity-provider.ts';
import { issueTokens } from './testing/issue-token.ts';
import { watchKv } from './testing/watched-kv.ts';

const provider = identityProvider(bindings.IDENTITY_ISSUER);
beforeEach(() => void vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch));
afterEach(() => void vi.restoreAllMocks());

/** A test server whose page requests all have this request id. */
function authWithRequestId(requestId: string) {
  const server = createTestAuth({}, { CONFIGURATION: 'with its log' });
  const fetch = (request: Request) => server.auth.pages(request, createExecutionContext(), { requestId });
  return { ...server, fetch };
}

describe('log lines have the id of their request', () => {
  test('during a sign-in, including error pages', async () => {
    const { fetch, lines } = authWithRequestId('request-1');
    await openBrowser(fetch).get(authorizeUrl('nobody'));
    const page = await openConsent(fetch);
    const sent = await page.decide('approve');
    await page.browser.get(provider.signIn(targetOf(sent), newAccount('anna')));
    expect(lines.map(({ step, requestId }) => [step, requestId])).toEqual([
      ['/authorize', 'request-1'],
      ['done', 'request-1'],
    ]);
  });

  test('on the account page', async () => {
    const { fetch, lines } = authWithRequestId('request-2');
    const browser = openBrowser(fetch);
    const sent = await browser.get(`${bindings.BASE_URL}/account/sign-in`);
    await browser.get(provider.signIn(targetOf(sent), newAccount('anna')));
    expect(lines).toEqual([expect.objectContaining({ step: 'signed in', requestId: 'request-2' })]);
  });

  test('at the token endpoint', async () => {
    const { fetch, lines } = authWithRequestId('request-3');
    const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'nobody', refresh_token: 'a:b:c' });
    await fetch(new Request(`${bindings.BASE_URL}/oauth/token`, { method: 'POST', body }));
    expect(lines).toEqual([expect.objectContaining({ step: 'oauth', code: 'invalid_client', requestId: 'request-3' })]);
  });

  test('when a token cannot be validated or its last use recorded', async () => {
    const watched = watchKv(bindings.OAUTH_KV);
    // A server of its own: of one server the isolate writes ten such lines a minute, and other tests write some.
    const { auth, fetch, lines } = createTestAuth({ name: 'failing-mcp' }, { OAUTH_KV: watched.kv });
    const consent = { consentedAtMs: Date.now() - 2 * 60 * 60 * 1000 };
    const person = { userId: `anna-${crypto.randomUUID()}`, scopes: ['test:read'], consent };
    const { accessToken } = await issueTokens(fetch, bindings, person);
    watched.mode = 'throws';
    await auth.authenticate(requestWithToken(accessToken), 'request-4');
    watched.mode = 'works';
    watched.failing.add('put');
    await auth.authenticate(requestWithToken(accessToken), 'request-5');
    await vi.waitFor(() => expect(lines).toHaveLength(2), 4_000);
    expect(lines.map(({ step, requestId }) => [step, requestId])).toEqual([
      ['token check', 'request-4'],
      ['last use', 'request-5'],
    ]);
  });

  test('also with concurrent requests', async () => {
    const { auth, lines } = createTestAuth();
    const requestIds = Array.from({ length: 20 }, (_, index) => `request-${index}`);
    await Promise.all(
      requestIds.map((requestId) =>
        auth.pages(new Request(`${bindings.BASE_URL}/authorize?client_id=${requestId}`), createExecutionContext(), {
          requestId,
        }),
      ),
    );
    expect(lines.map(({ requestId }) => requestId).toSorted()).toEqual(requestIds.toSorted());
  });

  test('unless the request has none', async () => {
    const { fetch, lines } = createTestAuth();
    await openBrowser(fetch).get(authorizeUrl('nobody'));
    expect(lines[0]).not.toHaveProperty('requestId');
  });
});
