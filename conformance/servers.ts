import { createRequire } from 'node:module';
import { localVariables } from '@aisystant/fleet/local-variables';
import { IDENTITY_PORT, type ServerEntry } from '@aisystant/fleet/manifest';
import { startIdentityProvider } from '@aisystant/simulators/identity';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';
import { bundleServer, CONFIG, type ServerName } from './bundle.ts';

// Miniflare must be the one wrangler is built with: the newest one on the registry has other options.
const fromWrangler = createRequire(createRequire(import.meta.url).resolve('wrangler'));
const { Miniflare, convertV4MiniflareOptions }: MiniflareModule = fromWrangler('miniflare');

/** The part of Miniflare that is used here; it is reached through wrangler, where TypeScript does not follow. */
interface MiniflareModule {
  readonly Miniflare: new (options: unknown) => { readonly ready: Promise<URL>; dispose(): Promise<void> };
  convertV4MiniflareOptions(options: object): unknown;
}

/** Lies beside the ports of `npm start` and of the tests. */
const PORT_OFFSET = 4000;
const PORTS = { declared: 8795, complete: 8796 } as const;
const SECRETS = { subjectKey: 'a subject key of the suite, 32 or more', clientSecret: 'a client secret of the suite' };

/** Ports for what the suite itself needs. */
export const PROXY_PORT = 8797 + PORT_OFFSET;
export const CALLBACK_PORT = 8798 + PORT_OFFSET;

/** Origin of a server under test. */
export function originOf(name: ServerName): string {
  return `http://localhost:${PORTS[name] + PORT_OFFSET}`;
}

/** Starts both servers under test in one workerd and the identity provider beside them. Gives what stops them. */
export async function startServers(): Promise<() => Promise<void>> {
  const names = ['declared', 'complete'] as const;
  const workers = await Promise.all(names.map(workerOptions));
  const identity = await startIdentityProvider({
    port: IDENTITY_PORT + PORT_OFFSET,
    learners: [],
    clients: names.map((name) => ({
      clientId: name,
      clientSecret: SECRETS.clientSecret,
      redirectUri: `${originOf(name)}/callback`,
    })),
  });
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: 8799 + PORT_OFFSET,
      cf: false,
      handleStructuredLogs: () => {},
      telemetry: { enabled: false },
      workers,
    }),
  );
  await miniflare.ready;
  return async () => {
    await Promise.all([miniflare.dispose(), identity.close()]);
  };
}

async function workerOptions(name: ServerName) {
  const { modulesRules: _, ...worker } = unstable_getMiniflareWorkerOptions(CONFIG).workerOptions;
  const entry: ServerEntry = {
    name,
    title: { ru: name, en: name },
    port: PORTS[name],
    publicUrl: originOf(name),
    scopes: [],
    bindings: { kv: [], durableObjects: {}, rateLimits: {} },
  };
  return {
    ...worker,
    name,
    modules: [{ type: 'ESModule', path: 'index.js', contents: await bundleServer(name) }],
    // Client metadata documents are announced as where we are deployed; nobody presents one here.
    bindings: { ...localVariables(entry, SECRETS, PORT_OFFSET), CIMD: 'on' },
    unsafeDirectSockets: [{ host: '127.0.0.1', port: entry.port + PORT_OFFSET }],
  };
}
