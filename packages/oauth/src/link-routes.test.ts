import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { erasureWithoutRecords } from './own-rights.ts';
import type { SessionPerson } from './principal.ts';
import { openAccount, signInToAccount } from './testing/account.ts';
import { bindings, createTestAuth } from './testing/auth.ts';
import { targetOf } from './testing/browser.ts';
import { identityProvider, newAccount } from './testing/identity-provider.ts';
import type { LinkError, LinkedAccount, LinkedKey, ThirdPartyLink } from './third-party-link.ts';

const base = bindings.BASE_URL;
const provider = identityProvider(bindings.IDENTITY_ISSUER);
beforeEach(() => void vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch));
afterEach(() => void vi.restoreAllMocks());

/** A third party that takes any code or key but "refused", and a server that links it. */
async function startLink(kind: ThirdPartyLink['kind'] = 'account') {
  const linked = new Map<string, string>();
  const [slow, asked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const keep = async (userId: string, secret: string, refusal: LinkError): Promise<LinkError | null> => {
    if (secret === 'refused') return refusal;
    if (secret === 'slow') {
      asked.resolve();
      await slow.promise;
    }
    linked.set(userId, secret);
    return null;
  };
  const common = {
    title: { ru: 'Ваш аккаунт', en: 'Your account' },
    lead: { ru: 'Зачем', en: 'Why' },
    async linkedAt({ userId }: SessionPerson) {
      if (linked.has('unreadable')) throw new Error('storage is down');
      if (linked.has('silent')) return new Promise<null>(() => {});
      return linked.has(userId) ? 1_000 : null;
    },
    unlink: async ({ userId }: SessionPerson) => void linked.delete(userId),
  };
  const account: LinkedAccount = {
    ...common,
    kind: 'account',
    consentUrl: (state) => `https://party.example.test/authorize?state=${state}`,
    link: ({ userId }, answer) => keep(userId, answer.get('code') ?? '', 'accountRefused'),
  };
  const key: LinkedKey = { ...common, kind: 'key', link: ({ userId }, secret) => keep(userId, secret, 'keyRefused') };
  const link: ThirdPartyLink = { account, key }[kind];
  const { fetch, lines } = createTestAuth({}, {}, { thirdPartyLink: link });
  const open = async () => {
    const session = await signInToAccount(fetch, provider, newAccount());
    const begin = async () => new URL(targetOf(await session.submit('/account/link'))).searchParams.get('state') ?? '';
    const finish = (query: Readonly<Record<string, string>>) =>
      session.browser.get(`${base}/account/linked?${new URLSearchParams(query)}`);
    return { ...session, begin, finish };
  };
  return { linked, lines, open, slowIsAsked: asked.promise, answerSlow: () => slow.resolve() };
}

describe('an account at a third party', () => {
  test('is linked by the session that began, once, and the log says so without a code', async () => {
    const { linked, lines, open } = await startLink();
    const { begin, finish, page } = await open();
    const state = await begin();
    const done = await finish({ state, code: 'secret-code' });
    expect([done.status, done.headers.get('location')]).toEqual([303, '/account?done=account_linked']);
    expect([...linked.values()]).toEqual(['secret-code']);
    expect(await page()).toContain('Аккаунт связан');
    expect((await finish({ state, code: 'another' })).status).toBe(400);
    expect([...linked.values()]).toEqual(['secret-code']);
    const told = JSON.stringify(lines);
    expect(told).toContain('account linked');
    expect(told).not.toMatch(new RegExp(`secret-code|${state}`));
  });

  test.each([
    ['of nothing', {}],
    ['with a code alone', { code: 'x' }],
    ['with an unknown state', { code: 'x', state: 'a'.repeat(43) }],
    ['with a very long state', { code: 'x', state: 'a'.repeat(5_000) }],
  ])('is not linked by an answer %s', async (_, query) => {
    const { linked, open } = await startLink();
    const { begin, finish } = await open();
    await begin();
    expect((await finish(query)).status).toBe(400);
    expect(linked.size).toBe(0);
  });

  test('is not linked by the answer of another session of the same or of another person', async () => {
    const { linked, open } = await startLink();
    const [one, other] = [await open(), await open()];
    const state = await one.begin();
    expect((await other.finish({ state, code: 'x' })).status).toBe(400);
    expect(linked.size).toBe(0);
    expect((await one.finish({ state, code: 'x' })).status).toBe(303);
  });

  test.each([{ error: 'access_denied' }, { code: 'refused' }])(
    'that is refused with %j stays as it was',
    async (query) => {
      const { linked, open } = await startLink();
      const { begin, finish } = await open();
      await finish({ state: await begin(), code: 'first' });
      const refused = await finish({ state: await begin(), ...query });
      expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('Аккаунт не связан')]);
      expect([...linked.values()]).toEqual(['first']);
    },
  );

  test('is removed with one button, and is in the copy and the erasure', async () => {
    const { linked, open } = await startLink();
    const { begin, finish, submit, page } = await open();
    await finish({ state: await begin(), code: 'first' });
    expect((await submit('/account/link/remove')).headers.get('location')).toBe('/account?done=account_unlinked');
    expect(linked.size).toBe(0);
    await finish({ state: await begin(), code: 'second' });
    expect(await (await submit('/account/copy')).json()).toMatchObject({ linked: { to: 'Your account' } });
    const [, confirm = ''] = /name="confirm" value="([^"]+)"/.exec(await (await submit('/account/erase')).text()) ?? [];
    expect((await submit('/account/erase', [['confirm', 'old']])).status).toBe(409);
    expect(linked.size).toBe(1);
    expect((await submit('/account/erase', [['confirm', confirm]])).status).toBe(200);
    expect(linked.size).toBe(0);
    expect(await page()).toContain('/account/sign-in');
  });
});

describe('an erasure leaves no link behind', () => {
  const ways = ['/account/erase', '/account/sign-out'];
  test.each(ways.flatMap((path) => [[path, 'account'] as const, [path, 'key'] as const]))(
    'that is made while the third party answers, nor does %s, of an %s',
    async (path, kind) => {
      const { linked, open, slowIsAsked, answerSlow } = await startLink(kind);
      const { begin, finish, submit } = await open();
      const finished =
        kind === 'key' ? submit('/account/key', [['key', 'slow']]) : finish({ state: await begin(), code: 'slow' });
      await slowIsAsked;
      await vi.waitFor(async () => {
        const [, confirm = ''] = /name="confirm" value="([^"]+)"/.exec(await (await submit(path)).text()) ?? [];
        if (confirm !== '') expect((await submit(path, [['confirm', confirm]])).status).toBe(200);
      }, 15_000);
      answerSlow();
      expect((await finished).status).toBe(400);
      expect(linked.size).toBe(0);
    },
  );

  test('that is made while access is revoked', async () => {
    let isLinked = false;
    const link = {
      title: { ru: 'Ваш аккаунт', en: 'Your account' },
      linkedAt: async () => null,
      unlink: async () => {
        isLinked = false;
      },
    } as unknown as LinkedAccount;
    const { erase } = erasureWithoutRecords(link, async () => {
      isLinked = true;
    });
    expect(await erase({ userId: 'x' }, 'link-0')).toMatchObject({ ok: true });
    expect(isLinked).toBe(false);
  });
});

test.each([
  ['unreadable', 'Error'],
  ['silent', 'late'],
])('the account page ends an access although its link is %s, and the log says it', async (fault, detail) => {
  const { linked, lines, open } = await startLink();
  const { page, submit } = await open();
  linked.set(fault, '');
  expect(await page()).toContain('Сейчас не видно');
  expect(lines.at(-1)).toMatchObject({ event: 'unexpected', step: 'link', code: 'UNAVAILABLE', detail });
  expect((await submit('/account/disconnect-all')).status).toBe(303);
});

test('an erasure says what stays, where other servers keep the records', async () => {
  const elsewhere = { ru: 'Записи у своих серверов.', en: 'Records are at their servers.' };
  const { erase } = erasureWithoutRecords(undefined, async () => undefined, elsewhere);
  expect(await erase({ userId: 'x' })).toMatchObject({
    value: { stays: { ru: 'Останутся строки журнала, без ваших слов. Записи у своих серверов.' } },
  });
});

test('a server without a link has none of its pages', async () => {
  const { submit, browser } = await openAccount(provider);
  for (const path of ['/account/link', '/account/link/remove', '/account/key']) {
    expect((await submit(path)).status, path).toBe(404);
  }
  expect((await browser.get(`${base}/account/linked?code=x&state=y`)).status).toBe(404);
});
