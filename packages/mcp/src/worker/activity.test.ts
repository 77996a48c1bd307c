import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { ActivityEntry, ActivityObject } from '@aisystant/oauth/activity';
import { callsAddress } from '@aisystant/oauth/calls-address';
import { issueToken } from '@aisystant/oauth/testing';
import { type AccountSession, shownToken, signInToAccount, tokenFields } from '@aisystant/oauth/testing/account';
import { identityProvider, newAccount } from '@aisystant/oauth/testing/identity-provider';
import { userIdOf } from '@aisystant/oauth/user-id';
import type { Fetch } from '@aisystant/testing';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { bindings, endpoint, inEnvironment } from '../../fixture/client.ts';

const { ACTIVITY } = env as unknown as { readonly ACTIVITY: DurableObjectNamespace<ActivityObject> };
const base = bindings.BASE_URL;
const provider = identityProvider(bindings.IDENTITY_ISSUER);
const unlimited: RateLimit = { limit: async () => ({ success: true }) };
const LIMITS = { READ_LIMIT: unlimited, WRITE_LIMIT: unlimited, ADDRESS_LIMIT: unlimited, SIGN_IN_LIMIT: unlimited };

/** Words of a person that no list of calls may hold. */
const CANARY = 'канарейка';

beforeEach(() => {
  vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch);
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterEach(() => void vi.restoreAllMocks());

type Kept = Pick<ActivityEntry, 'kind' | 'name' | 'code'> | null;

/** A request of a person, and what is kept of it by the rules: null for nothing. */
interface Step {
  readonly path: '/mcp' | '/mcp/notes' | '/api/v1/notes';
  readonly body: object;
  readonly kept: Kept;
}

const rpc = (method: string, params: object, kept: Kept): Step => ({
  path: '/mcp',
  body: { jsonrpc: '2.0', id: 1, method, params },
  kept,
});
const toolCall = (name: string, args: object, code: string | null): Step =>
  rpc('tools/call', { name, arguments: args }, code === null ? null : { kind: 'tool', name: wireId(name), code });
const wireId = (name: string) => name.replace('_', '.');
const read = (uri: string, kept: Kept) => rpc('resources/read', { uri }, kept);
const prompt = (name: string, args: object, code: string) =>
  rpc('prompts/get', { name, arguments: args }, { kind: 'prompt', name, code });

const STEPS: readonly Step[] = [
  toolCall('fixture_say_hello', { name: CANARY }, 'OK'),
  toolCall('fixture_say_hello', { [CANARY]: 1 }, 'INVALID_ARGUMENT'),
  toolCall('fixture_list_notes', {}, 'OK'),
  toolCall('fixture_save_note', { text: CANARY }, 'OK'),
  toolCall('fixture_misbehave', { how: 'throw' }, 'INTERNAL'),
  toolCall('fixture_misbehave', { how: 'refuse' }, 'CONFLICT'),
  // Somebody who is gone, or has ended the consent, gets no new rows.
  toolCall('fixture_misbehave', { how: 'ask_consent' }, null),
  toolCall(CANARY, {}, null),
  rpc('tools/list', {}, null),
  rpc('ping', {}, null),
  read('fixture://letters/alpha', { kind: 'resource', name: 'letter', code: 'OK' }),
  read(`fixture://letters/${CANARY}`, { kind: 'resource', name: 'letter', code: 'NOT_FOUND' }),
  // What everyone may read says nothing of a person.
  read('fixture://about', null),
  prompt('greet', { name: CANARY }, 'OK'),
  prompt('retell', { note: CANARY + CANARY }, 'NOT_FOUND'),
  { path: '/mcp/notes', body: [CANARY], kept: { kind: 'route', name: '/mcp/notes', code: 'OK' } },
  { path: '/api/v1/notes', body: { text: CANARY }, kept: { kind: 'route', name: 'POST /notes', code: 'OK' } },
  { path: '/api/v1/notes', body: {}, kept: { kind: 'route', name: 'POST /notes', code: 'INVALID_ARGUMENT' } },
];

/** What a token without the scopes may not do: the answer is a challenge, and nothing has been called. */
const needsScope = ({ body, path }: Step) =>
  path !== '/mcp' || /fixture_(list|save|misbehave)|letters|retell/.test(JSON.stringify(body));

/** What is kept of a call by the rules. */
function keptOf({ step, by }: { readonly step: Step; readonly by: keyof Person['tokens'] | 'anonymous' }): object[] {
  if (step.kept === null || by === 'anonymous' || (by === 'bare' && needsScope(step))) return [];
  return [{ ...(by === 'token' ? { via: 'token', app: 'Скрипт' } : { via: 'app', app: '—' }), ...step.kept }];
}

/** Expects these calls, newest first, in the copy and on the pages, and no word of the person anywhere. */
async function expectKept(person: Person, expected: readonly object[]): Promise<void> {
  const kept = await exported(person);
  expect(kept.map(({ at_ms: _, server, ...entry }) => [server, entry])).toEqual(
    expected.map((entry) => ['fixture-mcp', entry]),
  );
  expect(await shown(person)).toEqual(kept.map(({ at_ms }) => new Date(at_ms).toISOString()));
  if (kept.length > 0) expect(await stored(person)).not.toContain(CANARY);
  expect(JSON.stringify(kept)).not.toContain(CANARY);
}

interface Person {
  readonly session: AccountSession;
  readonly userId: string;
  /** Tokens by how the list names their caller. */
  readonly tokens: { readonly app: string; readonly token: string; readonly bare: string };
}

async function newPerson(fetch: Fetch): Promise<Person> {
  const account = newAccount();
  const userId = await userIdOf(bindings.SUBJECT_KEY, bindings.IDENTITY_ISSUER, account.sub);
  const session = await signInToAccount(fetch, provider, account);
  const scopes = ['fixture:read', 'fixture:write'];
  const made = await session.submit('/account/tokens', tokenFields({ name: 'Скрипт' }, scopes));
  return {
    session,
    userId,
    tokens: {
      app: await issueToken(fetch, bindings, { userId, scopes }),
      token: await shownToken(made),
      bare: await issueToken(fetch, bindings, { userId, scopes: [] }),
    },
  };
}

function send(fetch: Fetch, { path, body }: Step, token: string | null): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json', accept: 'application/json, text/event-stream' });
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  return fetch(new Request(new URL(path, endpoint), { method: 'POST', headers, body: JSON.stringify(body) }));
}

/** The calls in the copy of a person's data. */
async function exported({ session }: Person): Promise<readonly ActivityEntry[]> {
  return (await (await session.submit('/account/copy')).json<{ readonly call: readonly ActivityEntry[] }>()).call;
}

/** The times and outcomes that the pages of a person show, page after page. */
async function shown({ session: { browser } }: Person): Promise<readonly string[]> {
  const rows: string[] = [];
  for (let path: string | undefined = '/account/activity'; path !== undefined; ) {
    const page: string = await (await browser.get(`${base}${path}`)).text();
    rows.push(...Array.from(page.matchAll(/<time datetime="([^"]+)"/g), ([, time = '']) => time));
    [, path] = /href="(\/account\/activity\?before=[\d.]+)"/.exec(page) ?? [];
  }
  return rows;
}

/** Everything in the object of a person, as text. */
async function stored({ userId }: Person): Promise<string> {
  return runInDurableObject(ACTIVITY.getByName(await callsAddress(userId)), (_, { storage }) =>
    JSON.stringify(['call', 'erasure'].map((table) => storage.sql.exec(`select * from ${table}`).toArray())),
  );
}

describe('my activity', { timeout: 120_000 }, () => {
  test('has the calls of each of two people by the rules, none of the other and no word of theirs; the copy is what is shown', async () => {
    const fetch = inEnvironment(LIMITS);
    const call = fc.record({
      step: fc.constantFrom(...STEPS),
      who: fc.constantFrom(0 as const, 1 as const),
      by: fc.constantFrom('app' as const, 'token' as const, 'bare' as const, 'anonymous' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 25 }), async (calls) => {
        const people = [await newPerson(fetch), await newPerson(fetch)] as const;
        for (const { step, who, by } of calls) {
          await send(fetch, step, by === 'anonymous' ? null : people[who].tokens[by]);
        }
        for (const who of [0, 1] as const) {
          const expected = calls.filter((each) => each.who === who).flatMap(keptOf);
          await expectKept(people[who], expected.toReversed());
        }
      }),
      { numRuns: 8 * inject('fuzzFactor') },
    );
  });

  test('shows titles in words, fifty a page, newest first', async () => {
    const fetch = inEnvironment(LIMITS);
    const person = await newPerson(fetch);
    const [hello] = STEPS;
    for (let count = 0; count < 52; count += 1) if (hello) await send(fetch, hello, person.tokens.app);
    const first = await (await person.session.browser.get(`${base}/account/activity`)).text();
    expect(first.match(/<time/g)).toHaveLength(50);
    expect(first).toContain('<strong lang="ru">Поздороваться</strong>');
    const times = await shown(person);
    expect(times).toHaveLength(52);
    expect(times).toEqual([...times].sort().toReversed());
    expect((await person.session.page()).match(/<time/g)).toHaveLength(5);
  });

  test.each([
    ['fails', () => Promise.reject(new Error('down'))],
    ['never answers', () => new Promise(() => {})],
  ])('keeps nobody from their account page when its object %s', async (_, page) => {
    const broken = { idFromName: ACTIVITY.idFromName.bind(ACTIVITY), get: () => ({ page, all: page }) };
    const session = await signInToAccount(inEnvironment({ ...LIMITS, ACTIVITY: broken }), provider, newAccount());
    expect(await session.page()).toContain('Список сейчас не открывается');
  });

  test('has nothing after an erasure that was called before it, or on an earlier consent', async () => {
    const fetch = inEnvironment(LIMITS);
    const person = await newPerson(fetch);
    const [hello, , list] = STEPS;
    if (!hello || !list) throw new Error('no steps');
    await send(fetch, hello, person.tokens.app);
    // In another isolate, which holds it back until after the erasure and still knows the token.
    const elsewhere = inEnvironment(LIMITS);
    await send(elsewhere, list, person.tokens.app);
    const question = await (await person.session.submit('/account/erase')).text();
    expect(question).toContain('<li>обращения приложений: 1</li>');
    const [, confirm = ''] = /name="confirm" value="([^"]+)"/.exec(question) ?? [];
    expect((await person.session.submit('/account/erase', [['confirm', confirm]])).status).toBe(200);
    await send(elsewhere, list, person.tokens.app);
    await scheduler.wait(3_500);
    expect(JSON.parse(await stored(person))).toEqual([[], [{ at_ms: expect.any(Number), server: '' }]]);
  });
});
