import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { getPlatformProxy, unstable_getMiniflareWorkerOptions } from 'wrangler';
import { resolveConfig, writeConfig } from '../deploy/resolved-config.ts';
import { provideResources, type ResourceIds } from '../deploy/resources.ts';
import { readConfigOf, type WorkerConfig } from '../deploy/worker-config.ts';
import { runWrangler } from '../deploy/wrangler.ts';
import { databasesOf, migrateLocally } from '../local-databases.ts';
import { type LocalDatabase, startWorkerd } from '../miniflare.ts';
import { configPath, ROOT, STATE } from '../paths.ts';
import { serverNamed } from '../server-named.ts';
import { GUIDES } from './corpus-build.ts';

/** A database that was opened to be written. */
export interface OpenDatabase {
  readonly db: LocalDatabase;
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
  return { db: await workerd.getD1Database('DB', GUIDES), close: () => workerd.dispose() };
}

/** Opens the deployed database through wrangler, with the rights of who is logged in; it must exist already. */
export async function openRemote(ids?: ResourceIds): Promise<OpenDatabase> {
  const config = readConfigOf(serverNamed(GUIDES));
  const folder = path.join(ROOT, '.build', 'guides-import');
  const { name = GUIDES, d1_databases = [], compatibility_date } = config;
  const bare: WorkerConfig = { name, compatibility_date, d1_databases };
  const deps = { wrangler: runWrangler, config: configPath(GUIDES), report: () => {} };
  const known = ids ?? (await provideResources(bare, deps));
  const resolved = resolveConfig(GUIDES, bare, { ids: known, main: null });
  const databases = (resolved.d1_databases ?? []).map((each) => ({ ...each, remote: true }));
  const configFile = await writeConfig(folder, { ...resolved, d1_databases: databases });
  const proxy = await getPlatformProxy<{ [binding: string]: LocalDatabase }>({
    configPath: configFile,
    persist: false,
    remoteBindings: true,
  });
  const [{ binding } = { binding: '' }] = databasesOf(GUIDES);
  const db = proxy.env[binding];
  if (!db) throw new TypeError(`${GUIDES} has no D1 database`);
  return { db, close: () => proxy.dispose() };
}
