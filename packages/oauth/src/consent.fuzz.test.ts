import fc from 'fast-check';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import {
  authorizeUrl,
  bindings,
  CLIENT_REDIRECT,
  CLIENT_VERIFIER,
  createTestAuth,
  openConsent,
  postToken,
  registerClient,
} from './testing/auth.ts';
import { openBrowser, targetOf } from './testing/browser.ts';
import { identityProvider, newAccount } from './testing/identity-provider.ts';

// A busy two-core machine needs more than the default five seconds.
vi.setConfig({ testTimeout: 60_000 * inject('fuzzFactor') });

const authorize = `${bindings.BASE_URL}/authorize`;
const provider = identityProvider(bindings.IDENTITY_ISSUER);
const auth = createTestAuth();
/** Each request has an address of its own: in a minute more are sent than one address may. */
const fetch = (request: Request) => {
  const sent = new Request(request);
  sent.headers.set('cf-connecting-ip', crypto.randomUUID());
  return auth.fetch(sent);
};
/** URLs that the server fetched. */
const fetched: string[] = [];

beforeEach(() => {
  fetched.length = 0;
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    fetched.push(new Request(input, init).url);
    return provider.fetch(input, init);
  });
});
afterEach(() => void vi.restoreAllMocks());

const EVIL = 'https://evil.example/callback';
/** Fields of the stored request. Some servers have trusted them in the form. */
const forgedRequest = {
  responseType: 'code',
  clientId: 'made-up',
  redirectUri: EVIL,
  scope: ['admin'],
  state: 'forged',
  codeChallenge: 'x',
  resource: `${bindings.BASE_URL}/mcp`,
};
const forged = [JSON.stringify(forgedRequest), btoa(JSON.stringify(forgedRequest))] as const;
const field = fc.constantFrom(
  ...['redirect_uri', 'redirectUri', 'client_id', 'clientId', 'state', 'resource', 'scope', 'response_type'],
  ...['code_challenge', 'code_challenge_method', 'request', 'oauthReqInfo', 'consent', 'email', '__proto__', 'user_id'],
);
const value = fc.oneof(
  fc.constantFrom(EVIL, ...forged, 'admin', 'test:write', 'offline_access', '', 'deny', 'javascript:alert(1)'),
  fc.string({ maxLength: 20 }),
);
const extras = fc.array(fc.tuple(field, value), { minLength: 1, maxLength: 5 });

/** Fields that every run posts before the random ones. */
const KEPT: [string, string][][] = [
  [['redirect_uri', EVIL]],
  [['oauthReqInfo', forged[1]]],
  [['request', forged[0]]],
  [
    ['client_id', 'made-up'],
    ['redirectUri', EVIL],
  ],
  [
    ['scope', 'admin'],
    ['scope', 'test:write'],
    ['scope', 'offline_access'],
  ],
  [
    ['state', ''],
    ['code_challenge', ''],
    ['code_challenge_method', 'plain'],
  ],
  [
    ['user_id', 'boris'],
    ['email', 'boris@example.test'],
    ['__proto__', 'admin'],
  ],
];

test('S3 extra fields of the consent form change neither the redirect URI nor the scopes', async () => {
  await fc.assert(
    fc.asyncProperty(extras, async (added) => {
      const page = await openConsent(fetch, { scope: 'test:read' });
      const answer = [
        ['handle', page.handle] as const,
        ['decision', 'approve'] as const,
        ['scope', 'test:read'] as const,
      ];
      const sent = await page.browser.post(authorize, [...answer, ...added]);
      expect(sent.status).toBe(200);
      const upstream = new URL(targetOf(sent));
      expect(upstream.origin).toBe(bindings.IDENTITY_ISSUER);
      expect(upstream.searchParams.get('redirect_uri')).toBe(`${bindings.BASE_URL}/callback`);
      const back = await page.browser.get(provider.signIn(upstream.href, newAccount('anna')));
      const landed = new URL(back.headers.get('location') ?? '');
      expect(landed.origin + landed.pathname).toBe(CLIENT_REDIRECT);
      expect(landed.searchParams.get('state')).toBe('state-of-the-client');
      const tokens = await postToken(fetch, {
        grant_type: 'authorization_code',
        client_id: new URL(page.url).searchParams.get('client_id') ?? '',
        redirect_uri: CLIENT_REDIRECT,
        code: landed.searchParams.get('code') ?? '',
        code_verifier: CLIENT_VERIFIER,
      });
      expect(await tokens.json()).toMatchObject({ scope: 'test:read offline_access' });
    }),
    { numRuns: 60 * inject('fuzzFactor'), examples: KEPT.map((added): [typeof added] => [added]) },
  );
});

test('S3 an invented consent form is refused', async () => {
  const { browser } = await openConsent(fetch);
  const handle = fc.oneof(fc.constantFrom(...forged), fc.base64String(), fc.string({ unit: 'binary' }));
  await fc.assert(
    fc.asyncProperty(
      handle,
      extras,
      fc.constantFrom('approve', 'deny', 'approve_as_other'),
      async (made, added, said) => {
        const form = [
          ['handle', made.toWellFormed()] as const,
          ['decision', said] as const,
          ['scope', 'test:read'] as const,
        ];
        const response = await browser.post(authorize, [...form, ...added]);
        expect(response.status).toBe(400);
        expect(response.headers.get('location')).toBeNull();
      },
    ),
    {
      numRuns: 100 * inject('fuzzFactor'),
      examples: KEPT.map((added): [string, typeof added, string] => [forged[0], added, 'approve']),
    },
  );
});

test('S6 consent is asked for every authorization, even for an app that was just allowed', async () => {
  const first = await openConsent(fetch);
  const sent = await first.decide('approve');
  const done = await first.browser.get(provider.signIn(targetOf(sent), newAccount('anna')));
  expect(done.status).toBe(302);
  const again = new URL(first.url).searchParams.get('client_id') ?? '';
  for (const clientId of [await registerClient(fetch), again]) {
    const page = await first.browser.get(authorizeUrl(clientId));
    expect(page.status).toBe(200);
    expect(page.headers.get('location')).toBeNull();
    expect(await page.text()).toContain('name="handle"');
  }
});

test('S6 the browser is sent to the identity provider only after the user approves', async () => {
  const { decide, response } = await openConsent(createTestAuth().fetch);
  expect(fetched).toEqual([`${bindings.IDENTITY_ISSUER}/.well-known/openid-configuration`]);
  expect(response.headers.get('location')).toBeNull();
  const refused = await decide('deny');
  expect(new URL(targetOf(refused)).origin).toBe(new URL(CLIENT_REDIRECT).origin);
  expect(fetched).toHaveLength(1);
});

test('S6 the consent page cannot be framed, and its form is accepted only from the same browser', async () => {
  const { response, handle } = await openConsent(fetch);
  expect(response.headers.get('x-frame-options')).toBe('DENY');
  expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  const form = [['handle', handle] as const, ['decision', 'approve'] as const, ['scope', 'test:read'] as const];
  const elsewhere = await openBrowser(fetch).post(authorize, form);
  expect(elsewhere.status).toBe(400);
  expect(elsewhere.headers.get('location')).toBeNull();
});
