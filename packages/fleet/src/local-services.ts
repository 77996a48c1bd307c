import path from 'node:path';
import type { Bitrix24 } from '@aisystant/simulators/bitrix24';
import { type IdentityProvider, startIdentityProvider } from '@aisystant/simulators/identity';
import { createLocalKTalk, type KTalk } from '@aisystant/simulators/ktalk';
import { serve } from '@aisystant/simulators/serve';
import { startLocalBitrix24 } from './local-bitrix24.ts';
import { startLocalCompany } from './local-company.ts';
import { localUrl } from './local-variables.ts';
import { demoLearners, IDENTITY_LOGIN_PORT, IDENTITY_PORT, KTALK_PORT, LOCAL_KTALK_KEY } from './manifest.ts';
import type { FleetSecrets } from './secrets.ts';
import type { WorkerEntry } from './servers.ts';
import type { TwinStore } from './twin/database.ts';

/** The server that keeps the twins. */
export const TWINS = 'dt-mcp';

/** The simulated third parties that a test of the local fleet reaches into. */
export interface Simulations {
  /** The identity provider, for its faults. */
  readonly identity: IdentityProvider;
  /** The simulated space of KTalk, for its faults and its request log. */
  readonly ktalk: KTalk;
  /** The portal of Bitrix24, for its faults and its log. */
  readonly bitrix24: Bitrix24;
}

/** Everything that the Workers call. */
interface LocalServices extends Simulations {
  close(): Promise<void>;
}

/** Where the services keep their state, and what they listen on. */
interface LocalServicesOptions {
  readonly stateDir: string;
  readonly portOffset: number;
  readonly twinStore: TwinStore;
  /** How many recordings the space of KTalk has. Default: 400. */
  readonly recordings?: number;
}

/** Starts what the Workers call; `signingIn` are the servers that the identity provider knows. */
export async function startLocalServices(
  signingIn: readonly WorkerEntry[],
  secrets: FleetSecrets,
  options: LocalServicesOptions,
): Promise<LocalServices> {
  const { portOffset, twinStore, recordings } = options;
  const identity = await startIdentity(signingIn, secrets, options);
  const logins = demoLearners.map(({ login }) => login);
  const space = { logins, now: Date.now(), ...(recordings !== undefined && { recordings }) };
  const ktalk = createLocalKTalk({ ...space, spaceKey: LOCAL_KTALK_KEY });
  const ktalkServer = await serve(ktalk, KTALK_PORT + portOffset, aboutKTalk(portOffset));
  const bitrix24 = await startLocalBitrix24(portOffset);
  const company = await startLocalCompany(portOffset);
  const twins = twinStore === 'surrealdb' ? [await startTwins(secrets, options)] : [];
  return {
    identity,
    ktalk,
    bitrix24: bitrix24.portal,
    async close() {
      ktalk.close();
      await Promise.all([identity, ktalkServer, bitrix24, company, ...twins].map((each) => each.close()));
    },
  };
}

const aboutKTalk = (
  portOffset: number,
) => `A simulated space of KTalk, which ktalk-mcp reads: an API without pages. Try it:

  curl -H 'X-Auth-Token: ${LOCAL_KTALK_KEY}' ${localUrl(KTALK_PORT, portOffset)}/api/Domain/recordings/v2

More: packages/simulators/README.md`;

function startIdentity(
  signingIn: readonly WorkerEntry[],
  secrets: FleetSecrets,
  { stateDir, portOffset }: LocalServicesOptions,
): Promise<IdentityProvider> {
  return startIdentityProvider({
    port: IDENTITY_PORT + portOffset,
    loginPort: IDENTITY_LOGIN_PORT + portOffset,
    stateFile: path.join(stateDir, 'identity.json'),
    learners: demoLearners,
    clients: signingIn.map(({ name, port }) => ({
      clientId: name,
      clientSecret: secrets[name]?.clientSecret ?? '',
      redirectUri: `${localUrl(port, portOffset)}/callback`,
    })),
  });
}

/** The engine is loaded only where it is used. */
async function startTwins(secrets: FleetSecrets, { stateDir, portOffset }: LocalServicesOptions) {
  const { startLocalTwins } = await import('./twin/local.ts');
  return startLocalTwins(stateDir, secrets[TWINS]?.subjectKey ?? '', portOffset);
}
