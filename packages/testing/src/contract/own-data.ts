import { env } from 'cloudflare:workers';
import type { McpEnv } from '@aisystant/mcp/worker';
import { type AccountSession, signInToAccount } from '@aisystant/oauth/testing/account';
import { identityProvider, newAccount } from '@aisystant/oauth/testing/identity-provider';
import { userIdOf } from '@aisystant/oauth/user-id';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { KeptData } from './kept-data.ts';
import { WORDS } from './subject.ts';

const bindings = env as unknown as McpEnv;
const provider = identityProvider(bindings.IDENTITY_ISSUER);

/** A person at the account page whose records hold {@link WORDS}. */
interface Person {
  readonly userId: string;
  readonly session: AccountSession;
}

/** The account page gives a person the copy and the erasure of their own records, without a chat. */
export function ownData<S>({ people, fill, saves, snapshot, toolNamed, reads, inputOf }: KeptData<S>): void {
  async function newPerson(): Promise<Person> {
    const account = newAccount();
    const userId = await userIdOf(bindings.SUBJECT_KEY, bindings.IDENTITY_ISSUER, account.sub);
    await fill(userId, WORDS);
    const ask = people.clientOf(userId, { consentedAtMs: Date.now() });
    for (const [name, input] of saves(WORDS)) await ask(toolNamed(name), input);
    return { userId, session: await signInToAccount(people.fetch, provider, account) };
  }

  describe('on the account page', () => {
    beforeEach(() => {
      const network = globalThis.fetch;
      vi.spyOn(globalThis, 'fetch').mockImplementation((...request) => {
        const { origin } = new URL(new Request(...request).url);
        const isIdentity = origin === new URL(bindings.IDENTITY_ISSUER).origin;
        return (isIdentity ? provider.fetch : network)(...request);
      });
    });
    afterEach(() => void vi.restoreAllMocks());

    test('a person gets a copy of their records and calls, once', async () => {
      const { session, userId } = await newPerson();
      const [read] = reads;
      const chat = await people.signIn(undefined, userId);
      await chat.call(read?.name ?? '', inputOf(read?.name ?? ''));
      const made = await session.submit('/account/copy');
      expect(made.status).toBe(303);
      const link = made.headers.get('location') ?? '';
      expect(new URL(link).origin).toBe(bindings.BASE_URL);
      const copy = await (await session.browser.post(link, [])).text();
      expect(copy).toContain(WORDS);
      expect(JSON.parse(copy)).toMatchObject({
        call: [{ via: 'app', kind: 'tool', name: read?.facts.id, code: 'OK' }],
      });
      expect((await session.browser.post(link, [])).ok).toBe(false);
    });

    test('a person sees how much there is, confirms, and then all of it and all access are gone', async () => {
      const { userId, session } = await newPerson();
      const chat = await people.signIn(undefined, userId);
      const [confirm, question] = await confirmationOf(session);
      expect(question).toMatch(/<li>[^<]+: [1-9]/);
      expect(await snapshot(userId)).toContain(WORDS);
      const erased = await session.submit('/account/erase', [['confirm', confirm]]);
      expect(erased.status).toBe(200);
      expect(await erased.text()).toContain('<h1>Удалено</h1>');
      expect(await snapshot(userId)).not.toContain(WORDS);
      expect(session.browser.cookies()).not.toContain('session');
      expect(await session.page()).toContain('/account/sign-in');
      expect((await chat.postTo('/mcp', {})).status).toBe(401);
    });

    test.each(['', 'made-up', 'x'.repeat(101)])(
      'the confirmation %j erases nothing, and a page says so',
      async (made) => {
        const { userId, session } = await newPerson();
        await expectOld(await session.submit('/account/erase', [['confirm', made]]));
        expect(await snapshot(userId)).toContain(WORDS);
      },
    );

    test('the confirmation of one person erases nothing of another', async () => {
      const [anna, boris] = [await newPerson(), await newPerson()];
      const [ofAnna] = await confirmationOf(anna.session);
      const [ofBoris] = await confirmationOf(boris.session);
      await expectOld(await anna.session.submit('/account/erase', [['confirm', ofBoris]]));
      await expectOld(await boris.session.submit('/account/erase', [['confirm', ofAnna]]));
      for (const { userId } of [anna, boris]) expect(await snapshot(userId)).toContain(WORDS);
      expect((await anna.session.submit('/account/erase', [['confirm', ofAnna]])).status).toBe(200);
      expect(await snapshot(anna.userId)).not.toContain(WORDS);
      expect(await snapshot(boris.userId)).toContain(WORDS);
    });

    test('a form of another site neither copies nor erases', async () => {
      const { userId, session } = await newPerson();
      const [confirm] = await confirmationOf(session);
      const foreign = { origin: 'https://evil.example.test' };
      expect((await session.submit('/account/copy', [], foreign)).status).toBe(403);
      expect((await session.submit('/account/erase', [['confirm', confirm]], foreign)).status).toBe(403);
      const withoutCsrf = [['confirm', confirm]] as const;
      const origin = { origin: bindings.BASE_URL };
      expect((await session.browser.post(`${bindings.BASE_URL}/account/erase`, withoutCsrf, origin)).status).toBe(403);
      expect(await snapshot(userId)).toContain(WORDS);
    });
  });
}

/** Asks for the erasure: the confirmation, and the page that asks for it. */
async function confirmationOf({ submit }: AccountSession): Promise<readonly [string, string]> {
  const page = await (await submit('/account/erase')).text();
  return [/name="confirm" value="([^"]+)"/.exec(page)?.[1] ?? '', page];
}

async function expectOld(response: Response): Promise<void> {
  expect(response.status).toBe(409);
  expect(await response.text()).toContain('Подтверждение устарело');
}
