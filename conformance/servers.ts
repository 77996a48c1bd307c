import { startWorkerd } from '@aisystant/fleet';
import { localVariables } from '@aisystant/fleet/local-variables';
import { IDENTITY_LOGIN_PORT, IDENTITY_PORT } from '@aisystant/fleet/manifest';
import { startIdentityProvider } from '@aisystant/simulators/identity';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';
import { bundleServer, CONFIG, type ServerName } from './bundle.ts';

/** Keeps clear of the ports of `npm start` and of the tests. */
const PORT_OFFSET = 4000;
const PORTS = { declared: 8795, complete: 8796 } as const;
const SECRETS = { subjectKey: 'a subject key of the suite, 32 or more', clientSecret: 'a client secret of the suite' };

/** Port of the proxy between the suite and a server. */
export const PROXY_PORT = 8797 + PORT_OFFSET;
/** Port of the redirect address of the suite's client. */
export const CALLBACK_PORT = 8798 + PORT_OFFSET;

/** Origin of a server under test. */
export function originOf(name: ServerName): string {
  return `http://localhost:${PORTS[name] + PORT_OFFSET}`;
}

/** Starts both servers under test in one workerd, and the identity provider. Returns a function that stops them. */
export async function startServers(): Promise<() => Promise<void>> {
  const names = ['declared', 'complete'] as const;
  const workers = await Promise.all(names.map(workerOptions));
  const identity = await startIdentityProvider({
    port: IDENTITY_PORT + PORT_OFFSET,
    loginPort: IDENTITY_LOGIN_PORT + PORT_OFFSET,
    learners: [],
    clients: names.map((name) => ({
      clientId: name,
      clientSecret: SECRETS.clientSecret,
      redirectUri: `${originOf(name)}/callback`,
    })),
  });
  const workerd = await startWorkerd({ handleStructuredLogs: () => {}, workers });
  return async () => {
    await Promise.all([workerd.dispose(), identity.close()]);
  };
}

async function workerOptions(name: ServerName) {
  const { modulesRules: _, ...worker } = unstable_getMiniflareWorkerOptions(CONFIG).workerOptions;
  return {
    ...worker,
    name,
    modules: (await bundleServer(name)).map(({ type, name: path, content }) => ({ type, path, contents: content })),
    // Announced as in production; the suite presents no client metadata document.
    bindings: { ...localVariables({ name, port: PORTS[name] }, SECRETS, PORT_OFFSET), CIMD: 'on' },
    unsafeDirectSockets: [{ host: '127.0.0.1', port: PORTS[name] + PORT_OFFSET }],
  };
}
