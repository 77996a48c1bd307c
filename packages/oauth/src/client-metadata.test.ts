import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bindings, CLIENT_VERIFIER, createTestAuth, openConsent, postToken, requestWithToken } from './testing/auth.ts';
import { targetOf } from './testing/browser.ts';
import { identityProvider, newAccount } from './testing/identity-provider.ts';

// A busy two-core machine needs more than the default five seconds.
vi.setConfig({ testTimeout: 60_000 });

// ChatGPT, Claude and Codex use the URL of a metadata document as their client id (Client ID Metadata Documents).
const HOST = 'https://chatgpt.example.test';
const CLIENT = `${HOST}/oauth/tU1UVEq8rRTK/client.json`;
const KEYS = `${HOST}/oauth/jwks.json`;
const CALLBACK = `${HOST}/connector/oauth/tU1UVEq8rRTK`;
/** URLs of internal services, which an SSRF attack would target. */
const INSIDE = 'secret of the inside';
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const BARE = { client_id: CLIENT, client_name: 'ChatGPT', redirect_uris: [CALLBACK] };
const KEYED = {
  token_endpoint_auth_method: 'private_key_jwt',
  token_endpoint_auth_signing_alg: 'RS256',
  jwks_uri: KEYS,
};
const SHAPES = {
  'names no method': { ...BARE, token_endpoint_auth_method: 'none' },
  'prefers a key and offers none': {
    ...BARE,
    ...KEYED,
    token_endpoint_auth_methods_supported: ['private_key_jwt', 'none'],
  },
  'has a key only': { ...BARE, ...KEYED },
};

const provider = identityProvider(bindings.IDENTITY_ISSUER);
/** Responses of the fake internet by URL. */
const web = new Map<string, (request: Request) => Response | Promise<Response>>();
const visited: Request[] = [];
/** Console output of the library, which bypasses the log. */
const warned: string[] = [];
let server: ReturnType<typeof createTestAuth>;

beforeEach(() => {
  web.clear();
  visited.length = 0;
  warned.length = 0;
  vi.spyOn(console, 'warn').mockImplementation((...said) => void warned.push(said.join(' ')));
  server = createTestAuth({}, { CIMD: 'on' });
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    if (request.url.startsWith(bindings.IDENTITY_ISSUER)) return provider.fetch(input, init);
    visited.push(request);
    const answer = web.get(request.url);
    if (!answer) throw new TypeError('network connection lost');
    return answer(request);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const publish = (document: object) => void web.set(CLIENT, () => Response.json(document));
const ask = (clientId = CLIENT) => openConsent(server.fetch, { client_id: clientId, redirect_uri: CALLBACK });

/** Completes consent and sign-in, and returns the authorization code. */
async function codeOf(page: Awaited<ReturnType<typeof ask>>): Promise<string> {
  const sent = await page.decide('approve');
  const back = await page.browser.get(provider.signIn(targetOf(sent), newAccount('anna')));
  const location = new URL(back.headers.get('location') ?? '');
  expect(location.origin + location.pathname).toBe(CALLBACK);
  return location.searchParams.get('code') ?? '';
}

const exchange = (code: string, more: { readonly [field: string]: string } = {}) =>
  postToken(server.fetch, {
    grant_type: 'authorization_code',
    client_id: CLIENT,
    redirect_uri: CALLBACK,
    code,
    code_verifier: CLIENT_VERIFIER,
    resource: `${bindings.BASE_URL}/mcp`,
    ...more,
  });

async function newKeys() {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048 };
  const keys = await crypto.subtle.generateKey({ ...algorithm, publicExponent: new Uint8Array([1, 0, 1]) }, true, [
    'sign',
    'verify',
  ]);
  if (!('privateKey' in keys)) throw new TypeError('no pair of keys');
  const jwk = (await crypto.subtle.exportKey('jwk', keys.publicKey)) as JsonWebKey;
  return { sign: keys.privateKey, published: { keys: [{ ...jwk, kid: 'one', alg: 'RS256', use: 'sig' }] } };
}

const encoded = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** A client assertion (RFC 7523, section 2.2); `changed` overrides claims. */
async function proof(key: CryptoKey, changed: object = {}): Promise<{ readonly [field: string]: string }> {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: CLIENT,
    sub: CLIENT,
    aud: bindings.BASE_URL,
    jti: crypto.randomUUID(),
    iat: now,
    exp: now + 60,
  };
  const text = [
    { alg: 'RS256', kid: 'one', typ: 'JWT' },
    { ...claims, ...changed },
  ]
    .map((part) => encoded(JSON.stringify(part)))
    .join('.');
  const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', key, new TextEncoder().encode(text));
  const client_assertion = `${text}.${encoded(String.fromCharCode(...new Uint8Array(signature)))}`;
  return { client_assertion_type: ASSERTION, client_assertion };
}

test('metadata announces support, with both methods of client authentication', async () => {
  const metadata = await server.fetch(new Request(`${bindings.BASE_URL}/.well-known/oauth-authorization-server`));
  const said = await metadata.json<Record<string, unknown>>();
  expect(said).toMatchObject({ client_id_metadata_document_supported: true });
  expect(said['token_endpoint_auth_methods_supported']).toEqual(expect.arrayContaining(['none', 'private_key_jwt']));
  const without = await createTestAuth().fetch(
    new Request(`${bindings.BASE_URL}/.well-known/oauth-authorization-server`),
  );
  expect((await without.json<Record<string, unknown>>())['client_id_metadata_document_supported']).not.toBe(true);
});

describe.each(Object.entries(SHAPES))('a client whose document %s', (shape, document) => {
  test('signs a user in, and the consent page shows its host', async () => {
    const keys = await newKeys();
    publish(document);
    web.set(KEYS, () => Response.json(keys.published));
    const page = await ask();
    expect(page.html).toContain('Описание приложения размещено на <strong>chatgpt.example.test</strong>');
    const proven = shape === 'has a key only' ? await proof(keys.sign) : {};
    const answer = await exchange(await codeOf(page), proven);
    expect(answer.status).toBe(200);
    const { access_token, refresh_token } = await answer.json<{ access_token: string; refresh_token: string }>();
    expect(await server.auth.authenticate(requestWithToken(access_token))).toMatchObject({
      value: { clientId: CLIENT },
    });
    const again = shape === 'has a key only' ? await proof(keys.sign) : {};
    const form = { grant_type: 'refresh_token', refresh_token, client_id: CLIENT, ...again };
    expect((await postToken(server.fetch, form)).status).toBe(200);
  });
});

describe('a client with a private key', () => {
  test.each([
    ['no proof', async () => ({})],
    ['the proof of another key', async () => proof((await newKeys()).sign)],
    ['a proof for another server', (key: CryptoKey) => proof(key, { aud: 'https://other.example.test' })],
    ['a proof of another client', (key: CryptoKey) => proof(key, { iss: `${HOST}/other.json` })],
    ['a proof that has expired', (key: CryptoKey) => proof(key, { iat: 1, exp: 60 })],
    ['a proof without an id', (key: CryptoKey) => proof(key, { jti: '' })],
    ['something else for a proof', async () => ({ client_assertion_type: ASSERTION, client_assertion: 'x.y.z' })],
  ])('gets no token with %s', async (_, prove) => {
    const keys = await newKeys();
    publish(SHAPES['has a key only']);
    web.set(KEYS, () => Response.json(keys.published));
    const answer = await exchange(await codeOf(await ask()), await prove(keys.sign));
    expect([400, 401]).toContain(answer.status);
    expect(await answer.json()).not.toHaveProperty('access_token');
  });

  test('cannot replay an assertion', async () => {
    const keys = await newKeys();
    publish(SHAPES['has a key only']);
    web.set(KEYS, () => Response.json(keys.published));
    const proven = await proof(keys.sign);
    expect((await exchange(await codeOf(await ask()), proven)).status).toBe(200);
    expect((await exchange(await codeOf(await ask()), proven)).status).toBe(401);
  });
});

describe('a connected client whose document cannot be used', () => {
  const plain = SHAPES['names no method'];
  test.each<[string, () => Response | Promise<Response>]>([
    ['its host is not reached', () => Promise.reject(new TypeError('network connection lost'))],
    ['its host has a fault', () => new Response(null, { status: 503 })],
    ['its host asks for patience', () => new Response(null, { status: 429 })],
    ['it is of another client', () => Response.json({ ...plain, client_id: `${HOST}/other.json` })],
  ])(
    'gets no token, and is told to ask again, since clients forget theirs at invalid_client: %s',
    async (_, answer) => {
      publish(plain);
      const refresh = async (token: string) =>
        postToken(server.fetch, { grant_type: 'refresh_token', client_id: CLIENT, refresh_token: token });
      const code = await codeOf(await ask());
      web.set(CLIENT, answer);
      const early = await exchange(code);
      publish(plain);
      const { refresh_token: token } = await (await exchange(code)).json<{ refresh_token: string }>();
      web.set(CLIENT, answer);
      for (const refused of [early, await refresh(token)]) {
        expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
        expect(refused.headers.get('cache-control')).toBe('no-store');
        expect(await refused.json()).toMatchObject({ error: 'temporarily_unavailable' });
      }
      publish(plain);
      expect((await refresh(token)).status).toBe(200);
    },
  );

  test.each([404, 410])(
    'is told that it is not known when its host answers %i: the document is gone',
    async (status) => {
      publish(plain);
      const code = await codeOf(await ask());
      web.set(CLIENT, () => new Response(null, { status }));
      const refused = await exchange(code);
      expect(refused.status).toBe(401);
      expect(await refused.json()).toMatchObject({ error: 'invalid_client' });
    },
  );
});

describe('S13 a server is not open to request forgery (SSRF)', () => {
  test.each([
    ...['http://app.example.test/client.json', 'ftp://app.example.test/client.json', 'file:///etc/passwd'],
    ...['https://app.example.test', 'https://anna@app.example.test/c.json', 'https://app.example.test/c.json#x'],
    ...['https://app.example.test/../c.json', 'https://app.example.test/%2e%2e/c.json', 'https://a.test\\c.json'],
    ...[' https://app.example.test/c.json', 'https://app.example.test/c\n.json', 'HTTP://[::1]/c'],
  ])('no request is made for a client id that is not an https URL: %j', async (clientId) => {
    const { response } = await ask(clientId);
    expect(response.status).toBe(400);
    expect(visited).toEqual([]);
  });

  test('no request has data of the server or the user', async () => {
    publish(SHAPES['names no method']);
    await ask();
    expect(new Set(visited.map(({ url, method }) => `${method} ${url}`))).toEqual(new Set([`GET ${CLIENT}`]));
    for (const { headers } of visited) {
      for (const name of ['authorization', 'cookie', 'referer']) expect(headers.has(name)).toBe(false);
    }
  });

  test('no request takes longer than ten seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    web.set(CLIENT, () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) })));
    const asked = ask();
    for (let second = 0; second < 11; second += 1) await vi.advanceTimersByTimeAsync(1_000);
    expect((await asked).response.status).toBe(400);
  });

  const plain = SHAPES['names no method'];
  const large = JSON.stringify({ ...plain, padding: 'x'.repeat(6 * 1024) });
  test.each<[string, () => Response | Promise<Response>]>([
    ['nothing listens there', () => Promise.reject(new TypeError('connection refused'))],
    ['it answers with an error', () => new Response(INSIDE, { status: 403 })],
    ['it is a page', () => new Response(`<h1>${INSIDE}</h1>`)],
    ['it is larger than 5 KB', () => new Response(large)],
    ['it is larger than 5 KB and does not say so', () => new Response(new Blob([large]).stream())],
    ['it is of another client', () => Response.json({ ...plain, client_id: `${HOST}/other.json` })],
    ['it has a secret', () => Response.json({ ...plain, client_secret: INSIDE })],
    ['it has a private key', () => Response.json({ ...plain, jwks: { keys: [{ kty: 'RSA', d: INSIDE }] } })],
    ['it has no name', () => Response.json({ ...plain, client_name: ' ' })],
    ['it has an address of a script', () => Response.json({ ...plain, redirect_uris: ['javascript:alert(1)'] })],
  ])('the error page reveals nothing of the response: %s', async (_, answer) => {
    web.set(CLIENT, answer);
    const { response, html } = await ask();
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(html).toContain('Не удалось проверить приложение');
    expect([html, ...warned, JSON.stringify(server.lines)].join()).not.toContain(INSIDE);
  });
});
