import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newPersonalToken } from './personal-token.ts';
import {
  findPersonalToken,
  issuePersonalToken,
  listPersonalTokens,
  type PersonalTokenRequest,
  revokePersonalToken,
  revokePersonalTokens,
} from './personal-tokens.ts';
import { bindings, createTestAuth, requestWithToken } from './testing/auth.ts';
import { keysContaining } from './testing/stored.ts';
import { watchKv } from './testing/watched-kv.ts';

const DAY = 24 * 60 * 60 * 1000;
const SERVER = { name: 'test-mcp' };
const kv = bindings.OAUTH_KV;
const resource = `${bindings.BASE_URL}/mcp`;
const newId = () => crypto.randomUUID().replaceAll('-', '').slice(0, 16);
const newOwner = () => ({ userId: `anna-${crypto.randomUUID()}`, resource });

function tokenRequest(changed: Partial<PersonalTokenRequest> = {}): PersonalTokenRequest {
  return { id: newId(), name: 'Скрипт', scopes: ['test:read'], days: 30, ...changed };
}

async function issue(
  changed: Partial<PersonalTokenRequest> = {},
  owner: Parameters<typeof issuePersonalToken>[3] = newOwner(),
) {
  const issued = await issuePersonalToken(kv, SERVER, tokenRequest(changed), owner);
  if (!issued.ok) throw new Error(`refused: ${issued.error}`);
  return { ...issued.value, owner };
}

async function statusOf(server: ReturnType<typeof createTestAuth>, token: string): Promise<number> {
  const result = await server.auth.authenticate(requestWithToken(token));
  return result.ok ? 200 : result.error.status;
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

describe('a personal token is accepted', () => {
  test('as its owner, with the chosen scopes and a client id for the log', async () => {
    const { token, facts, owner } = await issue();
    expect(await createTestAuth().auth.authenticate(requestWithToken(token))).toEqual({
      ok: true,
      value: {
        userId: owner.userId,
        scopes: ['test:read'],
        clientId: `pat:${facts.id}`,
        clientName: 'Скрипт',
        consentedAtMs: expect.closeTo(Date.now(), -4),
      },
    });
  });

  test('with the e-mail of the owner, if the session had one', async () => {
    const { token } = await issue({}, { ...newOwner(), email: 'anna@example.test' });
    const result = await createTestAuth().auth.authenticate(requestWithToken(token));
    expect(result).toMatchObject({ value: { email: 'anna@example.test' } });
  });

  test('until it expires, even if it was cached', async () => {
    const { token } = await issue({ days: 7 });
    const server = createTestAuth();
    vi.setSystemTime(Date.now() + 7 * DAY - 2_000);
    expect(await statusOf(server, token)).toBe(200);
    vi.setSystemTime(Date.now() + 3_000);
    expect(await statusOf(server, token)).toBe(401);
    expect(await statusOf(createTestAuth(), token)).toBe(401);
  });

  test('until it is revoked, and for ten more seconds where it is cached', async () => {
    const { token, facts, owner } = await issue();
    const seen = createTestAuth();
    expect(await statusOf(seen, token)).toBe(200);
    expect(await revokePersonalToken(kv, owner.userId, facts.id)).toBe(true);
    expect(await statusOf(createTestAuth(), token)).toBe(401);
    vi.setSystemTime(Date.now() + 11_000);
    expect(await statusOf(seen, token)).toBe(401);
    expect(await listPersonalTokens(kv, owner.userId)).toEqual([]);
  });

  test('only as a bearer token in the header', async () => {
    const { token } = await issue();
    const { auth } = createTestAuth();
    const requests = [
      new Request(`${resource}?access_token=${token}`, { method: 'POST' }),
      new Request(resource, { method: 'POST', headers: { authorization: `Basic ${btoa(`x:${token}`)}` } }),
      new Request(resource, { method: 'POST', headers: { authorization: token } }),
      new Request(resource, { method: 'POST', headers: { 'x-api-key': token } }),
    ];
    for (const request of requests) {
      const result = await auth.authenticate(request);
      expect(!result.ok && result.error.status).toBe(401);
    }
  });
});

describe('a personal token is refused', () => {
  test('at another server, even over the same storage and under the same name', async () => {
    const { token } = await issue();
    const elsewhere = { BASE_URL: 'http://localhost:9999' };
    const request = new Request(`${elsewhere.BASE_URL}/mcp`, requestWithToken(token));
    const result = await createTestAuth({}, elsewhere).auth.authenticate(request);
    expect(!result.ok && result.error.status).toBe(401);
    expect(await statusOf(createTestAuth({ name: 'other-mcp' }), token)).toBe(401);
  });

  test('when it was never issued, without a read if it is malformed', async () => {
    const watched = watchKv(kv);
    const server = createTestAuth({}, { OAUTH_KV: watched.kv });
    expect(await statusOf(server, await newPersonalToken(SERVER))).toBe(401);
    expect(watched.reads()).toBe(1);
    const { token } = await issue();
    const other = await newPersonalToken({ name: 'other-mcp' });
    for (const wrong of [token.slice(0, -1), `${token}x`, token.toUpperCase(), 'aisy_', 'aisy_test_', other]) {
      expect(await statusOf(server, wrong)).toBe(401);
    }
    expect(watched.reads()).toBe(1);
  });

  test('with 503 when KV is unavailable', async () => {
    const { token } = await issue();
    const watched = watchKv(kv);
    const { auth, lines } = createTestAuth({}, { OAUTH_KV: watched.kv });
    watched.mode = 'throws';
    const result = await auth.authenticate(requestWithToken(token));
    expect(!result.ok && result.error.status).toBe(503);
    expect(JSON.stringify(lines)).not.toContain(token);
  });
});

describe('the stored token', () => {
  test('is its hash: the token itself is nowhere in the storage', async () => {
    const { token, facts, owner } = await issue({ name: 'only once' });
    expect(await keysContaining(kv, facts.id)).toHaveLength(2);
    expect(await keysContaining(kv, token)).toEqual([]);
    expect(await keysContaining(kv, token.slice(-49, -6))).toEqual([]);
    expect(await listPersonalTokens(kv, owner.userId)).toEqual([facts]);
  });

  test('can be listed and revoked by its owner only', async () => {
    const { token, facts } = await issue();
    const stranger = newOwner().userId;
    expect(await listPersonalTokens(kv, stranger)).toEqual([]);
    expect(await revokePersonalToken(kv, stranger, facts.id)).toBe(false);
    expect(await findPersonalToken(kv, SERVER, token)).not.toBeNull();
  });

  test('is listed newest first, unless expired', async () => {
    const owner = newOwner();
    await issue({ name: 'week', days: 7 }, owner);
    vi.setSystemTime(Date.now() + DAY);
    await issue({ name: 'year', days: 365 }, owner);
    const names = async () => (await listPersonalTokens(kv, owner.userId)).map(({ name }) => name);
    expect(await names()).toEqual(['year', 'week']);
    vi.setSystemTime(Date.now() + 7 * DAY);
    expect(await names()).toEqual(['year']);
  });

  test('is issued once, even if the form is submitted again', async () => {
    const owner = newOwner();
    const { facts } = await issue({}, owner);
    const again = await issuePersonalToken(kv, SERVER, tokenRequest({ id: facts.id, name: 'другой' }), owner);
    expect(again).toEqual({ ok: false, error: 'repeated' });
    expect(await listPersonalTokens(kv, owner.userId)).toEqual([facts]);
  });

  test('is one of at most twenty of a person; revoking one allows another', async () => {
    const owner = newOwner();
    const { facts } = await issue({}, owner);
    for (let count = 1; count < 20; count += 1) await issue({}, owner);
    expect(await issuePersonalToken(kv, SERVER, tokenRequest(), owner)).toEqual({ ok: false, error: 'full' });
    await revokePersonalToken(kv, owner.userId, facts.id);
    await issue({}, owner);
    expect(await listPersonalTokens(kv, owner.userId)).toHaveLength(20);
  });
});

describe('tokens issued concurrently', () => {
  const at = <T>(count: number, one: () => Promise<T>) => Promise.all(Array.from({ length: count }, one));

  /** Those of the issued tokens that are accepted. */
  async function working(answers: readonly Awaited<ReturnType<typeof issuePersonalToken>>[]): Promise<string[]> {
    const tokens = answers.flatMap((issued) => (issued.ok ? [issued.value.token] : []));
    const statuses = await Promise.all(tokens.map((token) => statusOf(createTestAuth(), token)));
    return tokens.filter((_, index) => statuses[index] === 200);
  }

  test('from one form are all listed, and all end with their row', async () => {
    const owner = newOwner();
    const form = tokenRequest();
    const answers = await at(5, () => issuePersonalToken(kv, SERVER, form, owner));
    const tokens = await working(answers);
    expect(tokens.length).toBeGreaterThan(0);
    expect(await listPersonalTokens(kv, owner.userId)).toHaveLength(tokens.length);
    expect(await revokePersonalToken(kv, owner.userId, form.id)).toBe(true);
    expect(await working(answers)).toEqual([]);
    expect(await listPersonalTokens(kv, owner.userId)).toEqual([]);
  });

  test('from many forms for the last place are all listed, and all revoked together', async () => {
    const owner = newOwner();
    for (let count = 0; count < 19; count += 1) await issue({}, owner);
    const answers = await at(5, () => issuePersonalToken(kv, SERVER, tokenRequest(), owner));
    const tokens = await working(answers);
    expect(tokens.length).toBeGreaterThan(0);
    expect(await listPersonalTokens(kv, owner.userId)).toHaveLength(19 + tokens.length);
    await revokePersonalTokens(kv, owner.userId);
    expect(await working(answers)).toEqual([]);
    expect(await listPersonalTokens(kv, owner.userId)).toEqual([]);
  });

  test('leave nothing of refused ones', async () => {
    const owner = newOwner();
    const form = tokenRequest();
    await at(5, () => issuePersonalToken(kv, SERVER, form, owner));
    await revokePersonalTokens(kv, owner.userId);
    expect(await keysContaining(kv, owner.userId)).toEqual([]);
  });

  test('leave nothing when only one of two writes succeeds', async () => {
    const owner = newOwner();
    const watched = watchKv(kv);
    const halfway = new Proxy(watched.kv, {
      get: (target, name) => {
        if (name !== 'put') return Reflect.get(target, name);
        return (key: string, ...rest: [string]) =>
          key.startsWith('pats:') ? Promise.reject(new Error('KV PUT failed')) : kv.put(key, ...rest);
      },
    });
    await expect(issuePersonalToken(halfway, SERVER, tokenRequest(), owner)).rejects.toThrow();
    expect(await keysContaining(kv, owner.userId)).toEqual([]);
  });
});
