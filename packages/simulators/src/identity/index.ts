import type { RequestListener } from 'node:http';
import { type LoopbackServer, listenOnLoopback } from '../loopback.ts';
import type { Fault } from './faults.ts';
import { generateKeys, loadKeys } from './keys.ts';
import { type DemoLearner, isLogin } from './learner.ts';
import { createProvider, type IdentityClient } from './provider.ts';

export type { Fault } from './faults.ts';
export { type DemoLearner, subjectOf } from './learner.ts';
export type { IdentityClient } from './provider.ts';

/** Options of a local identity provider. */
export interface IdentityProviderOptions {
  /** TCP port on loopback; the issuer is `http://localhost:<port>`. */
  readonly port: number;
  /** TCP port of the sign-in page: another origin than the issuer, as where the page is a program of its own (Ory Hydra). */
  readonly loginPort: number;
  /** Registered clients. */
  readonly clients: readonly IdentityClient[];
  /** Learners shown as buttons on the sign-in page, in this order. Any other login may sign in too. */
  readonly learners: readonly DemoLearner[];
  /** File of the signing and cookie keys; without it, every start generates new keys. */
  readonly stateFile?: string;
}

/** A running identity provider. */
export interface IdentityProvider {
  /** `http://localhost:<port>`, with discovery at `/.well-known/openid-configuration`. */
  readonly issuer: string;
  /** Injects a fault from the next request on; `none` ends it. */
  setFault(fault: Fault): void;
  /** Stops listening and drops open connections. All sessions are lost. */
  close(): Promise<void>;
}

/**
 * Starts a real OpenID provider on loopback: authorization code with PKCE (S256), RS256 ID tokens, userinfo. It
 * authenticates by login alone, without a password: for development only.
 * @throws Error if the port is in use, a demo login is malformed, or the state file contains no keys.
 */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const { port, loginPort, clients, learners, stateFile } = options;
  const malformed = learners.find(({ login }) => !isLogin(login));
  if (malformed) throw new Error(`"${malformed.login}" cannot be a login: 1 to 32 of a-z, 0-9 and _`);
  const issuer = `http://localhost:${port}`;
  const keys = stateFile === undefined ? generateKeys() : await loadKeys(stateFile);
  let fault: Fault = 'none';
  const loginOrigin = `http://localhost:${loginPort}`;
  const provider = createProvider({ issuer, loginOrigin, clients, learners, keys, fault: () => fault });
  const servers = await listenOnPorts(provider.callback(), [port, loginPort]);
  return {
    issuer,
    setFault(next) {
      fault = next;
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

/** Listens on all ports or on none. */
async function listenOnPorts(listener: RequestListener, ports: readonly number[]): Promise<LoopbackServer[]> {
  const servers: LoopbackServer[] = [];
  try {
    for (const port of ports) servers.push(await listenOnLoopback(listener, port));
    return servers;
  } catch (error) {
    await Promise.all(servers.map((server) => server.close()));
    throw error;
  }
}
