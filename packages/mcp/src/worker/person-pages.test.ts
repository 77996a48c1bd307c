import { signInToAccount } from '@aisystant/oauth/testing/account';
import { openBrowser } from '@aisystant/oauth/testing/browser';
import { identityProvider, newAccount } from '@aisystant/oauth/testing/identity-provider';
import { userIdOf } from '@aisystant/oauth/user-id';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bindings, fetch, inEnvironment, keepLog } from '../../fixture/client.ts';
import { notesOf } from '../../fixture/notes.ts';

const base = bindings.BASE_URL;
const provider = identityProvider(bindings.IDENTITY_ISSUER);
const lines = keepLog();

beforeEach(() => void vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch));
afterEach(() => void vi.restoreAllMocks());

/** Somebody with so many notes, signed in with a browser. */
async function personWith(notes: number, reach = fetch) {
  const account = newAccount();
  const userId = await userIdOf(bindings.SUBJECT_KEY, bindings.IDENTITY_ISSUER, account.sub);
  notesOf(userId).push(...Array<string>(notes).fill('заметка'));
  return { userId, account, ...(await signInToAccount(reach, provider, account)) };
}

describe('a page of a person', () => {
  test('shows each what is theirs, in the common layout and with the common headers', async () => {
    const [one, other] = [await personWith(1), await personWith(2)];
    for (const [person, count] of [
      [one, 1],
      [other, 2],
    ] as const) {
      const page = await person.browser.get(`${base}/mine`);
      expect(page.status).toBe(200);
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(page.headers.get('content-security-policy')).not.toContain('script-src');
      expect(await page.text()).toContain(`<p>Заметок: ${count}</p>`);
    }
  });

  test.each(['/mine', '/mine?of=EP-1&%D0%B3%D0%BE%D0%B4=2026'])(
    'asks to sign in, and comes back to %s',
    async (path) => {
      const { account } = await personWith(3);
      const browser = openBrowser(fetch);
      const redirect = await browser.get(`${base}${path}`);
      expect([redirect.status, redirect.headers.get('cache-control')]).toEqual([302, 'no-store']);
      const back = await browser.get(provider.signIn(redirect.headers.get('location') ?? '', account));
      expect([back.status, back.headers.get('location')]).toEqual([303, path]);
      expect(await (await browser.get(`${base}/mine`)).text()).toContain('Заметок: 3');
    },
  );

  test('never leads from the sign-in to an address of a caller', async () => {
    const { account } = await personWith(0);
    for (const path of [
      '/mine?returnTo=https://evil.example',
      '/mine?next=//evil.example',
      '/account/sign-in?returnTo=//e',
    ]) {
      const browser = openBrowser(fetch);
      const redirect = await browser.get(`${base}${path}`);
      const back = await browser.get(provider.signIn(redirect.headers.get('location') ?? '', account));
      const { origin, pathname } = new URL(back.headers.get('location') ?? '', base);
      expect([origin, pathname]).toEqual([base, expect.stringMatching(/^\/(mine|account)$/)]);
    }
  });

  test('is a call like any other: a line in the log, and pages for what fails', async () => {
    const { browser, userId } = await personWith(1);
    await browser.get(`${base}/mine?note=`.replace('note=', ''));
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ event: 'page', name: '/mine', who: userId, code: 'OK' });
    expect((await browser.get(`${base}/mine?note=x`)).status).toBe(404);
    const broken = await browser.get(`${base}/mine?note=${encodeURIComponent('сломайся')}`);
    expect(broken.status).toBe(500);
    expect((await broken.text()) + lines.join()).not.toContain('secret-token');
    const limit = { limit: async () => ({ success: false }) };
    const busy = await personWith(0, inEnvironment({ READ_LIMIT: limit }));
    expect((await busy.browser.get(`${base}/mine`)).status).toBe(429);
  });

  test('is only read, and linked from the front page', async () => {
    const { browser } = await personWith(0);
    expect((await browser.post(`${base}/mine`, [], { origin: base })).status).toBe(404);
    expect(await (await browser.get(`${base}/`)).text()).toContain('<a href="/mine">');
  });
});
