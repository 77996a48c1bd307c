import { runInDurableObject } from 'cloudflare:test';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { GrantObject } from './grant/grant-object.ts';
import { REUSE_WINDOW_MS } from './grant/grant-session.ts';
import { bindings, createTestAuth, postToken, requestWithToken } from './testing/auth.ts';
import { type IssuedTokens, issueTokens } from './testing/issue-token.ts';

const DAY = 24 * 60 * 60 * 1000;
const server = createTestAuth();
afterEach(() => void vi.useRealTimers());
const scopes = ['test:read'];
const anna = () => ({ userId: `anna-${crypto.randomUUID()}`, scopes });

interface Refreshed {
  readonly status: number;
  readonly error?: string;
  readonly access: string;
  readonly refresh: string;
}

async function refresh(clientId: string, token: string, at = server): Promise<Refreshed> {
  const form = { grant_type: 'refresh_token', refresh_token: token, client_id: clientId };
  const response = await postToken(at.fetch, form);
  const body = await response.json<{ access_token: string; refresh_token: string; error?: string }>();
  const { access_token: access, refresh_token, error } = body;
  return { status: response.status, access, refresh: refresh_token, ...(error !== undefined && { error }) };
}

/** Whether an isolate without the token in its cache accepts it. */
async function works(token: string): Promise<boolean> {
  return (await createTestAuth().auth.authenticate(requestWithToken(token))).ok;
}

describe('a connection that refreshes', () => {
  test('gets a new pair each time, and stays the same person with the same permissions', async () => {
    const person = anna();
    const first = await issueTokens(server.fetch, bindings, person);
    const second = await refresh(first.clientId, first.refreshToken);
    const third = await refresh(first.clientId, second.refresh);
    expect(new Set([first.refreshToken, second.refresh, third.refresh]).size).toBe(3);
    expect(await server.auth.authenticate(requestWithToken(third.access))).toMatchObject({
      value: { userId: person.userId, scopes, clientId: first.clientId },
    });
  });

  test('keeps its earlier access tokens until they end by themselves', async () => {
    const first = await issueTokens(server.fetch, bindings, anna());
    await refresh(first.clientId, first.refreshToken);
    expect(await works(first.accessToken)).toBe(true);
  });

  test('may lose an answer and ask again with the same token', async () => {
    const first = await issueTokens(server.fetch, bindings, anna());
    await refresh(first.clientId, first.refreshToken); // the answer never arrived
    const again = await refresh(first.clientId, first.refreshToken);
    expect(again.status).toBe(200);
    expect(await works(again.access)).toBe(true);
  });

  test('ends as a whole when a token is used again long after it was spent, as a thief would', async () => {
    const first = await issueTokens(server.fetch, bindings, anna());
    const second = await refresh(first.clientId, first.refreshToken);
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + REUSE_WINDOW_MS);
    expect(await refresh(first.clientId, first.refreshToken)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await refresh(first.clientId, second.refresh)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await works(second.access)).toBe(false);
  });

  test('lives as long as it is used once in thirty days, and not longer', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const first = await issueTokens(server.fetch, bindings, anna());
    let held = first.refreshToken;
    for (let month = 0; month < 3; month += 1) {
      vi.setSystemTime(Date.now() + 29 * DAY);
      const next = await refresh(first.clientId, held);
      expect(next.status).toBe(200);
      held = next.refresh;
    }
    vi.setSystemTime(Date.now() + 31 * DAY);
    expect(await refresh(first.clientId, held)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  test('is refused to another client that got hold of its token', async () => {
    const first = await issueTokens(server.fetch, bindings, anna());
    const other = await issueTokens(server.fetch, bindings, anna());
    expect(await refresh(other.clientId, first.refreshToken)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect((await refresh(first.clientId, first.refreshToken)).status).toBe(200);
  });

  test('ends as a whole when its refresh token is revoked', async () => {
    const first = await issueTokens(server.fetch, bindings, anna());
    const answer = await postToken(server.fetch, { token: first.refreshToken, client_id: first.clientId });
    expect(answer.status).toBe(200);
    expect(await works(first.accessToken)).toBe(false);
    expect((await refresh(first.clientId, first.refreshToken)).status).toBe(400);
  });

  test('gets a new access token where the one of its repeated request was revoked', async () => {
    const first = await issueTokens(server.fetch, bindings, anna());
    const second = await refresh(first.clientId, first.refreshToken);
    await postToken(server.fetch, { token: second.access, client_id: first.clientId });
    expect(await works(second.access)).toBe(false);
    const again = await refresh(first.clientId, first.refreshToken);
    expect(again.refresh).toBe(second.refresh);
    expect(await works(again.access)).toBe(true);
  });

  test('is not ended by another client that revokes its token', async () => {
    const first = await issueTokens(server.fetch, bindings, anna());
    const other = await issueTokens(server.fetch, bindings, anna());
    await postToken(server.fetch, { token: first.refreshToken, client_id: other.clientId });
    expect((await refresh(first.clientId, first.refreshToken)).status).toBe(200);
  });
});

describe('two processes of one client', () => {
  async function twoSignIns(): Promise<readonly [IssuedTokens, IssuedTokens]> {
    const person = anna();
    const first = await issueTokens(server.fetch, bindings, person);
    return [first, await issueTokens(server.fetch, bindings, person, first.clientId)];
  }

  test('that signed in each for itself do not end each other', async () => {
    const [one, other] = await twoSignIns();
    expect(one.clientId).toBe(other.clientId);
    expect(await Promise.all([works(one.accessToken), works(other.accessToken)])).toEqual([true, true]);
    const after = await Promise.all([one, other].map((held) => refresh(held.clientId, held.refreshToken)));
    expect(after.map(({ status }) => status)).toEqual([200, 200]);
    const later = await Promise.all(after.map((held) => refresh(one.clientId, held.refresh)));
    expect(later.map(({ status }) => status)).toEqual([200, 200]);
  });

  test.each(['at once', 'one after the other'])(
    'that share one refresh token and refresh %s get one answer and both go on',
    async (when) => {
      const { clientId, refreshToken } = await issueTokens(server.fetch, bindings, anna());
      const ask = () => refresh(clientId, refreshToken);
      const [one, other] =
        when === 'at once' ? await Promise.all([ask(), ask()]) : ([await ask(), await ask()] as const);
      expect(other).toEqual(one);
      expect(await works(one.access)).toBe(true);
      const next = await Promise.all([refresh(clientId, one.refresh), refresh(clientId, other.refresh)]);
      expect(next.map(({ status }) => status)).toEqual([200, 200]);
    },
  );

  test.each([32, 599])('that share one refresh token and refresh %d seconds apart get one answer', async (seconds) => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { clientId, refreshToken } = await issueTokens(server.fetch, bindings, anna());
    const first = await refresh(clientId, refreshToken);
    vi.setSystemTime(Date.now() + seconds * 1000);
    expect(await refresh(clientId, refreshToken, createTestAuth())).toEqual(first);
    expect((await refresh(clientId, first.refresh)).status).toBe(200);
  });

  test('that reach eight isolates at the same instant get one answer, and both its tokens live', async () => {
    const { clientId, refreshToken } = await issueTokens(server.fetch, bindings, anna());
    const isolates = Array.from({ length: 8 }, () => createTestAuth());
    const answers = await Promise.all(isolates.map((auth) => refresh(clientId, refreshToken, auth)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const [one] = answers;
    expect(await works(one?.access ?? '')).toBe(true);
    expect((await refresh(clientId, one?.refresh ?? '')).status).toBe(200);
  });

  test.each([
    [
      'with its fields in another order',
      (token: string, id: string) => `client_id=${id}&refresh_token=${token}&grant_type=refresh_token`,
    ],
    [
      'with the resource named',
      (token: string, id: string) =>
        `grant_type=refresh_token&refresh_token=${token}&client_id=${id}&resource=${encodeURIComponent(`${bindings.BASE_URL}/mcp`)}`,
    ],
  ])('that write the request %s get one answer', async (_, body) => {
    const { clientId, refreshToken } = await issueTokens(server.fetch, bindings, anna());
    const first = await refresh(clientId, refreshToken);
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'cf-connecting-ip': crypto.randomUUID() };
    const url = `${bindings.BASE_URL}/oauth/token`;
    const again = await server.fetch(
      new Request(url, { method: 'POST', headers, body: body(encodeURIComponent(refreshToken), clientId) }),
    );
    expect(await again.json()).toMatchObject({ access_token: first.access, refresh_token: first.refresh });
  });

  test('an answer is given again only to exactly the same request', async () => {
    const first = await issueTokens(server.fetch, bindings, anna());
    const other = await issueTokens(server.fetch, bindings, anna());
    await refresh(first.clientId, first.refreshToken);
    expect(await refresh(other.clientId, first.refreshToken)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });
});

describe('a refresh that names scopes', () => {
  const granted = async (scope: string) => {
    const person = { userId: `anna-${crypto.randomUUID()}`, scopes: ['test:read', 'test:write'] };
    const { clientId, refreshToken } = await issueTokens(server.fetch, bindings, person);
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId, scope };
    const response = await postToken(server.fetch, form);
    return (await response.json<{ scope?: string; error?: string }>()).scope?.split(' ').sort();
  };

  test.each([
    ['openid', ['test:read', 'test:write']],
    ['openid offline_access', ['test:read', 'test:write']],
    ['test:read openid', ['test:read']],
  ])('is narrowed as at the beginning of the sign-in: %s', async (scope, expected) => {
    expect(await granted(scope)).toEqual(expected);
  });
});

describe('after a revocation', () => {
  test('neither a spent nor the newest token gets an answer, in whatever isolate', async () => {
    const person = anna();
    const first = await issueTokens(server.fetch, bindings, person);
    const second = await refresh(first.clientId, first.refreshToken);
    await server.auth.revokeAllAccess(person);
    for (const token of [first.refreshToken, second.refresh]) {
      expect(await refresh(first.clientId, token, createTestAuth())).toMatchObject({
        status: 400,
        error: 'invalid_grant',
      });
    }
  });

  test('by a holder of a spent token, the other holders have lost their access too', async () => {
    const first = await issueTokens(server.fetch, bindings, anna());
    const second = await refresh(first.clientId, first.refreshToken);
    await postToken(server.fetch, { token: first.refreshToken, client_id: first.clientId });
    expect(await refresh(first.clientId, second.refresh)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await works(second.access)).toBe(false);
  });

  // A token that an app made over a grant lives for a year and asks the grant whether that was ended.
  test.each<[string, (first: IssuedTokens) => unknown]>([
    ['the person', ({ refreshToken }) => grantOf(refreshToken).revoke()],
    [
      'the client',
      ({ refreshToken, clientId }) => postToken(server.fetch, { token: refreshToken, client_id: clientId }),
    ],
    [
      'a token that was used again long after it was spent',
      async ({ refreshToken, clientId }) => {
        await refresh(clientId, refreshToken);
        vi.useFakeTimers({ toFake: ['Date'] });
        vi.setSystemTime(Date.now() + REUSE_WINDOW_MS);
        await refresh(clientId, refreshToken);
      },
    ],
  ])('by %s a grant stays ended for longer than a year, also when its client asks again', async (_, end) => {
    const first = await issueTokens(server.fetch, bindings, anna());
    await end(first);
    await refresh(first.clientId, first.refreshToken);
    const forgetsAt = await runInDurableObject(grantOf(first.refreshToken), (_, { storage }) => storage.getAlarm());
    expect(((forgetsAt ?? 0) - Date.now()) / DAY).toBeGreaterThan(366);
    expect(await grantOf(first.refreshToken).isRevoked()).toBe(true);
  });
});

/** The object of the grant of a token. */
function grantOf(token: string) {
  const [userId = '', grantId = ''] = token.split(':');
  const grants = bindings.GRANT as unknown as DurableObjectNamespace<GrantObject>;
  return grants.get(grants.idFromName(`${userId}:${grantId}`));
}

test.each([
  ['a refresh', { grant_type: 'refresh_token', refresh_token: 'a:b:c' }],
  ['a code', { grant_type: 'authorization_code', code: 'a:b:c', code_verifier: 'v'.repeat(43) }],
  ['a revocation', { token: 'a:b:c' }],
])('%s with an invented token leaves nothing behind', async (_, fields: Record<string, string>) => {
  const { clientId } = await issueTokens(server.fetch, bindings, anna());
  for (const client_id of ['nobody', clientId]) await postToken(server.fetch, { ...fields, client_id });
  const left = await runInDurableObject(grantOf('a:b:c'), async (__, { storage }) => [
    await storage.getAlarm(),
    (await storage.list()).size,
  ]);
  expect(left).toEqual([null, 0]);
});

test('what is stored about a grant holds no token that could be used', async () => {
  const first = await issueTokens(server.fetch, bindings, anna());
  const second = await refresh(first.clientId, first.refreshToken);
  const stored = await runInDurableObject(grantOf(first.refreshToken), async (_, { storage }) => [
    ...(await storage.list()),
  ]);
  const text = JSON.stringify(stored, (_, value) =>
    value instanceof Uint8Array ? new TextDecoder().decode(value) : value,
  );
  expect(stored.length).toBeGreaterThan(2);
  for (const token of [first.refreshToken, second.refresh, second.access])
    expect(text).not.toContain(token.split(':')[2]);
});
