import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { authorizeUrl, bindings, createTestAuth } from './testing/auth.ts';
import { openBrowser } from './testing/browser.ts';
import { identityProvider } from './testing/identity-provider.ts';

// A busy two-core machine needs more than the default five seconds.
vi.setConfig({ testTimeout: 60_000 * inject('fuzzFactor') });

const METADATA = 'https://app.example.test/oauth/client.json';
const provider = identityProvider(bindings.IDENTITY_ISSUER);
const { fetch } = createTestAuth({}, { CIMD: 'on' });

/** Redirect URIs of each kind of client; a list is registered by one client. */
const KINDS = {
  'a client on the web': ['https://app.example.test/callback'],
  'a client on the web with a query': ['https://app.example.test/callback?tenant=1'],
  'a client on this computer, by name': ['http://localhost:33418/callback'],
  'a client on this computer, by number': ['http://127.0.0.1:33418/callback'],
  'a client on this computer, by the newer number': ['http://[::1]:33418/callback'],
  'a client with a scheme of its own too': ['cursor://app.example.test/callback', 'https://app.example.test/callback'],
  'a client known by its metadata document': ['https://app.example.test/callback'],
} as const;
type Kind = keyof typeof KINDS;

beforeEach(() => {
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    if (new Request(input, init).url !== METADATA) return provider.fetch(input, init);
    const redirect_uris = KINDS['a client known by its metadata document'];
    return Response.json({ client_id: METADATA, client_name: 'App', redirect_uris });
  });
});
afterEach(() => void vi.restoreAllMocks());

/** Registers a client and returns its id. */
async function register(kind: Kind): Promise<string> {
  if (kind === 'a client known by its metadata document') return METADATA;
  const body = JSON.stringify({ redirect_uris: KINDS[kind], token_endpoint_auth_method: 'none' });
  const headers = { 'content-type': 'application/json', 'cf-connecting-ip': crypto.randomUUID() };
  const response = await fetch(new Request(`${bindings.BASE_URL}/oauth/register`, { method: 'POST', headers, body }));
  expect(response.status).toBe(201);
  return (await response.json<{ client_id: string }>()).client_id;
}

type Mutation = (uri: string) => string;

/** Replaces a part of the text of a URI: a URL parser would normalize it. */
const part =
  (pattern: RegExp, by: string): Mutation =>
  (uri) =>
    uri.replace(pattern, by);
const HOST = /(?<=\/\/)[^/:]*(\[::1\])?/;
const PATH = /(?<=[^/:])\/callback/;
const AUTHORITY = /(?<=\/\/)[^/]*/;

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'another scheme': part(/^[a-z]+:/, 'ftp:'),
  'the other scheme': (uri) =>
    uri.startsWith('https:') ? uri.replace('https:', 'http:') : uri.replace('http:', 'https:'),
  'the scheme in capitals': (uri) => uri.replace(/^[a-z]+/, (scheme) => scheme.toUpperCase()),
  'a script': () => 'javascript:alert(1)',
  'a script with the address in it': (uri) => `javascript://%0aalert(1)//${uri}`,
  'a script in capitals': () => 'JaVaScRiPt:alert(1)',
  'a script after a tab': () => 'java\tscript:alert(1)',
  data: () => 'data:text/html,<script>alert(1)</script>',
  'a file': () => 'file:///etc/passwd',
  'a view of the source': (uri) => `view-source:${uri}`,
  'a blob': (uri) => `blob:${uri}`,
  'no scheme': (uri) => uri.replace(/^[a-z]+:/, ''),
  'a path only': () => '/callback',
  'nothing at all': () => '',
  'only spaces': () => '  ',
  'a space before': (uri) => ` ${uri}`,
  'a space after': (uri) => `${uri} `,
  'a tab inside': part(/callback/, 'call\tback'),
  'a new line inside': part(/callback/, 'call\nback'),
  'a new line after': (uri) => `${uri}\r\nlocation: https://evil.example`,
  'a zero byte': (uri) => `${uri}\u0000`,
  'another host': part(HOST, 'evil.example'),
  'a host below': part(HOST, 'evil.app.example.test'),
  'a host that begins alike': part(AUTHORITY, 'app.example.test.evil.example'),
  'a host that ends alike': part(HOST, 'evilapp.example.test'),
  'a host that looks alike': part(HOST, 'арр.example.test'),
  'a host with a dot after': part(/(?<=\/\/[^/:]+)(?=[:/])/, '.'),
  'a host inside the machine': part(AUTHORITY, '169.254.169.254'),
  'the machine by another number': part(AUTHORITY, '0.0.0.0:33418'),
  'the machine by a long number': part(AUTHORITY, '2130706433:33418'),
  'a host that only begins with localhost': part(AUTHORITY, 'localhost.evil.example'),
  'a person': part(/(?<=\/\/)/, 'anna@'),
  'a person who is the host': part(/(?<=\/\/)(?=.*)/, 'app.example.test@evil.example/'),
  'a person with a password': part(/(?<=\/\/)/, 'anna:secret@'),
  'a fragment': (uri) => `${uri}#token`,
  'an empty fragment': (uri) => `${uri}#`,
  'a query': (uri) => `${uri}${uri.includes('?') ? '&' : '?'}next=https://evil.example`,
  'an empty query': (uri) => `${uri}${uri.includes('?') ? '&' : '?'}`,
  'a slash after': part(PATH, '/callback/'),
  'two slashes': part(PATH, '//callback'),
  'a longer path': part(PATH, '/callback/more'),
  'a shorter path': part(PATH, '/'),
  'a longer word': part(PATH, '/callbacks'),
  'a path in capitals': part(PATH, '/CALLBACK'),
  'a path that goes up': part(PATH, '/callback/../evil'),
  'a path that goes up and comes back': part(PATH, '/x/../callback'),
  'a path with a dot': part(PATH, '/./callback'),
  'an encoded dot': part(PATH, '/%2e%2e/callback'),
  'an encoded slash': part(PATH, '/callback%2f'),
  'an encoded letter': part(PATH, '/%63allback'),
  'a backslash': part(PATH, '\\callback'),
  'a backslash before another host': part(/(?<=\/\/)/, 'evil.example\\@'),
  'a semicolon': part(PATH, '/callback;x=1'),
  'two addresses': (uri) => `${uri},https://evil.example/callback`,
  'two addresses with a space': (uri) => `${uri} https://evil.example/callback`,
  'a port that is none': part(/(?<=\/\/)([^/:]*)(:\d+)?/, '$1:99999'),
};

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/;

/**
 * A loopback redirect URI may have any port (RFC 8252, section 7.3) and is compared after parsing; any other must match
 * exactly (RFC 9700, section 2.1).
 */
function isOwn(kind: Kind, uri: string): boolean {
  return KINDS[kind].some((own) => own === uri || (LOOPBACK.test(own) && asRead(own) === asRead(uri)));
}

function asRead(uri: string): string {
  if (!URL.canParse(uri)) return uri;
  const url = new URL(uri);
  url.port = '';
  // Removes an empty query.
  if (url.search === '') url.search = '';
  return `${url}${uri.trim().endsWith('#') ? '#' : ''}`;
}

async function expectRefused(clientId: string, redirectUri: string): Promise<void> {
  const response = await openBrowser(fetch).get(authorizeUrl(clientId, { redirect_uri: redirectUri }));
  const page = await response.text();
  expect(response.status, redirectUri).toBe(400);
  expect(response.headers.get('location'), redirectUri).toBeNull();
  expect(page, redirectUri).toContain('Приложение прислало неверный запрос');
  expect(page, redirectUri).not.toContain('evil');
}

describe.each(Object.keys(KINDS) as Kind[])('S1 %s is redirected to only exactly as registered', (kind) => {
  test('the registered URI is accepted', async () => {
    const clientId = await register(kind);
    const [own = ''] = KINDS[kind].filter((uri) => /^https?:/.test(uri));
    const response = await openBrowser(fetch).get(authorizeUrl(clientId, { redirect_uri: own }));
    expect(response.status).toBe(200);
  });

  test(`no URI with one of ${Object.keys(MUTATIONS).length} changes is accepted`, async () => {
    const clientId = await register(kind);
    let tried = 0;
    for (const mutate of Object.values(MUTATIONS)) {
      for (const own of KINDS[kind]) {
        const mutated = mutate(own);
        if (isOwn(kind, mutated)) continue;
        await expectRefused(clientId, mutated);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThanOrEqual(40);
  });

  test('no URI with several changes is accepted', async () => {
    const clientId = await register(kind);
    const several = fc.array(fc.constantFrom(...Object.values(MUTATIONS)), { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(several, fc.constantFrom(...KINDS[kind]), async (mutations, own) => {
        const mutated = mutations.reduce((uri, mutate) => mutate(uri), own as string);
        if (!isOwn(kind, mutated)) await expectRefused(clientId, mutated);
      }),
      { numRuns: 60 * inject('fuzzFactor') },
    );
  });
});

test('S1 a private-use scheme may be registered with others, and is never redirected to', async () => {
  const clientId = await register('a client with a scheme of its own too');
  await expectRefused(clientId, 'cursor://app.example.test/callback');
});

test('S1 no client can register an invalid or ambiguous redirect URI', async () => {
  const foul = [
    ...[
      'javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'http://app.example.test/callback',
    ],
    ...['https://anna@app.example.test/callback', 'https://app.example.test/callback#x', '//app.example.test/callback'],
    ...[
      'https://*/callback',
      'https://*.example.test/callback',
      'https://a;sandbox/',
      "https://a'b.test/",
      'https://a,b.test/',
    ],
    ...[
      'https://a_b.test/',
      'https://a b.test/',
      'https://[2001:db8::1]/callback',
      'https://[::1;x]/',
      'http://[::2]/',
    ],
    ...['/callback', '', 'https://', 'blob:https://app.example.test/x', 'urn:ietf:wg:oauth:2.0:oob'],
  ];
  for (const redirectUri of foul) {
    const body = JSON.stringify({ redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' });
    const headers = { 'content-type': 'application/json', 'cf-connecting-ip': crypto.randomUUID() };
    const answer = await fetch(new Request(`${bindings.BASE_URL}/oauth/register`, { method: 'POST', headers, body }));
    expect(answer.status, redirectUri).toBe(400);
    expect(await answer.json(), redirectUri).toMatchObject({ error: expect.stringMatching(/^invalid_/) });
  }
});
