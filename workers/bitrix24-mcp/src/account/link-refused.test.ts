import { targetOf } from '@aisystant/oauth/testing/browser';
import { describe, expect, test } from 'vitest';
import { listData } from '../testing/answer.ts';
import {
  type AtAccount,
  atAccount,
  bindings,
  consentAs,
  fetchWorker,
  linkAs,
  serveWithSignIn,
} from '../testing/linked-person.ts';
import { leads, rowsOf, setLinking, storedBy } from '../testing/linking.ts';
import { testPortal } from '../testing/portal.ts';

const LINK = '/account/link';

const linking = setLinking();

describe('a link is not made', () => {
  const notLinked = async (person: AtAccount) => {
    expect(await storedBy(person)).toEqual([]);
    expect(linking.tokenRequests).toBe(0);
  };

  test('by a form of another site, or without the token of the session', async () => {
    const person = await atAccount();
    expect((await person.submit(LINK, [], { origin: 'https://evil.example.test' })).status).toBe(403);
    const forged = await person.browser.post(`${bindings.BASE_URL}${LINK}`, [['csrf', 'x']], {
      origin: bindings.BASE_URL,
    });
    expect(forged.status).toBe(403);
    expect((await person.browser.get(`${bindings.BASE_URL}${LINK}`)).status).toBe(404);
    await notLinked(person);
  });

  test('S36 by an answer in the browser of another person, in none, or of a session that ended', async () => {
    const [attacker, victim] = [await atAccount('demo_good'), await atAccount()];
    const answer = await consentAs(attacker, linking.portal, 1);
    expect((await victim.browser.get(answer)).status).toBe(400);
    expect((await fetchWorker(new Request(answer))).status).toBe(400);
    await attacker.submit('/account/sign-out');
    expect((await attacker.browser.get(answer)).status).toBe(400);
    await notLinked(victim);
    await notLinked(attacker);
  });

  test('S36 by an answer with a wrong state, without a code, or the same answer again', async () => {
    const person = await atAccount();
    const answer = new URL(await consentAs(person, linking.portal, 3));
    const without = (name: string) => {
      const url = new URL(answer);
      url.searchParams.delete(name);
      return person.browser.get(url.href);
    };
    expect((await without('state')).status).toBe(400);
    expect((await without('code')).status).toBe(400);
    await notLinked(person);
    // The answer without a code has used the state up.
    expect((await person.browser.get(answer.href)).status).toBe(400);
    await notLinked(person);
    const next = await consentAs(person, linking.portal, 3);
    expect((await person.browser.get(next)).status).toBe(303);
    expect((await person.browser.get(next)).status).toBe(400);
  });

  test('by a code that is used, and what was linked before stays', async () => {
    const person = await atAccount();
    await linkAs(person, linking.portal, 3);
    const [used, state] = [
      new URL(await consentAs(person, linking.portal, 4)),
      new URL(await consentAs(person, linking.portal, 4)),
    ];
    await person.browser.get(used.href);
    state.searchParams.set('code', used.searchParams.get('code') ?? '');
    const refused = await person.browser.get(state.href);
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('Аккаунт не связан')]);
    expect(listData(await leads(person)).ids.toSorted()).toEqual(rowsOf(4).toSorted());
  });

  test('with an account of another portal, or while the server of tokens does not answer', async () => {
    const person = await atAccount();
    const other = testPortal({ origin: 'https://other.bitrix24.ru' });
    serveWithSignIn(other);
    expect((await linkAs(person, other, 3)).status).toBe(400);
    expect(await storedBy(person)).toEqual([]);
    serveWithSignIn(linking.portal, async ({ url }) =>
      url.includes('/oauth/token/') ? new Response('', { status: 503 }) : null,
    );
    expect((await linkAs(person, linking.portal, 3)).status).toBe(503);
    expect(await storedBy(person)).toEqual([]);
  });

  test.each<[object, number]>([
    [{ refresh_token: undefined }, 400],
    [{ client_endpoint: undefined }, 400],
    [{ client_endpoint: 'localhost:8782' }, 400],
    [{ access_token: '' }, 503],
    [{ padding: 'x'.repeat(200_000) }, 503],
  ])('by an answer with %o', async (members, status) => {
    const person = await atAccount();
    linking.changed = members;
    expect((await linkAs(person, linking.portal, 3)).status).toBe(status);
    expect(await storedBy(person)).toEqual([]);
  });

  test('elsewhere than at the portal, which gets nothing but the application and a state', async () => {
    const person = await atAccount();
    const asked = new URL(targetOf(await person.submit(LINK)));
    expect(asked.origin + asked.pathname).toBe('http://localhost:8782/oauth/authorize/');
    expect([...asked.searchParams.keys()].toSorted()).toEqual(['client_id', 'state']);
    expect(asked.searchParams.get('state')).toMatch(/^[\w-]{43}$/);
  });
});
