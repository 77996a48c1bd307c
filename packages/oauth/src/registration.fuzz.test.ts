import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import {
  authorizeUrl,
  bindings,
  CLIENT_REDIRECT,
  CLIENT_VERIFIER,
  createTestAuth,
  registerClient,
} from './testing/auth.ts';
import { openBrowser } from './testing/browser.ts';
import { identityProvider } from './testing/identity-provider.ts';
import { KEPT_REGISTRATIONS, longText, registration, untrustedText } from './testing/registrations.ts';
import { skeletonOf } from './testing/skeleton.ts';

// A busy two-core machine needs more than the default five seconds.
vi.setConfig({ testTimeout: 60_000 * inject('fuzzFactor') });
const RUNS = 400 * inject('fuzzFactor');

const provider = identityProvider(bindings.IDENTITY_ISSUER);
const { fetch, lines } = createTestAuth();

beforeEach(() => {
  lines.length = 0;
  vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch);
});
afterEach(() => void vi.restoreAllMocks());

const from = () => ({ 'cf-connecting-ip': crypto.randomUUID() });

function register(body: string, contentType = 'application/json'): Promise<Response> {
  const headers = { 'content-type': contentType, ...from() };
  return fetch(new Request(`${bindings.BASE_URL}/oauth/register`, { method: 'POST', headers, body }));
}

describe('S14 any client metadata at registration', () => {
  test('is registered or refused in JSON, and its consent page has the structure of any other', async () => {
    const plain = await openBrowser(fetch).get(authorizeUrl(await registerClient(fetch)));
    const expected = await skeletonOf(await plain.text());
    let registered = 0;
    const property = fc.asyncProperty(registration, async (said) => {
      const answer = await register(JSON.stringify(said));
      const client = await answer.json<{ client_id: string; redirect_uris: string[]; error: string }>();
      expect([201, 400], JSON.stringify(client)).toContain(answer.status);
      if (answer.status === 400) {
        expect(client).toEqual({ error: expect.any(String), error_description: expect.any(String) });
        return;
      }
      registered += 1;
      const [redirect_uri = ''] = client.redirect_uris.filter((each) => each.startsWith('https:'));
      const page = await openBrowser(fetch).get(authorizeUrl(client.client_id, { redirect_uri }));
      if (page.status === 400) {
        // A client that registered no grant type is told so, at its own address, by a link that the person may follow.
        const [, link = ''] = /<a href="(https:[^"]*)"/.exec(await page.text()) ?? [];
        const { origin, searchParams } = new URL(link.replaceAll('&amp;', '&'));
        expect([origin, searchParams.get('error')]).toEqual([new URL(redirect_uri).origin, 'unauthorized_client']);
        return;
      }
      expect(page.status).toBe(200);
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/^default-src 'none'; style-src 'self';/);
      expect(policy).not.toMatch(/script-src|unsafe|[<>"]/);
      expect(await skeletonOf(await page.text())).toEqual(expected);
    });
    await fc.assert(property, { numRuns: RUNS, examples: KEPT_REGISTRATIONS.map((each): [typeof each] => [each]) });
    expect(registered, 'one of six is good enough').toBeGreaterThan(RUNS / 6);
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });

  test.each(['', '{', '[]', 'null', '17', '"text"', '[{}]', '{"redirect_uris":[]}', '{"redirect_uris":{}}', '{}'])(
    'as an invalid body is refused in JSON: %s',
    async (body) => {
      const answer = await register(body);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toHaveProperty('error');
    },
  );

  test('is not logged', async () => {
    await register(JSON.stringify({ client_name: 'слова человека', redirect_uris: ['javascript:слова'] }));
    expect(JSON.stringify(lines)).not.toContain('слова');
  });
});

const methods = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH');
const types = fc.constantFrom(
  ...[
    'application/x-www-form-urlencoded',
    'application/json',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
  ],
  ...['text/plain', ''],
);
const FORM_FIELDS = [
  ...['grant_type', 'code', 'redirect_uri', 'client_id', 'client_secret', 'code_verifier', 'refresh_token', 'resource'],
  ...['scope', 'token', 'token_type_hint', 'handle', 'decision', 'state', 'response_type', 'code_challenge', 'error'],
  ...['code_challenge_method', 'client_assertion', 'client_assertion_type', 'prompt', '__proto__', ''],
];
const VALUES = [
  ...['authorization_code', 'refresh_token', 'client_credentials', 'urn:ietf:params:oauth:grant-type:token-exchange'],
  ...['code', 'token', 'S256', 'plain', 'approve', 'deny', 'a:b:c', ':::', CLIENT_REDIRECT, CLIENT_VERIFIER],
  ...[`${bindings.BASE_URL}/mcp`, 'https://evil.example', 'https://evil.example/client.json', 'test:read', 'none'],
];
/** Long values, alone and as each part of a token. */
const longValue = fc
  .tuple(longText, fc.constantFrom('', 'a:b:', 'a:'), fc.constantFrom('', ':b', ':b:c'))
  .map(([long, before, after]) => before + long + after);
const form = fc
  .array(fc.tuple(fc.constantFrom(...FORM_FIELDS), fc.oneof(fc.constantFrom(...VALUES), untrustedText, longValue)), {
    maxLength: 8,
  })
  .map((fields) => String(new URLSearchParams(fields.map(([name, value]) => [name, value.toWellFormed()]))));
const paths = fc.constantFrom(
  ...['/authorize', '/callback', '/oauth/token', '/oauth/register', '/.well-known/oauth-authorization-server', '/none'],
);

const plain = { method: 'GET', query: '', type: '', body: '', known: true };
/** Requests that every run tries before the random ones. */
const KEPT_REQUESTS = [
  { ...plain, path: '/authorize', query: 'redirect_uri=javascript:alert(1)' },
  { ...plain, path: '/authorize', query: `redirect_uri=${CLIENT_REDIRECT}&redirect_uri=https://evil.example` },
  {
    ...plain,
    path: '/authorize',
    query: `redirect_uri=${CLIENT_REDIRECT}&prompt=none&request=x&request_uri=https://evil.example`,
  },
  { ...plain, path: '/authorize', query: 'client_id=https://evil.example/client.json', known: false },
  { ...plain, path: '/callback', query: 'error=access_denied&error_description=<script>alert(1)</script>' },
  { ...plain, path: '/callback', query: 'state=a:b:c&code=' },
  { ...plain, path: '/oauth/token', method: 'POST', type: 'application/json', body: '{"grant_type":"refresh_token"}' },
  { ...plain, path: '/oauth/token', method: 'POST', type: 'multipart/form-data', body: '--x' },
  { ...plain, path: '/oauth/token', method: 'POST', type: 'application/x-www-form-urlencoded', body: '%' },
  {
    ...plain,
    path: '/oauth/register',
    method: 'POST',
    type: 'application/json',
    body: '{"redirect_uris":{"length":1}}',
  },
  {
    ...plain,
    path: '/authorize',
    method: 'POST',
    type: 'application/x-www-form-urlencoded',
    body: 'handle=&decision=approve',
  },
  { ...plain, path: '/.well-known/oauth-authorization-server', method: 'DELETE' },
];

describe('the pages and endpoints of the sign-in', () => {
  test('answer any request without a server error, and redirect only to registered URIs', async () => {
    const clientId = await registerClient(fetch);
    const body = fc.oneof(form, form, untrustedText, fc.json());
    const requests = fc.record({ method: methods, path: paths, query: form, type: types, body, known: fc.boolean() });
    const property = fc.asyncProperty(requests, async ({ method, path, query, type, body, known }) => {
      const asked = known ? `${query}&client_id=${clientId}&response_type=code` : query;
      const sent = method === 'GET' || method === 'HEAD' ? {} : { body: body.toWellFormed() };
      const headers = { ...from(), ...(type !== '' && { 'content-type': type }) };
      const url = `${bindings.BASE_URL}${path}?${asked}`;
      const response = await fetch(new Request(url, { method, headers, redirect: 'manual', ...sent }));
      const text = await response.text();
      expect(response.status, `${method} ${path}: ${text.slice(0, 200)}`).toBeLessThan(500);
      expect(text).not.toMatch(/node_modules|\bat .+:\d+:\d+/);
      const location = response.headers.get('location');
      if (location !== null) expect(location.startsWith(`${CLIENT_REDIRECT}?`), location).toBe(true);
    });
    await fc.assert(property, { numRuns: 5 * RUNS, examples: KEPT_REQUESTS.map((each): [typeof each] => [each]) });
  });
});
