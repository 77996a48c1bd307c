import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { GrantNamespace } from './config.ts';
import {
  authorizeUrl,
  bindings,
  CLIENT_VERIFIER,
  createTestAuth,
  openConsent,
  postToken,
  registerClient,
} from './testing/auth.ts';
import { openBrowser, targetOf } from './testing/browser.ts';
import { grantsInMemory } from './testing/grants.ts';
import { identityProvider, newAccount } from './testing/identity-provider.ts';
import { watchKv } from './testing/watched-kv.ts';

const provider = identityProvider(bindings.IDENTITY_ISSUER);
beforeEach(() => {
  Object.assign(provider, { up: true, forged: {} });
  vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch);
});
afterEach(() => void vi.restoreAllMocks());

/** Where the page of the portal is sent back to, and what ties the answer to its request. */
const PAGE = `${bindings.PORTAL_URL}/my`;
const STATE = 'a state & more=1.2 +%';

/** A server whose storage, objects of grants and limits can be made to fail, and a person who has allowed the page. */
async function faultyServer() {
  const watched = watchKv(bindings.OAUTH_KV);
  const down = { objects: false, limits: 'works' as 'works' | 'throws' | 'reached' };
  const grants = grantsInMemory({ ...bindings, OAUTH_KV: watched.kv }, () => {});
  const GRANT: GrantNamespace = {
    idFromName: grants.idFromName,
    get(id) {
      if (down.objects) throw new Error('Durable Object is overloaded');
      return grants.get(id);
    },
  };
  const SIGN_IN_LIMIT: RateLimit = {
    async limit() {
      if (down.limits === 'throws') throw new Error('limit failed');
      return { success: down.limits === 'works' };
    },
  };
  // Refusals of one server are sampled in the log, whichever test file made them: this one has a name of its own.
  const server = createTestAuth({ name: 'silent-mcp' }, { OAUTH_KV: watched.kv, GRANT, SIGN_IN_LIMIT });
  const anna = newAccount();
  const allow = { client_id: await registerClient(server.fetch, PAGE), redirect_uri: PAGE };
  const page = await openConsent(server.fetch, allow);
  const back = await page.browser.get(provider.signIn(targetOf(await page.decide('approve')), anna));
  const code = new URL(targetOf(back)).searchParams.get('code') ?? '';
  const exchange = { grant_type: 'authorization_code', ...allow, code, code_verifier: CLIENT_VERIFIER };
  expect((await postToken(server.fetch, exchange)).status).toBe(200);
  const clientId = await registerClient(server.fetch, PAGE);
  const request = authorizeUrl(clientId, { redirect_uri: PAGE, prompt: 'none', state: STATE });
  return { ...server, watched, down, anna, request, browser: openBrowser(server.fetch) };
}

type Server = Awaited<ReturnType<typeof faultyServer>>;

/** What may fail, and how it is made to. */
const FAULTS: { readonly [what: string]: (server: Server) => unknown } = {
  ...Object.fromEntries(
    ['get', 'put', 'delete', 'list'].map((method) => [
      `KV cannot ${method}`,
      ({ watched }: Server) => watched.failing.add(method),
    ]),
  ),
  'KV finds nothing': ({ watched }) => Object.assign(watched, { mode: 'empty' }),
  'KV is down': ({ watched }) => Object.assign(watched, { mode: 'throws' }),
  'the objects of grants are down': ({ down }) => Object.assign(down, { objects: true }),
  'the limit cannot be asked': ({ down }) => Object.assign(down, { limits: 'throws' }),
  'the limit is reached': ({ down }) => Object.assign(down, { limits: 'reached' }),
  'the provider is down': () => Object.assign(provider, { up: false }),
};

/** Expects an answer that the page can read: a code, or an error that it shows with a button to try again. */
function expectAtPage(response: Response, lines: Server['lines']): void {
  expect(response.status).toBe(302);
  const { origin, pathname, searchParams } = new URL(targetOf(response));
  expect([origin + pathname, searchParams.get('state'), searchParams.get('iss')]).toEqual([
    ...[PAGE, STATE, bindings.BASE_URL],
  ]);
  if (searchParams.has('code')) return;
  const error = searchParams.get('error') ?? '';
  expect(['server_error', 'temporarily_unavailable']).toContain(error);
  expect(lines.at(-1)).toMatchObject({ event: 'sign_in', code: error });
}

describe.each(Object.entries(FAULTS))('a silent sign-in while %s', (what, breakIt) => {
  test('from the start comes back to the page', async () => {
    const server = await faultyServer();
    breakIt(server);
    const first = await server.browser.get(server.request);
    // What fails only later lets it go on to the provider.
    const toProvider = targetOf(first).startsWith(bindings.IDENTITY_ISSUER);
    const last = toProvider ? await server.browser.get(provider.signIn(targetOf(first), server.anna)) : first;
    expectAtPage(last, server.lines);
  });

  test('at the callback comes back to the page', async () => {
    const server = await faultyServer();
    const first = await server.browser.get(server.request);
    const callback = provider.signIn(targetOf(first), server.anna);
    breakIt(server);
    const last = await server.browser.get(callback);
    // The callback is not limited, and the provider's keys and addresses may be known already.
    expectAtPage(last, server.lines);
    if (what.startsWith('KV')) expect(new URL(targetOf(last)).searchParams.get('code')).toBeNull();
  });
});

test('S40 nothing leads away from the portal when a sign-in fails: neither another address, nor another prompt or method', async () => {
  const server = await faultyServer();
  server.watched.mode = 'throws';
  const evil = 'https://evil.example/my';
  const way = (redirect_uri: string, prompt: string) => new URLSearchParams({ prompt, redirect_uri, state: 'x' });
  const addresses = [
    authorizeUrl('client', { redirect_uri: evil, prompt: 'none' }),
    authorizeUrl('client', { redirect_uri: `${bindings.PORTAL_URL}.evil.example/my`, prompt: 'none' }),
    authorizeUrl('client', { redirect_uri: PAGE }),
    ...[way(evil, 'none'), way(PAGE, 'login'), 'rubbish', ''].map(
      (suffix) => `${bindings.BASE_URL}/callback?${new URLSearchParams({ code: 'x', state: `handle.${suffix}` })}`,
    ),
  ];
  for (const address of addresses) {
    const response = await server.browser.get(address);
    expect([address, response.headers.get('location')]).toEqual([address, null]);
    expect(response.status).toBeGreaterThanOrEqual(400);
  }
  const posted = await server.browser.post(authorizeUrl('client', { redirect_uri: PAGE, prompt: 'none' }), []);
  expect(posted.headers.get('location')).toBeNull();
});
