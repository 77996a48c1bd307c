import { describe, expect, test } from 'vitest';
import {
  AUDIENCE,
  CLIENT,
  corporateServer,
  ISSUER,
  inSeconds,
  VARIABLES,
  validClaims,
} from '../testing/corporate-service.ts';

const person = { sub: 'staff-1', email: 'anna@company.example', email_verified: true };

describe('user-info', () => {
  const start = () => corporateServer(VARIABLES.userinfo);

  test('lets in a person whose token is of a listed client', async () => {
    const { service, answer } = start();
    service.known.set('opaque-token', { ...person, client_id: CLIENT });
    expect(await answer('opaque-token')).toMatchObject({ clientId: 'corporate:desktop-app', email: person.email });
    const claims = validClaims();
    const jwt = await service.sign(claims);
    service.known.set(jwt, { ...person, sub: claims.sub });
    expect(await answer(jwt)).toMatchObject({ clientId: 'corporate:desktop-app' });
  });

  test.each([
    ['of no known client', {}],
    ['of a client that is not listed', { client_id: 'somebody-elses-app' }],
  ])('S31 refuses a token %s, though the service accepts it', async (_, change) => {
    const { service, answer } = start();
    service.known.set('opaque-token', { ...person, ...change });
    expect(await answer('opaque-token')).toBe(401);
  });

  test.each([
    ['another issuer', { iss: 'https://id.evil.example' }],
    ['another subject than the answer', { sub: 'somebody-else' }],
    ['an expiry in the past', { exp: inSeconds(-1) }],
    ['another client', { azp: 'somebody-elses-app' }],
  ])('refuses a JWT with %s', async (_, change) => {
    const { service, answer } = start();
    const jwt = await service.sign({ ...validClaims(), sub: person.sub, ...change });
    service.known.set(jwt, person);
    expect(await answer(jwt)).toBe(401);
  });

  test.each([
    ['the answer', { email: 'anna@company.example' }, { email: 'old@company.example', email_verified: true }],
    ['the token', { email_verified: true }, { email: 'anna@company.example' }],
    ['both', { email: 'a@company.example', email_verified: false }, { email_verified: true }],
  ])('S31 takes no e-mail of %s as verified by the word of the other', async (_, answered, inside) => {
    const { service, answer } = start();
    const none = { email: undefined, email_verified: undefined };
    const jwt = await service.sign({ ...validClaims(), ...none, sub: person.sub, ...inside });
    service.known.set(jwt, { sub: person.sub, ...answered });
    const principal = await answer(jwt);
    expect(principal).toMatchObject({ clientId: 'corporate:desktop-app' });
    expect(principal).not.toHaveProperty('email');
  });

  test('needs the list of clients: without it the server does not start', () => {
    const { CORPORATE_CLIENTS: _, ...without } = VARIABLES.userinfo;
    expect(() => corporateServer(without)).toThrow('CORPORATE_CLIENTS');
  });
});

describe('introspection', () => {
  const start = () => corporateServer(VARIABLES.introspection);
  const active = () => ({ ...validClaims(), active: true });

  test('lets in a person whose token is active and for this server', async () => {
    const { service, answer } = start();
    service.known.set('token', active());
    service.known.set('minimal', { active: true, sub: 'staff-2', aud: AUDIENCE });
    expect(await answer('token')).toMatchObject({ clientId: 'corporate:desktop-app', scopes: ['test:read'] });
    expect(await answer('minimal')).toMatchObject({ clientId: 'corporate:unknown' });
  });

  test.each([
    ['is not active', { active: false }],
    ['is for another audience', { aud: 'other-api' }],
    ['is for no audience', { aud: undefined }],
    ['is of another issuer', { iss: `${ISSUER}/other` }],
    ['has expired', { exp: inSeconds(-1) }],
    ['expires at a text', { exp: '2999-01-01' }],
    ['begins later', { nbf: inSeconds(120) }],
    ['names no one', { sub: undefined }],
  ])('S31 refuses a token that %s', async (_, change) => {
    const { service, answer } = start();
    service.known.set('token', { ...active(), ...change });
    expect(await answer('token')).toBe(401);
  });

  test('takes a token that was just issued by a service whose clock is ahead', async () => {
    const { service, answer } = start();
    service.known.set('token', { ...active(), nbf: inSeconds(30) });
    expect(await answer('token')).toMatchObject({ clientId: 'corporate:desktop-app' });
  });

  test('a refusal of our own credentials is no refusal of the token', async () => {
    const { service, answer } = corporateServer({ ...VARIABLES.introspection, CORPORATE_CLIENT_SECRET: 'wrong' });
    service.known.set('token', active());
    expect(await answer('token')).toBe(503);
  });
});

describe.each(['userinfo', 'introspection'] as const)('%s', (kind) => {
  const start = () => corporateServer(VARIABLES[kind]);
  const known = { ...person, active: true, aud: AUDIENCE, client_id: CLIENT };

  test.each([
    ['500', new Response(null, { status: 500 })],
    ['a redirect', new Response(null, { status: 302, headers: { location: 'https://elsewhere.example' } })],
    ['HTML', new Response('<html>')],
    ['a list', Response.json([])],
    ['too much', Response.json({ ...known, groups: 'g'.repeat(100_000) })],
  ])('answers 503 when the service answers %s', async (_, answer) => {
    const server = start();
    server.service.known.set('token', answer);
    expect(await server.answer('token')).toBe(503);
    expect(JSON.stringify(server.lines)).not.toContain('token"');
  });

  test('asks about a valid token once a minute, and about an invalid one once in ten seconds', async () => {
    const { service, answer, clock } = start();
    service.known.set('valid', known);
    const ask = async (token: string) => answer(token).then(() => service.tokens.length);
    expect(await ask('valid')).toBe(1);
    expect(await ask('invalid')).toBe(2);
    expect([await ask('valid'), await ask('invalid')]).toEqual([2, 2]);
    clock.aheadMs = 11_000;
    expect([await ask('valid'), await ask('invalid')]).toEqual([2, 3]);
  });

  test('S31 never sees a token of another kind, nor one that is malformed or too long', async () => {
    const { service, answer } = start();
    const tokens = [
      'person:grant:secret',
      `aisy_test_${'a'.repeat(49)}`,
      'aisy_other',
      'with space',
      'x'.repeat(9_000),
    ];
    for (const token of tokens) expect([token, await answer(token).catch(() => 401)]).toEqual([token, 401]);
    expect(service.requests).toEqual([]);
  });
});

test('an empty variable is one that is not set', async () => {
  const off = corporateServer({ CORPORATE_TOKENS: '', CORPORATE_ISSUER: '' });
  expect(await off.answer(await off.service.sign(validClaims()))).toBe(401);
  const any = corporateServer({ ...VARIABLES.oidc, CORPORATE_CLIENTS: '', CORPORATE_AUDIENCE: '' });
  const resource = `${any.auth.config.baseUrl}/mcp`;
  const token = await any.service.sign({ ...validClaims(), azp: 'any-app', aud: resource });
  expect(await any.answer(token)).toMatchObject({ clientId: 'corporate:any-app' });
  expect(await any.answer(await any.service.sign(validClaims()))).toBe(401);
});

test('S31 a comma too many in the list of clients lets in no token without a client', async () => {
  const { service, answer } = corporateServer({
    ...VARIABLES.oidc,
    CORPORATE_CLIENTS: `${VARIABLES.oidc.CORPORATE_CLIENTS}, `,
  });
  expect(await answer(await service.sign(validClaims()))).toMatchObject({ clientId: 'corporate:desktop-app' });
  expect(await answer(await service.sign({ ...validClaims(), azp: undefined }))).toBe(401);
});

test('without a choice a corporate token is unknown, and nothing is asked', async () => {
  const { service, answer } = corporateServer({});
  expect(await answer(await service.sign(validClaims()))).toBe(401);
  expect(service.requests).toEqual([]);
});

test.each([
  [{ CORPORATE_TOKENS: 'saml' }, 'CORPORATE_TOKENS'],
  [{ CORPORATE_TOKENS: 'oidc' }, 'CORPORATE_ISSUER'],
  [{ ...VARIABLES.introspection, CORPORATE_URL: 'introspect' }, 'CORPORATE_URL'],
  [{ ...VARIABLES.introspection, CORPORATE_CLIENT_SECRET: '' }, 'CORPORATE_CLIENT_SECRET'],
])('%j does not start, and the message names %s', (variables, name) => {
  expect(() => corporateServer(variables)).toThrow(name);
});
