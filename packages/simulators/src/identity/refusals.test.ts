import * as client from 'openid-client';
import { describe, expect, test } from 'vitest';
import { type Browser, type Navigation, newBrowser } from './testing/browser.ts';
import { relyingParty, signIn } from './testing/relying-party.ts';
import { clients, startForTest } from './testing/setup.ts';

describe('a client is refused', () => {
  test('with a wrong secret', async () => {
    const { issuer } = await startForTest();
    const impostor = await relyingParty(issuer, { ...clients.guides, clientSecret: 'a guess' });
    await expect(signIn(impostor, newBrowser(), 'demo_good')).rejects.toMatchObject({
      status: 401,
      cause: [{ scheme: 'basic', parameters: { error: 'invalid_client' } }],
    });
  });

  test('with a redirect address that is not its own, on a page and not by a redirect', async () => {
    const { issuer } = await startForTest();
    const party = await relyingParty(issuer, clients.guides);
    const { url } = await party.begin({ redirect_uri: 'http://localhost:8790/elsewhere' });
    const page = await newBrowser().open(url);
    expect(page).toMatchObject({ isExternal: false, status: 400 });
    expect(page.html).toContain('invalid_redirect_uri');
  });

  test('without PKCE', async () => {
    const { issuer } = await startForTest();
    const party = await relyingParty(issuer, clients.guides);
    const { url } = await party.begin();
    url.searchParams.delete('code_challenge');
    url.searchParams.delete('code_challenge_method');
    const callback = await newBrowser().open(url);
    expect(callback.url.searchParams.get('error')).toBe('invalid_request');
    expect(callback.url.searchParams.get('error_description')).toContain('PKCE');
  });

  test('with a plain challenge, or a verifier that does not fit', async () => {
    const { issuer } = await startForTest();
    const party = await relyingParty(issuer, clients.guides);
    const plain = await newBrowser().open((await party.begin({ code_challenge_method: 'plain' })).url);
    expect(plain.url.searchParams.get('error')).toBe('invalid_request');
    const request = await party.begin({ code_challenge: client.randomPKCECodeVerifier() });
    const browser = newBrowser();
    const callback = await browser.submit(await browser.open(request.url), [['login', 'demo_good']]);
    await expect(party.finish(request, callback)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('with a code that was used before', async () => {
    const { issuer } = await startForTest();
    const party = await relyingParty(issuer, clients.guides);
    const request = await party.begin();
    const browser = newBrowser();
    const callback = await browser.submit(await browser.open(request.url), [['login', 'demo_good']]);
    await party.finish(request, callback);
    await expect(party.finish(request, callback)).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});

describe('a name is refused', () => {
  async function signInPageOf(browser: Browser): Promise<Navigation> {
    const { issuer } = await startForTest();
    const party = await relyingParty(issuer, clients.guides);
    return browser.open((await party.begin()).url);
  }

  test.each(['Анна', 'Anna', 'a b', 'a-b', 'a'.repeat(33), '<script>', ''])(
    'if it is %j: 400, the page again with the reason, and nobody is signed in',
    async (login) => {
      const browser = newBrowser();
      const page = await browser.submit(await signInPageOf(browser), [['login', login]]);
      expect(page.status).toBe(400);
      expect(page.html).toContain('Такое имя не подходит');
      expect(page.html).toContain('demo_weak');
      expect(page.html).not.toContain('<script>');
      expect(browser.cookieNames()).not.toContain('identity_session');
    },
  );

  test('if there are two of them; an empty field beside a pressed button is no name', async () => {
    const browser = newBrowser();
    const page = await signInPageOf(browser);
    const two = await browser.submit(page, [
      ['login', 'anna'],
      ['login', 'demo_good'],
    ]);
    expect(two.status).toBe(400);
    const one = await browser.submit(page, [
      ['login', ' '],
      ['login', 'demo_good'],
    ]);
    expect(one.isExternal).toBe(true);
  });

  test('if the form is longer than any name: 413', async () => {
    const browser = newBrowser();
    const page = await browser.submit(await signInPageOf(browser), [['login', 'a'.repeat(5000)]]);
    expect(page.status).toBe(413);
    expect(page.html).toContain('Вход не удался');
  });

  test('and a right one after it is taken', async () => {
    const browser = newBrowser();
    const again = await browser.submit(await signInPageOf(browser), [['login', 'Анна']]);
    expect((await browser.submit(again, [['login', 'anna']])).isExternal).toBe(true);
  });
});

describe('an error page', () => {
  test('is readable and shows no stack: an unknown client', async () => {
    const { issuer } = await startForTest();
    const page = await newBrowser().open(`${issuer}/auth?client_id=%3Cb%3Enobody&response_type=code&scope=openid`);
    expect(page.status).toBe(400);
    expect(page.html).toContain('Вход не удался');
    expect(page.html).toContain('invalid_client');
    expect(page.html).not.toContain('<b>');
    expect(page.html).not.toMatch(/\.js:\d+/);
  });

  test('meets who opens a sign-in page that is not theirs or is over', async () => {
    const { issuer } = await startForTest();
    const party = await relyingParty(issuer, clients.guides);
    const page = await newBrowser().open((await party.begin()).url);
    const stranger = await newBrowser().open(page.url);
    expect(stranger.status).toBe(400);
    expect(stranger.html).toContain('начните вход заново');
  });

  test('meets who opens an unknown address', async () => {
    const { issuer } = await startForTest();
    const page = await newBrowser({ 'accept-language': 'en' }).open(`${issuer}/nowhere`);
    expect(page.status).toBe(404);
    expect(page.html).toContain('Sign-in failed');
  });
});
