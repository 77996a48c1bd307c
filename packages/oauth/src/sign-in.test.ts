import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { userIdOf } from './principal.ts';
import { bindings, CLIENT_REDIRECT, CLIENT_VERIFIER, createTestAuth, openConsent, postToken } from './testing/auth.ts';
import { identityProvider, newAccount } from './testing/identity-provider.ts';
import { createSignIns } from './testing/sign-in.ts';

const provider = identityProvider(bindings.IDENTITY_ISSUER);
const anna = { ...newAccount('anna'), email: 'anna@example.test', email_verified: true };

beforeEach(() => {
  Object.assign(provider, { up: true, forged: {}, document: {}, signature: 'valid' });
  vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const { callbackOf, signIn } = createSignIns(provider);

describe('a sign-in', () => {
  test('returns a code, the state and the issuer to the client', async () => {
    const { back, location } = await signIn(createTestAuth(), anna);
    expect(back.status).toBe(302);
    expect(back.headers.get('cache-control')).toBe('no-store');
    expect(location.origin + location.pathname).toBe(CLIENT_REDIRECT);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      code: expect.any(String),
      state: 'state-of-the-client',
      iss: bindings.BASE_URL,
    });
  });

  test('identifies the user by a pairwise id with the granted scopes and the name of the app, and nothing else', async () => {
    const { principal, clientId, tokens } = await signIn(createTestAuth(), anna, ['test:read']);
    expect(principal).toEqual({
      userId: await userIdOf(bindings.SUBJECT_KEY, bindings.IDENTITY_ISSUER, anna.sub),
      scopes: ['test:read', 'offline_access'],
      clientId,
      clientName: 'Приложение',
      consentedAtMs: expect.closeTo(Date.now(), -4),
      grantId: tokens.access_token.split(':')[1],
    });
    expect(tokens.scope).toBe('test:read offline_access');
  });

  test('gives an id of its own key for each mounted server, and keeps no subject', async () => {
    const keys = {
      DT_SUBJECT_KEY: 'the subject key of the first of them',
      X_SUBJECT_KEY: 'the subject key of the other of them',
    };
    const mounting = createTestAuth({ mountedKeys: { 'dt-mcp': 'DT_SUBJECT_KEY', 'x-mcp': 'X_SUBJECT_KEY' } }, {
      ...keys,
      CIMD: 'off',
    } as Partial<typeof bindings>);
    const idWith = (key: string) => userIdOf(key, bindings.IDENTITY_ISSUER, anna.sub);
    const { principal } = await signIn(mounting, anna);
    expect(principal).toMatchObject({
      userId: await idWith(bindings.SUBJECT_KEY),
      mountedIds: { 'dt-mcp': await idWith(keys.DT_SUBJECT_KEY), 'x-mcp': await idWith(keys.X_SUBJECT_KEY) },
    });
    expect(JSON.stringify(principal)).not.toContain(anna.sub);
  });

  test('counts from the consent, not from the end of the sign-in: a deletion in between comes after it', async () => {
    let deletedAtMs = 0;
    const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 20));
    const { principal } = await signIn(createTestAuth(), anna, undefined, {}, async () => {
      await pause();
      deletedAtMs = Date.now();
      await pause();
    });
    expect(principal?.consentedAtMs).toBeLessThan(deletedAtMs);
  });

  test('yields the same user id for the same person only', async () => {
    const server = createTestAuth();
    const [first, second] = [await signIn(server, anna), await signIn(server, anna)];
    const boris = await signIn(server, newAccount('boris'));
    expect(second.principal?.userId).toBe(first.principal?.userId);
    expect(boris.principal?.userId).not.toBe(first.principal?.userId);
  });

  test('through the same client again does not affect the first grant', async () => {
    const server = createTestAuth();
    const first = await signIn(server, anna);
    const second = await signIn(server, anna, undefined, { client_id: first.clientId });
    expect(second.clientId).toBe(first.clientId);
    const { clientId: client_id } = first;
    const answer = await postToken(server.fetch, {
      grant_type: 'refresh_token',
      refresh_token: first.tokens.refresh_token,
      client_id,
    });
    expect(answer.status).toBe(200);
  });

  const resource = `${bindings.BASE_URL}/mcp`;
  const capitals = `${bindings.BASE_URL.toUpperCase()}/mcp`;
  const spellings = [resource, `${resource}/`, `${resource}?client=x`, `${resource}/?a=1&b=2`, capitals];

  test.each(spellings.flatMap((one) => spellings.map((other) => [one, other] as const)))(
    'for the resource spelled %s is good at the one spelled %s, and refreshes for it',
    async (one, other) => {
      const server = createTestAuth();
      const { tokens, clientId: client_id } = await signIn(server, anna, undefined, { resource: one });
      const at = (address: string, token: string) =>
        server.auth.authenticate(
          new Request(address, { method: 'POST', headers: { authorization: `Bearer ${token}` } }),
        );
      expect(await at(other, tokens.access_token)).toMatchObject({ ok: true });
      const { refresh_token } = tokens;
      const refresh = { grant_type: 'refresh_token', refresh_token, client_id, resource: other };
      const next = await (await postToken(server.fetch, refresh)).json<{ access_token: string }>();
      expect(await at(one, next.access_token)).toMatchObject({ ok: true });
    },
  );

  test('is begun where the resource has no value, which counts as left out', async () => {
    const { tokens } = await signIn(createTestAuth(), anna, undefined, { resource: '' });
    expect(tokens).toMatchObject({ resource });
  });

  test.each([`${resource}#x`, `${resource}/more`, `${resource}//`, `${resource}2`, resource.toUpperCase(), '/mcp'])(
    'is not begun for another resource: %s',
    async (other) => {
      const { response } = await openConsent(createTestAuth().fetch, { resource: other });
      expect(response.status).toBe(400);
    },
  );

  test.each([
    ['verified and needed', true, anna, anna.email],
    ['not verified', true, { ...anna, email_verified: false }, undefined],
    ['of unknown standing', true, { sub: anna.sub, email: anna.email }, undefined],
    ['absent', true, { sub: anna.sub }, undefined],
    ['not needed', false, anna, undefined],
  ])('yields an e-mail only if it is verified and needed: %s', async (_, needsEmail, account, email) => {
    expect((await signIn(createTestAuth({ needsEmail }), account)).principal?.email).toBe(email);
  });

  test('reads the discovery document once an hour', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const before = provider.discoveries();
    const server = createTestAuth();
    await signIn(server, anna);
    await signIn(server, anna);
    expect(provider.discoveries() - before).toBe(1);
    vi.setSystemTime(Date.now() + 60 * 60 * 1000 + 1);
    await openConsent(server.fetch);
    expect(provider.discoveries() - before).toBe(2);
  });
});

test('a code asked for eight times at once, from as many isolates, gives one pair that lives', async () => {
  const { exchange, tokens, clientId } = await signIn(createTestAuth(), anna);
  const answers = await Promise.all(
    Array.from({ length: 8 }, async () => (await postToken(createTestAuth().fetch, exchange)).json()),
  );
  for (const answer of answers) expect(answer).toEqual(tokens);
  const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token, client_id: clientId };
  expect((await postToken(createTestAuth().fetch, refresh)).status).toBe(200);
});

test('a grant and the log hold no name that the ID token has', async () => {
  provider.forged = { preferred_username: 'anna-the-login', name: 'anna-the-name' };
  const server = createTestAuth();
  const { principal } = await signIn(server, anna);
  expect(Object.keys(principal ?? {}).sort()).toEqual([
    'clientId',
    'clientName',
    'consentedAtMs',
    'grantId',
    'scopes',
    'userId',
  ]);
  expect(JSON.stringify(server.lines)).not.toContain('anna-the-');
});

test('no log line of a sign-in contains a secret', async () => {
  const server = createTestAuth({ needsEmail: true }, { CONFIGURATION: 'with its log' });
  const { page, location, code, tokens, clientId } = await signIn(server, anna);
  const failed = await openConsent(server.fetch);
  const callback = new URL(await callbackOf(failed, anna));
  // The identity provider repeats the code in its error.
  callback.searchParams.set('code', 'code-that-is-a-secret');
  await failed.browser.get(callback.href);
  await postToken(server.fetch, { grant_type: 'refresh_token', refresh_token: 'a:b:wrong', client_id: clientId });
  expect(server.lines.map(({ code: outcome }) => outcome)).toEqual(['OK', 'identityRefused', 'invalid_grant']);
  const log = JSON.stringify(server.lines);
  const secrets = [
    ...[tokens.access_token, tokens.refresh_token, code, page.handle, 'a:b:wrong', CLIENT_VERIFIER],
    ...[...callback.searchParams.values(), ...location.searchParams.values()].filter((v) => v !== bindings.BASE_URL),
    ...[anna.sub, anna.email, bindings.IDENTITY_CLIENT_SECRET, bindings.SUBJECT_KEY],
  ].filter((value) => value !== bindings.IDENTITY_ISSUER);
  for (const secret of secrets) expect(log).not.toContain(secret);
});
