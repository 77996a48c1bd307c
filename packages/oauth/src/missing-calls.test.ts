import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ActivityNamespace, PlacedEntry } from './activity/activity-entry.ts';
import { signInToAccount } from './testing/account.ts';
import { bindings, createTestAuth } from './testing/auth.ts';
import { identityProvider, newAccount } from './testing/identity-provider.ts';

const provider = identityProvider(bindings.IDENTITY_ISSUER);
beforeAll(() => void vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch));
afterAll(() => void vi.restoreAllMocks());

const call: PlacedEntry = {
  ...{
    at_ms: Date.now() - 1_000,
    server: 'test-mcp',
    via: 'app',
    app: 'Чат',
    kind: 'tool',
    name: 'own',
    code: 'OK',
    n: 1,
  },
};

type Kept = readonly PlacedEntry[] | null;

/** The calls kept at one server; null where they cannot be read. */
function calls(kept: Kept): ActivityNamespace {
  const read = async () => {
    if (kept === null) throw new Error('the store is down');
    return kept;
  };
  const store = { page: read, all: read, add: async () => {}, erase: async () => {} };
  return { idFromName: () => ({}) as DurableObjectId, get: () => store };
}

/** The two pages with calls, at a server that mounts two others. */
async function pagesWith(own: Kept, a: Kept, b: Kept) {
  const declared = {
    mountedKeys: { 'a-mcp': 'A_KEY', 'b-mcp': 'B_KEY' },
    mountedCalls: { 'a-mcp': 'A_CALLS', 'b-mcp': 'B_CALLS' },
    mountedTitles: { 'a-mcp': { ru: 'Двойник', en: 'Twin' }, 'b-mcp': { ru: 'Встречи', en: 'Meetings' } },
  };
  const keys = { A_KEY: 'a subject key of the server a, long', B_KEY: 'a subject key of the server b, long' };
  const env = { ...keys, ACTIVITY: calls(own), A_CALLS: calls(a), B_CALLS: calls(b) };
  const { fetch } = createTestAuth(declared, env);
  const { browser, page } = await signInToAccount(fetch, provider, newAccount());
  const all = await browser.get(`${bindings.BASE_URL}/account/activity`);
  return [
    { status: 200, text: await page() },
    { status: all.status, text: await all.text() },
  ];
}

const at = (name: string): Kept => [{ ...call, name }];

describe('the calls of a person at a server that mounts others', () => {
  test('are all shown, and nothing is said of what is missing, where each can be read', async () => {
    for (const { status, text } of await pagesWith(at('own'), at('of a'), at('of b'))) {
      expect(status).toBe(200);
      for (const name of ['own', 'of a', 'of b']) expect(text).toContain(`>${name}<`);
      expect(text).not.toContain('Показано не всё');
    }
  });

  test('are shown without those of a server that cannot be read, and it is named', async () => {
    for (const { status, text } of await pagesWith(at('own'), null, at('of b'))) {
      expect(status).toBe(200);
      for (const name of ['own', 'of b']) expect(text).toContain(`>${name}<`);
      expect(text).toContain('Сейчас не читается: Двойник.');
    }
  });

  test('are not said to be none where the rest cannot be read', async () => {
    for (const { text } of await pagesWith(null, null, [])) {
      expect(text).toContain('Сейчас не читается: Пример, Двойник.');
      expect(text).not.toContain('<p>Пока ничего.</p>');
    }
  });

  test('are said to be unreadable where nothing can be read', async () => {
    for (const { status, text } of await pagesWith(null, null, null)) {
      expect(status).toBe(200);
      expect(text).toContain('Список сейчас не открывается');
    }
  });
});
