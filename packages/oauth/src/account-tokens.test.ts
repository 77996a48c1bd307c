import { runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGrant, type GrantObjectStorage } from './grant/grant.ts';
import type { GrantObject } from './grant/grant-object.ts';
import { idOf, isAccepted, openAccount, shownToken, tokenFields } from './testing/account.ts';
import { bindings, postToken, requestWithToken } from './testing/auth.ts';
import { identityProvider } from './testing/identity-provider.ts';
import { watchKv } from './testing/watched-kv.ts';

const provider = identityProvider(bindings.IDENTITY_ISSUER);

beforeEach(() => void vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch));
afterEach(() => {
  provider.forged = {};
  vi.restoreAllMocks();
});

type Account = Awaited<ReturnType<typeof openAccount>>;
type App = Awaited<ReturnType<Account['connect']>>;

/** The grant of an app, and the person who gave it. */
const [userOf, grantOf] = [0, 1].map(
  (n) =>
    ({ accessToken }: App) =>
      accessToken.split(':')[n] ?? '',
) as [(app: App) => string, (app: App) => string];
const ownerOf = (app: App, consentedAtMs = Date.now()) => ({
  ...{ userId: userOf(app), clientId: app.clientId, clientName: 'Приложение' },
  ...{ grantId: grantOf(app), consentedAtMs },
});
const tokenRequest = () => ({
  ...{ id: crypto.randomUUID().replaceAll('-', '').slice(0, 16), name: 'скрипт' },
  ...{ scopes: ['test:read'], days: 30 },
});

/** The storage of an object with another way to write. */
const bound = (storage: DurableObjectStorage, put: GrantObjectStorage['put']): GrantObjectStorage => ({
  get: (key) => storage.get(key),
  put,
  delete: (key) => storage.delete(key),
  deleteAll: () => storage.deleteAll(),
  setAlarm: (atMs) => storage.setAlarm(atMs),
});

/** A token that an app makes. */
async function madeBy(auth: Account['auth'], app: App, consentedAtMs?: number): Promise<string> {
  const issued = await auth.personalTokens.issue(tokenRequest(), ownerOf(app, consentedAtMs));
  return issued.ok ? issued.value.token : '';
}

describe('a personal token is created on the page', () => {
  test('with a name, scopes and a lifetime; it is shown once and accepted', async () => {
    const { submit, page, auth, userId, lines } = await openAccount(provider);
    const response = await submit('/account/tokens', tokenFields({ name: ' Codex\u202e ', days: '90' }));
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const token = await shownToken(response);
    expect(await auth.authenticate(requestWithToken(token))).toMatchObject({
      value: { userId, scopes: ['test:read'] },
    });
    const later = await page();
    expect(later).toContain('<bdi>Codex</bdi>');
    expect(later).not.toContain(token);
    const made = lines.find(({ step }) => step === 'token made');
    expect(made).toMatchObject({ event: 'account', who: userId, client: expect.stringMatching(/^pat:\w{16}$/) });
    expect(JSON.stringify(lines)).not.toContain(token);
    expect(JSON.stringify(lines)).not.toContain('Codex');
  });

  test('by an app too: never for longer than the app is connected, and the others stay', async () => {
    const { auth, userId, connect, submit, page } = await openAccount(provider);
    const [app, other] = [await connect(), await connect()];
    const [ofApp, ofOther] = [await madeBy(auth, app), await madeBy(auth, other)];
    const own = await shownToken(await submit('/account/tokens', tokenFields()));
    const makers = [...(await page()).matchAll(/Создан (вами|приложением <bdi>[^<]+<\/bdi>) /g)].map(
      ([, by = '']) => by,
    );
    expect(makers.map((by) => by.split(' ')[0]).toSorted()).toEqual(['вами', 'приложением', 'приложением']);
    for (const { clientId } of [app, other]) expect(makers.join()).not.toContain(clientId);
    await submit('/account/disconnect', [['id', grantOf(app)]]);
    expect(await Promise.all([ofApp, ofOther, own].map(isAccepted))).toEqual([false, true, true]);
    expect((await auth.personalTokens.list(userId)).map(({ lastUsed }) => typeof lastUsed)).toHaveLength(2);
  });

  test('by an app that is disconnected at the same moment: none is made, and one that nobody saw yet opens nothing', async () => {
    const { auth, userId, connect, submit } = await openAccount(provider);
    const [app, other] = [await connect(), await connect()];
    const unseen = await madeBy(auth, other);
    await bindings.GRANT.get(bindings.GRANT.idFromName(`${userId}:${grantOf(other)}`)).revoke();
    expect(await isAccepted(unseen)).toBe(false);
    await submit('/account/disconnect-all');
    expect(await auth.personalTokens.issue(tokenRequest(), ownerOf(app))).toEqual({
      ok: false,
      error: 'disconnected',
    });
    expect(await auth.personalTokens.list(userId)).toEqual([]);
  });

  test.each(['refresh', 'access'] as const)(
    'by an app that ends its connection by the %s token: the token is listed no longer than it is accepted',
    async (kind) => {
      const { auth, fetch, userId, connect } = await openAccount(provider);
      const [app, other] = [await connect(), await connect()];
      const [ofApp, ofOther] = [await madeBy(auth, app), await madeBy(auth, other)];
      const token = kind === 'refresh' ? app.refreshToken : app.accessToken;
      expect((await postToken(fetch, { token, client_id: app.clientId })).status).toBe(200);
      expect(await isAccepted(ofOther)).toBe(true);
      const listed = (await auth.personalTokens.list(userId)).length;
      expect([await isAccepted(ofApp), listed]).toEqual(kind === 'refresh' ? [false, 1] : [true, 2]);
    },
  );

  test('by an app whose connection ends while KV fails: the end is kept for a year, and the token goes with the next request', async () => {
    const { auth, fetch, userId, connect } = await openAccount(provider);
    const app = await connect();
    const token = await madeBy(auth, app);
    const grant = bindings.GRANT.get(bindings.GRANT.idFromName(`${userId}:${grantOf(app)}`));
    const end = () => postToken(fetch, { token: app.refreshToken, client_id: app.clientId });
    await runInDurableObject(grant as unknown as DurableObjectStub<GrantObject>, async (_, { storage }) => {
      const watched = watchKv(bindings.OAUTH_KV);
      const put = async (key: string, value: unknown) => {
        await storage.put(key, value);
        if (key === 'revoked') watched.failing.add('list');
      };
      const failing = createGrant({ ...bindings, OAUTH_KV: watched.kv }, bound(storage, put), () => {});
      const form = new URLSearchParams({ token: app.refreshToken, client_id: app.clientId });
      const request = new Request(`${bindings.BASE_URL}/oauth/token`, { method: 'POST', body: form });
      await expect(failing.fetch(request)).rejects.toThrow();
      expect(((await storage.getAlarm()) ?? 0) - Date.now()).toBeGreaterThan(366 * 24 * 60 * 60 * 1000);
    });
    expect(await isAccepted(token)).toBe(false);
    await end();
    expect(await auth.personalTokens.list(userId)).toEqual([]);
  });

  test('by an app, which continues the consent of the app: an erasure after that counts', async () => {
    const { auth, connect } = await openAccount(provider);
    const app = await connect();
    const asked = await auth.authenticate(requestWithToken(app.accessToken));
    const { consentedAtMs } = asked.ok ? asked.value : {};
    expect(consentedAtMs).toBeGreaterThan(0);
    const token = await madeBy(auth, app, consentedAtMs);
    expect(await auth.authenticate(requestWithToken(token))).toMatchObject({ value: { consentedAtMs } });
  });

  test('and can be revoked there', async () => {
    const { submit, page, lines } = await openAccount(provider);
    const token = await shownToken(await submit('/account/tokens', tokenFields({ name: 'лишний' })));
    await submit('/account/tokens/revoke', [['id', idOf(await page(), 'лишний')]]);
    expect(await isAccepted(token)).toBe(false);
    expect(await page()).not.toContain('лишний');
    expect(lines.at(-1)).toMatchObject({ step: 'token revoked', client: expect.stringMatching(/^pat:\w{16}$/) });
  });

  test('once, even if the form is submitted again', async () => {
    const { submit } = await openAccount(provider);
    const fields = tokenFields();
    expect((await submit('/account/tokens', fields)).status).toBe(200);
    const again = await submit('/account/tokens', fields);
    expect(again.status).toBe(409);
    expect(await again.text()).toContain('Этот токен уже создан');
  });

  test('at most twenty times, after which the form is hidden and the person reads of how many', async () => {
    const { submit, page } = await openAccount(provider);
    for (let count = 0; count < 20; count += 1) await submit('/account/tokens', tokenFields());
    const full = await page();
    expect(full).not.toContain('action="/account/tokens"');
    expect(full).toContain('Токенов уже 20');
    const refused = await submit('/account/tokens', tokenFields());
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('Токенов уже 20');
  });

  test.each([
    ['no name', { name: ' ' }, ['test:read']],
    ['a name of 61 characters', { name: 'я'.repeat(61) }, ['test:read']],
    ['a term of its own choosing', { days: '3650' }, ['test:read']],
    ['no term', { days: '' }, ['test:read']],
    ['no permission', {}, []],
    ['a permission that is not of this server', {}, ['other:thing', 'offline_access', '__proto__']],
  ])('not with %s', async (_, changed, scopes) => {
    const { submit, page } = await openAccount(provider);
    const response = await submit('/account/tokens', tokenFields(changed, scopes));
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Токен не создан');
    expect(await page()).not.toContain('/account/tokens/revoke');
  });

  test.each(['', 'short', '../../etc/passwd', 'a:b:c', 'x'.repeat(17)])('not under the id %j', async (id) => {
    const { submit } = await openAccount(provider);
    expect((await submit('/account/tokens', tokenFields({ id }))).status).toBe(403);
  });
});
