import { createExecutionContext } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { plainHttp } from '@aisystant/mcp/plain-http';
import { createMcpWorker } from '@aisystant/mcp/worker';
import { signInToAccount } from '@aisystant/oauth/testing/account';
import { targetOf } from '@aisystant/oauth/testing/browser';
import { identityProvider, newAccount } from '@aisystant/oauth/testing/identity-provider';
import { userIdOf } from '@aisystant/oauth/user-id';
import type { Bitrix24 } from '@aisystant/simulators/bitrix24';
import { createPeople } from '@aisystant/testing';
import type { AccountObject } from '../account/account-object.ts';
import { type BitrixEnv, server } from '../server.ts';
import { serveInPlaceOfNetwork } from './network.ts';
import { emailOf, SEED_MS } from './portal.ts';

type Bound = Omit<BitrixEnv, 'ACCOUNT'> & { readonly ACCOUNT: DurableObjectNamespace<AccountObject> };

/** The environment of the tests, in which people link accounts of their own. */
export const bindings = { ...env, BITRIX_ACCESS: 'oauth' } as unknown as Bound;
const worker = createMcpWorker(server, { plainHttp });
const provider = identityProvider(bindings.IDENTITY_ISSUER);

/** The Worker with accounts. */
export const fetchWorker = (request: Request): Promise<Response> =>
  worker.fetch(request, bindings, createExecutionContext());

/** People of the Worker with accounts. */
export const people = createPeople(server, bindings, { ...exports, default: { fetch: fetchWorker } }, () => SEED_MS);

/** Puts a portal and the identity provider in the place of the network; `before` sees each request, and may answer it. */
export function serveWithSignIn(
  portal: Pick<Bitrix24, 'fetch'>,
  before: (request: Request) => Promise<Response | null> = async () => null,
): void {
  const fetch = async (request: Request) => (await before(request)) ?? portal.fetch(request);
  serveInPlaceOfNetwork({ fetch }, provider.fetch as typeof globalThis.fetch);
}

/** A new person at the account page. */
export async function atAccount(login = 'demo_weak') {
  const account = { ...newAccount(), email: emailOf(login), email_verified: true };
  const userId = await userIdOf(bindings.SUBJECT_KEY, bindings.IDENTITY_ISSUER, account.sub);
  const session = await signInToAccount(fetchWorker, provider, account);
  const ask = people.clientOf(userId, { email: emailOf(login) });
  return { ...session, userId, ask };
}

/** What {@link atAccount} gives. */
export type AtAccount = Awaited<ReturnType<typeof atAccount>>;

/** Begins a link, and consents at the portal as one of its people; the address to which the portal sends the browser. */
export async function consentAs(person: Pick<AtAccount, 'submit'>, portal: Bitrix24, id: number): Promise<string> {
  const asked = new URL(targetOf(await person.submit('/account/link')));
  asked.searchParams.set('as', String(id));
  const answer = await portal.fetch(new Request(asked));
  return answer.headers.get('location') ?? '';
}

/** Links the account of a person of the portal; the answer to the browser. */
export async function linkAs(
  person: Pick<AtAccount, 'submit' | 'browser'>,
  portal: Bitrix24,
  id: number,
): Promise<Response> {
  return person.browser.get(await consentAs(person, portal, id));
}
