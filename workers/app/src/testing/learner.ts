import { env, exports } from 'cloudflare:workers';
import { issueToken } from '@aisystant/oauth/testing';
import { type Account, identityProvider, newAccount } from '@aisystant/oauth/testing/identity-provider';
import { createSignIns } from '@aisystant/oauth/testing/sign-in';
import { userIdOf } from '@aisystant/oauth/user-id';
import { callTool, type Reply, workerFetch } from '@aisystant/testing';
import { server } from '../server.ts';
import { type BothWaysEnv, type OtherWay, serverEnv } from './server-env.ts';

/** The Worker under test. */
export const bindings = env as unknown as BothWaysEnv;
/** Its fetch without a network. */
export const fetchWorker = workerFetch(exports);
/** The identity provider of all three; a test puts its `fetch` in the place of the network. */
export const provider = identityProvider(bindings.IDENTITY_ISSUER);

/** Everything that the app asks for. */
export const EVERY_SCOPE = Object.keys(server.scopes);

const { connect } = createSignIns(provider);

/** One way in of a learner. */
export interface Way {
  readonly token: string;
  call(name: string, args?: object): Promise<Reply>;
}

/** A learner with ways in to the app and to its servers. */
export interface Learner {
  /** Signs in at the app through its pages, with these boxes ticked; by default all. */
  app(ticked?: readonly string[]): Promise<Way & { readonly consentPage: string }>;
  /** Signs in at a server itself, which knows the person by its own subject key. */
  at(server: OtherWay): Promise<Way>;
}

/** A new learner, or one with an account at the identity provider. */
export function newLearner(account: Account = newAccount()): Learner {
  return {
    async app(ticked = EVERY_SCOPE) {
      const { page, tokens } = await connect(fetchWorker, account, ticked, { scope: EVERY_SCOPE.join(' ') });
      return { ...wayTo(endpointOf(bindings), tokens.access_token), consentPage: page.html };
    },
    async at(name) {
      const own = serverEnv(name, bindings);
      const scopes = EVERY_SCOPE.filter((scope) => scope.startsWith(`${name.replace('-mcp', '')}:`));
      const userId = await userIdOf(own.SUBJECT_KEY, own.IDENTITY_ISSUER, account.sub);
      return wayTo(endpointOf(own), await issueToken(fetchWorker, own, { userId, scopes }));
    },
  };
}

/** Address of the MCP endpoint of an environment. */
export const endpointOf = ({ BASE_URL }: Pick<BothWaysEnv, 'BASE_URL'>) => `${BASE_URL}/mcp`;

/** A way in with a token. */
export function wayTo(endpoint: string, token: string): Way {
  return { token, call: (name, args = {}) => callTool(fetchWorker, endpoint, name, args, { token }) };
}

/** The data of an answer. Throws for a call that failed. */
export async function answerOf(
  way: Way,
  name: string,
  args: object = {},
): Promise<{ readonly [field: string]: unknown }> {
  const { result, text } = await way.call(name, args);
  if (result?.['isError'] !== false) throw new Error(`${name}: ${text}`);
  return Object(result['structuredContent']);
}

/** The code of a call that failed, else the status of its answer. */
export async function codeOf(way: Way, name: string, args: object = {}): Promise<string> {
  const { status, result } = await way.call(name, args);
  const facts: unknown = Object(result?.['_meta'])['aisystant/error'];
  return Object(facts).code ?? `${status}`;
}
