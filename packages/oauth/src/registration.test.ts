import { describe, expect, test } from 'vitest';
import { bindings, createTestAuth } from './testing/auth.ts';
import { issueTokens } from './testing/issue-token.ts';

const REDIRECT = 'https://app.example.test/callback';

async function register(changed: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const body = JSON.stringify({ redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none', ...changed });
  const headers = { 'content-type': 'application/json', 'cf-connecting-ip': crypto.randomUUID() };
  const { fetch } = createTestAuth();
  const response = await fetch(new Request(`${bindings.BASE_URL}/oauth/register`, { method: 'POST', headers, body }));
  return { status: response.status, ...(await response.json<Record<string, unknown>>()) };
}

describe('a registration with more than the server supports is narrowed', () => {
  test.each([
    [
      'to its grant types: Claude registers jwt-bearer beside the usual two',
      { grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:jwt-bearer'] },
      { grant_types: ['authorization_code', 'refresh_token'] },
    ],
    ['to its response types', { response_types: ['code', 'token', 'id_token'] }, { response_types: ['code'] }],
    ['to the members it knows', { unheard_of: { deep: ['x'] }, software_statement: 'x' }, {}],
    ['to the optional addresses that are given', { logo_uri: '', policy_uri: null, tos_uri: '' }, {}],
    ['to both grants, where it names none', {}, { grant_types: ['authorization_code', 'refresh_token'] }],
    [
      'to one grant, where it names one',
      { grant_types: ['authorization_code'] },
      { grant_types: ['authorization_code'] },
    ],
  ])('%s', async (_, changed, expected) => {
    expect(await register(changed)).toMatchObject({ status: 201, redirect_uris: [REDIRECT], ...expected });
  });
});

describe('a registration of which nothing is usable is refused with the reason', () => {
  test.each([
    [{ grant_types: ['client_credentials'] }, 'grant_types'],
    [{ grant_types: ['refresh_token'] }, 'authorization_code'],
    [{ grant_types: [] }, 'grant_types'],
    [{ response_types: ['token'] }, 'response_types'],
    [{ client_name: 'я'.repeat(3000) }, '4096 bytes'],
    [{ client_name: 'a\ud83db' }, 'client_name'],
    [{ redirect_uris: ['https://app.example.test/\ud83d'] }, 'redirect_uris'],
  ])('%j', async (changed, reason) => {
    expect(await register(changed)).toMatchObject({
      status: 400,
      error: 'invalid_client_metadata',
      error_description: expect.stringContaining(reason),
    });
  });
});

describe('each wrong redirect URI is named by its index, with what is wrong', () => {
  test.each([
    ['', 'must not be empty'],
    ['   ', 'must not be empty'],
    [17, 'must be a string'],
    [null, 'must be a string'],
    ['callback', 'must be an absolute URI'],
    ['javascript:alert(1)', 'must not have the scheme javascript:'],
    ['data:text/html,x', 'must not have the scheme data:'],
    [`${REDIRECT}#`, 'must have no fragment'],
    ['https://user:secret@app.example.test/', 'must have no user name or password'],
    ['https://app.example.test/a\tb', 'must have no control characters'],
    ['https://app_example.test/', 'must have a host of letters, digits, dots and hyphens, or [::1]'],
    [`${REDIRECT}?${'x'.repeat(2048)}`, 'must have at most 2048 bytes'],
  ])('%j', async (wrong, reason) => {
    for (const redirect_uris of [[wrong], [REDIRECT, wrong], [REDIRECT, REDIRECT, wrong, REDIRECT]]) {
      expect(await register({ redirect_uris })).toMatchObject({
        status: 400,
        error: 'invalid_redirect_uri',
        error_description: `redirect_uris[${redirect_uris.indexOf(wrong)}] ${reason}.`,
      });
    }
  });

  test('the address of an app beside one that can be used is none of them', async () => {
    const redirect_uris = ['cursor://anysphere.cursor-mcp/oauth/callback', REDIRECT];
    expect(await register({ redirect_uris })).toMatchObject({ status: 201, redirect_uris });
  });
});

test.each([
  [['authorization_code'], false],
  [['authorization_code', 'refresh_token'], true],
])('a client registered for %j gets a refresh token: %s', async (grant_types, expected) => {
  const { fetch } = createTestAuth();
  const { client_id } = await register({ grant_types, redirect_uris: ['http://localhost:33418/callback'] });
  const person = { userId: `anna-${crypto.randomUUID()}`, scopes: ['test:read'] };
  const tokens = await issueTokens(fetch, bindings, person, String(client_id));
  expect(tokens.accessToken).toMatch(/^anna-/);
  expect(tokens.refreshToken !== undefined).toBe(expected);
});
