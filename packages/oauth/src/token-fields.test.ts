import { describe, expect, test } from 'vitest';
import { bindings, createTestAuth, postToken, requestWithToken } from './testing/auth.ts';
import { issueTokens } from './testing/issue-token.ts';

const server = createTestAuth();
const signIn = () =>
  issueTokens(server.fetch, bindings, { userId: `anna-${crypto.randomUUID()}`, scopes: ['test:read'] });

/** Whether an isolate without the token in its cache accepts it. */
const works = async (token: string) => (await createTestAuth().auth.authenticate(requestWithToken(token))).ok;

async function ask(fields: readonly (readonly [string, string])[]) {
  const response = await postToken(server.fetch, fields);
  // The answer to a revocation is empty.
  const { access_token: access = '', refresh_token: refresh = '', error } = JSON.parse((await response.text()) || '{}');
  return { status: response.status, access, refresh, error };
}

const refreshWith = (clientId: string, token: string) =>
  [
    ['grant_type', 'refresh_token'],
    ['refresh_token', token],
    ['client_id', clientId],
  ] as const;

// RFC 6749, section 3.2: a field without a value counts as left out.
describe.each([
  [[]],
  [[['grant_type', '']]],
  [[['token_type_hint', '']]],
  [[['resource', '']]],
  [
    [
      ['code', ''],
      ['refresh_token', ''],
      ['grant_type', ''],
    ],
  ],
] as const)('with the fields %j, which say nothing,', (empty) => {
  test('whoever holds an earlier token of a connection revokes the connection', async () => {
    const first = await signIn();
    const second = await ask(refreshWith(first.clientId, first.refreshToken));
    const third = await ask(refreshWith(first.clientId, second.refresh));
    expect(await works(third.access)).toBe(true);
    const { status } = await ask([...empty, ['token', first.refreshToken], ['client_id', first.clientId]]);
    expect([status, await works(third.access)]).toEqual([200, false]);
  });

  test('no request is answered again after the revocation', async () => {
    const first = await signIn();
    const request = refreshWith(first.clientId, first.refreshToken);
    const second = await ask(request);
    await ask([...empty, ['token', second.refresh], ['client_id', first.clientId]]);
    expect(await ask(request)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });
});

describe.each([[[['code', 'of:another:request']]], [[['refresh_token', 'of:another:request']]]] as const)(
  'with the fields %j, which belong to another request,',
  (foreign) => {
    test('a revocation is one by an earlier token too', async () => {
      const first = await signIn();
      const second = await ask(refreshWith(first.clientId, first.refreshToken));
      const third = await ask(refreshWith(first.clientId, second.refresh));
      const { status } = await ask([...foreign, ['token', first.refreshToken], ['client_id', first.clientId]]);
      expect([status, await works(third.access)]).toEqual([200, false]);
    });
  },
);

test('a refresh may name a code beside its token, however often the one before was asked for again', async () => {
  const first = await signIn();
  const request = refreshWith(first.clientId, first.refreshToken);
  const second = await ask(request);
  for (const scope of ['test:read', 'test:write', 'test:read test:write']) await ask([...request, ['scope', scope]]);
  const third = await ask([...refreshWith(first.clientId, second.refresh), ['code', 'of:another:request']]);
  expect([third.status, await works(third.access)]).toEqual([200, true]);
});

describe.each(['grant_type', 'refresh_token', 'client_id', 'scope'])('a request that names %s twice', (name) => {
  test('is refused, and spends nothing', async () => {
    const first = await signIn();
    const request = [...refreshWith(first.clientId, first.refreshToken), ['scope', 'test:read']] as const;
    const twice = request.filter(([field]) => field === name);
    expect(await ask([...request, ...twice])).toMatchObject({ status: 400, error: 'invalid_request' });
    expect((await ask(request)).status).toBe(200);
  });
});
