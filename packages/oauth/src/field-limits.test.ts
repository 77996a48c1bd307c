import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { authorizeUrl, bindings, createTestAuth, postToken, registerClient, requestWithToken } from './testing/auth.ts';
import { openBrowser } from './testing/browser.ts';
import { identityProvider } from './testing/identity-provider.ts';
import { issueTokens } from './testing/issue-token.ts';

const provider = identityProvider(bindings.IDENTITY_ISSUER);
beforeEach(() => void vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch));
afterEach(() => void vi.restoreAllMocks());

const LENGTHS = [257, 600, 10_000];

describe('a bearer token beyond 256 bytes', () => {
  test.each(LENGTHS)(
    'is refused with the challenge like any unknown token, not with a server error: %d',
    async (length) => {
      const { auth, lines } = createTestAuth();
      const long = 'x'.repeat(length);
      for (const token of [
        `${long}:a:b`,
        `a:${long}:b`,
        `a:b:${long}`,
        `aisy_test_${long}`,
        long,
        'é'.repeat(length / 2 + 1),
      ]) {
        const result = await auth.authenticate(requestWithToken(token));
        if (result.ok) throw new Error('it was let in');
        expect(result.error.status).toBe(401);
        expect(result.error.headers.get('www-authenticate')).toContain('scope="test:read test:write"');
      }
      expect(lines).toEqual([]);
    },
  );
});

describe('an authorization request', () => {
  test.each(['x', 'я', '😀', 'https://evil.example/'])(
    'is refused with a client id beyond 256 bytes: %j',
    async (text) => {
      for (const CIMD of ['on', 'off']) {
        const { fetch, lines } = createTestAuth({}, { CIMD });
        for (const length of LENGTHS) {
          const client_id = text + text.at(-1)?.repeat(length);
          const response = await openBrowser(fetch).get(authorizeUrl('', { client_id }));
          expect(response.status).toBe(400);
          expect(await response.text()).toContain('Приложение прислало неверный запрос');
          expect(lines.at(-1)).toMatchObject({ step: '/authorize', code: 'refusedRequest' });
        }
      }
    },
  );

  test('is refused with a redirect URI beyond 2,048 bytes', async () => {
    const { fetch } = createTestAuth();
    const redirect_uri = `https://app.example.test/${'x'.repeat(2_048)}`;
    const response = await openBrowser(fetch).get(authorizeUrl('nobody', { redirect_uri }));
    expect(response.status).toBe(400);
    const body = JSON.stringify({ redirect_uris: [redirect_uri], token_endpoint_auth_method: 'none' });
    const headers = { 'content-type': 'application/json', 'cf-connecting-ip': crypto.randomUUID() };
    const answer = await fetch(new Request(`${bindings.BASE_URL}/oauth/register`, { method: 'POST', headers, body }));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      error: 'invalid_redirect_uri',
      error_description: expect.stringContaining('2048 bytes'),
    });
  });
});

describe('a token request', () => {
  const { fetch } = createTestAuth();
  const forms = {
    client_id: { grant_type: 'refresh_token', refresh_token: 'a:b:c' },
    code: { grant_type: 'authorization_code' },
    refresh_token: { grant_type: 'refresh_token' },
    token: {},
  };
  const cases = Object.entries(forms).flatMap(([field, form]) => LENGTHS.map((length) => ({ field, form, length })));

  test.each(cases)('whose $field has $length bytes is refused with the field and its limit', async (each) => {
    const { field, length } = each;
    const form = { ...each.form, client_id: await registerClient(fetch) };
    for (const value of ['x'.repeat(length), `${'x'.repeat(length)}:b:c`, `a:${'x'.repeat(length)}:c`]) {
      const answer = await postToken(fetch, { ...form, [field]: value });
      expect(answer.status).toBe(400);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(await answer.json()).toEqual({
        error: 'invalid_request',
        error_description: `${field} must have at most 256 bytes.`,
      });
    }
  });

  test('is measured in bytes, not in characters', async () => {
    const form = { grant_type: 'refresh_token', refresh_token: 'a:b:c' };
    expect((await postToken(fetch, { ...form, client_id: 'я'.repeat(129) })).status).toBe(400);
    expect((await postToken(fetch, { ...form, client_id: 'я'.repeat(128) })).status).toBe(401);
  });

  test('with Basic credentials has the same limits', async () => {
    const headers = (id: string) => ({
      'content-type': 'application/x-www-form-urlencoded',
      'cf-connecting-ip': crypto.randomUUID(),
      authorization: `Basic ${btoa(`${id}:secret`)}`,
    });
    const body = 'grant_type=refresh_token&refresh_token=a:b:c';
    const post = (id: string) =>
      fetch(new Request(`${bindings.BASE_URL}/oauth/token`, { method: 'POST', headers: headers(id), body }));
    for (const id of ['x'.repeat(600), 'é'.repeat(300), 'x'.repeat(10_000)]) {
      const answer = await post(id);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error_description: expect.stringContaining('authorization') });
    }
    expect((await post('nobody')).status).toBe(401);
  });

  const part = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '');
  const proofOf = (iss: string) => `${part({ alg: 'RS256' })}.${part({ iss })}.c2ln`;
  const proven = {
    grant_type: 'refresh_token',
    refresh_token: 'a:b:c',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  };

  test('with only a client assertion has the same limits', async () => {
    const ask = (iss: string) => postToken(fetch, { ...proven, client_assertion: proofOf(iss) });
    for (const iss of ['x'.repeat(600), 'x'.repeat(8_000), `https://evil.example/${'x'.repeat(600)}`]) {
      const answer = await ask(iss);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error_description: expect.stringContaining('client_assertion') });
    }
    expect((await ask('nobody')).status).toBe(401);
  });

  test.each([
    ['an empty one', ''],
    ['a good one', proofOf('nobody')],
  ])('with an assertion after %s has the same limits', async (_, first) => {
    const form = new URLSearchParams(proven);
    for (const proof of [first, proofOf('x'.repeat(600))]) form.append('client_assertion', proof);
    const headers = { 'cf-connecting-ip': crypto.randomUUID() };
    const answer = await fetch(
      new Request(`${bindings.BASE_URL}/oauth/token`, { method: 'POST', headers, body: form }),
    );
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error_description: 'iss of client_assertion must have at most 256 bytes.',
    });
  });

  test('with issued values is well below the limits', async () => {
    const userId = 'x'.repeat(43);
    const tokens = await issueTokens(fetch, bindings, { userId, scopes: ['test:read'] });
    for (const value of Object.values(tokens)) expect(value.length).toBeLessThan(128);
  });
});
