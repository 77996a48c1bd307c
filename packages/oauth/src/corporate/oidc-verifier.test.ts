import { exportSPKI } from 'jose';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { corporateServer, ISSUER, inSeconds, VARIABLES, validClaims } from '../testing/corporate-service.ts';

const start = () => corporateServer(VARIABLES.oidc);

test('a valid token is a person with a user id of this server, the scopes that read, and a verified e-mail', async () => {
  const { service, answer } = start();
  const claims = validClaims();
  const principal = await answer(await service.sign(claims));
  expect(principal).toEqual({
    userId: expect.stringMatching(/^[\w-]{43}$/),
    scopes: ['test:read'],
    clientId: 'corporate:desktop-app',
    email: 'anna@company.example',
  });
  const again = await answer(await service.sign({ ...claims, scope: 'openid test:write other:read' }));
  expect(again).toMatchObject({ userId: (principal as { userId: string }).userId, scopes: ['test:write'] });
});

test.each([
  ['without an e-mail', { email: undefined }],
  ['with an e-mail that is not verified', { email_verified: false }],
  ['with an e-mail that may be verified', { email_verified: 'true' }],
])('a token %s lets a person in without one', async (_, change) => {
  const { service, answer } = start();
  const principal = await answer(await service.sign({ ...validClaims(), ...change }));
  expect(principal).toMatchObject({ scopes: ['test:read'] });
  expect(principal).not.toHaveProperty('email');
});

test('at a server that needs no e-mail none is kept', async () => {
  const { service, answer } = corporateServer(VARIABLES.oidc, false);
  expect(await answer(await service.sign(validClaims()))).not.toHaveProperty('email');
});

test.each([
  ['another issuer', { iss: 'https://id.evil.example' }],
  ['an issuer with a slash more', { iss: `${ISSUER}/` }],
  ['another audience', { aud: 'other-api' }],
  ['no audience', { aud: undefined }],
  ['another client', { azp: 'other-app' }],
  ['no subject', { sub: undefined }],
  ['no expiry', { exp: undefined }],
  ['an expiry in the past', { exp: inSeconds(-120) }],
  ['a beginning in the future', { nbf: inSeconds(120) }],
])('S31 a token with %s is refused', async (_, change) => {
  const { service, answer } = start();
  expect(await answer(await service.sign({ ...validClaims(), ...change }))).toBe(401);
});

test('a token that claims another issuer, or cannot be read, makes no request', async () => {
  const { service, answer } = start();
  const foreign = await service.sign({ ...validClaims(), iss: 'https://id.evil.example' });
  for (const token of [foreign, 'a.b.c']) expect(await answer(token)).toBe(401);
  expect(service.requests).toEqual([]);
});

test('a minute of a wrong clock is borne', async () => {
  const { service, answer } = start();
  expect(await answer(await service.sign({ ...validClaims(), nbf: inSeconds(50) }))).toMatchObject({
    scopes: ['test:read'],
  });
});

test('a token that is no access token is refused', async () => {
  const { service, answer } = start();
  for (const typ of ['logout+jwt', 'dpop+jwt'])
    expect(await answer(await service.sign(validClaims(), { typ }))).toBe(401);
  expect(await answer(await service.sign(validClaims(), { typ: 'at+jwt' }))).toMatchObject({ scopes: ['test:read'] });
});

const encode = (value: object) =>
  btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

test('S31 alg none is refused, whatever its spelling', async () => {
  const { service, answer } = start();
  await service.publish('first');
  for (const alg of ['none', 'None', 'NONE']) {
    const unsigned = `${encode({ alg, kid: 'first' })}.${encode(validClaims())}.`;
    expect(await answer(unsigned)).toBe(401);
  }
});

test('S31 HS256 with the published key as the secret is refused', async () => {
  const { service, answer } = start();
  const { publicKey } = await service.publish('first');
  const [jwk] = (await service.jwks()).keys;
  for (const secret of [await exportSPKI(publicKey), JSON.stringify(jwk)]) {
    const key = new TextEncoder().encode(secret);
    expect(await answer(await service.signWith(key, validClaims(), { alg: 'HS256', kid: 'first' }))).toBe(401);
  }
});

test('a signature of another key, or of another token, is refused', async () => {
  const { service, answer } = start();
  const { service: stranger } = start();
  await service.publish('first');
  expect(await answer(await stranger.sign(validClaims()))).toBe(401);
  const [head, , signature] = (await service.sign(validClaims())).split('.');
  expect(await answer(`${head}.${encode({ ...validClaims(), sub: 'somebody-else' })}.${signature}`)).toBe(401);
});

test.each(['garbage', 'a.b', 'a.b.c', '..', 'eyJhbGciOiJFUzI1NiJ9.e30.', `a.${'b'.repeat(9_000)}.c`])(
  'what is no JWT, %.20s, is refused',
  async (token) => {
    expect(await start().answer(token)).toBe(401);
  },
);

describe('a key that is not among the known ones', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  test('is looked for once a minute at most, however many tokens name one', async () => {
    const { service, answer } = start();
    expect(await answer(await service.sign(validClaims()))).toMatchObject({ scopes: ['test:read'] });
    const unknown = await start().service.sign(validClaims(), { kid: 'of another service' });
    for (let each = 0; each < 3; each += 1) expect(await answer(unknown)).toBe(401);
    vi.setSystemTime(Date.now() + 61_000);
    for (let each = 0; each < 3; each += 1) expect(await answer(unknown)).toBe(401);
    expect(service.requests).toEqual(['openid-configuration', 'jwks', 'jwks']);
  });

  test('is found a minute after a rotation, and the old one is not accepted any more', async () => {
    const { service, answer } = start();
    const old = await service.sign({ ...validClaims(), exp: inSeconds(600) });
    await answer(old);
    service.retire('first');
    const rotated = await service.sign({ ...validClaims(), exp: inSeconds(600) }, { kid: 'second' });
    expect(await answer(rotated)).toBe(401);
    vi.setSystemTime(Date.now() + 61_000);
    expect(await answer(rotated)).toMatchObject({ scopes: ['test:read'] });
    expect(await answer(old)).toBe(401);
  });
});

test('while the service is down a token is neither accepted nor refused for good', async () => {
  const { service, answer, lines } = start();
  const token = await service.sign(validClaims());
  service.up = false;
  expect(await answer(token)).toBe(503);
  expect(JSON.stringify(lines)).not.toContain(token);
  service.up = true;
  expect(await answer(token)).toMatchObject({ scopes: ['test:read'] });
});
