import { afterEach, describe, expect, test, vi } from 'vitest';
import { bindings, createTestAuth, postToken, requestWithToken } from './testing/auth.ts';
import { type IssuedTokens, issueTokens } from './testing.ts';

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
  return 'principal' in (await createTestAuth().auth.authenticate(requestWithToken(token)));
}

describe('a grant that is refreshed', () => {
  test('gets new tokens each time, with the same user and scopes', async () => {
    const person = anna();
    const first = await issueTokens(server.fetch, bindings, person);
    const second = await refresh(first.clientId, first.refreshToken);
    const third = await refresh(first.clientId, second.refresh);
    expect(new Set([first.refreshToken, second.refresh, third.refresh]).size).toBe(3);
    expect(await server.auth.authenticate(requestWithToken(third.access))).toMatchObject({
      principal: { userId: person.userId, scopes, clientId: first.clientId },
    });
  });

  test('keeps earlier access tokens until they expire', async () => {
    const first = await issueTokens(server.fetch, bindings, anna());
    await refresh(first.clientId, first.refreshToken);
    expect(await works(first.accessToken)).toBe(true);
  });

  test('may retry with the same token after a lost response', async () => {
    const first = await issueTokens(server.fetch, bindings, anna());
    await refresh(first.clientId, first.refreshToken); // the answer never arrived
    const again = await refresh(first.clientId, first.refreshToken);
    expect(again.status).toBe(200);
    expect(await works(again.access)).toBe(true);
  });

  test('gives its previous token up with the first use of the next one', async () => {
    const first = await issueTokens(server.fetch, bindings, anna());
    const second = await refresh(first.clientId, first.refreshToken);
    const third = await refresh(first.clientId, second.refresh);
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + 60_000);
    expect(await refresh(first.clientId, first.refreshToken)).toMatchObject({ status: 400, error: 'invalid_grant' });
    // A late replay does not revoke the grant.
    expect((await refresh(first.clientId, third.refresh)).status).toBe(200);
  });

  test('expires after thirty days without use', async () => {
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

  test('is refused to another client with its token', async () => {
    const first = await issueTokens(server.fetch, bindings, anna());
    const other = await issueTokens(server.fetch, bindings, anna());
    expect(await refresh(other.clientId, first.refreshToken)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect((await refresh(first.clientId, first.refreshToken)).status).toBe(200);
  });

  test('ends when its refresh token is revoked', async () => {
    const first = await issueTokens(server.fetch, bindings, anna());
    const answer = await postToken(server.fetch, { token: first.refreshToken, client_id: first.clientId });
    expect(answer.status).toBe(200);
    expect(await works(first.accessToken)).toBe(false);
    expect((await refresh(first.clientId, first.refreshToken)).status).toBe(400);
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

  test('with separate sign-ins do not affect each other', async () => {
    const [one, other] = await twoSignIns();
    expect(one.clientId).toBe(other.clientId);
    expect(await Promise.all([works(one.accessToken), works(other.accessToken)])).toEqual([true, true]);
    const after = await Promise.all([one, other].map((held) => refresh(held.clientId, held.refreshToken)));
    expect(after.map(({ status }) => status)).toEqual([200, 200]);
    const later = await Promise.all(after.map((held) => refresh(one.clientId, held.refresh)));
    expect(later.map(({ status }) => status)).toEqual([200, 200]);
  });

  test.each(['at once', 'one after the other'])(
    'that share one refresh token and refresh %s get the same response',
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

  // After half a minute the library decides: it accepts the current and the previous refresh token of a grant.
  test('that share one refresh token and refresh it a minute apart: the first one is signed out', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { clientId, refreshToken } = await issueTokens(server.fetch, bindings, anna());
    const first = await refresh(clientId, refreshToken);
    vi.setSystemTime(Date.now() + 60_000);
    const second = await refresh(clientId, refreshToken);
    expect(second.refresh).not.toBe(first.refresh);
    expect(await refresh(clientId, first.refresh)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect((await refresh(clientId, second.refresh)).status).toBe(200);
  });

  // The refresh cache belongs to one isolate, and the platform chooses the isolate of each request.
  test('that share one refresh token and reach two isolates: both go on, until the one that was first refreshes', async () => {
    const [here, there] = [createTestAuth(), createTestAuth()];
    const { clientId, refreshToken } = await issueTokens(server.fetch, bindings, anna());
    const first = await refresh(clientId, refreshToken, here);
    const second = await refresh(clientId, refreshToken, there);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.refresh).not.toBe(first.refresh);
    // Both access tokens stay valid for their hour.
    expect(await Promise.all([works(first.access), works(second.access)])).toEqual([true, true]);
    expect(await refresh(clientId, first.refresh, here)).toMatchObject({ status: 400, error: 'invalid_grant' });
    // The refusal does not revoke the grant: the process that refreshed last, and any that rereads the shared store, continue.
    expect((await refresh(clientId, second.refresh, there)).status).toBe(200);
  });

  test('keep the token they shared until a later one is used, and each use of it takes the place of the last', async () => {
    const { clientId, refreshToken } = await issueTokens(server.fetch, bindings, anna());
    const use = (token: string) => refresh(clientId, token, createTestAuth());
    const [first, second, third] = [await use(refreshToken), await use(refreshToken), await use(refreshToken)];
    expect([first.status, second.status, third.status]).toEqual([200, 200, 200]);
    for (const { refresh: replaced } of [first, second]) expect((await use(replaced)).status).toBe(400);
    expect((await use(third.refresh)).status).toBe(200);
    expect((await use(refreshToken)).status).toBe(400);
  });

  test('that reach two isolates at the same instant: one of the two new tokens lives', async () => {
    const [here, there] = [createTestAuth(), createTestAuth()];
    const { clientId, refreshToken } = await issueTokens(server.fetch, bindings, anna());
    const both = await Promise.all([here, there].map((auth) => refresh(clientId, refreshToken, auth)));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const alive: number[] = [];
    for (const { refresh: token } of both) alive.push((await refresh(clientId, token, createTestAuth())).status);
    expect(alive.toSorted()).toEqual([200, 400]);
  });

  test('a cached response is returned only for an identical request', async () => {
    const first = await issueTokens(server.fetch, bindings, anna());
    const other = await issueTokens(server.fetch, bindings, anna());
    await refresh(first.clientId, first.refreshToken);
    expect(await refresh(other.clientId, first.refreshToken)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });
});
