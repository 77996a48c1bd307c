import { runInDurableObject } from 'cloudflare:test';
import { listOf, refusalOf, send } from '@aisystant/testing';
import { describe, expect, test, vi } from 'vitest';
import { server } from '../server.ts';
import { listData } from '../testing/answer.ts';
import { type AtAccount, atAccount, bindings, fetchWorker, linkAs, people } from '../testing/linked-person.ts';
import { leads, objectOf, rowsOf, setLinking, storedBy } from '../testing/linking.ts';
import { toolNamed } from '../testing/person.ts';
import { APPLICATION } from '../testing/portal.ts';

const linking = setLinking();

describe('an account that is linked', () => {
  test('reads what Bitrix24 shows it, says so, and is removed with one click', async () => {
    const person = await atAccount();
    expect(await person.page()).toContain('Связать аккаунт');
    const linked = await linkAs(person, linking.portal, 3);
    expect([linked.status, linked.headers.get('location')]).toEqual([303, '/account?done=account_linked']);
    expect(await person.page()).toContain('Аккаунт связан');
    const answer = await leads(person);
    expect(listData(answer).ids.toSorted()).toEqual(rowsOf(3).toSorted());
    expect(answer.data['metadata']).toMatchObject({ scope: 'bitrix24' });
    expect(new Set(linking.portal.calls.map(({ userId }) => userId))).toEqual(new Set([3]));
    expect((await person.submit('/account/link/remove')).headers.get('location')).toBe(
      '/account?done=account_unlinked',
    );
    expect(await storedBy(person)).toEqual([]);
    expect(await person.page()).not.toContain('Аккаунт связан');
    expect(await refusalOf(leads(person))).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('S35 is kept encrypted, for its person alone, and is in no answer, page or log line', async () => {
    const [person, other] = [await atAccount(), await atAccount('demo_good')];
    const seen: string[] = [];
    const answered = linking.portal.fetch.bind(linking.portal);
    vi.spyOn(linking.portal, 'fetch').mockImplementation(async (request) => {
      const response = await answered(request);
      if (request.url.includes('/oauth/token/')) {
        const { access_token, refresh_token } = await response.clone().json<Record<string, string>>();
        seen.push(access_token ?? '', refresh_token ?? '');
      }
      return response;
    });
    expect((await linkAs(person, linking.portal, 3)).status).toBe(303);
    const { token: bearer } = await people.signIn(undefined, person.userId);
    const reply = await people.fetch(
      new Request(people.endpoint, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: { name: 'getLeads', arguments: {} },
        }),
      }),
    );
    const [row] = await storedBy(person);
    const bytes = new Uint8Array(row?.sealed ?? new ArrayBuffer(0));
    const told = [
      ...linking.lines,
      await reply.text(),
      await person.page(),
      new TextDecoder('latin1').decode(bytes),
    ].join('\n');
    expect(seen).toHaveLength(2);
    for (const secret of [...seen, APPLICATION.clientSecret]) expect(told).not.toContain(secret);
    await runInDurableObject(objectOf(other), (_, { storage }) => {
      storage.sql.exec('insert into linked_account values (?, ?)', bytes, 1);
    });
    expect(await refusalOf(leads(other))).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('is refreshed once by calls at once, and none of them notices', async () => {
    const person = await atAccount();
    await linkAs(person, linking.portal, 3);
    linking.portal.expireAccess();
    linking.tokenRequests = 0;
    const answers = await Promise.all(Array.from({ length: 5 }, () => leads(person)));
    for (const answer of answers) expect(listData(answer).ids).toHaveLength(rowsOf(3).length);
    expect(linking.tokenRequests).toBe(1);
  });

  test.each<object>([
    { refresh_token: undefined },
    { client_endpoint: undefined },
    { user_id: undefined },
    { user_id: '3' },
    ...[undefined, null, -5, 0, 1e300, 'soon'].map((expires_in) => ({ expires_in })),
  ])('works after a refresh that answers with %o, without further ones', async (members) => {
    const person = await atAccount();
    await linkAs(person, linking.portal, 3);
    linking.portal.expireAccess();
    Object.assign(linking, { tokenRequests: 0, changed: members });
    for (let call = 0; call < 3; call += 1) expect(listData(await leads(person)).ids).toHaveLength(rowsOf(3).length);
    expect(linking.tokenRequests).toBe(1);
  });

  test.each<object>([{ user_id: 4 }, { member_id: 'another portal' }])(
    'is to be linked again when a refresh answers with the account of somebody else: %o',
    async (members) => {
      const person = await atAccount();
      await linkAs(person, linking.portal, 3);
      linking.portal.expireAccess();
      linking.changed = members;
      expect(await refusalOf(leads(person))).toMatchObject({ code: 'FORBIDDEN' });
      expect(await storedBy(person)).toEqual([]);
    },
  );

  test('waits for a server of tokens that does not answer, and works when it answers again', async () => {
    const person = await atAccount();
    await linkAs(person, linking.portal, 3);
    linking.portal.expireAccess();
    linking.fault = 'unavailable';
    expect(await refusalOf(leads(person))).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
    expect(listData(await leads(person)).ids).toHaveLength(rowsOf(3).length);
  });

  test('is to be linked again after an answer with new tokens was lost, and is not asked for until then', async () => {
    const person = await atAccount();
    await linkAs(person, linking.portal, 3);
    linking.portal.expireAccess();
    linking.fault = 'answer lost';
    expect(await refusalOf(leads(person))).toMatchObject({ code: 'UNAVAILABLE' });
    const again = await refusalOf(leads(person));
    expect(again).toMatchObject({ code: 'FORBIDDEN', hint: expect.stringContaining(`${bindings.BASE_URL}/account`) });
    linking.tokenRequests = 0;
    expect(await refusalOf(leads(person))).toMatchObject({ code: 'FORBIDDEN' });
    expect(linking.tokenRequests).toBe(0);
    expect(await person.page()).toContain('Связать аккаунт');
    await linkAs(person, linking.portal, 3);
    expect(listData(await leads(person)).ids).toHaveLength(rowsOf(3).length);
  });

  test('in the place of another one shows what the new one may see', async () => {
    const person = await atAccount();
    for (const id of [3, 4]) {
      await linkAs(person, linking.portal, id);
      expect(listData(await leads(person)).ids.toSorted()).toEqual(rowsOf(id).toSorted());
    }
  });
});

test('a person without a linked account is told where to link one, by every tool', async () => {
  const person = await atAccount();
  for (const { name } of server.tools) {
    const input = name === 'getDictionary' ? { kind: 'currencies' } : /s$/.test(name) ? {} : { id: 1 };
    const refusal = await refusalOf(person.ask(toolNamed(name), input));
    expect(refusal, name).toMatchObject({
      code: 'FORBIDDEN',
      hint: expect.stringContaining(`${bindings.BASE_URL}/account`),
    });
  }
  expect(linking.portal.requests).toBe(0);
});

test('resources and plain HTTP read with the account too, and without one say where to link it', async () => {
  const [linked, other, unlinked] = [await atAccount(), await atAccount('demo_relapse'), await atAccount('demo_good')];
  await linkAs(linked, linking.portal, 3);
  await linkAs(other, linking.portal, 4);
  const tokenOf = async ({ userId }: AtAccount) => (await people.signIn(undefined, userId)).token;
  const read = async (person: AtAccount) =>
    send(people.fetch, people.endpoint, {
      method: 'resources/read',
      params: { uri: 'bitrix24://crm/leads' },
      token: await tokenOf(person),
    });
  for (const [person, id] of [
    [linked, 3],
    [other, 4],
  ] as const) {
    const [content] = listOf(await read(person), 'contents');
    const { data, metadata, total } = JSON.parse(String(content?.['text']));
    expect(metadata.scope).toBe('bitrix24');
    expect(total).toBe(rowsOf(id).length);
    expect(rowsOf(id)).toEqual(expect.arrayContaining(data.map(({ ID }: { ID: string }) => ID)));
    const answer = await people.fetch(
      new Request(`${people.endpoint}/tool/call`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await tokenOf(person)}`, 'content-type': 'application/json' },
        body: JSON.stringify({ tool: 'getLeads', params: { limit: 1 } }),
      }),
    );
    const { structuredContent } = await answer.json<{ structuredContent: { pagination: { total: number } } }>();
    expect(structuredContent.pagination.total).toBe(rowsOf(id).length);
  }
  expect((await read(unlinked)).text).toContain(`${bindings.BASE_URL}/account`);
});

test('the copy says of the link only that there is one, and the erasure removes it and all access', async () => {
  const person = await atAccount();
  await linkAs(person, linking.portal, 3);
  const { token } = await people.signIn(undefined, person.userId);
  const copy = await person.submit('/account/copy');
  expect(copy.headers.get('content-disposition')).toContain('attachment');
  expect(await copy.json()).toEqual({
    server: 'bitrix24-mcp',
    user_id: person.userId,
    email: expect.stringContaining('@'),
    linked: { to: 'Your Bitrix24 account', since: expect.stringMatching(/Z$/) },
    call: [],
  });
  const question = await (await person.submit('/account/erase')).text();
  const [, confirm = ''] = /name="confirm" value="([^"]+)"/.exec(question) ?? [];
  expect((await person.submit('/account/erase', [['confirm', 'link-1']])).status).toBe(409);
  expect(await storedBy(person)).toHaveLength(1);
  expect((await person.submit('/account/erase', [['confirm', confirm]])).status).toBe(200);
  expect(await storedBy(person)).toEqual([]);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const later = await fetchWorker(new Request(people.endpoint, { method: 'POST', headers, body: '{}' }));
  expect(later.status).toBe(401);
});
