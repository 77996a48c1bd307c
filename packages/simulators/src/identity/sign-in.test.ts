import { describe, expect, test, vi } from 'vitest';
import { subjectOf } from './index.ts';
import { newBrowser } from './testing/browser.ts';
import { relyingParty, signIn } from './testing/relying-party.ts';
import { clients, startForTest } from './testing/setup.ts';

describe('a sign-in', () => {
  test('gives the client an RS256 id token for itself with its nonce', async () => {
    const { issuer } = await startForTest();
    const party = await relyingParty(issuer, clients.guides);
    const request = await party.begin();
    const browser = newBrowser();
    const page = await browser.open(request.url);
    const callback = await browser.submit(page, [['login', 'demo_good']]);
    expect(callback.url.href).toContain(clients.guides.redirectUri);
    const { idToken, idTokenHeader } = await party.finish(request, callback);
    expect(idTokenHeader.alg).toBe('RS256');
    expect(idToken).toMatchObject({
      iss: issuer,
      aud: 'guides-mcp',
      sub: subjectOf('demo_good'),
      nonce: request.checks.expectedNonce,
    });
  });

  test('tells the verified e-mail in userinfo and not in the id token', async () => {
    const { issuer } = await startForTest();
    const { idToken, userinfo } = await signIn(await relyingParty(issuer, clients.guides), newBrowser(), 'demo_good');
    expect(userinfo).toEqual({
      sub: subjectOf('demo_good'),
      preferred_username: 'demo_good',
      email: 'demo_good@example.test',
      email_verified: true,
    });
    expect(Object.keys(idToken)).not.toContain('email');
    expect(idToken).toMatchObject({ preferred_username: 'demo_good' });
  });

  test('gives no e-mail to a client that requested only openid', async () => {
    const { issuer } = await startForTest();
    const party = await relyingParty(issuer, clients.guides);
    const { userinfo, scope } = await signIn(party, newBrowser(), 'demo_good', { scope: 'openid' });
    expect(userinfo).toEqual({ sub: subjectOf('demo_good'), preferred_username: 'demo_good' });
    expect(scope).toBe('openid');
  });

  test('grants the supported scopes and ignores the others', async () => {
    const { issuer } = await startForTest();
    const party = await relyingParty(issuer, clients.guides);
    const { scope } = await signIn(party, newBrowser(), 'demo_good', { scope: 'openid email offline_access profile' });
    expect(scope?.split(' ').sort()).toEqual(['email', 'openid']);
  });

  test('takes any well-formed name, not only those of the demo learners', async () => {
    const { issuer } = await startForTest();
    const party = await relyingParty(issuer, clients.twin);
    const { userinfo } = await signIn(party, newBrowser(), 'anna_2');
    expect(userinfo.email).toBe('anna_2@example.test');
  });

  test('keeps its cookies apart from those of the Workers on the same host', async () => {
    const { issuer } = await startForTest();
    const browser = newBrowser();
    await signIn(await relyingParty(issuer, clients.guides), browser, 'demo_good');
    expect(browser.cookieNames()).toContain('identity_session');
    expect(browser.cookieNames().filter((name) => !name.startsWith('identity_'))).toEqual([]);
  });

  test('writes nothing on the console', async () => {
    const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
    const spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(() => undefined));
    const { issuer } = await startForTest();
    const party = await relyingParty(issuer, clients.guides);
    await signIn(party, newBrowser(), 'demo_good');
    await newBrowser().open(`${issuer}/auth?client_id=unknown`);
    const calls = spies.flatMap((spy) => spy.mock.calls);
    for (const spy of spies) spy.mockRestore();
    expect(calls).toEqual([]);
  });
});

describe('the person', () => {
  test('is the same at two providers, and differs by login', async () => {
    const subjects = await Promise.all(
      ['demo_good', 'demo_good', 'demo_weak'].map(async (login) => {
        const { issuer } = await startForTest();
        const { idToken } = await signIn(await relyingParty(issuer, clients.guides), newBrowser(), login);
        return idToken.sub;
      }),
    );
    expect(subjects[0]).toBe(subjects[1]);
    expect(subjects[0]).not.toBe(subjects[2]);
  });
});

describe("the browser's session", () => {
  test('makes the sign-in at a second client pass without a page', async () => {
    const { issuer } = await startForTest();
    const browser = newBrowser();
    await signIn(await relyingParty(issuer, clients.guides), browser, 'demo_good');
    const second = await relyingParty(issuer, clients.twin);
    const request = await second.begin();
    const callback = await browser.open(request.url);
    expect(callback.isExternal).toBe(true);
    const { idToken } = await second.finish(request, callback);
    expect(idToken).toMatchObject({ aud: 'dt-mcp', sub: subjectOf('demo_good') });
  });

  test('prompt=none shows no page, and is refused without a session', async () => {
    const { issuer } = await startForTest();
    const party = await relyingParty(issuer, clients.guides);
    const { url } = await party.begin({ prompt: 'none' });
    const callback = await newBrowser().open(url);
    expect(callback.url.searchParams.get('error')).toBe('login_required');
  });

  test('raises no question of consent, not even for prompt=consent', async () => {
    const { issuer } = await startForTest();
    const browser = newBrowser();
    const party = await relyingParty(issuer, clients.guides);
    const { scope } = await signIn(party, browser, 'demo_good', { scope: 'openid', prompt: 'consent' });
    expect(scope).toBe('openid');
    const request = await party.begin({ prompt: 'consent' });
    const callback = await browser.open(request.url);
    expect(callback.isExternal).toBe(true);
    expect((await party.finish(request, callback)).scope).toBe('openid email');
  });
});

describe.each([{ prompt: 'login' }, { max_age: '0' }])('asking with %o', (extra) => {
  test('shows the page again, and says who is signed in', async () => {
    const { issuer } = await startForTest();
    const browser = newBrowser();
    const party = await relyingParty(issuer, clients.guides);
    await signIn(party, browser, 'demo_good');
    const page = await browser.open((await party.begin(extra)).url);
    expect(page.isExternal).toBe(false);
    expect(page.html).toContain('Сейчас вы вошли как <code>demo_good</code>');
  });

  test('lets another learner in, who stays signed in instead of the first', async () => {
    const { issuer } = await startForTest();
    const browser = newBrowser();
    const party = await relyingParty(issuer, clients.guides);
    await signIn(party, browser, 'demo_good');
    const { idToken, userinfo } = await signIn(party, browser, 'demo_weak', extra);
    expect(idToken.sub).toBe(subjectOf('demo_weak'));
    expect(userinfo.email).toBe('demo_weak@example.test');
    const second = await relyingParty(issuer, clients.twin);
    const request = await second.begin();
    const next = await second.finish(request, await browser.open(request.url));
    expect(next.idToken.sub).toBe(subjectOf('demo_weak'));
  });

  test('lets the same learner confirm', async () => {
    const { issuer } = await startForTest();
    const browser = newBrowser();
    const party = await relyingParty(issuer, clients.guides);
    await signIn(party, browser, 'demo_good');
    const { idToken } = await signIn(party, browser, 'demo_good', extra);
    expect(idToken.sub).toBe(subjectOf('demo_good'));
  });
});

test('two sign-ins request in two tabs may end as two learners; the later one stays', async () => {
  const { issuer } = await startForTest();
  const browser = newBrowser();
  const [guides, twin] = await Promise.all([relyingParty(issuer, clients.guides), relyingParty(issuer, clients.twin)]);
  const [one, two] = [await guides.begin(), await twin.begin()];
  const [tabOne, tabTwo] = [await browser.open(one.url), await browser.open(two.url)];
  const first = await guides.finish(one, await browser.submit(tabOne, [['login', 'demo_good']]));
  const second = await twin.finish(two, await browser.submit(tabTwo, [['login', 'demo_weak']]));
  expect([first.idToken.sub, second.idToken.sub]).toEqual([subjectOf('demo_good'), subjectOf('demo_weak')]);
});
