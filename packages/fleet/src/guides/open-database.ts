import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { getPlatformProxy, unstable_getMiniflareWorkerOptions } from 'wrangler';
import { resolveConfig, writeConfig } from '../deploy/resolved-config.ts';
import { applyMigrations, provideResources, type ResourceIds } from '../deploy/resources.ts';
import { readConfigOf, type WorkerConfig } from '../deploy/worker-config.ts';
import { type RunWrangler, runWrangler } from '../deploy/wrangler.ts';
import { databasesOf, migrateLocally } from '../local-databases.ts';
import { type LocalDatabase, startWorkerd } from '../miniflare.ts';
import { configPath, ROOT, STATE } from '../paths.ts';
import { serverNamed } from '../server-named.ts';
import { GUIDES, type VectorBindings } from './corpus-build.ts';

/** A database that was opened to be written. */
export interface OpenDatabase {
  readonly db: LocalDatabase;
  /** What makes the guides findable by meaning; null where the manifest does not say so, and on a machine. */
  readonly bindings: VectorBindings | null;
  close(): Promise<void>;
}

/** Opens the database of the local fleet in its files, migrated; the fleet may run or not. */
export async function openLocal(stateDir = STATE): Promise<OpenDatabase> {
  await mkdir(stateDir, { recursive: true });
  const { d1Databases } = unstable_getMiniflareWorkerOptions(configPath(GUIDES)).workerOptions as {
    d1Databases: object;
  };
  const workerd = await startWorkerd({
    resourcePersistencePath: path.join(stateDir, 'v3'),
    workers: [{ name: GUIDES, modules: true, script: 'export default {}', d1Databases }],
  });
  await migrateLocally(workerd, GUIDES);
  return { db: await workerd.getD1Database('DB', GUIDES), bindings: null, close: () => workerd.dispose() };
}

/** What {@link openRemote} reaches the account by. */
export interface RemoteDeps {
  readonly wrangler: RunWrangler;
  /** Connects to the bindings of a configuration that are marked as remote. */
  connect(
    configFile: string,
  ): Promise<{ readonly env: { readonly [binding: string]: unknown }; dispose(): Promise<void> }>;
}

const WRANGLER: RemoteDeps = {
  wrangler: runWrangler,
  connect: (configPath) => getPlatformProxy({ configPath, persist: false, remoteBindings: true }),
};

/**
 * Opens the deployed database through wrangler, with the rights of who is logged in, and what searches by meaning.
 * Without `ids`, resources are found or created in the account and migrations are applied.
 */
export async function openRemote(
  ids?: ResourceIds,
  { wrangler, connect }: RemoteDeps = WRANGLER,
  config = readConfigOf(serverNamed(GUIDES)),
): Promise<OpenDatabase> {
  const { name = GUIDES, d1_databases = [], ai, vectorize, compatibility_date } = config;
  const bare: WorkerConfig = {
    name,
    compatibility_date,
    d1_databases,
    ...(ai && { ai: { ...ai, remote: true } }),
    ...(vectorize && { vectorize: vectorize.map((each) => ({ ...each, remote: true })) }),
  };
  const known = ids ?? (await provideResources(bare, { wrangler, config: configPath(GUIDES), report: () => {} }));
  const resolved = resolveConfig(GUIDES, bare, { ids: known, main: null });
  const databases = (resolved.d1_databases ?? []).map((each) => ({ ...each, remote: true }));
  const file = await writeConfig(path.join(ROOT, '.build', 'guides-import'), { ...resolved, d1_databases: databases });
  if (ids === undefined) await applyMigrations(resolved, { wrangler, config: file, report: () => {} });
  const proxy = await connect(file);
  const [{ binding } = { binding: '' }] = databasesOf(GUIDES);
  const db = proxy.env[binding] as LocalDatabase | undefined;
  if (!db) throw new TypeError(`${GUIDES} has no D1 database`);
  const { AI, VECTORS } = proxy.env;
  return { db, bindings: AI && VECTORS ? { AI, VECTORS } : null, close: () => proxy.dispose() };
}
