import fc from 'fast-check';
import { afterEach, expect, inject, test, vi } from 'vitest';
import { bindings, CLIENT_REDIRECT, createTestAuth, openConsent } from './testing/auth.ts';
import { identityProvider } from './testing/identity-provider.ts';
import { KEPT_REGISTRATIONS, registration } from './testing/registrations.ts';
import { skeletonOf } from './testing/skeleton.ts';

// A busy two-core machine needs more than the default five seconds.
vi.setConfig({ testTimeout: 60_000 * inject('fuzzFactor') });
const RUNS = 400 * inject('fuzzFactor');

const CLIENT = 'https://app.example.test/oauth/client.json';
const provider = identityProvider(bindings.IDENTITY_ISSUER);
const { fetch, lines } = createTestAuth({}, { CIMD: 'on' });
afterEach(() => void vi.restoreAllMocks());

/** The current metadata document of the client. */
let published: unknown;
const ask = (redirect_uri = CLIENT_REDIRECT) => openConsent(fetch, { client_id: CLIENT, redirect_uri });

/** A usable redirect URI of the document, if there is one. */
function addressIn({ redirect_uris: uris }: Record<string, unknown>): string | undefined {
  return (Array.isArray(uris) ? uris : []).map(String).find((uri) => uri.startsWith('https:'));
}

test('S14 any client metadata document is refused, or its consent page is that of any client', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const { url } = new Request(input, init);
    return url === CLIENT ? Response.json(published) : provider.fetch(input, init);
  });
  published = { client_id: CLIENT, client_name: 'App', redirect_uris: [CLIENT_REDIRECT] };
  const expected = await skeletonOf((await ask()).html);
  let asked = 0;
  const property = fc.asyncProperty(registration, async (said) => {
    published = { client_name: 'App', ...said, client_id: CLIENT };
    const address = addressIn(said);
    const { response, html } = await ask(address);
    expect([200, 400], html).toContain(response.status);
    expect(response.headers.get('location')).toBeNull();
    expect(html).not.toMatch(/подтвержд/);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'self';/);
    expect(policy).not.toMatch(/script-src|unsafe|[<>"]/);
    if (response.status === 400) {
      expect(html).toMatch(/Не удалось проверить приложение|Приложение прислало неверный запрос/);
      return;
    }
    asked += 1;
    expect(await skeletonOf(html)).toEqual(expected);
  });
  await fc.assert(property, { numRuns: RUNS, examples: KEPT_REGISTRATIONS.map((each): [typeof each] => [each]) });
  expect(asked, 'one of eight is good enough').toBeGreaterThan(RUNS / 8);
  expect(JSON.stringify(lines)).not.toMatch(/alert|evil/);
  expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
});
