import type { Fault } from './faults.ts';
import { generateKeys, loadKeys } from './keys.ts';
import { type DemoLearner, isLogin } from './learner.ts';
import { listenOnLoopback } from './loopback.ts';
import { createProvider, type IdentityClient } from './provider.ts';

export type { Fault } from './faults.ts';
export { type DemoLearner, subjectOf } from './learner.ts';
export type { IdentityClient } from './provider.ts';

/** What a local identity provider is started with. */
export interface IdentityProviderOptions {
  /** TCP port on loopback; the issuer is `http://localhost:<port>`. */
  readonly port: number;
  /** The clients that may sign learners in. */
  readonly clients: readonly IdentityClient[];
  /** The learners that the sign-in page offers as buttons, in this order. Any other name may sign in too. */
  readonly learners: readonly DemoLearner[];
  /** Where the signing and cookie keys are kept over restarts; without it they are made at every start. */
  readonly stateFile?: string;
}

/** A running identity provider. */
export interface IdentityProvider {
  /** `http://localhost:<port>`; discovery stands at `/.well-known/openid-configuration`. */
  readonly issuer: string;
  /** From the next request on, misbehave so; `none` ends it. */
  setFault(fault: Fault): void;
  /** Stops listening, drops open connections and forgets all sessions. */
  close(): Promise<void>;
}

/**
 * Starts a real OpenID provider on loopback: Authorization Code with PKCE (S256), RS256 id tokens, userinfo. Whoever
 * names a learner is that learner: for development only.
 * @throws Error if the port is taken, a demo login is not a login, or the state file is not ours.
 */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const { port, clients, learners, stateFile } = options;
  const wrong = learners.find(({ login }) => !isLogin(login));
  if (wrong) throw new Error(`"${wrong.login}" cannot be a login: 1 to 32 of a-z, 0-9 and _`);
  const issuer = `http://localhost:${port}`;
  const keys = stateFile === undefined ? generateKeys() : await loadKeys(stateFile);
  let fault: Fault = 'none';
  const provider = createProvider({ issuer, clients, learners, keys, fault: () => fault });
  const server = await listenOnLoopback(provider.callback(), port);
  return {
    issuer,
    setFault(next) {
      fault = next;
    },
    close: server.close,
  };
}
