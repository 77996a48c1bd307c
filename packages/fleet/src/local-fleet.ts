import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type BuildOptions, type Bundle, bundleWorker } from './bundle.ts';
import { GUIDES, importDemoGuides } from './guides/corpus-build.ts';
import { startCrons } from './local-crons.ts';
import { migrateLocally } from './local-databases.ts';
import { type Simulations, startLocalServices, TWINS } from './local-services.ts';
import { localVariables, mountedVariables } from './local-variables.ts';
import { localWorker } from './local-worker.ts';
import { type LogFile, openLogFile } from './log-file.ts';
import {
  BITRIX24_PORT,
  COMPANY_PORT,
  IDENTITY_LOGIN_PORT,
  IDENTITY_PORT,
  KTALK_PORT,
  SURREALDB_PORT,
} from './manifest.ts';
import { startWorkerd, workerdOptions } from './miniflare.ts';
import { requireFree } from './ports.ts';
import { type FleetSecrets, localSecrets } from './secrets.ts';
import { app, mcpServers, portal, type WorkerEntry } from './servers.ts';
import { localTwinDatabase, type TwinStore, twinStoreNamed, twinVariables } from './twin/database.ts';
import { UsageError } from './usage-error.ts';

/** Where and how a local fleet runs. */
export interface LocalFleetOptions extends BuildOptions {
  /** Folder of its storage and secrets. */
  readonly stateDir: string;
  /** Added to every port, so that a second fleet can run beside the first. */
  readonly portOffset: number;
  /**
   * Documents of the internet by their addresses, given to the Workers in its place. With them a client may introduce
   * itself by the address of its document; without, the Workers reach the network as it is.
   */
  readonly documents?: { readonly [url: string]: object };
  /** Public origin of the portal behind a proxy that ends TLS. Default: the portal's own origin. */
  readonly portalUrl?: string;
  /** Whether the app that mounts several servers runs too. Default: false. */
  readonly withApp?: boolean;
  /** How many recordings the simulated KTalk has: each is fetched and indexed after the start. Default: 400. */
  readonly recordings?: number;
  /** Whether the storage is emptied first, as soon as nothing else can keep the fleet from starting. Default: false. */
  readonly fresh?: boolean;
  /** Port of V8's inspector, through which the memory of an isolate is measured. Default: none. */
  readonly inspectorPort?: number;
}

/** Where the Workers' log lines go: the console stays readable. */
export function logFile(stateDir: string): string {
  return path.join(stateDir, 'fleet.log');
}

/** A running local fleet. */
export interface LocalFleet extends Simulations {
  /** The Durable Objects of a Worker, to fill a twin with past data, which no request can do. */
  durableObjects(worker: string, binding: string): Promise<unknown>;
  /** A KV namespace of a Worker, to give many learners a token, which takes a sign-in each by request. */
  kvNamespace(worker: string, binding: string): Promise<unknown>;
  /** Rebuilds the Workers and replaces them; storage is kept. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the Workers in one workerd, each on its own port, and the identity provider beside them. */
export async function startLocalFleet(given: LocalFleetOptions): Promise<LocalFleet> {
  const wanted = { ...given, twinStore: given.twinStore ?? twinStoreNamed(process.env['TWIN_STORE']) };
  const { stateDir, portOffset, twinStore, withApp } = wanted;
  // The app is bound to the twins in Durable Objects, and would show other data than dt-mcp does.
  if (withApp && twinStore === 'surrealdb') throw new UsageError('The app needs the twins in Durable Objects.');
  const signingIn = withApp ? [...mcpServers, app] : mcpServers;
  const entries = [portal, ...signingIn];
  await requireFreePorts(entries, portOffset, twinStore);
  await mkdir(stateDir, { recursive: true });
  const secrets = await localSecrets(stateDir);
  const log = openLogFile(logFile(stateDir), (message) => console.error(message));
  const options = async () => {
    const bundles = await Promise.all(entries.map((entry) => bundleWorker(entry, wanted)));
    return fleetOptions(bundles, secrets, wanted, log);
  };
  const initial = await options();
  if (wanted.fresh) await rm(path.join(stateDir, 'v3'), { recursive: true, force: true });
  const { close, ...simulations } = await startLocalServices(signingIn, secrets, wanted);
  const workerd = await startWorkerd(initial);
  for (const { name } of mcpServers) await migrateLocally(workerd, name);
  await importDemoGuides({ db: await workerd.getD1Database('DB', GUIDES) });
  // Locally crons run in the one thread of all Workers, and for minutes after a start: they would be measured too.
  const withCrons = wanted.forMeasurement ? [] : mcpServers.map(({ name }) => name);
  const crons = startCrons(workerd, withCrons);
  return {
    ...simulations,
    durableObjects: (worker, binding) => workerd.getDurableObjectNamespace(binding, worker),
    kvNamespace: (worker, binding) => workerd.getKVNamespace(binding, worker),
    reload: async () => workerd.setOptions(workerdOptions(await options())),
    stop: async () => {
      crons.stop();
      await Promise.all([close(), workerd.dispose()]);
      await log.flush();
    },
  };
}

async function requireFreePorts(
  entries: readonly WorkerEntry[],
  portOffset: number,
  twinStore: TwinStore,
): Promise<void> {
  const identity = [IDENTITY_PORT, IDENTITY_LOGIN_PORT].map((port) => ({ name: 'the identity provider', port }));
  const simulators = [
    { name: 'the simulated KTalk', port: KTALK_PORT },
    { name: 'the simulated Bitrix24', port: BITRIX24_PORT },
    { name: 'the simulated company', port: COMPANY_PORT },
  ];
  const twins = twinStore === 'surrealdb' ? [{ name: 'SurrealDB', port: SURREALDB_PORT }] : [];
  await requireFree([...entries, ...identity, ...simulators, ...twins], portOffset);
}

function fleetOptions(
  bundles: readonly Bundle[],
  secrets: FleetSecrets,
  { stateDir, portOffset, documents, portalUrl, inspectorPort, twinStore }: LocalFleetOptions,
  log: LogFile,
): object {
  return {
    handleStructuredLogs: ({ message }: { message: string }) => log.write(message),
    resourcePersistencePath: path.join(stateDir, 'v3'),
    ...(inspectorPort !== undefined && { inspectorPort, inspectorHost: '127.0.0.1' }),
    workers: bundles.map((bundle) => {
      const { name, port } = bundle.entry;
      const own = secrets[name];
      const keepsTwins = own && name === TWINS && twinStore === 'surrealdb';
      const bindings = {
        ...(own && localVariables(bundle.entry, own, portOffset)),
        ...(name === app.name && mountedVariables((server) => secrets[server]?.subjectKey ?? '', portOffset)),
        ...(keepsTwins && twinVariables(localTwinDatabase(own.subjectKey, SURREALDB_PORT + portOffset))),
        ...(documents && { CIMD: 'on' }),
        ...(own && portalUrl !== undefined && { PORTAL_URL: portalUrl }),
      };
      const worker = localWorker(bundle, { name, port: port + portOffset, bindings });
      return { ...worker, ...(documents && { outboundService: internetOf(documents) }) };
    }),
  };
}

/** The network of a Worker: the documents at their addresses, everything else unchanged. */
function internetOf(documents: { readonly [url: string]: object }) {
  return async ({ url, method, headers, body }: Request): Promise<Response> => {
    const document = documents[url];
    if (document) return Response.json(document);
    return fetch(url, { method, headers, body, redirect: 'manual', duplex: 'half' });
  };
}
