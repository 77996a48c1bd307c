import { createHmac } from 'node:crypto';
import { startCopies } from '@aisystant/fleet';
import { type Company, createCompany, type TokenChange } from '@aisystant/simulators/company';
import { createLocalKTalk, type KTalk } from '@aisystant/simulators/ktalk';
import { serve } from '@aisystant/simulators/serve';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { callTool } from './fleet.ts';

// Copies of ktalk-mcp that differ in how they verify a company's tokens, each over the network of a real workerd.
const FIRST_PORT = 13_790;
const KTALK_URL = 'http://localhost:13781';
const ISSUER = 'http://localhost:13783';
const SPACE_KEY = 'a-space-key';
const AUDIENCE = 'ktalk-mcp';
const CLIENT = 'company-desktop';
const CREDENTIALS = { clientId: AUDIENCE, clientSecret: 'a secret: 1+1' };
const [MINUTE, HOUR] = [60, 3_600];

const common = { KTALK_URL, KTALK_KEY: SPACE_KEY, CORPORATE_ISSUER: ISSUER, CORPORATE_CLIENTS: CLIENT };
const ways = {
  oidc: { ...common, CORPORATE_TOKENS: 'oidc', CORPORATE_AUDIENCE: AUDIENCE },
  introspection: {
    ...common,
    ...{ CORPORATE_TOKENS: 'introspection', CORPORATE_AUDIENCE: AUDIENCE, CORPORATE_URL: `${ISSUER}/introspect` },
    ...{ CORPORATE_CLIENT_ID: CREDENTIALS.clientId, CORPORATE_CLIENT_SECRET: CREDENTIALS.clientSecret },
  },
  userinfo: { ...common, CORPORATE_TOKENS: 'userinfo', CORPORATE_AUDIENCE: '', CORPORATE_URL: `${ISSUER}/userinfo` },
} as const;
type Way = keyof typeof ways;
const WAYS = Object.keys(ways) as Way[];
const mcpOf = (way: Way) => `http://localhost:${FIRST_PORT + WAYS.indexOf(way)}/mcp`;

let company: Company;
let ktalk: KTalk;
const stops: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  company = await createCompany({ issuer: ISSUER, audience: AUDIENCE, client: CLIENT, introspection: CREDENTIALS });
  const logins = ['good', 'left'];
  ktalk = createLocalKTalk({ logins, spaceKey: SPACE_KEY, now: Date.now(), recordings: 5 });
  const { users } = ktalk.space;
  const now = users.map((user) => (user.login === 'left' ? { ...user, disabled: true } : user));
  ktalk.setSpace({ ...ktalk.space, users: now });
  for (const [simulator, url] of [[company, ISSUER] as const, [ktalk, KTALK_URL] as const]) {
    const { close } = await serve(simulator, Number(new URL(url).port));
    stops.push(close);
  }
  const copies = WAYS.map((way, n) => ({ port: FIRST_PORT + n, variables: ways[way] }));
  const workerd = await startCopies('ktalk-mcp', copies);
  stops.unshift(() => workerd.dispose());
});
afterAll(async () => {
  ktalk.close();
  for (const stop of stops) await stop();
});

/** The KTalk key of the person that a server finds for a token, `null` if KTalk has no such person, or the status of a refusal. */
async function personOf(way: Way, token: string | null): Promise<unknown> {
  const { status, text } = await callTool(mcpOf(way), token, { name: 'ktalk_whoami', args: {}, id: 1 });
  if (status !== 200) return status;
  return JSON.parse(text.slice(text.indexOf('{'))).result.structuredContent.ktalk_user_key;
}

const tokenOf = (change: TokenChange = {}, login = 'good') => company.token(login, change);

/** A token whose header says how it is signed, with the claims of a valid one. */
async function forged(header: object, sign: (text: string, publicKey: string) => string): Promise<string> {
  const [, claims = ''] = (await tokenOf()).split('.');
  const { keys } = (await (await fetch(`${ISSUER}/jwks`)).json()) as { keys: { kid: string; n: string }[] };
  const text = `${btoa(JSON.stringify({ ...header, kid: keys[0]?.kid })).replaceAll('=', '')}.${claims}`;
  return `${text}.${sign(text, JSON.stringify(keys[0]))}`;
}
const hmac = (text: string, key: string) => createHmac('sha256', key).update(text).digest('base64url');

/** User-info tells no audience: there the list of clients alone says for whom a token was made. */
const NOT_TOLD = 'a token for another audience';

/** What becomes of each token. */
const MATRIX: readonly (readonly [name: string, make: () => Promise<string | null>, is: string | number | null])[] = [
  ['no token', async () => null, 401],
  ['garbage', async () => 'garbage', 401],
  ['garbage in the form of a JWT', async () => 'aaaa.bbbb.cccc', 401],
  ['a token that is not signed', () => forged({ alg: 'none' }, () => ''), 401],
  ['a token signed with the published key as a secret', () => forged({ alg: 'HS256' }, hmac), 401],
  ['a token of another issuer', () => tokenOf({ issuer: 'https://id.evil.example' }), 401],
  [NOT_TOLD, () => tokenOf({ audience: 'other-api' }), 401],
  ['a token of another client', () => tokenOf({ client: 'other-app' }), 401],
  [
    'a token for another audience of another client',
    () => tokenOf({ audience: 'other-api', client: 'other-app' }),
    401,
  ],
  ['an expired token', () => tokenOf({ seconds: -5 * MINUTE }), 401],
  ['a token that begins later', () => tokenOf({ startsIn: 10 * MINUTE }), 401],
  ['a valid token', () => tokenOf(), 'u-good'],
  ['a valid token without an e-mail', () => tokenOf({ email: false }), null],
  ['a valid token with an e-mail that is not verified', () => tokenOf({ emailVerified: false }), null],
  ['a valid token of somebody whom KTalk does not know', () => tokenOf({}, 'stranger'), null],
  ['a valid token of somebody who is disabled in KTalk', () => tokenOf({}, 'left'), null],
];

describe.each(WAYS)('company tokens by %s', (way) => {
  test.each(MATRIX)('S31 %s', async (name, make, is) => {
    const expected = way === 'userinfo' && name === NOT_TOLD ? 'u-good' : is;
    expect(await personOf(way, await make())).toBe(expected);
  });

  test('S31 a refusal carries the challenge, with nothing of the token', async () => {
    const token = await tokenOf({ client: 'other-app' });
    const response = await fetch(mcpOf(way), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: '{}',
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/resource_metadata=".*error="invalid_token"/);
    expect(await response.text()).not.toContain(token.slice(-20));
  });

  test('somebody whom KTalk does not know, or has disabled, reads nothing', async () => {
    for (const login of ['stranger', 'left']) {
      const call = { name: 'get_user_records', args: {}, id: 1 };
      expect((await callTool(mcpOf(way), await tokenOf({}, login), call)).text).toContain('NOT_FOUND');
    }
  });
});

let lifetimes = 0;

/** A token that no test has had, by its lifetime: one of the same second is the same text, and an accepted one is recalled for ten seconds. */
function newToken(): Promise<string> {
  lifetimes += 1;
  return tokenOf({ seconds: HOUR + lifetimes });
}

test.each(['introspection', 'userinfo'] as const)('a revoked token is refused by %s', async (way) => {
  const token = await newToken();
  company.revoke(token);
  expect(await personOf(way, token)).toBe(401);
});

test('S31 the token of a person never goes to KTalk, and nothing but reads does', () => {
  expect(ktalk.requests.length).toBeGreaterThan(0);
  expect(ktalk.requests.every(({ key }) => key === 'space')).toBe(true);
  expect(ktalk.violations()).toEqual([]);
});

test('after the company has exchanged its keys, tokens of the new one are accepted and those of the old one are not', async () => {
  const old = await newToken();
  await company.rotateKeys();
  const fresh = await tokenOf();
  // The published keys are read again once a minute at most.
  await vi.waitFor(async () => expect(await personOf('oidc', fresh)).toBe('u-good'), {
    timeout: 180_000,
    interval: 3_000,
  });
  for (const way of WAYS) {
    expect(await personOf(way, await tokenOf())).toBe('u-good');
    expect(await personOf(way, old)).toBe(401);
  }
});
